"""Recomputes claims: does the printed figure lie in the interval that the other printed figures leave it?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from oneruler.base.printed import Computed, cut, round_half_up
from oneruler.checks.claims.claim import Claim
from oneruler.checks.diagnosis import explain
from oneruler.checks.report import Verdict
from oneruler.checks.slips import Slip


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on a claim, the reading it rests on (None if there was none), and the slip that explains a fault."""

    verdict: Verdict
    reading: Computed | None
    slip: Slip | None = None


def verify(claim: Claim) -> Outcome:
    """Take the claim at its word if any of its readings holds, else judge it by the likeliest."""
    if not claim.readings:
        if claim.expected_floor is not None and claim.stated.value > claim.expected_floor:
            return Outcome(Verdict.ERROR, None, Slip.DECIMAL_POINT)
        return Outcome(Verdict.UNVERIFIABLE, None)
    verdicts = [(_judge(claim, reading), reading) for reading in claim.readings]
    for wanted in (Verdict.OK, Verdict.ROUNDING):
        for verdict, reading in verdicts:
            if verdict is wanted:
                slip = Slip.TRUNCATED if wanted is Verdict.ROUNDING and _is_cut(claim, reading) else None
                return Outcome(verdict, reading, slip)
    reading = claim.readings[0]
    return Outcome(Verdict.ERROR, reading, explain(claim, reading))


def _judge(claim: Claim, reading: Computed) -> Verdict:
    stated = claim.stated
    if round_half_up(reading.value, stated.places) == stated.value:
        return Verdict.OK
    if claim.at_most and stated.value > reading.value:
        return Verdict.OK
    room = abs(stated.value) / 10 if stated.loose else Decimal(0) if claim.exact else stated.ulp / 2
    touches = reading.low < stated.value + room and stated.value - room < reading.high
    if touches and not claim.tight:
        return Verdict.OK
    if claim.exact:
        return Verdict.ERROR
    if touches or abs(stated.value - round_half_up(reading.value, stated.places)) <= stated.ulp:
        return Verdict.ROUNDING
    return Verdict.ERROR


def _is_cut(claim: Claim, reading: Computed) -> bool:
    return cut(reading.value, claim.stated.places) == claim.stated.value
