"""Recomputes claims: does the printed figure lie in the interval that the other printed figures leave it?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from oneruler.base.printed import Computed, cut
from oneruler.base.rounding import half_up
from oneruler.checks.claims.claim import Claim
from oneruler.checks.diagnosis import explain, misprinted
from oneruler.checks.report import Kind, Verdict
from oneruler.checks.slips import Slip

_MOST_PER_CENT = Decimal(1000)
_TIMES_OFF = 50


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on a claim, the reading it rests on (None if there was none), and the slip that explains a fault.

    ``doubted`` faults might still be meant (a list need not be complete) and are warnings, not errors.
    """

    verdict: Verdict
    reading: Computed | None
    slip: Slip | None = None
    doubted: bool = False


def verify(claim: Claim) -> Outcome:
    """Take the claim at its word if any of its readings holds, else judge it by the likeliest."""
    if claim.conflict is not None:
        return Outcome(Verdict.ERROR, claim.readings[0] if claim.readings else None, claim.conflict)
    if not claim.readings:
        return _guessed(claim)
    verdicts = [(_judge(claim, reading), reading) for reading in claim.readings]
    if slip := _plainer_slip(claim, [reading for verdict, reading in verdicts if verdict is Verdict.OK]):
        return Outcome(Verdict.ERROR, claim.readings[0], slip)
    for wanted in (Verdict.OK, Verdict.ROUNDING):
        for verdict, reading in verdicts:
            if verdict is wanted:
                return _holding(claim, verdict, reading)
    reading = claim.readings[0]
    slip = explain(claim, reading)
    if slip is None and claim.is_rate and _absurd(claim, reading):
        return Outcome(Verdict.UNVERIFIABLE, None)
    return Outcome(Verdict.ERROR, reading, slip)


def _guessed(claim: Claim) -> Outcome:
    """Without a reading that the words bind, a guess may show that the claim holds, never that it fails."""
    if claim.expected_floor is not None and claim.stated.value > claim.expected_floor:
        return Outcome(Verdict.ERROR, None, Slip.DECIMAL_POINT)
    for guess in claim.guesses:
        if _judge(claim, guess) is Verdict.OK:
            return Outcome(Verdict.OK, guess)
    return Outcome(Verdict.UNVERIFIABLE, None)


def _holding(claim: Claim, verdict: Verdict, reading: Computed) -> Outcome:
    """A claim that holds; an open list that misses its whole by a plain misprint is doubted all the same."""
    if verdict is Verdict.OK and claim.at_most and claim.stated.value > reading.value:
        doubt, slip = misprinted(claim, reading)
        if doubt:
            return Outcome(Verdict.ERROR, reading, slip, doubted=True)
    cut_short = verdict is Verdict.ROUNDING and _is_cut(claim, reading)
    return Outcome(verdict, reading, Slip.TRUNCATED if cut_short else None)


def _absurd(claim: Claim, reading: Computed) -> bool:
    """So far from what is stated that the words were more likely misread than the figure misprinted."""
    stated, worked = abs(claim.stated.value), abs(reading.value)
    return worked > _MOST_PER_CENT or stated > 0 and not stated / _TIMES_OFF <= worked <= stated * _TIMES_OFF


def _judge(claim: Claim, reading: Computed) -> Verdict:
    stated = claim.stated
    if half_up(reading.value, stated.places) == stated.value:
        return Verdict.OK
    if claim.at_most and stated.value > reading.value:
        return Verdict.OK
    room = abs(stated.value) / 10 if stated.loose else Decimal(0) if claim.exact else stated.ulp / 2
    rough = stated.loose or reading.high - reading.low > abs(reading.value) / 20
    touches = reading.low < stated.value + room and stated.value - room < reading.high
    if touches and (rough or not claim.tight):
        return Verdict.OK
    if claim.exact and not rough:
        return Verdict.ERROR
    nearest = Decimal("0.1") if claim.kind is Kind.SCORE else stated.ulp  # a whole point of a score is no rounding
    if touches or abs(stated.value - half_up(reading.value, stated.places)) <= min(nearest, stated.ulp):
        return Verdict.ROUNDING
    return Verdict.ERROR


def _plainer_slip(claim: Claim, holding: list[Computed]) -> Slip | None:
    """A known slip that gives the stated figure exactly, where the claim holds only because its figures are rough.

    本年1.2亿元，减少0.3亿元，下降25%: 20 % is printed as 25 %; one place leaves room for it, but 0.3 ÷ 1.2 is 25 %.
    """
    stated, places = claim.stated.value, claim.stated.places
    if not claim.is_rate or not holding or claim.stated.loose:
        return None
    if any(abs(half_up(reading.value, places) - stated) <= 2 * claim.stated.ulp for reading in holding):
        return None
    return next((slip for slip, outcome in claim.slips if half_up(outcome.value, places) == stated), None)


def _is_cut(claim: Claim, reading: Computed) -> bool:
    return cut(reading.value, claim.stated.places) == claim.stated.value
