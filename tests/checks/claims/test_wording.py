"""Faults of form: blanks, templates, wrong names, years and grades; and what only looks like one."""

from __future__ import annotations

import pytest

from oneruler.checks.claims.wording import Setting, find, setting
from tests.checks.telling import paper, passage, report

NOTHING = Setting(None, None, False, False)
EVALUATION = Setting(2033, 2034, True, False)
ACCOUNTS = Setting(2033, 2034, False, True)


def codes(text: str, known: Setting = NOTHING) -> list[tuple[str, str]]:
    return [(remark.code, remark.stated) for remark in find(passage(text), known)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("专项经费  万元、会议经费3万元", [("FRM-BLANK", "专项经费万元")]),
        ("本年支出万元。", [("FRM-BLANK", "本年支出万元")]),
        ("金额单位：万元", []),
        ("支出（单位：万元）", []),
        ("本年支出3万元", []),
        ("XX年支出", [("FRM-PLACEHOLDER", "XX")]),
        ("支出××万元", [("FRM-PLACEHOLDER", "××")]),
        ("支出____万元", [("FRM-PLACEHOLDER", "____")]),
        ("型号XXL", []),
        ("本年增长（下降）5%", [("FRM-TEMPLATE", "增长(下降)")]),
        ("支出增加/减少3万元", [("FRM-TEMPLATE", "增加/减少")]),
        ("增长（同口径）5%", []),
        ("工作完成。。下一步", [("FRM-PUNCTUATION", "。。")]),
        ("甲，，乙", [("FRM-PUNCTUATION", "，，")]),
        ("甲，。", [("FRM-PUNCTUATION", "，。")]),
        ("甲。乙，丙", []),
        ("政府性基础预算为0", [("FRM-NAME", "政府性基础预算")]),
        ("公务用车运行维护费", []),
    ],
)
def test_without_a_setting(text: str, expected: list[tuple[str, str]]) -> None:
    assert codes(text) == expected


def test_a_wrong_name_says_the_right_one() -> None:
    (remark,) = find(passage("因工出国（境）费0万元"), NOTHING)
    assert remark.expected == "因公出国"


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("截至2032年12月31日，共有车辆0辆", ACCOUNTS, ["FRM-YEAR"]),
        ("截至2032年12月31日，共有车辆0辆", NOTHING, []),
        ("截至2033年12月31日，共有车辆0辆", ACCOUNTS, []),
        ("2032年末，我单位共有车辆0辆", ACCOUNTS, ["FRM-YEAR"]),
        ("2032年度支出合计80万元，占全部支出的比重较大", ACCOUNTS, ["FRM-YEAR"]),
        ("2033年度支出合计80万元，占全部支出的比重较大", ACCOUNTS, []),
        ("与2032年度支出相比增加80万元，主要是项目增多", ACCOUNTS, []),
        ("预计年底完成30户", EVALUATION, ["FRM-FORECAST"]),
        ("预计到年底全部完成", EVALUATION, []),
        ("预计年底完成30户", ACCOUNTS, []),
        ("今年3月起执行", EVALUATION, ["FRM-THISYEAR"]),
        ("今年3月起执行", ACCOUNTS, []),
        ("三年内完成", EVALUATION, []),
    ],
)
def test_times(text: str, known: Setting, expected: list[str]) -> None:
    assert [code for code, _ in codes(text, known)] == expected


@pytest.mark.parametrize(
    ("score", "grade", "right"),
    [
        ("90", "优", ""), ("89.9", "优", "良"), ("90", "良", "优"), ("80", "良", ""), ("79", "良", "中"),
        ("60", "中", ""), ("59.5", "中", "差"), ("59.5", "差", ""), ("100", "优秀", ""), ("120", "良", ""),
    ],
)  # fmt: skip
def test_grades_follow_from_scores(score: str, grade: str, right: str) -> None:
    found = list(find(passage(f"自评得分{score}分，评价等级为“{grade}”"), EVALUATION))
    assert [(remark.code, remark.expected, remark.severity.value) for remark in found] == (
        [("SCO-GRADE", right, "error")] if right else []
    )


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            ("某某中心2033年度部门决算", "2033年度支出5万元，2032年度支出4万元。", "2034年8月9日"),
            Setting(2033, 2034, False, True),
            id="accounts",
        ),
        pytest.param(
            ("2033年度部门整体支出绩效自评报告", "比2032年度多", "比2032年度少"),
            Setting(2033, None, True, False),
            id="the title weighs more than words",
        ),
        pytest.param(("工作简报", "无年份"), Setting(None, None, False, False), id="neither"),
    ],
)
def test_the_setting_is_read_from_the_paper(texts: tuple[str, ...], expected: Setting) -> None:
    assert setting(paper(*texts)) == expected


def test_this_year_is_told_once() -> None:
    checked = report("2033年度部门整体支出绩效自评报告", "今年3月起执行。", "今年5月结束。")
    assert [finding.quote for finding in checked.findings] == ["今年"]
    assert checked.findings[0].place.line == 2
