"""Goals, observations and the frozen self-evaluation, each with three people: the clerk, the reviewer, the outsider."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from oneruler.office.errors import NotAllowedError, WrongStateError
from oneruler.office.models import AuditEntry, Officer
from oneruler.office.queries import audit_breaks
from oneruler.performance import queries
from oneruler.performance.actions import (
    IndicatorRow,
    declare_goal,
    give_reason,
    observe,
    self_evaluate,
    state_actual,
)
from oneruler.performance.models import Goal, Indicator, Observation, SelfEvaluation
from tests.performance.making import (
    AGENCY,
    AT,
    DECLARED,
    ROWS,
    WORDS,
    YEAR,
    Centre,
    budget,
    centre,
    goals,
    measures,
    sign,
)

pytestmark = pytest.mark.django_db
SUMMER, END = date(2025, 7, 31), date(2025, 12, 31)


@pytest.fixture
def made() -> Centre:
    return centre()


def declare(made: Centre, rows: tuple[IndicatorRow, ...] = ROWS, by: Officer | None = None) -> Goal:
    return declare_goal(
        year=YEAR, project=None, text="完成任务。", indicators=rows, measures=measures(), declared_on=DECLARED,
        by=by or made.clerk, at=AT,
    )  # fmt: skip


def evaluate(made: Centre, by: Officer | None = None) -> SelfEvaluation:
    return self_evaluate(year=YEAR, agency=AGENCY, words=WORDS, measures=measures(), by=by or made.clerk, at=AT)


def explain_all(made: Centre) -> None:
    for one in observe(year=YEAR, on=END, measures=measures(), by=made.clerk, at=AT):
        give_reason(observation=one, reason="个别住户对过渡期不满意，逐户回访。", by=made.clerk, at=AT)


def test_a_goal_is_declared_with_its_indicators_and_leaves_a_trail(made: Centre) -> None:
    goal = declare(made)
    assert goal.indicators.count() == len(ROWS)
    assert [one.weight for one in goal.indicators.all()] == ["20", "10", "10", "10", "20", "10", "10"]
    assert AuditEntry.objects.filter(verb="申报绩效目标").count() == 1
    assert list(audit_breaks()) == []


def test_who_has_no_post_for_it_declares_watches_and_evaluates_nothing(made: Centre) -> None:
    indicator = goals(made)[0].indicators.first()
    assert indicator is not None
    for officer in (made.reviewer, made.outsider):
        with pytest.raises(NotAllowedError):
            declare(made, by=officer)
        with pytest.raises(NotAllowedError):
            observe(year=YEAR, on=SUMMER, measures=measures(), by=officer, at=AT)
        with pytest.raises(NotAllowedError):
            state_actual(indicator=indicator, stated="1", proof="x", by=officer, at=AT)
        with pytest.raises(NotAllowedError):
            evaluate(made, by=officer)
    assert not Observation.objects.exists()
    assert not SelfEvaluation.objects.exists()


def test_every_fault_of_a_goal_is_named_and_nothing_is_kept(made: Centre) -> None:
    first, second, third, *rest = ROWS
    bad = (
        replace(first, unit="亩"), replace(second, target="很多"), replace(third, weight="7", level3=""),
        replace(rest[0], measure="没有的"), *rest[1:],
    )  # fmt: skip
    with pytest.raises(WrongStateError) as refused:
        declare(made, bad)
    said = str(refused.value)
    for part in (
        "单位应与度量“签约户数”一致（户）",
        "很多",
        "名称要填全",
        "没有“没有的”这个度量",
        "合计应为 90 分，现为 87 分",
        "第 2 条",
    ):
        assert part in said
    assert not Goal.objects.exists()
    assert not AuditEntry.objects.filter(verb="申报绩效目标").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"direction": ">"}, "方向应是"),
        ({"rule": "看着给"}, "赋分方式应是"),
        ({"weight": "二十"}, "分值应是"),
        ({"direction": "定性"}, "定性指标没有度量可取"),
        ({"measure": "监控偏离", "unit": "户"}, "单位应与度量"),
    ],
)
def test_a_fault_of_one_indicator(made: Centre, change: dict[str, str], said: str) -> None:
    with pytest.raises(WrongStateError, match=said):
        declare(made, (replace(ROWS[0], **change), *ROWS[1:]))


def test_a_goal_is_declared_once(made: Centre) -> None:
    declare(made)
    with pytest.raises(WrongStateError, match="已申报"):
        declare(made)
    with pytest.raises(WrongStateError, match="没有一条指标"):
        declare_goal(
            year=2024, project=None, text="", indicators=[], measures=measures(), declared_on=DECLARED, by=made.clerk,
            at=AT,
        )  # fmt: skip


def test_only_what_no_measure_tells_is_stated_and_with_proof(made: Centre) -> None:
    goal = declare(made)
    measured, area = goal.indicators.all()[:2]
    with pytest.raises(WrongStateError, match="从度量“签约户数”取数"):
        state_actual(indicator=measured, stated="99", proof="x", by=made.clerk, at=AT)
    with pytest.raises(WrongStateError, match="佐证"):
        state_actual(indicator=area, stated="99", proof=" ", by=made.clerk, at=AT)
    with pytest.raises(WrongStateError, match="应是一个数"):
        state_actual(indicator=area, stated="不少", proof="确认单", by=made.clerk, at=AT)
    state_actual(indicator=area, stated="130", proof="确认单", by=made.clerk, at=AT)
    assert Indicator.objects.get(pk=area.pk).stated == "130"


def test_observing_keeps_value_forecast_light_and_rows(made: Centre) -> None:
    goals(made)
    sign(date(2025, 3, 1), date(2025, 6, 1), date(2025, 9, 1))
    seen = observe(year=YEAR, on=SUMMER, measures=measures(), by=made.clerk, at=AT)
    assert len(seen) == 14
    signed = Observation.objects.filter(indicator__level3="签约户数").first()
    assert signed is not None
    assert (signed.value, signed.forecast, signed.light, signed.rows) == ("2", "3", "red", 2)
    assert signed.digest
    with pytest.raises(WrongStateError, match="已经做过"):
        observe(year=YEAR, on=SUMMER, measures=measures(), by=made.clerk, at=AT)


def test_observing_asks_for_a_day_that_has_come_and_for_something_to_see(made: Centre) -> None:
    with pytest.raises(WrongStateError, match="还没有到"):
        observe(year=2026, on=date(2026, 2, 11), measures=measures(), by=made.clerk, at=AT)
    with pytest.raises(WrongStateError, match="在 2026 年度之前"):
        observe(year=2026, on=END, measures=measures(), by=made.clerk, at=AT)
    with pytest.raises(WrongStateError, match="没有可以监控的指标"):
        observe(year=YEAR, on=SUMMER, measures=measures(), by=made.clerk, at=AT)


def test_a_self_evaluation_freezes_figures_with_digests_and_scores(made: Centre) -> None:
    budget()
    goals(made)
    sign(*[date(2025, 5, day) for day in range(1, 9)])
    explain_all(made)
    kept = evaluate(made)
    assert (kept.version, kept.frozen_on, kept.made_by) == (1, date(2026, 2, 10), made.clerk)
    department, project = kept.scores
    assert department["project"] == ""
    # 执行 9.45, 签约 20 × 8/10 = 16, 定性 20 × 95 % = 19, 满意度 10 × 94.71/95 = 9.97, the rest whole
    assert (kept.score_e2, department["grade"]) == (9442, "优")
    assert project["total_e2"] == 9442
    assert kept.score_e2 == department["execution"][1] + sum(item["points_e2"] for item in department["items"])
    assert all(one["digest"] for one in kept.figures.values())
    assert evaluate(made).version == 2
    assert list(audit_breaks()) == []


def test_what_is_missing_is_named_all_at_once(made: Centre) -> None:
    declare(made)
    with pytest.raises(WrongStateError) as refused:
        evaluate(made)
    said = str(refused.value)
    for part in ("全年预算数为 0，执行率无从计算", "“交地面积”没有完成值", "“签约户数”扣了分，没有写偏差原因"):
        assert part in said
    assert not SelfEvaluation.objects.exists()


def test_without_a_goal_of_the_department_there_is_no_report(made: Centre) -> None:
    with pytest.raises(WrongStateError, match="没有申报部门整体支出绩效目标"):
        evaluate(made)


def test_a_reason_is_words(made: Centre) -> None:
    goals(made)
    first = observe(year=YEAR, on=SUMMER, measures=measures(), by=made.clerk, at=AT)[0]
    with pytest.raises(WrongStateError, match="请写明"):
        give_reason(observation=first, reason=" ", by=made.clerk, at=AT)
    with pytest.raises(NotAllowedError):
        give_reason(observation=first, reason="有原因", by=made.outsider, at=AT)


def test_the_officer_sees_by_post(made: Centre) -> None:
    day = date(2025, 6, 1)
    assert [queries.may_see(one, day) for one in (made.clerk, made.reviewer, made.outsider)] == [True, False, False]
