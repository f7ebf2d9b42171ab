"""A batch through three people in a few words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oneruler.base.fen import Fen
from oneruler.compensation.models import PrePaymentCheck
from oneruler.compensation.queries import latest_check, owed
from oneruler.funds.actions import (
    PayeeRow,
    approve_batch,
    draft_batch,
    receive_pre_deposit,
    record_bank_return,
    review_batch,
    send_batch,
)
from oneruler.funds.models import Entry, PaymentBatch
from oneruler.office.roles import Role
from oneruler.projects.models import Project
from oneruler.survey.models import RightHolder
from tests import thread
from tests.district import passed
from tests.funds.banking import as_csv, rows_of

DAY = thread.PAID
PLENTY = Fen(500_000_000)


def ready(*numbers: str, of: Project | None = None, deposit: Fen = PLENTY) -> tuple[Project, list[RightHolder]]:
    """A project that may pay: signed, approved, announced, checked, with money in its account."""
    of = of or thread.project()
    holders = thread.signed_households(of, *numbers)
    passed(of, "land_notice")
    if deposit:
        deposited(of, deposit)
    thread.checked(of)
    return of, holders


def deposited(of: Project, amount: Fen = PLENTY, paper: str = "进账单1", on: date = date(2025, 10, 9)) -> Entry:
    return receive_pre_deposit(project=of, amount=amount, happened_on=on, paper_number=paper,
                               by=thread.person(Role.FINANCE), at=thread.at(DAY))  # fmt: skip


def row(holder: RightHolder, amount: int | None = None, **changes: str) -> PayeeRow:
    """All that is owed to a household's owner, or so much."""
    words = {"payee": "所有权人", "payee_name": holder.name, "bank_name": "示例银行云溪支行",
             "account_number": "6200000000000000001", **changes}  # fmt: skip
    return PayeeRow(right_holder=holder, amount=owed(holder) if amount is None else Fen(amount), **words)


def drafted(
    of: Project, rows: Sequence[PayeeRow], number: str = "P-1", *, check: PrePaymentCheck | None = None,
    on: date = DAY, demonstration: bool = True,
) -> PaymentBatch:  # fmt: skip
    check = check or latest_check(of)
    assert check is not None
    return draft_batch(project=of, number=number, payees=rows, check_run=check, by=thread.person(Role.FINANCE),
                       at=thread.at(on), demonstration=demonstration)  # fmt: skip


def reviewed(batch: PaymentBatch, on: date = DAY) -> PaymentBatch:
    return review_batch(batch=batch, by=thread.person(Role.REVIEW), at=thread.at(on), demonstration=True)


def approved(batch: PaymentBatch, on: date = DAY) -> PaymentBatch:
    return approve_batch(batch=reviewed(batch, on), by=thread.person(Role.LEADER), at=thread.at(on), demonstration=True)


def sent(batch: PaymentBatch, on: date = DAY) -> PaymentBatch:
    send_batch(batch=approved(batch, on), by=thread.person(Role.CASHIER), at=thread.at(on), demonstration=True)
    return PaymentBatch.objects.get(pk=batch.pk)


def told(batch: PaymentBatch, results: dict[str, tuple[str, str]] | None = None, on: date = DAY) -> PaymentBatch:
    """The bank's word on a batch; paid unless it says otherwise of a reference."""
    return record_bank_return(batch=batch, data=as_csv(rows_of(batch, results)), happened_on=on,
                              by=thread.person(Role.CASHIER), at=thread.at(on))  # fmt: skip
