"""Rates of change worked out: from a value and its change, or from two printed values, with the slips that each admits."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from oneruler.base.printed import Computed, plain
from oneruler.checks.claims.claim import alike, terms
from oneruler.checks.claims.items import Item
from oneruler.checks.claims.quantities import TIMES
from oneruler.checks.slips import Slip


@dataclass
class Worked:
    """What one pair of figures makes of a rate: readings, outcomes of known slips, other repairs; or a base of nought."""

    readings: list[Computed] = field(default_factory=list)
    slips: list[tuple[Slip, Computed]] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    zero_base: bool = False

    def take(self, other: Worked) -> None:
        """Add what another pair of figures makes."""
        self.readings += other.readings
        self.slips += other.slips
        self.repairs += other.repairs
        self.zero_base = self.zero_base or other.zero_base


def from_delta(value: Item, delta: Item, rate: Item) -> Worked:
    """The rate that follows from the value now and its change: base = value ∓ change."""
    if not alike(value.quantity, delta.quantity) or value is delta:
        return Worked()
    change, now = terms(delta.quantity, (value.quantity,))
    falling = delta.direction < 0 or (delta.direction == 0 and change.value < 0) or change.value < 0 < delta.direction
    size = change if change.value >= 0 else Computed(-change.value, -change.high, -change.low, plain(-change.value))
    base, other = (now + size, now - size) if falling else (now - size, now + size)
    if base.value == 0:
        return Worked(zero_base=size.value != 0)
    if base.value < 0:
        return Worked()
    reading = _oriented(size / base, falling, rate, delta.quantity.signed)
    slips: list[tuple[Slip, Computed]] = []
    repairs: list[str] = []
    if rate.direction and delta.direction and rate.direction != delta.direction and other.value > 0:
        slips.append((Slip.DIRECTION, _as_rate(size / other, rate)))
    if size.value:
        if falling:
            slips.append((Slip.COMPLEMENT, _as_rate(now / base, rate)))
        if other.value > 0:
            slips.append((Slip.WRONG_BASE, _as_rate(size / other, rate)))
            repairs.append(_repair(size, other, falling, delta, rate))
        if now.value > 0:
            slips.append((Slip.WRONG_BASE, _as_rate(size / now, rate)))
        if not falling:
            slips.append((Slip.WRONG_BASE, _as_rate(now / base, rate)))
    return Worked([reading], slips, repairs)


def from_change_and_base(delta: Item, bases: list[Item], rate: Item) -> list[Computed]:
    """The rate that follows from a change and its printed base, where the new value is not printed (压减比例)."""
    found = []
    for base in bases:
        change, then = terms(delta.quantity, (base.quantity,))
        if base.dimension == delta.dimension and then.value > 0:
            found.append(_oriented(change / then, delta.direction < 0, rate))
    return found


def _repair(size: Computed, base: Computed, falling: bool, delta: Item, rate: Item) -> str:
    """The other way to mend it: turn the direction round, with the base that then follows."""
    amount, change = ("增加", "增长") if falling else ("减少", "降低")
    opposite = _as_rate(size / base, rate)
    if abs(opposite.value - rate.quantity.printed.value) > rate.quantity.printed.ulp:
        return ""
    return (
        f"若基数实为 {plain(base.value)}{delta.quantity.unit}，则应写“{amount}{plain(size.value)}{delta.quantity.unit}，"
        f"{change}{rate.figure}”"
    )


def from_bases(value: Item, bases: list[Item], rate: Item, signed: bool = False) -> Worked:
    """The rate that follows from two printed values."""
    readings: list[Computed] = []
    slips: list[tuple[Slip, Computed]] = []
    zero = False
    for base in bases:
        if base is value or base.dimension != value.dimension:
            continue
        now, then = terms(value.quantity, (base.quantity,))
        if then.value <= 0:
            zero = zero or now.value > 0
            continue
        falling = now.value < then.value
        size = then - now if falling else now - then
        readings.append(_oriented(size / then, falling, rate, signed))
        if now.value == then.value and rate.quantity.value:
            slips.append((Slip.COPIED, rate.quantity.printed.term()))
        if now.value > 0:
            slips.append((Slip.WRONG_BASE, _as_rate(size / now, rate)))
            slips.append((Slip.COMPLEMENT if falling else Slip.WRONG_BASE, _as_rate(now / then, rate)))
    return Worked(readings, slips, zero_base=zero)


def _as_rate(ratio: Computed, rate: Item) -> Computed:
    return ratio if rate.dimension == TIMES else ratio.percent()


def _oriented(ratio: Computed, falling: bool, rate: Item, signed: bool = False) -> Computed:
    """The ratio in the unit of the rate, signed as the rate's own word reads (a fall stated as a fall is positive)."""
    outcome = _as_rate(ratio, rate)
    if rate.direction == 0 and not rate.quantity.signed and not signed and "增减" not in rate.word:
        return outcome  # 变动率36%: the size alone is stated
    if rate.direction < 0:
        return outcome if falling else outcome.negated()
    return outcome.negated() if falling else outcome


def recipe(values: list[Item], bases: list[Item], delta: Item | None, rate: Item) -> dict[str, Any]:
    """How the likeliest reading follows from its amounts, for trying which of them was misprinted."""
    if not values:
        return {}
    sign = -1 if rate.direction < 0 else 1
    hundred = 1 if rate.dimension == TIMES else 100
    now = values[0].quantity.value
    if delta is not None and delta.dimension == values[0].dimension:
        way = -1 if delta.direction < 0 else 1

        def from_delta(now: Decimal, change: Decimal) -> Decimal:
            return sign * way * change / (now - way * change) * hundred

        return {"amounts": (now, delta.quantity.value), "formula": from_delta}
    if bases and bases[0].dimension == values[0].dimension:

        def from_base(now: Decimal, then: Decimal) -> Decimal:
            return sign * (now - then) / then * hundred

        return {"amounts": (now, bases[0].quantity.value), "formula": from_base}
    return {}
