from __future__ import annotations

import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError

from oneruler.office.job_actions import ask_job, claim_job
from oneruler.office.models import Job
from oneruler.web.jobs import ticker as ticker_module
from oneruler.web.jobs.ticker import Ticker

TWO = datetime(2025, 7, 31, 18, tzinfo=UTC)  # two in the morning of 1 August in China
pytestmark = pytest.mark.django_db


def test_a_backup_is_asked_for_once_a_day_from_two_in_the_morning_on(tmp_path: Path) -> None:
    ticker = Ticker(var=tmp_path, backups=tmp_path / "backups")
    ticker.tick(TWO - timedelta(seconds=1))
    assert not Job.objects.exists()
    for at in (TWO, TWO + timedelta(hours=3), TWO + timedelta(hours=24)):
        ticker.tick(at)
    assert list(Job.objects.order_by("id").values_list("key", "parameters")) == [
        ("backup:2025-08-01", {"name": "2025-08-01"}), ("backup:2025-08-02", {"name": "2025-08-02"}),
    ]  # fmt: skip


def test_without_a_folder_no_backup_is_asked_for(tmp_path: Path) -> None:
    Ticker(var=tmp_path, backups=None).tick(TWO)
    assert not Job.objects.exists()
    assert (tmp_path / "heads" / "2025-08-01.json").exists()


def test_what_a_killed_upload_left_is_swept_a_day_later(tmp_path: Path) -> None:
    shelf = tmp_path / "attachments" / "ab"
    shelf.mkdir(parents=True)
    for name, hours in ((".new-old", 25), (".new-young", 1), ("a" * 62, 2500)):
        (shelf / name).touch()
        moment = (TWO - timedelta(hours=hours)).timestamp()
        os.utime(shelf / name, (moment, moment))
    Ticker(var=tmp_path, backups=None).tick(TWO)
    assert sorted(path.name for path in shelf.iterdir()) == [".new-young", "a" * 62]


def test_silent_jobs_are_taken_back(tmp_path: Path) -> None:
    ask_job(kind="backup", key="one", parameters={}, by=None, at=TWO)
    claim_job(at=TWO)
    ticker = Ticker(var=tmp_path, backups=None, silence=timedelta(seconds=10))
    ticker.tick(TWO + timedelta(seconds=10))
    assert Job.objects.get().state == "running"
    ticker.tick(TWO + timedelta(seconds=11))
    assert Job.objects.get().state == "waiting"


def test_it_ticks_on_after_the_database_was_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stopping, ticks = threading.Event(), []

    def tick(self: Ticker, at: datetime) -> None:
        ticks.append(at)
        if len(ticks) == 2:
            stopping.set()
        raise OperationalError("gone")

    monkeypatch.setattr(Ticker, "tick", tick)
    for name in ("connection", "close_old_connections"):  # the test's own transaction stays
        monkeypatch.setattr(ticker_module, name, type("Quiet", (), {"close": staticmethod(lambda: None)}))
    Ticker(var=tmp_path, backups=None, stopping=stopping, every=0).run()
    assert len(ticks) == 2
