"""The three administrators and a clerk, appointed as the first run and the security administrator do it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from oneruler.office.actions import NewAdministrator, RegionRow, appoint, enrol_officer, first_run
from oneruler.office.models import Officer
from oneruler.office.roles import Role

AT = datetime(2026, 1, 5, 1, tzinfo=UTC)
TODAY = date(2026, 1, 5)
PASSWORD = "a rather long sentence"


@dataclass(frozen=True)
class House:
    """Who is there: three administrators, a clerk with a post, and one without any."""

    system: Officer
    security: Officer
    audit: Officer
    clerk: Officer
    outsider: Officer


THREE = (
    NewAdministrator(Role.SYSTEM_ADMINISTRATOR, "xitong", "示例·赵系统", PASSWORD),
    NewAdministrator(Role.SECURITY_ADMINISTRATOR, "anquan", "示例·钱安全", PASSWORD),
    NewAdministrator(Role.AUDIT_ADMINISTRATOR, "shenji", "示例·孙审计", PASSWORD),
)


@pytest.fixture
def house(db: None) -> House:
    first_run(agency="云溪示范县征收中心", region=RegionRow("430199", "云溪示范县"),
              townships=[RegionRow("430199001", "示范街道")], administrators=THREE, at=AT)  # fmt: skip
    system, security, audit = (Officer.objects.get(username=one.username) for one in THREE)
    clerk = enrol_officer(username="diaocha", display_name="示例·李调查", password=PASSWORD, at=AT)
    outsider = enrol_officer(username="lisi", display_name="示例·周路过", password=PASSWORD, at=AT)
    appoint(officer=clerk, role=Role.SURVEY, first=TODAY, by=security, at=AT)
    return House(system, security, audit, clerk, outsider)
