"""Rate and difference columns: 签约率, 完成率, 占比, 增减额, 增减率, each worked out from two other columns.

Which columns a rate is made of is read from the numbers: the pair that makes most rows' rates makes them all, and
the rows that it does not make are the faults. A lone row is judged by its headers (应签约, 已签约) instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from oneruler.base.findings import Severity
from oneruler.base.printed import Computed
from oneruler.checks.claims.claim import Claim, Found, terms
from oneruler.checks.claims.quantities import Quantity
from oneruler.checks.claims.tables.cells import Grid, is_rate
from oneruler.checks.report import Kind
from oneruler.checks.slips import Slip

_RATE = re.compile(r"率|占比|比例|比重|进度|[%％]")
_CHANGE = re.compile(r"增减|增长|增幅|变动|变化|升降|降幅")
_EXECUTION = re.compile(r"执行|完成|支付|到位|拨付|进度|使用")
_PLANNED = re.compile(r"应|计划|目标|任务|预算|总|编制")
_DONE = re.compile(r"已|完成|实际|执行|决算|支付|在职|签约")
_TOTAL = re.compile(r"^(?:合计|总计|本年(?:收入|支出)合计)")


@dataclass(frozen=True)
class Recipe:
    """How a column follows from two others: its columns and the arithmetic on a row's two numbers."""

    first: int
    second: int
    kind: Kind
    relation: str
    work: Callable[[Computed, Computed], Computed]


def _ratio(a: Computed, b: Computed) -> Computed:
    return (a / b).percent()


def _change(a: Computed, b: Computed) -> Computed:
    return ((a - b) / b).percent()


def _less(a: Computed, b: Computed) -> Computed:
    return a - b


def find(grid: Grid) -> Iterator[Found]:
    """The claims of a table's rate and difference columns."""
    for column in range(1, grid.width):
        for header, rows in _sections(grid, column):
            yield from _column(grid, column, header, rows)


def _column(grid: Grid, column: int, header: str, rows: list[int]) -> Iterator[Found]:
    """The claims of one column under one header (控制率 belongs to the base data)."""
    if "控制率" in header:
        return
    headers = [_header(grid, rows[0], c) for c in range(grid.width)]
    rates = [r for r in rows if is_rate(grid.number(r, column)) or _RATE.search(header)]
    if rates and (_RATE.search(header) or all(is_rate(grid.number(r, column)) for r in rows)):
        recipe = _rate_recipe(grid, headers, column, rates)
        yield from _claims(grid, column, rates, recipe) if recipe else _shares_of_total(grid, column, rates)
    elif _CHANGE.search(header):
        recipe = _proved(grid, column, rows, Kind.DIFFERENCE, "增减额＝本期数－基数", _less)
        if recipe:
            yield from _claims(grid, column, rows, recipe)


def _sections(grid: Grid, column: int) -> list[tuple[str, list[int]]]:
    """The column's numbers by the nearest words above them: a table may have several headers, one under another."""
    sections: dict[tuple[int, str], list[int]] = {}
    above = (-1, "")
    for r in range(len(grid.rows)):
        if grid.number(r, column) is not None:
            sections.setdefault(above, []).append(r)
        elif text := grid.text(r, column).strip("-—/"):
            above = (r, text)
    return [(header, rows) for (_, header), rows in sections.items()]


def _header(grid: Grid, row: int, column: int) -> str:
    """The nearest words above a position."""
    for r in range(row - 1, -1, -1):
        if grid.number(r, column) is None and grid.text(r, column).strip("-—/"):
            return grid.text(r, column)
    return ""


def _rate_recipe(grid: Grid, headers: list[str], column: int, rows: list[int]) -> Recipe | None:
    header = headers[column]
    if _CHANGE.search(header):
        return _proved(grid, column, rows, Kind.GROWTH, "增减率＝增减额÷基数", _change)
    kind = Kind.EXECUTION if _EXECUTION.search(header) else Kind.SHARE
    relation = "执行率＝执行数÷预算数" if kind is Kind.EXECUTION else "比率＝部分÷整体"
    proved = _proved(grid, column, rows, kind, relation, _ratio)
    if proved:
        return proved
    planned = [c for c in _numeric(grid, column, rows) if _PLANNED.search(headers[c]) and not _DONE.search(headers[c])]
    done = [c for c in _numeric(grid, column, rows) if _DONE.search(headers[c]) and c not in planned]
    if len(planned) == 1 and len(done) == 1:
        return Recipe(done[0], planned[0], kind, relation, _ratio)
    return None


def _numeric(grid: Grid, column: int, rows: list[int]) -> list[int]:
    return [
        c
        for c in range(grid.width)
        if c != column and all((n := grid.number(r, c)) is not None and not is_rate(n) for r in rows)
    ]


def _proved(
    grid: Grid,
    column: int,
    rows: list[int],
    kind: Kind,
    relation: str,
    work: Callable[[Computed, Computed], Computed],
) -> Recipe | None:
    """The pair of columns that makes at least two rows and more than half of them."""
    best: tuple[int, int, int] | None = None
    columns = [c for c in range(grid.width) if c != column and sum(grid.number(r, c) is not None for r in rows) >= 2]
    for first in columns:
        for second in columns:
            if first == second:
                continue
            made = sum(_makes(grid, row, column, first, second, work) for row in rows)
            if made >= 2 and made * 2 > len(rows) and (best is None or made > best[0]):
                best = (made, first, second)
    return Recipe(best[1], best[2], kind, relation, work) if best else None


def _makes(
    grid: Grid, row: int, column: int, first: int, second: int, work: Callable[[Computed, Computed], Computed]
) -> bool:
    outcome = _worked(grid, row, first, second, work)
    stated = grid.number(row, column)
    if outcome is None or stated is None:
        return False
    return abs(outcome.value - stated.printed.value) <= stated.printed.ulp


def _worked(
    grid: Grid, row: int, first: int, second: int, work: Callable[[Computed, Computed], Computed]
) -> Computed | None:
    a, b = grid.number(row, first), grid.number(row, second)
    if a is None or b is None or is_rate(a) or is_rate(b) or work is not _less and b.value == 0:
        return None
    return work(*terms(a, (b,)))


def _claims(grid: Grid, column: int, rows: list[int], recipe: Recipe) -> Iterator[Found]:
    for row in rows:
        outcome = _worked(grid, row, recipe.first, recipe.second, recipe.work)
        stated = grid.number(row, column)
        if outcome is None or stated is None:
            continue
        yield _claim(grid, row, column, stated, recipe.kind, recipe.relation, outcome)


def _shares_of_total(grid: Grid, column: int, rows: list[int]) -> Iterator[Found]:
    """占比 of the total row: value ÷ 合计 of a column, where most rows are made so."""
    totals = [r for r in range(len(grid.rows)) if _TOTAL.match(grid.label(r))]
    for total in totals[:1]:
        for c in _numeric(grid, column, [r for r in rows if r != total]):
            whole = grid.number(total, c)
            if whole is None or not whole.value:
                continue
            outcomes: dict[int, Computed] = {}
            for row in rows:
                part = grid.number(row, c)
                if part is not None:
                    a, b = terms(part, (whole,))
                    outcomes[row] = (a / b).percent()
            made = sum(_close(grid.number(row, column), outcome) for row, outcome in outcomes.items())
            if made >= 2 and made * 2 > len(rows):
                for row, outcome in outcomes.items():
                    stated = grid.number(row, column)
                    if stated is not None:
                        yield _claim(grid, row, column, stated, Kind.SHARE, "占比＝部分÷整体", outcome)
                return


def _close(stated: Quantity | None, outcome: Computed) -> bool:
    return stated is not None and abs(outcome.value - stated.printed.value) <= stated.printed.ulp


def _claim(grid: Grid, row: int, column: int, stated: Quantity, kind: Kind, relation: str, outcome: Computed) -> Claim:
    cell = grid.rows[row][column]
    slips = ((Slip.COMPLEMENT, Computed(100 - outcome.value, 100 - outcome.high, 100 - outcome.low, outcome.text)),)
    return Claim(
        kind,
        relation,
        cell.passage.span(0, len(cell.text)),
        stated.printed,
        cell.text,
        (outcome,),
        unit="" if kind is Kind.DIFFERENCE else "%",
        tight=kind is Kind.DIFFERENCE,
        slips=slips if kind is not Kind.DIFFERENCE else (),
        subject=grid.label(row),
        wrong=Severity.ERROR,
    )
