"""What can be asked of projects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

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


def step_states_of(projects: Iterable[Project], on: date) -> dict[int, list[StepState]]:
    """The same for many, by key, read at once."""
    known = {project.pk: project for project in projects}
    done: dict[int, dict[str, Done]] = {pk: {} for pk in known}
    rows = StepDone.objects.filter(project__in=known)
    for pk, step, happened_on, ends_on in rows.values_list("project_id", "step", "happened_on", "ends_on"):
        done[pk][step] = Done(happened_on, ends_on)
    calendar = load_calendar()
    return {pk: list(states(Procedure.load(one.kind), done[pk], on, calendar)) for pk, one in known.items()}


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


def stage(project: Project, on: date | None = None) -> Project.Stage:
    """How far the project has come by a day, from its facts."""
    return stages([project], on)[project.pk]


def stages(projects: Iterable[Project], on: date | None = None) -> dict[int, Project.Stage]:
    """The stage of each project by a day, by key: that of the farthest step passed, or handed over."""
    known = {project.pk: project for project in projects}
    found = dict.fromkeys(known, Project.Stage.PREPARING)
    rows = StepDone.objects.filter(project__in=known, happened_on__lte=on or date.max)
    for project_id, code in rows.values_list("project_id", "step"):
        step = Procedure.load(known[project_id].kind).step(code)
        if step is not None and step.stage:
            found[project_id] = max(found[project_id], Project.Stage(step.stage), key=_ORDER.index)
    handed = handed_over_projects(on).filter(pk__in=known).values_list("pk", flat=True)
    return {**found, **dict.fromkeys(handed, Project.Stage.HANDED_OVER)}


def handed_over_projects(on: date | None = None) -> QuerySet[Project]:
    """Projects that passed a step of handing over, or all the land of whose tasks (any, where they name none) was
    handed over by a day."""
    by = on or date.max
    codes = [
        step.code for kind in Project.Kind.values for step in Procedure.load(kind).steps
        if step.stage == Project.Stage.HANDED_OVER
    ]  # fmt: skip
    passed = StepDone.objects.filter(project=OuterRef("pk"), step__in=codes, happened_on__lte=by)
    handed = Handover.objects.filter(project=OuterRef("pk"), handed_over_on__lte=by)
    planned = PlanTask.objects.filter(project=OuterRef("pk"))
    return Project.objects.annotate(
        handed=_sum(handed, "area_mu_e4"), planned=Coalesce(_sum(planned, "land_mu_e4"), 0)
    ).filter(Exists(passed) | Q(handed__gte=F("planned")))


def _sum(rows: QuerySet[PlanTask] | QuerySet[Handover], column: str) -> Subquery:
    return Subquery(rows.order_by().values("project").annotate(total=Sum(column)).values("total"))
