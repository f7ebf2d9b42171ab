"""Excel files: the same tables, numbers as numbers, nothing taken for a formula."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from oneruler.base.document import Document, DocumentBuilder
from oneruler.checks.reading import read_bytes
from oneruler.papers.forms import self_evaluation_look
from oneruler.papers.template import read_template
from oneruler.papers.workbook import workbook
from tests.papers.reports import TITLE, grids, paper

DAY = date(2026, 1, 5)
LOOK = read_template(self_evaluation_look())


def table(*cells: str, caption: str = "表") -> Document:
    builder = DocumentBuilder()
    builder.table([cells], caption=caption)
    return builder.build()


def test_our_own_reader_gives_the_same_tables() -> None:
    went_in = paper(items=4)
    came_out = read_bytes(workbook(went_in, LOOK, made=DAY), "自评.xlsx")
    assert grids(came_out) == grids(went_in)


def test_numbers_are_numbers_with_their_places() -> None:
    made = openpyxl.load_workbook(io.BytesIO(workbook(paper(), LOOK, made=DAY)))
    sheet = made[TITLE]
    cell = sheet.cell(3, 6)
    assert (cell.value, cell.number_format) == (1234.5, "0.00")
    assert sheet.cell(3, 8).value == "98.00%"
    assert [str(one) for one in sheet.merged_cells.ranges]


@pytest.mark.parametrize(
    "words", ["=1+1", "@SUM(A1)", "+86", "http://x", "0012", "12345678901234567890", "1e5", "-", "−5"]
)
def test_what_is_no_plain_number_stays_words(words: str) -> None:
    made = openpyxl.load_workbook(io.BytesIO(workbook(table(words), LOOK, made=DAY)))
    cell = made.active.cell(1, 1)
    assert (cell.value, cell.data_type) == (words, "s")


@pytest.mark.parametrize("words", ["0", "12", "-3.50", "9999999999999.99"])
def test_a_plain_number_comes_back_as_it_was_printed(words: str) -> None:
    assert read_bytes(workbook(table("数", words), LOOK, made=DAY), "a.xlsx").text.strip().endswith(words)


def test_sheets_have_names_that_excel_takes() -> None:
    builder = DocumentBuilder()
    for _ in range(3):
        builder.table([["a"]], caption="很长的表名[1]:*?/\\" + "长" * 40)
    builder.table([["b"]])
    names = openpyxl.load_workbook(io.BytesIO(workbook(builder.build(), LOOK, made=DAY))).sheetnames
    assert len(set(names)) == 4
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert names[3] == "表4"


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert workbook(paper(), LOOK, made=DAY) == workbook(paper(), LOOK, made=DAY)


def test_a_paper_without_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="没有表格"):
        workbook(DocumentBuilder().build(), LOOK, made=DAY)
