"""Rows to grids: plain, and with cells that cover several columns."""

import pytest

from oneruler.checks.reading.grids import grid, spanning_grid
from oneruler.checks.reading.lines import CellPieces
from oneruler.checks.reading.refusal import TableTooLargeError
from tests.checks.reading.sight import grid as seen


def rows(*lines: str) -> list[list[CellPieces]]:
    found = []
    offset = 0
    for line in lines:
        cells: list[CellPieces] = []
        for words in line.split("|"):
            cells.append(((words, offset),) if words else ())
            offset += len(words) + 1
        found.append(cells)
    return found


def test_ragged_rows_are_filled_on_the_right() -> None:
    assert seen(grid(rows("甲|1|2", "乙|3"))) == [["甲", "1", "2"], ["乙", "3", ""]]


def test_a_header_lies_over_the_row_below() -> None:
    table = spanning_grid(rows("机构|合计|其中：", "||结转|拨款|其他", "局|9||9|"))
    assert seen(table) == [
        ["机构", "合计", "其中:", "<", "<"],
        ["", "", "结转", "拨款", "其他"],
        ["局", "9", "", "9", ""],
    ]


def test_headers_on_three_levels() -> None:
    table = spanning_grid(
        rows(
            "机构|支出合计|其中：|结余",
            "||基本支出|其中：|项目支出|当年结余|累计结余",
            "|||人员|公用|||",
            "局|9|6|4|2|3||",
        )
    )
    assert seen(table)[:2] == [
        ["机构", "支出合计", "其中:", "<", "<", "<", "结余", "<"],
        ["", "", "基本支出", "其中:", "<", "项目支出", "当年结余", "累计结余"],
    ]


def test_a_total_keeps_its_figures_on_the_right() -> None:
    assert seen(spanning_grid(rows("编码|科目|预算|决算", "201|服务|1|2", "合计|1|2")))[2] == ["合计", "<", "1", "2"]


def test_a_row_of_words_stands_from_the_left() -> None:
    assert seen(spanning_grid(rows("甲|乙|丙", "备注|无误")))[1] == ["备注", "无误", ""]


def test_a_wide_header_does_not_take_for_ever() -> None:
    table = spanning_grid(rows("|".join("表头" * 1 for _ in range(400)), "|" + "|".join("列" for _ in range(500))))
    assert len(table.rows[0]) == 501


def test_too_many_positions_are_refused() -> None:
    with pytest.raises(TableTooLargeError):
        grid([[()] * 2000, *([[()]] * 600)])
