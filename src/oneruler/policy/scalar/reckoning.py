"""The sums behind the functions of the language: quotients, bands, ages, months. Values in, values out."""

from __future__ import annotations

import calendar
from datetime import date
from decimal import Decimal
from fractions import Fraction

from oneruler.base.rounding import half_up
from oneruler.policy.rates import Band, NoRateError, Rate, RateTable


def quotient(dividend: Decimal, divisor: Decimal, digits: int) -> Decimal:
    """Half up, away from zero on both sides, from whole numbers: no precision is ever short."""
    top, bottom = dividend.as_integer_ratio(), divisor.as_integer_ratio()
    return half_up(Fraction(top[0] * bottom[1], top[1] * bottom[0]), digits)


def shares(table: RateTable, rates: list[Rate], number: Decimal) -> tuple[tuple[Rate, Decimal], ...]:
    """How much of ``number`` falls into each band. Raises NoRateError where it reaches outside all of them."""
    parts, reached = [], Decimal(0)
    for rate in rates:
        band = rate.keys[-1]
        assert isinstance(band, Band)
        if band.low is not None and band.low > reached:
            break
        part = (number if band.high is None else min(number, band.high)) - reached
        if part > 0:
            parts.append((rate, part))
            reached += part
    if reached < number:
        raise NoRateError(f"标准表“{table.name}”的各段没有包括 0 到 {number}")
    return tuple(parts)


def days_between(first: date, last: date) -> int:
    """Days from one day to another; the next day is one."""
    return (last - first).days


def full_months(first: date, last: date) -> int:
    """Whole months from one day to another: the 15th to the 15th of the next is one; below zero backwards."""
    if last < first:
        return -full_months(last, first)
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (months_after(first, months) > last)


def full_years(first: date, last: date) -> int:
    """Age in full years (周岁): it grows on the birthday; 29 February's on the 28th of a common year."""
    return full_months(first, last) // 12 if last >= first else -(full_months(last, first) // 12)


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
