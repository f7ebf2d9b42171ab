"""The plain list of long works: a kind → the function that does it.

A function is given its ``Task``, says how far it is by ``task.beat``, and returns what the job's row keeps. It may be
killed at any moment and be begun again, so either its own transactions can be repeated, or its kind is ``atomic``:
then one transaction holds the work and the end of the job, and both count or neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from oneruler.web.jobs.task import Task
from oneruler.web.jobs.works import backup, verify_trail


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work. One that takes ``longest`` is held to hang, and its worker ends itself."""

    label: str
    work: Callable[[Task], Mapping[str, Any]]
    atomic: bool = False
    longest: timedelta = timedelta(hours=2)


KINDS: dict[str, Kind] = {
    "verify_trail": Kind("核对操作记录", verify_trail),
    "backup": Kind("备份", backup),
}
