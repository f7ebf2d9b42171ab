from datetime import UTC, date, datetime, timedelta

import pytest

from oneruler.office.actions import enrol_officer
from oneruler.office.errors import NotAllowedError, WrongStateError
from oneruler.office.job_actions import (
    LostClaimError,
    ask_job,
    ask_job_again,
    beat,
    claim_job,
    fail_job,
    finish_job,
    reclaim_jobs,
    release_job,
)  # fmt: skip
from oneruler.office.jobs import SILENCE
from oneruler.office.models import Assignment, AuditEntry, Job, Officer
from oneruler.office.queries import audit_breaks
from oneruler.office.roles import Role

pytestmark = pytest.mark.django_db
AT = datetime(2025, 8, 1, 1, tzinfo=UTC)
LATER = AT + SILENCE + timedelta(seconds=1)


def officer(username: str, role: Role | None) -> Officer:
    one = enrol_officer(username=username, display_name=f"示例·{username}", password=None, at=AT)
    if role is not None:
        Assignment.objects.create(officer=one, role=role, first=date(2025, 1, 1))
    return one


def asked(key: str = "one") -> Job:
    return ask_job(kind="backup", key=key, parameters={}, by=None, at=AT)


def test_asking_twice_is_asking_once() -> None:
    by = officer("admin", Role.SYSTEM_ADMINISTRATOR)
    first = ask_job(kind="backup", key="day", parameters={"a": 1}, by=by, at=AT)
    assert ask_job(kind="backup", key="day", parameters={"a": 1}, by=by, at=LATER) == first
    assert (Job.objects.count(), AuditEntry.objects.count()) == (1, 1)
    assert (first.state, first.asked_by, first.asked_at) == ("waiting", by, AT)
    with pytest.raises(WrongStateError, match="已用于另一项作业"):
        ask_job(kind="backup", key="day", parameters={"a": 2}, by=by, at=AT)


def test_who_may_ask() -> None:
    keeper, auditor, outsider = (
        officer("keeper", Role.SYSTEM_ADMINISTRATOR), officer("auditor", Role.AUDIT_ADMINISTRATOR), officer("no", None)
    )  # fmt: skip
    ask_job(kind="backup", key="b", parameters={}, by=keeper, at=AT)
    ask_job(kind="verify_trail", key="v", parameters={}, by=auditor, at=AT)
    for by, kind in ((keeper, "verify_trail"), (auditor, "backup"), (outsider, "backup"), (outsider, "verify_trail")):
        with pytest.raises(NotAllowedError):
            ask_job(kind=kind, key="x", parameters={}, by=by, at=AT)
    with pytest.raises(WrongStateError, match="没有“rm”这种作业"):
        ask_job(kind="rm", key="x", parameters={}, by=keeper, at=AT)
    assert Job.objects.count() == 2


def test_claimed_in_the_order_asked_each_once() -> None:
    jobs = [asked("one"), asked("two")]
    claims = [claim_job(at=AT), claim_job(at=AT), claim_job(at=AT)]
    assert [claim and claim.job_id for claim in claims] == [jobs[0].id, jobs[1].id, None]


def test_progress_and_end() -> None:
    job = asked()
    claim = claim_job(at=AT)
    assert claim is not None
    beat(claim=claim, done=3, total=8, at=LATER)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.done, job.total, job.heartbeat) == ("running", 1, 3, 8, LATER)
    finish_job(claim=claim, result={"entries": 8}, at=LATER)
    job.refresh_from_db()
    assert (job.state, job.result, job.finished_at) == ("done", {"entries": 8}, LATER)
    assert list(AuditEntry.objects.values_list("verb", "by_name")) == [("提交作业", "系统"), ("作业完成", "系统")]
    assert list(audit_breaks()) == []


def test_a_worker_thought_dead_changes_nothing_any_more() -> None:
    job = asked()
    dead = claim_job(at=AT)
    assert dead is not None
    assert reclaim_jobs(at=AT + SILENCE) == 0
    assert reclaim_jobs(at=LATER) == 1
    alive = claim_job(at=LATER)
    assert alive is not None
    assert (alive.job_id, alive.attempt) == (job.id, 2)
    entries = AuditEntry.objects.count()
    with pytest.raises(LostClaimError):
        beat(claim=dead, done=1, total=1, at=LATER)
    with pytest.raises(LostClaimError):
        finish_job(claim=dead, result={"by": "dead"}, at=LATER)
    with pytest.raises(LostClaimError):
        fail_job(claim=dead, message="dead", at=LATER)
    with pytest.raises(LostClaimError):
        release_job(claim=dead, at=LATER)
    assert AuditEntry.objects.count() == entries
    finish_job(claim=alive, result={"by": "alive"}, at=LATER)
    job.refresh_from_db()
    assert job.result == {"by": "alive"}


def test_after_three_lost_workers_a_job_has_failed_and_may_be_asked_for_again() -> None:
    job = asked()
    at = AT
    for _ in range(3):
        assert claim_job(at=at)
        at += SILENCE + timedelta(seconds=1)
        assert reclaim_jobs(at=at) == 1
    assert claim_job(at=at) is None
    job.refresh_from_db()
    assert (job.state, job.attempts, job.message) == ("failed", 3, "作业进程中断，已是第 3 次")
    with pytest.raises(NotAllowedError):
        ask_job_again(job=job, by=officer("outsider", None), at=at)
    again = ask_job_again(job=job, by=officer("keeper", Role.SYSTEM_ADMINISTRATOR), at=at)
    assert (again.state, again.attempts, again.message) == ("waiting", 0, "")
    with pytest.raises(WrongStateError):
        ask_job_again(job=job, by=None, at=at)


def test_a_refusal_fails_at_once_a_stumble_at_the_third_time() -> None:
    first, second = asked("one"), asked("two")
    claim = claim_job(at=AT)
    assert claim is not None
    fail_job(claim=claim, message="文件缺第 3 页", at=AT)
    first.refresh_from_db()
    assert (first.state, first.message, first.finished_at) == ("failed", "文件缺第 3 页", AT)
    states = []
    for _ in range(3):
        claim = claim_job(at=AT)
        assert claim is not None
        states.append(fail_job(claim=claim, message="数据库忙", at=AT, another_may_help=True).value)
    assert states == ["waiting", "waiting", "failed"]
    second.refresh_from_db()
    assert second.message == "数据库忙"


def test_given_back_it_lost_no_attempt() -> None:
    job = asked()
    claim = claim_job(at=AT)
    assert claim is not None
    release_job(claim=claim, at=AT)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("waiting", 0)
