"""Each figure of the house can be asked for, and is the figure of the rows that it opens into."""

from __future__ import annotations

from datetime import date

import pytest

from oneruler.base.measuring import DeclaredMeasure, DeclaredRate, MeasureError
from oneruler.performance.evaluation import ADJUSTED, EXECUTED, INITIAL
from oneruler.web.measures import MEASURES

pytestmark = pytest.mark.django_db
DAY = date(2025, 12, 31)
SCOPE = {"year": "2025", "project": "YX-2025-01"}


@pytest.mark.parametrize("name", [one.name for one in MEASURES])
def test_on_an_empty_house_a_count_is_nought_and_a_rate_undefined(name: str) -> None:
    measure = MEASURES[name]
    if isinstance(measure, DeclaredRate):
        with pytest.raises(MeasureError, match="无从计算"):
            MEASURES.figure_within(name, as_of=DAY, scope=SCOPE)
        return
    assert isinstance(measure, DeclaredMeasure)
    figure = MEASURES.figure_within(name, as_of=DAY, scope=SCOPE)
    assert (figure.value, figure.rows) == (0, 0)
    assert list(measure.rows(SCOPE, DAY).values_list("pk")) == []


def test_each_measure_can_be_asked_within_a_project_or_a_year() -> None:
    for measure in MEASURES:
        assert set(measure.needs) <= SCOPE.keys(), measure.name
        assert measure.title
        assert measure.measure.name == measure.name


def test_what_the_self_evaluation_asks_for_is_there() -> None:
    for name in (INITIAL, ADJUSTED, EXECUTED):
        assert set(MEASURES[name].takes) >= {"fund_kind", "spending", "item"}
