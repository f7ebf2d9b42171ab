"""The funds rows of a self-evaluation form: rate, score, and what the total is made of."""

from __future__ import annotations

from decimal import Decimal

import pytest

from oneruler.checks.claims.tables import funds
from tests.checks.telling import Rows, Told, grid, judged, raised

HEADER = ["", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]


def form(*row: str) -> Rows:
    return [HEADER, ["年度资金总额", *row]]


def found(rows: Rows) -> list[Told]:
    money = funds.find(grid(rows))
    assert money is not None
    return judged(money.found)


@pytest.mark.parametrize(
    ("row", "rate", "score"),
    [
        pytest.param(("90", "100", "80", "10", "80%", "8"), ("80%", "80", "ok"), ("8", "8", "ok"), id="right"),
        pytest.param(("90", "100", "80", "10", "88.89%", "8"), ("88.89%", "80", "error"), ("8", "8", "ok"), id="of the first budget"),
        pytest.param(("90", "100", "80", "10", "80%", "10"), ("80%", "80", "ok"), ("10", "8", "error"), id="full score"),
        pytest.param(("90", "100", "120", "10", "120%", "10"), ("120%", "120", "ok"), ("10", "10", "ok"), id="never above full"),
        pytest.param(("90", "100.00", "73.26", "10", "73.26%", "7.3"), ("73.26%", "73.2600", "ok"), ("7.3", "7.3260", "ok"), id="rounded score"),
    ],
)  # fmt: skip
def test_rate_and_score(row: tuple[str, ...], rate: tuple[str, str, str], score: tuple[str, str, str]) -> None:
    assert found(form(*row)) == [("execution", *rate), ("score", *score)]


@pytest.mark.parametrize(
    ("rate", "slip"),
    [("88.89%", "wrong-base"), ("20%", "complement"), ("8%", "decimal-point"), ("125%", "wrong-base"), ("61%", None)],
)
def test_slips(rate: str, slip: str | None) -> None:
    assert raised(form("90", "100", "80", "10", rate, "8")) == [("ARI-EXECUTION", "error", slip)]


def test_a_score_off_its_rule_is_a_warning() -> None:
    assert raised(form("90", "100", "80", "10", "80%", "10")) == [("SCO-RULE", "warning", None)]


def test_a_blank_budget_is_filled_from_the_first_and_told() -> None:
    told = found(form("100", "", "80", "10", "80%", "8"))
    assert told[0] == ("execution", "80%", "80", "ok")
    assert ("form", "", "FRM-BLANK", "notice") in told


def test_no_budget_no_claim() -> None:
    assert found(form("", "", "80", "10", "80%", "8")) == []
    assert found(form("", "0", "0", "10", "80%", "8")) == [("execution", "80%", "", "unverifiable")]


@pytest.mark.parametrize(
    ("carried", "expected"),
    [
        (("0", "10", "5"), [("90", "90", "ok"), ("100", "100", "ok"), ("80", "80", "ok")]),
        (("0", "10", "9"), [("90", "90", "ok"), ("100", "100", "ok"), ("80", "84", "error")]),
        (("", "", ""), [("90", "90", "ok"), ("100", "90", "ok"), ("80", "75", "ok")]),
    ],
)
def test_what_the_total_is_made_of(carried: tuple[str, str, str], expected: list[tuple[str, str, str]]) -> None:
    rows = [
        *form("90", "100", "80", "10", "80%", "8"),
        ["其中：当年财政拨款", "90", "90", "75", "—", "", "—"],
        ["上年结转资金", *carried, "—", "", "—"],
    ]
    assert [told[1:] for told in found(rows) if told[0] == "sum"] == expected


@pytest.mark.parametrize(("project", "verdict"), [("50", "ok"), ("60", "error")])
def test_amounts_labelled_inside_their_cells(project: str, verdict: str) -> None:
    rows = [
        *form("90", "100", "80", "10", "80%", "8"),
        ["其中：基本支出：30", f"项目支出：{project}", "", "", "", "", ""],
    ]
    assert [told[3] for told in found(rows) if told[0] == "sum"] == [verdict]


def test_what_the_rest_of_the_form_needs() -> None:
    money = funds.find(grid(form("90", "100", "80", "10", "80%", "9")))
    assert money is not None
    assert money.row == 1
    assert money.weight is not None
    assert money.score is not None
    assert money.due is not None
    assert (money.weight.value, money.score.value) == (Decimal(10), Decimal(9))
    assert money.due.value == 8


@pytest.mark.parametrize("rows", [[["村", "户数"], ["甲", "5"]], [["年初预算数", "执行率"], ["5", "80%"]]])
def test_a_table_without_funds_rows(rows: Rows) -> None:
    assert funds.find(grid(rows)) is None
