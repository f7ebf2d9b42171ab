"""The words for places, arithmetic, slips and what was not checked."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.base.document import Origin, Place
from oneruler.checks.render.wording import (
    arithmetic,
    around,
    claim_row,
    place_words,
    recomputed_by_formula,
    slip_words,
    summary,
    unchecked,
)
from oneruler.checks.report import Report


@pytest.mark.parametrize(
    ("origin", "last", "words"),
    [
        (Origin(), 95, "第95行"),
        (Origin(), 97, "第95至97行"),
        (Origin(page=3), 95, "第3页 第95行"),
        (Origin(page=3, paragraph=2), 95, "第3页 第2段"),
        (Origin(page=3, table=2, cell="R3C4"), 95, "第3页 表2 R3C4"),
        (Origin(table=1, cell="收支!B3"), 95, "表1 收支!B3"),
    ],
)
def test_places(origin: Origin, last: int, words: str) -> None:
    assert place_words(Place(95, 0, last, 4, origin)) == words


def test_arithmetic_says_the_sum_what_it_should_be_and_what_stands_there(sample: Report) -> None:
    growth = sample.findings[0]
    recomputed = recomputed_by_formula(sample)[growth.stated, growth.formula]
    assert arithmetic(growth, recomputed) == "3339.65 ÷ (202.78 + 3339.65) = 94.2757%，应为 94.3%，写作 943%"
    assert arithmetic(replace(growth, formula="")) == "应为 94.3%，写作 943%"
    assert arithmetic(replace(growth, formula="1 * 2 = 2", expected="", stated=""), "2.0000") == "1 × 2 = 2"
    assert arithmetic(replace(growth, formula="", expected="")) == ""


def test_slips(sample: Report) -> None:
    assert slip_words(sample.findings[0]) == "可能的笔误：小数点遗漏或错位"
    assert slip_words(sample.findings[1]) == ""


def test_counts_and_what_was_not_checked(sample: Report) -> None:
    assert summary(sample) == "核查点 3 处：相符 1、不符 1、无法复算 1；错误 1 处，警告 1 处，提示 1 处。"
    assert unchecked(sample) == "未能核查：三公经费合计（没有三公经费表）。"
    bare = replace(sample, claims=(), findings=(), relations=())
    assert summary(bare) == "核查点 0 处；错误 0 处，警告 0 处，提示 0 处。"
    assert unchecked(bare) == ""


@given(st.text("甲乙1", max_size=30), st.text("9%", max_size=6), st.text("丙丁2", max_size=30), st.integers(0, 70))
def test_a_cut_quote_keeps_its_figure_and_its_length(before: str, stated: str, after: str, most: int) -> None:
    quote = before + stated + after
    cut = around(quote, stated, most)
    assert len("".join(cut)) <= max(most, len(stated) + 2)
    if stated:
        assert cut[1] == stated
        assert before.endswith(cut[0].lstrip("…"))
        assert after.startswith(cut[2].rstrip("…"))
    if len(quote) <= most:
        assert "".join(cut) == quote


def test_the_figure_is_the_last_that_stands_whole() -> None:
    assert around("征收 3000 亩 1589 亩 10 9", "9", 99) == ("征收 3000 亩 1589 亩 10 ", "9", "")
    assert around("9.5、19、9，共9.0", "9", 99) == ("9.5、19、", "9", "，共9.0")
    assert around("19号", "9", 99) == ("1", "9", "号")
    assert around("没有", "9", 99) == ("没有", "", "")


def test_a_claim_as_a_row(sample: Report) -> None:
    assert claim_row(sample.claims[0]) == (
        "增减率",
        "与上年相比增长943%",
        "943%",
        "3339.65 ÷ (202.78 + 3339.65)",
        "94.2757%",
        "不符",
    )
