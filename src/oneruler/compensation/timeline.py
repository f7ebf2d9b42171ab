"""What happened to one right holder, in order of days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from oneruler.base.dates import local_day
from oneruler.base.fen import Fen, print_yuan
from oneruler.compensation.models import CheckResult, SheetPublication, Vacating
from oneruler.office.acting import label

if TYPE_CHECKING:
    from oneruler.survey.models import RightHolder


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """One thing that happened. ``about`` is the label of the row it is kept in."""

    on: date
    rank: int
    what: str
    detail: str
    about: str


def timeline(right_holder: RightHolder) -> list[Event]:
    """Registered, surveyed, recognised, computed, published, agreed, checked, vacated, demolished."""
    return sorted(_events(right_holder))


def _events(right_holder: RightHolder) -> Iterator[Event]:
    yield _event(local_day(right_holder.registered_at), 0, "登记", right_holder.number, right_holder)
    for version in right_holder.fact_versions.defer("facts"):
        yield _event(local_day(version.entered_at), 1, f"事实第 {version.version} 版", version.cause, version)
    for one in right_holder.recognitions.all():
        yield _event(one.decided_on, 2, "认定", f"{one.object_kind}：{one.result}（{one.paper_number}）", one)
    for sheet in right_holder.sheets.defer("inputs"):
        words = f"{print_yuan(Fen(sheet.total_fen))} 元（{sheet.cause}）"
        yield _event(local_day(sheet.computed_at), 3, f"计算单第 {sheet.version} 版", words, sheet)
    for shown in SheetPublication.objects.filter(sheets__right_holder=right_holder).distinct():
        yield _event(shown.first_day, 4, f"第 {shown.round} 榜公示", f"至 {shown.last_day}，{shown.place}", shown)
    for agreement in right_holder.agreements.all():
        what = "签订协议" if agreement.supplements_id is None else "签订补充协议"
        words = f"{agreement.number}：{print_yuan(Fen(agreement.amount_fen))} 元"
        yield _event(agreement.signed_on, 5, what, words, agreement)
    for result in CheckResult.objects.filter(right_holder=right_holder).select_related("check_run"):
        words = "相符" if result.passed else "不符"
        yield _event(result.check_run.checked_on, 6, "付款前自查", words, result)
    for vacating in Vacating.objects.filter(right_holder=right_holder):
        yield _event(vacating.vacated_on, 7, "腾房验收", vacating.paper_number, vacating)
        if vacating.demolished_on is not None:
            yield _event(vacating.demolished_on, 8, "拆除", "", vacating)


def _event(on: date, rank: int, what: str, detail: str, row: models.Model) -> Event:
    return Event(on, rank, what, detail, label(row))
