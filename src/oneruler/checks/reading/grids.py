"""Rows of cells, some of them merged cells that came out once, to a grid whose columns mean something."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from oneruler.base.document import Cell, Passage, Table, fill_grid
from oneruler.checks.reading.lines import CellPieces, Rows, cell_text, is_figure
from oneruler.checks.reading.refusal import refuse_large

_WIDEST_HEADER = 40  # cells; wider rows are no form, and laying rows over each other takes their third power

Spans = list[int]  # how many grid columns each cell of a row covers


def grid(rows: Rows) -> Table:
    """A table whose cells keep their position in the row."""
    width = _width(rows)
    return _placed(rows, [[1] * len(row) for row in rows], width)


def spanning_grid(rows: Rows) -> Table:
    """A table from rows in which a cell that covers several columns came out as one cell.

    A header row narrower than the row below it is laid over that row; a row of a label and figures narrower than
    the row above it keeps its figures on the right (a total whose label covers several columns); any other row
    stands from the left.
    """
    width = _width(rows)
    spans: list[Spans] = [[1] * len(row) for row in rows]
    for r in range(len(rows) - 2, -1, -1):
        if len(rows[r]) < len(rows[r + 1]) and _is_vertical_header(rows[r], rows[r + 1]):
            below = rows[r + 1]
            cover = _laid_over([cell_text(c) for c in rows[r]], [cell_text(c) for c in below])
            spans[r] = _through(cover, spans[r + 1])
    for r in range(1, len(rows)):
        missing = sum(spans[r - 1]) - len(rows[r])
        if missing > 0 and sum(spans[r]) == len(rows[r]) and _is_total(rows[r]):
            spans[r] = [1 + missing] + [1] * (len(rows[r]) - 1)
    return _placed(rows, spans, width)


def _width(rows: Rows) -> int:
    width = max(map(len, rows))
    refuse_large(len(rows), width)
    return width


def _is_vertical_header(row: Sequence[CellPieces], below: Sequence[CellPieces]) -> bool:
    """Labels over a row that leaves blank what they say: the blank cells below are their own lower halves."""
    if len(row) < 2 or len(below) > _WIDEST_HEADER:
        return False
    texts = [cell_text(c) for c in row]
    return not any(is_figure(text) for text in texts) and not below[0] and any(below)


def _is_total(row: Sequence[CellPieces]) -> bool:
    texts = [cell_text(c) for c in row]
    figures = [text for text in texts[1:] if text]
    labelled = len(row) > 2 and texts[0] != "" and not is_figure(texts[0])
    return labelled and bool(figures) and all(map(is_figure, figures))


def _laid_over(upper: list[str], lower: list[str]) -> Spans:
    """How many lower cells each upper cell covers, at the least cost; every lower cell is covered once."""

    @cache
    def best(u: int, v: int) -> tuple[int, Spans]:
        if u == len(upper):
            return (0 if v == len(lower) else 10**6), []
        choices = []
        for take in range(1, len(lower) - v - (len(upper) - u - 1) + 1):
            rest, spans = best(u + 1, v + take)
            choices.append((rest + _cover_cost(upper[u], lower[v : v + take]), [take, *spans]))
        return min(choices, default=(10**6, []))

    return best(0, 0)[1]


def _cover_cost(label: str, covered: list[str]) -> int:
    if len(covered) == 1:
        return 0 if not covered[0] else 2  # alone over a blank: its own lower half
    cost = 5 * sum(not text for text in covered) + (5 if not label else 0)
    # "结余" goes over "当年结余" and "累计结余" sooner than over "项目支出"; "其中：" goes over anything.
    return cost + (sum(not set(label) & set(text) for text in covered) if not label.startswith("其中") else 0)


def _through(cover: Spans, below: Spans) -> Spans:
    """The spans in grid columns of a row laid over a row that has spans itself."""
    spans, start = [], 0
    for take in cover:
        spans.append(sum(below[start : start + take]))
        start += take
    return spans


def _placed(rows: Rows, spans: Sequence[Spans], width: int) -> Table:
    placed: list[list[Cell | None]] = []
    for r, (row, row_spans) in enumerate(zip(rows, spans, strict=True)):
        cells: list[Cell | None] = []
        for pieces, span in zip(row, row_spans, strict=True):
            cells.append(Cell(Passage.of(*pieces), r, len(cells), 1, span))
            cells.extend([None] * (span - 1))
        placed.append(cells)
    return Table(fill_grid(placed, width))
