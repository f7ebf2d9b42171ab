"""The base data table: posts and control rate, overruns, adjustments that are none."""

from __future__ import annotations

import pytest

from oneruler.checks.claims.quantities import quantities
from oneruler.checks.claims.tables import base_data
from tests.checks.telling import Rows, Told, grid, judged


def posts(allowed: str, present: str, rate: str) -> Rows:
    return [["人员情况（人）", "编制数", "2033年实际在职人数", "控制率"], ["", allowed, present, rate]]


def found(rows: Rows, basic: str = "") -> list[Told]:
    return judged(list(base_data.find(grid(rows), quantities(basic)[0] if basic else None)))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (posts("20", "18", "90%"), [("share", "90%", "90", "ok")]),
        (posts("13", "8", "61.53%"), [("share", "61.53%", "61.5385", "rounding")]),
        (posts("20", "18", "80%"), [("share", "80%", "90", "error")]),
        (posts("20", "18", ""), []),
        (posts("20", "", "90%"), []),
        (posts("0", "18", "90%"), []),
        (posts("20", "22", "110%"), [("share", "110%", "110", "ok"), ("share", "22", "STA-POSTS", "warning")]),
        ([["编制数", "20", "在职人数", "18", "控制率", "90%"]], [("share", "90%", "90", "ok")]),
    ],
)
def test_posts_and_control_rate(rows: Rows, expected: list[Told]) -> None:
    assert found(rows) == expected


@pytest.mark.parametrize(
    ("label", "spent", "flagged"),
    [
        ("公用经费", "23", True),
        ("公用经费", "22", False),  # a tenth more wants no words
        ("公用经费", "22.01", True),
        ("三公经费", "25", True),
        ("会议费", "25", True),
        ("专项支出", "25", False),
    ],
)
def test_spending_above_its_budget(label: str, spent: str, flagged: bool) -> None:
    rows = [["经费（万元）", "2032年决算数", "2033年预算数", "2033年决算数"], [label, "30", "20", spent]]
    assert found(rows) == ([("execution", spent, "BUD-OVER", "warning")] if flagged else [])


def test_without_a_budget_nothing_is_above_it() -> None:
    assert found([["经费", "2032年决算数", "2033年预算数", "2033年决算数"], ["公用经费", "3", "0", "9"]]) == []
    assert found([["经费", "2032年决算数", "2033年预算数", "2033年决算数"], ["公用经费", "3", "", "9"]]) == []


@pytest.mark.parametrize(("basic", "flagged"), [("80万元", True), ("81万元", False), ("", False)])
def test_a_total_where_an_adjustment_belongs(basic: str, flagged: bool) -> None:
    told = found([["部门基本支出预算调整", "—", "80"]], basic)
    assert told == ([("form", "80", "BUD-ADJUST", "notice")] if flagged else [])
