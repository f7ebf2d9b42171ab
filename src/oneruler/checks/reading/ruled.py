"""Grids drawn with rules on a page, and which cells of them are merged: where the rule between two is missing."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from oneruler.checks.reading.printed_page import Rule
from oneruler.checks.reading.refusal import refuse_large

_NEAR = 3000  # thousandths of a point: the two edges of one rule, the gap where rules meet
_MOST_RULES = 20_000  # on one page; more is a drawing


@dataclass(frozen=True, slots=True)
class CellBox:
    """One cell: its top left corner in the grid and how many rows and columns it covers."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class RuledGrid:
    """A ruled table: ``xs`` from the left, ``ys`` from the top (falling), and for each position its cell."""

    xs: tuple[int, ...]
    ys: tuple[int, ...]
    cells: tuple[tuple[CellBox, ...], ...]

    def cell_at(self, x: int, y: int) -> CellBox | None:
        """The cell around a point, None outside of the grid."""
        column = bisect_right(self.xs, x) - 1
        row = bisect_right(self.ys, -y, key=lambda edge: -edge) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.cells[row][column]
        return None


def ruled_grids(level: Sequence[Rule], upright: Sequence[Rule]) -> list[RuledGrid]:
    """The grids of a page from the top down. A frame around one single cell is no grid."""
    level, upright = _straightened(level), _straightened(upright)
    if len(level) + len(upright) > _MOST_RULES:
        return []
    grids = [_grid(*rules) for rules in _touching(level, upright)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: -grid.ys[0])


def _straightened(rules: Iterable[Rule]) -> list[Rule]:
    """Rules that lie on each other or follow each other as one; near positions snapped to one."""
    ordered = sorted(rules)
    at_line: dict[int, list[Rule]] = defaultdict(list)
    at = None
    for rule in ordered:
        if at is None or rule.at - at > _NEAR:
            at = rule.at
        at_line[at].append(rule)
    merged = []
    for at, pieces in at_line.items():
        start, end = None, 0
        for piece in sorted(pieces, key=lambda rule: rule.start):
            if start is None or piece.start > end + _NEAR:
                if start is not None:
                    merged.append(Rule(at, start, end))
                start, end = piece.start, piece.end
            end = max(end, piece.end)
        if start is not None:
            merged.append(Rule(at, start, end))
    return merged


def _touching(level: Sequence[Rule], upright: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that hang together."""
    group = list(range(len(level) + len(upright)))

    def leader(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    by_x = sorted(range(len(upright)), key=lambda index: upright[index].at)
    xs = [upright[index].at for index in by_x]
    for h, across in enumerate(level):
        for k in by_x[bisect_right(xs, across.start - _NEAR - 1) : bisect_right(xs, across.end + _NEAR)]:
            if upright[k].start - _NEAR <= across.at <= upright[k].end + _NEAR:
                group[leader(h)] = leader(len(level) + k)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for index in range(len(group)):
        kind = 0 if index < len(level) else 1
        groups[leader(index)][kind].append(level[index] if kind == 0 else upright[index - len(level)])
    return [rules for rules in groups.values() if len(rules[0]) > 1 and rules[1]]


def _grid(level: Sequence[Rule], upright: Sequence[Rule]) -> RuledGrid | None:
    # The outer edges count as ruled: many tables are open at the sides.
    left, right = min(rule.start for rule in level), max(rule.end for rule in level)
    bottom, top = min(rule.at for rule in level), max(rule.at for rule in level)
    xs = _edges([rule.at for rule in upright], left, right)
    ys = _edges([rule.at for rule in level], bottom, top)[::-1]
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows * columns < 2:
        return None
    refuse_large(rows, columns)
    beside = _covered(upright, xs, ys)
    below = _covered(level, ys, xs)
    return RuledGrid(tuple(xs), tuple(ys), _merged(rows, columns, beside, below))


def _edges(inner: Iterable[int], low: int, high: int) -> list[int]:
    edges: list[int] = []
    for edge in sorted({*inner, low, high}):
        if not edges or edge - edges[-1] > _NEAR:
            edges.append(edge)
    return edges


def _covered(rules: Iterable[Rule], edges: Sequence[int], across: Sequence[int]) -> set[tuple[int, int]]:
    """(edge, stretch) where a rule runs along the edge beside that stretch between two crossing edges."""
    place = {edge: index for index, edge in enumerate(edges)}
    stretches = [(min(a, b) + max(a, b)) // 2 for a, b in pairwise(across)]
    found = set()
    for rule in rules:
        edge = place.get(rule.at)
        if edge is None:
            edge = min(range(len(edges)), key=lambda index: abs(edges[index] - rule.at))
        found |= {(edge, n) for n, middle in enumerate(stretches) if rule.start <= middle <= rule.end}
    return found


def _merged(
    rows: int, columns: int, beside: set[tuple[int, int]], below: set[tuple[int, int]]
) -> tuple[tuple[CellBox, ...], ...]:
    """Cells grown to the right and then down as far as no rule parts them; always rectangles."""
    taken: dict[tuple[int, int], CellBox] = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < columns and (right, row) not in beside and (row, right) not in taken:
                right += 1
            bottom = row + 1
            while bottom < rows and _open(bottom, column, right, beside, below):
                bottom += 1
            box = CellBox(row, column, bottom - row, right - column)
            for r in range(row, bottom):
                for c in range(column, right):
                    taken[r, c] = box
    return tuple(tuple(taken[row, column] for column in range(columns)) for row in range(rows))


def _open(row: int, left: int, right: int, beside: set[tuple[int, int]], below: set[tuple[int, int]]) -> bool:
    """Whether the stretch of a row goes on from the row above: no rule above it, none inside it."""
    return not any((row, column) in below for column in range(left, right)) and not any(
        (edge, row) in beside for edge in range(left + 1, right)
    )
