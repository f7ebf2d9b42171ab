"""Named values of a whole paper: found by name, the nearest before first, never over the border of a section."""

from __future__ import annotations

import pytest

from oneruler.checks.claims.facts import Facts, bare
from tests.checks.telling import facts, passage


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("2033年度支出合计", "支出"),
        ("本单位支出总额", "支出"),
        ("支出（含结转）", "支出"),
        ("“三公”经费", "三公经费"),
        ("项目支出", "项目支出"),
    ],
)
def test_names_bare_of_filler(name: str, left: str) -> None:
    assert bare(name) == left


def figures(known: Facts, name: str, order: int, dimension: str | None = None) -> list[str]:
    return [item.figure for item in known.named(name, order, dimension)]


def test_the_nearest_before_comes_first_then_those_after() -> None:
    known = facts("项目支出5万元。", "项目支出6万元。", "项目支出7万元。")
    assert figures(known, "项目支出", 1) == ["6万元", "5万元", "7万元"]
    assert figures(known, "项目支出", 2) == ["7万元", "6万元", "5万元"]


def test_filler_words_make_no_other_name() -> None:
    assert figures(facts("2033年度支出合计80万元。"), "支出总额", 0) == ["80万元"]


def test_exact_names_before_alike() -> None:
    known = facts("征收项目支出5万元。", "项目支出6万元。")
    assert figures(known, "项目支出", 1) == ["6万元", "5万元"]


def test_short_names_must_be_the_same() -> None:
    assert figures(facts("接待支出5万元。"), "支出", 0) == []


def test_the_dimension_counts() -> None:
    known = facts("征收项目3个，征收项目5万元。")
    assert figures(known, "征收项目", 0, "money") == ["5万元"]


def test_no_name_finds_nothing() -> None:
    assert figures(facts("合计5万元。"), "合计", 0) == []


@pytest.mark.parametrize(
    ("texts", "order", "expected"),
    [
        pytest.param(("支出5万元。", "其中甲占3%。"), 1, ["5万元"], id="the sentence before"),
        pytest.param(("支出5万元，其中乙2万元。", "甲占3%。"), 1, ["5万元", "2万元"], id="first and last"),
        pytest.param(("支出5万元（乙2万元）。", "甲占3%。"), 1, ["5万元"], id="not what stands in brackets"),
        pytest.param(("支出5万元。", "占4%。", "甲占3%。"), 2, ["5万元"], id="past a sentence without values"),
        pytest.param(("甲占3%。",), 0, [], id="nothing before"),
    ],
)
def test_what_a_sentence_without_a_subject_speaks_of(texts: tuple[str, ...], order: int, expected: list[str]) -> None:
    assert [item.figure for item in facts(*texts).earlier(order)] == expected


def test_a_share_may_be_of_the_sentence_after() -> None:
    known = facts("支出5万元。", "甲占3%。", "收入8万元，其中乙6万元。")
    assert [item.figure for item in known.around(1)] == ["5万元", "8万元"]


def test_sections_are_borders() -> None:
    known = Facts()
    known.read(passage("支出5万元。"), 1)
    known.read(passage("甲占3%。"), 2)
    known.read(passage("收入8万元。"), 3)
    assert list(known.earlier(1)) == []
    assert list(known.around(1)) == []
    assert figures(known, "收入", 1) == ["8万元"]
