"""首次设置: the unit, its region and the three administrators, once, before anyone is enrolled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from oneruler.base.dates import local_day
from oneruler.office.acting import label, lock_trail, record
from oneruler.office.actions.people import enrol_officer
from oneruler.office.actions.posts import assign
from oneruler.office.errors import OfficerError, WrongStateError
from oneruler.office.models import Agency, Officer, Region
from oneruler.office.roles import ADMINISTRATORS, Role


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region by its code; ``level`` is one of Region.Level."""

    code: str
    name: str
    level: str = "county"


@dataclass(frozen=True, slots=True)
class NewAdministrator:
    """One of the three; the password is for the first sign-in only."""

    role: Role
    username: str
    display_name: str
    password: str


@transaction.atomic
def first_run(
    *,
    agency: str,
    region: RegionRow,
    townships: Sequence[RegionRow] = (),
    administrators: Sequence[NewAdministrator],
    at: datetime,
) -> Agency:
    """Set the installation up. Raises WrongStateError when anyone is enrolled, OfficerError for what was filled in."""
    lock_trail()  # two at once: the second waits here, and then sees the first one's people
    if Officer.objects.exists():
        raise WrongStateError("已经有人员，首次设置只能做一次。请由管理员登录后办理。")
    _check(agency, region, townships, administrators)
    parent = Region.objects.create(code=region.code, name=region.name.strip(), level=region.level)
    Region.objects.bulk_create(
        Region(code=one.code, name=one.name.strip(), level=Region.Level.TOWNSHIP, parent=parent) for one in townships
    )
    made = Agency.objects.create(name=agency.strip(), region=parent)
    record(by=None, at=at, verb="首次设置", about=label(made), detail={"单位": made.name, "区划": region.code})
    for one in administrators:
        officer = enrol_officer(username=one.username, display_name=one.display_name, password=one.password, at=at)
        Officer.objects.filter(pk=officer.pk).update(must_change_password=True)
        assign(
            officer=officer, role=one.role, first=local_day(at), last=None, project_number="", township=None, by=None,
            at=at,
        )  # fmt: skip
    return made


def _check(
    agency: str, region: RegionRow, townships: Sequence[RegionRow], administrators: Sequence[NewAdministrator]
) -> None:
    if not agency.strip() or not region.name.strip():
        raise OfficerError("请填写单位名称和所在区划的名称。")
    if region.level not in Region.Level.values:
        raise OfficerError(f"没有“{region.level}”这一级区划。")
    codes = [region.code, *(one.code for one in townships)]
    for one in (region, *townships):
        if not (one.code.isascii() and one.code.isdigit() and 6 <= len(one.code) <= 12 and one.name.strip()):
            raise OfficerError(f"区划“{one.code} {one.name}”应为 6 到 12 位数字代码加名称，请改正。")
    if len(set(codes)) != len(codes):
        raise OfficerError("区划代码有重复，请核对。")
    if sorted(one.role for one in administrators) != sorted(ADMINISTRATORS):
        raise OfficerError("系统管理员、安全管理员、审计管理员各要一位。")
    if len({one.username.casefold() for one in administrators}) != len(ADMINISTRATORS):
        raise OfficerError("三位管理员应是三个人，用户名不能相同。")
    if len({one.display_name.strip() for one in administrators}) != len(ADMINISTRATORS):
        raise OfficerError("三位管理员应是三个人，姓名不能相同；同名的请在姓名后加以区别。")
