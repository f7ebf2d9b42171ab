"""What an officer sees of the indicators, and what moved since a report was frozen."""

from __future__ import annotations

from datetime import date

import pytest

from oneruler.funds.models import Budget
from oneruler.office.models import Region
from oneruler.performance import queries
from oneruler.performance.actions import give_reason, observe, self_evaluate
from oneruler.performance.models import Indicator, SelfEvaluation
from oneruler.performance.queries import IndicatorView, indicator_tree, moved_since
from tests.performance.making import AGENCY, AT, WORDS, YEAR, Centre, budget, centre, goals, measures, sign

pytestmark = pytest.mark.django_db
END = date(2025, 12, 31)


@pytest.fixture
def made() -> Centre:
    return centre()


def views(as_of: date) -> dict[str, IndicatorView]:
    return {view.level3: view for view in indicator_tree(year=YEAR, as_of=as_of, measures=measures())[0].indicators}


@pytest.fixture
def frozen(made: Centre) -> SelfEvaluation:
    budget()
    goals(made)
    sign(*[date(2025, 5, day) for day in range(1, 9)])
    for one in observe(year=YEAR, on=END, measures=measures(), by=made.clerk, at=AT):
        give_reason(observation=one, reason="示例原因。", by=made.clerk, at=AT)
    return self_evaluate(year=YEAR, agency=AGENCY, words=WORDS, measures=measures(), by=made.clerk, at=AT)


def test_the_tree_has_now_forecast_and_light(made: Centre) -> None:
    goals(made)
    sign(date(2025, 2, 1), date(2025, 3, 1), date(2025, 4, 1), date(2025, 5, 1), date(2025, 6, 1), date(2025, 8, 1))
    tree = indicator_tree(year=YEAR, as_of=date(2025, 6, 30), measures=measures())
    assert [(goal.project, len(goal.indicators)) for goal in tree] == [("", 7), ("YX-2025-01", 7)]
    seen = views(date(2025, 6, 30))
    signed = seen["签约户数"]
    assert (signed.actual.text, signed.target, signed.forecast_text, signed.light) == ("5", "≥10户", "10", "green")
    assert "前 181 天" in signed.assumption
    assert signed.rows == 5
    assert seen["被征收人满意度"].light == "amber"
    assert seen["被征收人满意度"].forecast_text == "94.71"
    assert seen["保障道路按期开工"].light == "amber"
    assert seen["完成签约时间"].light == "green"


def test_what_nobody_stated_has_no_light_and_says_so(made: Centre) -> None:
    goals(made)
    Indicator.objects.filter(level3="交地面积").update(stated="")
    Indicator.objects.filter(level3="信访件数").update(measure="取消了的")
    seen = views(END)
    assert (seen["交地面积"].light, seen["交地面积"].said) == ("", "尚未填报")
    assert "没有“取消了的”这个度量" in seen["信访件数"].said


def test_nothing_moved_and_then_what_moved(frozen: SelfEvaluation) -> None:
    assert moved_since(frozen, measures()) == []
    Budget.objects.filter(item="公务接待费").update(executed_fen=1)
    moved = moved_since(frozen, measures())
    assert {one.before.measure.name for one in moved} == {"全年执行数"}
    assert all(one.in_value for one in moved)
    assert len(moved) == 5  # all of it, general, operating of both, and the reception line of form 1-1


def test_other_rows_of_the_same_value_have_moved_too(frozen: SelfEvaluation) -> None:
    one = Region.objects.filter(level="village").last()
    assert one is not None
    Region.objects.filter(pk=one.pk).delete()
    sign(date(2025, 6, 9))
    moved = [one for one in moved_since(frozen, measures()) if one.before.measure.name == "签约户数"]
    assert len(moved) == 2  # the department's and the project's
    assert not any(one.in_value for one in moved)


def test_a_figure_that_can_no_longer_be_asked_for_has_moved(frozen: SelfEvaluation) -> None:
    from oneruler.base.measuring import Measures

    moved = moved_since(frozen, Measures([]))
    assert len(moved) == len(frozen.figures)
    assert all(one.now is None and one.in_value for one in moved)


def test_asking_changes_nothing(frozen: SelfEvaluation, django_assert_max_num_queries: object) -> None:
    before = queries.self_evaluations(YEAR).count()
    queries.evaluate(year=YEAR, agency=AGENCY, words=WORDS, measures=measures(), made_on=END)
    assert queries.self_evaluations(YEAR).count() == before == 1
