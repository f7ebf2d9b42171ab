"""The supervisor with small processes, and with the real ones."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from oneruler.web import supervisor
from oneruler.web.supervisor import Part, Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
FAIL = [sys.executable, "-c", "raise SystemExit(3)"]
STUBBORN = [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); print(1); time.sleep(60)"]


def supervised(parts: list[Part], enough: Callable[[list[str]], bool]) -> list[str]:
    """What is said until it is enough; then the supervisor is told to stop."""
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        if enough(said):
            os.kill(os.getpid(), signal.SIGTERM)

    Supervisor(parts, say=say).run()
    return said


def test_each_part_is_started_and_stopped_with_one_line() -> None:
    parts = [Part("甲", SLEEP), Part("乙", SLEEP)]
    said = supervised(parts, lambda said: len(said) == 2)
    assert [re.sub(r"\d+", "N", line) for line in said] == [
        "甲已启动（进程 N）", "乙已启动（进程 N）", "甲已停止（信号 N）", "乙已停止（信号 N）",
    ]  # fmt: skip
    assert all(part.process is None for part in parts)


def test_what_ends_is_started_again_ever_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "FIRST_WAIT", 0.05)
    said = supervised([Part("甲", FAIL, wait=0.05)], lambda said: len(said) >= 6 and "意外" in said[-1])
    waits = [float(found[1]) for line in said if (found := re.search(r"，([\d.]+) 秒后", line))]
    assert waits == [0.05, 0.1, 0.2]
    assert "状态 3" in said[1]


def test_what_lived_long_is_started_again_soon() -> None:
    now = [0.0]
    said: list[str] = []
    part = Part("甲", FAIL, wait=60)
    one = Supervisor([part], say=said.append, clock=lambda: now[0])
    one._look_at(part)
    _end_of(part)
    now[0] = supervisor.LIVED
    one._look_at(part)
    assert "1 秒后重新启动" in said[-1]
    one._look_at(part)
    assert len(said) == 2
    now[0] += 1
    one._look_at(part)
    assert "甲已启动" in said[-1]
    _end_of(part)


def _end_of(part: Part) -> None:
    assert part.process is not None
    part.process.wait()


def test_what_does_not_stop_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 0.2)
    part = Part("甲", STUBBORN)

    def enough(said: list[str]) -> bool:
        time.sleep(0.5)  # until it ignores the signal
        return True

    assert supervised([part], enough)[-1] == "甲已停止（信号 9）"


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _children(process: int) -> dict[str, int]:
    path = Path(f"/proc/{process}/task/{process}/children")
    found = {}
    for child in path.read_text().split():
        words = Path(f"/proc/{child}/cmdline").read_text().split("\0")
        if "oneruler.web.parts" in words:
            found[words[words.index("oneruler.web.parts") + 1]] = int(child)
    return found


def _until(holds: Callable[[], object], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_the_program_itself(tmp_path: Path) -> None:
    """One command runs three parts; one that is killed comes back; a second program is refused; all end together, also
    when the supervisor itself is killed."""
    env = {**os.environ, "ONERULER_VAR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    for name in ("ONERULER_DATABASE", "ONERULER_ORIGIN"):
        env.pop(name, None)
    oneruler = [sys.executable, "-m", "oneruler"]
    subprocess.run([*oneruler, "migrate"], env=env, check=True, capture_output=True, timeout=120)
    port = _port()
    serve = [*oneruler, "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(serve, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said: list[str] = []
        reader = threading.Thread(target=lambda: said.extend(process.stdout or ()), daemon=True)
        reader.start()
        try:
            _until(lambda: any("一把尺已启动" in line for line in said))
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=10) as answer:
                assert answer.read() == b"ok"
            parts = _children(process.pid)
            assert sorted(parts) == ["ticker", "web", "worker"]
            for command in (serve, [*oneruler, "restore", str(tmp_path / "x.zip")]):
                second = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60)
                assert second.returncode == 2
                assert "正在使用" in second.stderr
            os.kill(parts["worker"], signal.SIGKILL)
            _until(lambda: _children(process.pid).get("worker") not in {None, parts["worker"]})
            assert list((tmp_path / "heads").glob("*.json"))
            process.send_signal(signal.SIGINT)
            assert process.wait(60) == 0
        finally:
            process.kill()
        reader.join(10)
    names = [line[: line.index("已")] for line in said if line.rstrip().endswith("）") and "进程 " in line]
    assert names == ["网页服务", "作业进程", "定时进程", "作业进程"]
    assert sum("已停止（状态 0）" in line for line in said) == 3
    with subprocess.Popen(serve, env=env, stdout=subprocess.PIPE, text=True) as process:
        try:
            _until(lambda: len(_children(process.pid)) == 3)
            assert process.stdout is not None
            for line in process.stdout:
                if "一把尺已启动" in line:
                    break
            parts = _children(process.pid)
        finally:
            process.kill()
        process.wait()
    _until(lambda: not any(Path(f"/proc/{child}").exists() for child in parts.values()))
