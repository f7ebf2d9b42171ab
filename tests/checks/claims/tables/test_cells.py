"""What a cell holds: a number and nothing else, a blank, a code; and a table as numbers and labels."""

from __future__ import annotations

import re

import pytest

from oneruler.base.document import Merged
from oneruler.checks.claims.tables.cells import is_blank, is_code, is_rate, number
from tests.checks.telling import grid, paper


@pytest.mark.parametrize(
    ("text", "value", "dimension"),
    [
        ("38", "38", ""), ("1,234.50", "1234.50", ""), ("-3.5", "-3.5", ""), ("+3", "3", ""), ("(12)", "12", ""),
        ("75%", "75", "rate"), ("７５％", "75", "rate"), ("30 亩", "30", "亩"), ("5万元", "5", "money"), (" 38 ", "38", ""),
        ("12户", "12", "户"), ("0", "0", ""), ("0.00", "0.00", ""),
    ],
)  # fmt: skip
def test_numbers(text: str, value: str, dimension: str) -> None:
    found = number(grid([[text]]).rows[0][0])
    assert found is not None
    assert (str(found.printed.value), found.dimension) == (value, dimension)


@pytest.mark.parametrize(
    "text", ["", "—", "无", "2033年", "2033-05-06", "3-5", "约30", "30户5人", "(12", "第一", "1,23", "1.2.3", "≥90%"]
)
def test_no_numbers(text: str) -> None:
    assert number(grid([[text]]).rows[0][0]) is None


@pytest.mark.parametrize(
    ("text", "blank"), [("", True), ("　", True), ("——", True), ("/", True), ("0", False), ("甲", False)]
)
def test_blanks_are_no_nought(text: str, blank: bool) -> None:
    assert is_blank(grid([[text]]).rows[0][0]) is blank


@pytest.mark.parametrize(
    ("text", "code"),
    [("212", True), ("21208", True), ("2120801", True), ("21", False), ("2120", False), ("21.2", False)],
)
def test_codes(text: str, code: bool) -> None:
    assert is_code(grid([[text]]).rows[0][0]) is code


@pytest.mark.parametrize(("text", "rate"), [("38", False), ("5万元", False), ("75%", True), ("3户", False)])
def test_rates(text: str, rate: bool) -> None:
    assert is_rate(number(grid([[text]]).rows[0][0])) is rate
    assert not is_rate(None)


def test_a_merged_number_counts_once() -> None:
    table = grid([["甲", Merged("5", rows=2)], ["乙", None]])
    assert [table.number(0, 1) is None, table.number(1, 1) is None] == [False, True]
    assert table.text(1, 1) == "5"


def test_outside_the_table_is_nothing() -> None:
    table = grid([["甲", "5"]])
    assert (table.text(3, 0), table.text(0, 9), table.text(0, -1)) == ("", "", "")
    assert (table.number(3, 0), table.number(0, 9)) == (None, None)
    assert table.width == 2


def test_labels_are_the_words_before_the_first_number() -> None:
    table = grid([["201", "一般公共服务", "—", "5", "备注"], ["", "甲", "乙", "6", "7"]])
    assert [table.label(row) for row in range(2)] == ["一般公共服务", "甲乙"]


def test_cells_are_found_once() -> None:
    table = grid([[Merged("甲村", columns=2), None, "乙村"], ["丙", "丁村", "戊"]])
    assert [cell.text for cell in table.find(re.compile("村"))] == ["甲村", "乙村", "丁村"]
    assert [cell.text for cell in table.find(re.compile("村"), range(1, 2))] == ["丁村"]


def test_spans_run_from_the_first_filled_cell() -> None:
    rows = [["", "甲", "5", "6"]]
    assert paper(rows).text[slice(*grid(rows).span((0, 0), (0, 2)))] == "甲\t5"
