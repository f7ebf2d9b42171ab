"""A sentence as its quantities in order, each with the role that the words around it give it.

Meaning stands in the words before a figure: "减少3339.65万元" is a change, "占基本支出的74.34%" a share. So every
quantity becomes an ``Item``: the words leading to it (``lead``), its depth in brackets, its role, and for a role
that names something (a share *of* what, a change *against* what) the words that name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from oneruler.base.document import Passage
from oneruler.checks.claims import lexicon
from oneruler.checks.claims.quantities import MONEY, POINTS, RATE, TIMES, Quantity, quantities, years


class Role(Enum):
    """What a figure says in its sentence."""

    VALUE = auto()  # how much there is
    DELTA = auto()  # by how much it changed
    CHANGE_RATE = auto()  # by how many per cent it changed
    SHARE = auto()  # how many per cent of a whole
    EXECUTION = auto()  # how many per cent of a budget, plan or target
    CONTROL = auto()  # posts filled of posts allowed
    POINTS = auto()  # by how many percentage points
    DIFFERENCE = auto()  # what is left, or over


class Tag(Enum):
    """Of which period or stage a value is."""

    LAST = auto()
    BUDGET = auto()
    INITIAL = auto()
    ADJUSTED = auto()
    EXECUTED = auto()
    OLD = auto()  # 由A … 到B: the A
    NEW = auto()  # … the B


@dataclass(slots=True)
class Item:
    """One quantity of a sentence. ``lead_start`` is the offset in the passage where its own words begin."""

    quantity: Quantity
    gap: str
    lead: str
    lead_start: int
    after: str
    depth: int
    role: Role = Role.VALUE
    direction: int = 0
    of: str = ""
    than: str = ""
    name: str = ""
    word: str = ""
    tags: frozenset[Tag] = frozenset()

    @property
    def dimension(self) -> str:
        return self.quantity.dimension

    def opens(self) -> bool:
        """Does a bracket open between the figure before and this one?"""
        return self.gap.count("(") > self.gap.count(")")


@dataclass(slots=True)
class Sentence:
    """One sentence of a passage with its items; ``start`` and ``end`` are offsets in the passage."""

    passage: Passage
    start: int
    end: int
    items: list[Item] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]


_END = re.compile(r"[。！？!?]+[”\"』」]?")
_CLAUSE = re.compile(r"[,，；;：:、]")
_LEAD_CUT = re.compile(r"[，；;：:]|,(?!\d)|--|——")


def sentences(passage: Passage) -> Iterator[Sentence]:
    """The sentences of a passage that hold quantities, each with its items and their roles."""
    found = quantities(passage.text)
    if not found:
        return
    ends = [match.end() for match in _END.finditer(passage.text)] + [len(passage.text)]
    depths = _depths(passage.text)
    start = 0
    position = 0
    for end in ends:
        inside: list[Quantity] = []
        while position < len(found) and found[position].start < end:
            inside.append(found[position])
            position += 1
        if inside:
            yield _sentence(passage, start, end, inside, depths)
        start = end


def _sentence(passage: Passage, start: int, end: int, found: list[Quantity], depths: list[int]) -> Sentence:
    sentence = Sentence(passage, start, end)
    base_depth = min(depths[quantity.start] for quantity in found)
    before = start
    than = ""
    for index, quantity in enumerate(found):
        following = found[index + 1].start if index + 1 < len(found) else end
        gap = passage.text[before : quantity.start]
        lead, lead_start = _lead(gap, before)
        after = _CLAUSE.split(passage.text[quantity.end : following], 1)[0]
        item = Item(quantity, gap, lead, lead_start, after, depths[quantity.start] - base_depth)
        than = _comparator(gap, than)
        _read_role(item, than)
        sentence.items.append(item)
        before = quantity.end
    return sentence


def _depths(text: str) -> list[int]:
    depth = 0
    depths = []
    for letter in text:
        if letter == "(":
            depth += 1
        depths.append(depth)
        if letter == ")" and depth:
            depth -= 1
    return depths


def _lead(gap: str, offset: int) -> tuple[str, int]:
    """The words of the figure's own clause: after the last comma, colon, or bracket that is still open."""
    cut = 0
    for match in _LEAD_CUT.finditer(gap):
        if gap[match.end() :].strip("\"'”“"):  # "其中：" directly before the figure names nothing of its own
            cut = match.end()
    depth = 0
    for index in range(len(gap) - 1, cut - 1, -1):
        if gap[index] == ")":
            depth += 1
        elif gap[index] == "(":
            if depth == 0:
                cut = index + 1
                break
            depth -= 1
    lead = gap[cut:]
    closing = lead.find(")")
    if closing >= 0 and "(" not in lead[:closing]:
        cut += closing + 1
        lead = gap[cut:]
    stripped = lead.lstrip("、和及与,;:) 亦并且")
    return stripped.rstrip(" "), offset + cut + len(lead) - len(stripped)


def _comparator(gap: str, current: str) -> str:
    found = current
    for match in lexicon.COMPARATOR.finditer(gap):
        found = match["than"] or match[0]
    return found


def _read_role(item: Item, than: str) -> None:
    lead = item.lead.rstrip(":：")
    dimension = item.dimension
    if dimension == POINTS:
        item.role = Role.POINTS
        item.direction = _points_direction(lead)
        item.than = than
    elif dimension in (RATE, TIMES):
        _read_rate(item, lead, than)
    else:
        _read_amount(item, lead, than)
    item.name = subject(lead)


def _read_rate(item: Item, lead: str, than: str) -> None:
    if change := lexicon.CHANGE_END.search(lead):
        item.role, item.direction, item.word = Role.CHANGE_RATE, _direction(change), change["word"]
        item.than = than
        item.of = lead[: change.start()]
    elif lexicon.CONTROL_END.search(lead):
        item.role = Role.CONTROL
    elif execution := lexicon.EXECUTION_OF_END.search(lead):
        item.role, item.of = Role.EXECUTION, execution["of"]
    elif rate := lexicon.EXECUTION_RATE_END.search(lead):
        item.role, item.of, item.word = Role.EXECUTION, "", rate["name"]
    elif share := lexicon.SHARE_END.search(lead):
        item.role, item.of = Role.SHARE, share["of"] or ""
        item.word = lead[: share.start()]
    else:
        item.tags = _tags(item, lead)


def _read_amount(item: Item, lead: str, than: str) -> None:
    if lexicon.NEW_VALUE_END.search(lead):
        item.tags = frozenset({Tag.NEW})
        return
    change = lexicon.CHANGE_END.search(lead)
    if change and not lexicon.STOCK_NAME.search(lead):
        item.role, item.direction, item.word = Role.DELTA, _direction(change), change["word"]
        item.than = than
        item.of = lead[: change.start()]
        return
    difference = lexicon.DIFFERENCE_END.search(lead)
    if difference and not lexicon.STOCK_NAME.search(lead):
        item.role, item.word = Role.DIFFERENCE, difference["word"]
        item.direction = 1 if difference["word"] in lexicon.OVER_WORDS else -1
        item.of = lead[: difference.start()]
        item.than = than
        return
    item.tags = _tags(item, lead)


def _tags(item: Item, lead: str) -> frozenset[Tag]:
    tags = set()
    if re.match(r"^[^,，]*?(?:由|从)(?!.*(?:组成|构成|承担|负责))", lead) and not item.after.startswith("组成"):
        tags.add(Tag.OLD)
    if lexicon.LAST.search(lead):
        tags.add(Tag.LAST)
    budget = [match.start() for match in lexicon.BUDGET.finditer(lead)]
    executed = [match.start() for match in lexicon.EXECUTED.finditer(lead)]
    if budget and (not executed or budget[-1] > executed[-1]) and not re.search(r"预算(?:财政)?(?:拨款)?(?:收|支|基本|项目)", lead[budget[-1] :]):
        tags.add(Tag.BUDGET)
        if lexicon.ADJUSTED.search(lead):
            tags.add(Tag.ADJUSTED)
        elif lexicon.INITIAL.search(lead):
            tags.add(Tag.INITIAL)
    elif executed:
        tags.add(Tag.EXECUTED)
    return frozenset(tags)


def _direction(change: re.Match[str]) -> int:
    return 0 if change["neutral"] else 1 if change["up"] else -1


def _points_direction(lead: str) -> int:
    up = re.search(rf"(?:高于|高出|高|多|{lexicon.UP_WORDS})[^,，]{{0,4}}$", lead)
    return 1 if up else -1


def subject(lead: str) -> str:
    """What a lead names, without time words, links and change words: "2022年度基本支出为" → "基本支出"."""
    name = lexicon.TIME_WORDS.sub("", lead)
    name = re.sub(r"^[、,，和及与;:：(]+", "", name)
    mark = None
    for mark in lexicon.LIST_MARK.finditer(name):
        pass
    if mark is not None and mark.end() < len(name):
        name = name[mark.end() :]
    previous = None
    while previous != name:
        previous = name
        name = lexicon.LINKS.sub("", name)
    return name.lstrip(":：、的了")


def named_years(item: Item) -> list[int]:
    """The calendar years named in an item's lead."""
    return years(item.lead)
