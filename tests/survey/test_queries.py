from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from oneruler.office.errors import ActionError
from oneruler.office.roles import Role
from oneruler.survey.actions import HolderRow, enter_facts, register_right_holders
from oneruler.survey.errors import NoFactsError, NotSeenError
from oneruler.survey.models import RightHolder
from oneruler.survey.queries import (
    current_facts,
    current_facts_of,
    current_versions,
    find_by_identity,
    find_by_name,
    not_surveyed,
    right_holder_of,
    same_persons,
    visible_right_holders,
)
from tests.district import AT, collective_policy, collective_project, household, household_facts, officer, township

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 30)
PERSON = "990000195001010011"


@pytest.fixture
def two() -> tuple[RightHolder, RightHolder]:
    """The same person as a household of one township and a tenant of another."""
    project, there = collective_project(), township("430199002")
    rows = [
        HolderRow("A1", "household", "户", township(), "示例·李某", identity_number=PERSON),
        HolderRow("B1", "tenant", "户", there, "示例·李某", identity_number=PERSON.lower() + " "),
    ]
    here, away = register_right_holders(project=project, rows=rows, by=officer("centre", Role.SURVEY), at=AT)
    return here, away


def enter(holder: RightHolder, lawful: str = "240.50", at: datetime = AT) -> None:
    enter_facts(right_holder=holder, facts=household_facts(holder.number, lawful=lawful), policy=collective_policy(),
                cause="入户调查", by=officer("surveyor", Role.SURVEY), at=at)  # fmt: skip


def test_the_centre_sees_all_a_township_its_own_and_an_outsider_none(two: tuple[RightHolder, RightHolder]) -> None:
    centre, local = officer("leader", Role.LEADER), officer("local", Role.PROJECT, where=township())
    named, outsider = officer("named", Role.LEGAL, project="J-1"), officer("cashier", Role.CASHIER)
    seen = [{one.number for one in visible_right_holders(who, ON)} for who in (centre, local, named, outsider)]
    assert seen == [{"A1", "B1"}, {"A1"}, {"A1", "B1"}, set()]


def test_a_post_that_has_ended_shows_nothing(two: tuple[RightHolder, RightHolder]) -> None:
    local = officer("local", Role.PROJECT, where=township())
    local.assignments.update(last=date(2026, 6, 29))
    assert not visible_right_holders(local, ON)
    assert visible_right_holders(local, date(2026, 6, 29))


def test_found_by_name_and_number_within_sight_only(two: tuple[RightHolder, RightHolder]) -> None:
    local = officer("local", Role.PROJECT, where=township())
    assert [one.number for one in find_by_name(local, ON, " 示例·李某")] == ["A1"]
    assert [one.number for one in find_by_identity(local, ON, PERSON)] == ["A1"]
    assert find_by_name(officer("leader", Role.LEADER), ON, "示例·李某").count() == 2
    assert not find_by_identity(local, ON, " ")


def test_out_of_sight_is_answered_as_not_there(two: tuple[RightHolder, RightHolder]) -> None:
    local = officer("local", Role.PROJECT, where=township())
    answers = []
    for project, number in (("J-1", "B1"), ("J-1", "NOWHERE"), ("J-404", "A1")):
        with pytest.raises(ActionError) as refused:
            right_holder_of(local, ON, project=project, number=number)
        answers.append((type(refused.value), str(refused.value)))
    assert set(answers) == {(NotSeenError, "没有找到这一户，或它不在您负责的范围内。")}
    assert list(find_by_name(local, ON, "示例·无此人")) == []
    assert right_holder_of(local, ON, project="J-1", number="A1") == two[0]


def test_the_same_person_twice_is_shown_to_who_reviews_the_whole_centre(two: tuple[RightHolder, RightHolder]) -> None:
    assert list(same_persons(officer("reviewer", Role.REVIEW), ON)) == list(two)
    for who in (officer("half", Role.REVIEW, where=township()), officer("clerk", Role.SURVEY)):
        assert not same_persons(who, ON)


def test_those_without_a_number_are_nobody_twice() -> None:
    project = collective_project()
    household(project, "A1")
    household(project, "A2")
    assert not same_persons(officer("reviewer", Role.REVIEW), ON)


def test_the_last_version_is_current(two: tuple[RightHolder, RightHolder]) -> None:
    enter(two[0])
    enter(two[0], "99")
    version, facts = current_facts(two[0])
    assert (version.version, facts["房屋"][0]["合法面积"]) == (2, "99")
    assert list(current_facts_of(two)) == [two[0].pk]
    with pytest.raises(NoFactsError, match="户号 B1 还没有录入"):
        current_facts(two[1])
    assert list(not_surveyed(two[0].project)) == [two[1]]


def test_what_was_current_on_a_day_in_china(two: tuple[RightHolder, RightHolder]) -> None:
    enter(two[0], at=datetime(2026, 3, 1, 15, 59, tzinfo=UTC))  # 23:59 on the first
    enter(two[0], "99", at=datetime(2026, 3, 1, 16, 0, tzinfo=UTC))  # midnight
    areas = [list(current_versions(date(2026, 3, day)).values_list("lawful_building_e2", flat=True)) for day in (1, 2)]
    assert areas == [[24050], [9900]]
    assert not current_versions(date(2026, 2, 28))
