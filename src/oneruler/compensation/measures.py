"""Which figures compensation vouches for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from oneruler.base.figures import Unit
from oneruler.base.measuring import AnyMeasure, Counted, DeclaredMeasure, DeclaredRate, Parameters
from oneruler.compensation.models import Agreement, CheckResult, PrePaymentCheck, SheetPublication, Vacating
from oneruler.compensation.queries import current_sheets
from oneruler.office.roles import Scope
from oneruler.survey.queries import end_of_day, within


def _of_project(rows: QuerySet[Any], of: Parameters, path: str = "right_holder__project__number") -> QuerySet[Any]:
    return rows.filter(**{path: of["project"]}) if "project" in of else rows


def _of_year(rows: QuerySet[Any], of: Parameters, day: str) -> QuerySet[Any]:
    return rows.filter(**{f"{day}__year": of["year"]}) if "year" in of else rows


def _computed(of: Parameters, as_of: date) -> Counted:
    return _of_project(current_sheets(as_of), of), "total_fen"


def _agreements(of: Parameters, as_of: date) -> QuerySet[Agreement]:
    return _of_year(_of_project(Agreement.objects.filter(signed_on__lte=as_of), of), of, "signed_on")


def _agreed(of: Parameters, as_of: date) -> Counted:
    return _agreements(of, as_of), "amount_fen"


def _signed(of: Parameters, as_of: date) -> Counted:
    return _agreements(of, as_of).filter(supplements=None).exclude(right_holder__kind="collective"), None


def _to_sign(of: Parameters, as_of: date) -> Counted:
    rows = within(Scope(everything=True)).filter(registered_at__lt=end_of_day(as_of)).exclude(kind="collective")
    return _of_project(rows, of, "project__number"), None


def _published(of: Parameters, as_of: date) -> Counted:
    shown = SheetPublication.objects.filter(sheets__right_holder=OuterRef("pk"), first_day__lte=as_of)
    rows = within(Scope(everything=True)).filter(Exists(shown)).exclude(kind="collective")
    return _of_project(rows, of, "project__number"), None


def _vacated(of: Parameters, as_of: date) -> Counted:
    return _of_year(_of_project(Vacating.objects.filter(vacated_on__lte=as_of), of), of, "vacated_on"), None


def _demolished(of: Parameters, as_of: date) -> Counted:
    rows = _of_project(Vacating.objects.filter(demolished_on__lte=as_of), of)
    return _of_year(rows, of, "demolished_on"), "demolished_e2"


def _results(of: Parameters, as_of: date) -> QuerySet[CheckResult]:
    """Of each project's last check by that day."""
    runs = PrePaymentCheck.objects.filter(checked_on__lte=as_of)
    later = runs.filter(project=OuterRef("check_run__project"), pk__gt=OuterRef("check_run"))
    return _of_project(CheckResult.objects.filter(check_run__in=runs).exclude(Exists(later)), of)


def _checked(of: Parameters, as_of: date) -> Counted:
    return _results(of, as_of), None


def _failed(of: Parameters, as_of: date) -> Counted:
    return _results(of, as_of).filter(passed=False), None


_BY = ("project",)
_BY_YEAR = ("project", "year")
_SHEETS = "截至当日已算出的现行计算单"
_CHECKS = "截至当日各项目最近一次付款前自查"

SIGNED = DeclaredMeasure("签约户数", "已签约户数", Unit.HOUSEHOLDS, _signed, "截至当日已签约", takes=_BY_YEAR)
TO_SIGN = DeclaredMeasure(
    "应签约户数",
    "应签约户数（已登记的权利人，不含集体经济组织）",
    Unit.HOUSEHOLDS,
    _to_sign,
    "截至当日已登记",
    takes=_BY,
)

MEASURES: tuple[AnyMeasure, ...] = (
    DeclaredMeasure("补偿测算额", "已计算补偿金额", Unit.FEN, _computed, _SHEETS, takes=_BY),
    DeclaredMeasure("estimated_compensation", "测算的补偿费用", Unit.FEN, _computed, _SHEETS, takes=_BY),
    DeclaredMeasure("协议补偿额", "协议补偿金额", Unit.FEN, _agreed, "截至当日已签约", takes=_BY_YEAR),
    SIGNED,
    TO_SIGN,
    DeclaredRate("签约率", "签约率（户）", SIGNED, TO_SIGN),
    DeclaredMeasure("公示户数", "已公示户数", Unit.HOUSEHOLDS, _published, "截至当日已公示", takes=_BY),
    DeclaredMeasure("腾房户数", "已腾房户数", Unit.HOUSEHOLDS, _vacated, "截至当日已腾房", takes=_BY_YEAR),
    DeclaredMeasure(
        "拆除面积", "已拆除房屋面积", Unit.SQUARE_METRE, _demolished, "截至当日已拆除", takes=_BY_YEAR, scale=2
    ),
    DeclaredMeasure("自查户数", "付款前自查户数", Unit.HOUSEHOLDS, _checked, _CHECKS, takes=_BY),
    DeclaredMeasure("自查不符户数", "付款前自查不符户数", Unit.HOUSEHOLDS, _failed, _CHECKS, takes=_BY),
)
