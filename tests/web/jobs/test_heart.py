from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from oneruler.office.job_actions import Claim, ask_job, claim_job, finish_job, reclaim_jobs
from oneruler.office.models import Job
from oneruler.web.jobs import heart as heart_module
from oneruler.web.jobs.heart import Heart
from oneruler.web.jobs.task import Task

AT = datetime(2025, 8, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def claim() -> Claim:
    ask_job(kind="backup", key="one", parameters={}, by=None, at=AT)
    claimed = claim_job(at=AT)
    assert claimed is not None
    return claimed


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_it_beats_with_the_progress(claim: Claim) -> None:
    task = Task({}, None, done=4, total=9)
    with Heart(claim, task, pulse=0.01, longest=timedelta(hours=1)):
        until(lambda: Job.objects.get().done == 4)
    job = Job.objects.get()
    assert job.total == 9
    assert job.heartbeat is not None
    assert job.heartbeat > AT


def test_taken_away_it_ends_the_process(claim: Claim, capsys: pytest.CaptureFixture[str]) -> None:
    ended = threading.Event()
    with Heart(claim, Task({}, None), pulse=0.01, longest=timedelta(hours=1), end=ended.set):
        reclaim_jobs(at=datetime(2100, 1, 1, tzinfo=UTC))
        assert ended.wait(10)
    assert "已被收回" in capsys.readouterr().err


def test_working_too_long_it_ends_the_process(claim: Claim, capsys: pytest.CaptureFixture[str]) -> None:
    ended = threading.Event()
    with Heart(claim, Task({}, None), pulse=0.01, longest=timedelta(0), end=ended.set):
        assert ended.wait(10)
    assert "超过了最长时间" in capsys.readouterr().err


def test_finished_it_is_still_without_harm(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()
    monkeypatch.setattr(heart_module, "end_process", ended.set)
    with Heart(claim, Task({}, None), pulse=60, longest=timedelta(hours=1), end=ended.set):
        finish_job(claim=claim, result={}, at=AT)
    assert not ended.is_set()
