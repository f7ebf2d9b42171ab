"""Which figures performance itself vouches for: how many indicators are watched, and how many are off their way."""

from __future__ import annotations

from datetime import date

from oneruler.base.figures import Unit
from oneruler.base.measuring import AnyMeasure, Counted, DeclaredMeasure, Parameters
from oneruler.performance.models import Indicator, Observation


def _indicators(of: Parameters, as_of: date) -> Counted:
    rows = Indicator.objects.filter(goal__year=of["year"], goal__declared_on__lte=as_of)
    return (rows.filter(goal__project__number=of["project"]) if "project" in of else rows), None


def _off_their_way(of: Parameters, as_of: date) -> Counted:
    rows = Observation.objects.filter(indicator__goal__year=of["year"], observed_on__lte=as_of)
    if "project" in of:
        rows = rows.filter(indicator__goal__project__number=of["project"])
    return rows.exclude(light=Observation.Light.GREEN), None


MEASURES: tuple[AnyMeasure, ...] = (
    DeclaredMeasure(
        "绩效指标", "绩效指标数", Unit.PIECES, _indicators, "截至当日已申报", needs=("year",), takes=("project",)
    ),
    DeclaredMeasure(
        "监控偏离",
        "监控中未达正常的次数",
        Unit.TIMES,
        _off_their_way,
        "截至当日已监控",
        needs=("year",),
        takes=("project",),
    ),
)
