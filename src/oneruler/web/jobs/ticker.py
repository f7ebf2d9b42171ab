"""The ticker: what comes round by itself. Every few seconds silent jobs are taken back; every day the end of the trail
is written out, leftovers are swept, and a backup is asked for where the settings name a folder."""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, close_old_connections, connection

from oneruler.base.dates import SHANGHAI, local_day
from oneruler.office.attachments import unfinished
from oneruler.office.job_actions import ask_job, reclaim_jobs
from oneruler.office.jobs import SILENCE
from oneruler.web import clock
from oneruler.web.jobs.heads import export_head

log = logging.getLogger(__name__)
BACKUP_HOUR = 2
"""The daily backup is asked for from two in the morning on."""


class Ticker:
    """Ticks until ``stopping`` is set."""

    def __init__(
        self, *, var: Path, backups: Path | None, stopping: threading.Event | None = None,
        every: float = 5, silence: timedelta = SILENCE,
    ) -> None:  # fmt: skip
        self.stopping = stopping or threading.Event()
        self._var, self._backups, self._every, self._silence = var, backups, every, silence

    @classmethod
    def of_settings(cls, stopping: threading.Event) -> Ticker:
        """The ticker of this installation."""
        return cls(var=settings.VAR, backups=settings.BACKUPS, stopping=stopping)

    def run(self) -> None:
        """Tick on, also after the database could not be reached."""
        while not self.stopping.is_set():
            close_old_connections()
            try:
                self.tick(clock.now())
            except (OperationalError, OSError) as error:
                log.warning("定时进程这一次没有做成：%s", error)
                connection.close()
            self.stopping.wait(self._every)

    def tick(self, at: datetime) -> None:
        """What is due at that moment; doing it again changes nothing."""
        if taken := reclaim_jobs(at=at, silence=self._silence):
            log.warning("收回了 %s 项失去心跳的作业", taken)
        if export_head(self._var / "heads", at=at):
            self._sweep(at)
        if self._backups is not None and at.astimezone(SHANGHAI).hour >= BACKUP_HOUR:
            day = local_day(at).isoformat()
            ask_job(kind="backup", key=f"backup:{day}", parameters={"name": day}, by=None, at=at)

    def _sweep(self, at: datetime) -> None:
        """Remove what killed uploads left on the shelf a day ago or more."""
        for path in unfinished(self._var / "attachments"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < (at - timedelta(days=1)).timestamp():
                    path.unlink()
