"""Excel workbooks: each visible sheet one table, each number in the form in which the sheet shows it.

A value is taken from the file's own digits and never passes through binary fractions; what the officer sees, and a
check must therefore judge, is the value rounded by its number format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from oneruler.base.document import Document, DocumentBuilder, GridText, Merged
from oneruler.checks.reading.formats import NumberFormat, number_formats
from oneruler.checks.reading.package import Package
from oneruler.checks.reading.refusal import TableTooLargeError, UnreadableError, refuse_large

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MAIN = "xl/workbook.xml"
_MOST_CELLS = 1_000_000
_MOST_MERGES = 100_000

Grid = dict[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class _Styles:
    strings: list[str]
    formats: list[NumberFormat]


def read_xlsx(data: bytes, name: str) -> Document:
    """The sheets of a workbook as tables, cells named ``Sheet1!B3``. Hidden sheets are left out and noted.

    Raises ``UnreadableError`` for a damaged package or a workbook without a filled visible sheet.
    """
    package = Package(data, name)
    book = package.xml(_MAIN)
    relations = package.relations(_MAIN)
    setting = book.find(f"{_S}workbookPr")
    from_1904 = setting is not None and setting.get("date1904") in ("1", "true")
    styles = _Styles(list(_strings(package)), number_formats(package, from_1904))
    builder = DocumentBuilder(name, "xlsx")
    for sheet in book.iter(f"{_S}sheet"):
        title = sheet.get("name", "")
        part = relations.get(sheet.get(f"{_R}id", ""), "")
        if part.startswith("xl/chartsheets") or part not in package:
            continue
        if sheet.get("state", "visible") != "visible":
            builder.notes.append(f"工作表“{title}”是隐藏的，没有读取")
            continue
        rows, uncounted = _sheet(package, part, styles)
        if uncounted:
            found = f"工作表“{title}”有 {len(uncounted)} 个公式没有存下计算结果（如 {uncounted[0]}）"
            builder.notes.append(f"{found}，请在 Excel 或 WPS 中打开并保存后再核查")
        if rows:
            builder.table(rows, caption=title, sheet=title)
    document = builder.build()
    if not document.blocks:
        raise UnreadableError(name, "各工作表都没有内容", "检查是否选错了文件，或内容是否在隐藏的工作表里")
    return document


def _strings(package: Package) -> Iterator[str]:
    if "xl/sharedStrings.xml" in package:
        for item in package.elements("xl/sharedStrings.xml", f"{_S}si"):
            yield _words(item)


def _words(item: etree._Element) -> str:
    """The text of a rich or plain string, without phonetic readings."""
    return "".join(
        text.text or "" for text in item.iter(f"{_S}t") if (run := text.getparent()) is None or run.tag != f"{_S}rPh"
    )


def _sheet(package: Package, part: str, styles: _Styles) -> tuple[list[list[GridText]], list[str]]:
    """The rows of a sheet up to its last filled cell, and the names of formulas that hold no value."""
    cells: Grid = {}
    uncounted: list[str] = []
    merges: list[str] = []
    row, column = 0, -1
    for element in package.elements(part, f"{_S}c", f"{_S}row", f"{_S}mergeCell"):
        if element.tag == f"{_S}mergeCell":
            merges.append(element.get("ref", ""))
            continue
        if element.tag == f"{_S}row":  # comes after its cells
            row, column = row + 1, -1
            continue
        reference = element.get("r")
        row, column = _position(reference) if reference else (row, column + 1)
        if row < 0:
            continue
        words, has_value = _shown(element, styles)
        if words:
            cells[row, column] = words
        elif not has_value and element.find(f"{_S}f") is not None:
            uncounted.append(reference or f"R{row + 1}C{column + 1}")
        if len(cells) > _MOST_CELLS or len(merges) > _MOST_MERGES:
            raise TableTooLargeError(f"工作表有 {len(cells)} 个以上的单元格")
    return _grid(cells, merges), uncounted


def _shown(cell: etree._Element, styles: _Styles) -> tuple[str, bool]:
    """What a cell shows, and whether the file holds a value for it."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(f"{_S}is")
        return ("" if inline is None else _words(inline)), True
    value = cell.findtext(f"{_S}v")
    if value is None or (value == "" and kind == "n"):
        return "", False
    if kind == "s":
        index = int(value) if value.isdigit() else -1
        return (styles.strings[index] if 0 <= index < len(styles.strings) else ""), True
    if kind == "b":
        return ("TRUE" if value == "1" else "FALSE"), True
    if kind != "n":
        return value, True
    style = cell.get("s", "0")
    index = int(style) if style.isdigit() else 0
    shape = styles.formats[index] if index < len(styles.formats) else NumberFormat()
    return shape.show(value), True


def _grid(cells: Grid, merges: list[str]) -> list[list[GridText]]:
    if not cells:
        return []
    height = 1 + max(row for row, _ in cells)
    width = 1 + max(column for _, column in cells)
    refuse_large(height, width)
    rows: list[list[GridText]] = [[cells.get((row, column), "") for column in range(width)] for row in range(height)]
    covered = 0
    for reference in merges:
        first, _, last = reference.partition(":")
        top, left = _position(first)
        bottom, right = _position(last or first)
        bottom, right = min(bottom, height - 1), min(right, width - 1)
        if not (0 <= top <= bottom and 0 <= left <= right):
            continue
        covered += (bottom - top + 1) * (right - left + 1)
        if covered > height * width:  # merged cells do not overlap
            break
        for row in range(top, bottom + 1):
            rows[row][left : right + 1] = [None] * (right - left + 1)
        rows[top][left] = Merged(cells.get((top, left), ""), bottom - top + 1, right - left + 1)
    return rows


def _position(reference: str) -> tuple[int, int]:
    """``B3`` → (2, 1); (-1, -1) for what names no cell."""
    letters = reference.replace("$", "").rstrip("0123456789")
    digits = reference.replace("$", "")[len(letters) :]
    if not (0 < len(letters) <= 3 and letters.isascii() and letters.isalpha() and 0 < len(digits) <= 7):
        return -1, -1
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1
