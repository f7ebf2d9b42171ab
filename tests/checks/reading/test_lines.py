"""Lines by themselves: ends, numbers, headings, list marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneruler.checks.reading.lines import (
    cell,
    heading_level,
    is_figure,
    is_number,
    is_numbered,
    is_page_mark,
    list_mark,
    split_lines,
    width,
)


@settings(deadline=None)
@given(st.text("收a \t\n\r\f\v\u2028\u3000", max_size=60))
def test_lines_stand_where_they_say(text: str) -> None:
    lines = split_lines(text)
    for line in lines:
        assert text[line.start : line.start + len(line.text)] == line.text
        assert line.bare == line.text.strip()
        raw, offset = line.piece
        assert text[offset : offset + len(raw)] == raw == line.bare
    assert [line.text for line in lines] == text.splitlines() + [""] * (text == "" or text[-1] in "\n\r\f\v\u2028")


@pytest.mark.parametrize(
    "words", ["38", "27.75", "2,652.14", "-3.5", "73.03%", "（1）"[1:2], "3000 亩", "2500万元", "¥12", "１２"]
)
def test_numbers(words: str) -> None:
    assert is_number(words)
    assert is_figure(words)


@pytest.mark.parametrize("words", ["1/160", "2022年", "合计", "38和39", "1、局机关", ""])
def test_no_numbers(words: str) -> None:
    assert not is_number(words)
    assert not is_figure(words)


def test_dashes_stand_for_figures_but_are_no_numbers() -> None:
    assert is_figure("——")
    assert not is_number("——")


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("第一部分 单位概况", 1),
        ("第十二章 附则", 1),
        ("一、部门职责", 1),
        ("十一、其他重要事项", 1),
        ("（二）项目支出情况", 2),
        ("(一）部门整体支出绩效情况", 2),
        ("1.主要职能。", 3),
        ("2、数量指标", 3),
        ("（1）单位基本概况", 4),
        ("①人员经费", 5),
        ("附件 1-1", 1),
        ("附件：", 1),
        ("六、资金使用情况：", 1),
        ("（二）2022年度收入情况", 2),
        ("单位概况", 0),
        ("2022年度部门决算", 0),
        ("10.5万元", 0),
        ("1.5万元", 0),
        ("一、财政拨款收入：指单位取得的资金。", 0),
        ("（七）完成区委、区政府交办的其他各项任务。", 0),
        ("1、2021年预算资金184.20万元", 0),
        ("- 一、部门职责", 0),
        ("一、" + "长" * 40, 0),
        ("（一）做好服务工作；", 0),
    ],
)
def test_heading_levels(words: str, level: int) -> None:
    assert heading_level(words) == level


def test_what_begins_an_item() -> None:
    assert all(map(is_numbered, ["一、", "（三）内容", "3.内容", "- 内容", "● 内容", "第二部分"]))
    assert not any(map(is_numbered, ["4.34%", "2022年", "一般公共预算", "-5万元", "（含转移支付）"]))
    assert list_mark("- 1、内容") == 2
    assert list_mark("-5万元") == 0


def test_page_marks() -> None:
    assert all(map(is_page_mark, ["- 3 -", "—12—", "第 3 页", "第3页 共10页"]))
    assert not any(map(is_page_mark, ["3", "-3", "第3部分"]))


def test_a_cell_keeps_the_place_of_its_words() -> None:
    assert cell("\u3000 38 ", 10) == (("38", 12),)
    assert cell(" \u3000", 10) == ()


def test_width_counts_chinese_twice() -> None:
    assert width("收入12") == 6
