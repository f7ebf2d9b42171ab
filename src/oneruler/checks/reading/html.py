"""Web pages: paragraphs and the innermost tables of what a browser would show.

A table that holds other tables, or one cell only, is layout: its cells are read as running text. ``Document.text`` is
not the page's source but its words, a line for each paragraph and table row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from oneruler.base.document import Document, DocumentBuilder, GridText, Merged
from oneruler.checks.reading.captions import captioned
from oneruler.checks.reading.encoding import decode
from oneruler.checks.reading.lines import heading_level
from oneruler.checks.reading.refusal import UnreadableError, refuse_large

_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "select", "option", "head", "title"}
    | {"textarea", "svg", "iframe", "object", "nav"}
)
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark"}
    | {"q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "o:p"}
)
_BROKEN_OFF = ("，", "、", "（", "(")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CHARSET = re.compile(rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}encoding)\s*=\s*["']?\s*([\w-]+)""", re.I)
_NESTING = re.compile(r"<(/?)(?:div|table|span|font|b|i|ul|section|blockquote)\b", re.I)
_DEEPEST = 20_000  # the time of building the tree grows with the square of its depth
_LONGEST_SPAN = 1000  # columns, as in the HTML standard
_LONGEST_FALL = 65534  # rows


def read_html(data: bytes, name: str) -> Document:
    """The paper on a web page. Raises ``UnreadableError`` where the page shows no words."""
    source = _decoded(data, name)
    if sum(-1 if closing else 1 for closing in _NESTING.findall(source)) > _DEEPEST:
        raise UnreadableError(name, "网页的标签嵌套得太深", "在浏览器中打开，复制正文存为 docx 或 txt")
    tree = LexborHTMLParser(source)
    builder = DocumentBuilder(name, "html")
    if tree.root is not None:
        _Page(builder).read(tree.body or tree.root)
    document = builder.build()
    if not document.blocks:
        found = "网页里没有文字（正文可能是图片，或要在浏览器里才载入）"
        raise UnreadableError(name, found, "在浏览器中打开，复制正文存为 docx 或 txt")
    return replace(document, blocks=captioned(document.blocks))


def _decoded(data: bytes, name: str) -> str:
    """UTF-8 where the bytes are; else what the page says of itself; else as any text."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        charset = declared.group(1).decode("ascii").lower()
        charset = "gb18030" if charset in ("gb2312", "gbk", "x-gbk") else charset
        try:
            return data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, name)


@dataclass
class _Page:
    """Walks the tree without recursion, so that no depth of nesting does harm."""

    builder: DocumentBuilder
    words: list[str] = field(default_factory=list)

    def read(self, root: LexborNode) -> None:
        node, heading = root.child, 0
        layout = _layout_tables(root)
        while node is not None:
            tag = node.tag or ""
            entered = False
            if tag == "-text":
                self.words.append(node.text(deep=False) or "")
            elif tag == "br":
                if not "".join(self.words[-3:]).rstrip().endswith(_BROKEN_OFF):
                    self._end(heading)
            elif tag == "table" and node.mem_id not in layout:
                self._end(heading)
                self._table(node)
            elif _is_seen(node):
                if tag not in _INLINE:
                    self._end(heading)
                    heading = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
                entered = node.child is not None
            node, heading = self._after(node, root, entered, heading)
        self._end(heading)

    def _after(self, node: LexborNode, root: LexborNode, entered: bool, heading: int) -> tuple[LexborNode | None, int]:
        """The next node in reading order; leaving a block ends its paragraph."""
        if entered:
            return node.child, heading
        current: LexborNode | None = node
        while current is not None and current.mem_id != root.mem_id:
            if current.next is not None:
                return current.next, heading
            current = current.parent
            if current is not None and (current.tag or "") not in _INLINE:
                self._end(heading)
                heading = 0
        return None, heading

    def _end(self, heading: int) -> None:
        raw = " ".join("".join(self.words).split())
        self.words = []
        if raw:
            self.builder.paragraph(raw, heading=heading or heading_level(raw))

    def _table(self, table: LexborNode) -> None:
        grid = _grid([[_cell(cell) for cell in _parts(row, "td", "th")] for row in _parts(table, "tr")])
        if len(grid) == 1 and len(grid[0]) == 1:
            only = grid[0][0]
            words = only.text if isinstance(only, Merged) else only
            for line in (words if isinstance(words, str) else "").split("\n"):
                self.words.append(line)
                self._end(0)
        elif any(isinstance(cell, Merged) and cell.text for row in grid for cell in row):
            self.builder.table(grid)


def _is_seen(node: LexborNode) -> bool:
    if not node.tag or node.tag in _UNSEEN or node.tag.startswith(("-", "!", "_")):
        return False
    attributes = node.attributes
    return "hidden" not in attributes and not _HIDDEN.search(attributes.get("style") or "")


def _layout_tables(root: LexborNode) -> set[int]:
    """The tables around other tables. Each chain of parents is walked once, so deep nesting stays linear."""
    layout: set[int] = set()
    for table in root.css("table"):
        parent = table.parent
        while parent is not None:
            if parent.tag == "table":
                if parent.mem_id in layout:
                    break
                layout.add(parent.mem_id)
            parent = parent.parent
    return layout


def _parts(node: LexborNode, *tags: str) -> Iterator[LexborNode]:
    """The rows of a table, or the cells of a row, in the order of the source."""
    for tag_node in node.css(",".join(tags)):
        if _is_seen(tag_node):
            yield tag_node


def _cell(node: LexborNode) -> Merged:
    lines: list[str] = []
    words: list[str] = []
    for part in node.traverse(include_text=True):
        tag = part.tag or ""
        if tag == "-text":
            if part.parent is None or part.parent.tag not in _UNSEEN:
                words.append(part.text(deep=False) or "")
        elif tag not in _INLINE and words:
            lines.append(" ".join("".join(words).split()))
            words = []
    lines.append(" ".join("".join(words).split()))
    rows, columns = _span(node, "rowspan", _LONGEST_FALL), _span(node, "colspan", _LONGEST_SPAN)
    return Merged("\n".join(line for line in lines if line), rows, max(1, columns))


def _span(node: LexborNode, side: str, most: int) -> int:
    value = (node.attributes.get(side) or "1").strip()
    return min(int(value), most) if value.isascii() and value.isdigit() else 1


def _grid(rows: list[list[Merged]]) -> list[list[GridText]]:
    """Cells in their columns: each goes to the first position that no cell from above covers."""
    grid: list[list[GridText]] = []
    falling: dict[int, int] = {}  # column → the row below the last that a cell from above covers
    width = 0
    for r, cells in enumerate(rows):
        line: list[GridText] = []
        for cell in cells:
            while falling.get(len(line), 0) > r:
                line.append(None)
            height = len(rows) - r if cell.rows == 0 else min(cell.rows, len(rows) - r)
            for column in range(len(line), len(line) + cell.columns):
                falling[column] = r + height
            line.append(replace(cell, rows=height))
            line += [None] * (cell.columns - 1)
        grid.append(line)
        width = max(width, len(line))
        refuse_large(len(grid), width)
    return grid
