"""Rates of change worked out from a value and its change, or from two printed values."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from oneruler.checks.claims.prose.bases import Worked, from_bases, from_change_and_base, from_delta, recipe
from oneruler.checks.slips import Slip
from tests.checks.telling import items


def worked(text: str) -> Worked:
    value, delta, rate = items(text)
    return from_delta(value, delta, rate)


def reading(text: str) -> str:
    (only,) = worked(text).readings
    return f"{only.value:.2f}"


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("支出50万元，增加10万元，增长25%", "25.00"),
        ("支出50万元，减少10万元，下降20%", "16.67"),
        ("支出50万元，增减-10万元，增减-20%", "-16.67"),
        ("支出50万元，减少10万元，增长20%", "-16.67"),
        ("支出50万元，增加10万元，下降20%", "-25.00"),
        ("支出50万元，增加100000元，增长25%", "25.00"),
        ("支出60万元，增加20万元，增长0.5倍", "0.50"),
        ("征地30亩，增加1公顷，增长100%", "100.00"),
    ],
)
def test_a_value_and_its_change_give_the_base(text: str, rate: str) -> None:
    assert reading(text) == rate


@pytest.mark.parametrize("text", ["支出50户，增加10万元，增长25%", "支出5万元，增加10万元，增长25%"])
def test_no_base_follows(text: str) -> None:
    """From figures of two kinds, or from a rise above the value itself."""
    assert worked(text) == Worked()


def test_a_rise_from_nothing_has_a_base_of_nought() -> None:
    outcome = worked("支出50万元，增加50万元，增长100%")
    assert outcome.zero_base
    assert outcome.readings == []


def test_known_slips_of_a_fall() -> None:
    slips = {(slip, f"{outcome.value:.1f}") for slip, outcome in worked("支出50万元，减少30万元，下降9%").slips}
    assert slips == {
        (Slip.WRONG_BASE, "150.0"),  # of 50 - 30
        (Slip.COMPLEMENT, "62.5"),  # what is left of 80
        (Slip.WRONG_BASE, "60.0"),  # of the value itself
    }


def test_a_repair_is_offered_only_where_it_gives_the_printed_rate() -> None:
    assert [repair for repair in worked("支出50万元，增加10万元，增长16.7%").repairs if repair] == [
        "若基数实为 60万元，则应写“减少10万元，降低16.7%”"
    ]
    assert [repair for repair in worked("支出50万元，增加10万元，增长18%").repairs if repair] == []


def two(text: str) -> Worked:
    value, base, rate = items(text)
    return from_bases(value, [base], rate)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("支出50万元，上年40万元，增长25%", "25.00"),
        ("支出30万元，上年40万元，下降25%", "25.00"),
        ("支出30万元，上年40万元，增长25%", "-25.00"),
        ("支出30万元，上年40万元，增减-25%", "-25.00"),
    ],
)
def test_two_printed_values(text: str, rate: str) -> None:
    assert [f"{one.value:.2f}" for one in two(text).readings] == [rate]


def test_a_printed_base_of_nought() -> None:
    assert two("支出50万元，上年0万元，增长100%").zero_base
    assert not two("支出0万元，上年0万元，增长0%").zero_base


def test_a_rate_beside_two_equal_values_is_copied() -> None:
    assert Slip.COPIED in [slip for slip, _ in two("支出40万元，上年40万元，增长25%").slips]
    assert Slip.COPIED not in [slip for slip, _ in two("支出41万元，上年40万元，增长25%").slips]


def test_a_change_of_a_printed_base() -> None:
    base, delta, rate = items("上年支出40万元，压减支出10万元，压减25%")
    assert [f"{one.value:.0f}" for one in from_change_and_base(delta, [base], rate)] == ["25"]


@pytest.mark.parametrize(
    ("text", "amounts", "rate"),
    [
        ("支出50万元，增加10万元，增长25%", ("500000", "100000"), "25"),
        ("支出30万元，减少10万元，下降25%", ("300000", "100000"), "25"),
    ],
)
def test_the_recipe_gives_the_reading_again(text: str, amounts: tuple[str, str], rate: str) -> None:
    value, delta, stated = items(text)
    made: dict[str, Any] = recipe([value], [], delta, stated)
    assert made["amounts"] == tuple(map(Decimal, amounts))
    assert made["formula"](*made["amounts"]) == Decimal(rate)


def test_the_recipe_of_two_values() -> None:
    value, base, rate = items("支出30万元，上年40万元，下降25%")
    made = recipe([value], [base], None, rate)
    assert made["formula"](*made["amounts"]) == 25
    assert recipe([], [base], None, rate) == {}


def test_another_is_taken_in() -> None:
    whole = Worked()
    whole.take(worked("支出50万元，增加10万元，增长25%"))
    whole.take(two("支出50万元，上年0万元，增长25%"))
    assert len(whole.readings) == 1
    assert whole.zero_base
