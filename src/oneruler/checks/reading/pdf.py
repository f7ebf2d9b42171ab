"""PDF files with text: lines and tables by where they stand on the page.

``Document.text`` holds a line for each paragraph (wrapped lines joined by the margins of the page) and for each table
row. Page numbers and lines that are repeated from page to page are left out. PDFium may be used by one thread at a
time only, which a lock sees to.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median_low

import pypdfium2

from oneruler.base.document import Block, Cell, Document, Origin, Passage, Table, fill_grid
from oneruler.checks.reading.captions import captioned
from oneruler.checks.reading.lines import Line, is_numbered, is_page_mark
from oneruler.checks.reading.printed_page import Letter, PrintedLine, PrintedPage, printed_lines, printed_page
from oneruler.checks.reading.refusal import UnreadableError
from oneruler.checks.reading.ruled import CellBox, RuledGrid, ruled_grids
from oneruler.checks.reading.text import blocks_of

_ONE_AT_A_TIME = threading.Lock()
_MOST_PAGES = 3000
_END_MARK = b"%%EOF"
_ENDS = ("。", "；", "：", "！", "？", ":", ";")


@dataclass(frozen=True, slots=True)
class PageTable:
    """A ruled table on one page with the words of each of its cells."""

    grid: RuledGrid
    words: dict[CellBox, str]
    top: int

    @property
    def left(self) -> int:
        return self.grid.xs[0]

    @property
    def right(self) -> int:
        return self.grid.xs[-1]

    @property
    def width(self) -> int:
        return len(self.grid.xs) - 1


Item = PrintedLine | PageTable


def read_pdf(data: bytes, name: str) -> Document:
    """The paper in a PDF. Raises ``UnreadableError`` for an encrypted, damaged, truncated or scanned file."""
    with _ONE_AT_A_TIME:
        pages = _pages(data, name)
    if not any(page.letters for page in pages):
        found = "这个 PDF 里没有文字，应是扫描件或图片"
        raise UnreadableError(name, found, "先用文字识别（OCR）软件转成带文字的 PDF 或 docx 后再核查")
    scanned = [page.number for page in pages if not page.letters and page.has_picture]
    repeated = _repeated(pages)
    pieces = [(page, [item for item in _items(page) if not _is_frame(item, page, repeated)]) for page in pages]
    margins = _margins(pieces)
    writer = _Writer()
    for (page, items), edges in zip(pieces, margins, strict=True):
        writer.page(page, items, edges)
    notes = [f"第 {'、'.join(map(str, scanned))} 页是图片，没有文字可读"] if scanned else []
    return writer.document(name, tuple(notes))


def _pages(data: bytes, name: str) -> list[PrintedPage]:
    if _END_MARK not in data[-4096:]:
        raise UnreadableError(name, "PDF 文件没有结尾标记，没有下载或复制完整", "重新下载或重新拷贝这个文件")
    try:
        with pypdfium2.PdfDocument(data) as book:
            if len(book) > _MOST_PAGES:
                raise UnreadableError(name, f"PDF 有 {len(book)} 页，超过 {_MOST_PAGES} 页", "拆成几个文件再核查")
            return [printed_page(page, number) for number, page in enumerate(book, 1)]
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise UnreadableError(name, "PDF 加了打开密码", "取消密码，或打印为不带密码的 PDF 后再核查") from None
        found = f"应为 PDF，但结构已损坏（{str(error)[:80]}）"
        raise UnreadableError(name, found, "重新下载，或在 PDF 阅读器中打开后另存一份") from None


def _items(page: PrintedPage) -> list[Item]:
    """Lines and tables of a page from the top down."""
    grids = ruled_grids(page.level, page.upright)
    inside: list[dict[CellBox, list[Letter]]] = [{} for _ in grids]
    outside: list[Letter] = []
    for letter in page.letters:
        x, y = (letter.left + letter.right) // 2, (letter.bottom + letter.top) // 2
        for grid, cells in zip(grids, inside, strict=True):
            box = grid.cell_at(x, y)
            if box is not None:
                cells.setdefault(box, []).append(letter)
                break
        else:
            outside.append(letter)
    em, left = page.em, min((letter.left for letter in page.letters), default=0)
    items: list[Item] = []
    for grid, cells in zip(grids, inside, strict=True):
        words = {box: "\n".join(line.text for line in printed_lines(found, em, left)) for box, found in cells.items()}
        if len(words) > 1:
            items.append(PageTable(grid, words, grid.ys[0]))
        else:
            outside += (letter for found in cells.values() for letter in found)
    items += printed_lines(outside, em, left)
    return sorted(items, key=lambda item: -item.top)


def _masked(line: PrintedLine) -> str:
    return re.sub(r"\d+", "#", "".join(line.text.split()))


def _repeated(pages: Sequence[PrintedPage]) -> set[str]:
    """Running heads: what stands at the edge of most pages, numbers aside."""
    seen: Counter[str] = Counter()
    for page in pages:
        lines = printed_lines(page.letters, page.em, 0)
        seen.update({_masked(line) for line in lines if _at_edge(line, page)})
    return {words for words, times in seen.items() if times >= 3 and times * 2 > len(pages)}


def _at_edge(line: PrintedLine, page: PrintedPage) -> bool:
    return line.top * 10 < page.height or line.bottom * 10 > page.height * 9


def _is_frame(item: Item, page: PrintedPage, repeated: set[str]) -> bool:
    if isinstance(item, PageTable) or not _at_edge(item, page):
        return False
    bare = item.text.strip()
    return _masked(item) in repeated or is_page_mark(bare) or (bare.isdigit() and len(bare) < 5)


Margins = tuple[int, int]
_ENOUGH = 3  # long lines show where the margins of a page are


def _margins(pages: Sequence[tuple[PrintedPage, Sequence[Item]]]) -> list[Margins | None]:
    """The left and right edge of running text on each page; a page with little text has those of its like."""
    own: list[Margins | None] = []
    of_size: dict[tuple[int, int], list[Margins]] = {}
    for page, items in pages:
        long = [item for item in items if isinstance(item, PrintedLine) and _is_long(item, page)]
        margins = (min(line.left for line in long), max(line.right for line in long)) if len(long) >= _ENOUGH else None
        own.append(margins)
        if margins:
            of_size.setdefault((page.width, page.height), []).append(margins)
    usual = {size: (median_low(x for x, _ in seen), median_low(x for _, x in seen)) for size, seen in of_size.items()}
    return [margins or usual.get((page.width, page.height)) for margins, (page, _) in zip(own, pages, strict=True)]


def _is_long(line: PrintedLine, page: PrintedPage) -> bool:
    return (line.right - line.left) * 2 > page.width and "  " not in line.text


@dataclass
class _Writer:
    """Writes the text from the first page to the last, joining what a page break parted."""

    text: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    origins: list[tuple[int, Origin]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)  # prose not yet made into blocks
    paragraph: list[PrintedLine] = field(default_factory=list)  # printed lines of the paragraph that is open
    paragraph_page: int = 1
    paragraphs: int = 0
    tables: int = 0
    table_page: int = 0  # of the last table

    def page(self, page: PrintedPage, items: Sequence[Item], margins: Margins | None) -> None:
        """Add a page whose running text lies between these margins."""
        for item in items:
            if isinstance(item, PageTable):
                self._close()
                self._table(item, page.number)
                continue
            before = self.paragraph[-1] if self.paragraph else None
            if not (before and margins and _is_long(before, page) and _goes_on(before, item, page.em, *margins)):
                self._close()
            if not self.paragraph:
                self.paragraph_page = page.number
            self.paragraph.append(item)

    def document(self, name: str, notes: tuple[str, ...]) -> Document:
        self._close()
        self._settle()
        return Document("".join(self.text), captioned(self.blocks), name, "pdf", tuple(self.origins), notes)

    def _put(self, words: str) -> None:
        self.text.append(words)
        self.length += len(words)

    def _close(self) -> None:
        """End the open paragraph: its printed lines become one line."""
        if not self.paragraph:
            return
        words = _joined([line.text for line in self.paragraph])
        self.paragraph = []
        self.paragraphs += 1
        self.origins.append((self.length, Origin(page=self.paragraph_page, paragraph=self.paragraphs)))
        self.lines.append(Line(words, self.length, words.strip()))
        self._put(words + "\n")

    def _settle(self) -> None:
        """Make blocks of the lines so far: paragraphs, and tables without rules."""
        self.blocks += blocks_of(self.lines, wrapped=False)
        self.lines = []

    def _table(self, table: PageTable, page: int) -> None:
        self._settle()
        before = self.blocks[-1] if self.blocks else None
        goes_on = isinstance(before, Table) and len(before.rows[0]) == table.width and page == self.table_page + 1
        rows = list(before.rows) if isinstance(before, Table) and goes_on else []
        self.tables += not goes_on
        first = len(rows)
        grid: list[list[Cell | None]] = []
        for r, boxes in enumerate(table.grid.cells):
            placed: list[Cell | None] = []
            for c, box in enumerate(boxes):
                self._put("\t" if c else "")
                if (box.row, box.column) != (r, c):
                    placed.append(None)
                    continue
                self.origins.append((self.length, Origin(page, None, self.tables, f"R{first + r + 1}C{c + 1}")))
                words = _joined(table.words.get(box, "").split("\n"))
                placed.append(Cell(Passage.of((words, self.length)), first + r, c, box.rows, box.columns))
                self._put(words)
            self._put("\n")
            grid.append(placed)
        filled = Table(fill_grid([*rows, *grid], table.width))
        if goes_on:
            self.blocks[-1] = filled
        else:
            self.blocks.append(filled)
        self.table_page = page


def _goes_on(before: PrintedLine, after: PrintedLine, em: int, left: int, right: int) -> bool:
    """Whether a printed line was only wrapped: it reaches the right margin, the next begins at the left one."""
    if "  " in after.text.strip() or is_numbered(after.text.strip()):
        return False
    reaches = before.right >= right - 2 * em and not (before.text.endswith(_ENDS) and before.right < right - em // 2)
    return reaches and after.left <= left + em and (before.left <= left + 3 * em)


def _joined(lines: Sequence[str]) -> str:
    """Wrapped lines as one; a blank only between two Latin words."""
    words = ""
    for line in lines:
        edges = words[-1:] + line[:1]
        words += " " + line if len(edges) == 2 and edges.isascii() and edges.isalpha() else line
    return words
