"""Verdicts at every boundary: inside the interval, off by one in the last place, and wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.base.printed import Computed, Printed, exactly
from oneruler.base.rounding import half_up
from oneruler.checks.claims.claim import Claim
from oneruler.checks.report import Kind, Verdict
from oneruler.checks.slips import Slip
from oneruler.checks.verify import verify

D = Decimal


def claim(stated: str, *readings: Computed, kind: Kind = Kind.SHARE, loose: bool = False, **more: Any) -> Claim:
    return Claim(kind, "关系", (0, 1), Printed.read(stated, loose=loose), stated, readings, **more)


def point(value: str) -> Computed:
    return Computed(D(value), D(value), D(value), value)


def between(low: str, value: str, high: str) -> Computed:
    return Computed(D(value), D(low), D(high), value)


@pytest.mark.parametrize(
    ("stated", "reading", "verdict"),
    [
        ("44.4", point("44.367"), "ok"),
        ("44.4", point("44.35"), "ok"),  # half up
        ("44.3", point("44.35"), "rounding"),
        ("61.53", point("61.5385"), "rounding"),
        ("61.55", point("61.5449"), "rounding"),
        ("61.56", point("61.5385"), "error"),
        ("61.52", point("61.5385"), "error"),
        ("-16.7", point("-16.6667"), "ok"),
        ("-16.6", point("-16.6667"), "rounding"),
        ("74", between("72.1", "75", "78"), "ok"),  # the operands are rough, so the rate is
        ("71", between("72.1", "75", "78"), "error"),
        ("79", between("72.1", "75", "78"), "error"),
        ("78.4", between("72.1", "75", "78.4"), "ok"),  # the two intervals overlap
        ("78.5", between("72.1", "75", "78.4"), "error"),
    ],
)
def test_verdicts(stated: str, reading: Computed, verdict: str) -> None:
    assert verify(claim(stated, reading, unit="%")).verdict == verdict


@pytest.mark.parametrize(
    ("stated", "verdict"), [("100.0", "ok"), ("100.1", "rounding"), ("100.2", "rounding"), ("100.3", "error")]
)
def test_sums_are_tight(stated: str, verdict: str) -> None:
    """Parts to one place: a difference that rounding can explain is a rounding matter and not right."""
    reading = between("99.8", "100.0", "100.2")
    assert verify(claim(stated, reading, kind=Kind.SUM, tight=True)).verdict == verdict


@pytest.mark.parametrize(("stated", "verdict"), [("12", "ok"), ("13", "error"), ("11", "error")])
def test_counts_have_no_rounding(stated: str, verdict: str) -> None:
    assert verify(claim(stated, exactly(12), kind=Kind.SUM, tight=True, exact=True)).verdict == verdict


@pytest.mark.parametrize(("stated", "verdict"), [("50", "ok"), ("49", "rounding"), ("48", "error"), ("90", "ok")])
def test_an_open_list_never_exceeds_its_whole(stated: str, verdict: str) -> None:
    assert verify(claim(stated, point("50"), kind=Kind.SUM, tight=True, at_most=True)).verdict == verdict


@pytest.mark.parametrize(("stated", "verdict"), [("920", "ok"), ("1100", "ok"), ("800", "error"), ("1300", "error")])
def test_a_loose_figure_stands_for_a_tenth_either_way(stated: str, verdict: str) -> None:
    assert verify(claim(stated, point("1000"), kind=Kind.SUM, loose=True)).verdict == verdict


@pytest.mark.parametrize(("stated", "verdict"), [("8", "error"), ("9.9", "rounding"), ("9", "error"), ("10", "ok")])
def test_a_whole_point_of_a_score_is_no_rounding(stated: str, verdict: str) -> None:
    assert verify(claim(stated, point("10"), kind=Kind.SCORE, tight=True)).verdict == verdict


def test_the_paper_is_taken_at_its_word_if_any_reading_holds() -> None:
    outcome = verify(claim("30", point("20"), point("29"), point("30"), unit="%"))
    assert outcome.verdict is Verdict.OK
    assert outcome.reading == point("30")


def test_a_rounding_is_better_than_an_error() -> None:
    outcome = verify(claim("30", point("20"), point("31"), unit="%"))
    assert (outcome.verdict, outcome.reading) == (Verdict.ROUNDING, point("31"))


def test_a_fault_is_judged_by_the_likeliest_reading() -> None:
    outcome = verify(claim("90", point("20"), point("30"), unit="%"))
    assert (outcome.verdict, outcome.reading) == (Verdict.ERROR, point("20"))


@pytest.mark.parametrize(
    ("stated", "slip"), [("61.54", Slip.TRUNCATED), ("61.56", None)], ids=["cut", "off on the other side"]
)
def test_only_a_cut_figure_is_called_cut(stated: str, slip: Slip | None) -> None:
    outcome = verify(claim(stated, point("61.5495" if slip else "61.5549"), unit="%"))
    assert (outcome.verdict, outcome.slip) == (Verdict.ROUNDING, slip)


def test_nothing_to_recompute_from() -> None:
    outcome = verify(claim("30"))
    assert (outcome.verdict, outcome.reading, outcome.slip) == (Verdict.UNVERIFIABLE, None, None)


@pytest.mark.parametrize(("stated", "verdict"), [("943", "error"), ("100", "unverifiable"), ("99.9", "unverifiable")])
def test_a_fall_above_a_hundred_per_cent_needs_no_base(stated: str, verdict: str) -> None:
    outcome = verify(claim(stated, kind=Kind.GROWTH, unit="%", expected_floor=D(100)))
    assert outcome.verdict == verdict
    assert outcome.slip is (Slip.DECIMAL_POINT if verdict == "error" else None)


def test_words_that_contradict_each_other_are_wrong_whatever_the_figures() -> None:
    outcome = verify(claim("30", point("30"), unit="%", conflict=Slip.DIRECTION))
    assert (outcome.verdict, outcome.slip) == (Verdict.ERROR, Slip.DIRECTION)


def test_a_plain_slip_is_not_excused_by_rough_figures() -> None:
    """0.3 of 1.5 is 20 %; 25 % lies in the wide interval of such rough figures, but is exactly 0.3 of 1.2."""
    rough = between("16", "20", "25.5")
    slips = ((Slip.WRONG_BASE, point("25")),)
    assert verify(claim("25", rough, unit="%")).verdict is Verdict.OK
    outcome = verify(claim("25", rough, unit="%", slips=slips))
    assert (outcome.verdict, outcome.slip) == (Verdict.ERROR, Slip.WRONG_BASE)
    assert verify(claim("24", rough, unit="%", slips=slips)).verdict is Verdict.OK
    assert verify(claim("22", rough, unit="%", slips=((Slip.WRONG_BASE, point("22")),))).verdict is Verdict.OK
    assert verify(claim("25", rough, unit="%", slips=slips, loose=True)).verdict is Verdict.OK


@given(st.integers(1, 10**7), st.integers(1, 10**7), st.integers(0, 4))
def test_a_share_rounded_half_up_always_holds(part: int, whole: int, places: int) -> None:
    reading = (Printed(D(part), 0).term() / Printed(D(whole), 0).term()).percent()
    assert verify(claim(f"{half_up(reading.value, places):f}", reading, unit="%")).verdict is Verdict.OK


@given(st.integers(10**5, 10**6), st.integers(10**6, 10**7), st.integers(3, 60))
def test_a_share_of_exact_counts_that_is_far_off_never_holds(part: int, whole: int, units: int) -> None:
    reading = (exactly(part) / exactly(whole)).percent()
    wrong = half_up(reading.value, 2) + D(units).scaleb(-2)
    assert verify(claim(f"{wrong:f}", reading, unit="%")).verdict is Verdict.ERROR
