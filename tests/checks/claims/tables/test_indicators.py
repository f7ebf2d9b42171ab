"""Indicator rows: weights and scores, proportion, reasons, targets, totals."""

from __future__ import annotations

import pytest

from oneruler.checks.claims.tables import funds, indicators
from oneruler.checks.claims.tables.indicators import is_blank_text
from tests.checks.telling import Rows, Told, grid, judged

HEADER = ["一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"]


def found(*rows: list[str], above: Rows = ()) -> list[Told]:
    table = grid([*above, HEADER, *rows])
    return judged(list(indicators.find(table, funds.find(table))))


def row(target: str, actual: str, weight: str, score: str, reason: str = "", name: str = "征收户数") -> list[str]:
    return ["产出指标", name, target, actual, weight, score, reason]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(row("100户", "100户", "10", "10"), [], id="met"),
        pytest.param(row("100户", "120户", "10", "10"), [], id="exceeded"),
        pytest.param(row("100户", "80户", "10", "8", "资金未到"), [("score", "8", "8", "ok")], id="in proportion"),
        pytest.param(row("100户", "80户", "10", "9", "资金未到"), [("score", "9", "8", "error")], id="out of proportion"),
        pytest.param(row("100户", "80户", "10", "10"), [("score", "10", "8", "error")], id="full for less"),
        pytest.param(row("100户", "100户", "10", "8", "扣分"), [("score", "8", "10", "error")], id="less for full"),
        pytest.param(
            row("100户", "80户", "10", "8"), [("score", "8", "8", "ok"), ("score", "8", "SCO-REASON", "warning")], id="no reason"
        ),
        pytest.param(row("100户", "80户", "10", "11"), [("score", "11", "SCO-ABOVE", "error")], id="above the weight"),
        pytest.param(row("≤5件", "8件", "10", "8", "略超", name="投诉件数"), [], id="less is better"),
        pytest.param(row("50万元", "40万元", "10", "10", name="成本控制"), [], id="costs"),
        pytest.param(row("按时完成", "按时完成", "10", "10"), [], id="words"),
        pytest.param(row("群众满意度", "95%", "10", "10", name="满意度"), [("score", "", "SCO-TARGET", "notice")], id="no target"),
        pytest.param(row("无", "30/5", "10", "10"), [("score", "", "SCO-TARGET", "notice")], id="nothing as target"),
        pytest.param(row("≥95%", "97%", "10", "10", name="满意度"), [], id="a target"),
    ],
)  # fmt: skip
def test_one_row(cells: list[str], expected: list[Told]) -> None:
    assert found(cells) == expected


@pytest.mark.parametrize(
    ("text", "blank"), [("", True), ("无", True), ("——", True), ("/", True), ("资金未到", False), ("无资金", False)]
)
def test_reasons_left_out(text: str, blank: bool) -> None:
    assert is_blank_text(text) is blank


@pytest.mark.parametrize(("second", "verdict"), [("20", "ok"), ("25", "error"), ("20.5", "error")])
def test_the_points_of_a_group(second: str, verdict: str) -> None:
    first = ["产出指标（50分）", "征收户数", "100户", "100户", "30", "30", ""]
    told = found(first, ["", "交地面积", "5亩", "5亩", second, second, ""])
    assert [one for one in told if one[0] == "sum"] == [
        ("sum", "50", f"{30 + float(second):.4f}".replace(".0000", ""), verdict)
    ]


def total(weights: str, scores: str) -> list[str]:
    return ["总分", "", "", "", weights, scores, ""]


FIRST = row("100户", "100户", "60", "60")
SECOND = row("5亩", "4亩", "40", "32", "地未交")


@pytest.mark.parametrize(
    ("weights", "scores", "expected"),
    [
        ("100", "92", [("100", "100", "ok"), ("92", "92", "ok")]),
        ("100", "100", [("100", "100", "ok"), ("100", "92", "error")]),
        ("110", "92", [("92", "92", "ok")]),  # 10 points of execution stand in another table
        ("105", "92", [("105", "100", "error"), ("92", "92", "ok")]),
    ],
)
def test_totals(weights: str, scores: str, expected: list[tuple[str, str, str]]) -> None:
    told = found(FIRST, SECOND, total(weights, scores))
    assert [one[1:] for one in told if one[0] == "sum"] == expected


def money(score: str) -> Rows:
    header = ["", "全年预算数", "全年执行数", "分值", "执行率", "得分", ""]
    return [header, ["年度资金总额", "100", "80", "10", "80%", score, ""]]


def test_totals_take_in_the_execution_score() -> None:
    rows = (row("100户", "100户", "50", "50"), row("5亩", "4亩", "40", "32", "地未交"))
    told = found(*rows, total("100", "90"), above=money("8"))
    assert [one[1:] for one in told if one[0] == "sum"] == [("100", "100", "ok"), ("90", "90", "ok")]
    assert "SCO-TOTAL" not in [one[2] for one in told]


def test_a_total_on_a_wrong_execution_score_is_mended() -> None:
    rows = (row("100户", "100户", "50", "50"), row("5亩", "4亩", "40", "32", "地未交"))
    told = found(*rows, total("100", "92"), above=money("10"))
    assert [one[1:] for one in told if one[0] == "sum"] == [("100", "100", "ok"), ("92", "92", "ok")]
    assert told[-1] == ("score", "92", "SCO-TOTAL", "warning")


def test_a_row_that_slipped_to_the_right_still_counts() -> None:
    slipped = ["产出指标", "", "征收户数", "100户", "80户", "10", "9", "资金未到"]
    table = grid([[*HEADER, ""], slipped])
    assert judged(list(indicators.find(table, None))) == [("score", "9", "8", "error")]


def test_a_table_without_weights_and_scores_is_no_form() -> None:
    table = grid([["三级指标", "年度指标值", "实际完成值"], ["征收户数", "100户", "80户"]])
    assert list(indicators.find(table, None)) == []
