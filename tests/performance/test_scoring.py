"""Scores: what every form must keep, and single cases on both sides of each edge."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.performance.scoring import (
    EXECUTION,
    STANDARD,
    WHOLE,
    WITH_COST,
    Band,
    Direction,
    Rule,
    Score,
    ScoringError,
    attainment,
    execution,
    judged,
    measured,
    print_points,
    read_points,
    read_value,
    score,
    total,
)

NUMBERS = st.decimals(0, 10**9, places=4)
TARGETS = st.decimals(Decimal("0.0001"), 10**9, places=4)
WEIGHTS = st.integers(1, WHOLE)
DIRECTIONS = st.sampled_from([Direction.AT_LEAST, Direction.AT_MOST, Direction.EXACTLY])


def points(one: Score) -> int:
    assert one.points_e2 is not None
    return one.points_e2


@given(TARGETS, NUMBERS, DIRECTIONS, WEIGHTS)
def test_points_lie_between_nought_and_the_weight(
    target: Decimal, actual: Decimal, direction: Direction, weight: int
) -> None:
    assert 0 <= points(measured(target, actual, direction, weight)) <= weight


@given(TARGETS, NUMBERS, NUMBERS, WEIGHTS)
def test_more_never_scores_less_where_more_is_wanted(
    target: Decimal, one: Decimal, other: Decimal, weight: int
) -> None:
    less, more = sorted([one, other])
    up, down = Direction.AT_LEAST, Direction.AT_MOST
    assert points(measured(target, less, up, weight)) <= points(measured(target, more, up, weight))
    assert points(measured(target, less, down, weight)) >= points(measured(target, more, down, weight))


@given(TARGETS, NUMBERS, DIRECTIONS, WEIGHTS)
def test_a_target_that_is_met_gives_all_and_all_or_nothing_gives_no_part(
    target: Decimal, actual: Decimal, direction: Direction, weight: int
) -> None:
    met = {"≥": actual >= target, "≤": actual <= target, "=": actual == target}[direction.value]
    part = measured(target, actual, direction, weight)
    strict = measured(target, actual, direction, weight, Rule.ALL_OR_NOTHING)
    assert strict.points_e2 == (weight if met else 0)
    assert not met or part.is_full


@given(TARGETS, NUMBERS, WEIGHTS)
def test_by_proportion_to_the_nearest_hundredth(target: Decimal, actual: Decimal, weight: int) -> None:
    due = weight * min(Fraction(actual) / Fraction(target), Fraction(1))
    assert abs(points(measured(target, actual, Direction.AT_LEAST, weight)) - due) <= Fraction(1, 2)


@given(st.integers(1, 10**15), st.integers(0, 10**15))
def test_execution_is_capped_at_its_weight(budget: int, executed: int) -> None:
    one = execution(budget, executed)
    assert 0 <= points(one) <= EXECUTION
    assert one.is_full or executed < budget
    assert points(execution(budget, budget)) == EXECUTION


@given(st.lists(st.tuples(WEIGHTS, NUMBERS, TARGETS), max_size=20))
def test_a_total_is_the_sum_of_what_is_printed(rows: list[tuple[int, Decimal, Decimal]]) -> None:
    items = [("某项", measured(target, actual, Direction.AT_LEAST, weight)) for weight, actual, target in rows]
    printed = sum((Decimal(print_points(points(one))) for _, one in items), Decimal(0))
    assert Decimal(print_points(total(items).points_e2)) == printed


@given(st.integers(0, WHOLE))
def test_points_read_back_as_printed(points_e2: int) -> None:
    assert read_points(print_points(points_e2)) == points_e2


@pytest.mark.parametrize(
    ("target", "actual", "direction", "weight", "due"),
    [
        ("3000", "1589", "≥", 1000, 530),  # 5.2966…
        ("95%", "81%", "≥", 1500, 1279),
        ("90", "90", "≥", 1500, 1500),
        ("9,200", "8,865", "≤", 500, 500),
        ("10", "12.5", "≤", 1000, 800),
        ("0", "3", "≤", 1000, 0),
        ("0", "0", "≤", 1000, 1000),
        ("4", "5", "=", 1000, 750),
        ("4", "9", "=", 1000, 0),
        ("2025-12-31", "2025-11-30", "≤", 1000, 1000),
        ("2025年12月31日", "2026-01-01", "≤", 1000, 0),
    ],
)
def test_typed_targets(target: str, actual: str, direction: str, weight: int, due: int) -> None:
    assert points(score(target, actual, Direction(direction), weight)) == due


def test_execution_as_the_published_forms_have_it() -> None:
    assert points(execution(38_00, 27_75)) == 730  # 73.03 % of 10 points
    assert points(execution(125_73, 2652_14)) == 1000  # never above its weight, whatever the rate


@pytest.mark.parametrize(("target", "actual", "direction"), [("0", "-1", "≥"), ("0", "2", "="), ("-3", "-5", "≥")])
def test_an_undefined_share_is_said(target: str, actual: str, direction: str) -> None:
    one = score(target, actual, Direction(direction), 1000)
    assert one.points_e2 is None
    assert "没有可比的基数" in one.why
    assert attainment(Decimal(target), Decimal(actual), Direction(direction)) is None


def test_without_a_budget_the_rate_is_undefined_and_there_is_no_grade() -> None:
    one = execution(0, 500)
    assert (one.points_e2, one.why) == (None, "全年预算数为 0，执行率无从计算")
    whole = total([("预算执行率", one), ("产出", Score(90_00, 90_00))])
    assert whole.grade == ""
    assert whole.undefined == ("预算执行率：全年预算数为 0，执行率无从计算",)


@pytest.mark.parametrize(
    ("points_e2", "grade"),
    [
        (100_00, "优"),
        (90_00, "优"),
        (89_99, "良"),
        (80_00, "良"),
        (79_99, "中"),
        (60_00, "中"),
        (59_99, "差"),
        (0, "差"),
    ],
)
def test_grades_at_their_edges(points_e2: int, grade: str) -> None:
    assert total([("全部", Score(WHOLE, points_e2))]).grade == grade


def test_half_a_form_has_no_grade() -> None:
    assert total([("产出", Score(50_00, 50_00))]).grade == ""


@pytest.mark.parametrize(
    ("stated", "due"),
    [("达成", 1000), ("达成（80%）", 800), ("部分达成 79.99%", 800), ("部分达成(60%)", 600), ("未达成（0%）", 0)],
)
def test_judgements_in_their_bands(stated: str, due: int) -> None:
    assert points(judged(stated, 1000)) == due


@pytest.mark.parametrize(
    "stated", ["达成（79%）", "部分达成（80%）", "未达成（60%）", "部分达成", "未达成", "很好", "达成（101%）"]
)
def test_judgements_outside_their_bands_are_refused(stated: str) -> None:
    with pytest.raises(ScoringError, match="比例|应写"):
        judged(stated, 1000)


def test_bands_leave_no_gap() -> None:
    assert [(band.least, band.most) for band in Band] == [(80, 100), (60, 80), (0, 60)]


def test_weights_make_up_a_whole() -> None:
    for weights in (STANDARD, WITH_COST):
        assert sum(weights.values()) + EXECUTION == WHOLE


@pytest.mark.parametrize("text", ["", "十", "-1", "1.005", "NaN", "Infinity"])
def test_a_weight_that_is_none(text: str) -> None:
    with pytest.raises(ScoringError, match="分值应是"):
        read_points(text)


@pytest.mark.parametrize("text", ["", "较好", "2025-02-30", "2025年12月", "NaN"])
def test_a_value_that_is_none(text: str) -> None:
    with pytest.raises(ScoringError, match="应是一个数或一个日期"):
        read_value(text)


def test_a_day_is_not_compared_with_a_number() -> None:
    with pytest.raises(ScoringError, match="无法比较"):
        score("2025-12-31", "5", Direction.AT_MOST, 1000)
