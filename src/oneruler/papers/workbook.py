"""A paper's tables to Excel: one sheet a table, merged cells kept, plain numbers as numbers with their places."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter

from oneruler.base.document import Document, Table
from oneruler.papers.template import Template
from oneruler.papers.words import raw

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,12})(?:\.(?P<places>\d{1,6}))?")  # what Excel keeps to the last digit
_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def workbook(document: Document, template: Template, *, made: date) -> bytes:
    """The xlsx, a text for each cell that is no plain number. Text is never taken for a formula. The same paper,
    template and day give the same bytes. Raises ValueError for a paper without a table."""
    tables = [block for block in document.blocks if isinstance(block, Table) and block.rows]
    if not tables:
        raise ValueError("这份材料里没有表格，不能导出为 Excel。")
    target = io.BytesIO()
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        moment = datetime(made.year, made.month, made.day)  # noqa: DTZ001 -- a day; the format keeps no zone
        book.set_properties({"created": moment, "title": document.name})
        names: set[str] = set()
        for number, table in enumerate(tables, 1):
            _sheet(book, _name(table.caption or f"表{number}", names), document, table, template)
    return target.getvalue()


def _sheet(book: xlsxwriter.Workbook, name: str, document: Document, table: Table, template: Template) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    style = template.styles["table"]
    look = {"font_name": style.font, "font_size": style.size + 1, "border": 1, "valign": "vcenter", "text_wrap": True}
    formats: dict[tuple[str, str], object] = {}
    for column, width in enumerate(template.widths_of(table.caption, len(table.rows[0]))):
        sheet.set_column(column, column, width * 3 // 5)
    for cell in table.cells():
        words = raw(document, cell.passage)
        match = _NUMBER.fullmatch(words)
        pattern = "@" if match is None else f"0.{'0' * len(match['places'])}" if match["places"] else "0"
        align = "left" if len(words) >= template.left_from else "center"
        chosen = (pattern, align)
        if chosen not in formats:
            formats[chosen] = book.add_format({**look, "num_format": pattern, "align": align})
        form = formats[chosen]
        if cell.rows > 1 or cell.columns > 1:
            last = cell.row + cell.rows - 1, cell.column + cell.columns - 1
            sheet.merge_range(cell.row, cell.column, *last, "", form)
        if match is not None:
            sheet.write_number(cell.row, cell.column, Decimal(words), form)
        elif words:
            sheet.write_string(cell.row, cell.column, words, form)
        else:
            sheet.write_blank(cell.row, cell.column, None, form)


def _name(caption: str, taken: set[str]) -> str:
    """A sheet's name: the caption without what Excel forbids, short enough, each once."""
    plain = _FORBIDDEN.sub("", caption).strip()[:_LONGEST_NAME] or "表"
    name, number = plain, 1
    while name.lower() in taken:
        number += 1
        name = f"{plain[: _LONGEST_NAME - 4]}（{number}）"
    taken.add(name.lower())
    return name
