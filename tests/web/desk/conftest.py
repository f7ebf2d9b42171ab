"""An invented project in the middle of its way, and clients of people with posts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from oneruler.office.roles import Role
from oneruler.projects.actions import TaskRow, hand_over, receive_plan
from oneruler.survey.models import RightHolder
from tests import district, thread

if TYPE_CHECKING:
    from datetime import datetime

    from oneruler.office.models import Officer
    from oneruler.projects.models import Project

TODAY = date(2025, 12, 23)


@pytest.fixture
def signed_in() -> Callable[[Officer], Client]:
    def client_of(officer: Officer) -> Client:
        client = Client()
        client.force_login(officer)
        return client

    return client_of


@pytest.fixture
def project(db: None, at: Callable[[datetime], None]) -> Project:
    """J-1 on a winter's day: A1 and A2 signed, A3 surveyed, land noticed, one parcel handed over; G-1 just opened."""
    at(thread.at(TODAY))
    by = thread.person(Role.OFFICE)
    plan = receive_plan(
        year=2025, number="示例〔2025〕1号", received_on=date(2025, 1, 10), by=by, at=thread.at(date(2025, 1, 10)),
        tasks=[TaskRow("示例·任务一", "collective", "city", date(2025, 12, 31), 1_000_000, 100_000, 4)],
    )  # fmt: skip
    one = thread.project()
    plan.tasks.update(project=one)
    thread.signed_households(one, "A1", "A2")
    thread.surveyed(one, "A3")
    RightHolder.objects.update(registered_at=thread.at(thread.SURVEYED))
    district.passed(one, "payment")
    hand_over(project=one, parcel="一号", area_mu_e4=250_000, handed_over_on=date(2025, 12, 21), paper_number="交-1",
              by=thread.person(Role.PROJECT), at=thread.at(TODAY))  # fmt: skip
    district.state_owned_project(where=district.township("430199002"))
    return one


@pytest.fixture
def leader(project: Project, signed_in: Callable[[Officer], Client]) -> Client:
    """Sees everything of the whole centre."""
    return signed_in(district.officer("ling-dao", Role.AUDITOR))


@pytest.fixture
def office_clerk(project: Project, signed_in: Callable[[Officer], Client]) -> Client:
    """Sees projects, but no household."""
    return signed_in(district.officer("zong-he", Role.OFFICE))


@pytest.fixture
def own_officer(project: Project, signed_in: Callable[[Officer], Client]) -> Client:
    """Of this project alone."""
    return signed_in(district.officer("xiang-mu", Role.PROJECT, project="J-1"))


@pytest.fixture
def other_officer(project: Project, signed_in: Callable[[Officer], Client]) -> Client:
    """Of the other project alone."""
    return signed_in(district.officer("bie-de", Role.PROJECT, project="G-1"))
