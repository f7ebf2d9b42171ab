"""Put sheets on the notice board."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from oneruler.base.dates import Period, local_day
from oneruler.compensation.models import SheetPublication
from oneruler.compensation.queries import current_sheets_of, outdated
from oneruler.office.acting import label, record, require
from oneruler.office.errors import WrongStateError
from oneruler.office.roles import Verb
from oneruler.projects.queries import locked

if TYPE_CHECKING:
    from oneruler.office.models import Officer
    from oneruler.projects.models import Project


@transaction.atomic
def publish_sheets(
    *, project: Project, round: int, place: str, first_day: date, last_day: date, by: Officer, at: datetime  # noqa: A002
) -> SheetPublication:  # fmt: skip
    """Publish the current sheets of a project that were not published before, as the next round (榜次).

    Raises WrongStateError: no such round, days turned round or before a sheet was computed, nothing new, a sheet whose
    facts have changed since.
    """
    require(by, Verb.PUBLISH_SHEETS, on=local_day(at), project=project.number, township=project.township.code)
    project = locked(project)
    expected = project.publications.count() + 1
    if round != expected:
        raise WrongStateError(f"接下来应是第 {expected} 榜，现为第 {round} 榜；请核对榜次。")
    if not place.strip():
        raise WrongStateError("公示要写明张贴地点。")
    try:
        Period(first_day, last_day)
    except ValueError as error:
        raise WrongStateError(str(error)) from None
    holders = {one.pk: one for one in project.right_holders.all()}
    sheets = current_sheets_of(holders.values())
    shown = set(SheetPublication.objects.filter(project=project).values_list("sheets", flat=True))
    fresh = {pk: sheet for pk, sheet in sheets.items() if sheet.pk not in shown}
    if not fresh:
        raise WrongStateError("没有还未公示的计算单；请先计算，或核对是否已经公示。")
    stale = sorted(holders[pk].number for pk in outdated(fresh, list(holders.values())))
    if stale:
        raise WrongStateError(f"户号 {'、'.join(stale[:20])} 的事实或适用文件在计算以后有变动，请先重新计算再公示。")
    late = sorted(holders[pk].number for pk, sheet in fresh.items() if local_day(sheet.computed_at) > first_day)
    if late:
        raise WrongStateError(f"户号 {'、'.join(late[:20])} 的计算单在公示起日 {first_day} 之后才算出；请改起日。")
    publication = SheetPublication.objects.create(
        project=project, round=round, place=place.strip(), first_day=first_day, last_day=last_day, published_by=by
    )
    publication.sheets.set(fresh.values())
    record(by=by, at=at, verb=Verb.PUBLISH_SHEETS, about=label(project),
           detail={"round": round, "first": first_day, "last": last_day, "sheets": len(fresh),
                   "total_fen": sum(sheet.total_fen for sheet in fresh.values())})  # fmt: skip
    return publication
