"""Figures of a form held against each other and against the text."""

from __future__ import annotations

import pytest

from oneruler.checks.claims.tables import cross, funds
from tests.checks.telling import Rows, Told, facts, grid, judged

FUNDS: Rows = [
    ["", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["年度资金总额", "90", "100", "80", "10", "80%", "8"],
]


def found(*rows: list[str], text: str = "", above: Rows = FUNDS) -> list[Told]:
    table = grid([*above, *rows])
    return judged(list(cross.find(table, funds.find(table), facts(text))))


@pytest.mark.parametrize(
    ("actual", "verdict"), [("80万元", "ok"), ("80.00万元", "ok"), ("75万元", "error"), ("8万元", "error")]
)
def test_funds_paid_are_the_funds_executed(actual: str, verdict: str) -> None:
    told = found(["征拆资金支付", "100万元", actual, "", "", "", ""])
    assert [one[3] for one in told if one[2] != "CRO-SOURCE"] == [verdict]


@pytest.mark.parametrize(
    ("target", "actual", "text", "flagged"),
    [
        ("60万元", "21万元", "", True),
        ("60万元", "21万元", "办公支出60万元，奖金21万元。", False),
        ("60万元", "21万元", "办公支出60万元。", True),
        ("80万元", "100万元", "", False),  # both stand in the funds rows
        ("21万元", "21万元", "", False),  # the target met to the letter
    ],
)
def test_amounts_that_come_from_nowhere(target: str, actual: str, text: str, flagged: bool) -> None:
    told = found(["保障运转", target, actual, "", "", "", ""], text=text)
    assert ("CRO-SOURCE" in [one[2] for one in told]) is flagged


def test_without_funds_rows_there_is_nothing_to_compare() -> None:
    assert found(["资金支付", "100万元", "75万元"], above=()) == []


@pytest.mark.parametrize(
    ("rows", "flagged"),
    [
        ([["绩效自评综合得分", "94"]], True),
        ([["绩效自评综合得分", "优"]], False),
        ([["指标", "分值", "得分"], ["征收户数", "50", "50"], ["综合得分", "94", ""]], False),
    ],
)
def test_an_overall_score_without_rows(rows: list[list[str]], flagged: bool) -> None:
    assert found(*rows, above=()) == ([("score", "94", "SCO-NOROWS", "warning")] if flagged else [])
