from datetime import date
from decimal import Decimal

import pytest

from oneruler.base.figures import Figure, Measure, Unit
from oneruler.performance.standing import fits, measured_actual, plain, print_day, shown


def figure(unit: Unit, value: int | Decimal) -> Figure:
    return Figure(Measure("某数", "某数", unit, "当日"), value, date(2025, 12, 31))


@pytest.mark.parametrize(
    ("unit", "of", "holds"),
    [
        ("户", Unit.HOUSEHOLDS, True), ("万元", Unit.FEN, True), ("元", Unit.FEN, True), ("平方米", Unit.SQUARE_METRE, True),
        ("％", Unit.PER_CENT, True), ("万元", Unit.MU, False), ("", Unit.HOUSEHOLDS, False), ("人", Unit.HOUSEHOLDS, False),
    ],
)  # fmt: skip
def test_a_measure_stands_under_its_own_unit_only(unit: str, of: Unit, holds: bool) -> None:
    assert fits(unit, of) is holds


@pytest.mark.parametrize(
    ("of", "value", "unit", "text"),
    [
        (Unit.FEN, 123_456_789, "万元", "123.456789"), (Unit.FEN, 100_000_000, "万元", "100"),
        (Unit.FEN, 12_340, "元", "123.4"), (Unit.MU, Decimal("1589.0500"), "亩", "1589.05"), (Unit.HOUSEHOLDS, 100, "户", "100"),
    ],
)  # fmt: skip
def test_a_figure_in_the_indicators_unit(of: Unit, value: int | Decimal, unit: str, text: str) -> None:
    assert measured_actual(figure(of, value), unit).text == text


@pytest.mark.parametrize(
    ("text", "printed"),
    [("66.666667", "66.67"), ("100.00", "100"), ("达成（95%）", "达成（95%）"), ("1e3", "1000"), ("NaN", "NaN")],
)
def test_as_a_form_prints_it(text: str, printed: str) -> None:
    assert shown(text) == printed


def test_noughts_before_the_point_stay() -> None:
    assert [plain(Decimal(text)) for text in ("100", "100.10", "0.00", "1E+2")] == ["100", "100.1", "0", "100"]


def test_a_day() -> None:
    assert print_day(date(2025, 3, 1)) == "2025年3月1日"
