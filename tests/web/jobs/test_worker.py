from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import OperationalError, transaction

from oneruler.office.acting import record
from oneruler.office.errors import WrongStateError
from oneruler.office.job_actions import ask_job, reclaim_jobs
from oneruler.office.jobs import ASKED_WITH
from oneruler.office.models import AuditEntry, Job
from oneruler.web.jobs.kinds import KINDS, Kind
from oneruler.web.jobs.task import Task
from oneruler.web.jobs.worker import Worker
from oneruler.web.refusal import Refusal

AT = datetime(2025, 8, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


def done_by(work: Any, *, atomic: bool = False, stopping: threading.Event | None = None, times: int = 1) -> Job:
    """What became of a job after a worker had it so many times."""
    job = ask_job(kind="one", key="one", parameters={"a": 1}, by=None, at=AT)
    worker = Worker({"one": Kind("一", work, atomic=atomic)}, stopping=stopping, pause=0.01, pulse=0.02)
    for _ in range(times):
        assert worker.work_once()
    job.refresh_from_db()
    return job


def marked(about: str = "x:1") -> None:
    with transaction.atomic():
        record(by=None, at=AT, verb="试记", about=about, detail={})


def test_the_list_of_kinds_and_who_may_ask_for_them_agree() -> None:
    assert set(KINDS) == set(ASKED_WITH)


def test_nothing_to_do() -> None:
    assert not Worker({}).work_once()


def test_done_with_what_it_gave() -> None:
    def work(task: Task) -> Mapping[str, Any]:
        task.beat(2, 2)
        return {"sum": task.parameters["a"] + 1}

    job = done_by(work)
    assert (job.state, job.result, job.attempts, job.message) == ("done", {"sum": 2}, 1, "")


def test_progress_is_written_while_it_works() -> None:
    seen: list[tuple[int, int]] = []

    def work(task: Task) -> Mapping[str, Any]:
        task.beat(3, 8)
        for _ in range(200):
            threading.Event().wait(0.02)
            row = Job.objects.get()
            if row.done:
                seen.append((row.done, row.total))
                break
        return {}

    assert done_by(work).state == "done"
    assert seen == [(3, 8)]


@pytest.mark.parametrize("error", [WrongStateError("账户被冻结"), Refusal("账户被冻结")])
def test_a_refusal_is_said_and_not_tried_again(error: Exception) -> None:
    def work(task: Task) -> Mapping[str, Any]:
        raise error

    job = done_by(work)
    assert (job.state, job.message, job.attempts) == ("failed", "账户被冻结", 1)


def test_a_fault_of_the_program_is_logged_and_its_words_stay_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    def work(task: Task) -> Mapping[str, Any]:
        raise ValueError("示例·某某的身份证号")

    job = done_by(work)
    assert (job.state, job.message) == ("failed", "程序出错（ValueError），详情见日志。")
    assert "示例·某某" in caplog.text


def test_a_database_that_was_busy_is_tried_three_times() -> None:
    def work(task: Task) -> Mapping[str, Any]:
        raise OperationalError("database is locked")

    assert done_by(work, times=3).state == "failed"


def test_an_unknown_kind_fails_with_words() -> None:
    ask_job(kind="tomorrow", key="t", parameters={}, by=None, at=AT)
    assert Worker({}).work_once()
    assert "不认识“tomorrow”" in Job.objects.get().message


def test_told_to_stop_it_gives_the_job_back() -> None:
    stopping = threading.Event()

    def work(task: Task) -> Mapping[str, Any]:
        marked()
        stopping.set()
        task.beat(1, 2)
        return {}

    job = done_by(work, atomic=True, stopping=stopping)
    assert (job.state, job.attempts) == ("waiting", 0)
    assert not AuditEntry.objects.filter(verb="试记").exists()


def test_an_atomic_work_that_fails_leaves_nothing() -> None:
    def work(task: Task) -> Mapping[str, Any]:
        marked()
        raise WrongStateError("不能")

    assert done_by(work, atomic=True).state == "failed"
    assert not AuditEntry.objects.filter(verb="试记").exists()


@pytest.mark.parametrize("atomic", [True, False])
def test_a_job_that_was_taken_away_is_not_ended_by_the_slow_worker(
    atomic: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[str] = []
    monkeypatch.setattr("oneruler.web.jobs.heart.Heart.__enter__", lambda heart: ended.append("no beat"))
    monkeypatch.setattr("oneruler.web.jobs.heart.Heart.__exit__", lambda heart, *error: None)

    def work(task: Task) -> Mapping[str, Any]:
        marked()
        reclaim_jobs(at=datetime(2100, 1, 1, tzinfo=UTC))
        return {"by": "the slow one"}

    job = done_by(work, atomic=atomic)
    # Within one transaction the taking away itself is undone with the work; the worker then finds the job still its own.
    assert job.result == {}
    assert job.state == ("running" if atomic else "waiting")
    assert AuditEntry.objects.filter(verb="作业完成").count() == 0
    assert AuditEntry.objects.filter(verb="试记").count() == (0 if atomic else 1)
