"""Half up, both sides of zero, at any length."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.base.rounding import half_up


@pytest.mark.parametrize(
    ("exact", "places", "rounded"),
    [
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("2.675", 2, "2.68"),
        ("-2.675", 2, "-2.68"),
        ("1", 2, "1.00"),
        ("-0.4", 0, "0"),
    ],
)
def test_ties_go_away_from_zero(exact: str, places: int, rounded: str) -> None:
    assert str(half_up(Decimal(exact), places)) == rounded


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6), st.integers(0, 5))
def test_agrees_with_decimal_given_room(exact: Decimal, places: int) -> None:
    with localcontext() as context:
        context.prec = 200
        assert half_up(exact, places) == exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@given(st.fractions(), st.integers(0, 6))
def test_is_never_more_than_half_a_place_away(exact: Fraction, places: int) -> None:
    assert abs(Fraction(half_up(exact, places)) - exact) <= Fraction(1, 2 * 10**places)


def test_long_figures_keep_every_digit() -> None:
    assert str(half_up(Decimal("123456789012345678901234567890.125"), 2)) == "123456789012345678901234567890.13"
