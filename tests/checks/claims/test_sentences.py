"""Where sentences end, how deep a figure stands, and what the figures beside it make of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.checks.claims.sentences import sentences
from tests.checks.telling import items, passage


def test_the_value_of_an_earlier_year_is_last_years() -> None:
    now, then = items("2033年支出8万元，2032年支出5万元，增长60%")[:2]
    assert [{tag.name for tag in item.tags} for item in (now, then)] == [set(), {"LAST"}]


def test_depth_counts_open_brackets() -> None:
    text = "共10户（住宅7户（平房2户、楼房5户）、商铺3户），面积9亩"
    assert [item.depth for item in items(text)] == [0, 1, 2, 2, 1, 0]


def test_depth_starts_at_the_outermost_figure() -> None:
    assert [item.depth for item in items("（收入7万元，支出5万元）")] == [0, 0]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("支出5万元。收入7万元。", [1, 1]),
        ("支出5万元。其中：甲2万元。", [2]),
        ("没有数字。", []),
        ("支出5.5万元！收入7万元", [1, 1]),
        ("甲说“支出5万元。”收入7万元", [1, 1]),
        ("共3户。1、甲1户；2、乙2户", [3]),
    ],
)
def test_sentences_end_where_meaning_does(text: str, counts: list[int]) -> None:
    assert [len(sentence.items) for sentence in sentences(passage(text))] == counts


@given(
    st.text(
        alphabet="甲增减占其中分别为的比上年预算执行率由到，。；：（）0123456789.%万元户亩个百分点 \t", max_size=120
    )
)
def test_every_figure_is_read_once_and_in_its_place(text: str) -> None:
    read = passage(text)
    last = 0
    for sentence in sentences(read):
        assert sentence.items or read.text[sentence.start : sentence.end]
        for item in sentence.items:
            quantity = item.quantity
            assert last <= item.lead_start <= quantity.start < quantity.end <= sentence.end
            assert sentence.start <= quantity.start
            assert read.text[item.lead_start : quantity.start].startswith(item.lead)
            last = quantity.end
