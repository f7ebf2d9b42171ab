"""Every entry balances, balances add up to nought, no fen is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.base.fen import Fen
from oneruler.funds import ledger
from oneruler.funds.ledger import Balanced, Book, LedgerError, Side, balances
from oneruler.funds.models import Account

amounts = st.integers(1, 10**13).map(Fen)
entries = st.one_of(
    amounts.map(ledger.pre_deposit),
    amounts.map(ledger.refunded),
    amounts.map(ledger.sent),
    amounts.map(ledger.bounced),
    st.builds(lambda paid, returned: ledger.settled(paid=paid, returned=returned), amounts, amounts),
)


def test_the_books_are_those_that_rows_can_be_of() -> None:
    assert {one.value for one in Book} == set(Account.Kind.values)


@given(st.lists(entries, max_size=20))
def test_balances_add_up_to_nought(some: list[Balanced]) -> None:
    assert sum(balances(some).values()) == 0


@given(st.lists(entries, max_size=10))
def test_reversing_leaves_nothing(some: list[Balanced]) -> None:
    assert not any(balances([*some, *(one.reversed("冲销") for one in some)]).values())


@given(amounts, st.lists(st.tuples(amounts, amounts), min_size=1, max_size=5))
def test_what_came_in_is_what_is_there_was_paid_or_is_on_its_way(deposit: Fen, batches: list[tuple[Fen, Fen]]) -> None:
    some = [ledger.pre_deposit(deposit)]
    for paid, returned in batches:
        some += [ledger.sent(Fen(paid + returned)), ledger.settled(paid=paid, returned=returned)]
    held = balances(some)
    assert held[Book.SPECIAL_ACCOUNT] + held[Book.PAID] + held[Book.IN_TRANSIT] == deposit
    assert held[Book.IN_TRANSIT] == 0
    assert held[Book.PAID] == sum(paid for paid, _ in batches)


@pytest.mark.parametrize(("debit", "credit"), [(0, 0), (1, 1), (-1, 0), (0, -5), (5, -5)])
def test_a_side_has_one_amount(debit: int, credit: int) -> None:
    with pytest.raises(LedgerError, match="借方或贷方之一"):
        Side(Book.PAID, Fen(debit), Fen(credit))


@pytest.mark.parametrize("sides", [(), (Side(Book.PAID, Fen(2)), Side(Book.IN_TRANSIT, credit=Fen(1)))])
def test_an_entry_that_does_not_balance_cannot_be_made(sides: tuple[Side, ...]) -> None:
    with pytest.raises(LedgerError, match="借贷不平"):
        Balanced("示例", sides)


@pytest.mark.parametrize("make", [ledger.pre_deposit, ledger.refunded, ledger.sent, ledger.bounced])
@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_or_less_is_not_moved(make: object, amount: int) -> None:
    assert callable(make)
    with pytest.raises(LedgerError, match="应大于 0"):
        make(Fen(amount))
    with pytest.raises(LedgerError):
        ledger.settled(paid=Fen(0), returned=Fen(0))
