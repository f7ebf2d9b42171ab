"""结余、超支、剩余、比…多: what is left of one printed figure after another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oneruler.base.findings import Severity
from oneruler.checks.claims.claim import Claim, Found, terms
from oneruler.checks.claims.quantities import BARE, POINTS, RATE, TIMES
from oneruler.checks.claims.sentences import Item, Role, Sentence, Tag
from oneruler.checks.report import Kind

_NO_AMOUNT = frozenset({RATE, POINTS, TIMES, BARE})
_INCOME = re.compile(r"收入|金额|总额|拨款|到位|下达|应|涉及|共|总")
_SPENT = re.compile(r"支出|支付|使用|完成|执行|决算|拨付|实际|已|签约|发放")


def find(sentence: Sentence) -> Iterator[Found]:
    """The differences of a sentence whose two ends stand before them in the same sentence."""
    items = sentence.items
    for index, item in enumerate(items):
        if item.role is not Role.DIFFERENCE or item.dimension in _NO_AMOUNT:
            continue
        before = [
            other
            for other in items[:index]
            if other.role is Role.VALUE and other.dimension == item.dimension and other.depth <= item.depth
        ]
        if len(before) < 2 or item.of and not _plain_subject(item.of):
            continue
        pair = _ends(before)
        if pair is None:
            continue
        larger, smaller, sure = pair
        stated, a, b = terms(item.quantity, (larger.quantity, smaller.quantity))
        reading = b - a if item.direction > 0 else a - b
        if reading.value < 0 and item.direction < 0 and not sure:
            continue
        holds = stated.value == reading.value
        if not holds and (not sure or items.index(smaller) < index - 3):
            continue
        yield Claim(
            Kind.DIFFERENCE,
            "结余（超支）＝两数之差",
            sentence.passage.span(larger.lead_start, item.quantity.end),
            item.quantity.printed,
            f"{item.quantity.printed.value:f}{item.quantity.unit}",
            (reading,),
            unit=item.quantity.unit,
            tight=True,
            exact=item.quantity.exact,
            wrong=Severity.ERROR if sure else Severity.WARNING,
            subject=item.word,
        )


def _plain_subject(words: str) -> bool:
    """Does the lead name only the remainder itself, not a stock of its own (年末结转 …)?"""
    return len(re.sub(r"资金|预算|项目|经费|年末|当年|本年|形成|尚有|还|尚|仍|有|的|为|实际|较|比|与|预算数|计划", "", words)) <= 4


def _ends(before: list[Item]) -> tuple[Item, Item, bool] | None:
    """The whole and what is taken from it, and whether their words say so beyond doubt."""
    for spent in reversed(before):
        if Tag.BUDGET in spent.tags or not (Tag.EXECUTED in spent.tags or _SPENT.search(spent.lead)):
            continue
        for whole in reversed(before[: before.index(spent)]):
            if Tag.BUDGET in whole.tags or _INCOME.search(whole.lead):
                return whole, spent, True
    if len(before) == 2:
        return before[0], before[1], False
    return None
