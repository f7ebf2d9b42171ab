"""What the bank says of a batch: paid, sent back, or come back after it was paid."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from oneruler.base.dates import local_day
from oneruler.base.fen import Fen
from oneruler.funds import ledger
from oneruler.funds.bank_file import BankFileError, Outcome, Returned, read_return
from oneruler.funds.books import post
from oneruler.funds.models import Payment, PaymentBatch
from oneruler.office.acting import label, record, require
from oneruler.office.errors import WrongStateError
from oneruler.office.roles import Verb
from oneruler.projects.queries import locked

if TYPE_CHECKING:
    from oneruler.office.models import Officer

_STATE = Payment.State


@transaction.atomic
def record_bank_return(
    *, batch: PaymentBatch, data: bytes, happened_on: date, by: Officer, at: datetime
) -> PaymentBatch:
    """Take a return wholly or not at all; one that says nothing new changes nothing.

    Raises BankFileError with every bad row, WrongStateError for a batch that was not sent.
    """
    project = batch.project
    require(by, Verb.RECORD_BANK_RETURN, on=local_day(at), project=project.number, township=project.township.code)
    project = locked(project)
    batch = project.payment_batches.get(pk=batch.pk)
    if batch.sent_at is None:
        raise WrongStateError(f"批次“{batch.number}”还没有送银行，不会有回单。")
    if not local_day(batch.sent_at) <= happened_on <= local_day(at):
        raise WrongStateError(f"回单日期 {happened_on} 应在送出日 {local_day(batch.sent_at)} 以后，并且已经到了。")
    payments = {one.reference: one for one in batch.payments.order_by("pk")}
    told = read_return(data, batch=batch.number, expected={key: Fen(one.amount_fen) for key, one in payments.items()})
    if conflicts := [words for one in told if (words := _conflict(payments[one.reference], one))]:
        raise BankFileError(conflicts)
    news = [(payments[one.reference], one) for one in told if _is_news(payments[one.reference], one)]
    if not news:
        return batch
    sums = {"paid": 0, "returned": 0, "bounced": 0}
    for payment, one in news:
        sums[_kind(payment, one)] += payment.amount_fen
        payment.state = _STATE.PAID if one.outcome is Outcome.PAID else _STATE.RETURNED
        payment.paid_on, payment.reason = happened_on, one.reason
        payment.save(update_fields=["state", "paid_on", "reason"])
    digest = hashlib.sha256(data).hexdigest()
    paper = f"回单 {digest[:16]}"
    if sums["paid"] or sums["returned"]:
        post(ledger.settled(paid=Fen(sums["paid"]), returned=Fen(sums["returned"])), project=project,
             happened_on=happened_on, paper_number=paper, by=by, at=at)  # fmt: skip
    if sums["bounced"]:
        post(ledger.bounced(Fen(sums["bounced"])), project=project, happened_on=happened_on, paper_number=paper,
             by=by, at=at)  # fmt: skip
    if all(one.state != _STATE.PENDING for one in payments.values()):
        batch.state = PaymentBatch.State.SETTLED
        batch.save(update_fields=["state"])
    record(by=by, at=at, verb=Verb.RECORD_BANK_RETURN, about=label(project),
           detail={"batch": batch.number, "file": digest, "on": happened_on, "rows": len(told), "news": len(news),
                   **{f"{name}_fen": amount for name, amount in sums.items()}})  # fmt: skip
    return batch


def _conflict(payment: Payment, told: Returned) -> str:
    """A return that says otherwise than one before."""
    if payment.state == _STATE.PAID and told.outcome is Outcome.RETURNED:
        return f"“{payment.reference}”已登记付成，不能改成退回；付成以后被退的，结果写“退汇”。"
    if payment.state == _STATE.RETURNED and told.outcome is Outcome.PAID:
        return f"“{payment.reference}”已登记退回，不能改成付成；请与银行核对。"
    return ""


def _is_news(payment: Payment, told: Returned) -> bool:
    if payment.state == _STATE.PENDING:
        return True
    return payment.state == _STATE.PAID and told.outcome is Outcome.BOUNCED


def _kind(payment: Payment, told: Returned) -> str:
    if told.outcome is Outcome.PAID:
        return "paid"
    return "returned" if payment.state == _STATE.PENDING else "bounced"
