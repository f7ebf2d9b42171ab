"""Work spread over processes: results in the order of the items, little in memory, and no item can stop the others."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

DIED = "核查它的进程中途退出（可能是文件损坏或内存不足）；请用办公软件打开另存后再试，其余文件照常核查。"
# Each worker holds a few items, so that none waits between two; results wait for their turn within the window.
_QUEUE = 4
_WINDOW = 256


class _Worker(Generic[Item, Result]):
    """One process, the items given to it (oldest first), and since when it has worked on the oldest."""

    def __init__(self, work: Callable[[Item], Result]) -> None:
        self.pipe, other_end = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=_serve, args=(work, other_end), daemon=True)
        self.process.start()
        other_end.close()
        self.given: deque[int] = deque()
        self.since = time.monotonic()

    def give(self, index: int, item: Item) -> None:
        if not self.given:
            self.since = time.monotonic()
        self.given.append(index)
        self.pipe.send(item)

    def take(self) -> tuple[int, Result]:
        """The result of the oldest item. Raises EOFError or OSError if the process has died."""
        result: Result = self.pipe.recv()
        self.since = time.monotonic()
        return self.given.popleft(), result

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _serve(work: Callable[[Item], Result], pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted, and ends its workers itself
    while True:
        try:
            item: Item = pipe.recv()
        except EOFError:
            return
        pipe.send(work(item))


def in_order(
    work: Callable[[Item], Result],
    lost: Callable[[Item, str], Result],
    items: Sequence[Item],
    *,
    jobs: int,
    seconds: int,
) -> Iterator[Result]:
    """``work(item)`` for each item, in the order of the items, done by ``jobs`` processes.

    Where a process dies, or works longer than ``seconds`` on one item, that item's result is ``lost(item, why)`` and
    a new process takes over what the old one had not begun.
    """
    too_long = f"核查超过 {seconds} 秒仍未完成，已停止；请拆分文件后再试，其余文件照常核查。"
    waiting = deque(range(len(items)))
    done: dict[int, Result] = {}
    workers: list[_Worker[Item, Result]] = []
    turn = 0

    def replace(worker: _Worker[Item, Result], why: str) -> None:
        workers.remove(worker)
        worker.end()
        if worker.given:
            index = worker.given.popleft()
            done[index] = lost(items[index], why)
            waiting.extendleft(reversed(worker.given))

    try:
        while turn < len(items):
            while len(workers) < min(jobs, len(workers) + len(waiting)):
                workers.append(_Worker(work))
            _hand_out(workers, waiting, items, turn + _WINDOW)
            busy = [worker for worker in workers if worker.given]
            patience = min((worker.since + seconds - time.monotonic() for worker in busy), default=0)
            ready = wait([worker.pipe for worker in busy], timeout=max(patience, 0))
            for worker in busy:
                try:
                    if worker.pipe in ready:
                        index, result = worker.take()
                        done[index] = result
                    elif time.monotonic() - worker.since >= seconds:
                        replace(worker, too_long)
                except (EOFError, OSError):
                    replace(worker, DIED)
            while turn in done:
                yield done.pop(turn)
                turn += 1
    finally:
        for worker in workers:
            worker.end()


def _hand_out(
    workers: Sequence[_Worker[Item, Result]], waiting: deque[int], items: Sequence[Item], before: int
) -> None:
    """Give each worker, the idlest first, what it can hold of the items that come ``before`` that turn."""
    for held in range(_QUEUE):
        for worker in workers:
            if len(worker.given) == held and waiting and waiting[0] < before:
                index = waiting.popleft()
                with suppress(OSError):  # it has just died; taking its result will say so
                    worker.give(index, items[index])
