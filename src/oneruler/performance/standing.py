"""What an indicator stands at: the figure of its measure in the indicator's own unit, or what an officer stated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from oneruler.base.figures import Figure, Unit
from oneruler.base.rounding import half_up

_SPELLINGS = {"㎡": "㎡", "平方米": "㎡", "m²": "㎡", "％": "%"}
_WAN = 1_000_000  # fen
_EXACT = 6


@dataclass(frozen=True, slots=True)
class Actual:
    """An actual value as text, without its unit, and the figure that it is, if it is one; without text, ``why``."""

    text: str
    figure: Figure | None = None
    why: str = ""


def fits(unit: str, of: Unit) -> bool:
    """Whether a measure of that unit can stand under an indicator with the unit as typed."""
    return _SPELLINGS.get(unit, unit) == of.value or (of is Unit.FEN and unit == "万元")


def measured_actual(figure: Figure, unit: str) -> Actual:
    """The figure in the indicator's unit: money in 万元 where it asks so; at most six places, no noughts behind."""
    if unit == "万元":
        return Actual(plain(half_up(Fraction(int(figure.value), _WAN), _EXACT)), figure)
    return Actual(plain(figure.decimal), figure)


def plain(number: Decimal) -> str:
    """A number without commas and without noughts behind the point."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def print_day(day: date) -> str:
    """A day as papers write it: 2025年12月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


def shown(text: str, places: int = 2) -> str:
    """An actual value as a form prints it: a number with at most ``places`` decimals, anything else as it is."""
    try:
        number = Decimal(text)
    except ArithmeticError:
        return text
    return plain(half_up(number, places)) if number.is_finite() else text
