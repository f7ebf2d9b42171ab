"""Areas add exactly whatever unit they were surveyed in."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.base.area import Area, Unit

SURVEYED = st.integers(-(10**12), 10**12).map(lambda e4: Decimal(e4).scaleb(-4))
UNITS = st.sampled_from(Unit)


@given(SURVEYED, UNITS)
def test_a_survey_to_four_places_is_kept_exactly(value: Decimal, unit: Unit) -> None:
    area = Area.of(value, unit)
    assert area.exact(unit) == Fraction(value)
    assert area.rounded(unit, 4) == value


@given(st.lists(st.tuples(SURVEYED, UNITS), max_size=6))
def test_sums_are_exact_over_mixed_units(surveys: list[tuple[Decimal, Unit]]) -> None:
    areas = [Area.of(value, unit) for value, unit in surveys]
    total = sum(areas, Area())
    square_metres = {Unit.MU: Fraction(10000, 15), Unit.SQUARE_METRE: Fraction(1)}
    exact = sum((Fraction(value) * square_metres.get(unit, Fraction(10000)) for value, unit in surveys), Fraction())
    assert total.exact(Unit.SQUARE_METRE) == exact
    assert total - total == Area()
    assert -total + total == Area()


def test_fifteen_mu_are_one_hectare() -> None:
    assert Area.of(15, Unit.MU) == Area.of(1, Unit.HECTARE) == Area.of(1, Unit.WAN_SQUARE_METRE)
    assert Area.of(15, Unit.MU) == Area.of(10_000, Unit.SQUARE_METRE)


def test_a_mu_in_square_metres_is_rounded_only_on_request() -> None:
    mu = Area.of(1, Unit.MU)
    assert mu.exact(Unit.SQUARE_METRE) == Fraction(2000, 3)
    assert str(mu.rounded(Unit.SQUARE_METRE, 2)) == "666.67"
    assert str((mu + mu + mu).rounded(Unit.SQUARE_METRE, 2)) == "2000.00"
    assert str(Area.of(Decimal("-0.5"), Unit.SQUARE_METRE).rounded(Unit.SQUARE_METRE, 0)) == "-1"


@pytest.mark.parametrize(
    ("value", "unit"), [("0.00000001", Unit.MU), ("0.00001", Unit.SQUARE_METRE), ("0.000000001", Unit.HECTARE)]
)
def test_finer_than_the_parts_is_refused(value: str, unit: Unit) -> None:
    with pytest.raises(ValueError, match=r"最多精确到 0\.0001 ㎡.*" + str(unit)):
        Area.of(Decimal(value), unit)


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="面积应是一个数"):
        Area.of(Decimal("NaN"), Unit.MU)


def test_units_by_the_names_that_papers_write() -> None:
    assert Unit.named("平方米") is Unit.SQUARE_METRE
    assert Unit.named(" 万平方米 ") is Unit.WAN_SQUARE_METRE
    assert all(Unit.named(unit.value) is unit for unit in Unit)
    with pytest.raises(ValueError, match="现为“平方公里”"):
        Unit.named("平方公里")
