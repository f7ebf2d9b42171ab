"""Word documents: what a reader of the paper sees, with revisions accepted.

Deleted and hidden text is left out, inserted text kept; a text box follows the paragraph that it hangs on, a nested
table follows the table around it; footnotes come last. Automatic numbering is not worked out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from oneruler.base.document import Document, DocumentBuilder, GridText, Merged
from oneruler.checks.reading.captions import captioned
from oneruler.checks.reading.lines import heading_level
from oneruler.checks.reading.package import Package
from oneruler.checks.reading.refusal import refuse_large

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_UNSEEN = frozenset(f"{_W}{tag}" for tag in ("del", "moveFrom", "delText", "instrText", "rt", "pPr", "rPr"))
_BLANKS = {f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_TEXTS = frozenset({f"{_W}t", f"{_M}t"})
_MAIN = "word/document.xml"


def read_docx(data: bytes, name: str) -> Document:
    """The paper in a docx. Each paragraph and each table row is one line of ``Document.text``.

    Raises ``UnreadableError`` for a damaged or swollen package.
    """
    package = Package(data, name)
    writer = _Writer(DocumentBuilder(name, "docx"), _heading_styles(package))
    root = _plain(package.xml(_MAIN))
    for body in root.iter(f"{_W}body"):
        writer.blocks(body)
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        if part in package:
            for note in _plain(package.xml(part)):
                if note.get(f"{_W}type") is None:  # separators have a type
                    writer.blocks(note)
    document = writer.builder.build()
    return replace(document, blocks=captioned(document.blocks))


@dataclass
class _Writer:
    """Walks the body and writes what it meets; text boxes and nested tables wait for the end of their host."""

    builder: DocumentBuilder
    styles: dict[str, int]
    waiting: list[etree._Element] = field(default_factory=list)

    def blocks(self, parent: etree._Element) -> None:
        for child in _chosen(parent):
            self._block(child)
            waiting, self.waiting = self.waiting, []
            for element in waiting:
                self._block(element)

    def _block(self, element: etree._Element) -> None:
        if element.tag == f"{_W}p":
            self._paragraph(element)
        elif element.tag == f"{_W}tbl":
            self._table(element)
        else:
            self.blocks(element)  # content controls, insertions, custom XML, text boxes

    def _paragraph(self, paragraph: etree._Element) -> None:
        raw = self._words(paragraph)
        if raw.strip():
            level = _outline(paragraph.find(f"{_W}pPr"), self.styles)
            self.builder.paragraph(raw, heading=heading_level(raw.strip()) if level is None else level)

    def _words(self, parent: etree._Element) -> str:
        return "".join(self._pieces(parent))

    def _pieces(self, parent: etree._Element) -> Iterator[str]:
        for child in _chosen(parent):
            if child.tag in _TEXTS:
                yield child.text or ""
            elif child.tag in _BLANKS:
                yield _BLANKS[child.tag]
            elif child.tag == f"{_W}txbxContent":
                self.waiting.append(child)
            elif not (child.tag == f"{_W}r" and _is_on(child.find(f"{_W}rPr/{_W}vanish"))):
                yield from self._pieces(child)

    def _table(self, table: etree._Element) -> None:
        rows = [_cells(row) for row in _within(table, f"{_W}tr") if row.find(f"{_W}trPr/{_W}del") is None]
        if len(rows) == 1 and len(rows[0]) == 1:
            self.blocks(rows[0][0])  # a frame around text
            return
        grid = self._grid(rows)
        if grid:
            self.builder.table(grid)

    def _grid(self, rows: list[list[etree._Element]]) -> list[list[GridText]]:
        grid: list[list[GridText]] = []
        tops: dict[int, tuple[int, int]] = {}  # column → row of the merged cell that is open there, its columns
        widest = 0
        for r, cells in enumerate(rows):
            line: list[GridText] = [""] * _indent(cells)
            for tc in cells:
                column = len(line)
                span = min(_number(tc, "tcPr", "gridSpan", 1), 1000)
                merge = tc.find(f"{_W}tcPr/{_W}vMerge")
                words = self._cell_words(tc)
                if merge is not None and merge.get(f"{_W}val", "continue") != "restart" and column in tops:
                    top, columns = tops[column]
                    above = grid[top][column]
                    if isinstance(above, Merged):
                        grid[top][column] = replace(above, rows=r - top + 1, text=above.text + words)
                    line += [None] * columns
                    continue
                tops.pop(column, None)
                if merge is not None:
                    tops[column] = (r, span)
                line.append(Merged(words, 1, span))
                line += [None] * (span - 1)
            grid.append(line)
            widest = max(widest, len(line))
            refuse_large(len(grid), widest)
        return grid

    def _cell_words(self, tc: etree._Element) -> str:
        parts = []
        for child in _chosen(tc):
            if child.tag == f"{_W}tbl":
                self.waiting.append(child)
            else:
                parts.append(self._cell_words(child) if child.tag != f"{_W}p" else self._words(child))
        return "\n".join(part for part in parts if part)


def _chosen(parent: etree._Element) -> Iterator[etree._Element]:
    """The children that are seen: of alternatives the first, of revisions the new."""
    for child in parent:
        if child.tag == f"{_MC}AlternateContent":
            choice = child.find(f"{_MC}Choice")
            choice = child.find(f"{_MC}Fallback") if choice is None else choice
            if choice is not None:
                yield from _chosen(choice)
        elif child.tag not in _UNSEEN:
            yield child


def _within(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children with ``tag``, also those inside content controls or insertions, but not in nested tables."""
    for child in _chosen(parent):
        if child.tag == tag:
            yield child
        elif child.tag not in (f"{_W}tc", f"{_W}tbl"):
            yield from _within(child, tag)


def _indent(cells: list[etree._Element]) -> int:
    """How many grid columns a row leaves free before its first cell."""
    row = cells[0].getparent() if cells else None
    return 0 if row is None else _number(row, "trPr", "gridBefore", 0)


def _cells(row: etree._Element) -> list[etree._Element]:
    return list(_within(row, f"{_W}tc"))


def _number(parent: etree._Element, properties: str, tag: str, missing: int) -> int:
    found = parent.find(f"{_W}{properties}/{_W}{tag}")
    value = "" if found is None else found.get(f"{_W}val", "")
    return int(value) if value.isascii() and value.isdigit() else missing


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(f"{_W}val", "1") not in ("0", "false", "off")


def _heading_styles(package: Package) -> dict[str, int]:
    """Style id → heading level (0: body text), through the styles that each is based on."""
    if "word/styles.xml" not in package:
        return {}
    own: dict[str, int] = {}
    bases: dict[str, str] = {}
    for style in _plain(package.xml("word/styles.xml")).iter(f"{_W}style"):
        key = style.get(f"{_W}styleId", "")
        title = style.find(f"{_W}name")
        words = ("" if title is None else title.get(f"{_W}val", "")).lower().replace(" ", "")
        number = words.removeprefix("heading").removeprefix("标题")
        level = _outline(style.find(f"{_W}pPr"), {})
        if level is not None:
            own[key] = level
        elif number != words and number.isdigit():
            own[key] = int(number)
        base = style.find(f"{_W}basedOn")
        if base is not None:
            bases[key] = base.get(f"{_W}val", "")
    return {key: level for key in {*own, *bases} if (level := _inherited(key, own, bases)) is not None}


def _inherited(key: str, own: dict[str, int], bases: dict[str, str]) -> int | None:
    for _ in range(20):  # a chain of styles that bites its own tail ends here
        if key in own:
            return own[key]
        key = bases.get(key, "")
    return None


def _outline(properties: etree._Element | None, styles: dict[str, int]) -> int | None:
    """The heading level that a paragraph or style has by its properties; None where they say nothing."""
    if properties is None:
        return None
    outline = properties.find(f"{_W}outlineLvl")
    if outline is not None and outline.get(f"{_W}val", "").isdigit():
        level = int(outline.get(f"{_W}val", "9")) + 1
        return level if level <= 9 else None
    style = properties.find(f"{_W}pStyle")
    return None if style is None else styles.get(style.get(f"{_W}val", ""))


def _plain(root: etree._Element) -> etree._Element:
    """The tree in the common name space; the strict variant of the format uses another one."""
    if root.tag.startswith(_STRICT):
        for element in root.iter(f"{_STRICT}*"):
            element.tag = _W + etree.QName(element).localname
            for key, value in list(element.attrib.items()):
                if str(key).startswith(_STRICT):
                    element.set(_W + etree.QName(key).localname, value)
    return root
