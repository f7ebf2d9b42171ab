"""The slips: each has a word for officers, and the words of the machine form stay what others read."""

from __future__ import annotations

import pytest

from oneruler.checks.slips import Slip


@pytest.mark.parametrize("slip", Slip)
def test_every_slip_has_a_word_of_its_own(slip: Slip) -> None:
    assert slip.label
    assert [other for other in Slip if other.label == slip.label] == [slip]


def test_the_codes_of_the_machine_form() -> None:
    assert {slip.value for slip in Slip} == {
        "decimal-point", "complement", "wrong-base", "direction", "transposed-digits", "unit", "missing-part",
        "amount-as-percentage", "truncated", "copied-from-last-year",
    }  # fmt: skip
