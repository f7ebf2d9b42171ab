"""任岗: who holds which post, from when to when, and how far it reaches."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from oneruler.base.dates import local_day
from oneruler.office.acting import label, record, require
from oneruler.office.errors import WrongStateError
from oneruler.office.models import Assignment, Officer, Region
from oneruler.office.roles import INCOMPATIBLE, Role, Verb


@transaction.atomic
def appoint(
    *,
    officer: Officer,
    role: Role,
    first: date,
    last: date | None = None,
    project_number: str = "",
    township: Region | None = None,
    by: Officer,
    at: datetime,
) -> Assignment:
    """Appoint someone else to a post, for the whole centre or for one project or township.

    Raises WrongStateError for oneself, for days turned round, for a post already held, and for posts that one person
    may not hold on the same day; NotAllowedError.
    """
    require(by, Verb.APPOINT, on=local_day(at))
    if officer.pk == by.pk:
        raise WrongStateError("不能任命自己，请由另一位安全管理员办理。")
    return assign(
        officer=officer, role=role, first=first, last=last, project_number=project_number, township=township, by=by,
        at=at,
    )  # fmt: skip


def assign(
    *,
    officer: Officer,
    role: Role,
    first: date,
    last: date | None,
    project_number: str,
    township: Region | None,
    by: Officer | None,
    at: datetime,
) -> Assignment:
    """What ``appoint`` and the first run have in common: all checks but who may, the row, the trail."""
    row = Officer.objects.select_for_update().get(pk=officer.pk)  # two appointments at once come one after the other
    if not row.is_active:
        raise WrongStateError(f"{row.display_name}的账号已锁定，请先解锁，再任命岗位。")
    if last is not None and last < first:
        raise WrongStateError(f"起止日期颠倒：{first} 在 {last} 之后，请核对起日和止日。")
    project_number = project_number.strip()
    if project_number and township is not None:
        raise WrongStateError("一次任岗只能限定一个项目或一个乡镇街道，请分两次任命。")
    if role in _WHOLE_CENTRE and (project_number or township is not None):
        raise WrongStateError(f"“{role.label}”是全中心的岗位，不能只限定一个项目或乡镇街道。")
    for held in _held(row, first, last):
        _refuse_clash(row, role, held, project_number, township)
    made = Assignment.objects.create(
        officer=row, role=role, project_number=project_number, township=township, first=first, last=last
    )
    record(by=by, at=at, verb=Verb.APPOINT, about=label(row), detail=_told(made))
    return made


@transaction.atomic
def end_appointment(*, assignment: Assignment, last: date, by: Officer, at: datetime) -> None:
    """Say which day is the last of someone else's post. One that has not begun yet is taken back whole when ``last``
    lies before its first day. Raises WrongStateError, NotAllowedError."""
    today = local_day(at)
    require(by, Verb.APPOINT, on=today)
    row = Assignment.objects.select_for_update().select_related("officer").get(pk=assignment.pk)
    if row.officer.pk == by.pk:
        raise WrongStateError("不能免去自己的岗位，请由另一位安全管理员办理。")
    if row.last is not None and row.last <= last:
        raise WrongStateError(f"这个岗位本来就到 {row.last} 为止，止日只能提前；要延长请重新任命。")
    detail = {**_told(row), "止日": last}
    if last >= row.first:
        row.last = last
        row.save(update_fields=["last"])
    elif row.first > today:
        row.delete()
        detail["撤回"] = "未到任"
    else:
        raise WrongStateError(f"止日 {last} 早于起日 {row.first}，请核对。")
    record(by=by, at=at, verb="免去岗位", about=label(row.officer), detail=detail)


_WHOLE_CENTRE = frozenset(
    {Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR, Role.OFFICE}
)


def _held(officer: Officer, first: date, last: date | None) -> list[Assignment]:
    """What someone holds on any day from ``first`` to ``last``."""
    begun = Q() if last is None else Q(first__lte=last)
    return list(officer.assignments.filter(begun & (Q(last__isnull=True) | Q(last__gte=first))))


def _refuse_clash(officer: Officer, role: Role, held: Assignment, project_number: str, township: Region | None) -> None:
    other = Role(held.role)
    days = f"{held.first} 至 {held.last}" if held.last else f"自 {held.first} 起"
    same_scope = (held.project_number, held.township_id) == (project_number, township.pk if township else None)
    if role == other and same_scope:
        raise WrongStateError(f"{officer.display_name}{days}已任“{role.label}”，范围相同，不必重复任命。")
    if frozenset({role, other}) in INCOMPATIBLE:
        raise WrongStateError(
            f"“{role.label}”与“{other.label}”是不相容岗位，{officer.display_name}{days}任“{other.label}”；"
            "请另选他人，或先免去原岗位。"
        )


def _told(row: Assignment) -> dict[str, object]:
    """A post as the trail tells it."""
    township = f"{row.township.name}（{row.township.code}）" if row.township is not None else ""
    scope = row.project_number or township or "全中心"
    return {"岗位": Role(row.role).label, "范围": scope, "起日": row.first, "止日": row.last or ""}
