"""The slip that turns the right figure into the printed one; none where none does."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.base.printed import Computed, Printed
from oneruler.base.rounding import half_up
from oneruler.checks.claims.claim import Claim, percent
from oneruler.checks.diagnosis import explain
from oneruler.checks.report import Kind
from oneruler.checks.slips import Slip

D = Decimal


def point(value: str) -> Computed:
    return Computed(D(value), D(value), D(value), value)


def slip(stated: str, right: str, *, kind: Kind = Kind.GROWTH, unit: str = "%", **more: Any) -> Slip | None:
    reading = point(right)
    return explain(Claim(kind, "关系", (0, 1), Printed.read(stated), stated, (reading,), unit, **more), reading)


@pytest.mark.parametrize(
    ("stated", "right", "expected"),
    [
        pytest.param("943", "94.28", Slip.DECIMAL_POINT, id="point lost"),
        pytest.param("1.25", "12.5", Slip.DECIMAL_POINT, id="point moved left"),
        pytest.param("125", "12.5", Slip.DECIMAL_POINT, id="point moved right"),
        pytest.param("-12.5", "12.5", Slip.DIRECTION, id="sign turned"),
        pytest.param("12.5", "-12.5", Slip.DIRECTION, id="a fall told as a rise"),
        pytest.param("36.2", "63.2", Slip.TRANSPOSED, id="neighbours exchanged"),
        pytest.param("63.8", "68.3", Slip.TRANSPOSED, id="exchanged over the point"),
        pytest.param("23.4", "76.6", Slip.COMPLEMENT, id="what is left"),
        pytest.param("31.9", "76.6", None, id="nothing explains it"),
    ],
)
def test_rates(stated: str, right: str, expected: Slip | None) -> None:
    assert slip(stated, right) is expected


@pytest.mark.parametrize(
    ("stated", "right", "expected"),
    [
        pytest.param("5230000", "523", Slip.UNIT, id="元 for 万元"),
        pytest.param("0.0523", "523", Slip.UNIT, id="亿元 for 万元, cut"),
        pytest.param("52.3", "523", Slip.DECIMAL_POINT, id="point"),
        pytest.param("532", "523", Slip.TRANSPOSED, id="neighbours"),
        pytest.param("597", "523", None, id="nothing"),
    ],
)
def test_amounts(stated: str, right: str, expected: Slip | None) -> None:
    assert slip(stated, right, kind=Kind.DIFFERENCE, unit="万元") is expected


def test_a_known_slip_of_the_relation_comes_first() -> None:
    assert slip("20", "25", slips=((Slip.COMPLEMENT, point("75")), (Slip.WRONG_BASE, point("20")))) is Slip.WRONG_BASE
    assert slip("21", "25", slips=((Slip.WRONG_BASE, point("20")),)) is None


@pytest.mark.parametrize("stated", ["28.6", "28.7"], ids=["cut", "half up"])
def test_a_known_slip_may_itself_be_rounded_or_cut(stated: str) -> None:
    assert slip(stated, "67.3", slips=((Slip.WRONG_BASE, point("28.6844")),)) is Slip.WRONG_BASE


def test_an_amount_repeated_as_a_rate() -> None:
    assert slip("2500", "88", operands=(Printed(D(2500), 0),)) is Slip.AMOUNT_AS_RATE
    assert slip("2501", "88", operands=(Printed(D(2500), 0),)) is None
    assert slip("2500", "88", unit="万元", operands=(Printed(D(2500), 0),)) is None


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("64", Slip.MISSING_PART),  # the 17 was left out
        ("98", Slip.MISSING_PART),  # the 17 was added twice
        ("88", Slip.MISSING_PART),  # more than is listed: something is not listed
        ("79", None),
    ],
)
def test_a_part_of_a_sum(stated: str, expected: Slip | None) -> None:
    parts = (D(17), D(21), D(43))
    assert slip(stated, "81", kind=Kind.SUM, unit="万元", parts=parts) is expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        pytest.param("72", Slip.TRANSPOSED, id="12 and not 21"),
        pytest.param("270", Slip.DECIMAL_POINT, id="210 and not 21"),
    ],
)
def test_a_misprinted_part_of_a_sum(stated: str, expected: Slip) -> None:
    assert slip(stated, "81", kind=Kind.SUM, unit="万元", parts=(D(17), D(21), D(43))) is expected


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        pytest.param((D(52), D(250)), Slip.TRANSPOSED, id="25 of 250 is 10 %"),
        pytest.param((D(25_000), D(25)), Slip.DECIMAL_POINT, id="2.5 of 25 would be too"),
        pytest.param((D(5), D(0)), None, id="nothing divides by nought"),
    ],
)
def test_a_misprinted_operand_of_a_rate(amounts: tuple[Decimal, ...], expected: Slip | None) -> None:
    found = slip("10", "77", kind=Kind.SHARE, amounts=amounts, formula=percent)
    assert found is (Slip.UNIT if amounts[0] == 25_000 else expected)


@given(st.integers(11, 99_999), st.integers(0, 3), st.sampled_from([-2, -1, 1, 2]))
def test_a_moved_point_is_always_seen(units: int, places: int, power: int) -> None:
    right = D(units).scaleb(-places)
    moved = half_up(right * D(10) ** power, max(0, places - power))
    if moved not in (0, right):
        assert slip(f"{moved:f}", f"{right:f}") in (Slip.DECIMAL_POINT, Slip.COMPLEMENT)
