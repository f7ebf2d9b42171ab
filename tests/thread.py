"""The whole thread in a few words: an invented project of 云溪示范县 from the survey to signed agreements.

Every step goes through the actions of its floor, by the person whose post it is, on the day on which it happens.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from oneruler.compensation.actions import (
    check_before_payment,
    compute_sheet,
    compute_sheets,
    publish_sheets,
    sign_agreement,
)
from oneruler.compensation.models import Agreement, PrePaymentCheck, Sheet, SheetPublication
from oneruler.compensation.queries import current_sheet
from oneruler.office.models import Officer
from oneruler.office.roles import Role
from oneruler.policy.facts import RawFacts
from oneruler.projects.models import Project
from oneruler.survey.actions import enter_facts
from oneruler.survey.models import FactVersion, RightHolder
from oneruler.survey.queries import current_facts
from tests.district import collective_policy, collective_project, household, household_facts, officer

POLICY = collective_policy()
SURVEYED, COMPUTED, SHOWN, OVER = date(2025, 8, 20), date(2025, 9, 5), date(2025, 9, 8), date(2025, 9, 15)
SIGNED, PAID = date(2025, 10, 9), date(2025, 12, 22)
"""Days of an orderly project: surveyed, computed, on the board from, to, the first day of signing, paid."""


def at(day: date, hour: int = 2) -> datetime:
    """Some time of a working day in China."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def person(role: Role) -> Officer:
    """The one who holds a post for the whole centre."""
    found = Officer.objects.filter(assignments__role=role, assignments__project_number="", assignments__township=None)
    return found.first() or officer(f"one-{role.value}", role)


def project(number: str = "J-1") -> Project:
    """A project on collective land."""
    return collective_project(number)


def entered(holder: RightHolder, facts: RawFacts, on: date = SURVEYED, cause: str = "入户调查") -> FactVersion:
    """Facts entered by the survey post."""
    return enter_facts(right_holder=holder, facts=facts, policy=POLICY, cause=cause, by=person(Role.SURVEY), at=at(on))


def surveyed(of: Project, number: str = "A1", *, lawful: str = "240.50") -> RightHolder:
    """A household with its facts."""
    holder = household(of, number)
    entered(holder, household_facts(number, lawful=lawful))
    return holder


def changed(holder: RightHolder, on: date, *, cause: str = "复核更正", kind: str = "户", **fields: str) -> FactVersion:
    """Facts with some fields of the first object of a kind stated otherwise."""
    _, raw = current_facts(holder)
    facts = {name: [dict(one) for one in rows] for name, rows in raw.items()}
    facts[kind][0].update(fields)
    return entered(holder, facts, on, cause)


def computed(holder: RightHolder, on: date = COMPUTED, *, cause: str = "首次计算", paper: str = "") -> Sheet:
    """The next sheet of a household."""
    return compute_sheet(right_holder=holder, policy=POLICY, cause=cause, cause_paper=paper,
                         by=person(Role.PROJECT), at=at(on))  # fmt: skip


def published(of: Project, first: date = SHOWN, last: date = OVER) -> SheetPublication:
    """The next round on the notice board."""
    return publish_sheets(project=of, round=of.publications.count() + 1, place="示例·村务公开栏", first_day=first,
                          last_day=last, by=person(Role.PROJECT), at=at(first))  # fmt: skip


def signed(holder: RightHolder, on: date = SIGNED, *, number: str = "") -> Agreement:
    """签约日 entered, the sheet computed with it, and signed."""
    changed(holder, on, cause="登记签约日", 签约日=on.isoformat())
    computed(holder, on, cause="登记签约日")
    return sign_agreement(right_holder=holder, number=number or f"协-{holder.project.number}-{holder.number}",
                          signed_on=on, by=person(Role.PROJECT), at=at(on), demonstration=True)  # fmt: skip


def checked(of: Project, on: date = PAID) -> PrePaymentCheck:
    """The check before payment."""
    return check_before_payment(project=of, policy=POLICY, by=person(Role.REVIEW), at=at(on))


def signed_households(of: Project, *numbers: str) -> list[RightHolder]:
    """Households of a project surveyed, computed, published and signed."""
    holders = [surveyed(of, number) for number in numbers]
    compute_sheets(project=of, policy=POLICY, cause="首次计算", by=person(Role.PROJECT), at=at(COMPUTED))
    published(of)
    for holder in holders:
        signed(holder)
    return holders


def sheet_of(holder: RightHolder) -> Sheet:
    """The current sheet, which must be there."""
    sheet = current_sheet(holder)
    assert sheet is not None
    return sheet
