from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from oneruler.base.measuring import Measures
from oneruler.office.roles import Role
from oneruler.projects.actions import TaskRow, hand_over, receive_plan
from oneruler.projects.measures import MEASURES
from oneruler.projects.models import PlanTask
from tests.district import AT, collective_project, officer, passed

pytestmark = pytest.mark.django_db
HOUSE = Measures(MEASURES)
ON = date(2026, 6, 30)


@pytest.fixture
def year() -> None:
    """A plan of two tasks, the first with a project whose land was handed over in two parts."""
    rows = [
        TaskRow("甲", "collective", "city", ON, 20000, 15050, 3),
        TaskRow("乙", "state_owned", "own", ON, 0, 20000, 5),
    ]
    receive_plan(year=2025, number="", received_on=date(2025, 1, 10), tasks=rows, by=officer("o", Role.OFFICE), at=AT)
    project = collective_project("J-1")
    PlanTask.objects.filter(name="甲").update(project=project)
    passed(project, "land_notice")
    for parcel, day in (("1", date(2025, 12, 20)), ("2", date(2026, 1, 5))):
        hand_over(project=project, parcel=parcel, area_mu_e4=10000, handed_over_on=day, paper_number=parcel,
                  by=officer("opener", Role.PROJECT), at=AT)  # fmt: skip


def value(name: str, on: date = ON, **of: str) -> object:
    return HOUSE.figure(name, as_of=on, **of).value


@pytest.mark.usefixtures("year")
def test_of_the_years_plan() -> None:
    assert [value(name, year="2025") for name in ("计划项目", "计划征地", "计划房屋", "计划户数")] == [
        2, Decimal("2.0000"), Decimal("350.50"), 8,
    ]  # fmt: skip
    assert value("计划户数", year="2025", project="J-1") == 3
    assert value("计划户数", year="2024") == 0
    assert value("计划户数", date(2025, 1, 9), year="2025") == 0


@pytest.mark.usefixtures("year")
def test_a_project_is_done_when_all_its_land_is_handed_over() -> None:
    days = (date(2025, 12, 19), date(2025, 12, 31), date(2026, 1, 5))
    assert [value("完成项目", day, year="2025") for day in days] == [0, 0, 1]
    assert [value("交地面积", day, project="J-1") for day in days] == [0, 1, 2]
    assert value("交地面积", year="2025") == 1


@pytest.mark.usefixtures("year")
def test_projects_opened() -> None:
    assert [value("立项项目"), value("立项项目", year="2025"), value("立项项目", year="2024")] == [1, 1, 0]


@pytest.mark.usefixtures("year")
def test_a_figure_opens_into_the_rows_it_is_made_of() -> None:
    for one in HOUSE:
        figure, rows = HOUSE.figure(one.name, as_of=ON, year="2025"), HOUSE.rows(one.name, as_of=ON, year="2025")
        assert len(list(rows.values_list("pk"))) == figure.rows
