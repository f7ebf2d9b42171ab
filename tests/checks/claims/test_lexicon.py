"""The words of accounts: each list knows the wordings of several provinces, and not their near neighbours."""

from __future__ import annotations

import re

import pytest

from oneruler.checks.claims import lexicon


@pytest.mark.parametrize(
    ("pattern", "words", "found"),
    [
        (lexicon.CHANGE_END, "比上年增加了", True),
        (lexicon.CHANGE_END, "降幅达到", True),
        (lexicon.CHANGE_END, "同比增减变动率为", True),
        (lexicon.CHANGE_END, "增加人员经费", False),
        (lexicon.CHANGE_END, "支出为", False),
        (lexicon.SHARE_END, "占支出总额的比重为", True),
        (lexicon.SHARE_END, "占比", True),
        (lexicon.SHARE_END, "占地面积，其中", False),
        (lexicon.EXECUTION_OF_END, "完成全年预算数的", True),
        (lexicon.EXECUTION_OF_END, "完成了下达任务的", True),
        (lexicon.EXECUTION_OF_END, "完成道路的", False),
        (lexicon.EXECUTION_RATE_END, "资金支付率已达", True),
        (lexicon.EXECUTION_RATE_END, "群众满意率", False),
        (lexicon.CONTROL_END, "财政供养人员控制率为", True),
        (lexicon.CONTROL_END, "完成率为", False),
        (lexicon.DIFFERENCE_END, "形成结余资金", True),
        (lexicon.DIFFERENCE_END, "超支约", True),
        (lexicon.DIFFERENCE_END, "支出", False),
        (lexicon.STOCK_NAME, "上年末财政拨款结转", True),
        (lexicon.STOCK_NAME, "本年支出", False),
        (lexicon.TOTAL_LEAD, "以上各项合计", True),
        (lexicon.TOTAL_LEAD, "支出合计", False),
        (lexicon.NAMED_TOTAL, "支出合计", True),
        (lexicon.OPEN_LIST, "甲、乙等", True),
        (lexicon.OPEN_LIST, "甲、乙等级", False),
        (lexicon.INITIAL, "年初预算", True),
        (lexicon.INITIAL, "年初结转", False),
        (lexicon.LAST, "上年同期", True),
        (lexicon.LAST, "上级", False),
    ],
)
def test_words(pattern: re.Pattern[str], words: str, found: bool) -> None:
    assert (pattern.search(words) is not None) is found


@pytest.mark.parametrize(
    ("words", "group"),
    [("较年初预算增加", "up"), ("净增", "up"), ("同口径下降", "down"), ("负增长", "down"), ("增减变化", "neutral")],
)
def test_a_change_has_one_direction(words: str, group: str) -> None:
    match = lexicon.CHANGE_END.search(words)
    assert match is not None
    assert [name for name in ("up", "down", "neutral") if match[name]] == [group]


@pytest.mark.parametrize(
    ("words", "than"),
    [
        ("与上年相比，", "上年"),
        ("比年初预算数增加", "年初预算数"),
        ("较2032年度减少", "2032年度"),
        ("低于年度目标，", "年度目标"),
        ("同比增长", None),
    ],
)
def test_against_what_a_change_is_held(words: str, than: str | None) -> None:
    match = lexicon.COMPARATOR.search(words)
    assert match is not None
    assert match["than"] == than


@pytest.mark.parametrize(
    ("words", "group"),
    [("其中：", "partial"), ("主要包括", "partial"), ("包括", "complete"), ("分别为", "complete"), ("由", "complete")],
)
def test_marks_of_lists(words: str, group: str) -> None:
    match = lexicon.LIST_MARK.search(words)
    assert match is not None
    assert match[group] == words.rstrip("：")


def test_up_and_down_share_no_word() -> None:
    up, down = lexicon.UP_WORDS.split("|"), lexicon.DOWN_WORDS.split("|")
    assert set(up).isdisjoint(down)


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("基本支出", ("公用经费", "人员经费")),
        ("支出合计", ("项目支出", "基本支出")),
        ("政府采购支出", ("货物支出", "工程支出", "服务支出")),
        ("“三公”经费", ("因公出国（境）费", "公务接待费", "公务用车购置及运行费")),
    ],
)
def test_partitions_name_each_part_once(whole: str, parts: tuple[str, ...]) -> None:
    fitting = [
        patterns
        for pattern, patterns in lexicon.PARTITIONS
        if pattern.search(whole) and len(patterns) == len(parts)
        and all(sum(bool(p.search(part)) for p in patterns) == 1 for part in parts)
    ]  # fmt: skip
    assert fitting
