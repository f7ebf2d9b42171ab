"""What every action does: ask whether it may be, in one transaction, and add one row to the chained audit trail.

@transaction.atomic
def open_project(*, by: Officer, at: datetime, ...) -> Project:
    require(by, Verb.OPEN_PROJECT, on=at.date())
    ...
    record(by=by, at=at, verb=Verb.OPEN_PROJECT, about=label(project), detail={...})
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import models, transaction

from oneruler.office.chain import START, Link, detail_text
from oneruler.office.errors import NotAllowedError
from oneruler.office.models import AuditEntry, AuditHead, Officer
from oneruler.office.queries import scope_of
from oneruler.office.roles import Verb


def require(by: Officer, verb: Verb, *, on: date, project: str = "", township: str = "") -> None:
    """Raise NotAllowedError unless ``by`` may do ``verb`` on that day, there. Without a project it asks for the whole
    centre's scope. The words do not tell whether the thing exists."""
    scope = scope_of(by, verb, on=on)
    if not (scope.covers(project=project, township=township) if project or township else scope.everything):
        raise NotAllowedError(f"{by.display_name}没有“{verb}”的权限，或它不在您负责的范围内。")


def record(*, by: Officer | None, at: datetime, verb: str, about: str, detail: Mapping[str, object]) -> AuditEntry:
    """Add the audit row, last in the action's transaction. ``detail`` holds no personal data."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an action records its audit row within its own transaction")
    head = lock_trail()
    name = by.display_name if by is not None else "系统"
    link = Link(head.sequence + 1, at, name, verb, about, detail_text(detail), head.digest)
    entry = AuditEntry.objects.create(
        sequence=link.sequence, at=at, by=by, by_name=name, verb=verb, about=about, detail=link.detail,
        previous=link.previous, digest=link.digest,
    )  # fmt: skip
    AuditHead.objects.filter(id=1).update(sequence=link.sequence, digest=link.digest)
    return entry


def lock_trail() -> AuditHead:
    """The end of the trail, held until the transaction ends, so that whoever comes at the same time waits."""
    return AuditHead.objects.select_for_update().get_or_create(id=1, defaults={"sequence": 0, "digest": START})[0]


def label(row: models.Model) -> str:
    """How the trail names a row: its model and number."""
    return f"{row._meta.label_lower}:{row.pk}"
