"""The worker: one job after another, each to its end, or back to where it was."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping

from django.db import OperationalError, close_old_connections, connection, transaction

from oneruler.office.errors import ActionError
from oneruler.office.job_actions import Claim, LostClaimError, claim_job, fail_job, finish_job, release_job
from oneruler.office.job_queries import job_is_waiting
from oneruler.web import clock
from oneruler.web.jobs.heart import Heart
from oneruler.web.jobs.kinds import KINDS, Kind
from oneruler.web.jobs.task import StopAskedError, Task
from oneruler.web.refusal import Refusal

log = logging.getLogger(__name__)


class Worker:
    """Does jobs until ``stopping`` is set. ``pause`` and ``pulse`` are seconds."""

    def __init__(
        self, kinds: Mapping[str, Kind] = KINDS, *, stopping: threading.Event | None = None,
        pause: float = 1, pulse: float = 5,
    ) -> None:  # fmt: skip
        self.stopping = stopping or threading.Event()
        self._kinds, self._pause, self._pulse = kinds, pause, pulse

    def run(self) -> None:
        """Work on; wait where there is nothing to do, or where the database cannot be reached."""
        while not self.stopping.is_set():
            close_old_connections()
            try:
                worked = self.work_once()
            except OperationalError as error:
                log.warning("作业进程暂时用不了数据库：%s", error)
                connection.close()
                worked = False
            if not worked:
                self.stopping.wait(self._pause)

    def work_once(self) -> bool:
        """Do the job that has waited longest; False where there is none."""
        if not job_is_waiting():
            return False
        claim = claim_job(at=clock.now())
        if claim is None:
            return False
        kind = self._kinds.get(claim.kind)
        if kind is None:
            fail_job(claim=claim, message=f"这个版本不认识“{claim.kind}”这种作业，请升级后重新提交。", at=clock.now())
        else:
            self._do(claim, kind)
        return True

    def _do(self, claim: Claim, kind: Kind) -> None:
        task = Task(claim.parameters, claim.asked_by, self.stopping)
        try:
            with Heart(claim, task, pulse=self._pulse, longest=kind.longest):
                if kind.atomic:
                    with transaction.atomic():
                        finish_job(claim=claim, result=kind.work(task), at=clock.now())
                    return
                result = kind.work(task)
                self._insist(lambda: finish_job(claim=claim, result=result, at=clock.now()))
        except LostClaimError as lost:
            log.warning("%s", lost)
        except StopAskedError:
            self._settle(lambda: release_job(claim=claim, at=clock.now()))
        except (ActionError, Refusal) as refusal:
            words = str(refusal)
            self._settle(lambda: fail_job(claim=claim, message=words, at=clock.now()))
        except OperationalError as error:
            log.warning("作业 %s 中途出错：%s", claim.job_id, error)
            connection.close()
            words = "数据库一时不可用"
            self._settle(lambda: fail_job(claim=claim, message=words, at=clock.now(), another_may_help=True))
        except Exception as error:
            log.exception("作业 %s 出错", claim.job_id)
            words = f"程序出错（{type(error).__name__}），详情见日志。"
            self._settle(lambda: fail_job(claim=claim, message=words, at=clock.now()))

    def _settle(self, act: Callable[[], object]) -> None:
        try:
            self._insist(act)
        except LostClaimError as lost:
            log.warning("%s", lost)

    def _insist(self, act: Callable[[], object]) -> None:
        """What was worked out is not lost to a lock that outlasts its time-out."""
        for tries_left in range(5, -1, -1):
            try:
                act()
            except OperationalError:
                connection.close()
                if not tries_left:
                    raise
                self.stopping.wait(self._pause)
            else:
                return
