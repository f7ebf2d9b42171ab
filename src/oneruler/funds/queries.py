"""What can be asked of money."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet, Sum

from oneruler.base.dates import local_day
from oneruler.base.fen import Fen, print_yuan
from oneruler.compensation.queries import payees_owed_of
from oneruler.compensation.timeline import Event
from oneruler.funds import bank_file
from oneruler.funds.bank_file import Form, Instruction
from oneruler.funds.ledger import Balanced, Book, Side
from oneruler.funds.models import Budget, Entry, Payment, PaymentBatch, Posting
from oneruler.office.acting import label
from oneruler.office.queries import scope_of
from oneruler.office.roles import Verb

if TYPE_CHECKING:
    from oneruler.office.models import Officer
    from oneruler.projects.models import Project
    from oneruler.survey.models import RightHolder

WAITING = (PaymentBatch.State.DRAFTED, PaymentBatch.State.REVIEWED, PaymentBatch.State.APPROVED)
"""States of a batch whose money is spoken for and has not left the account."""


# -- the ledger -------------------------------------------------------------------------------------------------------


def balances_of(project: Project, on: date | None = None) -> dict[Book, Fen]:
    """Debit less credit of each book of a project by the end of a day."""
    rows = Posting.objects.filter(entry__project=project)
    if on is not None:
        rows = rows.filter(entry__happened_on__lte=on)
    sums = rows.order_by().values_list("account__kind").annotate(Sum("debit_fen"), Sum("credit_fen"))
    return {Book(kind): Fen(debit - credit) for kind, debit, credit in sums}


def account_balance(project: Project, on: date | None = None) -> Fen:
    """What the special account of a project holds."""
    return balances_of(project, on).get(Book.SPECIAL_ACCOUNT, Fen(0))


def spoken_for(project: Project) -> Fen:
    """What batches that have not left yet will take."""
    rows = Payment.objects.filter(batch__project=project, batch__state__in=WAITING)
    return Fen(rows.aggregate(sum=Sum("amount_fen"))["sum"] or 0)


def journal(project: Project) -> list[tuple[Entry, Balanced]]:
    """The entries of a project in order, each as the value that balances."""
    rows = Entry.objects.filter(project=project).order_by("happened_on", "pk")
    return [
        (
            entry,
            Balanced(
                entry.summary,
                tuple(
                    Side(Book(one.account.kind), Fen(one.debit_fen), Fen(one.credit_fen))
                    for one in entry.postings.all()
                ),
            ),
        )
        for entry in rows.prefetch_related("postings__account")
    ]


def ledger_breaks() -> Iterator[str]:
    """What is wrong with the books as they stand; nothing where every entry balances and payments agree with books."""
    for entry_id, debit, credit in (
        Posting.objects.order_by("entry_id").values_list("entry_id").annotate(Sum("debit_fen"), Sum("credit_fen"))
    ):
        if debit != credit:
            yield f"分录 {entry_id} 借贷不平：借 {debit} 分，贷 {credit} 分"
    kept: dict[tuple[int, str], int] = {}
    for project_id, kind, debit, credit in (
        Posting.objects.order_by().values_list("entry__project_id", "account__kind")
        .annotate(Sum("debit_fen"), Sum("credit_fen"))
    ):  # fmt: skip
        kept[project_id, kind] = debit - credit
    told: dict[tuple[int, str], int] = {}
    left = Payment.objects.filter(batch__state__in=(PaymentBatch.State.SENT, PaymentBatch.State.SETTLED))
    for project_id, state, amount in (
        left.order_by().values_list("batch__project_id", "state").annotate(Sum("amount_fen"))
    ):
        book = {Payment.State.PENDING: Book.IN_TRANSIT, Payment.State.PAID: Book.PAID}.get(Payment.State(state))
        if book is not None:
            told[project_id, book.value] = amount
    for key in {*told, *(one for one in kept if one[1] in {Book.IN_TRANSIT, Book.PAID})}:
        if kept.get(key, 0) != told.get(key, 0):
            yield f"项目 {key[0]} 的“{key[1]}”账上 {kept.get(key, 0)} 分，付款记录 {told.get(key, 0)} 分"


# -- who was paid what ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PayeeStanding:
    """One payee of a right holder: what is owed, was paid, is on its way or was sent back and not paid again."""

    payee: str
    name: str
    owed: Fen
    paid: Fen
    pending: Fen
    returned: Fen

    @property
    def left(self) -> Fen:
        """What may still be paid; below nought where more was paid than is owed now."""
        return Fen(self.owed - self.paid - self.pending)


def standing_of(right_holder: RightHolder) -> tuple[PayeeStanding, ...]:
    """How each payee of a right holder stands."""
    return standings_of([right_holder]).get(right_holder.pk, ())


def standings_of(right_holders: Collection[RightHolder]) -> dict[int, tuple[PayeeStanding, ...]]:
    """The same for many, by key. Who was paid and is owed nothing any more is there too."""
    sums: dict[tuple[int, str, str], list[int]] = {}
    for pk, owed in payees_owed_of(right_holders).items():
        for one in owed:
            sums[pk, one.payee, one.name] = [one.amount, 0, 0, 0]
    for payment in standing_payments(right_holders):
        key = (payment.right_holder_id, payment.payee, payment.payee_name)
        sums.setdefault(key, [0, 0, 0, 0])[_COLUMN[Payment.State(payment.state)]] += payment.amount_fen
    found: dict[int, tuple[PayeeStanding, ...]] = {}
    for (pk, payee, name), (owed_fen, paid, pending, returned) in sums.items():
        one_standing = PayeeStanding(payee, name, Fen(owed_fen), Fen(paid), Fen(pending), Fen(returned))
        found[pk] = (*found.get(pk, ()), one_standing)
    return found


_COLUMN = {Payment.State.PAID: 1, Payment.State.PENDING: 2, Payment.State.RETURNED: 3}


def standing_payments(right_holders: Iterable[RightHolder]) -> QuerySet[Payment]:
    """Payments that still mean something: none of a withdrawn batch, none sent back that was made again."""
    rows = Payment.objects.filter(right_holder__in=[one.pk for one in right_holders])
    return rows.exclude(batch__state=PaymentBatch.State.WITHDRAWN).filter(paid_again_by=None)


def returned_payments(project: Project) -> QuerySet[Payment]:
    """Payments of a project that were sent back and not made again."""
    rows = Payment.objects.filter(batch__project=project, state=Payment.State.RETURNED, paid_again_by=None)
    return rows.select_related("batch", "right_holder").order_by("pk")


def payment_events(right_holder: RightHolder) -> list[Event]:
    """What happened to a right holder's money, for its timeline."""
    events = []
    for one in right_holder.payments.select_related("batch"):
        words = f"{one.payee} {print_yuan(Fen(one.amount_fen))} 元（{one.batch.number}）"
        events.append(Event(local_day(one.batch.drafted_at), 9, "编入付款批次", words, label(one)))
        if one.paid_on is not None:
            what = "付款" if one.state == Payment.State.PAID else "付款退回"
            events.append(Event(one.paid_on, 10, what, f"{words}{one.reason}", label(one)))
    return sorted(events)


# -- batches ----------------------------------------------------------------------------------------------------------


def visible_batches(officer: Officer, on: date) -> QuerySet[PaymentBatch]:
    """The batches in an officer's sight, newest first."""
    scope = scope_of(officer, Verb.SEE_FUNDS, on=on)
    rows = PaymentBatch.objects.select_related("project").order_by("-pk")
    if scope.everything:
        return rows
    return rows.filter(Q(project__number__in=scope.projects) | Q(project__township__code__in=scope.townships))


def batch_total(batch: PaymentBatch) -> Fen:
    """What a batch comes to."""
    return Fen(batch.payments.aggregate(sum=Sum("amount_fen"))["sum"] or 0)


def bank_file_of(batch: PaymentBatch, form: Form = Form.XLSX) -> bytes:
    """The bank file of a batch; the same bytes each time."""
    rows = [
        Instruction(one.reference, one.payee_name, one.bank_name, one.account_number, Fen(one.amount_fen))
        for one in batch.payments.order_by("pk")
    ]
    return bank_file.write(batch.number, rows, form)


def budgets(year: int) -> QuerySet[Budget]:
    """The budget of a year."""
    return Budget.objects.filter(year=year).order_by("fund_kind", "spending", "item")
