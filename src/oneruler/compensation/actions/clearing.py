"""腾房验收 and 拆除: the house was empty and handed in, then demolished."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from oneruler.base.dates import local_day
from oneruler.compensation.models import Vacating
from oneruler.compensation.queries import agreements_of
from oneruler.office.acting import label, record, require
from oneruler.office.errors import WrongStateError
from oneruler.office.roles import Verb
from oneruler.projects.queries import locked, payment_gate
from oneruler.survey.queries import current_facts_of

if TYPE_CHECKING:
    from oneruler.office.models import Officer
    from oneruler.survey.models import RightHolder


@transaction.atomic
def record_vacating(
    *, right_holder: RightHolder, vacated_on: date, paper_number: str, by: Officer, at: datetime
) -> Vacating:
    """Record that a right holder who signed moved out and was accepted. Raises WrongStateError."""
    holder = _held(right_holder, by, at)
    agreement = agreements_of([holder]).first()
    if agreement is None:
        raise WrongStateError(f"户号 {holder.number} 还没有签约，不能登记腾房。")
    if Vacating.objects.filter(right_holder=holder).exists():
        raise WrongStateError(f"户号 {holder.number} 已经登记腾房。")
    if not agreement.signed_on <= vacated_on <= local_day(at):
        raise WrongStateError(f"腾房日 {vacated_on} 应在签约日 {agreement.signed_on} 以后，并且已经到了；请核对日期。")
    if not paper_number.strip():
        raise WrongStateError("腾房要填验收单号。")
    row = Vacating.objects.create(
        right_holder=holder, vacated_on=vacated_on, paper_number=paper_number.strip(), recorded_by=by
    )
    record(by=by, at=at, verb=Verb.RECORD_VACATING, about=label(holder),
           detail={"vacated_on": vacated_on, "paper": row.paper_number})  # fmt: skip
    return row


@transaction.atomic
def record_demolition(
    *, right_holder: RightHolder, demolished_on: date, area_e2: int, by: Officer, at: datetime
) -> Vacating:
    """Record that the vacated buildings were demolished, in whole 0.01 ㎡. Raises WrongStateError before the approval
    and its notice, or for more than was surveyed."""
    holder = _held(right_holder, by, at)
    row = Vacating.objects.filter(right_holder=holder).first()
    if row is None:
        raise WrongStateError(f"户号 {holder.number} 还没有腾房验收，不能登记拆除。")
    if row.demolished_on is not None:
        raise WrongStateError(f"户号 {holder.number} 已于 {row.demolished_on} 登记拆除。")
    if not row.vacated_on <= demolished_on <= local_day(at):
        raise WrongStateError(f"拆除日 {demolished_on} 应在腾房日 {row.vacated_on} 以后，并且已经到了；请核对日期。")
    if not (gate := payment_gate(holder.project, demolished_on)):
        raise WrongStateError(gate.reason)
    version = current_facts_of([holder])[holder.pk][0]
    surveyed = version.lawful_building_e2 + version.unlawful_building_e2
    if area_e2 <= 0 or (surveyed and area_e2 > surveyed):
        raise WrongStateError(
            f"拆除面积 {_metres(area_e2)} ㎡ 应大于 0，并且不超过调查的房屋面积 {_metres(surveyed)} ㎡。"
        )
    row.demolished_on, row.demolished_e2 = demolished_on, area_e2
    row.save(update_fields=["demolished_on", "demolished_e2"])
    record(by=by, at=at, verb=Verb.RECORD_VACATING, about=label(holder),
           detail={"demolished_on": demolished_on, "area_e2": area_e2})  # fmt: skip
    return row


def _held(right_holder: RightHolder, by: Officer, at: datetime) -> RightHolder:
    """The right holder as it is now, its project held until the transaction ends."""
    require(by, Verb.RECORD_VACATING, on=local_day(at),
            project=right_holder.project.number, township=right_holder.township.code)  # fmt: skip
    return locked(right_holder.project).right_holders.get(pk=right_holder.pk)


def _metres(area_e2: int) -> str:
    return f"{Decimal(area_e2).scaleb(-2):.2f}"
