"""What a work is told, and what it can say while it goes on."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from oneruler.web import clock

if TYPE_CHECKING:
    from oneruler.office.models import Officer


class StopAskedError(Exception):
    """The worker was told to stop; the work is left as it is and will be begun again."""


@dataclass(slots=True)
class Task:
    """One attempt at one job. What is said by ``beat`` is written down by the worker's heart."""

    parameters: Mapping[str, Any]
    asked_by: Officer | None
    stopping: threading.Event = field(default_factory=threading.Event)
    done: int = 0
    total: int = 0

    def beat(self, done: int, total: int) -> None:
        """So much is done of so much. Raises StopAskedError where the worker is to stop."""
        self.done, self.total = done, total
        if self.stopping.is_set():
            raise StopAskedError

    @staticmethod
    def now() -> datetime:
        """The time, for the actions that the work calls."""
        return clock.now()
