"""A sentence as its quantities in order, each with the role that the words around it give it.

Meaning stands in the words before a figure: "减少3339.65万元" is a change, "占基本支出的74.34%" a share. So every
quantity becomes an ``Item``: the words leading to it (``lead``), its depth in brackets, its role, and for a role
that names something (a share *of* what, a change *against* what) the words that name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from oneruler.base.document import Passage
from oneruler.checks.claims import lexicon
from oneruler.checks.claims.items import Item, Role, Sentence, Tag
from oneruler.checks.claims.quantities import BARE, RATE, TIMES, Quantity, quantities, years
from oneruler.checks.claims.roles import read_role

_END = re.compile(
    r"[。！？!?]+[”\"』」]?(?!其中|包括|包含|分别|1[、.．]|\(1\)|一是|(?:以上|上述|[两二三四五六七]项|各项)[^，。]{0,6}(?:合计|共计|总计)|合计|共计|总计|年末(?:结转|结余)|决算数?(?:大于|小于|等于|高于|低于))"
)
_CLAUSE = re.compile(r"[,，；;：:、]")
_DUE = re.compile(rf"{lexicon.BUDGET.pattern}|应|拟|总数")
_LONGEST_LEAD, _LONGEST_GAP, _MOST_ITEMS = 80, 400, 120
_AND = re.compile(r"[和、,，与及]|以及")
_OF_RATE = re.compile(r"^(?:的(?:比重|比例|比率)?)?(?:约)?(?:为|达到|达|是)?(?:约)?$")
_LIST_NUMBER = re.compile(r"^\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)、.．](?!\d)")
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
        for first in range(0, len(inside), _MOST_ITEMS):  # no sentence has so many; a hostile one stays cheap
            part = inside[first : first + _MOST_ITEMS]
            last = end if first + _MOST_ITEMS >= len(inside) else part[-1].end
            yield _sentence(passage, start, last, part, depths)
            start = last
        start = end


def _sentence(passage: Passage, start: int, end: int, found: list[Quantity], depths: list[int]) -> Sentence:
    sentence = Sentence(passage, start, end)
    base_depth = min(depths[quantity.start] for quantity in found)
    before = start
    than = ""
    for index, quantity in enumerate(found):
        following = found[index + 1].start if index + 1 < len(found) else end
        before = max(before, quantity.start - _LONGEST_GAP)
        gap = passage.text[before : quantity.start]
        lead, lead_start = _lead(gap, before)
        after = _CLAUSE.split(passage.text[quantity.end : following], 1)[0]
        item = Item(quantity, gap, lead, lead_start, after, depths[quantity.start] - base_depth)
        than = _comparator(gap, than)
        read_role(item, than, passage.text[quantity.end : end])
        nought = quantity.value == 0 and lead.endswith(("为", "是"))  # 专项支出为0
        if quantity.dimension == BARE and item.role is Role.VALUE and not nought:
            continue  # a number without a unit says nothing (107国道), unless it is a rate that lost its sign
        if sentence.items:
            _read_after(sentence.items, item)
        sentence.items.append(item)
        before = quantity.end
    _mark_earlier_years(sentence)
    _mark_new(sentence)
    _read_bracketed_shares(sentence)
    _keep_stocks(sentence)
    return sentence


def _keep_stocks(sentence: Sentence) -> None:
    """年末结转和结余73.62万元 with nothing before it to be left of is a value like others."""
    values, carried = 0, False
    for item in sentence.items:
        stock = item.role is Role.DIFFERENCE and item.word[:1] in ("结", "节", "余", "缺", "剩")
        if stock and (not values or item.of and carried):  # 年初结转18.5万元（其中：基本支出结转6.2万元 …）
            item.role = Role.VALUE
        carried = item.role is Role.VALUE and re.search(r"结转|结余", item.lead) is not None
        values += item.role is Role.VALUE


def _read_after(items: list[Item], item: Item) -> None:
    """Roles that need the figure before: 占支出总额371.56万元的51.3%, 比上年（93.1%）…, 分别占57.6%和42.4%."""
    previous = items[-1]
    repeated = previous.role in (Role.SHARE, Role.CHANGE_RATE, Role.EXECUTION) and item.role is Role.VALUE
    if repeated and item.dimension == previous.dimension and not item.lead and _AND.fullmatch(item.gap):
        item.role, item.of, item.than = previous.role, previous.of, previous.than
        item.direction, item.word = previous.direction, previous.word
        return
    multiple = item.dimension == TIMES and item.role is Role.VALUE and _OF_RATE.match(item.lead)
    if multiple and previous.role is Role.VALUE and re.search(r"(?:是|为|相当于)[^,，]*$", previous.lead):
        item.role, item.of = Role.SHARE, previous.lead
        previous.tags |= {Tag.WHOLE}
        return
    if item.dimension == RATE and re.match(r"^中(?:的|所)?(?:占比|比重|比例|占)", item.lead):
        item.role, item.of, item.word = Role.SHARE, previous.lead, previous.lead.partition("在")[0]
        previous.tags |= {Tag.WHOLE}
        return
    if item.dimension in (RATE, TIMES) and item.role is Role.VALUE and _OF_RATE.match(item.lead):
        words = (
            re.search(r"占(?![地用道])(?P<of>[^占,，；;。]*)$", previous.lead) if previous.role is Role.VALUE else None
        )
        if words is not None:
            item.of = words["of"]
            planned = lexicon.BUDGET.search(lexicon.FUND_NAMES.sub("", item.of)) and not lexicon.OF_TOTAL.search(
                item.of
            )
            item.role = Role.EXECUTION if planned else Role.SHARE
        elif _DUE.search(previous.lead) and re.search(r"完成|达到|为|是|实现", previous.lead):
            item.role, item.of = Role.EXECUTION, previous.lead
    if item.opens() and not item.lead and item.role is Role.VALUE:
        outside = item.gap[: item.gap.rfind("(")]
        if lexicon.COMPARATOR.search(outside + "，"):
            item.tags |= {Tag.BUDGET if lexicon.BUDGET.search(outside) else Tag.LAST}


def _read_bracketed_shares(sentence: Sentence) -> None:
    """甲20万元（40%）、乙30万元（60%）: bare rates in brackets that make up a hundred are shares."""
    bare = [
        item
        for before, item in zip(sentence.items, sentence.items[1:], strict=False)
        if item.dimension == RATE and item.role is Role.VALUE and item.opens() and not item.lead
        if before.role is Role.VALUE and before.dimension != RATE
    ]
    if len(bare) >= 2 and abs(sum((item.quantity.value for item in bare), Decimal(0)) - 100) <= 1:
        for item in bare:
            item.role = Role.SHARE


def _mark_new(sentence: Sentence) -> None:
    """由A消化至B, 从A压缩到B: whatever the verb, what follows 至 or 到 is the new value."""
    for old, new in zip(sentence.items, sentence.items[1:], strict=False):
        if Tag.OLD in old.tags and new.role is Role.VALUE and re.search(r"到|至|为", new.gap):
            new.tags = (new.tags | {Tag.NEW}) - {Tag.LAST, Tag.OLD}


def _mark_earlier_years(sentence: Sentence) -> None:
    """2022年12万元，2021年10万元: the value of the earlier year is last year's."""
    if not any(item.role in (Role.DELTA, Role.CHANGE_RATE, Role.POINTS, Role.DIFFERENCE) for item in sentence.items):
        return  # 2021年5万元，2022年6万元，两年共11万元: years that are parts, not compared
    dated = [(max(named), item) for item in sentence.items if item.role is Role.VALUE and (named := years(item.lead))]
    latest = max((year for year, _ in dated), default=0)
    for year, item in dated:
        if year < latest:
            item.tags |= {Tag.LAST}


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
    if len(lead) > _LONGEST_LEAD:
        cut += len(lead) - _LONGEST_LEAD
        lead = lead[-_LONGEST_LEAD:]
    numbered = _LIST_NUMBER.match(lead)
    if numbered:
        cut += numbered.end()
        lead = lead[numbered.end() :]
    stripped = lead.lstrip("、和及,;:) 亦并且")
    return stripped.rstrip(" "), offset + cut + len(lead) - len(stripped)


def _comparator(gap: str, current: str) -> str:
    found = current
    for match in lexicon.COMPARATOR.finditer(gap):
        found = match["than"] or match[0]
    return found
