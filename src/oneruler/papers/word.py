"""A paper to Word: headings, paragraphs and tables with merged cells, in the look of a template."""

from __future__ import annotations

import io
from datetime import date, datetime

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from oneruler.base.document import Cell, Document, Paragraph, Table
from oneruler.papers.steady import repacked
from oneruler.papers.template import Style, Template
from oneruler.papers.words import raw

_A4 = (Mm(210), Mm(297))
_ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def word(document: Document, template: Template, *, made: date, title: str = "") -> bytes:
    """The docx. The same paper, template and day give the same bytes."""
    made_of = docx.Document()
    _page(made_of, template)
    _styles(made_of, template)
    moment = datetime(made.year, made.month, made.day)  # noqa: DTZ001 -- a day; the format keeps no zone
    core = made_of.core_properties
    core.title, core.author, core.comments, core.last_modified_by = title or document.name, "", "", ""
    core.created = core.modified = moment
    core.revision = 1
    before = ""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            before = raw(document, block.passage)
            _paragraph(made_of.add_paragraph(), before, block.heading, template)
        else:
            if block.caption and block.caption != before:
                _paragraph(made_of.add_paragraph(), block.caption, 0, template)
            _table(made_of, document, block, template)
            before = ""
    target = io.BytesIO()
    made_of.save(target)
    return repacked(target.getvalue())


def _page(made: WordDocument, template: Template) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = _A4
    section.top_margin, section.bottom_margin = Mm(template.top), Mm(template.bottom)
    section.left_margin, section.right_margin = Mm(template.left), Mm(template.right)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(footer, "PAGE")


def _field(paragraph: WordParagraph, code: str) -> None:
    """A field that Word works out, here the page number."""
    run = paragraph.add_run()
    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = code
        run._r.append(element)


def _styles(made: WordDocument, template: Template) -> None:
    names = {"body": "Normal", **{str(level): f"Heading {level}" for level in range(1, 10)}}
    for name, style in template.styles.items():
        if name in names:
            found = made.styles[names[name]]
            assert isinstance(found, ParagraphStyle)  # noqa: S101 -- these are, in the package's own template
            _set(found, style)


def _set(target: ParagraphStyle, style: Style) -> None:
    font = target.font
    font.name, font.size, font.bold, font.italic = style.font, Pt(style.size), style.bold, False
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = target.element.get_or_add_rPr().get_or_add_rFonts()
    for slot in ("w:eastAsia", "w:hAnsi", "w:ascii", "w:cs"):
        fonts.set(qn(slot), style.font)
    for theme in ("w:asciiTheme", "w:eastAsiaTheme", "w:hAnsiTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    layout = target.paragraph_format
    layout.alignment = _ALIGN[style.align]
    layout.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    layout.line_spacing = Pt(style.spacing)
    layout.space_before = layout.space_after = Pt(0)
    layout.first_line_indent = Pt(style.size * style.indent)


def _paragraph(paragraph: WordParagraph, words: str, heading: int, template: Template) -> None:
    if heading:
        paragraph.style = f"Heading {heading}"
    run = paragraph.add_run(words)
    layout = paragraph.paragraph_format
    if template.new_page.search(words):
        layout.page_break_before = True
    if template.flush.search(words):
        layout.first_line_indent = Pt(0)
    if template.small.search(words):
        small = template.styles["table"]
        run.font.size, layout.line_spacing = Pt(small.size), Pt(small.spacing)


def _table(made: WordDocument, document: Document, table: Table, template: Template) -> None:
    rows, columns = len(table.rows), len(table.rows[0]) if table.rows else 0
    if not columns:
        return
    drawn = made.add_table(rows, columns, style="Table Grid")
    drawn.autofit = False
    widths = template.widths_of(table.caption, columns)
    grid = [list(row.cells) for row in drawn.rows]
    for cell in table.cells():
        target = grid[cell.row][cell.column]
        if cell.rows > 1 or cell.columns > 1:
            target = target.merge(grid[cell.row + cell.rows - 1][cell.column + cell.columns - 1])
        _cell(target, cell, raw(document, cell.passage), template)
    _widths(drawn, widths)


def _cell(target: _Cell, cell: Cell, words: str, template: Template) -> None:
    style = template.styles["table"]
    paragraph = target.paragraphs[0]
    run = paragraph.add_run(words)
    run.font.size, run.font.name = Pt(style.size), style.font
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), style.font)
    layout = paragraph.paragraph_format
    layout.first_line_indent = Pt(0)
    layout.line_spacing = Pt(style.spacing)
    long = len(words) >= template.left_from
    layout.alignment = WD_ALIGN_PARAGRAPH.LEFT if long else WD_ALIGN_PARAGRAPH.CENTER
    properties = target._tc.get_or_add_tcPr()
    middle = OxmlElement("w:vAlign")
    middle.set(qn("w:val"), "center")
    properties.append(middle)


def _widths(drawn: WordTable, widths: tuple[int, ...]) -> None:
    """The widths of the grid, and rows that stay whole on a page."""
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = Mm(width)
    for row in drawn.rows:
        element = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(element)
        for cell in row._tr.tc_lst:
            at = cell.grid_offset
            cell.width = Mm(sum(widths[at : at + cell.grid_span]))
