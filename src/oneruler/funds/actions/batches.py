"""A batch on its way: reviewed, approved, sent, or withdrawn before that. Three people, in this order."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from oneruler.base.dates import local_day
from oneruler.funds import ledger
from oneruler.funds.actions.limits import require_still_payable
from oneruler.funds.bank_file import Form
from oneruler.funds.books import post
from oneruler.funds.models import PaymentBatch
from oneruler.funds.queries import WAITING, bank_file_of, batch_total
from oneruler.office.acting import label, record, require
from oneruler.office.errors import WrongStateError
from oneruler.office.roles import Verb
from oneruler.projects.queries import locked

if TYPE_CHECKING:
    from oneruler.office.models import Officer

_STATE = PaymentBatch.State


@transaction.atomic
def review_batch(*, batch: PaymentBatch, by: Officer, at: datetime, demonstration: bool = False) -> PaymentBatch:
    """复核, by another than who drafted. Raises WrongStateError."""
    batch = _held(batch, Verb.REVIEW_PAYMENT, by, at)
    _require_state(batch, _STATE.DRAFTED)
    if by == batch.drafted_by:
        raise WrongStateError("编制的人不能复核同一批；请换人复核。")
    require_still_payable(batch, local_day(at), demonstration=demonstration)
    batch.state, batch.reviewed_by = _STATE.REVIEWED, by
    batch.save(update_fields=["state", "reviewed_by"])
    _tell(batch, Verb.REVIEW_PAYMENT, by, at)
    return batch


@transaction.atomic
def approve_batch(*, batch: PaymentBatch, by: Officer, at: datetime, demonstration: bool = False) -> PaymentBatch:
    """审批, by a third. Raises WrongStateError."""
    batch = _held(batch, Verb.APPROVE_PAYMENT, by, at)
    _require_state(batch, _STATE.REVIEWED)
    if by in {batch.drafted_by, batch.reviewed_by}:
        raise WrongStateError("编制、复核、审批应是三个人；请换人审批。")
    require_still_payable(batch, local_day(at), demonstration=demonstration)
    batch.state, batch.approved_by = _STATE.APPROVED, by
    batch.save(update_fields=["state", "approved_by"])
    _tell(batch, Verb.APPROVE_PAYMENT, by, at)
    return batch


@transaction.atomic
def send_batch(
    *, batch: PaymentBatch, by: Officer, at: datetime, form: Form = Form.XLSX, demonstration: bool = False
) -> bytes:
    """Send an approved batch to the bank, once: the money leaves the account for good or comes back. The file; it may be
    drawn again from ``queries.bank_file_of``. Raises WrongStateError."""
    batch = _held(batch, Verb.SEND_PAYMENT, by, at)
    _require_state(batch, _STATE.APPROVED)
    require_still_payable(batch, local_day(at), demonstration=demonstration)
    post(ledger.sent(batch_total(batch)), project=batch.project, happened_on=local_day(at), paper_number=batch.number,
         by=by, at=at)  # fmt: skip
    data = bank_file_of(batch, form)
    batch.state, batch.sent_at, batch.file_digest = _STATE.SENT, at, hashlib.sha256(data).hexdigest()
    batch.save(update_fields=["state", "sent_at", "file_digest"])
    _tell(batch, Verb.SEND_PAYMENT, by, at, file=batch.file_digest)
    return data


@transaction.atomic
def withdraw_batch(*, batch: PaymentBatch, reason: str, by: Officer, at: datetime) -> PaymentBatch:
    """Withdraw a batch that was not sent; what it was to pay again may be asked for anew. Raises WrongStateError."""
    batch = _held(batch, Verb.DRAFT_PAYMENT, by, at)
    if batch.state not in WAITING:
        raise WrongStateError(f"批次“{batch.number}”{batch.get_state_display()}，不能撤销。")
    if not reason.strip():
        raise WrongStateError("撤销要写明原因。")
    again = sorted(batch.payments.exclude(again_for=None).values_list("again_for__reference", flat=True))
    batch.payments.update(again_for=None)
    batch.state, batch.withdrawn_for = _STATE.WITHDRAWN, reason.strip()[:120]
    batch.save(update_fields=["state", "withdrawn_for"])
    _tell(batch, "撤销付款批次", by, at, reason=batch.withdrawn_for, again=again)
    return batch


def _held(batch: PaymentBatch, verb: Verb, by: Officer, at: datetime) -> PaymentBatch:
    """The batch as it is now, its project held until the transaction ends: the same lock first in every action."""
    project = batch.project
    require(by, verb, on=local_day(at), project=project.number, township=project.township.code)
    return locked(project).payment_batches.select_related("check_run__project").get(pk=batch.pk)


def _require_state(batch: PaymentBatch, state: PaymentBatch.State) -> None:
    if batch.state != state:
        raise WrongStateError(f"批次“{batch.number}”应是“{state.label}”，现为“{batch.get_state_display()}”。")


def _tell(batch: PaymentBatch, verb: str, by: Officer, at: datetime, **more: object) -> None:
    record(by=by, at=at, verb=verb, about=label(batch.project),
           detail={"batch": batch.number, "payments": batch.payments.count(), "total_fen": batch_total(batch), **more})  # fmt: skip
