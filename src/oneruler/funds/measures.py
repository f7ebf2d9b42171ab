"""Which figures funds vouches for: the year's budget by fund kind, spending and item."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from oneruler.base.figures import Unit
from oneruler.base.measuring import AnyMeasure, Counted, DeclaredMeasure, DeclaredRate, Parameters
from oneruler.funds.models import Budget

_BASIC = ("personnel", "operating")


def _budget(of: Parameters) -> QuerySet[Budget]:
    """The budget's rows; ``spending`` may also be ``basic`` (基本支出: personnel and operating)."""
    rows = Budget.objects.filter(year=of["year"])
    if "fund_kind" in of:
        rows = rows.filter(fund_kind=of["fund_kind"])
    if "spending" in of:
        rows = rows.filter(spending__in=_BASIC if of["spending"] == "basic" else (of["spending"],))
    return rows.filter(item=of["item"]) if "item" in of else rows


def _initial(of: Parameters, as_of: date) -> Counted:
    return _budget(of), "initial_fen"


def _adjusted(of: Parameters, as_of: date) -> Counted:
    return _budget(of), "adjusted_fen"


def _executed(of: Parameters, as_of: date) -> Counted:
    return _budget(of), "executed_fen"


_BY = ("fund_kind", "spending", "item")
_ENTERED = "以已录入的预算和执行数为准"  # a budget's rows have no day of their own

_FULL_YEAR = DeclaredMeasure("全年预算数", "全年预算数", Unit.FEN, _adjusted, _ENTERED, needs=("year",), takes=_BY)
_DONE = DeclaredMeasure("全年执行数", "全年执行数", Unit.FEN, _executed, _ENTERED, needs=("year",), takes=_BY)

BUDGET: tuple[AnyMeasure, ...] = (
    DeclaredMeasure("年初预算数", "年初预算数", Unit.FEN, _initial, _ENTERED, needs=("year",), takes=_BY),
    _FULL_YEAR,
    _DONE,
    DeclaredRate("预算执行率", "预算执行率", _DONE, _FULL_YEAR),
)
MEASURES: tuple[AnyMeasure, ...] = BUDGET
