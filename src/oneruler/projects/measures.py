"""Which figures projects vouch for: what the year's plan asks, and what was handed over."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from oneruler.base.figures import Unit
from oneruler.base.measuring import AnyMeasure, Counted, DeclaredMeasure, Parameters
from oneruler.projects.models import Handover, PlanTask, Project
from oneruler.projects.queries import handed_over_projects


def _tasks(of: Parameters, as_of: date) -> QuerySet[PlanTask]:
    rows = PlanTask.objects.filter(plan__received_on__lte=as_of)
    if "year" in of:
        rows = rows.filter(plan__year=of["year"])
    return rows.filter(project__number=of["project"]) if "project" in of else rows


def _planned_projects(of: Parameters, as_of: date) -> Counted:
    return _tasks(of, as_of), None


def _planned_land(of: Parameters, as_of: date) -> Counted:
    return _tasks(of, as_of), "land_mu_e4"


def _planned_buildings(of: Parameters, as_of: date) -> Counted:
    return _tasks(of, as_of), "building_e2"


def _planned_households(of: Parameters, as_of: date) -> Counted:
    return _tasks(of, as_of), "households"


def _done_projects(of: Parameters, as_of: date) -> Counted:
    return _tasks(of, as_of).filter(project__in=handed_over_projects(as_of).values("pk")), None


def _opened_projects(of: Parameters, as_of: date) -> Counted:
    rows = Project.objects.filter(opened_on__lte=as_of)
    if "year" in of:
        rows = rows.filter(opened_on__year=of["year"])
    return (rows.filter(number=of["project"]) if "project" in of else rows), None


def _handed_over_land(of: Parameters, as_of: date) -> Counted:
    rows = Handover.objects.filter(handed_over_on__lte=as_of)
    if "year" in of:
        rows = rows.filter(handed_over_on__year=of["year"])
    return (rows.filter(project__number=of["project"]) if "project" in of else rows), "area_mu_e4"


_BY = ("year", "project")
_RECEIVED = "截至当日已收到的计划"

MEASURES: tuple[AnyMeasure, ...] = (
    DeclaredMeasure("计划项目", "计划项目数", Unit.PIECES, _planned_projects, _RECEIVED, takes=_BY),
    DeclaredMeasure("计划征地", "计划征地面积", Unit.MU, _planned_land, _RECEIVED, takes=_BY, scale=4),
    DeclaredMeasure(
        "计划房屋", "计划征收房屋面积", Unit.SQUARE_METRE, _planned_buildings, _RECEIVED, takes=_BY, scale=2
    ),
    DeclaredMeasure("计划户数", "计划征收户数", Unit.HOUSEHOLDS, _planned_households, _RECEIVED, takes=_BY),
    DeclaredMeasure("完成项目", "已交地的计划项目数", Unit.PIECES, _done_projects, "截至当日已交地", takes=_BY),
    DeclaredMeasure("立项项目", "立项项目数", Unit.PIECES, _opened_projects, "截至当日已立项", takes=_BY),
    DeclaredMeasure("交地面积", "交地面积", Unit.MU, _handed_over_land, "截至当日已交地", takes=_BY, scale=4),
)
