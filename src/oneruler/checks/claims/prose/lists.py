"""Lists in prose: a whole and the parts that its words list after it, and whether these are all there are.

A list after 其中 or 主要是 may be open: its parts may be less than the whole, never more. It is closed when its own
words say so (由…组成, 分别为), when the shares of its parts make up a hundred, or when the parts are all that such a
whole can have (基本支出 = 人员经费 + 公用经费).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from oneruler.checks.claims import lexicon
from oneruler.checks.claims.items import Item, Role, Sentence, Tag
from oneruler.checks.claims.quantities import BARE, POINTS, RATE, SCORE, TIMES

NOT_SUMMED = frozenset({RATE, POINTS, TIMES, BARE})
"""Dimensions that are never added up."""
_AVERAGE = re.compile(r"平均|[人户车次亩件辆]均|单价|均价|每[人户亩次]")
_STAFF = re.compile(r"实有|在职|在岗|在编|退休|离休")
_INNER = re.compile(r"其中|包括")
_NUMBERED_ONE = re.compile(r"[。：:；;](?:1[、.．]|\(1\)|一是)")


@dataclass(slots=True)
class SumList:
    """A whole with the parts listed after it; ``closed`` says that the parts are all there are."""

    head: Item
    parts: list[Item]
    closed: bool
    begin: int
    end: int


def find_lists(sentence: Sentence) -> list[SumList]:
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


def _mark(sentence: Sentence, index: int) -> str | None:
    """Does a list begin at this item? ``complete``, ``partial`` or ``bracket``, as its words say."""
    items = sentence.items
    item = items[index]
    if item.role is not Role.VALUE or item.dimension in NOT_SUMMED or item.names_whole():
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
    named = item.lead or item.after and item.dimension == items[index - 1].dimension
    if found is None and item.opens() and items[index - 1].role is Role.VALUE and named and not stops(item):
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
        if previous.tags & {Tag.LAST, Tag.OLD} or previous.names_whole() or _AVERAGE.search(previous.lead):
            continue
        if (item.opens() or own) and previous.depth >= item.depth:
            continue
        if (Tag.BUDGET in previous.tags) == budget:
            return previous
        fallback = fallback or previous
    return fallback


def _collect(sentence: Sentence, head: Item, start: int, mark: str, found: list[SumList], taken: set[int]) -> None:
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
        return
    _second_measure(sentence, listing, found)


def _second_measure(sentence: Sentence, listing: SumList, found: list[SumList]) -> None:
    """集体项目10个、3000亩；国有项目2个、200亩: the list of the measure that stands beside the first, whole and parts."""
    items = sentence.items
    at, first, last = (items.index(item) for item in (listing.head, listing.parts[0], listing.parts[-1]))
    for head in items[max(0, at - 1) : min(at + 2, first)]:
        if head is listing.head or head.role is not Role.VALUE or head.dimension == listing.head.dimension:
            continue
        parts = [item for item in items[first : last + 2] if _is_member(item, head, items[first])]
        if len(parts) == len(listing.parts) > 1:
            second = SumList(head, parts, listing.closed, min(head.lead_start, listing.begin), parts[-1].quantity.end)
            found.append(second)


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
    inside = False
    for index in range(start + 1, len(items)):
        item = items[index]
        between = item.gap
        closes = item.depth == depth and between.count(")") > between.count("(")
        if item.depth < depth or closes and depth > head.depth:
            break
        if not _is_member(item, head, items[start]):
            if item.semicolon():
                if by_semicolon is False:
                    break
                by_semicolon = True
            continue
        passed = any(items[k].semicolon() for k in range(members[-1] + 1, index + 1))
        inside = not passed and (inside or _INNER.search(item.gap) is not None)
        if inside:
            members.append(index)  # 其中…，其中甲、乙；…: the inner list's own signs say nothing of the outer
            continue
        if by_semicolon is None:
            by_semicolon = passed
        elif passed and not by_semicolon:
            break
        if lexicon.TOTAL_LEAD.match(item.lead) or stops(item) or _staff_after_posts(head, items[start], item):
            break
        members.append(index)
    return members


def _staff_after_posts(head: Item, first: Item, item: Item) -> bool:
    """核定编制32名，其中事业编制30名，实有28人: people in post are no part of the posts allowed."""
    posts = "编制" in head.lead and not _STAFF.search(first.lead)
    return posts and _STAFF.search(item.lead) is not None


def _is_member(item: Item, head: Item, first: Item) -> bool:
    """A value of the head's kind; averages (人均80元), bounds (90分以上) and points scored beside weights are none."""
    return (
        item.dimension == head.dimension
        and item.role is Role.VALUE
        and item.depth <= first.depth
        and not item.names_whole()
        and not item.quantity.bound
        and not _AVERAGE.search(item.lead)
        and (item.dimension != SCORE or _scored(item) == _scored(first))
    )


def _scored(item: Item) -> bool:
    """Points that were reached, not points that there are to reach."""
    return re.search(r"^得|得分(?:为|共|总?计|总额)*$", item.lead) is not None


def stops(item: Item) -> bool:
    words = item.gap
    return bool(re.search(r"(?:主要)?原因|由于|截至|同时|此外|另有|另外|[，,；;](?:共|惠及|涉及|覆盖)", words)) or bool(
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
        if items[index].semicolon():
            return count
    return len(members)


def _is_closed(sentence: Sentence, listing: SumList, mark: str) -> bool:
    if len(listing.parts) < 2:
        return False
    names = [part.name or part.lead for part in listing.parts]
    if lexicon.makes_up(listing.head.name or listing.head.lead, names) or _shares_make_whole(sentence, listing):
        return True
    words = sentence.passage.text[listing.head.quantity.end : listing.end]
    tail = sentence.passage.text[listing.end : listing.end + 2]
    if lexicon.OPEN_LIST.search(words) or tail.startswith("等"):
        return False
    return mark in ("complete", "bracket")


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
    return abs(sum((share.value for share in shares), Decimal(0)) - 100) <= max(ulp * len(shares), Decimal("0.5"))
