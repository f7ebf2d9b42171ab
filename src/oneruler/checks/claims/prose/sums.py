"""合计: what the lists of a sentence add up to, lists that close with a total, and posts or budgets after a change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from oneruler.base.findings import Severity
from oneruler.base.printed import Computed, plain
from oneruler.checks.claims import lexicon
from oneruler.checks.claims.claim import Claim, Found, Remark, terms, total
from oneruler.checks.claims.items import Item, Role, Sentence, Tag
from oneruler.checks.claims.outline import Outline
from oneruler.checks.claims.prose.lists import NOT_SUMMED, SumList
from oneruler.checks.claims.quantities import MEASURED, SCORE
from oneruler.checks.diagnosis import misprinted
from oneruler.checks.report import Kind


def find(sentence: Sentence, found: list[SumList]) -> Iterator[Found]:
    """The claims of the sentence's lists, of its closing totals and of its counted names."""
    for listing in found:
        yield from _claims(sentence, listing)
    listed = {id(part) for listing in found for part in listing.parts}
    yield from _closing_totals(sentence, listed)
    yield from _unmarked(sentence, found)
    yield from _adjusted(sentence)


def _claims(sentence: Sentence, listing: SumList) -> Iterator[Found]:
    head, *parts = terms(listing.head.quantity, [part.quantity for part in listing.parts])
    added = total(parts)
    claim = _sum(
        "合计＝各项之和" if listing.closed else "合计≥其中各项之和",
        sentence.passage.span(min(listing.begin, listing.head.lead_start), listing.end),
        listing.head,
        parts,
        at_most=not listing.closed,
        subject=listing.head.name,
    )
    yield claim
    missing = head.value - added.value
    words = sentence.passage.text[listing.head.quantity.end : listing.end + 2]
    if (
        not listing.closed
        and len(parts) > 1
        and missing > listing.head.quantity.printed.ulp * len(parts)
        and listing.head.dimension in MEASURED
        and not lexicon.OPEN_LIST.search(words)
        and not misprinted(claim, added)[0]
    ):
        yield Remark(
            "ARI-OPENLIST",
            Kind.SUM,
            Severity.NOTICE,
            claim.span,
            f"其中各项之和为 {plain(added.value)}{claim.unit}，比 {listing.head.figure} 少 {plain(missing)}{claim.unit}，"
            "如未列全可不改，如应列全请核对。",
            stated=listing.head.figure,
            formula=added.text,
        )


def find_outlined(outlined: Outline) -> Iterator[Found]:
    """The sum of a list over several paragraphs."""
    _, *parts = terms(outlined.head.quantity, [item.quantity for item, _ in outlined.parts])
    last, sentence = outlined.parts[-1]
    start = outlined.sentence.passage.span(outlined.head.lead_start, outlined.head.quantity.end)[0]
    span = start, sentence.passage.span(last.lead_start, last.quantity.end)[1]
    yield _sum(
        "合计＝各段所列之和" if outlined.closed else "合计≥其中各段所列之和",
        span,
        outlined.head,
        parts,
        at_most=not outlined.closed,
        subject=outlined.head.name,
        wrong=Severity.ERROR if outlined.closed else Severity.WARNING,
    )


def _sum(
    relation: str,
    span: tuple[int, int],
    stated: Item,
    parts: Sequence[Computed],
    *,
    at_most: bool = False,
    subject: str = "",
    wrong: Severity = Severity.ERROR,
) -> Claim:
    """The claim that a figure is the sum of its parts."""
    return Claim(
        Kind.SUM,
        relation,
        span,
        stated.quantity.printed,
        stated.figure,
        (total(parts),),
        unit=stated.quantity.unit,
        at_most=at_most,
        tight=True,
        exact=stated.quantity.exact,
        parts=tuple(part.value for part in parts),
        subject=subject,
        wrong=wrong,
    )


def _closing_totals(sentence: Sentence, listed: set[int]) -> Iterator[Found]:
    """甲1万元，乙2万元，合计3万元."""
    for index, item in enumerate(sentence.items):
        if item.role is not Role.VALUE or item.dimension in NOT_SUMMED or index < 2 or id(item) in listed:
            continue
        chosen = _addends(sentence.items, index, listed)
        if chosen:
            _, *parts = terms(item.quantity, [other.quantity for other in chosen])
            span = sentence.passage.span(chosen[0].lead_start, item.quantity.end)
            yield _sum("合计＝各项之和", span, item, parts)


def _addends(items: list[Item], index: int, listed: set[int]) -> list[Item]:
    """What the closing total at ``index`` is of; nothing where it closes no list, or none that is sure to be meant."""
    item = items[index]
    loose = lexicon.LOOSE_TOTAL.search(item.lead)
    named = loose or lexicon.NAMED_TOTAL.search(item.lead)
    if not named and not lexicon.TOTAL_LEAD.match(item.lead):
        return []
    before = [
        other
        for other in items[:index]
        if other.role is Role.VALUE
        and other.dimension == item.dimension
        and other.depth == item.depth
        and id(other) not in listed
        and not other.names_whole()
    ]
    if len(before) < 2:
        return []
    verb = loose["done"] if loose is not None else None
    choices = [before[-count:] for count in range(len(before), 1, -1)]
    choices += [[other for other in before if other.lead.startswith("得")]] if item.dimension == SCORE else []
    if verb and all(other.lead.endswith(verb) for other in before):
        choices = [before]  # 甲签约98户，乙签约76户，…累计签约: all of them, not the last few
    for choice in choices:
        if sum(other.quantity.value for other in choice) == item.quantity.value:
            return choice
    chosen = choices[0]
    if any(other.tags & {Tag.BUDGET, Tag.LAST, Tag.OLD, Tag.NEW} for other in chosen):
        return []
    same_verb = verb and all(other.lead.endswith(verb) for other in chosen)
    whole = sum((other.quantity.value for other in before), Decimal(0))
    other_unit = whole in (item.quantity.value * 10_000, item.quantity.value / 10_000)  # 共计下达300元: 万元
    if loose and item.dimension != SCORE and not same_verb and not other_unit:
        return []
    if named and (index + 1 < len(items) or len(before) != index):
        return []  # a total with a name of its own: only a sentence that is nothing but its list is taken for one
    return chosen


def _unmarked(sentence: Sentence, found: list[SumList]) -> Iterator[Found]:
    """专项资金300万元，分配东片区132.5万元，西片区…: no word says that it is a list, so only one that adds up is taken."""
    items = sentence.items
    if found or len(items) < 3:
        return
    head, parts = items[0], [item for item in items[1:] if item.depth == items[0].depth]
    alike = all(item.role is Role.VALUE and item.dimension == head.dimension for item in (head, *parts))
    if not alike or len(parts) < 2 or head.dimension in NOT_SUMMED or not head.quantity.value:
        return
    stated, *members = terms(head.quantity, [part.quantity for part in parts])
    if total(members).value != stated.value:
        return
    yield Claim(
        Kind.SUM,
        "合计＝各项之和",
        sentence.passage.span(head.lead_start, parts[-1].quantity.end),
        head.quantity.printed,
        head.figure,
        (total(members),),
        unit=head.quantity.unit,
        tight=True,
        exact=head.quantity.exact,
        parts=tuple(member.value for member in members),
    )


def _adjusted(sentence: Sentence) -> Iterator[Found]:
    """编制22名 … 增加15名 … 调整后 … 37名; 年初预算1160万元，追加232.5万元，全年预算1392.5万元."""
    items = sentence.items
    for index, item in enumerate(items):
        after = re.search(r"(?:调整|追加|增加|变动|新增|划转|调增|调减)后", item.gap + item.lead)
        whole_year = Tag.ADJUSTED in item.tags or re.search(r"全年预算|总预算|预算总额|调整为$", item.lead)
        if item.role is not Role.VALUE or not (after or whole_year):
            continue
        deltas = [other for other in items[:index] if other.role is Role.DELTA and other.dimension == item.dimension]
        olds = [
            other
            for other in items[:index]
            if other.role is Role.VALUE
            and other.dimension == item.dimension
            and (_same_thing(other, item) or Tag.BUDGET in other.tags and "预算" in item.lead)
        ]
        if not deltas or not olds:
            continue
        stated, old, *changes = terms(item.quantity, [olds[0].quantity, *(delta.quantity for delta in deltas)])
        readings = []
        for count in range(len(changes), 0, -1):
            value = old
            for delta, change in zip(deltas[:count], changes[:count], strict=True):
                value = value - change if delta.direction < 0 else value + change
            readings.append(value)
        holding = [reading for reading in readings if reading.value == stated.value]
        yield Claim(
            Kind.SUM,
            "调整后＝原数＋调整数",
            sentence.passage.span(olds[0].lead_start, item.quantity.end),
            item.quantity.printed,
            item.figure,
            tuple(holding or readings[:1]),
            unit=item.quantity.unit,
            tight=True,
            exact=item.quantity.exact,
            amounts=(old.value, *(change.value for change in changes)),
            wrong=Severity.WARNING,
        )


def _same_thing(one: Item, other: Item) -> bool:
    return bool(one.name) and (one.name[-2:] == other.name[-2:] or one.name in other.name)
