"""The one clock: pages and commands ask here what time it is, and hand it down."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from oneruler.base.dates import local_day


def now() -> datetime:
    """This moment, with its zone."""
    return timezone.now()


def today() -> date:
    """The day in China."""
    return local_day(now())
