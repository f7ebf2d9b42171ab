from __future__ import annotations

import pytest
from django.db import connection

from oneruler.office.errors import NotAllowedError, WrongStateError
from oneruler.office.models import AuditEntry
from oneruler.office.roles import Role
from oneruler.survey.actions import HolderRow, register_right_holders
from oneruler.survey.models import RightHolder
from tests.district import AT, collective_project, household, officer, township

pytestmark = pytest.mark.django_db


def row(number: str = "A1", **changes: object) -> HolderRow:
    given = {"number": number, "kind": "household", "root": "户", "township": township(), "name": "示例·李某"}
    return HolderRow(**{**given, **changes})  # type: ignore[arg-type]


def test_many_at_once_sealed_in_the_database() -> None:
    rows = [row("A1", identity_number="990000195001010011", telephone="000-0001", address="示例路1号"), row("A2")]
    made = register_right_holders(project=collective_project(), rows=rows, by=officer("s", Role.SURVEY), at=AT)
    assert [one.number for one in made] == ["A1", "A2"]
    assert RightHolder.objects.get(number="A1").identity_number == "990000195001010011"
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, identity_number, telephone, address FROM survey_rightholder WHERE number = 'A1'")
        assert all(b"9900" not in bytes(cell) and "示例".encode() not in bytes(cell) for cell in cursor.fetchone())


def test_the_trail_has_numbers_and_no_names() -> None:
    household(collective_project(), name="示例·王大")
    detail = AuditEntry.objects.latest("sequence").detail
    assert "A1" in detail
    assert "王大" not in detail


def test_the_clerk_may_the_reviewer_and_the_outsider_may_not() -> None:
    project = collective_project()
    outsider = officer("outsider", Role.SURVEY, project="other")
    for by in (officer("reviewer", Role.REVIEW), outsider):
        with pytest.raises(NotAllowedError):
            register_right_holders(project=project, rows=[row()], by=by, at=AT)
    clerk = officer("clerk", Role.SURVEY, project=project.number)
    assert register_right_holders(project=project, rows=[row()], by=clerk, at=AT)


def test_a_clerk_of_one_township_registers_none_of_another() -> None:
    project, other = collective_project(), township("430199002")
    clerk = officer("clerk", Role.SURVEY, where=township())
    with pytest.raises(NotAllowedError):
        register_right_holders(project=project, rows=[row("A1"), row("A2", township=other)], by=clerk, at=AT)
    assert not RightHolder.objects.exists()


def test_one_bad_row_and_none_is_registered() -> None:
    project = collective_project()
    household(project, "A1")
    rows = [row("A1"), row("A2"), row("A2"), row("A3", name=" "), row("A4", kind="nobody")]
    with pytest.raises(WrongStateError) as refused:
        register_right_holders(project=project, rows=rows, by=officer("s", Role.SURVEY), at=AT)
    for number in ("A1", "A2", "A3", "A4"):
        assert f"户号“{number}”" in str(refused.value)
    assert RightHolder.objects.count() == 1


def test_a_number_taken_out_of_sight_is_refused_in_the_same_words() -> None:
    project, there = collective_project(), township("430199002")
    household(project, "SEEN")
    household(project, "HIDDEN", where=there, name="示例·看不见")
    clerk = officer("clerk", Role.SURVEY, where=township())
    words = []
    for number in ("SEEN", "HIDDEN"):
        with pytest.raises(WrongStateError) as refused:
            register_right_holders(project=project, rows=[row(number)], by=clerk, at=AT)
        words.append(str(refused.value).replace(number, "X"))
    assert words[0] == words[1]
    assert "看不见" not in words[1]


def test_the_same_person_twice_gives_no_hint_to_the_clerk() -> None:
    project, there = collective_project(), township("430199002")
    person = "990000195001010011"
    by = officer("centre", Role.SURVEY)
    register_right_holders(project=project, rows=[row("B1", township=there, identity_number=person)], by=by, at=AT)
    clerk = officer("clerk", Role.SURVEY, where=township())
    assert register_right_holders(project=project, rows=[row("A1", identity_number=person)], by=clerk, at=AT)
