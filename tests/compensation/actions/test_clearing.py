"""Vacated by who signed; demolished after the notice, and no more than stood there."""

from __future__ import annotations

from datetime import date

import pytest

from oneruler.compensation.actions import record_demolition, record_vacating
from oneruler.compensation.models import Vacating
from oneruler.office.errors import NotAllowedError, WrongStateError
from oneruler.office.roles import Role
from oneruler.survey.models import RightHolder
from tests import thread
from tests.district import passed

pytestmark = pytest.mark.django_db
OUT, DOWN = date(2025, 11, 28), date(2025, 12, 20)


@pytest.fixture
def holder() -> RightHolder:
    return thread.signed_households(thread.project(), "A1")[0]


def vacate(holder: RightHolder, on: date = OUT, **changes: object) -> Vacating:
    words = {"paper_number": "验-1", "by": thread.person(Role.PROJECT), "at": thread.at(DOWN), **changes}
    return record_vacating(right_holder=holder, vacated_on=on, **words)  # type: ignore[arg-type]


def demolish(holder: RightHolder, on: date = DOWN, area_e2: int = 24_050, **changes: object) -> Vacating:
    words = {"by": thread.person(Role.PROJECT), "at": thread.at(DOWN), **changes}
    return record_demolition(right_holder=holder, demolished_on=on, area_e2=area_e2, **words)  # type: ignore[arg-type]


def test_signed_then_vacated_then_demolished(holder: RightHolder) -> None:
    with pytest.raises(WrongStateError, match="还没有腾房"):
        demolish(holder)
    with pytest.raises(WrongStateError, match="以后"):
        vacate(holder, date(2025, 10, 1))
    with pytest.raises(WrongStateError, match="验收单号"):
        vacate(holder, paper_number="")
    vacate(holder)
    with pytest.raises(WrongStateError, match="已经登记腾房"):
        vacate(holder)
    with pytest.raises(WrongStateError, match=r"不得支付补偿、清表或者交地"):
        demolish(holder)
    passed(holder.project, "land_notice")
    with pytest.raises(WrongStateError, match=r"不超过调查的房屋面积 240\.50 ㎡"):
        demolish(holder, area_e2=24_051)
    assert demolish(holder).demolished_e2 == 24_050
    with pytest.raises(WrongStateError, match="已于 2025-12-20 登记拆除"):
        demolish(holder)


def test_who_has_not_signed_does_not_vacate(holder: RightHolder) -> None:
    with pytest.raises(WrongStateError, match="还没有签约"):
        vacate(thread.surveyed(holder.project, "A2"))


def test_who_may_record_it(holder: RightHolder) -> None:
    for role in (Role.SURVEY, Role.FINANCE):
        with pytest.raises(NotAllowedError):
            vacate(holder, by=thread.person(role))
