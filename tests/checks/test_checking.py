"""The whole way through: order, places, counts; and that no paper whatever breaks it or keeps it waiting."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneruler.base.findings import Finding
from oneruler.checks import CheckedClaim, Report, check
from oneruler.checks.reading.text import read_text
from tests.checks.telling import paper, report
from tests.checks.telling import told as told_by

FRAGMENTS = st.sampled_from(
    ["其中", "占", "占比", "为", "比上年", "较年初预算", "增加", "减少", "增长", "下降", "分别", "包括", "由", "组成", "合计", "结余",
     "完成", "年初预算", "执行率", "控制率", "编制", "在职", "内设机构", "项目支出", "基本支出", "本年支出合计", "收、支总计", "上年", "同比",
     "个百分点", "万元", "元", "亩", "公顷", "户", "人", "%", "倍", "分", "个", "年", "约", "余", "持平", "得分", "等级为优", "预计年底",
     "（", "）", "(", ")", "，", "。", "；", "：", "、", "“", "”", "\t", "\n", " ", "　", "|", "-", "—", "/", ".", ",", "XX", "1、", "一、",
     "0", "0.00", "5", "12.5", "100", "943%", "1,234.5", "2033", "１２", "十二", "〇", "13800000000", "212", "2120801", "总分", "分值"]
)  # fmt: skip
MIXED = st.lists(FRAGMENTS, max_size=80).map("".join)


def assert_sound(checked: Report) -> None:
    """Every claim and finding stands in the text, on its very words, in reading order."""
    text = checked.document.text
    told: list[CheckedClaim | Finding] = [*checked.claims, *checked.findings]
    for one in told:
        start, end = one.span
        assert 0 <= start < end <= len(text)
        assert one.quote == text[start:end]
        assert one.place == checked.document.place(start, end)
    assert [claim.span for claim in checked.claims] == sorted(claim.span for claim in checked.claims)
    assert [finding.span for finding in checked.findings] == sorted(finding.span for finding in checked.findings)
    assert sum(count.ran + count.skipped for count in checked.relations) == len(checked.claims)
    for finding in checked.findings:
        assert finding.message.endswith("。")


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_is_checked(text: str) -> None:
    assert_sound(check(read_text(text)))


@given(MIXED)
@settings(max_examples=400, deadline=None)
def test_any_mixture_of_accounts_words_is_checked(text: str) -> None:
    assert_sound(check(read_text(text)))


@given(st.lists(st.lists(st.lists(FRAGMENTS, max_size=3).map("".join), min_size=1, max_size=8), min_size=1, max_size=9))
@settings(max_examples=200, deadline=None)
def test_any_table_is_checked(rows: list[list[str]]) -> None:
    assert_sound(check(paper(rows)))


@given(MIXED)
@settings(max_examples=50, deadline=None)
def test_the_same_paper_gives_the_same_report(text: str) -> None:
    document = read_text(text)
    assert check(document) == check(document)


SENTENCES = [
    "签约9户（住宅5户、商铺3户）。",
    "支出50.5万元，比上年增加10.1万元，增长52%。",
    "支出80万元，其中：基本支出30万元，占62.5%；项目支出50万元。",
    "政府性基础预算为0。",
]


def test_findings_and_claims_are_in_reading_order() -> None:
    checked = report(*SENTENCES)
    assert_sound(checked)
    assert [finding.place.line for finding in checked.findings] == [1, 2, 3, 4]


def test_one_relation_said_twice_is_counted_once() -> None:
    claims = told_by("支出80万元，其中：基本支出30万元；项目支出50万元。")
    assert claims == [("sum", "80万元", "80", "ok")]


def test_relations_tell_how_often_they_ran_and_how_often_they_could_not() -> None:
    checked = report("支出50万元，比上年增加10万元，增长25%。", "#二、其他", "同比增长7%。")
    (count,) = [count for count in checked.relations if count.name.startswith("增减率")]
    assert (count.ran, count.skipped) == (1, 1)
    assert count.reason
    (sums,) = report("签约9户（住宅5户、商铺4户）。").relations
    assert (sums.ran, sums.skipped, sums.reason) == (1, 0, "")


def test_long_cells_are_read_as_prose_and_short_ones_are_not() -> None:
    sentence = "支出50万元，比上年增加10万元，增长20%。"
    assert [finding.code for finding in report([["说明", sentence]]).findings] == ["ARI-GROWTH"]
    assert report([["共9户", "甲5户"]]).claims == ()


def test_a_form_is_not_read_a_second_time_as_a_plain_table() -> None:
    rows = [
        ["", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["年度资金总额", "90", "100", "80", "10", "70%", "8"],
    ]
    assert [finding.code for finding in report(rows).findings] == ["ARI-EXECUTION"]


def seconds(work: Callable[[], object]) -> int:
    begin = time.monotonic()
    work()
    return int(time.monotonic() - begin)


HOSTILE = ["7", "13800138000", "(", ")", "其中", "占", "\t", "由", "比", "和", "、", ",000", ".", "X", "为", "分别", "，",
           "；", "。", "住址", "不", "截止2022年", "预计到年底", "得分", "率", "预算", "**", "年初预算", "较上年", "“", "a", "甲 ", "征", "甲科、",
           "2022年", "项目支出3万元。"]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE, ids=[ascii(unit) for unit in HOSTILE])
def test_a_hostile_paragraph_does_not_hang(unit: str) -> None:
    """No regular expression runs away: 200 000 characters of one thing. The bound tells a hang, not a speed."""
    document = paper(unit * (200_000 // len(unit)))
    assert seconds(lambda: check(document)) < 20


def test_a_hostile_table_does_not_hang() -> None:
    document = paper([["合计", "其中：", "100%", "5"] * 3] * 600)
    assert seconds(lambda: check(document)) < 20
