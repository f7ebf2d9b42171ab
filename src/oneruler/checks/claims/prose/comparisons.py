"""决算数大于年初预算数, 人均1.2万元, 46.5公顷（697.5亩）: what two or three printed figures say of each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oneruler.base.findings import Severity
from oneruler.base.printed import plain
from oneruler.checks.claims.claim import Claim, Found, Remark, terms
from oneruler.checks.claims.facts import Facts
from oneruler.checks.claims.items import Item, Role, Sentence, Tag
from oneruler.checks.claims.quantities import MONEY, PERSONS, RATE
from oneruler.checks.report import Kind
from oneruler.checks.slips import Slip

_COMPARED = re.compile(r"决算数?(?P<word>大于|小于|等于|高于|低于)(?:年初|全年|调整)?预算数?")
_AVERAGE = re.compile(r"(?:人均|(?P<unit>[户车次亩件栋])均|平均每(?P<each>[人户亩件次栋辆]))[^,，]{0,8}$")
_LAND = {"亩", "万亩", "公顷", "平方公里"}
_SIGNS = {"大于": 1, "高于": 1, "小于": -1, "低于": -1, "等于": 0}
_WORDS = {1: "大于", -1: "小于", 0: "等于"}


def find(sentence: Sentence, order: int, facts: Facts) -> Iterator[Found]:
    """The comparisons, averages and conversions of one sentence."""
    yield from _compared(sentence, order, facts)
    for index, item in enumerate(sentence.items):
        if item.role is Role.VALUE and item.dimension == MONEY and (match := _AVERAGE.search(item.lead)):
            yield from _average(sentence, index, match["unit"] or match["each"] or "人")
        if index and item.opens() and not item.lead:
            yield from _conversion(sentence, sentence.items[index - 1], item)


def _compared(sentence: Sentence, order: int, facts: Facts) -> Iterator[Remark]:
    """决算数大于（小于、等于）预算数 against the two figures, or against 完成预算的…%."""
    match = _COMPARED.search(sentence.text)
    if match is None:
        return
    at = sentence.start + match.start()
    before = [item for item in sentence.items if item.quantity.start < at]
    if not any(Tag.BUDGET in item.tags for item in before) and order:
        previous = facts.sentences[order - 1]
        before = (previous.items if previous.passage is sentence.passage else []) + before
    values = [item for item in before if item.role is Role.VALUE and item.dimension == MONEY]
    budget = next((item for item in reversed(values) if Tag.BUDGET in item.tags), None)
    executed = next((item for item in reversed(values) if Tag.EXECUTED in item.tags), None)
    rate = next((item for item in reversed(before) if item.role is Role.EXECUTION and item.dimension == RATE), None)
    if budget is not None and executed is not None:
        difference, shown = executed.quantity.value - budget.quantity.value, f"{executed.figure} 与 {budget.figure}"
    elif rate is not None:
        difference, shown = rate.quantity.value - 100, f"完成 {rate.figure}"
    else:
        return
    sign = (difference > 0) - (difference < 0)
    if sign == _SIGNS[match["word"]]:
        return
    yield Remark(
        "ARI-COMPARE",
        Kind.DIFFERENCE,
        Severity.ERROR,
        sentence.passage.span(at, sentence.start + match.end()),
        f"{shown}：决算数应是{_WORDS[sign]}预算数，写作“{match['word']}”。",
        stated=match["word"],
        expected=_WORDS[sign],
        slip=Slip.DIRECTION,
    )


def _average(sentence: Sentence, index: int, unit: str) -> Iterator[Claim]:
    """户均8000元 = 4689.6万元 ÷ 5862户, where the clause names one amount and one count of that unit."""
    items = sentence.items
    mean = items[index]
    near = [item for item in items[max(0, index - 4) : index] if item.role is Role.VALUE and not item.semicolon()]
    dimension = PERSONS if unit == "人" else unit
    amounts = [item for item in near if item.dimension == MONEY and not _AVERAGE.search(item.lead)]
    counts = [item for item in near if item.dimension[:1] == dimension[:1] or item.quantity.unit[:1] == unit]
    if len(amounts) != 1 or len(counts) != 1 or counts[0].quantity.value <= 0:
        return
    _, whole = terms(mean.quantity, (amounts[0].quantity,))
    number = counts[0].quantity.term(counts[0].quantity.scale / counts[0].quantity.scale)
    yield Claim(
        Kind.SHARE,
        "平均数＝总额÷个数",
        sentence.passage.span(min(amounts[0].lead_start, counts[0].lead_start), mean.quantity.end),
        mean.quantity.printed,
        mean.figure,
        (whole / number,),
        unit=mean.quantity.unit,
        amounts=(whole.value, number.value),
        formula=lambda whole, number: whole / number,
        wrong=Severity.WARNING,
        subject=mean.name,
    )


def _conversion(sentence: Sentence, whole: Item, item: Item) -> Iterator[Claim]:
    """46.5公顷（697.5亩）: 1公顷 = 15亩."""
    units = {whole.quantity.unit, item.quantity.unit}
    if len(units) != 2 or not units <= _LAND or item.quantity.printed.loose or whole.quantity.printed.loose:
        return
    _, same = terms(item.quantity, (whole.quantity,))
    yield Claim(
        Kind.CROSS,
        "同一面积两种单位相等（1公顷＝15亩）",
        sentence.passage.span(whole.lead_start, item.quantity.end),
        item.quantity.printed,
        item.figure,
        (same,),
        unit=item.quantity.unit,
        wrong=Severity.ERROR,
        subject=whole.name or plain(whole.quantity.printed.value),
    )
