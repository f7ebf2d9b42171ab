"""Total rows, two sides that close in one row, and the 三公 rows."""

from __future__ import annotations

import pytest

from oneruler.checks.claims.tables import totals
from tests.checks.telling import Rows, Told, grid, judged, raised


def found(rows: Rows) -> list[Told]:
    return judged(list(totals.find(grid(rows))))


def villages(*last: str, unit: str = "户数") -> Rows:
    return [["村", unit, "补偿款"], ["甲村", "30", "500.5"], ["乙村", "20", "300.5"], ["合计", *last]]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (("50", "801.0"), [("table", "50", "50", "ok"), ("table", "801.0", "801", "ok")]),
        (("50", "801.1"), [("table", "50", "50", "ok"), ("table", "801.1", "801", "rounding")]),
        (("50", "810.0"), [("table", "50", "50", "ok"), ("table", "810.0", "801", "error")]),
        (("", "801.0"), [("table", "801.0", "801", "ok")]),
    ],
)
def test_a_total_row(last: tuple[str, ...], expected: list[Told]) -> None:
    assert found(villages(*last)) == expected


@pytest.mark.parametrize(
    ("last", "severity"),
    [(("50", "810.0"), "error"), (("60", "810.0"), "warning")],
    ids=["another column holds", "none"],
)
def test_a_table_is_believed_as_far_as_it_adds_up(last: tuple[str, ...], severity: str) -> None:
    assert {severity for _, severity, _ in raised(villages(*last))} == {severity}


def test_the_total_may_stand_above() -> None:
    assert found([["村", "户数"], ["合计", "50"], ["甲村", "30"], ["乙村", "20"]]) == [("table", "50", "50", "ok")]


def test_rows_that_repeat_others_are_left_out() -> None:
    rows = [["村", "户数"], ["甲村", "30"], ["其中：平房", "12"], ["乙村", "20"], ["合计", "50"]]
    assert found(rows) == [("table", "50", "50", "ok")]


def test_rates_and_numbers_of_rows_are_not_added_up() -> None:
    rows = [["序号", "村", "签约率"], ["1", "甲村", "80%"], ["2", "乙村", "90%"], ["3", "合计", "84%"]]
    assert found(rows) == []


def sides(income: str, spending: str) -> Rows:
    return [
        ["收入", "", "支出", ""],
        ["项目", "决算数", "项目", "决算数"],
        ["一、财政拨款收入", "80.0", "一、一般公共服务支出", "70.0"],
        ["二、其他收入", "10.0", "二、城乡社区支出", "15.0"],
        ["本年收入合计", "90.0", "本年支出合计", "85.0"],
        ["年初结转和结余", "5.0", "年末结转和结余", "10.0"],
        ["总计", income, "总计", spending],
    ]


def test_two_sides() -> None:
    assert {told[3] for told in found(sides("95.0", "95.0"))} == {"ok"}
    assert [told for told in found(sides("95.0", "95.0")) if told[1] == "90.0"] == [("table", "90.0", "90", "ok")]
    wrong = found(sides("95.0", "98.0"))
    assert {told[1:] for told in wrong if told[3] == "error"} == {("98", "95", "error"), ("98.0", "95", "error")}


def test_three_public_rows() -> None:
    rows = [
        ["项目", "预算数", "决算数"],
        ["“三公”经费合计", "10.0", "9.0"],
        ["1.因公出国（境）费", "0.0", "0.0"],
        ["2.公务用车购置及运行维护费", "6.0", "5.0"],
        ["其中：公务用车购置费", "0.0", "0.0"],
        ["公务用车运行维护费", "6.0", "5.0"],
        ["3.公务接待费", "4.0", "3.0"],
    ]
    told = found(rows)
    assert ("table", "10.0", "10", "ok") in told
    assert ("table", "9.0", "8", "error") in told
    assert sorted(one[1] for one in told if one[3] == "ok") == ["10.0", "5.0", "6.0"]


def test_a_plain_total_of_three_public_rows() -> None:
    rows = [
        ["项目", "预算数", "决算数"],
        ["合计", "10.0", "9.0"],
        ["1.因公出国（境）费", "0.0", "0.0"],
        ["2.公务接待费", "4.0", "3.0"],
        ["3.公务用车购置及运行维护费", "6.0", "5.0"],
        ["其中：公务用车购置费", "0.0", "0.0"],
        ["公务用车运行维护费", "6.0", "5.0"],
    ]
    told = found(rows)
    assert [one[1:] for one in told if one[1] in ("10.0", "9.0")] == [("10.0", "10", "ok"), ("9.0", "8", "error")]
    other = found([*rows, ["会议费", "1.0", "1.0"]])
    assert "8" not in {one[2] for one in other}
