"""What can be asked of performance: indicators with their standing, what a report would say, what moved since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from oneruler.base.figures import Figure
from oneruler.base.measuring import MeasureError, Measures
from oneruler.office.queries import scope_of
from oneruler.office.roles import Verb
from oneruler.performance.evaluation import (
    ADJUSTED,
    EXECUTED,
    INITIAL,
    Book,
    Evaluated,
    Form,
    Item,
    Words,
    thawed_figure,
)
from oneruler.performance.forecasting import Growth, Light, forecast
from oneruler.performance.models import Goal, Indicator, Observation, SelfEvaluation
from oneruler.performance.scoring import Direction, Rule, Score, ScoringError, read_points, read_value, score
from oneruler.performance.standing import Actual, measured_actual, plain, print_day, shown

if TYPE_CHECKING:
    from oneruler.office.models import Officer
    from oneruler.projects.models import Project

_STANDING_UNITS = frozenset({"%", "％", "天", "日", "工作日", "个工作日", "分"})  # averages and rates: no sums of days


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator with what it stands at, where it is going, and its light (empty where nothing is known)."""

    id: int
    level1: str
    level2: str
    level3: str
    unit: str
    target: str
    weight_e2: int
    actual: Actual
    score: Score | None
    forecast_text: str
    light: str
    assumption: str
    said: str = ""

    @property
    def rows(self) -> int:
        return self.actual.figure.rows if self.actual.figure else 0

    @property
    def digest(self) -> str:
        return self.actual.figure.digest if self.actual.figure else ""


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal with its indicators in order; ``project`` is the number, empty for the department."""

    id: int
    project: str
    name: str
    text: str
    indicators: tuple[IndicatorView, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A frozen figure that is no longer the same: its value, or only the rows that it rests on. ``now`` is None where
    it can no longer be asked for."""

    key: str
    before: Figure
    now: Figure | None

    @property
    def in_value(self) -> bool:
        return self.now is None or self.now.value != self.before.value


def may_see(officer: Officer, on: date) -> bool:
    """Whether the officer sees the department's performance: it is of the whole centre."""
    return scope_of(officer, Verb.SEE_PERFORMANCE, on=on).everything


def self_evaluations(year: int) -> QuerySet[SelfEvaluation]:
    """The frozen reports of a year, the latest first."""
    return SelfEvaluation.objects.filter(year=year).order_by("-version")


def scope(year: int, project: Project | None) -> dict[str, str]:
    """What the measures of a goal are asked of."""
    if project is None:
        return {"year": str(year)}
    return {"year": str(year), "project": project.number, "item": project.name}


def actual(indicator: Indicator, book: Book, as_of: date) -> Actual:
    """What the indicator stands at on a day: its measure's figure, or what was stated."""
    if not indicator.measure:
        return Actual(indicator.stated, why="" if indicator.stated else "尚未填报")
    try:
        figure = book.ask(indicator.measure, as_of, scope(indicator.goal.year, indicator.goal.project))
    except MeasureError as error:
        return Actual("", why=str(error))
    return measured_actual(figure, indicator.unit)


def scored(indicator: Indicator, text: str) -> Score:
    """The points of an indicator at an actual value. Raises ScoringError."""
    weight = read_points(indicator.weight)
    return score(indicator.target, text, Direction(indicator.direction), weight, Rule(indicator.rule))


def indicator_tree(*, year: int, as_of: date, measures: Measures) -> list[GoalView]:
    """Every goal of the year, the department's first, each indicator with now, forecast and light."""
    book = Book(measures, year)
    return [
        GoalView(
            goal.pk, goal.project.number if goal.project else "", goal.project.name if goal.project else "本部门",
            goal.text, tuple(_view(indicator, book, as_of) for indicator in goal.indicators.all()),
        )
        for goal in _goals(year)
    ]  # fmt: skip


def evaluate(*, year: int, agency: str, words: Words, measures: Measures, made_on: date) -> Evaluated:
    """The year's self-evaluation as it would be frozen now."""
    book = Book(measures, year)
    day = date(year, 12, 31)
    reasons = _reasons(year)
    forms = [_form(goal, book, day, reasons) for goal in _goals(year)]
    return Evaluated(year, agency, made_on, words, tuple(forms), book)


def moved_since(evaluation: SelfEvaluation, measures: Measures) -> list[Moved]:
    """The frozen figures that would be another today, or would rest on other rows."""
    moved = []
    for name, kept in evaluation.figures.items():
        before = thawed_figure(kept)
        try:
            now = measures.figure(before.measure.name, as_of=before.as_of, **before.parameters)
        except MeasureError:
            moved.append(Moved(name, before, None))
            continue
        if (now.value, now.digest) != (before.value, before.digest):
            moved.append(Moved(name, before, now))
    return moved


def _goals(year: int) -> Iterable[Goal]:
    goals = Goal.objects.filter(year=year).select_related("project").prefetch_related("indicators")
    return sorted(goals, key=lambda goal: goal.project.number if goal.project else "")


def _reasons(year: int) -> dict[int, str]:
    """The latest reason of each indicator."""
    rows = Observation.objects.filter(indicator__goal__year=year).exclude(reason="").order_by("observed_on")
    return dict(rows.values_list("indicator_id", "reason"))


def _form(goal: Goal, book: Book, day: date, reasons: dict[int, str]) -> Form:
    which = {} if goal.project is None else {"spending": "project", "item": goal.project.name}
    return Form(
        goal.project.number if goal.project else "", goal.project.name if goal.project else "部门整体支出", goal.text,
        book.money(INITIAL, **which), book.money(ADJUSTED, **which), book.money(EXECUTED, **which),
        tuple(_item(indicator, book, day, reasons.get(indicator.pk, "")) for indicator in goal.indicators.all()),
    )  # fmt: skip


def _item(indicator: Indicator, book: Book, day: date, reason: str) -> Item:
    stands = actual(indicator, book, day)
    weight = read_points(indicator.weight)
    try:
        points = scored(indicator, stands.text) if stands.text else Score(weight, None, stands.why)
    except ScoringError as error:
        points = Score(weight, None, str(error))
    return Item(
        indicator.pk, indicator.level1, indicator.level2, indicator.level3, _target(indicator),
        _done(indicator, stands.text), stands, points, reason, indicator.direction == Direction.JUDGED,
    )  # fmt: skip


def _target(indicator: Indicator) -> str:
    if indicator.direction == Direction.JUDGED:
        return indicator.target
    value = read_value(indicator.target)
    if isinstance(value, date):
        after = {Direction.AT_MOST: "前", Direction.AT_LEAST: "后"}.get(Direction(indicator.direction), "")
        return print_day(value) + after
    sign = "" if indicator.direction == Direction.EXACTLY else indicator.direction
    return f"{sign}{_with_unit(indicator.target, indicator.unit)}"


def _done(indicator: Indicator, text: str) -> str:
    """An actual value with its unit, as a form prints it."""
    if not text or indicator.direction == Direction.JUDGED:
        return text
    try:
        value = read_value(text)
    except ScoringError:
        return text
    return print_day(value) if isinstance(value, date) else _with_unit(shown(text), indicator.unit)


def _with_unit(text: str, unit: str) -> str:
    return text if text.endswith(("%", "％")) else text + unit


def _view(indicator: Indicator, book: Book, as_of: date) -> IndicatorView:
    stands = actual(indicator, book, as_of)
    points, said, ahead, light, assumption = None, stands.why, "", "", ""
    if stands.text:
        try:
            points = scored(indicator, stands.text)
        except ScoringError as error:
            said = str(error)
    if points is not None:
        light, ahead, assumption = _ahead(indicator, stands, points, as_of)
    return IndicatorView(
        indicator.pk, indicator.level1, indicator.level2, indicator.level3, indicator.unit, _target(indicator),
        read_points(indicator.weight), stands, points, ahead, light, assumption, said,
    )  # fmt: skip


def _ahead(indicator: Indicator, stands: Actual, points: Score, as_of: date) -> tuple[str, str, str]:
    """Light, forecast and its assumption; what is no number is judged by its points as they are."""
    direction = Direction(indicator.direction)
    if direction is not Direction.JUDGED:
        target, value = read_value(indicator.target), read_value(stands.text)
        if isinstance(target, Decimal) and isinstance(value, Decimal):
            growth = Growth.STANDS if indicator.unit in _STANDING_UNITS else Growth.GROWS
            seen = forecast(target, value, direction, growth, as_of, indicator.goal.year)
            return seen.light, plain(seen.value), seen.assumption
    if points.is_full:
        return Light.GREEN, "", ""
    missed = points.points_e2 is None or points.points_e2 * 10 < points.weight_e2 * 8
    return Light.RED if missed else Light.AMBER, "", ""
