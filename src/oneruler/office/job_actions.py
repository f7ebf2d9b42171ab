"""What can be done with jobs: officers ask for them, workers claim and end them, the ticker takes them back.

A work that recorded something holds the head of the trail when its job ends. So the end of the trail is always locked
before a job's row, never after it: else two could wait for each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from oneruler.base.dates import local_day
from oneruler.office.acting import label, record, require
from oneruler.office.errors import ActionError, WrongStateError
from oneruler.office.jobs import ASKED_WITH, SILENCE, Event, Standing, State, after, silent_message
from oneruler.office.models import AuditHead, Job, Officer


class LostClaimError(ActionError):
    """The job was taken from this worker, which must drop what it did."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A worker's right to one attempt at one job."""

    job_id: int
    attempt: int
    kind: str
    parameters: Mapping[str, Any]
    asked_by: Officer | None


@transaction.atomic
def ask_job(*, kind: str, key: str, parameters: Mapping[str, Any], by: Officer | None, at: datetime) -> Job:
    """Ask for a job; asking again with the same key gives the same job. ``by`` is None for the system itself.

    Raises NotAllowedError, and WrongStateError for a key that names another work.
    """
    _require(kind, parameters, by=by, at=at)
    wanted = {"kind": kind, "parameters": dict(parameters)}
    job, fresh = Job.objects.get_or_create(key=key, defaults={**wanted, "asked_by": by, "asked_at": at})
    if (job.kind, job.parameters) != (kind, wanted["parameters"]):
        raise WrongStateError(f"作业键“{key}”已用于另一项作业，请换一个键。")
    if fresh:
        record(by=by, at=at, verb="提交作业", about=label(job), detail={"kind": kind, "key": key})
    return job


@transaction.atomic
def ask_job_again(*, job: Job, by: Officer | None, at: datetime) -> Job:
    """Let a failed job be tried anew, as if it had just been asked for."""
    _require(job.kind, job.parameters, by=by, at=at)
    locked = Job.objects.select_for_update().get(id=job.id)
    stands = after(Event.ASK_AGAIN, _standing(locked))
    _put(Job.objects.filter(id=job.id), stands, message="", finished_at=None, heartbeat=None, done=0)
    record(by=by, at=at, verb="重新提交作业", about=label(job), detail={"kind": job.kind})
    return Job.objects.get(id=job.id)


@transaction.atomic
def claim_job(*, at: datetime) -> Claim | None:
    """Take the job that has waited longest, if there is one. Two workers never get the same."""
    job = (
        Job.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("asked_by")
        .filter(state=State.WAITING)
        .order_by("id")
        .first()
    )
    if job is None:
        return None
    stands = after(Event.CLAIM, _standing(job))
    _put(Job.objects.filter(id=job.id), stands, heartbeat=at, done=0, total=0)
    return Claim(job.id, stands.attempts, job.kind, job.parameters, job.asked_by)


def beat(*, claim: Claim, done: int, total: int, at: datetime) -> None:
    """Say that the work goes on, and how far it is. Raises LostClaimError."""
    if not _held(claim).update(heartbeat=at, done=done, total=total):
        raise _lost(claim)


@transaction.atomic
def finish_job(*, claim: Claim, result: Mapping[str, Any], at: datetime) -> None:
    """The job is done. Called last in the transaction of the work itself, where that has one: then both count, or
    neither. Raises LostClaimError."""
    _record_end("作业完成", claim.job_id, claim.kind, claim.attempt, at)
    _end(claim, Event.FINISH, at=at, message="", result=dict(result))


@transaction.atomic
def fail_job(*, claim: Claim, message: str, at: datetime, another_may_help: bool = False) -> State:
    """The attempt failed for the reason given. Where another may help the job waits again, three times at most.
    Raises LostClaimError."""
    event = Event.STUMBLE if another_may_help else Event.FAIL
    if after(event, _begun(claim)).state is State.FAILED:
        _record_end("作业失败", claim.job_id, claim.kind, claim.attempt, at)
    return _end(claim, event, at=at, message=message)


@transaction.atomic
def release_job(*, claim: Claim, at: datetime) -> None:
    """Give the job back, because the worker was told to stop; it is no attempt. Raises LostClaimError."""
    _end(claim, Event.RELEASE, at=at, message="")


@transaction.atomic
def reclaim_jobs(*, at: datetime, silence: timedelta = SILENCE) -> int:
    """Take back the running jobs whose worker fell silent; after the third attempt they have failed. Returns how
    many were taken back."""
    silent = Job.objects.filter(Q(heartbeat__isnull=True) | Q(heartbeat__lt=at - silence), state=State.RUNNING)
    if not silent.exists():
        return 0
    AuditHead.objects.select_for_update().filter(id=1).first()
    count = 0
    for job in silent.select_for_update(skip_locked=True).order_by("id"):
        stands = after(Event.FALL_SILENT, _standing(job))
        ended = at if stands.state is State.FAILED else None
        _put(Job.objects.filter(id=job.id), stands, message=silent_message(job.attempts), finished_at=ended)
        if ended is not None:
            _record_end("作业失败", job.id, job.kind, job.attempts, at)
        count += 1
    return count


def _require(kind: str, parameters: Mapping[str, Any], *, by: Officer | None, at: datetime) -> None:
    if by is None:
        return
    if kind not in ASKED_WITH:
        raise WrongStateError(f"没有“{kind}”这种作业。")
    require(by, ASKED_WITH[kind], on=local_day(at), project=str(parameters.get("project", "")))


def _standing(job: Job) -> Standing:
    return Standing(State(job.state), job.attempts)


def _put(rows: QuerySet[Job], stands: Standing, **columns: Any) -> int:
    return rows.update(state=stands.state.value, attempts=stands.attempts, **columns)


def _held(claim: Claim) -> QuerySet[Job]:
    return Job.objects.filter(id=claim.job_id, state=State.RUNNING, attempts=claim.attempt)


def _end(claim: Claim, event: Event, *, at: datetime, message: str, **columns: Any) -> State:
    """End an attempt that is still held; the condition is part of the update, so that of two only one succeeds."""
    stands = after(event, _begun(claim))
    finished = at if stands.state in {State.DONE, State.FAILED} else None
    if not _put(_held(claim), stands, finished_at=finished, message=message, heartbeat=at, **columns):
        raise _lost(claim)
    return stands.state


def _lost(claim: Claim) -> LostClaimError:
    return LostClaimError(f"作业 {claim.job_id} 的第 {claim.attempt} 次已被收回。")


def _begun(claim: Claim) -> Standing:
    return Standing(State.RUNNING, claim.attempt)


def _record_end(verb: str, job_id: int, kind: str, attempt: int, at: datetime) -> None:
    about = f"{Job._meta.label_lower}:{job_id}"
    record(by=None, at=at, verb=verb, about=about, detail={"kind": kind, "attempt": attempt})
