"""Which slip of the pen most likely made a wrong figure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from oneruler.base.printed import Computed, cut, plain
from oneruler.base.rounding import half_up
from oneruler.checks.claims.claim import Claim
from oneruler.checks.slips import Slip

_POWERS = tuple(Decimal(10) ** power for power in (-3, -2, -1, 1, 2, 3))
_SMALL_COUNT = 100  # among counts below this, a chance exchange of digits would explain too much
_UNIT_FACTORS = (Decimal(10_000), Decimal(100_000_000), Decimal(1) / 10_000, Decimal(1) / 100_000_000)


def explain(claim: Claim, reading: Computed) -> Slip | None:
    """The slip that turns the recomputed figure into the stated one, the most specific first; None if none does."""
    stated = claim.stated.value
    expected = half_up(reading.value, claim.stated.places)
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
    if expected < 0 < stated and _same(claim, -reading.value):
        return Slip.DIRECTION
    if claim.is_rate and _same(claim, 100 - reading.value):
        return Slip.COMPLEMENT
    misprint = _misprinted_operand(claim)
    scores = claim.relation.startswith("总分")
    if (
        misprint is None
        and claim.parts
        and not claim.at_most
        and stated > reading.value
        and not claim.is_rate
        and not scores
    ):
        return Slip.MISSING_PART
    return misprint


def misprinted(claim: Claim, reading: Computed) -> tuple[bool, Slip | None]:
    """Would one misprint in the whole or in a part make a list add up? Whether, and which."""
    if len(claim.parts) < 2 or claim.exact and claim.stated.value < _SMALL_COUNT:
        return False, None
    if _transposed(claim.stated.value, half_up(reading.value, claim.stated.places)):
        return True, Slip.TRANSPOSED
    slip = _misprinted_operand(claim)
    return slip is not None or _one_digit_off(claim.stated.value, reading.value), slip


def _one_digit_off(one: Decimal, other: Decimal) -> bool:
    """Do two figures of at least three digits differ in one digit only?"""
    places = max(0, -int(one.as_tuple().exponent), -int(other.as_tuple().exponent))
    ours, theirs = (f"{value:.{places}f}".replace(".", "") for value in (one, other))
    if len(ours) != len(theirs) or len(ours) < 3:
        return False
    return sum(a != b for a, b in zip(ours, theirs, strict=True)) == 1


def _misprinted_operand(claim: Claim) -> Slip | None:
    """The slip in one of the other figures that would make the stated one right."""
    for slip, variants in ((Slip.TRANSPOSED, _swaps), (Slip.UNIT, _other_units), (Slip.DECIMAL_POINT, _other_points)):
        for position, amount in enumerate(claim.amounts if claim.formula else claim.parts):
            for variant in variants(amount):
                if _holds_with(claim, position, variant):
                    return slip
    return None


def _holds_with(claim: Claim, position: int, variant: Decimal) -> bool:
    if claim.formula is None:
        outcome = sum(claim.parts, Decimal(0)) - claim.parts[position] + variant
        return outcome == claim.stated.value
    amounts = [*claim.amounts[:position], variant, *claim.amounts[position + 1 :]]
    try:
        outcome = claim.formula(*amounts)
    except ArithmeticError:
        return False
    return half_up(outcome, claim.stated.places) == claim.stated.value


def _swaps(amount: Decimal) -> Iterator[Decimal]:
    """The amount with two digits exchanged that stand beside each other or one apart."""
    text = f"{abs(amount):f}"
    places = [index for index, letter in enumerate(text) if letter != "."]
    for apart in (1, 2):
        for index, other in zip(places, places[apart:], strict=False):
            if text[index] != text[other]:
                swapped = text[:index] + text[other] + text[index + 1 : other] + text[index] + text[other + 1 :]
                yield Decimal(swapped).copy_sign(amount)


def _other_units(amount: Decimal) -> Iterator[Decimal]:
    yield from (amount * factor for factor in _UNIT_FACTORS)


def _other_points(amount: Decimal) -> Iterator[Decimal]:
    yield from (amount * power for power in _POWERS)


def _same(claim: Claim, value: Decimal) -> bool:
    stated, places = claim.stated.value, claim.stated.places
    return stated != 0 and stated in (half_up(value, places), cut(value, places))


def _shifted(stated: Decimal, recomputed: Decimal, places: int) -> bool:
    """Is the stated figure the recomputed one with its point moved (at the places that were then printed)?"""
    if not stated or not recomputed:
        return False
    for power in _POWERS:
        moved = recomputed * power
        if stated in (half_up(moved, places), half_up(recomputed, _places_before(places, power)) * power):
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
