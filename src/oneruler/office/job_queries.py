"""What can be asked of jobs."""

from __future__ import annotations

from django.db.models import QuerySet

from oneruler.office.jobs import State
from oneruler.office.models import Job


def job_is_waiting() -> bool:
    """Whether a worker would find something to do. It takes no lock, so it may be asked often."""
    return Job.objects.filter(state=State.WAITING).exists()


def jobs_of(*kinds: str) -> QuerySet[Job]:
    """Jobs of these kinds, the latest first."""
    return Job.objects.filter(kind__in=kinds).select_related("asked_by").order_by("-id")
