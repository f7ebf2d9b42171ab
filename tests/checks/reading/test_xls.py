"""Old workbooks, made by xlwt."""

import datetime
import io

import pytest
import xlwt

from oneruler.checks.reading import read_bytes
from oneruler.checks.reading.refusal import UnreadableError
from oneruler.checks.reading.sniff import OLE_HEADER
from tests.checks.reading.sight import assert_true_offsets, grid, tables


def workbook() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("收支")
    sheet.write_merge(0, 0, 1, 2, "金额")
    for column, value in enumerate(["拨款", 457.05, 9]):
        sheet.write(1, column, value)
    sheet.write(2, 0, datetime.date(2022, 12, 31), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    book.add_sheet("暗").write(0, 0, 1)
    book.get_sheet(1).visibility = 1
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_values_merged_cells_and_notes() -> None:
    document = read_bytes(workbook(), "a.xls")
    assert_true_offsets(document)
    assert grid(tables(document)[0]) == [["", "金额", "<"], ["拨款", "457.05", "9"], ["2022-12-31", "", ""]]
    assert any("显示格式" in note for note in document.notes)
    assert "工作表“暗”是隐藏的，没有读取" in document.notes


def test_a_workbook_with_a_wrong_name_is_read_with_a_note() -> None:
    assert "内容实为Excel 97-2003" in read_bytes(workbook(), "a.xlsx").notes[0]


def test_a_damaged_workbook_is_refused() -> None:
    data = workbook()
    broken = OLE_HEADER + bytes(504) + "Workbook".encode("utf-16-le") + data[600:1500]
    with pytest.raises(UnreadableError, match=r"“残\.xls”.*另存为 xlsx"):
        read_bytes(broken, "残.xls")
