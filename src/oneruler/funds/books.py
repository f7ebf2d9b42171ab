"""How an entry gets into the rows: the one way in. The caller holds the project."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from oneruler.funds.ledger import Balanced
from oneruler.funds.models import Account, Entry, Posting

if TYPE_CHECKING:
    from oneruler.office.models import Officer
    from oneruler.projects.models import Project


def post(
    balanced: Balanced, *, project: Project, happened_on: date, paper_number: str, by: Officer, at: datetime
) -> Entry:
    """Keep a balanced entry in a project's own accounts."""
    accounts = {
        side.book: Account.objects.get_or_create(project=project, kind=side.book.value)[0] for side in balanced.sides
    }
    entry = Entry.objects.create(
        happened_on=happened_on, summary=balanced.summary, paper_number=paper_number, project=project, recorded_by=by,
        recorded_at=at,
    )  # fmt: skip
    Posting.objects.bulk_create(
        Posting(entry=entry, account=accounts[side.book], debit_fen=side.debit, credit_fen=side.credit)
        for side in balanced.sides
    )
    return entry
