"""The demonstration's year: made by the actions alone, it adds up to the fen wherever it is looked at."""

from __future__ import annotations

from datetime import date

import pytest

from oneruler.base.fen import Fen
from oneruler.compensation.queries import latest_check, owed, signing_rate
from oneruler.funds.queries import account_balance, ledger_breaks, standings_of
from oneruler.office.queries import audit_breaks
from oneruler.policy.pack.shelf import shipped
from oneruler.projects.models import Project
from oneruler.web.demo import year
from oneruler.web.demo.people import PEOPLE
from oneruler.web.measures import MEASURES

END = date(2025, 12, 31)


@pytest.mark.django_db
def test_the_year_adds_up() -> None:
    assert not year.is_built()
    year.make(shipped())
    assert year.is_built()
    project = Project.objects.get(number=year.COLLECTIVE)
    holders = list(project.right_holders.all())
    assert len(holders) == 47
    assert list(audit_breaks()) == []
    assert list(ledger_breaks()) == []
    agreed = Fen(sum(owed(holder) for holder in holders))
    paid = Fen(sum(row.paid for rows in standings_of(holders).values() for row in rows))
    assert agreed == paid
    assert paid > 0
    deposit = MEASURES.figure("预存款到账", as_of=END, project=project.number)
    assert account_balance(project) == int(deposit.value) - paid
    assert int(MEASURES.figure("已付补偿款", as_of=END, project=project.number).value) == paid
    check = latest_check(project)
    assert check is not None
    assert check.failed == 0
    assert signing_rate(project, END).signed == 46


def test_what_can_be_signed_in_as_is_invented() -> None:
    assert all(person.display_name.startswith("示例·") for person in PEOPLE)
    assert len({person.role for person in PEOPLE}) == len(PEOPLE)
