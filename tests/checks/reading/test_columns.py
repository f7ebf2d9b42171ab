"""Rows that are lines: tabs, pipes, wide blanks."""

import pytest

from oneruler.checks.reading.columns import (
    is_pipe_rule,
    is_spaced_row,
    is_tab_row,
    opens_pipe_table,
    pipe_row,
    spaced_rows,
    tab_row,
)
from oneruler.checks.reading.lines import CellPieces, Line, cell_text, split_lines


def line(text: str) -> Line:
    return split_lines(text)[0]


def words(row: list[CellPieces]) -> list[str]:
    return [cell_text(cell) for cell in row]


def spaced(text: str) -> list[list[str]] | None:
    rows = spaced_rows(split_lines(text))
    return None if rows is None else [words(row) for row in rows]


def test_tabs_keep_empty_cells() -> None:
    assert words(tab_row(line("\t13\t\t8\t\t61.53%\t"))) == ["", "13", "", "8", "", "61.53%", ""]
    assert is_tab_row(line("\t13\t\t8"))
    assert is_tab_row(line("合计\t8"))
    assert not is_tab_row(line(" \t一格"))


@pytest.mark.parametrize("text", ["| 科目 | 金额 |", "|科目|金额|", "| 科目 | 金额"])
def test_pipes_at_the_edges_are_no_cells(text: str) -> None:
    assert words(pipe_row(line(text))) == ["科目", "金额"]


def test_pipe_tables_open_with_a_pipe_or_over_a_rule() -> None:
    assert opens_pipe_table(split_lines("| a | b |"), 0)
    assert opens_pipe_table(split_lines("a | b\n---|:--:"), 0)
    assert not opens_pipe_table(split_lines("a | b\nc | d"), 0)
    assert is_pipe_rule(line("|:---|---:|"))
    assert is_pipe_rule(line("|-|-|"))
    assert not is_pipe_rule(line("| -- 无 | 1 |"))


def test_equal_rows_keep_their_order() -> None:
    assert spaced("科目    预算  决算\n基本支出  100   98\n项目  5\u3000\u30004") == [
        ["科目", "预算", "决算"], ["基本支出", "100", "98"], ["项目", "5", "4"],
    ]  # fmt: skip


def test_cells_go_under_the_header_that_they_stand_under() -> None:
    text = "科目        预算数    决算数\n基本支出    100.00     98.00\n项目支出               50.00\n"
    assert spaced(text.rstrip("\n")) == [
        ["科目", "预算数", "决算数"], ["基本支出", "100.00", "98.00"], ["项目支出", "", "50.00"],
    ]  # fmt: skip


def test_figures_keep_to_the_right_where_a_long_label_blurs_the_columns() -> None:
    rows = spaced("科目  编码  预算  决算\n一般公共预算财政拨款基本支出  100  98\n甲  1  5  4")
    assert rows is not None
    assert rows[1] == ["一般公共预算财政拨款基本支出", "", "100", "98"]


def test_sentences_and_lines_without_figures_are_no_rows() -> None:
    assert not is_spaced_row(line("实际支出  27.75 万元。其中："))
    assert not is_spaced_row(line("    首行缩进而已"))
    assert spaced("填报人：甲    联系人：乙\n单位：丙    地址：丁") is None
