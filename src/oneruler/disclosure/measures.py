"""Which figures disclosure vouches for: what went out to whom."""

from __future__ import annotations

from datetime import date

from oneruler.base.figures import Unit
from oneruler.base.measuring import AnyMeasure, Counted, DeclaredMeasure, Parameters
from oneruler.disclosure.models import Package


def _packages(of: Parameters, as_of: date) -> Counted:
    rows = Package.objects.filter(published_on__year=of["year"], published_on__lte=as_of)
    return (rows.filter(audience=of["audience"]) if "audience" in of else rows), None


MEASURES: tuple[AnyMeasure, ...] = (
    DeclaredMeasure(
        "公开包数", "对外公开的材料包数", Unit.PIECES, _packages, "截至当日已公开", needs=("year",), takes=("audience",)
    ),
)
