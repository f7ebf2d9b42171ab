"""What can be done with plans and projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from oneruler.base.dates import local_day
from oneruler.base.figures import Figure
from oneruler.office.acting import label, record, require
from oneruler.office.errors import WrongStateError
from oneruler.office.roles import Verb
from oneruler.policy.faults import FactsError
from oneruler.policy.model import Policy
from oneruler.projects.calendar_days import CalendarError
from oneruler.projects.facts import SharedFacts, faults_of_shared
from oneruler.projects.models import AnnualPlan, Handover, PlanTask, Project, StepDone
from oneruler.projects.procedure import Procedure, Step, Track, hindrances
from oneruler.projects.procedure.reading import load_calendar
from oneruler.projects.queries import locked, payment_gate, steps_done

if TYPE_CHECKING:
    from oneruler.office.models import Officer, Region


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task as a plan states it. Areas in whole 0.0001 亩 and 0.01 ㎡."""

    name: str
    kind: str
    origin: str
    due_on: date
    land_mu_e4: int = 0
    building_e2: int = 0
    households: int = 0


@transaction.atomic
def receive_plan(
    *, year: int, number: str, received_on: date, tasks: Sequence[TaskRow], by: Officer, at: datetime
) -> AnnualPlan:
    """Enter the year's plan with all its tasks. Raises WrongStateError if the year has one or a task stands twice."""
    require(by, Verb.RECEIVE_PLAN, on=local_day(at))
    if AnnualPlan.objects.filter(year=year).exists():
        raise WrongStateError(f"{year} 年计划已经录入；要改请调整其中的任务。")
    _past(received_on, at, "收到日期")
    plan = AnnualPlan.objects.create(year=year, number=number.strip(), received_on=received_on)
    _add_tasks(plan, tasks)
    record(by=by, at=at, verb=Verb.RECEIVE_PLAN, about=label(plan),
           detail={"year": year, "number": number, "tasks": [asdict(one) for one in tasks]})  # fmt: skip
    return plan


@transaction.atomic
def add_tasks(*, plan: AnnualPlan, tasks: Sequence[TaskRow], reason: str, by: Officer, at: datetime) -> list[PlanTask]:
    """Add tasks to a plan that was received before, with the reason. Raises WrongStateError."""
    require(by, Verb.RECEIVE_PLAN, on=local_day(at))
    _reason(reason)
    added = _add_tasks(plan, tasks)
    record(by=by, at=at, verb="调整年度计划", about=label(plan),
           detail={"reason": reason, "added": [asdict(one) for one in tasks]})  # fmt: skip
    return added


@transaction.atomic
def adjust_task(
    *, task: PlanTask, reason: str, by: Officer, at: datetime,
    land_mu_e4: int | None = None, building_e2: int | None = None, households: int | None = None,
    due_on: date | None = None,
) -> PlanTask:  # fmt: skip
    """Change a task's figures or due day, with the reason; the trail keeps what was before. Raises WrongStateError."""
    require(by, Verb.RECEIVE_PLAN, on=local_day(at))
    _reason(reason)
    task = PlanTask.objects.select_for_update().get(pk=task.pk)
    wanted = {"land_mu_e4": land_mu_e4, "building_e2": building_e2, "households": households, "due_on": due_on}
    changes = {name: value for name, value in wanted.items() if value is not None and value != getattr(task, name)}
    if not changes:
        raise WrongStateError("没有要改的内容：各项都与现在的任务相同。")
    before = {name: getattr(task, name) for name in changes}
    for name, value in changes.items():
        setattr(task, name, value)
    _figures(task.name, task.land_mu_e4, task.building_e2, task.households)
    task.save(update_fields=list(changes))
    record(by=by, at=at, verb="调整年度计划", about=label(task),
           detail={"reason": reason, "before": before, "after": changes})  # fmt: skip
    return task


@transaction.atomic
def open_project(
    *, number: str, name: str, kind: str, purpose: str, township: Region, land_user: str, funding_source: str,
    policy: Policy, shared_facts: SharedFacts, opened_on: date, by: Officer, at: datetime,
    task: PlanTask | None = None,
) -> Project:  # fmt: skip
    """Open a project under a policy, for a task of a plan if there is one.

    Raises WrongStateError, and FactsError where shared facts do not fit the policy (what is not known yet may be
    left out).
    """
    number, name = number.strip(), name.strip()
    require(by, Verb.OPEN_PROJECT, on=local_day(at), project=number, township=township.code)
    if not number or not name:
        raise WrongStateError("项目编号和项目名称都要填写。")
    if Project.objects.filter(number=number).exists():
        raise WrongStateError(f"项目编号“{number}”不能用，请换一个。")
    _past(opened_on, at, "立项日期")
    _fitting(Project.Kind(kind), policy, task)
    if faults := faults_of_shared(policy, shared_facts):
        raise FactsError(faults)
    project = Project.objects.create(
        number=number, name=name, kind=kind, purpose=purpose, township=township, land_user=land_user,
        funding_source=funding_source, policy=policy.slug, policy_digest=policy.digest,
        shared_facts={one: dict(fields) for one, fields in shared_facts.items()}, opened_on=opened_on, opened_by=by,
    )  # fmt: skip
    if task is not None and not PlanTask.objects.filter(pk=task.pk, project=None).update(project=project):
        raise WrongStateError(f"任务“{task.name}”已经有项目了；请核对计划。")
    record(by=by, at=at, verb=Verb.OPEN_PROJECT, about=label(project),
           detail={"number": number, "policy": policy.slug, "digest": policy.digest, "shared": shared_facts})  # fmt: skip
    return project


@transaction.atomic
def adjust_shared_facts(
    *, project: Project, policy: Policy, changes: SharedFacts, reason: str, by: Officer, at: datetime
) -> Project:
    """State shared facts that were not known when the project was opened, or correct them, with the reason.

    Raises WrongStateError; FactsError where they do not fit the policy.
    """
    require(by, Verb.OPEN_PROJECT, on=local_day(at), project=project.number, township=project.township.code)
    _reason(reason)
    project = locked(project)
    before = project.shared_facts
    after = {**before, **{name: {**before.get(name, {}), **fields} for name, fields in changes.items()}}
    if after == before:
        raise WrongStateError("没有要改的内容：各项都与现在的共用事实相同。")
    if faults := faults_of_shared(policy, after):
        raise FactsError(faults)
    project.shared_facts = after
    project.save(update_fields=["shared_facts"])
    record(by=by, at=at, verb="更正共用事实", about=label(project),
           detail={"reason": reason, "before": before, "after": after})  # fmt: skip
    return project


@transaction.atomic
def rebind_policy(*, project: Project, policy: Policy, reason: str, by: Officer, at: datetime) -> Project:
    """Bind a project to another document, or to the same one as it reads now, with the reason. Raises as opening."""
    require(by, Verb.OPEN_PROJECT, on=local_day(at), project=project.number, township=project.township.code)
    _reason(reason)
    project = locked(project)
    _fitting(Project.Kind(project.kind), policy, None)
    if (project.policy, project.policy_digest) == (policy.slug, policy.digest):
        raise WrongStateError("项目绑定的就是这份文件，没有变化。")
    if faults := faults_of_shared(policy, project.shared_facts):
        raise FactsError(faults)
    before = {"policy": project.policy, "digest": project.policy_digest}
    project.policy, project.policy_digest = policy.slug, policy.digest
    project.save(update_fields=["policy", "policy_digest"])
    record(by=by, at=at, verb="重新绑定文件", about=label(project),
           detail={"reason": reason, "before": before, "after": {"policy": policy.slug, "digest": policy.digest}})  # fmt: skip
    return project


@transaction.atomic
def pass_step(
    *, project: Project, step: str, happened_on: date, paper_number: str, issuer: str, by: Officer, at: datetime,
    note: str = "", conditions: Mapping[str, Figure] | None = None,
) -> StepDone:  # fmt: skip
    """Pass a step of the project's own procedure. ``conditions`` are the figures, as of the day it happened, of the
    measures that the step names. Raises WrongStateError with every hindrance."""
    require(by, Verb.PASS_STEP, on=local_day(at), project=project.number, township=project.township.code)
    project = locked(project)
    procedure = Procedure.load(project.kind)
    one = _own_step(procedure, step)
    done = steps_done(project)
    if step in done:
        raise WrongStateError(f"“{one.title}”已于 {done[step].happened_on} 办结，不能再办一次。")
    _past(happened_on, at, "日期")
    if not paper_number.strip():
        raise WrongStateError(f"“{one.title}”要填文号；没有文号的，写材料名称和日期。")
    figures = list((conditions or {}).values())
    found = [*_figures_of_the_day(project, figures, happened_on)]
    found += hindrances(procedure, one, happened_on, done, figures)
    found += [
        f"“{later.title}”已于 {done[later.code].happened_on} 办结，日期不能晚于它"
        for later in procedure.steps
        if step in later.before_it and later.code in done and done[later.code].happened_on < happened_on
    ]
    if found:
        raise WrongStateError(f"“{one.title}”不能办结：{'；'.join(found)}。")
    try:
        ends_on = one.ends_on(happened_on, load_calendar())
    except CalendarError as error:
        raise WrongStateError(str(error)) from None
    passed = StepDone.objects.create(
        project=project, step=step, happened_on=happened_on, ends_on=ends_on, issuer=issuer.strip(),
        paper_number=paper_number.strip(), note=note.strip(), passed_by=by, passed_at=at,
    )  # fmt: skip
    record(by=by, at=at, verb=Verb.PASS_STEP, about=label(project),
           detail={"step": step, "on": happened_on, "ends": ends_on, "paper": paper_number, "issuer": issuer,
                   "conditions": {figure.measure.name: str(figure.decimal) for figure in figures}})  # fmt: skip
    return passed


@transaction.atomic
def hand_over(
    *, project: Project, parcel: str, area_mu_e4: int, handed_over_on: date, paper_number: str, by: Officer,
    at: datetime,
) -> Handover:  # fmt: skip
    """Record land handed to the land user. Raises WrongStateError before the approval and its notice."""
    require(by, Verb.HAND_OVER, on=local_day(at), project=project.number, township=project.township.code)
    project = locked(project)
    _past(handed_over_on, at, "交地日期")
    gate = payment_gate(project, handed_over_on)
    if not gate:
        raise WrongStateError(gate.reason)
    if area_mu_e4 <= 0:
        raise WrongStateError("交地面积应大于 0 亩。")
    parcel, paper_number = parcel.strip(), paper_number.strip()
    if not parcel or not paper_number:
        raise WrongStateError("地块和交地确认单号都要填写。")
    if Handover.objects.filter(project=project, parcel=parcel).exists():
        raise WrongStateError(f"地块“{parcel}”已经登记交地；同一地块分次交的，请分别命名。")
    row = Handover.objects.create(
        project=project, parcel=parcel, area_mu_e4=area_mu_e4, handed_over_on=handed_over_on,
        paper_number=paper_number, recorded_by=by,
    )  # fmt: skip
    record(by=by, at=at, verb=Verb.HAND_OVER, about=label(project),
           detail={"parcel": parcel, "area_mu_e4": area_mu_e4, "on": handed_over_on, "paper": paper_number})  # fmt: skip
    return row


def _add_tasks(plan: AnnualPlan, tasks: Sequence[TaskRow]) -> list[PlanTask]:
    names = [*plan.tasks.values_list("name", flat=True), *(row.name.strip() for row in tasks)]
    if again := sorted({name for name in names if names.count(name) > 1}):
        raise WrongStateError(f"任务“{'”“'.join(again)}”写了两次；请合并，或分别命名。")
    for row in tasks:
        _figures(row.name, row.land_mu_e4, row.building_e2, row.households)
        if row.kind not in Project.Kind.values or row.origin not in PlanTask.Origin.values or not row.name.strip():
            raise WrongStateError(f"任务“{row.name}”的名称、性质或来源不对；请核对。")
    return PlanTask.objects.bulk_create(
        PlanTask(plan=plan, **{**asdict(row), "name": row.name.strip()}) for row in tasks
    )


def _figures(name: str, *figures: int) -> None:
    if any(figure < 0 for figure in figures):
        raise WrongStateError(f"任务“{name}”的亩数、面积、户数不能小于 0。")


def _fitting(kind: Project.Kind, policy: Policy, task: PlanTask | None) -> None:
    if policy.project_kind != kind.label:
        raise WrongStateError(f"“{policy.slug}”适用于{policy.project_kind}，项目性质是{kind.label}；请选另一份文件。")
    if task is not None and task.kind != kind:
        raise WrongStateError(f"任务“{task.name}”的性质是{task.get_kind_display()}，与项目不同；请核对计划。")


def _own_step(procedure: Procedure, code: str) -> Step:
    step = procedure.step(code)
    if step is None:
        raise WrongStateError(f"{procedure.title}里没有“{code}”这一步。")
    if step.track is not Track.ORDINARY or step.per_right_holder:
        raise WrongStateError(f"“{step.title}”按户办理，不在项目的程序里办结。")
    return step


def _figures_of_the_day(project: Project, figures: Sequence[Figure], day: date) -> list[str]:
    """A condition is judged by the project's own figures of that very day."""
    return [
        f"{figure.measure.title}应是本项目 {day} 的数"
        for figure in figures
        if figure.as_of != day or figure.parameters.get("project", project.number) != project.number
    ]


def _past(day: date, at: datetime, what: str) -> None:
    if day > local_day(at):
        raise WrongStateError(f"{what} {day} 还没有到；请核对日期。")


def _reason(reason: str) -> None:
    if not reason.strip():
        raise WrongStateError("调整要写明理由。")
