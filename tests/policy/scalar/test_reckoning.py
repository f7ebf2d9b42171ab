"""Quotients, bands, ages and months, held against plain counting."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.policy.rates import NoRateError
from oneruler.policy.scalar.reckoning import days_between, full_months, full_years, months_after, quotient, shares
from tests.policy.packs import day, rates, table

DATES = st.dates(date(1900, 1, 1), date(2100, 12, 31))
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**26), max_value=10**26)


@pytest.mark.parametrize(
    ("over", "under", "digits", "result"),
    [
        ("1", "3", 2, "0.33"), ("2", "3", 2, "0.67"), ("1", "8", 2, "0.13"), ("-1", "8", 2, "-0.13"),
        ("1", "-8", 2, "-0.13"), ("-1", "-8", 2, "0.13"), ("5", "2", 0, "3"), ("-5", "2", 0, "-3"),
        ("0", "-7", 2, "0.00"), ("-0.001", "1", 2, "0.00"), ("10", "2", 0, "5"), ("0.005", "1", 2, "0.01"),
        ("123456789012345678901234567890.12", "0.01", 1, "12345678901234567890123456789012.0"),
        ("123456789012345678901234567890", "7", 8, "17636684144620811271604938270.00000000"),
    ],
)  # fmt: skip
def test_a_quotient_is_half_up_on_both_sides(over: str, under: str, digits: int, result: str) -> None:
    assert str(quotient(Decimal(over), Decimal(under), digits)) == result


@given(NUMBERS, NUMBERS.filter(bool), st.integers(0, 8))
def test_a_quotient_is_the_nearest_figure(over: Decimal, under: Decimal, digits: int) -> None:
    exact = Fraction(over) / Fraction(under)
    away = Fraction(quotient(over, under, digits)) - exact
    assert abs(away) <= Fraction(1, 2 * 10**digits)
    if abs(away) == Fraction(1, 2 * 10**digits):
        assert (away > 0) == (exact > 0)


@pytest.mark.parametrize(
    ("rows", "number", "parts"),
    [
        (["0,50,元/㎡,10", "50,100,元/㎡,8"], "0", []),
        (["0,50,元/㎡,10", "50,100,元/㎡,8"], "49.99", ["49.99"]),
        (["0,50,元/㎡,10", "50,100,元/㎡,8"], "50", ["50"]),
        (["0,50,元/㎡,10", "50,100,元/㎡,8"], "50.01", ["50", "0.01"]),
        (["0,50,元/㎡,10", "50,100,元/㎡,8"], "100", ["50", "50"]),
        (["50,100,元/㎡,8", "0,50,元/㎡,10"], "60", ["50", "10"]),
        ([",50,元/㎡,10", "50,,元/㎡,8"], "1000", ["50", "950"]),
        (["-10,50,元/㎡,10", "50,,元/㎡,8"], "60", ["50", "10"]),
    ],
)
def test_how_much_falls_into_each_band(rows: list[str], number: str, parts: list[str]) -> None:
    banded = rates("段", table("面积≥,面积<,单位,单价", *rows))
    found = shares(banded, banded.bands([], day("2025-06-01")), Decimal(number))
    assert [str(part) for _, part in found] == parts
    assert sum(part for _, part in found) == Decimal(number)


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        (["0,50,元/㎡,10", "50,100,元/㎡,8"], "100.01"),
        (["10,50,元/㎡,10", "50,100,元/㎡,8"], "60"),
        (["10,50,元/㎡,10"], "5"),
        (["0,50,元/㎡,10", "50,60,元/㎡,8,2025-01-01,2025-02-01", "60,100,元/㎡,8"], "55"),
        (["0,50,元/㎡,10", "50,60,元/㎡,8,2025-01-01,2025-02-01", "60,100,元/㎡,8"], "80"),
    ],
)
def test_a_part_that_no_band_holds_is_refused(rows: list[str], number: str) -> None:
    banded = rates("段", table("面积≥,面积<,单位,单价", *rows))
    with pytest.raises(NoRateError, match=f"标准表“段”的各段没有包括 0 到 {number}"):
        shares(banded, banded.bands([], day("2025-06-01")), Decimal(number))


@given(DATES, DATES)
def test_days_undo_adding_days(first: date, last: date) -> None:
    assert first + timedelta(days=days_between(first, last)) == last


@given(DATES, st.integers(-600, 600))
def test_a_month_on_is_the_same_day_or_the_last(start: date, months: int) -> None:
    later = months_after(start, months)
    assert (later.year * 12 + later.month) - (start.year * 12 + start.month) == months
    assert later.day == start.day or (later.day < start.day and (later + timedelta(days=1)).day == 1)


@given(DATES, DATES)
def test_full_months_are_as_many_as_fit(first: date, last: date) -> None:
    first, last = sorted((first, last))
    months = full_months(first, last)
    assert months_after(first, months) <= last < months_after(first, months + 1)
    assert full_months(last, first) == -months


@given(DATES, DATES)
def test_an_age_grows_on_the_birthday(born: date, on: date) -> None:
    born, on = sorted((born, on))
    age = full_years(born, on)
    try:
        birthday = born.replace(year=on.year)
    except ValueError:
        birthday = date(on.year, 2, 28)
    assert age == on.year - born.year - (on < birthday)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("2000-02-29", "2018-02-27", 17), ("2000-02-29", "2018-02-28", 18), ("2000-02-29", "2020-02-28", 19),
        ("2000-02-29", "2020-02-29", 20), ("2007-07-01", "2025-06-30", 17), ("2007-07-01", "2025-07-01", 18),
        ("2025-07-01", "2007-07-01", -18), ("2025-07-01", "2007-07-02", -17),
    ],
)  # fmt: skip
def test_ages(born: str, on: str, age: int) -> None:
    assert full_years(day(born), day(on)) == age
