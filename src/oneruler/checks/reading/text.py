"""Plain text and Markdown to a ``Document`` whose text is the file's own, character for character.

Every line belongs to exactly one block: a table, or prose. The pass over the lines is linear: a run of lines that
could be a table is looked at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from oneruler.base.document import Block, Document, Paragraph, Passage
from oneruler.checks.reading.captions import captioned
from oneruler.checks.reading.columns import (
    is_pipe_rule,
    is_spaced_row,
    is_tab_row,
    opens_pipe_table,
    pipe_row,
    spaced_rows,
    tab_row,
)
from oneruler.checks.reading.dumps import (
    bare_cell_tables,
    is_bare_cell,
    is_tab_cell,
    reads_as_indented_prose,
    tab_cell_rows,
)
from oneruler.checks.reading.grids import grid, spanning_grid
from oneruler.checks.reading.lines import CellPieces, Line, cell_text, heading_level, split_lines
from oneruler.checks.reading.prose import paragraphs
from oneruler.checks.reading.refusal import refuse_large

Region = tuple[int, int, tuple[Block, ...]]  # first line, line after, what the lines are


def read_text(text: str, *, name: str = "", kind: str = "txt") -> Document:
    """The paper that ``text`` is. ``Document.text`` is ``text`` itself; a byte order mark must be gone already."""
    lines = split_lines(text)
    refuse_large(len(lines), 1)
    return Document(text, captioned(list(blocks_of(lines, markdown=kind == "md"))), name, kind)


def blocks_of(lines: Sequence[Line], *, markdown: bool = False, wrapped: bool = True) -> Iterator[Block]:
    """The paragraphs and tables of consecutive lines, in order; ``wrapped`` as for ``paragraphs``."""
    done = 0
    for start, end, found in _regions(lines):
        yield from paragraphs(lines[done:start], markdown=markdown, wrapped=wrapped)
        yield from found
        done = end
    yield from paragraphs(lines[done:], markdown=markdown, wrapped=wrapped)


def _regions(lines: Sequence[Line]) -> Iterator[Region]:
    """The tables among the lines, in order. Whatever lies between them is prose."""
    index = 0
    while index < len(lines):
        look = next((look for looks_like, look in _KINDS if looks_like(lines, index)), None)
        if look is None:
            index += 1
            continue
        end, regions = look(lines, index)
        yield from regions
        index = end


def _tabs(lines: Sequence[Line], start: int) -> tuple[int, list[Region]]:
    end = _run(lines, start, is_tab_row)
    if end - start == 1 and lines[start].text.strip().count("\t") < 2:
        return end, []  # one line with one tab is a label with its words
    return end, [(start, end, (grid([tab_row(line) for line in lines[start:end]]),))]


def _tab_cells(lines: Sequence[Line], start: int) -> tuple[int, list[Region]]:
    end, rows = tab_cell_rows(lines, start)
    if reads_as_indented_prose(lines[start:end]):
        return end, []
    return end, [(start, end, tuple(_parts(rows)))]


def _pipes(lines: Sequence[Line], start: int) -> tuple[int, list[Region]]:
    end = _run(lines, start, lambda line: "|" in line.bare)
    rule = start + 1 if end - start > 1 and is_pipe_rule(lines[start + 1]) else -1
    rows = [pipe_row(lines[index]) for index in range(start, end) if index != rule]
    return end, [(start, end, (grid(rows),))] if end - start > 1 and rows else []


def _blanks(lines: Sequence[Line], start: int) -> tuple[int, list[Region]]:
    end = _run(lines, start, is_spaced_row)
    rows = spaced_rows(lines[start:end]) if end - start > 1 else None
    return end, [(start, end, (grid(rows),))] if rows else []


def _bare_cells(lines: Sequence[Line], start: int) -> tuple[int, list[Region]]:
    end = start + 1
    while end < len(lines):
        blank = not lines[end].bare and "\t" not in lines[end].text
        if blank and not lines[end - 1].bare:
            break
        if not blank and (not is_bare_cell(lines[end]) or is_spaced_row(lines[end])):
            break
        end += 1
    tables = bare_cell_tables(lines[start:end])
    return end, [(start + first, start + after, (grid(rows),)) for first, after, rows in tables]


_KINDS: tuple[tuple[Callable[[Sequence[Line], int], bool], Callable[..., tuple[int, list[Region]]]], ...] = (
    (lambda lines, index: is_tab_row(lines[index]), _tabs),
    (lambda lines, index: is_tab_cell(lines[index]), _tab_cells),
    (lambda lines, index: opens_pipe_table(lines, index), _pipes),
    (lambda lines, index: is_spaced_row(lines[index]), _blanks),
    (lambda lines, index: is_bare_cell(lines[index]), _bare_cells),
)


def _run(lines: Sequence[Line], start: int, belongs: Callable[[Line], bool]) -> int:
    end = start + 1
    while end < len(lines) and belongs(lines[end]):
        end += 1
    return end


def _parts(rows: Sequence[Sequence[CellPieces]]) -> Iterator[Block]:
    """A form of several tables, parted at its titles (rows of one cell) and where its header begins anew."""
    part: list[Sequence[CellPieces]] = []
    for row in rows:
        words = cell_text(row[0])
        if len(row) == 1:
            if part:
                yield spanning_grid(part)
            part = []
            if words:
                yield Paragraph(Passage.of(*row[0]), heading_level(words))
            continue
        if part and words and len(row) != len(part[-1]) and words == cell_text(part[0][0]):
            yield spanning_grid(part)
            part = []
        part.append(row)
    if part:
        yield spanning_grid(part)
