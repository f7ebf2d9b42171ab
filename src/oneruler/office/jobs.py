"""How a job goes from asked for to done, whatever happens to the process that works on it. Values only; no database.

    waiting ──claim──> running ──finish──> done
       ^                  ├──fail──> failed          (or waiting again, where another attempt may help)
       └──release, reclaim┘

A claim is known by its attempt: a worker that was thought dead and comes back holds an attempt that is over, and can
change nothing any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from oneruler.office.errors import WrongStateError
from oneruler.office.roles import Verb

MOST_ATTEMPTS = 3
SILENCE = timedelta(seconds=60)
"""A running job that nothing was heard of for longer has lost its worker."""

ASKED_WITH: dict[str, Verb] = {
    "verify_trail": Verb.SEE_AUDIT_TRAIL,
    "backup": Verb.BACK_UP,
}
"""What an officer must be allowed in order to ask for a job of each kind."""


class State(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Event(StrEnum):
    """What can happen to a job."""

    CLAIM = "由作业进程领取"
    FINISH = "完成"
    FAIL = "报告失败"
    STUMBLE = "中途出错"
    FALL_SILENT = "失去心跳"
    RELEASE = "退回"
    ASK_AGAIN = "重新提交"


@dataclass(frozen=True, slots=True)
class Standing:
    """A job's state and how many attempts have begun."""

    state: State
    attempts: int


def after(event: Event, before: Standing) -> Standing:
    """Where a job stands after an event. Raises WrongStateError where the event cannot happen."""
    match event, before.state:
        case Event.CLAIM, State.WAITING:
            return Standing(State.RUNNING, before.attempts + 1)
        case Event.FINISH, State.RUNNING:
            return Standing(State.DONE, before.attempts)
        case Event.FAIL, State.RUNNING:
            return Standing(State.FAILED, before.attempts)
        case ((Event.STUMBLE | Event.FALL_SILENT), State.RUNNING):
            return Standing(State.FAILED if before.attempts >= MOST_ATTEMPTS else State.WAITING, before.attempts)
        case Event.RELEASE, State.RUNNING:  # stopped by us: that was no attempt
            return Standing(State.WAITING, before.attempts - 1)
        case Event.ASK_AGAIN, State.FAILED:
            return Standing(State.WAITING, 0)
    raise WrongStateError(f"作业现在是“{_LABELS[before.state]}”，不能{event}；请刷新后再看。")


def silent_message(attempts: int) -> str:
    """What stands at a job whose worker was lost."""
    return f"作业进程中断，已是第 {attempts} 次"


_LABELS = {State.WAITING: "等待", State.RUNNING: "进行中", State.DONE: "完成", State.FAILED: "失败"}
