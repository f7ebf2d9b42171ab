"""Accounts tables: 类 = Σ款 = Σ项 by budget code, 合计 rows, and tables with income on the left, spending on the right.

A relation is only believed of a table that shows it: where rows are neither coded nor plainly parted, a total that
does not add up is an error only if another column of the same table does add up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from oneruler.base.findings import Severity
from oneruler.base.printed import plain
from oneruler.checks.claims.claim import Claim, Found, terms, total
from oneruler.checks.claims.quantities import MEASURED, MONEY, Quantity
from oneruler.checks.claims.tables.cells import Grid, is_code
from oneruler.checks.report import Kind

_TOTAL = re.compile(
    r"^(?:本年)?(?:收入|支出)?(?:合\s?计|总\s?计|小\s?计|合计数)$|^(?:全区|全县|全市|全部|各项)?(?:合计|总计)$"
)
_THREE_PUBLIC = (
    ("vehicles", re.compile(r"公务?用?车.*购置.*(?:运行|维护)")),
    ("abroad", re.compile(r"出国|出境")),
    ("bought", re.compile(r"车购置|购车|购置费")),
    ("run", re.compile(r"车.*(?:运行|维护|运维)")),
    ("received", re.compile(r"公务接待")),
    ("whole", re.compile(r"三公”?经费(?:支出)?(?:合计|总计|$)")),
)
_SUBTOTAL = re.compile(r"小计|其中|合计|总计")
_ENUMERATION = re.compile(r"^序号|^行次|^编号|^栏次")
_SUMMABLE = frozenset({"", MONEY, *MEASURED}) | {"户", "人", "个", "persons", "项"}


@dataclass
class Column:
    """The numbers of one column: row → quantity."""

    at: int
    values: dict[int, Quantity]


def find(grid: Grid) -> Iterator[Found]:
    """The claims of a table's codes, totals, two sides and 三公 rows."""
    yield from _three_public(grid)
    codes = _codes(grid)
    if len(codes) >= 3:
        yield from _coded(grid, codes)
        return
    yield from _two_sided(grid)
    yield from _total_rows(grid)


def _three_public(grid: Grid) -> Iterator[Found]:
    """三公合计 = 出国 + 公务用车（购置 + 运行维护）+ 接待, where these are rows (公开07表)."""
    rows: dict[str, int] = {}
    for r in range(len(grid.rows)):
        label = grid.label(r)
        name = next((name for name, pattern in _THREE_PUBLIC if pattern.search(label)), None)
        if name is not None:
            rows.setdefault(name, r)
    vehicles = ["vehicles"] if "vehicles" in rows else ["bought", "run"]
    for whole, parts in (("whole", ["abroad", *vehicles, "received"]), ("vehicles", ["bought", "run"])):
        if whole not in rows or not all(part in rows for part in parts):
            continue
        members = [rows[part] for part in parts]
        for column in _columns(grid, 1):
            if rows[whole] in column.values and all(row in column.values for row in members):
                yield _claim(grid, column, rows[whole], members, "三公经费合计＝各项之和", Severity.ERROR)


def _codes(grid: Grid) -> dict[int, str]:
    """Row → budget code, from the leading cells (one column, or 类 款 项 in three)."""
    for c in range(min(3, grid.width)):
        codes = {r: grid.text(r, c) for r in range(len(grid.rows)) if is_code(grid.rows[r][c])}
        known = set(codes.values())
        if any(code[:-2] in known for code in known if len(code) > 3):
            for r, row in enumerate(grid.rows):  # 类 款 项 may each have a column of its own
                if r not in codes and (cell := next((cell for cell in row[:3] if is_code(cell)), None)):
                    codes[r] = cell.text
            return dict(sorted(codes.items()))
    return {}


def _columns(grid: Grid, first: int) -> list[Column]:
    columns = []
    for c in range(first, grid.width):
        header = "".join(grid.text(r, c) for r in range(min(3, len(grid.rows))))
        if _ENUMERATION.search(header):
            continue
        values = {
            r: number
            for r in range(len(grid.rows))
            if (number := grid.number(r, c)) is not None and number.dimension in _SUMMABLE
        }
        if values:
            columns.append(Column(c, values))
    return columns


def _coded(grid: Grid, codes: dict[int, str]) -> Iterator[Found]:
    """类 = Σ款, 款 = Σ项, and 合计 = Σ类, column by column."""
    total_row = next((r for r in range(len(grid.rows)) if r not in codes and _is_total(grid, r)), None)
    children: dict[int, list[int]] = {}
    for row, code in codes.items():
        parent = next((r for r, other in codes.items() if len(other) == len(code) - 2 and code.startswith(other)), None)
        if parent is not None:
            children.setdefault(parent, []).append(row)
        elif total_row is not None:
            children.setdefault(total_row, []).append(row)
    first = next(iter(codes))
    start = 1 + max(c for c, cell in enumerate(grid.rows[first]) if is_code(cell) and c < 3)
    for column in _columns(grid, start):
        for parent, rows in children.items():
            members = [row for row in rows if row in column.values]
            if parent in column.values and len(members) == len(rows):
                relation = "合计＝各类之和" if parent == total_row else "类＝款之和，款＝项之和"
                yield _claim(grid, column, parent, members, relation, Severity.ERROR)


def _total_rows(grid: Grid) -> Iterator[Found]:
    """A row named 合计 above or below the rows that it adds up."""
    rows = [r for r in range(len(grid.rows)) if _is_total(grid, r)]
    columns = _columns(grid, 1)
    for position, row in enumerate(rows):
        below = rows[position + 1] if position + 1 < len(rows) else len(grid.rows)
        above = rows[position - 1] if position else -1
        claims = []
        for column in columns:
            if row not in column.values:
                continue
            best = None
            for members in (
                [r for r in column.values if above < r < row and not _left_out(grid, r)],
                [r for r in column.values if row < r < below and not _left_out(grid, r)],
            ):
                if len(members) < 2:
                    continue
                claim = _claim(grid, column, row, members, "合计行＝各行之和", Severity.WARNING)
                if best is None or claim.readings[0].value == column.values[row].printed.value:
                    best = claim
            if best is not None:
                claims.append(best)
        holding = [claim for claim in claims if claim.readings[0].value == claim.stated.value and claim.stated.value]
        for claim in claims:
            yield claim if not holding else _sure(claim)


def _sure(claim: Claim) -> Claim:
    """Another column of this row adds up, so this one should too."""
    return Claim(
        claim.kind,
        claim.relation,
        claim.span,
        claim.stated,
        claim.text,
        claim.readings,
        tight=True,
        parts=claim.parts,
        subject=claim.subject,
        wrong=Severity.ERROR,
    )


def _is_total(grid: Grid, row: int) -> bool:
    label = grid.label(row).replace(" ", "").strip("　:")
    return _TOTAL.match(label) is not None


def _left_out(grid: Grid, row: int) -> bool:
    """Rows that repeat what other rows hold."""
    return _SUBTOTAL.search(grid.label(row)) is not None


def _two_sided(grid: Grid) -> Iterator[Found]:
    """收入总计 = 支出总计 where both sides close with a total in one row."""
    for r, row in enumerate(grid.rows):
        totals: list[tuple[int, Quantity]] = []
        for c, cell in enumerate(row):
            if cell.row == r and cell.column == c and re.fullmatch(r"(?:收入|支出)?总\s?计", cell.text):
                beside = next(
                    (
                        (k, number)
                        for k in range(c + 1, min(c + 4, grid.width))
                        if (number := grid.number(r, k)) is not None
                    ),
                    None,
                )
                if beside is not None:
                    totals.append(beside)
        if len(totals) == 2 and totals[0][0] != totals[1][0]:
            (_, income), (column, spending) = totals
            left, right = terms(spending, (income,))
            yield Claim(
                Kind.TABLE,
                "收入总计＝支出总计",
                grid.span((r, 0), (r, column)),
                spending.printed,
                plain(spending.printed.value),
                (right,),
                tight=True,
                subject="支出总计",
                parts=(left.value,),
            )


def _claim(grid: Grid, column: Column, whole: int, members: list[int], relation: str, wrong: Severity) -> Claim:
    stated = column.values[whole]
    _, *parts = terms(stated, [column.values[row] for row in members])
    cell = grid.rows[whole][column.at]
    return Claim(
        Kind.TABLE,
        relation,
        cell.passage.span(0, len(cell.text)),
        stated.printed,
        cell.text,
        (total(parts),),
        tight=True,
        parts=tuple(part.value for part in parts),
        subject=grid.label(whole),
        wrong=wrong,
    )
