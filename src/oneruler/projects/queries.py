"""What can be asked of projects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from oneruler.office.queries import scope_of
from oneruler.office.roles import Verb
from oneruler.projects.models import Handover, PlanTask, Project, StepDone
from oneruler.projects.procedure import Done, Procedure, StepState, states
from oneruler.projects.procedure.reading import load_calendar

if TYPE_CHECKING:
    from oneruler.office.models import Officer

_ORDER = list(Project.Stage)


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a way is open, and why not. True where it is."""

    open: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.open


def visible_projects(officer: Officer, on: date) -> QuerySet[Project]:
    """The projects that an officer may see. Before its first public notice a project is seen only by those appointed
    to it by its number and by those of the whole centre, not by all of a township."""
    scope = scope_of(officer, Verb.SEE_PROJECTS, on=on)
    if scope.everything:
        return Project.objects.all()
    public = Q()
    for kind in Project.Kind.values:
        codes = Procedure.load(kind).public_codes()
        passed = StepDone.objects.filter(project=OuterRef("pk"), step__in=codes, happened_on__lte=on)
        public |= Q(Exists(passed), kind=kind)
    townships = Q(township__code__in=scope.townships) & public
    return Project.objects.filter(Q(number__in=scope.projects) | townships)


def locked(project: Project) -> Project:
    """The project as it is now, held until the transaction ends: what changes its steps, land or right holders comes
    one after the other."""
    return Project.objects.select_for_update().get(pk=project.pk)


def steps_done(project: Project) -> dict[str, Done]:
    """What was passed, by step."""
    rows = project.steps_done.values_list("step", "happened_on", "ends_on")
    return {step: Done(happened_on, ends_on) for step, happened_on, ends_on in rows}


def step_states(project: Project, on: date) -> list[StepState]:
    """Each ordinary step of the project on a day: done, due, late, missing or waiting, with dates and reasons."""
    return list(states(Procedure.load(project.kind), steps_done(project), on, load_calendar()))


def payment_gate(project: Project, on: date | None = None) -> Gate:
    """Whether money may go out, things be cleared and land handed over: the approval and the notice (or decision) that
    the procedure names were passed by that day, or another legal basis is on file with its paper."""
    procedure = Procedure.load(project.kind)
    passed = {step for step, one in steps_done(project).items() if on is None or one.happened_on <= on}
    if any(passed.issuperset(gate) for gate in procedure.payment_gates):
        return Gate(True)
    missing = [
        step.title for step in procedure.steps if step.code in procedure.payment_gates[0] and step.code not in passed
    ]
    return Gate(False, f"“{'”“'.join(missing)}”办结以前，不得支付补偿、清表或者交地；另有法律依据的，先登记依据文件。")


paid_gate = payment_gate


def stage(project: Project) -> Project.Stage:
    """How far the project has come, from its facts."""
    return stages([project])[project.pk]


def stages(projects: Iterable[Project]) -> dict[int, Project.Stage]:
    """The stage of each project, by key: that of the farthest step passed; handed over also once the land of its
    tasks, or any where they name none, was handed over."""
    known = {project.pk: project for project in projects}
    found = dict.fromkeys(known, Project.Stage.PREPARING)
    for project_id, code in StepDone.objects.filter(project__in=known).values_list("project_id", "step"):
        step = Procedure.load(known[project_id].kind).step(code)
        if step is not None and step.stage:
            found[project_id] = max(found[project_id], Project.Stage(step.stage), key=_ORDER.index)
    planned = _sums(PlanTask.objects.filter(project__in=known), "land_mu_e4")
    for project_id, area in _sums(Handover.objects.filter(project__in=known), "area_mu_e4").items():
        if area >= planned.get(project_id, 0):
            found[project_id] = Project.Stage.HANDED_OVER
    return found


def _sums(rows: QuerySet[PlanTask] | QuerySet[Handover], column: str) -> dict[int, int]:
    return dict(rows.order_by().values_list("project_id").annotate(Sum(column)))
