"""What an indicator will stand at on the last day of the year, and which light it gets. Values in, values out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from oneruler.base.rounding import half_up
from oneruler.performance.scoring import Direction, attainment

AMBER_FROM = Fraction(8, 10)
"""From this share of the target on the light is amber, below it red: trade practice, no rule."""


class Light(StrEnum):
    """灯: on its way, to be watched, off its way."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Growth(StrEnum):
    """How a figure comes about over a year."""

    GROWS = "grows"  # a count or an amount that adds up day by day
    STANDS = "stands"  # a rate, which is no sum of days


@dataclass(frozen=True, slots=True)
class Forecast:
    """The value at the year's end, its light, and the assumption that it rests on, in words."""

    value: Decimal
    light: Light
    assumption: str


def forecast(target: Decimal, value: Decimal, direction: Direction, growth: Growth, on: date, year: int) -> Forecast:
    """Straight on by days: ``value ÷ days gone × days of the year``. A rate is taken to stay as it is, and so is every
    figure once the year is over. Raises ValueError for a day before the year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if on < first:
        raise ValueError(f"监控日 {on} 在 {year} 年之前。")
    gone, days = (on - first).days + 1, (last - first).days + 1
    if on >= last:
        expected, assumption = value, "年度已满，以实际完成值为准"
    elif growth is Growth.STANDS:
        expected, assumption = value, "比率不逐日累加，假设年底与当前相同"
    else:
        expected = half_up(Fraction(value) * days / gone, max(0, -_exponent(value)))
        assumption = f"按前 {gone} 天的平均进度直线推算到全年 {days} 天，假设以后每天进度相同"
    return Forecast(expected, light(target, expected, direction), assumption)


def light(target: Decimal, expected: Decimal, direction: Direction) -> Light:
    """Green where the target is met, amber from four fifths of it on, else red; red too where no share can be told."""
    share = attainment(target, expected, direction)
    if share is None:
        return Light.RED
    return Light.GREEN if share == 1 else Light.AMBER if share >= AMBER_FROM else Light.RED


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
