from datetime import date
from decimal import Decimal

import pytest

from oneruler.base.figures import Figure, Measure, Unit

DAY = date(2025, 12, 31)


def figure(unit: Unit, value: int | Decimal) -> Figure:
    return Figure(Measure("某数", "某数", unit, "当日"), value, DAY)


@pytest.mark.parametrize(
    ("unit", "value", "wan", "printed"),
    [
        (Unit.FEN, 12_345_678, False, "123,456.78"),
        (Unit.FEN, 12_345_678, True, "12.35"),
        (Unit.HOUSEHOLDS, 1434, False, "1,434"),
        (Unit.MU, Decimal("1589.005"), False, "1,589.01"),
    ],
)
def test_as_a_paper_prints_it(unit: Unit, value: int | Decimal, wan: bool, printed: str) -> None:
    assert figure(unit, value).printed(wan=wan) == printed


def test_in_its_unit() -> None:
    assert figure(Unit.FEN, 12_345).decimal == Decimal("123.45")
    assert figure(Unit.MU, Decimal("1.5")).decimal == Decimal("1.5")
