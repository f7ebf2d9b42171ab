"""Printed figures as intervals: whatever the digits may stand for, the arithmetic's outcome holds it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oneruler.base.printed import Computed, Printed, cut, exactly, plain

D = Decimal
FIGURES = st.builds(
    lambda units, places: Printed(D(units).scaleb(-places), places),
    st.integers(-(10**9), 10**9),
    st.integers(0, 6),
)
PORTIONS = st.fractions(0, 1)


def member(interval: Computed, portion: Fraction) -> Fraction:
    """A number of the interval: its low end and so much of the way to its high end."""
    return Fraction(interval.low) + (Fraction(interval.high) - Fraction(interval.low)) * portion


@pytest.mark.parametrize(
    ("text", "value", "places"),
    [
        ("38", "38", 0),
        ("1,234.50", "1234.50", 2),
        ("12 345.6", "12345.6", 1),
        ("-36", "-36", 0),
        ("+0.070", "0.070", 3),
        ("0", "0", 0),
    ],
)
def test_read(text: str, value: str, places: int) -> None:
    printed = Printed.read(text)
    assert (printed.value, printed.places) == (D(value), places)
    assert not printed.loose


@pytest.mark.parametrize("text", ["", "万", "1.2.3", "12a", "--"])
def test_what_is_no_number_is_refused_by_its_words(text: str) -> None:
    with pytest.raises(ValueError, match="不是数字") as refused:
        Printed.read(text)
    assert repr(text) in str(refused.value)


@pytest.mark.parametrize(
    ("printed", "options", "low", "high"),
    [
        pytest.param(Printed(D("3.04"), 2), {}, "3.035", "3.045", id="half a unit of the last place"),
        pytest.param(Printed(D("3"), 0), {}, "2.5", "3.5", id="whole number"),
        pytest.param(Printed(D("113.1"), 1), {"places": 2}, "113.095", "113.105", id="a dropped nought"),
        pytest.param(Printed(D("3.04"), 2), {"places": 1}, "3.035", "3.045", id="never fewer places than printed"),
        pytest.param(Printed(D("12"), 0), {"exact": True}, "12", "12", id="a count"),
        pytest.param(Printed(D("900"), 0, loose=True), {}, "810", "990", id="loose: a tenth either way"),
        pytest.param(Printed(D("-50"), 0, loose=True), {"exact": True}, "-55", "-45", id="loose below nought"),
        pytest.param(Printed(D("1.2"), 1), {"scale": D(10_000)}, "11500", "12500", id="another unit"),
    ],
)
def test_the_interval_of_a_printed_figure(printed: Printed, options: dict[str, object], low: str, high: str) -> None:
    term = printed.term(**options)  # type: ignore[arg-type]  # each case names options of their own types
    assert (term.low, term.high) == (D(low), D(high))
    assert term.value == printed.value * options.get("scale", D(1))  # type: ignore[operator]


@pytest.mark.parametrize(("places", "ulp"), [(0, "1"), (2, "0.01"), (6, "0.000001")])
def test_one_unit_of_the_last_place(places: int, ulp: str) -> None:
    assert Printed(D(5), places).ulp == D(ulp)


@given(FIGURES, FIGURES, PORTIONS, PORTIONS)
def test_sums_differences_and_products_hold_all_members(a: Printed, b: Printed, p: Fraction, q: Fraction) -> None:
    one, other = a.term(), b.term()
    x, y = member(one, p), member(other, q)
    for outcome, truth in ((one + other, x + y), (one - other, x - y), (one * other, x * y)):
        assert Fraction(outcome.low) <= truth <= Fraction(outcome.high)
        assert outcome.low <= outcome.value <= outcome.high


@given(FIGURES, FIGURES, PORTIONS, PORTIONS)
def test_quotients_hold_all_members(a: Printed, b: Printed, p: Fraction, q: Fraction) -> None:
    one, other = a.term(), b.term()
    assume(other.low > 0 or other.high < 0)
    outcome = one / other
    slack = Fraction(1, 10**12) * (1 + abs(Fraction(outcome.high)) + abs(Fraction(outcome.low)))  # 28 digits are kept
    assert Fraction(outcome.low) - slack <= member(one, p) / member(other, q) <= Fraction(outcome.high) + slack


@given(FIGURES, PORTIONS)
def test_turning_and_scaling_keep_the_members(a: Printed, p: Fraction) -> None:
    term = a.term()
    truth = member(term, p)
    assert Fraction(term.negated().low) <= -truth <= Fraction(term.negated().high)
    assert Fraction(term.percent().low) <= truth * 100 <= Fraction(term.percent().high)
    assert term.negated().negated() == term


def test_a_divisor_that_may_be_nought_is_taken_as_exact() -> None:
    outcome = Printed(D(10), 0).term(exact=True) / Printed(D("0.4"), 0).term()
    assert (outcome.low, outcome.value, outcome.high) == (D(25), D(25), D(25))


def test_nothing_is_divided_by_nought() -> None:
    with pytest.raises(ZeroDivisionError, match="7 / 0"):
        exactly(7) / exactly(0)


@pytest.mark.parametrize(
    ("outcome", "text"),
    [
        (exactly(1) + exactly(2) + exactly(3), "1 + 2 + 3"),
        (exactly(9) - (exactly(1) + exactly(2)), "9 - (1 + 2)"),
        (exactly(9) / (exactly(1) + exactly(2)), "9 / (1 + 2)"),
        ((exactly(1) + exactly(2)) * exactly(9), "(1 + 2) * 9"),
        (exactly(8) / (exactly(2) * exactly(2)), "8 / (2 * 2)"),
        (exactly(8) * exactly(2) / exactly(4), "8 * 2 / 4"),
        (exactly(5) - exactly(-3), "5 - (-3)"),
        ((exactly(8) / exactly(10)).percent(), "8 / 10"),
        (exactly(10) * (exactly(8) / exactly(10)).percent().scoring(), "10 * min(1, 8 / 10)"),
        (exactly(10) * exactly(80).scoring(), "10 * min(1, 80%)"),
    ],
)
def test_the_arithmetic_as_text(outcome: Computed, text: str) -> None:
    assert outcome.text == text


@pytest.mark.parametrize(("rate", "factor"), [("80", "0.8"), ("100", "1"), ("120", "1"), ("0", "0")])
def test_a_score_is_never_more_than_full(rate: str, factor: str) -> None:
    assert Printed(D(rate), 0).term().scoring().value == D(factor)


@pytest.mark.parametrize(
    ("value", "text"),
    [("113.10", "113.1"), ("100", "100"), ("0.00", "0"), ("1E+3", "1000"), ("-2.50", "-2.5"), ("1E-7", "0.0000001")],
)
def test_plain(value: str, text: str) -> None:
    assert plain(D(value)) == text


@pytest.mark.parametrize(
    ("value", "places", "outcome"),
    [("61.5385", 2, "61.53"), ("-61.5385", 2, "-61.53"), ("9.99", 0, "9"), ("2", 1, "2.0")],
)
def test_cut_goes_toward_nought(value: str, places: int, outcome: str) -> None:
    assert str(cut(D(value), places)) == outcome
