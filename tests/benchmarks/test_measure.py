"""The measures themselves: a checker that knows all, one that knows nothing, one that cries wolf."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.answers import Answer, Found, Said, same_value, within
from benchmarks.generator import reports
from benchmarks.labels import LabelledReport
from benchmarks.measure import SOFT, Share, Tally

REPORTS = list(reports(3, 60))


def perfect(report: LabelledReport) -> Answer:
    """Says of every label what is known of it, and finds every fault on its words."""
    claims = tuple(
        Said(label.kind, label.span, label.stated, label.truth, label.verdict)
        for label in report.labels
        if label.rule != "word"
    )
    findings = tuple(
        Found("notice" if fault.name in SOFT else "error", fault.span, next(iter(fault.slips), None), "")
        for fault in report.faults
    )
    return Answer(report.text, claims, findings)


def tally(answer: Callable[[LabelledReport], Answer]) -> dict[str, Share]:
    counts = Tally()
    for report in REPORTS:
        counts.count(report, answer(report))
    return counts.headline()


def test_a_checker_that_knows_all_has_full_marks() -> None:
    for what, share in tally(perfect).items():
        assert share.of > 0
        assert share.hits == share.of, what


def test_a_checker_that_says_nothing_finds_nothing() -> None:
    shares = tally(lambda report: Answer(report.text, (), ()))
    assert shares["recall of faults"].hits == 0
    assert shares["sentences wholly right"].hits == 0
    assert shares["precision of errors"].of == 0
    assert shares["silent sentences left alone"].hits == shares["silent sentences left alone"].of


def test_an_error_on_a_sound_word_is_false_and_spoils_its_sentence() -> None:
    def wolf(report: LabelledReport) -> Answer:
        good = perfect(report)
        return Answer(good.text, good.claims, (*good.findings, Found("error", (0, 4), None, "wolf")))

    shares = tally(wolf)
    assert shares["precision of errors"].of - shares["precision of errors"].hits == len(REPORTS)
    assert shares["clean reports without an error"].hits == 0
    assert shares["silent sentences left alone"].hits == shares["silent sentences left alone"].of - len(REPORTS)


def test_a_warning_is_found_but_is_no_error() -> None:
    def shy(report: LabelledReport) -> Answer:
        good = perfect(report)
        return Answer(good.text, good.claims, tuple(Found("warning", f.span, f.slip, "") for f in good.findings))

    shares = tally(shy)
    assert shares["recall of faults"].hits == shares["recall of faults"].of
    assert shares["recall as error alone"].hits == 0


def test_a_wrong_value_or_kind_is_not_recognised() -> None:
    def off(report: LabelledReport) -> Answer:
        good = perfect(report)
        return Answer(good.text, tuple(Said(c.kind, c.span, c.stated, "987654.3", c.verdict) for c in good.claims), ())

    assert tally(off)["sentences wholly right"].hits < tally(perfect)["sentences wholly right"].hits // 20


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(8, 10, 0.4902, 0.9433), (0, 20, 0.0, 0.1611), (20, 20, 0.8389, 1.0)]
)
def test_wilson(hits: int, of: int, low: float, high: float) -> None:
    assert Share(hits, of).interval == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(
    ("truth", "said", "same"),
    [
        ("74.3394", "74.3394%", True),
        ("74.3394", "74.3494%", False),
        ("152.1400", "1521400", True),  # 万元 said in 元
        ("2.0000", "200%", True),  # times said in per cent
        ("36.0000", "-36%", True),
        ("36.0000", "", False),
        ("36.0000", "约", False),
    ],
)
def test_same_value(truth: str, said: str, same: bool) -> None:
    assert same_value(truth, said) is same


def test_within() -> None:
    assert within(("39.3900", "39.4000"), "39.3982%")
    assert not within(("39.3900", "39.4000"), "39.5%")
    assert not within(None, "1")
