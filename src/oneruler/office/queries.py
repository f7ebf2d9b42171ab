"""What can be asked of the office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q, QuerySet

from oneruler.office.chain import START, Link, breaks
from oneruler.office.models import AuditEntry, AuditHead, Officer
from oneruler.office.roles import MAY, Role, Scope, Verb


def active_officers(usernames: Iterable[str]) -> QuerySet[Officer]:
    """Those of ``usernames`` who may sign in, in order of username."""
    return Officer.objects.filter(username__in=list(usernames), is_active=True).order_by("username")


def scope_of(officer: Officer, verb: Verb, *, on: date) -> Scope:
    """How far the posts that ``officer`` holds on a day let them do ``verb``."""
    if not officer.is_active:
        return Scope()
    roles = [role.value for role, verbs in MAY.items() if verb in verbs]
    held = officer.assignments.filter(Q(last__isnull=True) | Q(last__gte=on), first__lte=on, role__in=roles)
    rows = list(held.values_list("project_number", "township__code"))
    return Scope(
        everything=any(not project and township is None for project, township in rows),
        projects=frozenset(project for project, _ in rows if project),
        townships=frozenset(township for _, township in rows if township),
    )


def roles_of(officer: Officer, *, on: date) -> list[Role]:
    """The posts that ``officer`` holds on a day, each once."""
    held = officer.assignments.filter(Q(last__isnull=True) | Q(last__gte=on), first__lte=on)
    return [Role(role) for role in held.values_list("role", flat=True).distinct().order_by("role")]


def audit_breaks() -> Iterator[str]:
    """What is wrong with the audit trail; nothing where it is whole."""
    head = AuditHead.objects.filter(id=1).values_list("sequence", "digest").first() or (0, START)
    entries = AuditEntry.objects.order_by("sequence").iterator(chunk_size=2000)
    return breaks(
        (
            (Link(one.sequence, one.at, one.by_name, one.verb, one.about, one.detail, one.previous), one.digest)
            for one in entries
        ),
        head,
    )
