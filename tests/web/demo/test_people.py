from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from oneruler.office.actions import enrol_officer
from oneruler.office.queries import active_officers
from oneruler.web.demo.people import PEOPLE, enrol_demo_people

AT = datetime(2026, 1, 5, tzinfo=UTC)
NAMES = [person.username for person in PEOPLE]


@pytest.fixture
def visitor(db: None, settings: Any) -> Client:
    settings.ROOT_URLCONF = "oneruler.web.demo.urls"
    settings.DEMONSTRATION = True
    enrol_demo_people(AT)
    return Client()


@pytest.mark.django_db
def test_enrolled_once_however_often_asked_without_passwords() -> None:
    enrol_demo_people(AT)
    enrol_demo_people(AT)
    there = active_officers(NAMES)
    assert sorted(officer.username for officer in there) == sorted(NAMES)
    assert all(officer.display_name.startswith("示例·") for officer in there)
    assert not any(officer.has_usable_password() for officer in there)


@pytest.mark.parametrize("person", PEOPLE, ids=NAMES)
def test_one_click_signs_in(visitor: Client, person: Any) -> None:
    assert f"/demo/sign-in/{person.username}/" in visitor.get("/sign-in/").text
    visitor.post(f"/demo/sign-in/{person.username}/")
    assert person.display_name in visitor.get("/desk/check/").text


def test_nobody_else_can_be_signed_in_as(visitor: Client) -> None:
    enrol_officer(username="director", display_name="示例·王主任", password=None, at=AT)
    assert visitor.post("/demo/sign-in/director/").status_code == 404
    assert visitor.get("/desk/check/").status_code == 302


def test_outside_the_demonstration_there_is_no_such_door(visitor: Client, settings: Any) -> None:
    settings.ROOT_URLCONF = "oneruler.web.urls"
    assert visitor.post(f"/demo/sign-in/{NAMES[0]}/").status_code == 404
    assert visitor.get("/desk/check/").status_code == 302
