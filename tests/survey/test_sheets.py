from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime

import pytest

from oneruler.survey.sheets import SheetsError, address, sheets_of
from tests.survey.books import book

GOOD = book({"户": [["户号", "户主"], ["A1", "示例·甲"]]})


def changed(**parts: bytes | None) -> bytes:
    """A good workbook with parts put in place of its own (``xl/…`` written with two underscores for a slash)."""
    memory = io.BytesIO()
    wanted = {name.replace("__", "/").replace("_DOT_", "."): content for name, content in parts.items()}
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in wanted:
                new.writestr(name, old.read(name))
        for name, content in wanted.items():
            if content is not None:
                new.writestr(name, content)
    return memory.getvalue()


def sheet(cells: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode()


def refused(data: bytes) -> str:
    with pytest.raises(SheetsError) as error:
        sheets_of(data)
    return str(error.value)


def test_words_stand_at_their_addresses() -> None:
    at_half_past_nine = datetime(2025, 8, 1, 9, 30)  # noqa: DTZ001 -- a workbook knows no zones
    cells: list[list[object]] = [
        [None, None],
        [None, "B2"],
        ["A3", 1.5],
        [date(2025, 8, 1), at_half_past_nine],
        [True, 12],
    ]
    assert sheets_of(book({"户": cells}))["户"] == [
        ["", ""], ["", "B2"], ["A3", "1.5"], ["2025-08-01", "2025-08-01"], ["是", "12"],
    ]  # fmt: skip


@pytest.mark.parametrize(("row", "column", "named"), [(0, 0, "A1"), (9, 25, "Z10"), (1, 26, "AA2"), (0, 701, "ZZ1")])
def test_addresses(row: int, column: int, named: str) -> None:
    assert address(row, column) == named


def test_what_is_no_workbook() -> None:
    assert "不是 xlsx 工作簿" in refused(b"")
    assert "不是 xlsx 工作簿" in refused(b"\xd0\xcf\x11\xe0 an old or encrypted one")
    assert "已损坏" in refused(b"PK\x03\x04 nothing more")
    assert "已损坏" in refused(GOOD[: len(GOOD) // 2])
    assert "不是 xlsx 工作簿" in refused(changed(xl__workbook_DOT_xml=None))


def test_a_file_too_large() -> None:
    assert "超过 10 MB" in refused(b"PK" + b"0" * (10 << 20))


def test_a_part_that_swells() -> None:
    assert "大得不正常" in refused(changed(xl__sharedStrings_DOT_xml=b" " * (101 << 20)))


@pytest.mark.parametrize("reference", ["XFD1048576", "A1048576"])
def test_a_cell_far_away_is_refused_before_it_is_laid_out(reference: str) -> None:
    row = re.sub("[A-Z]", "", reference)
    cells = sheet(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{reference}"><v>1</v></c></row>')
    assert "格" in refused(changed(xl__worksheets__sheet1_DOT_xml=cells))


def test_a_far_cell_in_another_namespace_or_place_is_seen_too() -> None:
    strict = sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>').replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    assert "格" in refused(changed(xl__worksheets__sheet1_DOT_xml=strict))
    assert "格" in refused(changed(xl__elsewhere_DOT_xml=strict))


def test_entities_are_not_unfolded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>' + sheet(
        '<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>'
    )
    assert "自定义实体" in refused(changed(xl__worksheets__sheet1_DOT_xml=bomb))


def test_too_many_sheets_or_parts() -> None:
    assert "最多 60 张" in refused(book({f"表{number}": [["户号"]] for number in range(61)}))
    assert "没有这么多" in refused(changed(**{f"x{number}_DOT_xml": b"<x/>" for number in range(501)}))
