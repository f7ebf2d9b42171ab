"""Which slip of the pen most likely made a wrong figure."""

from __future__ import annotations

from decimal import Decimal

from oneruler.base.printed import Computed, plain, round_half_up
from oneruler.checks.claims.claim import Claim
from oneruler.checks.slips import Slip

_POWERS = tuple(Decimal(10) ** power for power in (-3, -2, -1, 1, 2, 3))
_UNIT_FACTORS = (Decimal(10_000), Decimal(100_000_000), Decimal(1) / 10_000, Decimal(1) / 100_000_000)


def explain(claim: Claim, reading: Computed) -> Slip | None:
    """The slip that turns the recomputed figure into the stated one, the most specific first; None if none does."""
    stated = claim.stated.value
    expected = round_half_up(reading.value, claim.stated.places)
    for slip, outcome in claim.slips:
        if _same(claim, outcome.value):
            return slip
    if expected == -stated and stated:
        return Slip.DIRECTION
    if claim.is_rate and any(stated == operand.value and stated for operand in claim.operands):
        return Slip.AMOUNT_AS_RATE
    if _shifted(stated, reading.value, claim.stated.places):
        return Slip.DECIMAL_POINT
    if not claim.is_rate and any(_same(claim, reading.value * factor) for factor in _UNIT_FACTORS):
        return Slip.UNIT
    if _transposed(stated, expected):
        return Slip.TRANSPOSED
    if claim.parts and any(part and abs(reading.value - stated) == abs(part) for part in claim.parts):
        return Slip.MISSING_PART
    if claim.is_rate and _same(claim, 100 - reading.value):
        return Slip.COMPLEMENT
    if expected < 0 < stated and _same(claim, -reading.value):
        return Slip.DIRECTION
    return None


def _same(claim: Claim, value: Decimal) -> bool:
    return abs(round_half_up(value, claim.stated.places) - claim.stated.value) <= claim.stated.ulp and (
        claim.stated.value != 0
    )


def _shifted(stated: Decimal, recomputed: Decimal, places: int) -> bool:
    """Is the stated figure the recomputed one with its point moved (at the places that were then printed)?"""
    if not stated or not recomputed:
        return False
    for power in _POWERS:
        moved = recomputed * power
        if stated in (round_half_up(moved, places), round_half_up(recomputed, _places_before(places, power)) * power):
            return True
    return False


def _places_before(places: int, power: Decimal) -> int:
    exponent = power.adjusted()
    return max(0, places + exponent)


def _transposed(stated: Decimal, expected: Decimal) -> bool:
    """Do the two differ by one exchange of neighbouring digits?"""
    ours, theirs = _digits(stated), _digits(expected)
    if len(ours) != len(theirs) or ours == theirs:
        return False
    differing = [index for index, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b]
    if len(differing) != 2:
        return False
    first, second = differing
    return second - first <= 2 and ours[first] == theirs[second] and ours[second] == theirs[first]


def _digits(value: Decimal) -> str:
    return f"{abs(value):f}".replace(".", "") if value % 1 else plain(abs(value))
