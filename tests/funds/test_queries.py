from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from oneruler.funds.models import Account, Entry, Payment, Posting
from oneruler.funds.queries import ledger_breaks, visible_batches
from oneruler.office.roles import Role
from tests import thread
from tests.district import officer, township
from tests.funds.paying import DAY, deposited, drafted, ready, row, sent

pytestmark = pytest.mark.django_db


def test_batches_in_sight() -> None:
    of, (holder,) = ready("A1")
    batch = drafted(of, [row(holder)])
    here = officer("here", Role.FINANCE, where=township())
    own = officer("own", Role.FINANCE, project="J-1")
    elsewhere = officer("elsewhere", Role.FINANCE, where=township("430199002"))
    for one in (here, own, thread.person(Role.LEADER)):
        assert list(visible_batches(one, DAY)) == [batch]
    for one in (elsewhere, thread.person(Role.SURVEY)):
        assert not visible_batches(one, DAY).exists()


def test_books_that_were_tampered_with_are_found() -> None:
    of, (holder,) = ready("A1")
    sent(drafted(of, [row(holder)]))
    assert list(ledger_breaks()) == []
    Payment.objects.update(amount_fen=1)
    assert "付款记录 1 分" in next(ledger_breaks())
    entry = Entry.objects.order_by("pk").first()
    assert entry is not None
    account = Account.objects.get(project=of, kind="special_account")
    Posting.objects.create(entry=entry, account=account, debit_fen=5)
    assert f"分录 {entry.pk} 借贷不平" in next(ledger_breaks())


def test_entries_and_postings_are_only_added() -> None:
    deposited(thread.project())
    for rows, change in ((Posting.objects, {"credit_fen": 1}), (Entry.objects, {"summary": "改"})):
        with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
            rows.update(**change)
    entry, account = Entry.objects.get(), Account.objects.all()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(entry=entry, account=account, debit_fen=1, credit_fen=1)
