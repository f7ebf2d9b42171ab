"""The heart of a worker: while the work goes on, a thread says so, and writes down how far it is."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from types import TracebackType

from django.db import OperationalError, connection

from oneruler.office.job_actions import Claim, LostClaimError, beat
from oneruler.web import clock
from oneruler.web.jobs.task import Task

LOST = 75
"""The exit status of a worker that ended itself."""


def end_process() -> None:
    """End at once, without cleaning up: the work that goes on in the other thread must not go on."""
    sys.stderr.flush()
    os._exit(LOST)


class Heart:
    """Beats from ``with`` to its end. Where the job was taken away, or lasts too long, it ends the process: the
    supervisor starts another, and nothing that was half done can still be committed."""

    def __init__(
        self, claim: Claim, task: Task, *, pulse: float, longest: timedelta, end: Callable[[], None] = end_process
    ) -> None:
        self._claim, self._task, self._pulse, self._longest, self._end = claim, task, pulse, longest, end
        self._still = threading.Event()
        self._thread = threading.Thread(target=self._beat_on, name="heart", daemon=True)

    def __enter__(self) -> Heart:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._still.set()
        self._thread.join()

    def _beat_on(self) -> None:
        begun = time.monotonic()
        try:
            while not self._still.wait(self._pulse):
                if time.monotonic() - begun > self._longest.total_seconds():
                    self._die("超过了最长时间")
                    return
                try:
                    beat(claim=self._claim, done=self._task.done, total=self._task.total, at=clock.now())
                except OperationalError:  # the database is busy: the next beat will be heard
                    connection.close()
                except LostClaimError:
                    if not self._still.is_set():  # else it has just ended
                        self._die("已被收回")
                    return
        finally:
            connection.close()

    def _die(self, why: str) -> None:
        sys.stderr.write(f"作业 {self._claim.job_id}（{self._claim.kind}）{why}，作业进程就此结束\n")
        self._end()
