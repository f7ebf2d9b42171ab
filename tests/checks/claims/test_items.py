"""A quantity with its role: how it is quoted, and how it stands to the figure before."""

from __future__ import annotations

import pytest

from oneruler.checks.claims.items import Item
from oneruler.checks.claims.quantities import quantities
from tests.checks.telling import items, sentence


def last(text: str) -> Item:
    return items(text)[-1]


@pytest.mark.parametrize(
    ("text", "figure"), [("支出1,250.50万元", "1250.50万元"), ("占5.0％", "5.0%"), ("共12户", "12户")]
)
def test_the_figure_as_it_is_quoted(text: str, figure: str) -> None:
    assert last(text).figure == figure


@pytest.mark.parametrize(
    ("text", "parted"),
    [("甲5户；乙7户", True), ("甲5户;乙7户", True), ("甲5户，乙7户", False), ("甲5户、乙7户", False)],
)
def test_semicolons(text: str, parted: bool) -> None:
    assert last(text).semicolon() is parted


@pytest.mark.parametrize(
    ("text", "opens"),
    [("共5户（甲3户", True), ("共5户(甲)3户", False), ("共5户，乙7户", False), ("（共5户）乙7户", False)],
)
def test_brackets_that_open(text: str, opens: bool) -> None:
    assert last(text).opens() is opens


@pytest.mark.parametrize(("text", "whole"), [("甲占总额80万元的25%", True), ("甲20万元，总额80万元", False)])
def test_the_whole_of_the_share_that_follows(text: str, whole: bool) -> None:
    assert any(item.names_whole() for item in items(text)) is whole


def test_a_share_is_no_whole() -> None:
    assert not last("占基本支出的25%").names_whole()


def test_a_sentence_knows_its_words() -> None:
    one = sentence("收入5万元")
    assert one.text == "收入5万元"
    assert [item.quantity for item in one.items] == quantities(one.text)
    assert one.items[0].dimension == "money"
