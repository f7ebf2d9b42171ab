"""Kinds follow a value through every step: unit, decimals, bounds."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.policy.language.kinds import Day, Kind, Number, Text, Truth, joined, negated, summed, times
from oneruler.policy.language.units import Unit

METRES, MU = Unit.of("㎡"), Unit.of("亩")
ENDS = st.tuples(st.integers(-500, 500), st.integers(-500, 500)).map(sorted)


def number(unit: Unit | None, scale: int = 2, low: int = 0, high: int = 10) -> Number:
    return Number(unit, scale, Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (number(METRES, 2, 0, 10), number(METRES, 4, -5, 3), number(METRES, 4, -5, 10)),
        (number(METRES), number(None, 0, 7, 7), number(METRES)),
        (number(None, 0, 50, 50), number(METRES), number(METRES, 2, 0, 50)),
        (number(None), number(None), number(None)),
        (number(METRES), number(MU), None),
        (number(METRES), number(Unit()), None),
        (number(METRES), Text(), None),
        (Text(frozenset("甲")), Text(frozenset("乙")), Text(frozenset("甲乙"))),
        (Text(frozenset("甲")), Text(), Text()),
        (Day(), Day(), Day()),
        (Truth(), Truth(), Truth()),
        (Day(), Truth(), None),
        (Text(), Day(), None),
    ],
)
def test_what_can_stand_in_one_place(one: Kind, other: Kind, both: Kind | None) -> None:
    assert joined(one, other) == both


@pytest.mark.parametrize(
    ("one", "other", "unit"),
    [
        (METRES, Unit.of("元/㎡"), Unit.of("元")),
        (METRES, None, METRES),
        (None, METRES, METRES),
        (METRES, Unit(), METRES),
        (None, Unit(), Unit()),
        (None, None, None),
    ],
)
def test_the_unit_of_a_product(one: Unit | None, other: Unit | None, unit: Unit | None) -> None:
    assert times(number(one), number(other)).unit == unit


@given(ENDS, ENDS, st.integers(0, 100), st.integers(0, 100))
def test_bounds_hold_whatever_lies_between(one: list[int], other: list[int], near: int, far: int) -> None:
    a, b = number(METRES, 1, *one), number(METRES, 3, *other)
    x = Decimal(one[0]) + (one[1] - one[0]) * Decimal(near) / 100
    y = Decimal(other[0]) + (other[1] - other[0]) * Decimal(far) / 100
    for kind, value in (
        (times(a, b), x * y),
        (summed(a, b, METRES), x + y),
        (summed(a, b, METRES, minus=True), x - y),
        (negated(a), -x),
    ):
        assert kind.low <= value <= kind.high
    assert (times(a, b).scale, summed(a, b, METRES).scale, negated(a).scale) == (4, 3, 1)


@given(ENDS, ENDS)
def test_bounds_are_reached(one: list[int], other: list[int]) -> None:
    a, b = number(METRES, 0, *one), number(METRES, 0, *other)
    products = [x * y for x in one for y in other]
    assert [times(a, b).low, times(a, b).high] == [Decimal(min(products)), Decimal(max(products))]
    assert summed(a, b, METRES).high == one[1] + other[1]
    assert summed(a, b, METRES, minus=True).low == one[0] - other[1]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (number(METRES), "数（㎡）"), (number(Unit()), "数（无单位）"), (number(None), "数"), (Text(), "文字"),
        (Day(), "日期"), (Truth(), "是否"),
    ],
)  # fmt: skip
def test_a_kind_as_faults_name_it(kind: Kind, words: str) -> None:
    assert str(kind) == words


def test_a_day_is_no_number() -> None:
    assert joined(Day(), number(None)) is None
    assert date(2025, 1, 1) != 20250101
