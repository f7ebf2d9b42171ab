"""What can be done in performance: goals are declared, watched, stated, and frozen in a self-evaluation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from oneruler.base.dates import local_day
from oneruler.base.measuring import MeasureError, Measures
from oneruler.office.acting import label, record, require
from oneruler.office.errors import WrongStateError
from oneruler.office.roles import Verb
from oneruler.performance import queries, report
from oneruler.performance.evaluation import Evaluated, Words, frozen_figures, frozen_scores
from oneruler.performance.models import Goal, Indicator, Observation, SelfEvaluation
from oneruler.performance.scoring import (
    EXECUTION,
    WHOLE,
    Direction,
    Rule,
    ScoringError,
    print_points,
    read_points,
    read_value,
)
from oneruler.performance.standing import fits

if TYPE_CHECKING:
    from oneruler.office.models import Officer
    from oneruler.projects.models import Project


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator as an officer enters it. With a measure its actual value comes from there, else it is stated."""

    level1: str
    level2: str
    level3: str
    target: str
    weight: str
    unit: str = ""
    direction: str = Direction.AT_LEAST.value
    measure: str = ""
    rule: str = Rule.PROPORTION.value
    proof: str = ""


@transaction.atomic
def declare_goal(
    *, year: int, project: Project | None, text: str, indicators: Sequence[IndicatorRow], measures: Measures,
    declared_on: date, by: Officer, at: datetime,
) -> Goal:  # fmt: skip
    """Declare the goal of a year, the department's or a project's, with all its indicators.

    Raises WrongStateError that names every fault: the weights must make up 90 points beside the 10 of execution, every
    target must be one, every measure known and of the indicator's unit.
    """
    _require(by, Verb.SET_GOALS, at, project)
    whose = project.name if project is not None else "本部门"
    if Goal.objects.filter(year=year, project=project).exists():
        raise WrongStateError(f"{whose} {year} 年度绩效目标已申报；调整须经财政部门批准。")
    faults = list(_faults(indicators, measures, queries.scope(year, project)))
    if not text.strip():
        faults.insert(0, "年度总体目标没有填写")
    if faults:
        raise WrongStateError(f"{whose} {year} 年度绩效目标有 {len(faults)} 处要改：{'；'.join(faults)}。")
    goal = Goal.objects.create(year=year, project=project, text=text.strip(), declared_on=declared_on, declared_by=by)
    Indicator.objects.bulk_create(
        Indicator(
            goal=goal, position=position, level1=row.level1.strip(), level2=row.level2.strip(),
            level3=row.level3.strip(), unit=row.unit.strip(), direction=row.direction, target=row.target.strip(),
            weight=print_points(read_points(row.weight)), measure=row.measure, rule=row.rule, proof=row.proof,
        )
        for position, row in enumerate(indicators, 1)
    )  # fmt: skip
    record(by=by, at=at, verb=Verb.SET_GOALS, about=label(goal), detail={"年度": year, "指标数": len(indicators)})
    return goal


def _faults(rows: Sequence[IndicatorRow], measures: Measures, scope: Mapping[str, str]) -> list[str]:
    faults = [] if rows else ["没有一条指标"]
    weight = 0
    for number, row in enumerate(rows, 1):
        said = []
        if not (row.level1.strip() and row.level2.strip() and row.level3.strip()):
            said.append("一、二、三级指标名称要填全")
        try:
            weight += read_points(row.weight)
            if row.direction != Direction.JUDGED:
                read_value(row.target)
            Rule(row.rule), Direction(row.direction)
        except ScoringError as error:
            said.append(str(error).rstrip("。"))
        except ValueError:
            said.append(f"方向应是{'、'.join(Direction)}之一，赋分方式应是{'、'.join(Rule)}之一")
        if row.measure:
            said += _measure_faults(row, measures, scope)
        faults += [f"第 {number} 条“{row.level3}”：{fault}" for fault in said]
    if rows and weight != WHOLE - EXECUTION:
        faults.append(f"指标分值合计应为 {print_points(WHOLE - EXECUTION)} 分，现为 {print_points(weight)} 分")
    return faults


def _measure_faults(row: IndicatorRow, measures: Measures, scope: Mapping[str, str]) -> list[str]:
    try:
        measure = measures[row.measure]
    except MeasureError as error:
        return [str(error).rstrip("。")]
    if row.direction == Direction.JUDGED:
        return ["定性指标没有度量可取，应由人填报"]
    if missing := [need for need in measure.needs if need not in scope]:
        return [f"度量“{row.measure}”要有 {'、'.join(missing)} 才能取数，这个目标没有"]
    if not fits(row.unit, measure.unit):
        return [f"单位应与度量“{row.measure}”一致（{measure.unit}），现为“{row.unit}”"]
    return []


@transaction.atomic
def state_actual(*, indicator: Indicator, stated: str, proof: str, by: Officer, at: datetime) -> Indicator:
    """State what was achieved where no measure tells, with its proof. Raises WrongStateError for a measured one."""
    _require(by, Verb.MONITOR, at, indicator.goal.project)
    if indicator.measure:
        raise WrongStateError(
            f"“{indicator.level3}”的完成值从度量“{indicator.measure}”取数，不能填报；数不对请改正源头。"
        )
    if not proof.strip():
        raise WrongStateError(f"“{indicator.level3}”的完成值由人填报，应写明佐证材料。")
    indicator.stated, indicator.proof = stated.strip(), proof.strip()
    try:
        queries.scored(indicator, indicator.stated)
    except ScoringError as error:
        raise WrongStateError(f"“{indicator.level3}”：{error}") from error
    indicator.save(update_fields=["stated", "proof"])
    record(by=by, at=at, verb=Verb.MONITOR, about=label(indicator), detail={"填报": indicator.stated})
    return indicator


@transaction.atomic
def observe(*, year: int, on: date, measures: Measures, by: Officer, at: datetime) -> list[Observation]:
    """Watch every indicator of the year as of a day: its value, its forecast, its light. Those that nobody has stated
    and no measure tells are left out. Once a day; raises WrongStateError."""
    _require(by, Verb.MONITOR, at, None)
    if on > local_day(at):
        raise WrongStateError(f"监控日 {on} 还没有到。")
    if not date(year, 1, 1) <= on:
        raise WrongStateError(f"监控日 {on} 在 {year} 年度之前。")
    if Observation.objects.filter(indicator__goal__year=year, observed_on=on).exists():
        raise WrongStateError(f"{year} 年度截至 {on} 的监控已经做过；要重新监控请换一个日子。")
    seen = [
        Observation(
            indicator_id=view.id, observed_on=on, value=view.actual.text, light=view.light,
            forecast=view.forecast_text, rows=view.rows, digest=view.digest,
        )
        for goal in queries.indicator_tree(year=year, as_of=on, measures=measures) for view in goal.indicators
        if view.light
    ]  # fmt: skip
    if not seen:
        raise WrongStateError(f"{year} 年度没有可以监控的指标：请先申报绩效目标，或填报完成值。")
    Observation.objects.bulk_create(seen)
    lights = {light.label: sum(one.light == light for one in seen) for light in Observation.Light}
    record(by=by, at=at, verb=Verb.MONITOR, about=f"performance.year:{year}", detail={"截至": on, **lights})
    return seen


@transaction.atomic
def give_reason(*, observation: Observation, reason: str, by: Officer, at: datetime) -> Observation:
    """Say why an indicator is off its way; the latest reason goes into the report."""
    _require(by, Verb.MONITOR, at, observation.indicator.goal.project)
    if not reason.strip():
        raise WrongStateError("请写明偏差原因和改进措施。")
    observation.reason = reason.strip()
    observation.save(update_fields=["reason"])
    record(by=by, at=at, verb=Verb.MONITOR, about=label(observation), detail={"原因": "已填写"})
    return observation


@transaction.atomic
def self_evaluate(
    *, year: int, agency: str, words: Words, measures: Measures, by: Officer, at: datetime
) -> SelfEvaluation:
    """Freeze the year's self-evaluation: its figures with their digests, its scores, its whole content.

    Raises WrongStateError that names everything missing: an actual value, a reason for points lost, a score without a
    base. A later one is a new version.
    """
    _require(by, Verb.SELF_EVALUATE, at, None)
    evaluated = queries.evaluate(year=year, agency=agency, words=words, measures=measures, made_on=local_day(at))
    faults = list(_unready(evaluated))
    if faults:
        raise WrongStateError(f"{year} 年度自评还差 {len(faults)} 处：{'；'.join(faults)}。")
    last = SelfEvaluation.objects.filter(year=year).aggregate(last=Max("version"))["last"] or 0
    content = report.content(evaluated)
    made = SelfEvaluation.objects.create(
        year=year, version=last + 1, frozen_on=local_day(at), figures=frozen_figures(evaluated.book.used),
        scores=frozen_scores(evaluated), narrative=content, score_e2=evaluated.department.total.points_e2,
        made_by=by, made_at=at,
    )  # fmt: skip
    record(
        by=by, at=at, verb=Verb.SELF_EVALUATE, about=label(made),
        detail={"年度": year, "版本": made.version, "得分": print_points(made.score_e2)},
    )  # fmt: skip
    return made


def _unready(evaluated: Evaluated) -> list[str]:
    faults = []
    for form in evaluated.forms:
        faults += [f"{form.name}：{undefined}" for undefined in form.total.undefined]
        for item in form.items:
            where = f"{form.name}“{item.level3}”"
            if not item.actual.text:
                faults.append(f"{where}没有完成值，请填报或补录源头数据")
            elif not item.score.is_full and item.score.points_e2 is not None and not item.reason:
                faults.append(f"{where}扣了分，没有写偏差原因和改进措施")
    if not any(form.is_department for form in evaluated.forms):
        faults.append("没有申报部门整体支出绩效目标")
    return faults


def _require(by: Officer, verb: Verb, at: datetime, project: Project | None) -> None:
    place = {} if project is None else {"project": project.number, "township": project.township.code}
    require(by, verb, on=local_day(at), **place)
