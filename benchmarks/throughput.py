"""How many texts ``oneruler check`` reads in a second, and whether its memory grows with their number."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generator import make_report


@dataclass(frozen=True, slots=True)
class Run:
    """One run over a folder: its length and the peak memory of its largest process."""

    documents: int
    seconds: float
    peak_mib: float
    status: int

    @property
    def rate(self) -> float:
        return self.documents / self.seconds

    def __str__(self) -> str:
        memory = f"largest process {self.peak_mib:.0f} MiB"
        return f"{self.documents} texts: {self.seconds:.1f} s, {self.rate:.0f} a second, {memory}, exit {self.status}"


def command() -> list[str]:
    """The installed command, else the same entry point run by this Python."""
    script = Path(sys.executable).with_name("oneruler")
    if script.exists():
        return [str(script)]
    return [sys.executable, "-c", "from oneruler.web.commands import main; raise SystemExit(main())"]


def start_seconds(times: int = 5) -> float:
    """The least time that ``oneruler check`` takes for one short text, its start included."""
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "一页.txt"
        paper.write_text("本年支出10万元，其中：基本支出4万元，项目支出6万元。\n", encoding="utf-8")
        return min(_timed([*command(), "check", str(paper), "--format", "json"]) for _ in range(times))


def _timed(arguments: list[str]) -> float:
    begin = time.perf_counter()
    done = subprocess.run(arguments, capture_output=True, check=False, env=_environment())  # noqa: S603
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(arguments)} gave {done.returncode}: {done.stderr.decode()[-400:]}")
    return time.perf_counter() - begin


def _environment() -> Mapping[str, str]:
    source = str(Path(__file__).resolve().parents[1] / "src")
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (source, os.environ.get("PYTHONPATH", ""))))}


def over_folder(documents: int, *, distinct: int = 200, seed: int = 11) -> Run:
    """Check a folder of so many texts once; beyond ``distinct`` the texts come again under other names."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = [make_report(seed, number).text for number in range(min(distinct, documents))]
        for number in range(documents):
            (folder / f"{number:05d}.txt").write_text(texts[number % len(texts)], encoding="utf-8")
        out = folder.parent / f"{folder.name}.json"
        try:
            with out.open("wb") as sink:
                begin = time.perf_counter()
                arguments = [*command(), "check", str(folder), "--format", "json"]
                process = subprocess.Popen(arguments, stdout=sink, stderr=subprocess.DEVNULL, env=_environment())  # noqa: S603
                peak = watch(process)
                seconds = time.perf_counter() - begin
            checked = _documents(out)
        finally:
            out.unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(exist_ok=True)  # TemporaryDirectory removes it again
        if checked != documents:
            raise RuntimeError(f"of {documents} texts {checked} were checked (exit {process.returncode})")
        return Run(documents, seconds, peak, process.returncode)


def _documents(output: Path) -> int:
    """How many documents the summary at the end of the JSON counts; 0 if there is none."""
    with output.open("rb") as source:
        source.seek(max(0, output.stat().st_size - 400))
        found = re.search(rb'"summary".*?"documents":\s*(\d+)', source.read(), re.DOTALL)
    return int(found[1]) if found else 0


def watch(process: subprocess.Popen[bytes]) -> float:
    """Wait for a process; the greatest resident memory, in MiB, of any one process of its tree."""
    peak = 0
    done = threading.Event()

    def look() -> None:
        nonlocal peak
        while not done.is_set():
            for pid in _tree(process.pid):
                peak = max(peak, _resident(pid))
            done.wait(0.1)

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    process.wait()
    done.set()
    watcher.join()
    return peak / 1024


def _tree(root: int) -> list[int]:
    found = [root]
    for pid in found:
        for thread in Path(f"/proc/{pid}/task").glob("*/children"):  # each thread has children of its own
            with suppress(OSError):
                found.extend(map(int, thread.read_text().split()))
    return found


def _resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


if __name__ == "__main__":
    small, large = (over_folder(int(n)) for n in (sys.argv[1:3] or ("1000", "10000")))
    for run in (small, large):
        print(run)
    print(f"memory {large.documents} / {small.documents}: {large.peak_mib / small.peak_mib:.2f}")
