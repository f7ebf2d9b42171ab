"""Tables whose rows are lines: cells parted by tabs, by pipes, or by wide blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from oneruler.checks.reading.lines import CellPieces, Line, cell, cell_text, is_figure, width

_TAB = re.compile("\t")
_PIPE_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_PIPE = re.compile(r"(?<!\\)\|")
_GAP = re.compile(r"(?:[ \xa0]{2,}|[ \xa0]*\u3000[ \xa0\u3000]*)")
_SENTENCE = re.compile(r"[。；！？]")


def tab_row(line: Line) -> list[CellPieces]:
    """The cells of a line parted by tabs; empty ones too."""
    return _parted(line, _TAB)


def is_tab_row(line: Line) -> bool:
    """A line of several cells: a tab with words on both sides, or more than one tab."""
    return line.text.count("\t") > 1 or ("\t" in line.text and line.text.partition("\t")[0].strip() != "")


def opens_pipe_table(lines: Sequence[Line], index: int) -> bool:
    """A row that begins and parts with pipes, or any row with a pipe over a line of dashes."""
    bare = lines[index].bare
    if "|" not in bare:
        return False
    return (bare.startswith("|") and bare.count("|") > 1) or (index + 1 < len(lines) and is_pipe_rule(lines[index + 1]))


def is_pipe_rule(line: Line) -> bool:
    """The line of dashes under the header of a Markdown table."""
    return "|" in line.bare and "-" in line.bare and _PIPE_RULE.fullmatch(line.bare) is not None


def pipe_row(line: Line) -> list[CellPieces]:
    """The cells of a Markdown table row."""
    cells = _parted(line, _PIPE)
    bare = line.bare
    if bare.startswith("|"):
        cells = cells[1:]
    return cells[:-1] if bare.endswith("|") and not bare.endswith("\\|") and len(bare) > 1 else cells


def is_spaced_row(line: Line) -> bool:
    """A line of two or more cells parted by two blanks or a full-width one, and no sentence."""
    return "\t" not in line.text and _GAP.search(line.bare) is not None and not _SENTENCE.search(line.bare)


def spaced_rows(lines: Sequence[Line]) -> list[list[CellPieces]] | None:
    """Rows of lines whose cells stand under each other; None where they are no table.

    All rows of one length keep their order. Else each cell goes to the column whose stretch it overlaps; and where
    wide labels blur the columns, figures keep to the right.
    """
    rows = [_parted(line, _GAP, strip=True) for line in lines]
    if sum(is_figure(cell_text(c)) for row in rows for c in row[1:]) < 2:
        return None
    most = max(map(len, rows))
    if all(len(row) == most for row in rows):
        return rows
    columns = _stretches(lines, rows)
    if len(columns) < most:
        return [[row[0], *[()] * (most - len(row)), *row[1:]] if len(row) > 1 else row for row in rows]
    placed = []
    for line, row in zip(lines, rows, strict=True):
        cells: list[CellPieces] = [()] * len(columns)
        for pieces in row:
            left, right = _extent(line, pieces)
            at = next(n for n, (start, stop) in enumerate(columns) if left < stop and right > start)
            cells[at] = (*cells[at], *pieces)
        placed.append(cells)
    return placed


def _stretches(lines: Sequence[Line], rows: Sequence[Sequence[CellPieces]]) -> list[tuple[int, int]]:
    extents = sorted(_extent(line, pieces) for line, row in zip(lines, rows, strict=True) for pieces in row)
    merged: list[tuple[int, int]] = []
    for left, right in extents:
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _extent(line: Line, pieces: CellPieces) -> tuple[int, int]:
    raw, offset = pieces[0]
    left = width(line.text[: offset - line.start])
    return left, left + width(raw)


def _parted(line: Line, gap: re.Pattern[str], *, strip: bool = False) -> list[CellPieces]:
    text = line.text.rstrip() if strip else line.text
    start = len(text) - len(text.lstrip()) if strip else 0
    cells = []
    for match in gap.finditer(text, start):
        cells.append(cell(text[start : match.start()], line.start + start))
        start = match.end()
    cells.append(cell(text[start:], line.start + start))
    return cells
