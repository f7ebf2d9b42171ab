"""The base data table of a department's self-evaluation (附件1-1): posts and control rate, spending against budget."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oneruler.base.findings import Severity
from oneruler.base.printed import plain
from oneruler.checks.claims.claim import Claim, Found, Remark
from oneruler.checks.claims.quantities import Quantity
from oneruler.checks.claims.tables.cells import Grid, is_rate
from oneruler.checks.report import Kind

_POSTS = re.compile(r"^编制(?:人?数|人员)?(?:\(人\))?$|核定编制")
_FILLED = re.compile(r"在职人数|在岗人数|实有人数|在编人数")
_CONTROL = re.compile(r"控制率")
_LAST = re.compile(r"上年决算|(?:19|20)\d\d年决算")
_BUDGET = re.compile(r"年初?预算|预算数")
_ACTUAL = re.compile(r"决算|执行|支出数")
_OPERATING = re.compile(r"^公用经费|^“?三公”?经费|^会议费|^培训费")
_ADJUSTMENT = re.compile(r"基本支出预算调整")


def find(grid: Grid, basic_total: Quantity | None) -> Iterator[Found]:
    """The claims of a base data table; ``basic_total`` is what the paper gives as its basic spending, if it does."""
    yield from _control_rate(grid)
    yield from _overruns(grid)
    yield from _adjustment(grid, basic_total)


def _control_rate(grid: Grid) -> Iterator[Found]:
    """控制率 = 在职人数 ÷ 编制数, the numbers beside or below their labels."""
    for cell in grid.find(_POSTS):
        posts = _value_of(grid, cell.row, cell.column)
        filled_cell = next(iter(grid.find(_FILLED, range(cell.row, min(cell.row + 2, len(grid.rows))))), None)
        if posts is None or filled_cell is None:
            continue
        filled = _value_of(grid, filled_cell.row, filled_cell.column)
        if filled is None:
            continue
        row, column, allowed = posts
        row2, column2, present = filled
        rate_cell = next(iter(grid.find(_CONTROL, range(cell.row, min(cell.row + 2, len(grid.rows))))), None)
        rate = _value_of(grid, rate_cell.row, rate_cell.column) if rate_cell is not None else None
        if rate is not None and is_rate(rate[2]) and allowed.value:
            a, b = present.printed.term(exact=True), allowed.printed.term(exact=True)
            yield Claim(
                Kind.SHARE,
                "控制率＝在职人数÷编制数",
                grid.span((row, column), (rate[0], rate[1])),
                rate[2].printed,
                grid.text(rate[0], rate[1]),
                ((a / b).percent(),),
                unit="%",
                operands=(present.printed, allowed.printed),
                subject="控制率",
            )
        if present.value > allowed.value > 0:
            yield over_staffed(grid.span((row, column), (row2, column2)), allowed, present)


def over_staffed(span: tuple[int, int], posts: Quantity, filled: Quantity) -> Remark:
    """More people than posts: allowed only with an explanation."""
    rate = (filled.value * 100 / posts.value).quantize(posts.value.__class__("0.1"))
    return Remark(
        "STA-POSTS",
        Kind.SHARE,
        Severity.WARNING,
        span,
        f"在职人数 {plain(filled.printed.value)} 人多于编制数 {plain(posts.printed.value)} 人"
        f"（控制率 {plain(rate)}%），请核对或说明超编原因。",
        stated=plain(filled.printed.value),
        expected=f"≤{plain(posts.printed.value)}",
        formula=f"{plain(filled.printed.value)} / {plain(posts.printed.value)}",
    )


def _value_of(grid: Grid, row: int, column: int) -> tuple[int, int, Quantity] | None:
    """The number that a label speaks of: below it, else to its right before the next label."""
    below = grid.number(row + 1, column)
    if below is not None:
        return row + 1, column, below
    for right in range(column + 1, min(column + 3, grid.width)):
        beside = grid.number(row, right)
        if beside is not None:
            return row, right, beside
        if grid.text(row, right) and grid.text(row, right) != grid.text(row, column):
            return None
    return None


def _overruns(grid: Grid) -> Iterator[Found]:
    """公用经费 well above its budget wants an explanation."""
    header = None
    for r in range(len(grid.rows)):
        last, budget, actual = (_column(grid, r, pattern) for pattern in (_LAST, _BUDGET, _ACTUAL))
        if last is not None and budget is not None:
            actual = next(
                (
                    c
                    for c, cell in enumerate(grid.rows[r])
                    if c > budget and _ACTUAL.search(cell.text) and cell.column == c
                ),
                actual,
            )
            if actual is not None and actual != budget:
                header = budget, actual
                continue
        if header is None or not _OPERATING.search(grid.label(r)):
            continue
        planned, spent = grid.number(r, header[0]), grid.number(r, header[1])
        if planned is None or spent is None or not planned.value > 0 or spent.value <= planned.value * 11 / 10:
            continue
        over = spent.value - planned.value
        percent = (spent.value * 100 / planned.value).quantize(spent.value.__class__("0.01"))
        first = next(c for c, cell in enumerate(grid.rows[r]) if cell.text)
        yield Remark(
            "BUD-OVER",
            Kind.EXECUTION,
            Severity.WARNING,
            grid.span((r, first), (r, header[1])),
            f"“{grid.label(r)}”决算 {plain(spent.printed.value)} 是预算 {plain(planned.printed.value)} 的 {plain(percent)}%，"
            f"超 {plain(over)}，请说明超支原因。",
            stated=plain(spent.printed.value),
            formula=f"{plain(spent.printed.value)} / {plain(planned.printed.value)}",
        )


def _adjustment(grid: Grid, basic_total: Quantity | None) -> Iterator[Found]:
    for cell in grid.find(_ADJUSTMENT):
        for column in range(cell.column + 1, grid.width):
            amount = grid.number(cell.row, column)
            if amount is not None and basic_total is not None and amount.printed.value == basic_total.printed.value:
                yield Remark(
                    "BUD-ADJUST",
                    Kind.FORM,
                    Severity.NOTICE,
                    grid.span((cell.row, cell.column), (cell.row, column)),
                    f"“基本支出预算调整”填的 {plain(amount.printed.value)} 等于调整后的基本支出总额；"
                    "这里应填调整数（调整后减年初）。",
                    stated=plain(amount.printed.value),
                )


def _column(grid: Grid, row: int, pattern: re.Pattern[str]) -> int | None:
    return next((c for c, cell in enumerate(grid.rows[row]) if cell.column == c and pattern.search(cell.text)), None)
