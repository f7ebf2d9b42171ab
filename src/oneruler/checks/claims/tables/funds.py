"""The funds rows of a self-evaluation form (项目支出绩效自评表, 财预〔2020〕10号 附件): budget, executed, rate, score.

执行率 = 全年执行数 ÷ 全年预算数; 得分 = 分值 × min(1, 执行率).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from oneruler.base.document import Cell
from oneruler.base.findings import Severity
from oneruler.base.printed import Computed, plain
from oneruler.checks.claims.claim import Claim, Found, Remark, terms, total
from oneruler.checks.claims.quantities import Quantity, quantities
from oneruler.checks.claims.tables.cells import Grid, is_blank
from oneruler.checks.report import Kind
from oneruler.checks.slips import Slip

_COLUMNS = {
    "initial": re.compile(r"年初预算|^预算数$|^预算金额"),
    "full": re.compile(r"全年预算|调整(?:后)?预算|预算调整数|^预算数\((?:A|B)\)"),
    "executed": re.compile(r"全年执行|^执行数|实际(?:支出|执行)|决算数|^执行金额"),
    "weight": re.compile(r"^分值|^权重|^满分"),
    "rate": re.compile(r"执行率|完成率"),
    "score": re.compile(r"^得分|^自评得分|^评分"),
}
_TOTAL_ROW = re.compile(r"年度资金总额|资金总额|^合计|总计|全年资金")
_BY_NATURE = re.compile(r"^(?:其中:)?(?P<label>[^\d:]{2,16}):(?P<amount>[-\d,.]+)(?:万元|元)?$")


@dataclass
class Funds:
    """What the funds rows leave for the rest of the form: the weight and score of execution, and what they should be."""

    row: int = -1
    weight: Quantity | None = None
    score: Quantity | None = None
    due: Computed | None = None
    executed: Quantity | None = None
    header: int = -1
    found: list[Found] = field(default_factory=list)


def find(grid: Grid) -> Funds | None:
    """The claims of the funds rows, or None where the table has no such rows."""
    for r in range(len(grid.rows)):
        columns = _header(grid, r)
        if columns is None:
            continue
        funds = Funds(header=r)
        for row in range(r + 1, min(r + 8, len(grid.rows))):
            if re.search(r"一级指标|预期目标|总体目标", grid.label(row) + grid.text(row, 0)):
                break
            funds.found += _row(grid, row, columns, funds)
        _yearly_parts(grid, columns, funds)
        funds.found += _by_nature(grid, funds)
        return funds
    return None


def _header(grid: Grid, row: int) -> dict[str, int] | None:
    columns: dict[str, int] = {}
    for column, cell in enumerate(grid.rows[row]):
        if cell.row != row or cell.column != column:
            continue
        for name, pattern in _COLUMNS.items():
            if name not in columns and pattern.search(cell.text):
                columns[name] = column
                break
    return columns if {"executed", "rate"} <= columns.keys() and len(columns) >= 4 else None


def _row(grid: Grid, row: int, columns: dict[str, int], funds: Funds) -> Iterator[Found]:
    at = {name: grid.number(row, column) for name, column in columns.items()}
    executed, rate, score, weight = at.get("executed"), at.get("rate"), at.get("score"), at.get("weight")
    planned = at.get("full") or at.get("initial")
    if planned is None or executed is None:
        return
    start = next((c for c, cell in enumerate(grid.rows[row]) if not is_blank(cell)), 0)
    first = _TOTAL_ROW.search(grid.label(row)) is not None and funds.row < 0
    if first:
        funds.row, funds.executed = row, executed
    done, budget = terms(executed, (planned,))
    ratio = (done / budget).percent() if planned.value else None
    if rate is not None:
        yield _rate_claim(grid, row, start, columns["rate"], rate, ratio, planned, executed, at.get("initial"))
        if at.get("full") is None and "full" in columns and at.get("initial") is not None and first:
            yield Remark(
                "FRM-BLANK",
                Kind.FORM,
                Severity.NOTICE,
                grid.span((row, start), (row, columns["rate"])),
                f"“全年预算数”空白，执行率是按年初预算数 {plain(planned.printed.value)} 算的，应填全年预算数。",
            )
    if score is None or weight is None or ratio is None:
        return
    points = weight.printed.term(exact=True)
    due = points * ratio.scoring()
    if first:
        funds.weight, funds.score, funds.due = weight, score, due
    by_printed_rate = (points * rate.printed.term().scoring(),) if _near(ratio, rate) and rate is not None else ()
    yield Claim(
        Kind.SCORE,
        "执行得分＝分值×min(1,执行率)",
        grid.span((row, start), (row, columns["score"])),
        score.printed,
        grid.text(row, columns["score"]),
        (due, *by_printed_rate),
        tight=True,
        wrong=Severity.WARNING,
        subject="预算执行率得分",
    )


def _near(ratio: Computed, rate: Quantity | None) -> bool:
    """Is the printed rate the true one but for its rounding? Only then may the score be worked out from it."""
    return rate is not None and abs(rate.printed.value - ratio.value) <= rate.printed.ulp


def _rate_claim(
    grid: Grid,
    row: int,
    start: int,
    column: int,
    rate: Quantity,
    ratio: Computed | None,
    planned: Quantity,
    executed: Quantity,
    initial: Quantity | None,
) -> Claim:
    slips: list[tuple[Slip, Computed]] = []
    if initial is not None and initial is not planned and initial.value:
        done, base = terms(executed, (initial,))
        slips.append((Slip.WRONG_BASE, (done / base).percent()))
    if executed.value and planned.value:
        done, base = terms(executed, (planned,))
        slips.append((Slip.WRONG_BASE, (base / done).percent()))
        slips.append((Slip.COMPLEMENT, ((base - done) / base).percent()))
    return Claim(
        Kind.EXECUTION,
        "执行率＝全年执行数÷全年预算数",
        grid.span((row, start), (row, column)),
        rate.printed,
        grid.text(row, column),
        (ratio,) if ratio else (),
        unit="%",
        slips=tuple(slips),
        operands=(executed.printed,) if executed.value != 100 else (),
        subject=grid.label(row),
    )


def _yearly_parts(grid: Grid, columns: dict[str, int], funds: Funds) -> None:
    """其中：当年财政拨款、上年结转资金、其他资金: where all are filled they make up the total, else they never exceed it."""
    if funds.row < 0:
        return
    rows = [
        row
        for row in range(funds.row + 1, min(funds.row + 5, len(grid.rows)))
        if re.search(r"财政拨款|结转资金|其他资金|上级|本级|单位资金", grid.label(row))
        and ":" not in grid.label(row).replace("其中:", "")
    ]
    for name in ("initial", "full", "executed"):
        column = columns.get(name, -1)
        whole = grid.number(funds.row, column)
        parts = [(row, part) for row in rows if (part := grid.number(row, column)) is not None]
        if whole is None or len(parts) < 1 or not rows:
            continue
        _, *members = terms(whole, [part for _, part in parts])
        added = total(members)
        closed = len(parts) == len(rows) and len(rows) > 1
        funds.found.append(
            Claim(
                Kind.SUM,
                "资金总额＝各项资金之和",
                grid.span((funds.row, column), (parts[-1][0], column)),
                whole.printed,
                plain(whole.printed.value),
                (added,),
                tight=True,
                at_most=not closed,
                parts=tuple(part.value for part in members),
                subject="年度资金总额",
            )
        )


def _by_nature(grid: Grid, funds: Funds) -> Iterator[Found]:
    """其中：基本支出：152.14 ｜ 项目支出：2500: labelled amounts inside cells, on the side of income or of spending."""
    spending: list[tuple[Cell, Quantity]] = []
    income: list[tuple[Cell, Quantity]] = []
    for r in range(max(funds.row, 0), min(max(funds.row, 0) + 8, len(grid.rows))):
        for c, cell in enumerate(grid.rows[r]):
            match = _BY_NATURE.match(cell.text)
            if match is None or cell.row != r or cell.column != c:
                continue
            read = quantities(cell.text)
            if not read:
                continue
            side = spending if "支出" in match["label"] else income
            side.append((cell, Quantity(read[-1].printed, "", "", Decimal(1), 0, len(cell.text))))
    whole = funds.executed
    for side, closed in ((spending, True), (income, False)):
        if whole is None or not side or (closed and len(side) < 2):
            continue
        _, *parts = terms(whole, [quantity for _, quantity in side])
        added = total(parts)
        cells = [cell for cell, _ in [*spending, *income]]
        start = min(cell.passage.start for cell in cells)
        end = max(cell.passage.at[-1] + 1 for cell in cells)
        yield Claim(
            Kind.SUM,
            "资金总额＝各项资金之和",
            (start, end),
            whole.printed,
            plain(whole.printed.value),
            (added,),
            tight=True,
            at_most=not closed,
            parts=tuple(part.value for part in parts),
            subject="年度资金总额",
        )
