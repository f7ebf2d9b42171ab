"""What can be asked of the office."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from oneruler.office.models import Officer


def active_officers(usernames: Iterable[str]) -> QuerySet[Officer]:
    """Those of ``usernames`` who may sign in, in order of username."""
    return Officer.objects.filter(username__in=list(usernames), is_active=True).order_by("username")
