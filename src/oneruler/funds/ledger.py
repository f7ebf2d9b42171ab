"""项目资金辅助账: entries of two sides that balance, and what they add up to. Values only; whole fen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from oneruler.base.fen import Fen, print_yuan

NOUGHT = Fen(0)


class Book(StrEnum):
    """科目 of a project: where money stands."""

    SPECIAL_ACCOUNT = "special_account"
    FUNDER = "funder"
    PAYABLE = "payable"
    PAID = "paid"
    IN_TRANSIT = "in_transit"
    WORK_FUNDS = "work_funds"


class LedgerError(ValueError):
    """An entry that cannot be: it does not balance, or moves nothing."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an entry: exactly one of debit and credit, above nought."""

    book: Book
    debit: Fen = NOUGHT
    credit: Fen = NOUGHT

    def __post_init__(self) -> None:
        if min(self.debit, self.credit) != 0 or max(self.debit, self.credit) <= 0:
            raise LedgerError(
                f"一笔分录的一边只能有借方或贷方之一，并且大于 0：现为借 {self.debit} 分、贷 {self.credit} 分。"
            )


@dataclass(frozen=True, slots=True)
class Balanced:
    """An entry. One that does not balance cannot be made."""

    summary: str
    sides: tuple[Side, ...]

    def __post_init__(self) -> None:
        debit, credit = sum(one.debit for one in self.sides), sum(one.credit for one in self.sides)
        if debit != credit or not self.sides:
            raise LedgerError(
                f"“{self.summary}”借贷不平：借方 {print_yuan(Fen(debit))} 元，贷方 {print_yuan(Fen(credit))} 元。"
            )

    @property
    def amount(self) -> Fen:
        """How much it moves."""
        return Fen(sum(one.debit for one in self.sides))

    def reversed(self, summary: str) -> Balanced:
        """冲销: the same with its sides changed over."""
        return Balanced(summary, tuple(Side(one.book, debit=one.credit, credit=one.debit) for one in self.sides))


def moved(summary: str, amount: Fen, *, into: Book, out_of: Book) -> Balanced:
    """Money from one book into another."""
    if amount <= 0:
        raise LedgerError(f"“{summary}”的金额应大于 0，现为 {print_yuan(amount)} 元。")
    return Balanced(summary, (Side(into, debit=amount), Side(out_of, credit=amount)))


def pre_deposit(amount: Fen) -> Balanced:
    """预存款 reaches the special account."""
    return moved("预存款到账", amount, into=Book.SPECIAL_ACCOUNT, out_of=Book.FUNDER)


def refunded(amount: Fen) -> Balanced:
    """预存款 goes back to who funded."""
    return moved("预存款退回", amount, into=Book.FUNDER, out_of=Book.SPECIAL_ACCOUNT)


def sent(amount: Fen) -> Balanced:
    """A batch leaves for the bank."""
    return moved("付款送银行", amount, into=Book.IN_TRANSIT, out_of=Book.SPECIAL_ACCOUNT)


def settled(*, paid: Fen, returned: Fen) -> Balanced:
    """The bank says what it paid and what it sent back."""
    sides = []
    if paid:
        sides.append(Side(Book.PAID, debit=paid))
    if returned:
        sides.append(Side(Book.SPECIAL_ACCOUNT, debit=returned))
    if paid + returned > 0:
        sides.append(Side(Book.IN_TRANSIT, credit=Fen(paid + returned)))
    return Balanced("银行回单", tuple(sides))


def bounced(amount: Fen) -> Balanced:
    """退汇: money that had been paid comes back."""
    return moved("退汇", amount, into=Book.SPECIAL_ACCOUNT, out_of=Book.PAID)


def balances(entries: Iterable[Balanced]) -> Mapping[Book, Fen]:
    """Debit less credit of every book; together they are nought."""
    sums: defaultdict[Book, int] = defaultdict(int)
    for entry in entries:
        for side in entry.sides:
            sums[side.book] += side.debit - side.credit
    return {book: Fen(amount) for book, amount in sums.items()}
