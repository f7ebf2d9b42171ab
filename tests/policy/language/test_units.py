"""Units as papers write them: read, multiplied, cancelled, printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.policy.language.units import YUAN, Unit

NAMES = st.sampled_from(["元", "㎡", "亩", "户", "月", "人", "m³"])
UNITS = st.lists(st.tuples(NAMES, st.integers(-2, 2)), max_size=4).map(
    lambda powers: Unit(tuple(sorted((name, power) for name, power in dict(powers).items() if power)))
)


@pytest.mark.parametrize(
    ("text", "powers"),
    [
        ("元", {"元": 1}),
        ("元/㎡", {"元": 1, "㎡": -1}),
        ("元/户·月", {"元": 1, "户": -1, "月": -1}),
        ("元/户/月", {"元": 1, "户": -1, "月": -1}),
        ("元/(户·月)", {"元": 1, "户": -1, "月": -1}),
        ("元/（人·月）", {"元": 1, "人": -1, "月": -1}),
        ("㎡/亩", {"㎡": 1, "亩": -1}),
        ("1/月", {"月": -1}),
        ("元·元", {"元": 2}),
        ("元/元", {}),
        ("元/ 株", {"元": 1, "株": -1}),
    ],
)
def test_a_unit_is_read(text: str, powers: dict[str, int]) -> None:
    assert dict(Unit.of(text).powers) == powers


@pytest.mark.parametrize("text", ["", "无", "比例", "系数", "倍", "1", "%", " 无 "])
def test_a_bare_ratio_has_no_unit(text: str) -> None:
    assert Unit.of(text).is_bare
    assert str(Unit.of(text)) == "无单位"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("平方米", "㎡"),
        ("平米", "㎡"),
        ("m²", "㎡"),
        ("立方米", "m³"),
        ("㎥", "m³"),
        ("公里", "km"),
        ("元/平方米", "元/㎡"),
    ],
)
def test_two_ways_to_write_one_unit(one: str, other: str) -> None:
    assert Unit.of(one) == Unit.of(other)


@pytest.mark.parametrize(
    "text", ["/", "元/", "元//㎡", "100元", "元/㎡/", "元*㎡", "元 + 元", "-", "元/(户", "(元)", "^2"]
)
def test_what_is_no_unit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="单位应形如"):
        Unit.of(text)


@pytest.mark.parametrize(
    ("over", "under", "left"),
    [
        ("元/㎡", "㎡", "元"),
        ("元/亩", "㎡", "元·㎡/亩"),
        ("元/户·月", "月", "元/户"),
        ("元/元", "㎡", "㎡"),
        ("1/月", "元", "元/月"),
    ],
)
def test_what_stands_above_and_below_cancels(over: str, under: str, left: str) -> None:
    assert Unit.of(over) * Unit.of(under) == Unit.of(left)
    assert (Unit.of(over) * Unit.of(under)).text == left


def test_mu_and_square_metres_are_different_units() -> None:
    assert Unit.of("亩") != Unit.of("㎡")
    assert Unit.of("亩") * Unit.of("㎡/亩") == Unit.of("㎡")


def test_a_table_is_its_own_unit() -> None:
    variable = Unit.variable("设施单价")
    assert YUAN / variable * variable == YUAN
    assert variable != Unit.variable("青苗单价")


@given(UNITS, UNITS)
def test_division_undoes_multiplication(one: Unit, other: Unit) -> None:
    assert one * other / other == one
    assert one * other == other * one
    assert (one / one).is_bare


@given(UNITS)
def test_what_is_printed_reads_back(unit: Unit) -> None:
    assert Unit.of(unit.text) == unit
