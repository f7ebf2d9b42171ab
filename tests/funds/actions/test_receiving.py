from __future__ import annotations

from datetime import date

import pytest

from oneruler.base.fen import Fen
from oneruler.compensation.queries import owed
from oneruler.funds.actions import refund_pre_deposit
from oneruler.funds.ledger import Book
from oneruler.funds.queries import account_balance, balances_of, journal
from oneruler.office.errors import NotAllowedError, WrongStateError
from oneruler.office.queries import audit_breaks
from oneruler.office.roles import Role
from oneruler.projects.models import Project
from tests import thread
from tests.funds.paying import DAY, deposited, drafted, ready, row

pytestmark = pytest.mark.django_db


def refunded(of: Project, amount: int) -> None:
    refund_pre_deposit(project=of, amount=Fen(amount), happened_on=DAY, paper_number="退款1",
                       by=thread.person(Role.FINANCE), at=thread.at(DAY))  # fmt: skip


def test_money_in_and_what_the_books_say() -> None:
    of = thread.project()
    deposited(of, Fen(100))
    deposited(of, Fen(50), "进账单2", DAY)
    assert balances_of(of) == {Book.SPECIAL_ACCOUNT: 150, Book.FUNDER: -150}
    assert account_balance(of, date(2025, 10, 9)) == 100
    assert [(entry.paper_number, balanced.amount) for entry, balanced in journal(of)] == [
        ("进账单1", 100), ("进账单2", 50),
    ]  # fmt: skip
    assert list(audit_breaks()) == []


@pytest.mark.parametrize(
    ("amount", "paper", "on", "words"),
    [(0, "单", DAY, "大于 0"), (-1, "单", DAY, "大于 0"), (1, " ", DAY, "凭证号"), (1, "单", date(2026, 1, 1), "还没有到")],
)  # fmt: skip
def test_what_is_not_received(amount: int, paper: str, on: date, words: str) -> None:
    of = thread.project()
    with pytest.raises(WrongStateError, match=words):
        deposited(of, Fen(amount), paper, on)


def test_the_same_paper_is_not_entered_twice() -> None:
    of = thread.project()
    deposited(of, Fen(100))
    with pytest.raises(WrongStateError, match="已经登记到账"):
        deposited(of, Fen(100))


def test_only_free_money_goes_back() -> None:
    of, (holder,) = ready("A1", deposit=Fen(0))
    deposited(of, Fen(owed(holder) + 10))
    drafted(of, [row(holder)])
    with pytest.raises(WrongStateError, match=r"可动用 0\.10 元"):
        refunded(of, 11)
    refunded(of, 10)
    assert account_balance(of) == owed(holder)


def test_who_may_receive() -> None:
    of = thread.project()
    with pytest.raises(NotAllowedError):
        refund_pre_deposit(project=of, amount=Fen(1), happened_on=DAY, paper_number="单",
                           by=thread.person(Role.CASHIER), at=thread.at(DAY))  # fmt: skip
