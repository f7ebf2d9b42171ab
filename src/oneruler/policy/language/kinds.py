"""What a value can be: a number with unit, scale and bounds; a text with its choices; a date; a truth.

The scale (decimals) and the bounds follow each value through every step. The scalar reading needs them to know where
a rule must state its rounding; a batch in scaled integers takes its overflow limits, and a prover its domain, from
the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from oneruler.policy.language.units import Unit

LARGEST = Decimal(10) ** 30
"""No number of a rule may reach this; scaled by 10^8 it still fits a 128-bit integer."""
FINEST = 60
"""So many decimals a number of a rule may have before it must be rounded; the arithmetic has room for all of them."""
MOST_YUAN = Decimal(10) ** 15
"""What an entitlement may come to for one root."""


@dataclass(frozen=True, slots=True)
class Number:
    """``unit`` None is a bare literal, which takes the unit of what it stands beside. Bounds are both included."""

    unit: Unit | None
    scale: int
    low: Decimal
    high: Decimal

    def __str__(self) -> str:
        return f"数（{self.unit}）" if self.unit is not None else "数"


@dataclass(frozen=True, slots=True)
class Text:
    """``choices`` is None for free words, which can be shown but not priced."""

    choices: frozenset[str] | None = None

    def __str__(self) -> str:
        return "文字"


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar."""

    def __str__(self) -> str:
        return "日期"


@dataclass(frozen=True, slots=True)
class Truth:
    """Yes or no."""

    def __str__(self) -> str:
        return "是否"


Kind = Number | Text | Day | Truth


def joined(one: Kind, other: Kind) -> Kind | None:
    """The kind that holds values of both, or None where they cannot stand in one place."""
    if isinstance(one, Number) and isinstance(other, Number):
        if one.unit is not None and other.unit is not None and one.unit != other.unit:
            return None
        return Number(
            other.unit if one.unit is None else one.unit,
            max(one.scale, other.scale),
            min(one.low, other.low),
            max(one.high, other.high),
        )
    if isinstance(one, Text) and isinstance(other, Text):
        if one.choices is None or other.choices is None:
            return Text()
        return Text(one.choices | other.choices)
    return one if one == other else None


def times(one: Number, other: Number) -> Number:
    """The kind of a product. A literal counts as a bare ratio."""
    unit = None
    if one.unit is not None or other.unit is not None:
        unit = (one.unit or Unit()) * (other.unit or Unit())
    ends = [a * b for a in (one.low, one.high) for b in (other.low, other.high)]
    return Number(unit, one.scale + other.scale, min(ends), max(ends))


def summed(one: Number, other: Number, unit: Unit | None, *, minus: bool = False) -> Number:
    """The kind of a sum or difference, its unit already settled."""
    low, high = (other.high, other.low) if minus else (other.low, other.high)
    sign = -1 if minus else 1
    return Number(unit, max(one.scale, other.scale), one.low + sign * low, one.high + sign * high)


def negated(kind: Number) -> Number:
    """The kind of the opposite number."""
    return replace(kind, low=-kind.high, high=-kind.low)
