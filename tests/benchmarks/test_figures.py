from __future__ import annotations

from fractions import Fraction

import pytest

from benchmarks.figures import UNITS, Figure, Style, rounded


@pytest.mark.parametrize(
    ("value", "places", "cut", "text"),
    [
        (Fraction(1, 8), 2, False, "0.13"),
        (Fraction(1, 8), 2, True, "0.12"),
        (Fraction(8, 13) * 100, 2, True, "61.53"),
        (Fraction(-1, 8), 2, False, "-0.13"),
        (Fraction(-1, 1000), 2, False, "0.00"),
        (Fraction(10**30 + 1, 2), 0, False, "5" + "0" * 29 + "0"[:0] + ""),
        (Fraction(5, 2), 0, False, "3"),
    ],
)
def test_rounding_is_half_up_and_exact(value: Fraction, places: int, cut: bool, text: str) -> None:
    if value > 10**20:
        assert rounded(value, places) == str((10**30 + 2) // 2)
    else:
        assert rounded(value, places, cut=cut) == text


def test_dropped_zeros_keep_the_fine_step() -> None:
    figure = Figure("x", Fraction(1_131_000), UNITS["万元"], 2, Style())
    assert figure.text() == "113.1万元"
    assert figure.step == 1000
    assert figure.fine_step == 100


def test_dress() -> None:
    grouped = Figure("x", Fraction(12_345_678_900), UNITS["万元"], 2, Style(grouped=True, blank=True))
    assert grouped.text() == " 1,234,567.89 万元"
    wide = Figure("x", Fraction(99), UNITS["%"], 1, Style(full_width=True, drop_zeros=False))
    assert wide.text() == "９９．０%"
