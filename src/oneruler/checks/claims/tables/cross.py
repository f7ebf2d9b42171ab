"""Figures of a form held against each other and against the text: paid funds, amounts without a source, scores."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oneruler.base.findings import Severity
from oneruler.base.printed import plain
from oneruler.checks.claims.claim import Claim, Found, Remark, terms
from oneruler.checks.claims.facts import Facts
from oneruler.checks.claims.quantities import MONEY, Quantity, quantities
from oneruler.checks.claims.tables.cells import Grid
from oneruler.checks.claims.tables.funds import Funds
from oneruler.checks.report import Kind

_PAID = re.compile(r"资金[^，]*(?:支付|拨付|发放|到位)|(?:支付|拨付|发放)[^，]*资金")
_OVERALL = re.compile(r"综合得分|自评得分|自评总分")
_WEIGHT = re.compile(r"^分值|^权重")


def find(grid: Grid, funds: Funds | None, facts: Facts) -> Iterator[Found]:
    """The relations between the rows of one form, and between the form and the text."""
    if funds is not None and funds.executed is not None:
        yield from _paid_funds(grid, funds, funds.executed)
        yield from _without_source(grid, funds, facts)
    yield from _overall_score(grid)


def _amount_rows(grid: Grid, funds: Funds) -> Iterator[tuple[int, str, list[tuple[int, Quantity]]]]:
    """Indicator rows that give amounts of money: row, name, the amounts with their columns."""
    for r in range(funds.row + 1, len(grid.rows)):
        amounts = []
        name = ""
        for c, cell in enumerate(grid.rows[r]):
            if cell.row != r or cell.column != c:
                continue
            read = quantities(cell.text)
            if len(read) == 1 and read[0].dimension == MONEY and len(cell.text) <= 14:
                amounts.append((c, read[0]))
            elif not amounts and cell.text and grid.number(r, c) is None:
                name = cell.text
        if amounts:
            yield r, name, amounts


def _paid_funds(grid: Grid, funds: Funds, executed: Quantity) -> Iterator[Found]:
    """An indicator "支付资金 2000万元" against the executed funds of the same form."""
    for row, name, amounts in _amount_rows(grid, funds):
        if not _PAID.search(name):
            continue
        column, actual = amounts[-1]
        scale = actual.scale
        as_printed = Quantity(executed.printed, actual.unit, MONEY, scale, 0, 0)
        _, other = terms(actual, (as_printed,))
        label = next(c for c, cell in enumerate(grid.rows[row]) if cell.text == name)
        yield Claim(
            Kind.CROSS,
            "支付资金指标＝全年执行数",
            grid.span((row, label), (row, column)),
            actual.printed,
            grid.text(row, column),
            (other,),
            unit=actual.unit,
            wrong=Severity.WARNING,
            subject=name,
        )


def _without_source(grid: Grid, funds: Funds, facts: Facts) -> Iterator[Found]:
    """An amount in an indicator that stands nowhere else in the paper."""
    known = {fact.item.quantity.printed.value for fact in facts.known if fact.item.dimension == MONEY}
    known |= {number.printed.value for row in grid.numbers for number in row if number is not None and not number.unit}
    for row, name, amounts in _amount_rows(grid, funds):
        strange = [(c, amount) for c, amount in amounts if amount.printed.value not in known]
        if not strange or _PAID.search(name) or len({amount.value for _, amount in amounts}) == 1:
            continue
        figures = "、".join(f"{plain(amount.printed.value)}{amount.unit}" for _, amount in strange)
        label = next((c for c, cell in enumerate(grid.rows[row]) if cell.text == name), 0)
        yield Remark(
            "CRO-SOURCE",
            Kind.CROSS,
            Severity.NOTICE,
            grid.span((row, label), (row, amounts[-1][0])),
            f"“{name}”的金额 {figures} 在报告其他地方找不到来源，请注明依据。",
            stated=figures,
        )


def _overall_score(grid: Grid) -> Iterator[Found]:
    """绩效自评综合得分 in a form whose rows carry neither weights nor scores cannot be recomputed."""
    if any(_WEIGHT.search(cell.text) for row in grid.rows for cell in row):
        return
    for cell in grid.find(_OVERALL):
        for column in range(cell.column + 1, grid.width):
            score = grid.number(cell.row, column)
            if score is not None:
                yield Remark(
                    "SCO-NOROWS",
                    Kind.SCORE,
                    Severity.WARNING,
                    grid.span((cell.row, cell.column), (cell.row, column)),
                    f"综合得分 {plain(score.printed.value)} 无法复算：各项指标没有分值和得分"
                    + (f"，扣去的 {plain(100 - score.printed.value)} 分没有出处。" if score.value < 100 else "。"),
                    stated=plain(score.printed.value),
                )
                break
