from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.performance.forecasting import Growth, Light, forecast, light
from oneruler.performance.scoring import Direction

UP, DOWN = Direction.AT_LEAST, Direction.AT_MOST


def test_straight_on_by_days_with_its_assumption() -> None:
    seen = forecast(Decimal(3000), Decimal(1460), UP, Growth.GROWS, date(2025, 7, 31), 2025)
    assert seen.value == Decimal(2514)  # 1460 ÷ 212 × 365
    assert seen.light is Light.AMBER
    assert "前 212 天" in seen.assumption
    assert "365 天" in seen.assumption


def test_a_rate_stays() -> None:
    seen = forecast(Decimal(95), Decimal("97.5"), UP, Growth.STANDS, date(2025, 7, 31), 2025)
    assert (seen.value, seen.light) == (Decimal("97.5"), Light.GREEN)
    assert "比率" in seen.assumption


def test_a_year_that_is_over_is_no_forecast() -> None:
    seen = forecast(Decimal(10), Decimal(9), UP, Growth.GROWS, date(2026, 2, 1), 2025)
    assert (seen.value, seen.light) == (Decimal(9), Light.AMBER)
    assert "年度已满" in seen.assumption


def test_before_the_year_there_is_nothing_to_forecast() -> None:
    with pytest.raises(ValueError, match="在 2025 年之前"):
        forecast(Decimal(10), Decimal(9), UP, Growth.GROWS, date(2024, 12, 31), 2025)


@pytest.mark.parametrize(
    ("expected", "direction", "shown"),
    [
        ("100", UP, Light.GREEN), ("99.99", UP, Light.AMBER), ("80", UP, Light.AMBER), ("79.99", UP, Light.RED),
        ("100", DOWN, Light.GREEN), ("125", DOWN, Light.AMBER), ("126", DOWN, Light.RED),
    ],
)  # fmt: skip
def test_lights_at_their_edges(expected: str, direction: Direction, shown: Light) -> None:
    assert light(Decimal(100), Decimal(expected), direction) is shown


def test_where_no_share_can_be_told_the_light_is_red() -> None:
    assert light(Decimal(0), Decimal(-1), UP) is Light.RED


@given(st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.integers(0, 10**6))
def test_a_forecast_is_never_below_what_is_done(on: date, done: int) -> None:
    assert forecast(Decimal(100), Decimal(done), UP, Growth.GROWS, on, 2024).value >= done
