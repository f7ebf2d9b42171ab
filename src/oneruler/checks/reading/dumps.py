"""Tables that came out one cell a line, put back into rows.

Two ways in which web pages come out: each cell begins with a tab and rows are parted by blank lines; or cells are
bare short lines, and only their rhythm tells the rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from oneruler.checks.reading.lines import CellPieces, Line, Rows, cell, cell_text, is_figure, is_number, is_numbered

_SHORT = 12
_LONGEST_CELL = 30
_SENTENCE = re.compile(r"[。；！？;]")
_REASON = 20  # a reason or measure in a cell may hold a comma; a longer line that does is prose
_PROSE_LINE = 40
_FORM_HEADER = re.compile(
    r"[二三]级指标|指标名称|.{0,4}指标值|.{0,4}完成(?:值|情况)|分值|权重|得分|自评得分|偏差原因.*|.*改进措施|备注"
)
_FUNDS_WORD = re.compile(r"资金总额|年初预算|全年执行|财政拨款|结转资金|其他资金")


def is_tab_cell(line: Line) -> bool:
    """A line that is one cell: a tab, then words without another tab."""
    return line.text.count("\t") == 1 and line.text.partition("\t")[0].strip() == ""


def tab_cell_rows(lines: Sequence[Line], start: int) -> tuple[int, list[list[CellPieces]]]:
    """Rows of the dump that begins at ``lines[start]``, and the index of the first line after it."""
    rows: list[list[list[Line]]] = [[[lines[start]]]]
    index, end = start + 1, start + 1
    while index < len(lines):
        line = lines[index]
        if is_tab_cell(line):
            rows[-1].append([line])
            index = end = index + 1
        elif "\t" in line.text:
            break
        elif line.bare:
            rows[-1][-1].append(line)
            index = end = index + 1
        else:
            following = index
            while following < len(lines) and not lines[following].bare and "\t" not in lines[following].text:
                following += 1
            if following == len(lines):
                break
            if is_tab_cell(lines[following]):
                rows.append([[lines[following]]])
                index = end = following + 1
                continue
            goes_on = _cell_goes_on(lines, following, rows[-1][-1]) if following - index == 1 else following
            if goes_on == following:
                break
            rows[-1][-1].extend(line for line in lines[following:goes_on] if line.bare)
            index = end = goes_on
    return end, _mended([[_pieces(parts) for parts in row] for row in rows])


def reads_as_indented_prose(lines: Sequence[Line]) -> bool:
    """Whether the tabs of these lines are the indents of paragraphs and not the marks of cells."""
    tabbed = [line.bare for line in lines if is_tab_cell(line)]
    prose = sum(len(bare) > _PROSE_LINE or bare.endswith(("。", "；")) or is_numbered(bare) for bare in tabbed)
    return 2 * prose > len(tabbed) or len(tabbed) < 2


def _cell_goes_on(lines: Sequence[Line], start: int, begun: list[Line]) -> int:
    """Where a cell broken by blank lines (绩 / 效 / 指 / 标) ends; ``start`` if what follows is no part of it."""
    words = "".join(line.bare for line in begun)
    if not words or len(words) > _SHORT or is_figure(words):
        return start
    index = start
    while index < len(lines) and "\t" not in lines[index].text:
        bare = lines[index].bare
        if len(bare) > _SHORT or (not bare and not lines[index - 1].bare):
            return start
        index += 1
    if index < len(lines) and is_tab_cell(lines[index]) and lines[index - 1].bare:
        return index
    return start


def _pieces(parts: Sequence[Line]) -> CellPieces:
    return tuple(piece for line in parts for piece in cell(line.text, line.start))


def _mended(rows: list[list[CellPieces]]) -> list[list[CellPieces]]:
    """Rows torn in two by a blank line at the end of a cell, put together again.

    Two rows are one if together they are as wide as both their neighbours, that is wide enough not to be chance,
    and the second brings figures where the rows around have figures.
    """
    mended: list[list[CellPieces]] = []
    index = 0
    while index < len(rows):
        row = rows[index]
        if mended and index + 1 < len(rows):
            both = row + rows[index + 1]
            around = [mended[-1], *rows[index + 2 : index + 3]]
            if len(both) >= 5 and all(len(other) == len(both) for other in around) and _alike(both, row, mended):
                mended.append(both)
                index += 2
                continue
        mended.append(row)
        index += 1
    return mended


def _alike(both: list[CellPieces], first: list[CellPieces], above: list[list[CellPieces]]) -> bool:
    known = [row for row in above[-20:] if len(row) == len(both)]
    figures = [c for c in range(len(first), len(both)) if is_figure(cell_text(both[c]))]
    return bool(figures) and all(any(is_figure(cell_text(row[c])) for row in known) for c in figures)


# Bare lines, one cell each.


def is_bare_cell(line: Line) -> bool:
    """A line short enough to be a cell and not a sentence."""
    bare = line.bare
    if not 0 < len(bare) <= _LONGEST_CELL or "\t" in line.text or _SENTENCE.search(bare):
        return False
    return "，" not in bare or len(bare) <= _REASON and not bare.endswith("，")


def bare_cell_tables(lines: Sequence[Line]) -> list[tuple[int, int, list[list[CellPieces]]]]:
    """Tables in a run of short lines, as (first line, line after, rows); empty where it is plainly none."""
    filled = [index for index, line in enumerate(lines) if line.bare]
    kinds = "".join("N" if is_figure(lines[index].bare) else "T" for index in filled)
    numbers = sum(is_number(lines[index].bare) for index in filled)
    if numbers < 4 or "T" not in kinds:
        return []
    words = [lines[index].bare for index in filled]
    found = _form(words) or _blank_parted(filled, kinds) or _periodic(kinds)
    tables = []
    done = 0
    for first, size, rows in found:
        stop = first + size * rows
        closes = stop + size <= len(words) and words[stop] in ("合计", "总计")
        count = rows + closes
        tables += _labelled(kinds, done, first)
        tables.append((first, size, count))
        done = first + size * count
    tables += _labelled(kinds, done, len(kinds))
    return [_table(lines, filled, *table) for table in tables]


_Rhythm = tuple[int, int, int]  # first cell, cells a row, rows


def _form(words: Sequence[str]) -> list[_Rhythm]:
    """A self-evaluation form (财预〔2020〕10号): its own header words tell the cells of a row, from the funds to 总分."""
    if "一级指标" not in words:
        return []
    header = words.index("一级指标")
    size = 1
    while header + size < len(words) and _FORM_HEADER.fullmatch(words[header + size]):
        size += 1
    totals = [n for n in range(header, len(words)) if words[n] in ("总分", "合计", "总计") and (n - header) % size == 0]
    if size < 5 or not totals or totals[0] + size > len(words):
        return []
    first = header
    while first >= size and any(_FUNDS_WORD.search(word) for word in words[first - size : first]):
        first -= size
    return [(first, size, (totals[0] - first) // size + 1)]


def _blank_parted(filled: Sequence[int], kinds: str) -> list[_Rhythm]:
    """Rows where blank lines part the cells into groups of one size."""
    starts = [n for n, index in enumerate(filled) if n == 0 or index - filled[n - 1] > 1]
    sizes = [after - before for before, after in zip(starts, [*starts[1:], len(filled)], strict=True)]
    size, often = Counter(sizes).most_common(1)[0]
    if size < 2 or often < 3:
        return []
    first = sizes.index(size)
    count = 0
    while first + count < len(sizes) and sizes[first + count] == size:
        count += 1
    begin = starts[first]
    return [(begin, size, count)] if count >= 3 and "N" in kinds[begin + size : begin + size * count] else []


def _periodic(kinds: str) -> list[_Rhythm]:
    """The longest stretch of cells whose kinds repeat row by row under a header of words."""
    best: tuple[int, _Rhythm] | None = None
    for size in range(2, 13):
        start = 0
        while start + size < len(kinds):
            stop = start
            while stop + size < len(kinds) and kinds[stop] == kinds[stop + size]:
                stop += 1
            if stop > start:
                rhythm = _with_header(kinds, start, stop + size, size)
                if rhythm and (best is None or rhythm[1] * rhythm[2] > best[0]):
                    best = rhythm[1] * rhythm[2], rhythm
            start = stop + 1
    return [best[1]] if best else []


def _with_header(kinds: str, start: int, stop: int, size: int) -> _Rhythm | None:
    """Rows of ``size`` cells under a whole header of words; of several places that where rows begin with a label."""
    fitting: list[_Rhythm] = []
    for first in range(max(start, size), min(start + size, stop) + 1):
        rows = (stop - first) // size
        if rows >= 2 and set(kinds[first - size : first]) == {"T"} and "N" in kinds[first : first + size]:
            fitting.append((first - size, size, rows + 1))
    whole = [r for r in fitting if kinds[r[0] + size] == "T" and kinds[r[0] + 2 * size - 1] == "N"]
    chosen = whole[-1:] or fitting[:1]
    return chosen[0] if chosen else None  # a title of words before the header must not push it aside


def _labelled(kinds: str, start: int, stop: int) -> list[_Rhythm]:
    """Where no header tells the rows: a label and the figures after it, as long as the rows are alike."""
    found: list[_Rhythm] = []
    for match in re.finditer("TN+", kinds[start:stop]):
        first, size = start + match.start(), len(match.group())
        if found and found[-1][1] == size and found[-1][0] + size * found[-1][2] == first:
            found[-1] = (found[-1][0], size, found[-1][2] + 1)
        else:
            found.append((first, size, 1))
    return [table for table in found if table[1] > 2 or table[2] > 1]


def _table(
    lines: Sequence[Line], filled: Sequence[int], first: int, size: int, count: int
) -> tuple[int, int, list[list[CellPieces]]]:
    cells = [lines[index] for index in filled[first : first + size * count]]
    rows: Rows = [[cell(line.text, line.start) for line in cells[n : n + size]] for n in range(0, len(cells), size)]
    return filled[first], filled[first + size * count - 1] + 1, [list(row) for row in rows]
