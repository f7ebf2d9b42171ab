"""Columns that make up another column, under headers of one row or several."""

from __future__ import annotations

import pytest

from oneruler.base.document import Merged
from oneruler.checks.claims.tables import columns
from tests.checks.telling import Rows, grid, judged

HEADER = ["名称", "支出合计", "基本支出", "项目支出"]


def found(rows: Rows) -> list[tuple[str, str, str]]:
    return [told[1:] for told in judged(list(columns.find(grid(rows))))]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["甲", "90.0", "50.0", "40.0"], [("90", "90", "ok")]),
        (["甲", "90.0", "50.0", "40.1"], [("90", "90.1000", "rounding")]),
        (["甲", "90.0", "50.0", "42.0"], [("90", "92", "error")]),
        (["甲", "90.0", "50.0", ""], [("90", "50", "error")]),
        (["甲", "90.0", "90.0", "—"], [("90", "90", "ok")]),
        (["甲", "90.0", "50.0", "另行说明"], []),
        (["甲", "90.0", "", ""], []),
        (["甲", "", "50.0", "40.0"], []),
    ],
)
def test_one_row(row: list[str], expected: list[tuple[str, str, str]]) -> None:
    assert found([HEADER, row]) == expected


def test_headers_of_two_rows() -> None:
    rows: Rows = [
        [Merged("名称", rows=2), Merged("支出合计", rows=2), Merged("其中", columns=2), None],
        [None, None, "基本支出", "项目支出"],
        ["甲", "90", "50", "40"],
        ["乙", "90", "50", "45"],
    ]
    assert found(rows) == [("90", "90", "ok"), ("90", "95", "error")]


def test_headers_whose_merge_is_lost() -> None:
    rows = [
        ["名称", "支出合计", "其中：", "", ""],
        ["", "", "基本支出", "项目支出", ""],
        ["甲", "90", "50", "40", ""],
        ["乙", "90", "50", "45", ""],
    ]
    assert found(rows) == [("90", "90", "ok"), ("90", "95", "error")]


def test_a_table_without_such_headers_is_left_alone() -> None:
    assert found([["村", "户数", "人数"], ["甲村", "5", "20"], ["乙村", "6", "22"]]) == []


def test_three_public() -> None:
    header = ["单位", "“三公”经费合计", "因公出国（境）费", "公务用车购置及运行费", "公务接待费"]
    assert found([header, ["甲", "9", "0", "6", "3"]]) == [("9", "9", "ok")]
    assert found([header, ["甲", "9", "0", "6", "5"]]) == [("9", "11", "error")]
