"""Figures and their rows: the same rows, whatever is asked of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from oneruler.base.measuring import Measures
from oneruler.compensation.actions import record_demolition, record_vacating
from oneruler.compensation.measures import MEASURES
from oneruler.compensation.queries import owed
from oneruler.office.roles import Role
from tests import thread
from tests.district import passed

pytestmark = pytest.mark.django_db
LATE = date(2026, 7, 1)
ALL = Measures(MEASURES)


def value(name: str, on: date = LATE, project: str = "J-1") -> int | Decimal:
    return ALL.figure(name, as_of=on, project=project).value


def test_every_measure_counts_the_project_it_is_asked_of() -> None:
    of = thread.project()
    holders = thread.signed_households(of, "A1", "A2")
    thread.surveyed(of, "A3")
    thread.checked(of)
    project = thread.person(Role.PROJECT)
    out, down = date(2025, 11, 28), date(2025, 12, 20)
    record_vacating(right_holder=holders[0], vacated_on=out, paper_number="验-1", by=project, at=thread.at(down))
    passed(of, "land_notice")
    record_demolition(right_holder=holders[0], demolished_on=down, area_e2=24_050, by=project, at=thread.at(down))
    agreed = sum(owed(one) for one in holders)
    expected = {
        "补偿测算额": agreed, "estimated_compensation": agreed, "协议补偿额": agreed, "签约户数": 2, "应签约户数": 3,
        "公示户数": 2, "腾房户数": 1, "拆除面积": Decimal("240.50"), "自查户数": 2, "自查不符户数": 0,
        "签约率": Decimal("66.666667"),
    }  # fmt: skip
    assert {one.name: value(one.name) for one in MEASURES} == expected
    assert {one.name for one in MEASURES if one.name not in expected} == set()
    elsewhere = {one.name: value(one.name, project="J-2") for one in MEASURES if one.name != "签约率"}
    assert not any(elsewhere.values())


def test_a_figure_of_an_earlier_day() -> None:
    of = thread.project()
    (holder,) = thread.signed_households(of, "A1")
    assert value("协议补偿额", date(2025, 10, 8)) == 0
    assert value("协议补偿额", thread.SIGNED) == owed(holder)
    assert value("公示户数", date(2025, 9, 7)) == 0
    first = value("补偿测算额", thread.COMPUTED)
    assert 0 < first < value("补偿测算额", thread.SIGNED)


def test_only_the_last_check_counts() -> None:
    of = thread.project()
    (holder,) = thread.signed_households(of, "A1")
    thread.checked(of)
    thread.changed(holder, thread.PAID, kind="房屋", 合法面积="240.49", 实测面积="240.49")
    thread.checked(of)
    assert (value("自查户数"), value("自查不符户数")) == (1, 1)
