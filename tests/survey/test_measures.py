from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from oneruler.base.measuring import Measures
from oneruler.office.roles import Role
from oneruler.survey.actions import enter_facts
from oneruler.survey.measures import MEASURES
from oneruler.survey.models import RightHolder
from tests.district import AT, collective_policy, collective_project, household, household_facts, officer

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 30)
HOUSE = Measures(MEASURES)


def enter(holder: RightHolder, lawful: str) -> None:
    enter_facts(right_holder=holder, facts=household_facts(holder.number, lawful=lawful), policy=collective_policy(),
                cause="入户调查", by=officer("clerk", Role.SURVEY), at=AT)  # fmt: skip


@pytest.fixture
def surveyed() -> None:
    """Two projects; in the first, two households of whom one was surveyed twice."""
    one, other = collective_project("J-1"), collective_project("J-2")
    first = household(one, "A1")
    household(one, "A2")
    enter(first, "100")
    enter(first, "120.25")
    enter(household(other, "B1"), "50")


def values(on: date = ON, **of: str) -> dict[str, object]:
    return {one.name: HOUSE.figure(one.name, as_of=on, **of).value for one in HOUSE}


@pytest.mark.usefixtures("surveyed")
def test_of_a_project_only_the_last_versions_count() -> None:
    assert values(project="J-1") == {
        "登记户数": 2, "调查户数": 1, "调查人数": 2, "调查房屋栋数": 1, "合法建筑面积": Decimal("120.25"),
        "违法建筑面积": Decimal(0), "调查土地面积": Decimal(0),
    }  # fmt: skip


@pytest.mark.usefixtures("surveyed")
def test_of_the_centre() -> None:
    found = values()
    assert (found["登记户数"], found["调查户数"], found["合法建筑面积"]) == (3, 2, Decimal("170.25"))


@pytest.mark.usefixtures("surveyed")
def test_before_anything_was_entered_all_is_nought() -> None:
    assert not any(values(date(2026, 6, 29)).values())


@pytest.mark.usefixtures("surveyed")
def test_a_figure_opens_into_the_rows_it_is_made_of() -> None:
    for one in HOUSE:
        figure, rows = HOUSE.figure(one.name, as_of=ON, project="J-1"), HOUSE.rows(one.name, as_of=ON, project="J-1")
        assert len(list(rows.values_list("pk"))) == figure.rows
