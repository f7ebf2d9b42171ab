"""Which figures the survey vouches for: who is registered, who was surveyed, how much was found."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from oneruler.base.figures import Unit
from oneruler.base.measuring import AnyMeasure, Counted, DeclaredMeasure, Parameters
from oneruler.survey.models import FactVersion, RightHolder
from oneruler.survey.queries import current_versions, end_of_day


def _versions(of: Parameters, as_of: date) -> QuerySet[FactVersion]:
    rows = current_versions(as_of)
    return rows.filter(right_holder__project__number=of["project"]) if "project" in of else rows


def _registered(of: Parameters, as_of: date) -> Counted:
    rows = RightHolder.objects.filter(kind=RightHolder.Kind.HOUSEHOLD, registered_at__lt=end_of_day(as_of))
    return (rows.filter(project__number=of["project"]) if "project" in of else rows), None


def _surveyed(of: Parameters, as_of: date) -> Counted:
    return _versions(of, as_of).filter(right_holder__kind=RightHolder.Kind.HOUSEHOLD), None


def _persons(of: Parameters, as_of: date) -> Counted:
    return _versions(of, as_of), "persons"


def _buildings(of: Parameters, as_of: date) -> Counted:
    return _versions(of, as_of), "buildings"


def _lawful(of: Parameters, as_of: date) -> Counted:
    return _versions(of, as_of), "lawful_building_e2"


def _unlawful(of: Parameters, as_of: date) -> Counted:
    return _versions(of, as_of), "unlawful_building_e2"


def _land(of: Parameters, as_of: date) -> Counted:
    return _versions(of, as_of), "land_mu_e4"


_BY = ("project",)
_ENTERED = "截至当日已录入的现行事实"

MEASURES: tuple[AnyMeasure, ...] = (
    DeclaredMeasure("登记户数", "登记户数", Unit.HOUSEHOLDS, _registered, "截至当日已登记", takes=_BY),
    DeclaredMeasure("调查户数", "已调查户数", Unit.HOUSEHOLDS, _surveyed, _ENTERED, takes=_BY),
    DeclaredMeasure("调查人数", "已调查人数", Unit.PERSONS, _persons, _ENTERED, takes=_BY),
    DeclaredMeasure("调查房屋栋数", "已调查房屋栋数", Unit.PIECES, _buildings, _ENTERED, takes=_BY),
    DeclaredMeasure("合法建筑面积", "合法建筑面积", Unit.SQUARE_METRE, _lawful, _ENTERED, takes=_BY, scale=2),
    DeclaredMeasure("违法建筑面积", "违法建筑面积", Unit.SQUARE_METRE, _unlawful, _ENTERED, takes=_BY, scale=2),
    DeclaredMeasure("调查土地面积", "已调查土地面积", Unit.MU, _land, _ENTERED, takes=_BY, scale=4),
)
