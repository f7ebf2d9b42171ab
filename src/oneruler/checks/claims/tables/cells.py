"""A table as numbers and labels: what each cell says, found by its header and its type, never by its position alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from oneruler.base.document import Cell, Table
from oneruler.base.findings import Severity
from oneruler.base.printed import Printed
from oneruler.checks.claims.claim import Claim, terms, total
from oneruler.checks.claims.quantities import MEASURED, MONEY, PERSONS, RATE, UNITS, Quantity
from oneruler.checks.report import Kind

_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_NUMBER = re.compile(
    rf"^(?P<open>\()?(?P<sign>[-+])?(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?P<unit>{_UNIT})?(?(open)\))$"
)
_CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
_ENUMERATION = re.compile(r"^序号|^行次|^编号|^栏次")
_SUMMABLE = frozenset({"", MONEY, PERSONS, "户", "个", "项", *MEASURED})
BLANKS = frozenset(("", "-", "--", "—", "——", "/", "\\", "无", "…", "……", ".....", "*"))


def number(cell: Cell) -> Quantity | None:
    """The quantity that a cell holds and nothing else; None for text, blanks and dates. A blank is no nought."""
    match = _NUMBER.match(cell.text)
    if match is None:
        return None
    unit = match["unit"] or ""
    dimension, scale = UNITS[unit] if unit else ("", Decimal(1))
    printed = Printed.read((match["sign"] or "") + match["digits"])
    return Quantity(printed, unit, dimension, scale, 0, len(cell.text), bool(match["sign"]))


def is_blank(cell: Cell) -> bool:
    """Empty, or one of the marks that stand for nothing."""
    return cell.text.strip("　 ") in BLANKS


def is_code(cell: Cell) -> bool:
    """A budget code of 3, 5 or 7 digits."""
    return _CODE.match(cell.text) is not None


@dataclass
class Grid:
    """A table with its numbers worked out once. ``unit`` is what the caption or a header says all amounts are in."""

    table: Table

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        return self.table.rows

    @cached_property
    def numbers(self) -> list[list[Quantity | None]]:
        return [
            [number(cell) if cell.row == r and cell.column == c else None for c, cell in enumerate(row)]
            for r, row in enumerate(self.rows)
        ]

    @cached_property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def text(self, row: int, column: int) -> str:
        """The text at a position, empty outside the table."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column].text
        return ""

    def number(self, row: int, column: int) -> Quantity | None:
        """The number at a position, None where there is none."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.numbers[row][column]
        return None

    def blank(self, row: int, column: int) -> bool:
        """Is there nothing at a position?"""
        return self.text(row, column).strip("　 ") in BLANKS

    def find(self, pattern: re.Pattern[str], rows: range | None = None) -> Iterator[Cell]:
        """The cells whose text the pattern finds, in reading order, each once."""
        for r in rows or range(len(self.rows)):
            for c, cell in enumerate(self.rows[r]):
                if cell.row == r and cell.column == c and pattern.search(cell.text):
                    yield cell

    def label(self, row: int) -> str:
        """The words of a row before its first number."""
        words = []
        for column, cell in enumerate(self.rows[row]):
            if self.numbers[row][column] is not None and not is_code(cell):
                break
            if cell.row == row and cell.column == column and not is_blank(cell) and not is_code(cell):
                words.append(cell.text)
        return "".join(words)

    def span(self, first: tuple[int, int], last: tuple[int, int]) -> tuple[int, int]:
        """Offsets from the first filled cell at or after ``first`` in its row to the end of the cell at ``last``."""
        start = -1
        row, column = first
        while start < 0 and column < len(self.rows[row]):
            start = self.rows[row][column].passage.start
            column += 1
        end = self.rows[last[0]][last[1]].passage.at[-1] + 1
        return (start, end) if 0 <= start < end else (self.rows[last[0]][last[1]].passage.start, end)


@dataclass
class Column:
    """The numbers of one column: row → quantity."""

    at: int
    values: dict[int, Quantity]


def columns_of(grid: Grid, first: int, end: int) -> list[Column]:
    """The columns of amounts or counts from ``first`` to before ``end``; row numbers and rates are left out."""
    columns = []
    for c in range(first, end):
        header = "".join(grid.text(r, c) for r in range(min(3, len(grid.rows))))
        if _ENUMERATION.search(header):
            continue
        values = {
            r: number
            for r in range(len(grid.rows))
            if (number := grid.number(r, c)) is not None and number.dimension in _SUMMABLE
        }
        if values and not _counts_rows(values):
            columns.append(Column(c, values))
    return columns


def _counts_rows(values: dict[int, Quantity]) -> bool:
    """Row numbers (行次): distinct whole numbers from 1 upward, each beside its neighbour."""
    numbers = {int(number.printed.value) for number in values.values() if not number.printed.places and not number.unit}
    consecutive = all(number - 1 in numbers or number + 1 in numbers for number in numbers)
    return len(numbers) == len(values) >= 3 and consecutive and 0 < max(numbers) <= 3 * len(values) + 20


def column_total(
    grid: Grid, column: Column, whole: int, members: list[int], relation: str, wrong: Severity = Severity.ERROR
) -> Claim:
    """The claim that one cell of a column is the sum of others."""
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


def is_rate(quantity: Quantity | None) -> bool:
    """Is this number printed as a percentage?"""
    return quantity is not None and quantity.dimension == RATE
