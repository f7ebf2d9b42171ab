"""Draft a batch of payments, and pay again what was sent back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from oneruler.base.dates import local_day
from oneruler.base.fen import Fen
from oneruler.compensation.queries import payees_owed_of
from oneruler.funds.actions.limits import Wanted, require_payable
from oneruler.funds.models import Payment, PaymentBatch
from oneruler.office.acting import label, record, require
from oneruler.office.errors import WrongStateError
from oneruler.office.roles import Verb
from oneruler.projects.queries import locked

if TYPE_CHECKING:
    from oneruler.compensation.models import PrePaymentCheck
    from oneruler.office.models import Officer
    from oneruler.projects.models import Project
    from oneruler.survey.models import RightHolder


@dataclass(frozen=True, slots=True)
class PayeeRow:
    """One payee of a right holder, the account and how much. ``payee`` is the role on the sheet's lines."""

    right_holder: RightHolder
    payee: str
    payee_name: str
    bank_name: str
    account_number: str
    amount: Fen


@dataclass(frozen=True, slots=True)
class RepayRow:
    """A payment that was sent back, and the account as it should have been; empty words leave it as it was."""

    payment: Payment
    bank_name: str = ""
    account_number: str = ""


@transaction.atomic
def draft_batch(
    *, project: Project, number: str, payees: Sequence[PayeeRow], check_run: PrePaymentCheck, by: Officer,
    at: datetime, demonstration: bool = False,
) -> PaymentBatch:  # fmt: skip
    """Draft a batch, all of it or nothing. Raises WrongStateError with every hindrance: the gate, the check, a payee or
    amount that is not owed, the same payee twice, the account, another project's right holder."""
    project = _held(project, by, at)
    wanted = [
        Wanted(
            one.right_holder, one.payee, one.payee_name.strip(), one.bank_name.strip(), one.account_number, one.amount
        )
        for one in payees
    ]
    return _draft(project, number, wanted, check_run, by, at, demonstration=demonstration)


@transaction.atomic
def repay(
    *, project: Project, number: str, rows: Sequence[RepayRow], check_run: PrePaymentCheck, by: Officer, at: datetime,
    demonstration: bool = False,
) -> PaymentBatch:  # fmt: skip
    """Draft a batch that pays again what was sent back, each exactly once. It goes through three people as any other.
    Raises WrongStateError."""
    project = _held(project, by, at)
    fresh = {
        one.pk: one
        for one in Payment.objects.filter(pk__in=[row.payment.pk for row in rows]).select_related(
            "batch", "right_holder__project", "paid_again_by"
        )
    }
    wanted = []
    for row in rows:
        payment = fresh[row.payment.pk]
        if payment.state != Payment.State.RETURNED or payment.batch.project_id != project.pk:
            raise WrongStateError(f"付款“{payment.reference}”没有被退回，或不属于本项目，不能重付。")
        if hasattr(payment, "paid_again_by"):
            raise WrongStateError(f"付款“{payment.reference}”已经重付过（{payment.paid_again_by.reference}）。")
        wanted.append(Wanted(
            payment.right_holder, payment.payee, payment.payee_name, row.bank_name.strip() or payment.bank_name,
            row.account_number or payment.account_number, Fen(payment.amount_fen), payment,
        ))  # fmt: skip
    return _draft(project, number, wanted, check_run, by, at, demonstration=demonstration)


def _held(project: Project, by: Officer, at: datetime) -> Project:
    require(by, Verb.DRAFT_PAYMENT, on=local_day(at), project=project.number, township=project.township.code)
    return locked(project)


def _draft(
    project: Project, number: str, wanted: Sequence[Wanted], check_run: PrePaymentCheck, by: Officer, at: datetime,
    *, demonstration: bool,
) -> PaymentBatch:  # fmt: skip
    number = number.strip()
    if not number or len(number) > 34 or PaymentBatch.objects.filter(number=number).exists():
        raise WrongStateError(f"批次号“{number}”不能用，请换一个（不超过 34 个字）。")
    if not wanted:
        raise WrongStateError("本批没有一笔付款。")
    require_payable(project, check_run, wanted, local_day(at), demonstration=demonstration)
    batch = PaymentBatch.objects.create(
        project=project, number=number, check_run=check_run, drafted_by=by, drafted_at=at
    )
    owed = payees_owed_of(list({one.right_holder.pk: one.right_holder for one in wanted}.values()))
    mine = [
        next(one for one in owed[row.right_holder.pk] if (one.payee, one.name) == (row.payee, row.payee_name))
        for row in wanted
    ]
    payments = Payment.objects.bulk_create(
        Payment(
            batch=batch, right_holder=row.right_holder, agreement=one.agreement, payee=row.payee,
            payee_name=row.payee_name, bank_name=row.bank_name, account_number=row.account_number.replace(" ", ""),
            amount_fen=row.amount, again_for=row.again_for, reference=f"{number}-{position:05d}",
        )
        for position, (row, one) in enumerate(zip(wanted, mine, strict=True), 1)
    )  # fmt: skip
    between = Payment.lines.through
    between.objects.bulk_create(
        between(payment_id=payment.pk, sheetline_id=line.pk)
        for payment, one in zip(payments, mine, strict=True)
        for line in one.lines
    )
    record(by=by, at=at, verb=Verb.DRAFT_PAYMENT, about=label(project),
           detail={"batch": number, "payments": len(payments), "total_fen": sum(one.amount for one in wanted),
                   "check": check_run.pk, "again": sum(one.again_for is not None for one in wanted)})  # fmt: skip
    return batch
