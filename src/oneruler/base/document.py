"""A paper as both its writer and its checker see it: paragraphs, headings, tables, each character with its place.

``Document.text`` is the paper's own text, untouched. Every block holds a ``Passage``: the same words made easy to
read by a program (blanks dropped, full-width digits and signs folded), with the offset in ``Document.text`` that
each character came from. Whatever is found in a passage can therefore be shown on the very words of the file.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from oneruler.base.figures import Figure

# One character for one character, so that offsets survive. The Chinese comma stays: it never groups digits.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) != "，"}
_FOLD |= {ord(old): ord(new) for old, new in zip("﹪−﹣–‒‐∶﹕﹔﹙﹚", "%-----::;()", strict=True)}
_FOLD |= {
    code: ord(folded)
    for code in range(0x2F00, 0x2FD6)  # Kangxi radicals, which PDF fonts put in place of the common characters
    if len(folded := unicodedata.normalize("NFKC", chr(code))) == 1
}
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_DROPPED = re.compile(rf"[\s{_INVISIBLE}]+")  # a blank run


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text made easy to read, each character with its offset in ``Document.text``.

    ``text`` has no blanks except one between two Latin letters or digits, full-width ASCII forms are folded to
    ASCII (but not the Chinese comma), and ``at[i]`` is the offset of ``text[i]``.
    """

    text: str
    at: Sequence[int]

    @classmethod
    def of(cls, *pieces: tuple[str, int]) -> Passage:
        """Join pieces of raw text, each given with its offset in ``Document.text``, into one passage."""
        text: list[str] = []
        runs: list[range] = []
        last, blank_at = "", -1
        for raw, offset in pieces:
            folded, done = raw.translate(_FOLD), 0
            for blank in (*_DROPPED.finditer(folded), None):
                end = blank.start() if blank else len(folded)
                if end > done:
                    if blank_at >= 0 and _is_latin(last) and _is_latin(folded[done]):
                        text.append(" ")
                        runs.append(range(blank_at, blank_at + 1))
                    text.append(folded[done:end])
                    runs.append(range(offset + done, offset + end))
                    last, blank_at = folded[end - 1], -1
                if blank:
                    done = blank.end()
                    visible = blank.group().lstrip(_INVISIBLE)
                    if blank_at < 0 and visible:
                        blank_at = offset + done - len(visible)
        return cls("".join(text), _offsets(runs))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in ``Document.text`` (end exclusive) of ``text[start:end]``; the slice must not be empty."""
        return self.at[start], self.at[end - 1] + 1

    @property
    def start(self) -> int:
        return self.at[0] if self.at else -1


def _is_latin(letter: str) -> bool:
    return letter != "" and letter < "\u0080" and letter.isalnum()


def _offsets(runs: Sequence[range]) -> Sequence[int]:
    """One range where the runs follow on each other, as they mostly do; else a packed array (a book stays small)."""
    if all(before.stop == after.start for before, after in pairwise(runs)):
        return range(runs[0].start, runs[-1].stop) if runs else ()
    at = array("q")
    for run in runs:
        at.extend(run)
    return at


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, joined from its wrapped lines; ``heading`` is its level from 1, or 0 for body text."""

    passage: Passage
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``row`` and ``column`` (from 0) are its top left corner, ``rows`` and ``columns`` what it covers."""

    passage: Passage
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of equally long rows. A merged cell stands, the same object, at every position that it covers."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""

    def cells(self) -> Iterator[Cell]:
        """Each cell once, in reading order."""
        for r, row in enumerate(self.rows):
            for c, cell in enumerate(row):
                if cell.row == r and cell.column == c:
                    yield cell


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stretch of text stands in a file that has pages, paragraphs or cells (all counted from 1)."""

    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: lines from 1, offsets within ``line`` and ``end_line`` from 0 in code points, end exclusive."""

    line: int
    start: int
    end_line: int
    end: int
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class Cited:
    """Words that were worked out: from which figures, and how, where it takes more than printing one of them."""

    text: str
    figures: tuple[Figure, ...]
    formula: str = ""


Run = str | Cited
"""A stretch of a line as its writer has it: plain words, or words that know where they come from."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Which words of a paper (``Document.text[start:end]``) were worked out, and from what."""

    start: int
    end: int
    figures: tuple[Figure, ...]
    formula: str = ""


@dataclass(frozen=True)
class Document:
    """A whole paper. ``origins`` are (offset, origin) pairs in order: the origin holds from that offset on.

    ``notes`` say, in Chinese, what of the file could not be read. ``citations``, in order, are there in papers that
    the program wrote itself.
    """

    text: str
    blocks: tuple[Block, ...]
    name: str = ""
    format: str = "txt"
    origins: tuple[tuple[int, Origin], ...] = ()
    notes: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(newline.end() for newline in re.finditer("\n", self.text))]

    @cached_property
    def _origin_starts(self) -> list[int]:
        return [offset for offset, _ in self.origins]

    def place(self, start: int, end: int) -> Place:
        """The place of ``text[start:end]``."""
        starts = self._line_starts
        line = bisect_right(starts, start)
        end_line = bisect_right(starts, max(start, end - 1))
        known = bisect_right(self._origin_starts, start)
        origin = self.origins[known - 1][1] if known else Origin()
        return Place(line, start - starts[line - 1], end_line, end - starts[end_line - 1], origin)


@dataclass
class DocumentBuilder:
    """Writes a paper from the top down, for readers of files without lines of their own and for writers of papers.

    Each paragraph becomes one line of ``Document.text``; each table row becomes one line, its cells parted by tabs.
    """

    name: str = ""
    format: str = "txt"
    notes: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _length: int = 0
    _blocks: list[Block] = field(default_factory=list)
    _origins: list[tuple[int, Origin]] = field(default_factory=list)
    _citations: list[Citation] = field(default_factory=list)
    _paragraphs: int = 0
    _tables: int = 0

    def paragraph(self, raw: str | Sequence[Run], *, heading: int = 0, page: int | None = None) -> None:
        """Add a paragraph; a line break within it becomes a blank."""
        self._paragraphs += 1
        offset = self._length
        line = self._line(raw)
        self._origins.append((offset, Origin(page=page, paragraph=self._paragraphs)))
        self._put(line + "\n")
        self._blocks.append(Paragraph(Passage.of((line, offset)), heading))

    def table(
        self,
        rows: Iterable[Sequence[GridText]],
        *,
        caption: str = "",
        page: int | None = None,
        sheet: str | None = None,
    ) -> None:
        """Add a table from rows of cells. ``None`` is a position covered by the merged cell above or left of it.

        A cell is a string, or a ``Merged`` that says how many rows and columns it covers. With ``sheet``, cells are
        named as in a workbook (``Sheet1!B3``), else ``R3C2``.
        """
        self._tables += 1
        grid: list[list[Cell | None]] = []
        width = 0
        for r, row in enumerate(rows):
            placed: list[Cell | None] = []
            for c, content in enumerate(row):
                if c:
                    self._put("\t")
                if content is None:
                    placed.append(None)
                    continue
                if isinstance(content, Cited):
                    content = Merged.of((content,))
                merged = content if isinstance(content, Merged) else Merged(content)
                name = _cell_name(r, c, sheet)
                offset = self._length
                self._origins.append((offset, Origin(page=page, table=self._tables, cell=name)))
                raw = self._line(merged.runs or merged.text)
                self._put(raw)
                placed.append(Cell(Passage.of((raw, offset)), r, c, merged.rows, merged.columns))
            self._put("\n")
            grid.append(placed)
            width = max(width, len(placed))
        self._blocks.append(Table(fill_grid(grid, width), caption))

    def build(self) -> Document:
        """The paper written so far."""
        return Document(
            "".join(self._text), tuple(self._blocks), self.name, self.format, tuple(self._origins), tuple(self.notes),
            tuple(self._citations),
        )  # fmt: skip

    def _line(self, raw: str | Sequence[Run]) -> str:
        """The words as one line from here on; those that were worked out are noted down."""
        if isinstance(raw, str):
            return _one_line(raw)
        at = self._length
        for run in raw:
            words = run if isinstance(run, str) else run.text
            if isinstance(run, Cited) and words:
                self._citations.append(Citation(at, at + len(words), run.figures, run.formula))
            at += len(words)
        return _one_line(_words(raw))

    def _put(self, piece: str) -> None:
        self._text.append(piece)
        self._length += len(piece)


@dataclass(frozen=True, slots=True)
class Merged:
    """The text of a cell that covers more than one position; ``runs``, where its writer has them, make up the text."""

    text: str
    rows: int = 1
    columns: int = 1
    runs: tuple[Run, ...] = ()

    @classmethod
    def of(cls, runs: Sequence[Run], rows: int = 1, columns: int = 1) -> Merged:
        """A cell of runs."""
        return cls(_words(runs), rows, columns, tuple(runs))


GridText = str | Cited | Merged | None


def _words(runs: Iterable[Run]) -> str:
    return "".join(run if isinstance(run, str) else run.text for run in runs)


def _one_line(raw: str) -> str:
    return raw.replace("\r", " ").replace("\n", " ").replace("\t", " ")


def _cell_name(row: int, column: int, sheet: str | None) -> str:
    if sheet is None:
        return f"R{row + 1}C{column + 1}"
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{sheet}!{letters}{row + 1}"


def fill_grid(grid: Sequence[Sequence[Cell | None]], width: int) -> tuple[tuple[Cell, ...], ...]:
    """Make ragged rows equally long: merged cells stand wherever they cover, the rest is empty cells."""
    filled: list[list[Cell | None]] = [list(row) + [None] * (width - len(row)) for row in grid]
    for row in grid:
        for cell in row:
            if cell is None or (cell.rows == 1 and cell.columns == 1):
                continue
            for r in range(cell.row, min(cell.row + cell.rows, len(filled))):
                for c in range(cell.column, min(cell.column + cell.columns, width)):
                    if filled[r][c] is None:
                        filled[r][c] = cell
    empty = Passage("", ())
    return tuple(
        tuple(cell if cell is not None else Cell(empty, r, c) for c, cell in enumerate(row))
        for r, row in enumerate(filled)
    )
