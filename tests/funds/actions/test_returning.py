"""What the bank says: taken once, wholly or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from oneruler.compensation.queries import owed
from oneruler.funds.actions import record_bank_return
from oneruler.funds.bank_file import BankFileError
from oneruler.funds.ledger import Book
from oneruler.funds.models import Entry, Payment
from oneruler.funds.queries import balances_of, ledger_breaks, payment_events, standing_of
from oneruler.office.errors import NotAllowedError, WrongStateError
from oneruler.office.models import AuditEntry
from oneruler.office.roles import Role
from tests import thread
from tests.funds.banking import as_csv, as_xlsx, rows_of
from tests.funds.paying import DAY, PLENTY, approved, drafted, ready, row, sent, told

pytestmark = pytest.mark.django_db


def test_paid_and_returned_reach_the_books() -> None:
    of, (first, second) = ready("A1", "A2")
    batch = told(sent(drafted(of, [row(first), row(second)])), {"P-1-00002": ("失败", "账号错误")})
    held = balances_of(of)
    assert held[Book.PAID] == owed(first)
    assert held[Book.SPECIAL_ACCOUNT] == PLENTY - owed(first)
    assert held[Book.IN_TRANSIT] == 0
    assert batch.state == "settled"
    assert Payment.objects.get(reference="P-1-00002").reason == "账号错误"
    assert (standing_of(first)[0].left, standing_of(second)[0].left) == (0, owed(second))
    assert [one.what for one in payment_events(second)] == ["编入付款批次", "付款退回"]
    assert list(ledger_breaks()) == []


def test_the_same_return_twice_changes_nothing() -> None:
    of, (holder,) = ready("A1")
    batch = sent(drafted(of, [row(holder)]))
    told(batch)
    before = (Entry.objects.count(), AuditEntry.objects.count(), balances_of(of))
    told(batch)
    data = as_xlsx(rows_of(batch))
    record_bank_return(batch=batch, data=data, happened_on=DAY, by=thread.person(Role.CASHIER), at=thread.at(DAY))
    assert (Entry.objects.count(), AuditEntry.objects.count(), balances_of(of)) == before


def test_a_part_now_and_the_rest_later() -> None:
    of, (first, second) = ready("A1", "A2")
    batch = sent(drafted(of, [row(first), row(second)]))
    rows = rows_of(batch)
    for part, state in ((rows[:1], "sent"), (rows, "settled")):
        after = record_bank_return(batch=batch, data=as_csv(part), happened_on=DAY, by=thread.person(Role.CASHIER),
                                   at=thread.at(DAY))  # fmt: skip
        assert after.state == state
    assert balances_of(of)[Book.PAID] == owed(first) + owed(second)
    assert list(ledger_breaks()) == []


def test_one_bad_row_and_nothing_is_taken() -> None:
    of, (first, second) = ready("A1", "A2")
    batch = sent(drafted(of, [row(first), row(second)]))
    rows = rows_of(batch)
    rows[1][2] = "0.01"
    with pytest.raises(BankFileError, match="第 3 行"):
        record_bank_return(batch=batch, data=as_csv(rows), happened_on=DAY, by=thread.person(Role.CASHIER),
                           at=thread.at(DAY))  # fmt: skip
    assert not Payment.objects.exclude(state="pending").exists()
    assert balances_of(of)[Book.IN_TRANSIT] == owed(first) + owed(second)


def test_a_return_for_another_batch_is_refused() -> None:
    of, (first, second) = ready("A1", "A2")
    one, other = sent(drafted(of, [row(first)])), sent(drafted(of, [row(second)], "P-2"))
    with pytest.raises(BankFileError, match="另一批的回单"):
        record_bank_return(batch=one, data=as_csv(rows_of(other)), happened_on=DAY, by=thread.person(Role.CASHIER),
                           at=thread.at(DAY))  # fmt: skip


def test_money_that_comes_back_after_it_was_paid() -> None:
    of, (holder,) = ready("A1")
    batch = told(sent(drafted(of, [row(holder)])))
    with pytest.raises(BankFileError, match="结果写“退汇”"):
        told(batch, {"P-1-00001": ("失败", "销户")})
    told(batch, {"P-1-00001": ("退汇", "销户")})
    assert balances_of(of)[Book.PAID] == 0
    assert balances_of(of)[Book.SPECIAL_ACCOUNT] == PLENTY
    with pytest.raises(BankFileError, match="不能改成付成"):
        told(batch)
    told(batch, {"P-1-00001": ("退汇", "销户")})
    assert list(ledger_breaks()) == []


def test_a_batch_that_was_not_sent_has_no_return() -> None:
    of, (holder,) = ready("A1")
    batch = approved(drafted(of, [row(holder)]))
    with pytest.raises(WrongStateError, match="还没有送银行"):
        told(batch)


def test_days_and_people() -> None:
    of, (holder,) = ready("A1")
    batch = sent(drafted(of, [row(holder)]))
    with pytest.raises(WrongStateError, match="送出日"):
        record_bank_return(batch=batch, data=as_csv(rows_of(batch)), happened_on=date(2025, 12, 1),
                           by=thread.person(Role.CASHIER), at=thread.at(DAY))  # fmt: skip
    with pytest.raises(NotAllowedError):
        record_bank_return(batch=batch, data=b"", happened_on=DAY, by=thread.person(Role.FINANCE), at=thread.at(DAY))
