"""The parts that the supervisor runs, each a process: ``python -m oneruler.web.parts NAME SETTINGS …``."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from types import FrameType

from oneruler.web.supervisor import Part

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def parts(settings: str, *, host: str, port: int, web_workers: int, job_workers: int) -> list[Part]:
    """All parts of a running installation."""
    start = [sys.executable, "-m", "oneruler.web.parts"]
    common = [f"--settings={settings}", f"--parent={os.getpid()}"]
    web = [*start, "web", *common, f"--host={host}", f"--port={port}", f"--workers={web_workers}"]
    names = ["作业进程"] if job_workers == 1 else [f"作业进程{number}" for number in range(1, job_workers + 1)]
    return [
        Part("网页服务", web),
        *(Part(name, [*start, "worker", *common]) for name in names),
        Part("定时进程", [*start, "ticker", *common]),
    ]


def main(words: Sequence[str] | None = None) -> int:
    """Be one part until told to stop, or until the supervisor is gone."""
    parser = ArgumentParser(prog="python -m oneruler.web.parts")
    parser.add_argument("part", choices=("web", "worker", "ticker"))
    parser.add_argument("--settings", required=True)
    parser.add_argument("--parent", type=int, default=0)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args(words)
    _end_with(asked.parent)
    stopping = threading.Event()
    if asked.part != "web":  # gunicorn listens to signals itself
        _listen(stopping)
    from oneruler.web.commands.environment import prepare

    prepare(asked.settings)
    if asked.part == "web":
        _serve(asked)
    elif asked.part == "worker":
        from oneruler.web.jobs.worker import Worker

        Worker(stopping=stopping).run()
    else:
        from oneruler.web.jobs.ticker import Ticker

        Ticker.of_settings(stopping).run()
    return 0


def _listen(stopping: threading.Event) -> None:
    """Let SIGTERM say that it is time to stop. SIGINT is for the supervisor."""

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _serve(asked: Namespace) -> None:
    from django.conf import settings

    from oneruler.web.server import Server

    def ready() -> None:
        if settings.DEMONSTRATION:
            from oneruler.web.demo.people import invitation

            sys.stdout.write(invitation(f"http://{asked.host}:{asked.port}/"))
        else:
            sys.stdout.write(f"一把尺已启动：http://{asked.host}:{asked.port}（按 Ctrl+C 停止）\n")
        sys.stdout.flush()

    Server(host=asked.host, port=asked.port, workers=asked.workers, ready=ready).run()


def _end_with(parent: int) -> None:
    """Be told to stop when the process that started this one ends, however it ends. Linux only; elsewhere nothing."""
    if not parent or not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(_DIE_WITH_PARENT, signal.SIGTERM)
    if os.getppid() != parent:  # it ended before that
        raise SystemExit(0)


if __name__ == "__main__":
    raise SystemExit(main())
