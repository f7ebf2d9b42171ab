"""Workbooks made by XlsxWriter and openpyxl."""

import io
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from oneruler.base.document import Document
from oneruler.checks.reading import read_bytes
from oneruler.checks.reading.refusal import UnreadableError
from tests.checks.reading.sight import assert_true_offsets, grid, tables


def read(data: bytes) -> Document:
    document = read_bytes(data, "a.xlsx")
    assert_true_offsets(document)
    return document


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def written(fill: Any) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    fill(book)
    book.close()
    return buffer.getvalue()


def test_numbers_are_read_as_they_are_printed() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("自评表")
        sheet.write_row(0, 0, ["科目", "预算", "决算", "执行率", "日期"])
        sheet.write(1, 0, "工作经费")
        sheet.write(1, 1, 38)
        sheet.write(1, 2, 1234.5, book.add_format({"num_format": "#,##0.00"}))
        sheet.write(1, 3, 27.75 / 38, book.add_format({"num_format": "0.00%"}))
        sheet.write(1, 4, 44926, book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}))
        sheet.write(2, 2, 0.1 + 0.2)

    document = read(written(fill))
    assert grid(tables(document)[0])[1:] == [
        ["工作经费", "38", "1,234.50", "73.03%", "2022年12月31日"],
        ["", "", "0.3", "", ""],
    ]
    assert tables(document)[0].caption == "自评表"
    at = document.text.index("73.03%")
    assert document.place(at, at + 6).origin.cell == "自评表!D2"


def test_merged_cells_and_leading_blank_rows_keep_their_names() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B3"], sheet["B4"], sheet["C4"] = "金额", "预算", 9
    sheet.merge_cells("B3:C3")
    sheet.merge_cells("A3:A4")
    document = read(saved(book))
    assert grid(tables(document)[0])[2:] == [["", "金额", "<"], ["^", "预算", "9"]]
    at = document.text.index("9")
    assert document.place(at, at + 1).origin.cell == "Sheet!C4"


def test_sheets_hidden_sheets_and_formulas_without_values() -> None:
    book = openpyxl.Workbook()
    book.active.title = "一"
    book["一"]["A1"], book["一"]["A2"] = "合计", "=SUM(B1:B3)"
    book.create_sheet("二")["A1"] = True
    hidden = book.create_sheet("暗")
    hidden["A1"], hidden.sheet_state = 5, "hidden"
    document = read(saved(book))
    assert [grid(table) for table in tables(document)] == [[["合计"]], [["TRUE"]]]
    assert document.notes == (
        "工作表“一”有 1 个公式没有存下计算结果（如 A2），请在 Excel 或 WPS 中打开并保存后再核查",
        "工作表“暗”是隐藏的，没有读取",
    )


def test_formulas_with_their_values_errors_and_rich_text() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("B1", '="甲"', None, "甲")
        sheet.write_formula("C1", "=1/0", None, "#DIV/0!")
        sheet.write_rich_string("D1", "支出", book.add_format({"bold": True}), "100", "万元")

    document = read(written(fill))
    assert grid(tables(document)[0]) == [["2", "甲", "#DIV/0!", "支出100万元"]]
    assert document.notes == ()


def test_a_cell_far_away_is_refused_and_no_memory_spent() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = 1, 2
    with pytest.raises(UnreadableError, match=r"“a\.xlsx”.*1048576 行 16384 列.*上限"):
        read(saved(book))


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(UnreadableError, match="没有内容"):
        read(saved(openpyxl.Workbook()))
