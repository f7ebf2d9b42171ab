"""Words for officers: what a claim that fails says, what it should say, and the slip that most likely made it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from oneruler.base.document import Document
from oneruler.base.findings import Finding, Severity
from oneruler.base.printed import Computed, plain
from oneruler.base.rounding import half_up
from oneruler.checks.claims.claim import Claim, Remark
from oneruler.checks.report import CheckedClaim, Kind, Verdict
from oneruler.checks.slips import Slip
from oneruler.checks.verify import Outcome

_FOUR_PLACES = Decimal("0.0001")


def checked(document: Document, claim: Claim, outcome: Outcome) -> CheckedClaim:
    """The claim as the machine form lists it."""
    recomputed = ""
    if outcome.reading is not None:
        recomputed = f"{outcome.reading.value.quantize(_FOUR_PLACES, ROUND_HALF_UP):f}" + ("%" if claim.is_rate else "")
    return CheckedClaim(
        claim.kind,
        document.text[slice(*claim.span)],
        claim.span,
        document.place(*claim.span),
        claim.text,
        recomputed,
        outcome.reading.text if outcome.reading else "",
        outcome.verdict,
    )


def finding(document: Document, claim: Claim, outcome: Outcome) -> Finding | None:
    """What to tell of a verified claim; None where it holds or cannot be recomputed."""
    if outcome.verdict is Verdict.ERROR:
        severity = Severity.WARNING if outcome.doubted else claim.wrong
    elif outcome.verdict is Verdict.ROUNDING:
        severity = Severity.NOTICE
    else:
        return None
    expected = _expected(claim, outcome.reading)
    slip = outcome.slip
    return Finding(
        f"ARI-{claim.kind.name}" if claim.kind is not Kind.SCORE else "SCO-RULE",
        severity,
        _message(claim, outcome, expected),
        document.text[slice(*claim.span)],
        claim.span,
        document.place(*claim.span),
        claim.text,
        expected,
        outcome.reading.text if outcome.reading else "",
        slip.value if slip else None,
    )


def remarked(document: Document, remark: Remark) -> Finding:
    """A fault of form as a finding."""
    return Finding(
        remark.code,
        remark.severity,
        remark.message,
        document.text[slice(*remark.span)],
        remark.span,
        document.place(*remark.span),
        remark.stated,
        remark.expected,
        remark.formula,
        remark.slip.value if remark.slip else None,
    )


def _expected(claim: Claim, reading: Computed | None) -> str:
    """The figure as it should be printed: to the stated places, a rate to at least one."""
    if reading is None:
        return ""
    places = max(claim.stated.places, 1) if claim.is_rate or claim.kind is Kind.SCORE else claim.stated.places
    if places < _needed(reading.value) <= 4 and not claim.is_rate and claim.kind is not Kind.SCORE:
        places = _needed(reading.value)
    value = half_up(reading.value, places)
    text = plain(value) if claim.stated.places < places or not value else f"{value:f}"
    return text + claim.unit


def _needed(value: Decimal) -> int:
    return max(0, -int(value.normalize().as_tuple().exponent))


def _message(claim: Claim, outcome: Outcome, expected: str) -> str:
    what = f"“{claim.subject}”的" if claim.subject else ""
    if outcome.reading is None and claim.conflict is not None:
        return f"{what}增减额与本期数、增减率（{claim.text}）互不相容，请核对。{_guess(outcome.slip)}"
    if outcome.reading is None:
        return f"{what}{claim.kind.label}写作 {claim.text}：非负的数降幅不会超过 100%，请核对。{_guess(outcome.slip)}"
    if claim.kind is Kind.CROSS:
        return f"{what[:-1] or '同一数字'}这里写作 {claim.text}，另一处为 {expected}，前后不一致。"
    if outcome.verdict is Verdict.ROUNDING:
        cut = "（只舍未入）" if outcome.slip is Slip.TRUNCATED else ""
        return f"{what}{claim.kind.label}有尾差{cut}：写作 {claim.text}，应为 {expected}。"
    if outcome.doubted:
        added = f"{plain(outcome.reading.value)}{claim.unit}"
        return f"{what}分项之和 {added} 与总数 {claim.text} 只差一处笔误，请核对。{_guess(outcome.slip)}"
    if claim.at_most:
        added = f"{plain(outcome.reading.value)}{claim.unit}"
        return f"{what}分项之和 {added} 大于总数 {claim.text}。{_guess(outcome.slip)}"
    repairs = "".join(f"{repair}。" for repair in claim.repairs if repair)
    return f"{what}{claim.kind.label}不符：写作 {claim.text}，应为 {expected}。{_guess(outcome.slip)}{repairs}"


def _guess(slip: Slip | None) -> str:
    return f"可能是{slip.label}。" if slip else ""
