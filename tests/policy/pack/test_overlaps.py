"""Rows that meet on one day, and bands that leave a gap or meet; the faults at their lines are in test_csv_tables."""

from __future__ import annotations

import pytest

from oneruler.policy.faults import Faults
from oneruler.policy.pack.csv_tables import read_table
from oneruler.policy.pack.overlaps import is_closed
from oneruler.policy.rates import KeyColumn

TAIL = ["一", "示例", "示例"]


def faults_of(header: list[str], *rows: list[str]) -> list[str]:
    faults = Faults()
    read_table(
        "价", [[*header, "单位", "单价", "起始日", "终止日", "条款", "出处", "状态"], *rows], "tables/价.csv", faults
    )
    return [f"{fault.place.line} {fault.message}" for fault in faults.found]


def row(*keys: str, first: str = "2025-01-01", last: str = "") -> list[str]:
    return [*keys, "元/㎡", "9", first, last, *TAIL]


@pytest.mark.parametrize(
    ("column", "closed"),
    [
        (KeyColumn("天", "≥", "≤"), True),
        (KeyColumn("天", "≥", "<"), False),
        (KeyColumn("天", ">", "≤"), False),
        (KeyColumn("天"), False),
    ],
)
def test_which_bands_count_both_ends(column: KeyColumn, closed: bool) -> None:
    assert is_closed(column) is closed


def test_a_new_row_begins_after_the_old_one_ends() -> None:
    assert faults_of(["结构"], row("甲", last="2025-12-31"), row("甲", first="2026-01-01")) == []
    assert faults_of(["结构"], row("甲", last="2026-01-01"), row("甲", first="2026-01-01")) == [
        "3 结构=甲 与第 2 行的日期重叠"
    ]


def test_one_price_without_keys_stands_alone() -> None:
    assert faults_of([], row(), row(first="2026-01-01")) == ["3 这一行 与第 2 行的日期重叠"]


@pytest.mark.parametrize(
    ("signs", "second", "words"),
    [
        ("≥<", "10", ""), ("≥<", "9", "重叠"), ("≥<", "11", "空档"),
        (">≤", "10", ""), (">≤", "9", "重叠"), (">≤", "11", "空档"),
        ("≥≤", "11", ""), ("≥≤", "10", "重叠"), ("≥≤", "12", "空档"),
    ],
)  # fmt: skip
def test_one_band_begins_where_the_other_ends(signs: str, second: str, words: str) -> None:
    header = [f"天{signs[0]}", f"天{signs[1]}"]
    found = faults_of(header, row("0", "10"), row(second, "20"))
    assert bool(found) is bool(words)
    assert all(words in said for said in found)
