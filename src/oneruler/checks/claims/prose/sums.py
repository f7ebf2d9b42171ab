"""其中: a whole and its listed parts; lists that close with 合计; what is counted and then named one by one.

A list after 其中 or 主要是 may be open: its parts may be less than the whole, never more. It is closed when its own
words say so (由…组成, 分别为), when the shares of its parts make up a hundred, or when the parts are all that such a
whole can have (基本支出 = 人员经费 + 公用经费).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from oneruler.base.findings import Severity
from oneruler.base.printed import Computed, plain
from oneruler.checks.claims import lexicon
from oneruler.checks.claims.claim import Claim, Found, Remark, terms, total
from oneruler.checks.claims.quantities import BARE, MEASURED, POINTS, RATE, SCORE, TIMES
from oneruler.checks.claims.sentences import Item, Role, Sentence, Tag
from oneruler.checks.report import Kind

_NOT_SUMMED = frozenset({RATE, POINTS, TIMES, BARE})
_NUMBERED_ONE = re.compile(r"[。：:；;](?:1[、.．]|\(1\)|一是)")


@dataclass(slots=True)
class SumList:
    """A whole with the parts listed after it; ``closed`` says that the parts are all there are."""

    head: Item
    parts: list[Item]
    closed: bool
    begin: int
    end: int


def lists(sentence: Sentence) -> list[SumList]:
    """The lists of a sentence, outer before inner."""
    found: list[SumList] = []
    taken: set[int] = set()
    for index in range(1, len(sentence.items)):
        if index in taken:
            continue
        mark = _mark(sentence, index)
        if mark is None:
            continue
        head = _head(sentence.items, index, mark == "own")
        if head is not None:
            _collect(sentence, head, index, mark, found, taken)
    return found


def find(sentence: Sentence, found: list[SumList]) -> Iterator[Found]:
    """The claims of the sentence's lists, of its closing totals and of its counted names."""
    for listing in found:
        yield from _claims(sentence, listing)
    listed = {id(part) for listing in found for part in listing.parts}
    yield from _closing_totals(sentence, listed)
    yield from _unmarked(sentence, found)
    yield from _adjusted(sentence)
    yield from _counted_names(sentence)


def _mark(sentence: Sentence, index: int) -> str | None:
    """Does a list begin at this item? ``complete``, ``partial`` or ``bracket``, as its words say."""
    items = sentence.items
    item = items[index]
    if item.role is not Role.VALUE or item.dimension in _NOT_SUMMED or item.names_whole():
        return None
    gap = item.gap
    found = None
    for match in lexicon.LIST_MARK.finditer(gap):
        if match[0] == "由" and not re.search(r"组成|构成", sentence.text):
            continue
        if match[0] == "含" and re.search(r"[包不]$", gap[: match.start()]):
            continue
        if re.search(r"[^，,：:、\s][^：:]*[，,；;]", gap[match.end() :]):
            continue  # 主要包括办公费、印刷费；公用经费…: the words after the mark end before the figure
        found = "partial" if match["partial"] else "complete"
        if match[0] == "含" or match[0] == "包含":
            found = "partial" if "(" not in gap else "complete"
            before = gap[: match.start()].rsplit("(", 1)[-1].rsplit("，", 1)[-1]
            if len(before) > 1:
                found = "own"  # 收入总计含年初结转: a list of its own subject
    if found is None and item.opens() and items[index - 1].role is Role.VALUE and item.lead and not _stops(item):
        found = "bracket"
    if found is None and _NUMBERED_ONE.search(gap) and items[index - 1].role is Role.VALUE:
        found = "complete"
    if found is None and gap.startswith(("：", ":")) and items[index - 1].role is Role.VALUE:
        found = "partial"
    return found


def _head(items: list[Item], index: int, own: bool) -> Item | None:
    item = items[index]
    budget = Tag.BUDGET in item.tags
    fallback = None
    for previous in reversed(items[:index]):
        if previous.dimension != item.dimension or previous.role is not Role.VALUE or previous.depth > item.depth:
            continue
        if previous.tags & {Tag.LAST, Tag.OLD} or previous.names_whole():
            continue
        if (item.opens() or own) and previous.depth >= item.depth:
            continue
        if (Tag.BUDGET in previous.tags) == budget:
            return previous
        fallback = fallback or previous
    return fallback


def _collect(
    sentence: Sentence, head: Item, start: int, mark: str, found: list[SumList], taken: set[int]
) -> None:
    items = sentence.items
    listing = SumList(head, [], False, head.lead_start, items[start].quantity.end)
    found.append(listing)
    members = [start] if mark == "own" else _members(items, start, head)
    position = 0
    while position < len(members):
        index = members[position]
        if position and (inner := _mark(sentence, index)) in ("partial", "complete") and not items[index].opens():
            count = _nested_extent(items, listing, members[position:])
            _collect_fixed(sentence, listing.parts[-1], members[position : position + count], inner, found)
            taken.update(members[position : position + count])
            position += count
            continue
        if not _other_stage(items[index], head):
            listing.parts.append(items[index])
            listing.end = items[index].quantity.end
        taken.add(index)
        position += 1
    listing.closed = _is_closed(sentence, listing, mark)
    if not listing.parts:
        found.remove(listing)


def _collect_fixed(sentence: Sentence, head: Item, members: list[int], mark: str, found: list[SumList]) -> None:
    parts = [sentence.items[index] for index in members]
    listing = SumList(head, parts, False, head.lead_start, parts[-1].quantity.end)
    listing.closed = _is_closed(sentence, listing, mark)
    found.append(listing)


def _members(items: list[Item], start: int, head: Item) -> list[int]:
    """The items of the list: values of the head's kind at the list's depth, until the list ends."""
    depth = items[start].depth
    members = [start]
    by_semicolon: bool | None = None
    for index in range(start + 1, len(items)):
        item = items[index]
        between = item.gap
        if item.depth < depth or item.depth == depth and between.count(")") > between.count("("):
            if depth > head.depth or item.depth < depth:
                break
        semicolon = "；" in between or ";" in between
        if item.dimension != head.dimension or item.role is not Role.VALUE or item.depth > depth or item.names_whole():
            if semicolon:
                by_semicolon = True if by_semicolon is None else by_semicolon
                if not by_semicolon:
                    break
            continue
        passed = any("；" in items[k].gap or ";" in items[k].gap for k in range(members[-1] + 1, index + 1))
        if by_semicolon is None:
            by_semicolon = passed
        elif passed and not by_semicolon:
            break
        if lexicon.TOTAL_LEAD.match(item.lead) or _stops(item):
            break
        members.append(index)
    return members


def _stops(item: Item) -> bool:
    words = item.gap
    return bool(re.search(r"(?:主要)?原因|由于|截至|同时|此外|另有|另外", words)) or bool(
        item.tags & {Tag.LAST, Tag.OLD}
    )


def _other_stage(item: Item, head: Item) -> bool:
    """Budget figures inside a list of executed ones (and the other way round) are no parts."""
    budget = Tag.BUDGET in item.tags
    return budget != (Tag.BUDGET in head.tags) and (budget or Tag.EXECUTED in item.tags)


def _nested_extent(items: list[Item], listing: SumList, members: list[int]) -> int:
    """How many of the members belong to the inner list: as many as make up its head, else up to the semicolon."""
    if not listing.parts:
        return len(members)
    wanted = listing.parts[-1].quantity.value
    running = Decimal(0)
    for count, index in enumerate(members, 1):
        running += items[index].quantity.value
        if running == wanted:
            return count
    for count, index in enumerate(members[1:], 1):
        if "；" in items[index].gap or ";" in items[index].gap:
            return count
    return len(members)


def _is_closed(sentence: Sentence, listing: SumList, mark: str) -> bool:
    if len(listing.parts) < 2:
        return False
    if _partitioned(listing) or _shares_make_whole(sentence, listing):
        return True
    words = sentence.passage.text[listing.head.quantity.end : listing.end]
    tail = sentence.passage.text[listing.end : listing.end + 2]
    if lexicon.OPEN_LIST.search(words) or tail.startswith("等"):
        return False
    return mark in ("complete", "bracket")


def _partitioned(listing: SumList) -> bool:
    names = [part.name or part.lead for part in listing.parts]
    head = listing.head.name or listing.head.lead
    for whole, parts in lexicon.PARTITIONS:
        if not whole.search(head) or len(parts) != len(names):
            continue
        if all(any(part.search(name) for name in names) for part in parts) and all(
            any(part.search(name) for part in parts) for name in names
        ):
            return True
    return False


def _shares_make_whole(sentence: Sentence, listing: SumList) -> bool:
    """Every part has its share printed after it, and the shares make up a hundred."""
    items = sentence.items
    shares = []
    for part in listing.parts:
        at = items.index(part)
        following = items[at + 1] if at + 1 < len(items) else None
        if following is None or following.role is not Role.SHARE:
            return False
        shares.append(following.quantity.printed)
    ulp = max(share.ulp for share in shares)
    return abs(sum(share.value for share in shares) - 100) <= max(ulp * len(shares), Decimal("0.5"))


def _claims(sentence: Sentence, listing: SumList) -> Iterator[Found]:
    head, *parts = terms(listing.head.quantity, [part.quantity for part in listing.parts])
    added = total(parts)
    claim = Claim(
        Kind.SUM,
        "合计＝各项之和" if listing.closed else "合计≥其中各项之和",
        sentence.passage.span(min(listing.begin, listing.head.lead_start), listing.end),
        listing.head.quantity.printed,
        _text(listing.head),
        (added,),
        unit=listing.head.quantity.unit,
        at_most=not listing.closed,
        tight=True,
        exact=listing.head.quantity.exact,
        parts=tuple(part.value for part in parts),
        subject=listing.head.name,
    )
    yield claim
    missing = head.value - added.value
    if not listing.closed and len(parts) > 1 and missing > 0 and _one_digit_off(head.value, added.value):
        yield Remark(
            "ARI-DIGIT",
            Kind.SUM,
            Severity.WARNING,
            claim.span,
            f"其中各项之和为 {plain(added.value)}{claim.unit}，与 {_text(listing.head)} 只差一位数字，疑有一处写错。",
            stated=_text(listing.head),
            expected=f"{plain(added.value)}{claim.unit}",
            formula=added.text,
        )
        return
    words = sentence.passage.text[listing.head.quantity.end : listing.end + 2]
    if (
        not listing.closed
        and len(parts) > 1
        and missing > listing.head.quantity.printed.ulp * len(parts)
        and listing.head.dimension in MEASURED
        and not lexicon.OPEN_LIST.search(words)
    ):
        yield Remark(
            "ARI-OPENLIST",
            Kind.SUM,
            Severity.NOTICE,
            claim.span,
            f"其中各项之和为 {plain(added.value)}{claim.unit}，比 {_text(listing.head)} 少 {plain(missing)}{claim.unit}，"
            "如未列全可不改，如应列全请核对。",
            stated=_text(listing.head),
            formula=added.text,
        )


def _one_digit_off(one: Decimal, other: Decimal) -> bool:
    """Do two figures of at least three digits differ in one digit only, or by one exchange of neighbours?"""
    places = max(0, -int(one.as_tuple().exponent), -int(other.as_tuple().exponent))
    ours, theirs = (f"{value:.{places}f}".replace(".", "") for value in (one, other))
    if len(ours) != len(theirs) or len(ours) < 3:
        return False
    differing = [index for index, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b]
    swapped = len(differing) == 2 and differing[1] == differing[0] + 1 and sorted(ours) == sorted(theirs)
    return len(differing) == 1 or swapped


def _closing_totals(sentence: Sentence, listed: set[int]) -> Iterator[Found]:
    """甲1万元，乙2万元，合计3万元."""
    items = sentence.items
    for index, item in enumerate(items):
        if item.role is not Role.VALUE or item.dimension in _NOT_SUMMED or index < 2 or id(item) in listed:
            continue
        loose = lexicon.LOOSE_TOTAL.search(item.lead) is not None
        named = loose or lexicon.NAMED_TOTAL.search(item.lead)
        if not named and not lexicon.TOTAL_LEAD.match(item.lead):
            continue
        before = [
            (at, other)
            for at, other in enumerate(items[:index])
            if other.role is Role.VALUE
            and other.dimension == item.dimension
            and other.depth == item.depth
            and id(other) not in listed
            and not other.names_whole()
        ]
        if len(before) < 2:
            continue
        choices = [before[-count:] for count in range(len(before), 1, -1)]
        fitting = [c for c in choices if sum(o.quantity.value for _, o in c) == item.quantity.value]
        chosen = [other for _, other in (fitting or choices)[0]]
        if not fitting and any(other.tags & {Tag.BUDGET, Tag.LAST, Tag.OLD, Tag.NEW} for other in chosen):
            continue
        if not fitting and loose and item.dimension != SCORE:
            continue
        if not fitting and named and (index + 1 < len(items) or len(before) != index):
            continue  # a total with a name of its own: only a sentence that is nothing but its list is taken for one
        _, *parts = terms(item.quantity, [other.quantity for other in chosen])
        yield Claim(
            Kind.SUM,
            "合计＝各项之和",
            sentence.passage.span(chosen[0].lead_start, item.quantity.end),
            item.quantity.printed,
            _text(item),
            (total(parts),),
            unit=item.quantity.unit,
            tight=True,
            exact=item.quantity.exact,
            parts=tuple(part.value for part in parts),
        )


def _unmarked(sentence: Sentence, found: list[SumList]) -> Iterator[Found]:
    """专项资金300万元，分配东片区132.5万元，西片区…: no word says that it is a list, so only one that adds up is taken."""
    items = sentence.items
    if found or len(items) < 3:
        return
    head, parts = items[0], [item for item in items[1:] if item.depth == items[0].depth]
    alike = all(item.role is Role.VALUE and item.dimension == head.dimension for item in (head, *parts))
    if not alike or len(parts) < 2 or head.dimension in _NOT_SUMMED or not head.quantity.value:
        return
    stated, *members = terms(head.quantity, [part.quantity for part in parts])
    if total(members).value != stated.value:
        return
    yield Claim(
        Kind.SUM,
        "合计＝各项之和",
        sentence.passage.span(head.lead_start, parts[-1].quantity.end),
        head.quantity.printed,
        _text(head),
        (total(members),),
        unit=head.quantity.unit,
        tight=True,
        exact=head.quantity.exact,
        parts=tuple(member.value for member in members),
    )


def _adjusted(sentence: Sentence) -> Iterator[Found]:
    """编制22名 … 增加15名 … 调整后 … 37名."""
    items = sentence.items
    for index, item in enumerate(items):
        if item.role is not Role.VALUE or not re.search(r"(?:调整|追加|增加|变动|新增|划转)后", item.gap + item.lead):
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
            _text(item),
            tuple(holding or readings[:1]),
            unit=item.quantity.unit,
            tight=True,
            exact=item.quantity.exact,
            wrong=Severity.WARNING,
        )


def _same_thing(one: Item, other: Item) -> bool:
    return bool(one.name) and (one.name[-2:] == other.name[-2:] or one.name in other.name)


_NAMES = re.compile(
    r"(?:[，,：:]|科室|机构|部门|股室|部室|处室)?(?:具体)?(?:分别)?(?:为|是|即|有|包括|:|：)+(?P<names>[^。；;！\d]+?)(?=[。；;！]|$|，(?:核定|编制|现有|实有|人员|在职|另|其中))"
)
_COUNTED = re.compile(r"[^，,：:。；;]{0,8}[，,、]?" + _NAMES.pattern)
_UNITS_NAMED = re.compile(r"(?:室|科|股|部|处|办|中心|组|所|站|队|局|院|馆|厅|会|校|公司|委)(?:\([^)]*\))?$")


def _counted_names(sentence: Sentence) -> Iterator[Found]:
    """内设机构3个：甲科、乙科、丙科 (or 设三个科室，分别为甲科、乙科和丙科)."""
    text = sentence.passage.text
    for item in sentence.items:
        if item.role is not Role.VALUE or item.quantity.unit not in ("个", "家", "所") or item.quantity.printed.places:
            continue
        around = item.lead + text[item.quantity.end : item.quantity.end + 8]
        if not re.search(r"科室|机构|部门|股室|部室|处室|单位", around):
            continue
        earlier = _names_before(sentence, item)
        match = _COUNTED.match(text, item.quantity.end, sentence.end)
        if earlier is not None:
            begin, names, open_list = earlier
            end = item.quantity.end
        elif match is not None:
            open_list = match["names"].endswith("等")
            names = _split_names(match["names"].removesuffix("等"))
            begin, end = item.lead_start, match.end("names")
        else:
            continue
        if len(names) < 2 or not all(_UNITS_NAMED.search(name) for name in names):
            continue
        yield Claim(
            Kind.SUM,
            "个数＝所列名称数",
            sentence.passage.span(begin, end),
            item.quantity.printed,
            _text(item),
            (_count(names),),
            unit=item.quantity.unit,
            at_most=open_list,
            tight=True,
            exact=True,
        )


_NAMED_BEFORE = re.compile(
    r"(?:设有|内设|下设|设|包括|含有|现有|有)(?:有)?(?P<names>(?:[\u4e00-\u9fff]{1,12}[、和及])+[\u4e00-\u9fff]{1,12}?)(?P<open>等)?(?:共|共计)?$"
)


def _names_before(sentence: Sentence, item: Item) -> tuple[int, list[str], bool] | None:
    """设有征收科、财务科等2个科室: where the names begin, the names, and whether 等 leaves the list open."""
    text = sentence.passage.text
    match = _NAMED_BEFORE.search(text, max(sentence.start, item.quantity.start - 120), item.quantity.start)
    if match is None:
        return None
    names = _split_names(match["names"])
    return (match.start(), names, bool(match["open"])) if all(map(_UNITS_NAMED.search, names)) else None


def _split_names(words: str) -> list[str]:
    """Names parted by 、 and a last 和 or 及, which may also stand inside a name (征收和补偿科)."""
    names = [name for name in re.split(r"[、，,]", words) if name]
    if names and (match := re.match(r"(.+?)(?:和|及|以及)(.+)", names[-1])) and _UNITS_NAMED.search(match[1]):
        names[-1:] = [match[1], match[2]]
    return names


def _count(names: list[str]) -> Computed:
    value = Decimal(len(names))
    return Computed(value, value, value, " + ".join("1" for _ in names))


def _text(item: Item) -> str:
    return f"{item.quantity.printed.value:f}{item.quantity.unit}"
