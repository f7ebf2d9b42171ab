"""The supervisor: starts the parts of the program, starts again what ends, and stops all when it is told to."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
LIVED = 60.0
"""A part that ran for so long before it ended is started again as if for the first time."""
GRACE = 40.0
"""Seconds that the parts have to stop by themselves; gunicorn takes up to 30 for the requests it has begun."""


@dataclass(slots=True)
class Part:
    """One process, and how it has fared."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    began: float = 0
    due: float = 0
    wait: float = FIRST_WAIT


@dataclass(slots=True)
class Supervisor:
    """Runs its parts until SIGTERM or SIGINT; says one line at each start and stop."""

    parts: Sequence[Part]
    say: Callable[[str], None] = lambda line: print(line, flush=True)  # noqa: T201
    pass_fds: Sequence[int] = ()
    clock: Callable[[], float] = time.monotonic
    _stopping: bool = field(default=False, init=False)

    def run(self) -> None:
        """Supervise until told to stop; then all parts have ended."""
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            while not self._stopping:
                for part in self.parts:
                    self._look_at(part)
                time.sleep(0.1)
        finally:
            self._stop_all()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _look_at(self, part: Part) -> None:
        now = self.clock()
        if part.process is None:
            if now >= part.due and not self._stopping:
                self._start(part, now)
            return
        status = part.process.poll()
        if status is None:
            return
        part.process = None
        if now - part.began >= LIVED:
            part.wait = FIRST_WAIT
        part.due = now + part.wait
        self.say(f"{part.name}意外结束（{_why(status)}），{part.wait:g} 秒后重新启动")
        part.wait = min(2 * part.wait, LONGEST_WAIT)

    def _start(self, part: Part, now: float) -> None:
        # A session of its own: Ctrl+C reaches the supervisor alone, which stops the parts in good order.
        part.process = subprocess.Popen(  # noqa: S603
            part.command, stdin=subprocess.DEVNULL, start_new_session=True, pass_fds=self.pass_fds
        )
        part.began = now
        self.say(f"{part.name}已启动（进程 {part.process.pid}）")

    def _stop_all(self) -> None:
        running = [(part, part.process) for part in self.parts if part.process is not None]
        for _, process in running:
            process.terminate()
        end = self.clock() + GRACE
        for part, process in running:
            try:
                process.wait(max(0.1, end - self.clock()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            self.say(f"{part.name}已停止（{_why(process.returncode)}）")
            part.process = None


def _why(status: int) -> str:
    return f"信号 {-status}" if status < 0 else f"状态 {status}"
