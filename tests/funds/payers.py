"""Eight who pay the same right holders at the same moment: ``python -m tests.funds.payers``, on the database of
``ONERULER_DATABASE``. Prints one line of JSON on what came of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from oneruler.web.commands.environment import prepare

PAYERS, HOUSEHOLDS = 8, 5


def at_once(work: Callable[[int], object]) -> list[str]:
    """The work done by all payers, let go together: 'done' for each, or the name of what it met."""
    from django.db import connection

    gate = Barrier(PAYERS)

    def one(number: int) -> str:
        from oneruler.office.errors import ActionError

        try:
            gate.wait(timeout=60)
            work(number)
        except ActionError as error:
            return type(error).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(PAYERS) as pool:
        return sorted(pool.map(one, range(PAYERS)))


def main() -> None:
    """Draft, review, approve, send, take the bank's word and pay again, each by eight at once."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    from oneruler.base.fen import Fen
    from oneruler.compensation.queries import owed
    from oneruler.funds.actions import (
        RepayRow,
        approve_batch,
        draft_batch,
        record_bank_return,
        repay,
        review_batch,
        send_batch,
    )  # fmt: skip
    from oneruler.funds.models import PaymentBatch
    from oneruler.funds.queries import account_balance, ledger_breaks, returned_payments, standings_of
    from oneruler.office.queries import audit_breaks
    from oneruler.office.roles import Role
    from tests import thread
    from tests.funds.banking import as_csv, rows_of
    from tests.funds.paying import DAY, deposited, ready, row

    of, holders = ready(*(f"A{number}" for number in range(HOUSEHOLDS)), deposit=Fen(0))
    total = sum(owed(one) for one in holders)
    deposited(of, Fen(total))
    check = of.checks.get()
    finance, review, leader, cashier = (
        thread.person(role) for role in (Role.FINANCE, Role.REVIEW, Role.LEADER, Role.CASHIER)
    )
    said: dict[str, list[str]] = {}

    def drafts(number: int) -> None:
        draft_batch(project=of, number=f"P-{number}", payees=[row(one) for one in holders], check_run=check, by=finance,
                    at=thread.at(DAY), demonstration=True)  # fmt: skip

    said["draft"] = at_once(drafts)
    batch = PaymentBatch.objects.get()
    for name, act, by in (("review", review_batch, review), ("approve", approve_batch, leader),
                          ("send", send_batch, cashier)):  # fmt: skip
        do = partial(act, batch=batch, by=by, at=thread.at(DAY), demonstration=True)
        said[name] = at_once(lambda _, do=do: do())  # type: ignore[misc]
    results = {one.reference: ("失败", "账号错误") for one in batch.payments.all()[:2]}
    data = as_csv(rows_of(batch, results))
    said["return"] = at_once(
        lambda _: record_bank_return(batch=batch, data=data, happened_on=DAY, by=cashier, at=thread.at(DAY))
    )
    back = list(returned_payments(of))
    said["repay"] = at_once(
        lambda number: repay(project=of, number=f"R-{number}", rows=[RepayRow(one) for one in back], check_run=check,
                             by=finance, at=thread.at(DAY), demonstration=True)
    )  # fmt: skip
    standings = [one for rows in standings_of(holders).values() for one in rows]
    told = {
        "vendor": connection.vendor, "said": said,
        "left": [one.left for one in standings], "paid": sum(one.paid for one in standings),
        "pending": sum(one.pending for one in standings), "balance": account_balance(of),
        "total": total, "breaks": [*ledger_breaks(), *audit_breaks()],
        "unbalanced": refused_by_the_database(),
    }  # fmt: skip
    sys.stdout.write(json.dumps(told) + "\n")


def refused_by_the_database() -> bool:
    """Whether the database itself refuses an entry that does not balance."""
    from django.db import DatabaseError, transaction

    from oneruler.funds.models import Posting

    one = Posting.objects.all()[0]
    try:
        with transaction.atomic():
            Posting.objects.create(entry=one.entry, account=one.account, debit_fen=1)
    except DatabaseError as error:
        return "does not balance" in str(error)
    return False


if __name__ == "__main__":
    prepare()
    main()
