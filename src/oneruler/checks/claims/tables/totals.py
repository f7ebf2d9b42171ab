"""合计 rows: tables whose rows add up to a total, one list or two side by side (收入｜支出), and the 三公 rows.

A relation is only believed of a table that shows it: where the words do not say what a total is made of, one that
does not add up is an error only if another column of the same row does add up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from oneruler.base.findings import Severity
from oneruler.base.printed import plain
from oneruler.checks.claims.claim import Claim, Found, terms
from oneruler.checks.claims.quantities import Quantity
from oneruler.checks.claims.tables.cells import Column, Grid, column_total, columns_of
from oneruler.checks.report import Kind

_TOTAL = re.compile(r"^(?:全区|全县|全市|全部|各项)?(?:合计|总计|小计)数?$")
_YEAR_TOTAL = re.compile(r"^本年(?:收入|支出)(?:合计|总计|小计)$|^(?:收入|支出)合计$")
_GRAND_TOTAL = re.compile(r"^(?:收入|支出)?总计$")
_CARRIED = re.compile(r"^(?:上年|年初|年末)[^一-龥]*.*(?:结转|结余)|^使用.*结余|^结余分配|^弥补|^动用")
_REPEATED = re.compile(r"小计|其中|合计|总计")
_THREE_PUBLIC = (
    ("vehicles", re.compile(r"公务?用?车.*购置.*(?:运行|维护)")),
    ("abroad", re.compile(r"出国|出境")),
    ("bought", re.compile(r"车购置|购车|购置费")),
    ("run", re.compile(r"车.*(?:运行|维护|运维)")),
    ("received", re.compile(r"公务接待")),
    ("whole", re.compile(r"三公”?经费(?:支出)?(?:合计|总计|$)")),
)


@dataclass
class Side:
    """One list of a table: row → its words, and the columns of its numbers."""

    labels: dict[int, str]
    columns: list[Column]


def find(grid: Grid) -> Iterator[Found]:
    """The claims of a table's totals, of its two sides and of its 三公 rows."""
    three_public = _three_public_rows(grid)
    yield from _three_public(grid, three_public)
    yield from _both_sides(grid)
    for side in _sides(grid):
        for row, label in side.labels.items():
            if row == three_public.get("whole"):
                continue
            if _YEAR_TOTAL.match(label) or _GRAND_TOTAL.match(label) or _TOTAL.match(label):
                yield from _total(grid, side, row, label)


def _sides(grid: Grid) -> list[Side]:
    """A table's lists: each begins with a column of words that is followed by columns of numbers."""
    starts = [
        c
        for c in range(grid.width - 1)
        if sum(_is_words(grid, r, c) for r in range(len(grid.rows))) >= 3
        and any(grid.number(r, c + 1) is not None for r in range(len(grid.rows)))
    ]
    sides = []
    for c, end in zip(starts, [*starts, grid.width][1:], strict=True):
        if not any(grid.number(r, c) is not None for r in range(len(grid.rows))):
            sides.append(Side(_labels(grid, c, starts[0]), columns_of(grid, c + 1, end)))
    return sides or [Side({r: grid.label(r) for r in range(len(grid.rows))}, columns_of(grid, 1, grid.width))]


def _is_words(grid: Grid, row: int, column: int) -> bool:
    return not grid.blank(row, column) and grid.number(row, column) is None


def _labels(grid: Grid, column: int, first: int) -> dict[int, str]:
    labels = {}
    for r in range(len(grid.rows)):
        text = grid.text(r, column)
        if column == first and (grid.blank(r, column) or not text):
            text = grid.label(r)
        labels[r] = text.replace(" ", "").strip("　:")
    return labels


def _total(grid: Grid, side: Side, row: int, label: str) -> Iterator[Found]:
    named = _members_by_name(side, row, label)
    if named:
        for column in side.columns:
            if row in column.values:
                yield from _named_total(grid, column, row, named)
        return
    claims = [claim for column in side.columns if (claim := _by_place(grid, side, column, row)) is not None]
    holding = any(claim.readings[0].value == claim.stated.value and claim.stated.value for claim in claims)
    for claim in claims:
        yield replace(claim, wrong=Severity.ERROR) if holding else claim


def _named_total(grid: Grid, column: Column, row: int, named: list[list[int]]) -> Iterator[Claim]:
    """The claim of a total whose parts have names; a lone part that differs says rather that the rows have slipped."""
    claims = [
        column_total(grid, column, row, members, "合计＝各行之和")
        for rows in named
        if (members := [r for r in rows if r in column.values])
    ]
    readings = tuple(claim.readings[0] for claim in claims)
    stated = column.values[row].printed.value
    lone = all(len(claim.parts) == 1 for claim in claims)
    if claims and not (lone and all(reading.value != stated for reading in readings)):
        yield replace(claims[0], readings=readings)


def _members_by_name(side: Side, row: int, label: str) -> list[list[int]]:
    """The rows that accounts make a named total of: all above it, or the year's total and what was carried over.

    Where income and spending stand in one list, a total may be of either.
    """
    above = [r for r in side.labels if r < row]
    years = [r for r in above if _YEAR_TOTAL.match(side.labels[r])]
    if _YEAR_TOTAL.match(label):
        return [] if years else [[r for r in above if side.labels[r] and not _REPEATED.search(side.labels[r])]]
    carried = [r for r in above if years and r > years[0] and _CARRIED.match(side.labels[r])]
    if len(years) < 2:
        return [[*years, *carried]] if carried else []
    spent = [r for r in carried if re.search(r"年末|分配", side.labels[r])]
    return [[years[0], *(r for r in carried if r not in spent)], [years[-1], *spent]] if carried else []


def _by_place(grid: Grid, side: Side, column: Column, row: int) -> Claim | None:
    """A total of the rows above it, or of those below, whichever adds up; None where there are not two."""
    if row not in column.values:
        return None
    totals = [r for r in side.labels if _TOTAL.match(side.labels[r]) or _GRAND_TOTAL.match(side.labels[r])]
    before = max((r for r in totals if r < row), default=-1)
    after = min((r for r in totals if r > row), default=len(grid.rows))
    best = None
    for first, last in ((before + 1, row), (row + 1, after)):
        members = [r for r in column.values if first <= r < last and not _REPEATED.search(side.labels.get(r, ""))]
        if len(members) >= 2:
            claim = column_total(grid, column, row, members, "合计行＝各行之和", Severity.WARNING)
            if best is None or claim.readings[0].value == claim.stated.value:
                best = claim
    return best


def _three_public_rows(grid: Grid) -> dict[str, int]:
    """The rows of 三公 and its parts; a plain 合计 is 三公's where the table has no other rows."""
    rows: dict[str, int] = {}
    totals: list[int] = []
    others = False
    for r in range(len(grid.rows)):
        label = grid.label(r)
        name = next((name for name, pattern in _THREE_PUBLIC if pattern.search(label)), None)
        if name is not None:
            rows.setdefault(name, r)
        elif _TOTAL.match(label.replace(" ", "")):
            totals.append(r)
        elif any(grid.number(r, column) is not None for column in range(1, grid.width)):
            others = True
    if "whole" not in rows and len(totals) == 1 and not others and {"abroad", "received"} <= rows.keys():
        rows["whole"] = totals[0]
    return rows


def _three_public(grid: Grid, rows: dict[str, int]) -> Iterator[Found]:
    """三公合计 = 出国 + 公务用车（购置 + 运行维护）+ 接待, where these are rows (公开07表)."""
    vehicles = ["vehicles"] if "vehicles" in rows else ["bought", "run"]
    for whole, parts in (("whole", ["abroad", *vehicles, "received"]), ("vehicles", ["bought", "run"])):
        if whole not in rows or not all(part in rows for part in parts):
            continue
        members = [rows[part] for part in parts]
        for column in columns_of(grid, 1, grid.width):
            if rows[whole] in column.values and all(row in column.values for row in members):
                yield column_total(grid, column, rows[whole], members, "三公经费合计＝各项之和")


def _both_sides(grid: Grid) -> Iterator[Found]:
    """收入总计 = 支出总计 where both sides close with a total in one row."""
    for r, row in enumerate(grid.rows):
        totals: list[tuple[int, Quantity]] = []
        for c, cell in enumerate(row):
            if cell.row == r and cell.column == c and _GRAND_TOTAL.match(cell.text):
                beside = ((k, grid.number(r, k)) for k in range(c + 1, min(c + 4, grid.width)))
                totals += [(k, number) for k, number in beside if number is not None][:1]
        if len(totals) != 2 or totals[0][0] == totals[1][0]:
            continue
        (_, income), (column, spending) = totals
        _, left = terms(spending, (income,))
        yield Claim(
            Kind.TABLE,
            "收入总计＝支出总计",
            grid.span((r, 0), (r, column)),
            spending.printed,
            plain(spending.printed.value),
            (left,),
            tight=True,
            subject="支出总计",
        )
