"""Sign agreements, and change them by supplements: a newer sheet alone changes nothing that is owed."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from oneruler.base.dates import local_day
from oneruler.compensation.facts import kept_lines
from oneruler.compensation.lines import differences
from oneruler.compensation.models import Agreement, Sheet
from oneruler.compensation.queries import (
    agreed_sheets_of,
    current_sheets_of,
    outdated,
    owed,
    published_sheets_of,
    status_hindrance,
)
from oneruler.compensation.ruler import FIXED
from oneruler.office.acting import label, record, require
from oneruler.office.errors import WrongStateError
from oneruler.office.roles import Verb
from oneruler.projects.queries import locked

if TYPE_CHECKING:
    from oneruler.office.models import Officer
    from oneruler.survey.models import RightHolder

_NUMBER = "协议编号“{}”不能用，请换一个。"


@transaction.atomic
def sign_agreement(
    *, right_holder: RightHolder, number: str, signed_on: date, by: Officer, at: datetime, demonstration: bool = False
) -> Agreement:
    """Record that a right holder signed for its current sheet.

    What stands once published (basic and appraised items) must have been published to the end; rewards and allowances
    follow from the days of signing and moving. Raises WrongStateError.
    """
    require(by, Verb.SIGN_AGREEMENT, on=local_day(at),
            project=right_holder.project.number, township=right_holder.township.code)  # fmt: skip
    project = locked(right_holder.project)
    holder = project.right_holders.get(pk=right_holder.pk)
    if holder.agreements.exists():
        raise WrongStateError(f"户号 {holder.number} 已经签约；要变更请签补充协议。")
    number = _free(number, signed_on, at)
    sheet = current_sheets_of([holder]).get(holder.pk)
    if sheet is None:
        raise WrongStateError(f"户号 {holder.number} 还没有补偿计算单；请先计算。")
    _fit(holder, sheet, demonstration=demonstration)
    _published(holder, sheet, signed_on)
    day = _stated_day(sheet)
    if day is not None and day != signed_on.isoformat():
        raise WrongStateError(
            f"计算单按签约日 {day} 计算，实际签约日是 {signed_on}；请先改正事实里的签约日并重新计算。"
        )
    agreement = Agreement.objects.create(
        number=number, right_holder=holder, sheet=sheet, amount_fen=sheet.total_fen, signed_on=signed_on,
        recorded_by=by, recorded_at=at,
    )  # fmt: skip
    _tell(agreement, by, at)
    return agreement


@transaction.atomic
def supplement_agreement(
    *, agreement: Agreement, sheet: Sheet, number: str, cause: str, signed_on: date, by: Officer, at: datetime,
    demonstration: bool = False,
) -> Agreement:  # fmt: skip
    """Change an agreement to the right holder's current sheet; its amount is the difference. Raises WrongStateError."""
    holder = agreement.right_holder
    require(by, Verb.SIGN_AGREEMENT, on=local_day(at),
            project=holder.project.number, township=holder.township.code)  # fmt: skip
    project = locked(holder.project)
    holder = project.right_holders.get(pk=holder.pk)
    if agreement.supplements_id is not None:
        raise WrongStateError("补充协议应补充原协议；请选原协议。")
    number = _free(number, signed_on, at)
    if not cause.strip():
        raise WrongStateError("补充协议要写明原因。")
    last = holder.agreements.order_by("pk").last()
    if last is not None and signed_on < last.signed_on:
        raise WrongStateError(f"补充协议的签约日不能早于上一份协议（{last.signed_on}）。")
    current = current_sheets_of([holder]).get(holder.pk)
    if current is None or current.pk != sheet.pk:
        raise WrongStateError("补充协议应依现行的计算单；这一份不是本户现行的，请重新选择。")
    _fit(holder, current, demonstration=demonstration)
    agreed = agreed_sheets_of([holder])[holder.pk]
    if not differences(kept_lines(agreed), kept_lines(current)):
        raise WrongStateError("现行计算单与协议一分不差，不用签补充协议。")
    supplement = Agreement.objects.create(
        number=number, right_holder=holder, sheet=current, supplements=agreement, signed_on=signed_on,
        amount_fen=current.total_fen - owed(holder), cause=cause.strip(), recorded_by=by, recorded_at=at,
    )  # fmt: skip
    _tell(supplement, by, at)
    return supplement


def _free(number: str, signed_on: date, at: datetime) -> str:
    number = number.strip()
    if not number or Agreement.objects.filter(number=number).exists():
        raise WrongStateError(_NUMBER.format(number))
    if signed_on > local_day(at):
        raise WrongStateError(f"签约日 {signed_on} 还没有到；请核对日期。")
    return number


def _fit(holder: RightHolder, sheet: Sheet, *, demonstration: bool) -> None:
    if words := status_hindrance(sheet.policy_status, demonstration=demonstration):
        raise WrongStateError(words)
    if outdated({holder.pk: sheet}, [holder]):
        raise WrongStateError(f"户号 {holder.number} 的事实或适用文件在计算以后有变动，请先重新计算。")


def _published(holder: RightHolder, sheet: Sheet, signed_on: date) -> None:
    """What is fixed was shown, and the days for objections are over."""
    shown = published_sheets_of([holder], ended_before=signed_on).get(holder.pk)
    if shown is None:
        raise WrongStateError(f"户号 {holder.number} 的补偿还没有公示期满；公示止日的次日起方可签约。")
    if shown.pk == sheet.pk:
        return
    was, now = (tuple(line for line in kept_lines(one) if line.nature in FIXED) for one in (shown, sheet))
    if differences(was, now):
        raise WrongStateError(
            f"户号 {holder.number} 的现行计算单与公示期满的一份不同（{differences(was, now)[0]}），请先公示。"
        )


def _stated_day(sheet: Sheet) -> str | None:
    """签约日 as the sheet's inputs word it, if they do."""
    roots = json.loads(sheet.inputs).get(sheet.right_holder.root) or [{}]
    return roots[0].get("签约日") or None


def _tell(agreement: Agreement, by: Officer, at: datetime) -> None:
    record(by=by, at=at, verb=Verb.SIGN_AGREEMENT, about=label(agreement.right_holder),
           detail={"number": agreement.number, "amount_fen": agreement.amount_fen, "signed_on": agreement.signed_on,
                   "sheet": agreement.sheet.version, "supplement": agreement.supplements_id is not None,
                   "cause": agreement.cause})  # fmt: skip
