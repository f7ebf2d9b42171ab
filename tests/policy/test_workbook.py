"""Rate tables go out to a workbook and come back: the same unchanged, each change told, faults refused, nothing lost."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from oneruler.policy.faults import FactsError, PackError
from oneruler.policy.pack.files import Files
from oneruler.policy.pack.loading import load
from oneruler.policy.pack.shelf import packs, shipped
from oneruler.policy.workbook import GUIDE, returned, tables_workbook, take

HOUSES = "房屋单价"
Sheet = Any
"""openpyxl has no types of its own."""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "yunxi-2025"
    shutil.copytree(shipped() / "yunxi-2025", folder)
    return folder


def edited(pack: Path, change: Callable[[Any], None]) -> bytes:
    """The pack's workbook after ``change`` was made in it."""
    book = openpyxl.load_workbook(io.BytesIO(tables_workbook(Files.of(pack))))
    change(book)
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def column(sheet: Sheet, title: str) -> int:
    return int(next(cell.column for cell in sheet[1] if cell.value == title))


@pytest.mark.parametrize("folder", packs(shipped()), ids=lambda folder: folder.name)
def test_what_nobody_touched_comes_back_unchanged(folder: Path) -> None:
    back = returned(Files.of(folder), tables_workbook(Files.of(folder)))
    assert back.changes == ()
    assert back.tables == {}


def test_the_first_sheet_tells_what_to_do(pack: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(tables_workbook(Files.of(pack))))
    assert book.sheetnames[0] == GUIDE
    assert "终止日" in book[GUIDE]["A2"].value
    assert set(book.sheetnames[1:]) == set(load(pack).tables)


def test_a_changed_price_is_told_and_taken(pack: Path) -> None:
    def change(book: Any) -> None:
        sheet = book[HOUSES]
        sheet.cell(2, column(sheet, "单价")).value = 1300.5

    back = returned(Files.of(pack), edited(pack, change))
    assert [str(one) for one in back.changes] == [
        "修改  房屋单价  结构=钢混、等级=一等、起始日=2025-07-01　单价：1290 → 1300.5"
    ]
    take(pack, back)
    assert str(load(pack).tables[HOUSES].rates[0].value) == "1300.5"
    assert returned(Files.of(pack), edited(pack, change)).changes == ()


def test_a_row_is_added(pack: Path) -> None:
    def change(book: Any) -> None:
        sheet = book[HOUSES]
        sheet.append(["轻钢", "三等", "元/㎡", 520, "2026-03-01", None, "附件6", "补充通知（虚构）", "示例"])

    back = returned(Files.of(pack), edited(pack, change))
    assert [one.kind for one in back.changes] == ["新增"]
    take(pack, back)
    assert any(rate.keys[0] == "轻钢" for rate in load(pack).tables[HOUSES])


def test_a_row_that_is_gone_is_told(pack: Path) -> None:
    back = returned(Files.of(pack), edited(pack, lambda book: book["瓷砖系数"].delete_rows(3, 1)))
    assert back.changes == ()  # there is no third row
    back = returned(Files.of(pack), edited(pack, lambda book: book["树木单价"].delete_rows(13, 1)))
    assert [(one.kind, one.table) for one in back.changes] == [("删去", "树木单价")]


def test_the_same_said_otherwise_is_no_change(pack: Path) -> None:
    def change(book: Any) -> None:
        sheet = book[HOUSES]
        sheet.cell(2, column(sheet, "单价")).value = "1,290.00"
        sheet.cell(2, column(sheet, "起始日")).value = "2025年7月1日"

    assert returned(Files.of(pack), edited(pack, change)).changes == ()


def test_a_fault_is_told_at_its_row_and_nothing_is_taken(pack: Path) -> None:
    before = Files.of(pack).content

    def change(book: Any) -> None:
        sheet = book[HOUSES]
        sheet.cell(3, column(sheet, "单价")).value = "面议"
        sheet.cell(4, column(sheet, "条款")).value = None

    with pytest.raises(PackError) as caught:
        returned(Files.of(pack), edited(pack, change))
    assert [(fault.place.file, fault.place.line) for fault in caught.value.faults] == [
        ("tables/房屋单价.csv", 3),
        ("tables/房屋单价.csv", 4),
    ]
    assert Files.of(pack).content == before


def test_a_table_may_be_new_and_one_may_be_missing(pack: Path) -> None:
    def change(book: Any) -> None:
        del book[HOUSES]
        sheet = book.create_sheet("水电移装单价")
        sheet.append(["单位", "单价", "起始日", "终止日", "条款", "出处", "状态"])
        sheet.append(["元/户", 600, "2025-07-01", None, "第三十一条", "补充通知（虚构）", "示例"])

    back = returned(Files.of(pack), edited(pack, change))
    assert back.notes == ("工作簿里没有“房屋单价”，这张表不变",)
    take(pack, back)
    assert {HOUSES, "水电移装单价"} <= set(load(pack).tables)


def test_words_that_look_like_formulas_stay_words(pack: Path) -> None:
    table = pack / "tables" / f"{HOUSES}.csv"
    table.write_text(
        table.read_text(encoding="utf-8-sig").replace("云溪政发〔2025〕3号附件6", "=1+1", 1), encoding="utf-8"
    )
    sheet = openpyxl.load_workbook(io.BytesIO(tables_workbook(Files.of(pack))))[HOUSES]
    cell = sheet.cell(2, column(sheet, "出处"))
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not a workbook", "结构,单价\n".encode()])
def test_what_is_no_workbook_is_refused(pack: Path, data: bytes) -> None:
    with pytest.raises(FactsError, match="不是能读的 xlsx"):
        returned(Files.of(pack), data)


def test_too_many_sheets_are_refused(pack: Path) -> None:
    def change(book: Any) -> None:
        for number in range(301):
            book.create_sheet(f"表{number}")

    with pytest.raises(FactsError, match="最多 300 张"):
        returned(Files.of(pack), edited(pack, change))
