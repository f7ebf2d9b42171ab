"""占比、控制率: one figure as a part of another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from oneruler.base.printed import Computed
from oneruler.checks.claims import lexicon
from oneruler.checks.claims.claim import NO_AMOUNT, Claim, Found, percent, terms
from oneruler.checks.claims.facts import Facts, bare
from oneruler.checks.claims.items import Item, Role, Sentence, Tag
from oneruler.checks.claims.prose.lists import SumList
from oneruler.checks.claims.quantities import TIMES
from oneruler.checks.report import Kind
from oneruler.checks.slips import Slip


def find(sentence: Sentence, order: int, facts: Facts, lists: list[SumList]) -> Iterator[Found]:
    """The claims of share and control rate in one sentence."""
    items = sentence.items
    whole: Item | None = None
    for index, item in enumerate(items):
        if item.role is Role.SHARE:
            claim, whole = _share(sentence, order, facts, lists, index, whole)
            yield claim
        elif item.role is Role.CONTROL:
            yield _control(sentence, index)


def _share(
    sentence: Sentence, order: int, facts: Facts, lists: list[SumList], index: int, last_whole: Item | None
) -> tuple[Claim, Item | None]:
    """The claim of one share, and the whole that it proved to be of (a later share may be of the same)."""
    items = sentence.items
    share = items[index]
    whole_named = [items[index - 1]] if index and items[index - 1].names_whole() else []
    before = index - len(whole_named)
    parts = list(_numerators(sentence, order, facts, before, share))
    wholes = whole_named or list(_wholes(sentence, order, facts, lists, index, parts))
    if last_whole is not None and not share.of and last_whole not in wholes:
        wholes.insert(1, last_whole)
    proved = wholes[0] if wholes else None
    readings: list[Computed] = []
    slips: list[tuple[Slip, Computed]] = []
    for part, whole in ((part, whole) for part in parts for whole in wholes):
        if part is whole or not _comparable(part, whole, whole_named) or whole.quantity.value == 0:
            continue
        a, b = terms(part.quantity, (whole.quantity,))
        readings.append(a / b if share.dimension == TIMES else (a / b).percent())
        if abs(readings[-1].value - share.quantity.printed.value) <= share.quantity.printed.ulp:
            proved = whole
        if a.value:
            slips.append((Slip.WRONG_BASE, (b / a).percent()))
        slips += _other_bases(part, whole, wholes, sentence)
    begin = parts[0].lead_start if parts and parts[0] in items[:index] else share.lead_start
    claim = Claim(
        Kind.SHARE,
        "占比＝部分÷整体",
        sentence.passage.span(min(begin, share.lead_start), share.quantity.end),
        share.quantity.printed,
        share.figure,
        tuple(readings),
        unit=share.quantity.unit,
        slips=tuple(slips),
        operands=tuple(item.quantity.printed for item in (*parts, *wholes)),
        subject=parts[0].name if parts else "",
        amounts=(parts[0].quantity.value, wholes[0].quantity.value) if parts and wholes else (),
        formula=percent,
    )
    return claim, proved


def _comparable(part: Item, whole: Item, named: list[Item]) -> bool:
    """Amounts of one kind; counts of two kinds (516份 of 573户) only where the whole stands in the words themselves."""
    return part.dimension == whole.dimension or bool(named) and part.quantity.exact and whole.quantity.exact


def _other_bases(part: Item, whole: Item, wholes: list[Item], sentence: Sentence) -> Iterator[tuple[Slip, Computed]]:
    """What the share would be of another printed whole, or of what is left of this one."""
    a, b = terms(part.quantity, (whole.quantity,))
    if b.value != a.value:
        yield Slip.WRONG_BASE, (a / (b - a)).percent()
    for other in sentence.items:
        if other.role is Role.VALUE and other not in (part, whole) and other.dimension == part.dimension:
            c, d = terms(part.quantity, (other.quantity,))
            if d.value > 0:
                yield Slip.WRONG_BASE, (c / d).percent()


def _numerators(sentence: Sentence, order: int, facts: Facts, index: int, share: Item) -> Iterator[Item]:
    """What the share is of: the figure of its own words, else the nearest amount before it."""
    items = sentence.items
    seen: set[int] = set()

    def fresh(candidates: Iterable[Item]) -> Iterator[Item]:
        for item in candidates:
            if id(item) not in seen and item.dimension not in NO_AMOUNT and item.role in saving:
                seen.add(id(item))
                yield item

    subject = lexicon.TIME_WORDS.sub("", share.word).strip("其中的，、: ")
    saving = (Role.VALUE, Role.DIFFERENCE, Role.DELTA) if share.of == "预算" else (Role.VALUE,)
    before = [
        item
        for item in items[:index]
        if item.role in saving and item.dimension not in NO_AMOUNT and not item.names_whole()
    ]
    if len(subject) >= 2:
        yield from fresh(
            item for item in reversed(before) if item.name and item.name in subject or subject in item.name
        )
        following = items[items.index(share) + 1 : items.index(share) + 2]
        yield from fresh(item for item in following if item.opens() and item.lead == "")
        yield from fresh(facts.named(subject, order)[:2])
    grouped = _grouped(items, index, share)
    if grouped is not None:
        yield from fresh([grouped])
        return
    near = [item for item in before if item.depth <= share.depth] or before
    yield from fresh(near[-1:])
    if not before:
        yield from fresh(facts.earlier(order))


def _grouped(items: list[Item], index: int, share: Item) -> Item | None:
    """甲、乙分别为1万元、3万元，分别占25%、75%: the k-th rate belongs to the k-th amount."""
    at = items.index(share)
    first = at
    while first > 0 and items[first - 1].role is share.role and not items[first].semicolon():
        first -= 1
    last = at
    while last + 1 < len(items) and items[last + 1].role is share.role and not items[last + 1].semicolon():
        last += 1
    count = last - first + 1
    if first and items[first - 1].names_whole():
        first -= 1
        at -= 1
    amounts = items[first - count : first] if count > 1 and first >= count else []
    if len(amounts) == count and all(item.role is Role.VALUE for item in amounts):
        return amounts[at - first]
    return None


def _wholes(
    sentence: Sentence, order: int, facts: Facts, lists: list[SumList], index: int, parts: list[Item]
) -> Iterator[Item]:
    """The whole that a share speaks of: the one it names, else the head of the list that the part stands in."""
    items = sentence.items
    share = items[index]
    heads = [found.head for found in lists for part in parts[:1] if any(member is part for member in found.parts)]
    wanted = bare(share.of)
    if share.of == "预算":
        yield from [item for item in items[:index] if item.role is Role.VALUE and Tag.BUDGET in item.tags][:1]
        return
    named = [
        item
        for item in reversed(items[:index])
        if item.role is Role.VALUE
        and wanted
        and (bare(item.name) == wanted or len(wanted) > 1 and bare(item.name).endswith(wanted))
    ]
    seen: set[int] = set()
    fallback: list[Item] = []
    if not named:
        position = items.index(parts[0]) if parts and parts[0] in items else index
        fallback = list(_before_in_clause(items, position, share.depth))[:2]
    found = facts.named(share.of, order) if wanted else []
    if wanted and not named and not found and heads:
        named = heads
    same_as_before = [] if wanted else list(_whole_before(items, order, facts, index))
    elsewhere = fallback or ([] if wanted else list(facts.around(order)))
    for item in (*named, *found, *(heads if not wanted or not named else ()), *same_as_before, *elsewhere):
        if id(item) not in seen and item not in parts[:1]:
            seen.add(id(item))
            yield item


def _before_in_clause(items: list[Item], position: int, depth: int) -> Iterator[Item]:
    """The values before a part, as far as no semicolon parts them from it (then they are its neighbours)."""
    for at in range(position - 1, -1, -1):
        if items[at + 1].semicolon():
            return
        if items[at].role is Role.VALUE and items[at].depth <= depth:
            yield items[at]


def _whole_before(items: list[Item], order: int, facts: Facts, index: int) -> Iterator[Item]:
    """A share that names no whole may be of the same whole as the share before it."""
    for item in reversed(items[:index]):
        if item.role is Role.SHARE and item.of:
            yield from facts.named(item.of, order)[:1]
            return


def _control(sentence: Sentence, index: int) -> Claim:
    items = sentence.items
    rate = items[index]
    filled = [
        item for item in items[:index] if item.role is Role.VALUE and re.search(r"在(?:职|编|岗)|实有|现有", item.lead)
    ]
    posts = [item for item in items[:index] if item.role is Role.VALUE and re.search(r"编制|核定", item.lead)]
    readings = [
        (a / b).percent()
        for done in filled[-2:]
        for allowed in posts[-1:]
        if done.dimension == allowed.dimension and allowed.quantity.value
        for a, b in [terms(done.quantity, (allowed.quantity,))]
    ]
    return Claim(
        Kind.SHARE,
        "控制率＝在职人数÷编制数",
        sentence.passage.span(rate.lead_start, rate.quantity.end),
        rate.quantity.printed,
        rate.figure,
        tuple(readings),
        unit="%",
    )
