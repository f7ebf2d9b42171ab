"""What stands on one page of a PDF, by place: letters to lines, rules to the grids that they draw.

All lengths are whole thousandths of a point, x from the left and y from the bottom of the page as it is shown.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from oneruler.checks.reading.lines import width

_UNIT = 1000
_SHORTEST_RULE = 4 * _UNIT
_CROOKED = _UNIT  # how far a rule may lean
_FORM_DEPTH = 4
_SMALLEST_EM = 2 * _UNIT


class Letter(NamedTuple):
    sign: str
    left: int
    bottom: int
    right: int
    top: int


class Rule(NamedTuple):
    """A straight rule at ``at`` (y of a level one, x of an upright one) from ``start`` to ``end``."""

    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of print. Wide gaps stand as two or more blanks, about as many as the gap is wide."""

    text: str
    left: int
    right: int
    bottom: int
    top: int


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """Everything on one page; ``em`` is the width of a Chinese character, ``has_picture`` whether images lie on it."""

    number: int
    width: int
    height: int
    letters: tuple[Letter, ...]
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]
    has_picture: bool

    @property
    def em(self) -> int:
        wide = [letter.right - letter.left for letter in self.letters if letter.sign > "\u2e7f"]
        heights = [letter.top - letter.bottom for letter in self.letters]
        return max(_SMALLEST_EM, median_low(wide) if wide else median_low(heights) if heights else 12 * _UNIT)


def printed_page(page: pypdfium2.PdfPage, number: int) -> PrintedPage:
    """Letters and rules of a page, turned as the page is shown."""
    turn = _Turn(page)
    level: list[Rule] = []
    upright: list[Rule] = []
    has_picture = False
    for item in page.get_objects(max_depth=_FORM_DEPTH):
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            has_picture = True
        elif item.type == pdfium.FPDF_PAGEOBJ_PATH:
            for x0, y0, x1, y1 in _strokes(item, turn):
                if abs(y1 - y0) <= _CROOKED and abs(x1 - x0) >= _SHORTEST_RULE:
                    level.append(Rule((y0 + y1) // 2, min(x0, x1), max(x0, x1)))
                elif abs(x1 - x0) <= _CROOKED and abs(y1 - y0) >= _SHORTEST_RULE:
                    upright.append(Rule((x0 + x1) // 2, min(y0, y1), max(y0, y1)))
    letters = tuple(_letters(page, turn))
    return PrintedPage(number, turn.shown_width, turn.shown_height, letters, tuple(level), tuple(upright), has_picture)


class _Turn:
    """From the page's own coordinates to those of the page as shown."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.rotation = page.get_rotation()
        shown_width, shown_height = page.get_size()
        self.shown_width, self.shown_height = round(shown_width * _UNIT), round(shown_height * _UNIT)
        box = page.get_cropbox()
        self.left, self.bottom = round(box[0] * _UNIT), round(box[1] * _UNIT)

    def point(self, x: Any, y: Any) -> tuple[int, int]:
        across, up = round(x * _UNIT) - self.left, round(y * _UNIT) - self.bottom
        if self.rotation == 90:
            return up, self.shown_height - across
        if self.rotation == 180:
            return self.shown_width - across, self.shown_height - up
        if self.rotation == 270:
            return self.shown_width - up, across
        return across, up


def _letters(page: pypdfium2.PdfPage, turn: _Turn) -> Iterator[Letter]:
    text = page.get_textpage()
    box = pdfium.FS_RECTF()
    high = 0
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0
        high = 0
        if code <= 0x20 or code in (0xA0, 0x3000, 0xFFFE, 0xFFFF) or code > 0x10FFFF:
            continue  # blanks are read from the gaps
        if not pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
            continue
        x0, y0 = turn.point(box.left, box.bottom)
        x1, y1 = turn.point(box.right, box.top)
        if 0 <= x0 + x1 <= 2 * turn.shown_width and 0 <= y0 + y1 <= 2 * turn.shown_height:  # else off the page, unseen
            yield Letter(chr(code), min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _strokes(item: Any, turn: _Turn) -> Iterator[tuple[int, int, int, int]]:
    """The straight strokes of a path, those that close its parts too."""
    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = before = (0, 0)
    for index in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        here = turn.point(*matrix.on_point(x.value, y.value))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield *before, *here
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield *here, *start
        before = here


def printed_lines(letters: Sequence[Letter], em: int, page_left: int) -> list[PrintedLine]:
    """The lines of print, from the top down, each from left to right."""
    rows: list[list[Letter]] = []
    middle = reach = 0
    for letter in sorted(letters, key=lambda letter: -(letter.bottom + letter.top)):
        center = (letter.bottom + letter.top) // 2
        if not rows or middle - center > reach:
            rows.append([])
            middle, reach = center, (letter.top - letter.bottom) // 2
        rows[-1].append(letter)
    return [_line(row, em, page_left) for row in rows]


def _line(row: list[Letter], em: int, page_left: int) -> PrintedLine:
    words: list[str] = []
    columns = 0
    before: Letter | None = None
    for letter in sorted(row, key=lambda letter: letter.left):
        if before is not None:
            if letter.sign == before.sign and letter.left - before.left < (letter.right - letter.left) // 3:
                continue  # printed twice to look bold
            gap = letter.left - before.right
            if gap * 5 > em * 6:
                blanks = max(2, (letter.left - page_left) * 2 // em - columns)
            else:
                blanks = int(gap * 6 > em and before.sign.isascii() and letter.sign.isascii())
            words.append(" " * blanks)
            columns += blanks
        words.append(letter.sign)
        columns += width(letter.sign)
        before = letter
    bottom, top = min(letter.bottom for letter in row), max(letter.top for letter in row)
    left = min(letter.left for letter in row)
    return PrintedLine("".join(words), left, max(letter.right for letter in row), bottom, top)
