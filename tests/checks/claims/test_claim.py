"""Figures brought to one unit and one precision before they are reckoned with."""

from __future__ import annotations

from decimal import Decimal

import pytest

from oneruler.base.printed import exactly
from oneruler.checks.claims.claim import alike, percent, terms, total
from oneruler.checks.claims.quantities import Quantity, quantities

D = Decimal


def read(text: str) -> list[Quantity]:
    return quantities(text)


def test_terms_are_in_the_unit_of_the_wanted_figure() -> None:
    wanted, yuan, hundred_million = read("5万元、30000元、1.2亿元")
    assert [term.value for term in terms(wanted, (yuan, hundred_million))] == [5, 3, 12_000]


def test_a_dropped_nought_is_read_as_printed() -> None:
    """113.1 beside 39.04 is 113.10; the 元 beside them keeps its own places, and so does a rough figure."""
    wanted, rounded, exact, yuan, rough = terms(*_first(read("113.1万元、40万元、39.04万元、500元、约60万元")))
    assert [term.high - term.low for term in (wanted, rounded, exact)] == [D("0.010")] * 3
    assert yuan.high - yuan.low == D("0.0001")
    assert rough.high - rough.low == 12


def _first(found: list[Quantity]) -> tuple[Quantity, list[Quantity]]:
    return found[0], found[1:]


def test_counts_stand_for_themselves() -> None:
    wanted, part = terms(*_first(read("12户、5户")))
    assert (wanted.low, wanted.high, part.low, part.high) == (D(12), D(12), D(5), D(5))


@pytest.mark.parametrize(
    ("text", "same"),
    [("3亩、3公顷", True), ("3亩、5亩", True), ("3万元、5元", True), ("3户、3亩", False), ("3户、3人", False)],
)
def test_what_may_be_held_against_each_other(text: str, same: bool) -> None:
    one, other = read(text)
    assert alike(one, other) is alike(other, one) is same


def test_total_adds_in_order() -> None:
    added = total([exactly(3), exactly(4), exactly(5)])
    assert (added.value, added.text) == (D(12), "3 + 4 + 5")
    assert total([exactly(3)]).text == "3"


def test_percent() -> None:
    assert percent(D(3), D(8)) == D("37.5")
    with pytest.raises(ArithmeticError):
        percent(D(3), D(0))
