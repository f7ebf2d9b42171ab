from __future__ import annotations

from fractions import Fraction

import pytest

from benchmarks.figures import UNITS, Figure, Style, Word
from benchmarks.relations import Relation, evaluate


def figure(digits: str, unit: str = "万元", *, exact: bool = False) -> Figure:
    made = Figure("x", Fraction(digits) * Fraction(UNITS[unit].factor), UNITS[unit], 2, Style(drop_zeros=False), exact)
    made.digits = digits
    return made


def verdict(rule: str, stated: Figure, *operands: Figure, words: tuple[Word, ...] = ()) -> str:
    return evaluate(Relation(("any",), rule, stated, operands, words)).verdict


@pytest.mark.parametrize(
    ("stated", "expected"), [("74.34", "ok"), ("74.33", "rounding"), ("74.43", "error"), ("7.434", "error")]
)
def test_share(stated: str, expected: str) -> None:
    assert verdict("ratio", figure(stated, "%"), figure("11310.00"), figure("15214.00")) == expected


@pytest.mark.parametrize(("stated", "expected"), [("86.5", "ok"), ("865", "error"), ("13.5", "error")])
def test_fall_from_value_and_change(stated: str, expected: str) -> None:
    down = Word("减少", -1)
    assert verdict("growth", figure(stated, "%"), figure("522.76"), figure("3345.94"), words=(down, down)) == expected


def test_direction_words_that_disagree() -> None:
    words = (Word("增加", 1), Word("下降", -1))
    assert verdict("growth", figure("25.00", "%"), figure("50.00"), figure("10.00"), words=words) == "error"


def test_counts_have_no_rounding() -> None:
    parts = (figure("12", "个", exact=True), figure("1", "个", exact=True))
    assert verdict("sum", figure("13", "个", exact=True), *parts) == "ok"
    assert verdict("sum", figure("14", "个", exact=True), *parts) == "error"


def test_a_cut_rate_is_a_matter_of_rounding() -> None:
    parts = (figure("8", "人", exact=True), figure("13", "人", exact=True))
    outcome = evaluate(Relation(("share",), "ratio", figure("61.53", "%"), parts))
    assert outcome.accepted == {"rounding"}


def test_an_incomplete_list_may_be_less_but_never_more() -> None:
    assert verdict("at most", figure("10.00"), figure("4.00"), figure("5.00")) == "ok"
    assert verdict("at most", figure("10.00"), figure("6.00"), figure("5.00")) == "error"


def test_a_base_of_nought_cannot_be_recomputed() -> None:
    assert verdict("ratio", figure("10.00", "%"), figure("6.00"), figure("0.00")) == "unverifiable"
    none = figure("0", "户", exact=True)
    assert verdict("ratio", figure("10.00", "%"), figure("6", "户", exact=True), none) == "unverifiable"
