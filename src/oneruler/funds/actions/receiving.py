"""预存款: money reaches a project's special account, and goes back where the project is not approved."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from oneruler.base.dates import local_day
from oneruler.base.fen import Fen, print_yuan
from oneruler.funds.books import post
from oneruler.funds.ledger import pre_deposit, refunded
from oneruler.funds.models import Entry
from oneruler.funds.queries import account_balance, spoken_for
from oneruler.office.acting import label, record, require
from oneruler.office.errors import WrongStateError
from oneruler.office.roles import Verb
from oneruler.projects.queries import locked

if TYPE_CHECKING:
    from oneruler.office.models import Officer
    from oneruler.projects.models import Project


@transaction.atomic
def receive_pre_deposit(
    *, project: Project, amount: Fen, happened_on: date, paper_number: str, by: Officer, at: datetime
) -> Entry:
    """Record that money reached a project's special account. The same paper is not entered twice."""
    project = _held(project, amount, happened_on, paper_number, by, at)
    if project.entries.filter(paper_number=paper_number.strip(), summary=pre_deposit(amount).summary).exists():
        raise WrongStateError(f"凭证“{paper_number.strip()}”已经登记到账；请核对，不要重复登记。")
    entry = post(pre_deposit(amount), project=project, happened_on=happened_on, paper_number=paper_number.strip(),
                 by=by, at=at)  # fmt: skip
    _tell(entry, amount, by, at)
    return entry


@transaction.atomic
def refund_pre_deposit(
    *, project: Project, amount: Fen, happened_on: date, paper_number: str, by: Officer, at: datetime
) -> Entry:
    """Record that money went back to who funded; no more than is there and not spoken for."""
    project = _held(project, amount, happened_on, paper_number, by, at)
    free = account_balance(project) - spoken_for(project)
    if amount > free:
        raise WrongStateError(f"专户可动用 {print_yuan(Fen(free))} 元，不够退回 {print_yuan(amount)} 元。")
    entry = post(refunded(amount), project=project, happened_on=happened_on, paper_number=paper_number.strip(),
                 by=by, at=at)  # fmt: skip
    _tell(entry, amount, by, at)
    return entry


def _held(project: Project, amount: Fen, on: date, paper: str, by: Officer, at: datetime) -> Project:
    require(by, Verb.RECEIVE_FUNDS, on=local_day(at), project=project.number, township=project.township.code)
    if amount <= 0:
        raise WrongStateError("金额应大于 0 元。")
    if on > local_day(at):
        raise WrongStateError(f"日期 {on} 还没有到；请核对日期。")
    if not paper.strip():
        raise WrongStateError("要填凭证号。")
    return locked(project)


def _tell(entry: Entry, amount: Fen, by: Officer, at: datetime) -> None:
    record(by=by, at=at, verb=Verb.RECEIVE_FUNDS, about=label(entry.project),
           detail={"entry": entry.pk, "summary": entry.summary, "amount_fen": amount, "on": entry.happened_on,
                   "paper": entry.paper_number})  # fmt: skip
