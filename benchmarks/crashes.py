"""Processes killed with SIGKILL at random moments: is everything there or nothing, is every job done once?

Each experiment counts what it saw; ``faults`` names whatever must not be.
"""

from __future__ import annotations

import json
import os
import pwd
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Place:
    """One installation: its folder, and the address of its database (empty for SQLite)."""

    var: Path
    database: str = ""

    @property
    def env(self) -> dict[str, str]:
        """The environment of its processes."""
        path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        plain = {name: value for name, value in os.environ.items() if not name.startswith("ONERULER_")}
        return {**plain, "PYTHONPATH": path, "ONERULER_VAR": str(self.var), "ONERULER_DATABASE": self.database}

    def start(self, *words: str, said: bool = False) -> subprocess.Popen[str]:
        """Start a part in a process group of its own, so that what it starts dies with it."""
        out = subprocess.PIPE if said else subprocess.DEVNULL
        return subprocess.Popen([sys.executable, "-m", *words], env=self.env, stdout=out, stderr=subprocess.DEVNULL,  # noqa: S603
                                text=True, start_new_session=True, cwd=ROOT)  # fmt: skip

    def run(self, *words: str, fails: bool = False) -> str:
        """Run a part to its end."""
        done = subprocess.run([sys.executable, "-m", *words], env=self.env, capture_output=True, text=True, cwd=ROOT,  # noqa: S603
                              check=False, timeout=300)  # fmt: skip
        if done.returncode and not fails:
            raise RuntimeError(f"{' '.join(words)} gave {done.returncode}: {done.stderr[-600:]}")
        return done.stdout if not done.returncode else ""

    def tell(self) -> dict[str, Any]:
        """What stands in it."""
        told: dict[str, Any] = json.loads(self.run("benchmarks.crash_parts", "tell"))
        return told


@dataclass(slots=True)
class Counts:
    """What an experiment saw."""

    name: str
    seen: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, what: str, count: float = 1) -> None:
        """So many more of it."""
        self.seen[what] = self.seen.get(what, 0) + count

    def must(self, holds: bool, fault: str) -> None:
        """Note a fault where it does not hold."""
        if not holds:
            self.faults.append(fault)

    def sound(self, told: dict[str, Any]) -> None:
        """What must hold after any crash."""
        self.must(not told["breaks"], f"trail: {told['breaks'][:1]}")
        self.must(not told["unreadable"], f"{told['unreadable']} attachments cannot be opened")
        self.must(not told["twice"], f"{told['twice']} works done twice")

    def __str__(self) -> str:
        seen = ", ".join(f"{count:g} {what}" for what, count in self.seen.items())
        return f"{self.name}: {seen}; faults: {len(self.faults)}" + "".join(f"\n    {one}" for one in self.faults[:5])


def founded(place: Place, size: int) -> Place:
    """An installation with an officer, ``size`` entries and five attachments."""
    place.run("oneruler", "migrate")
    place.run("benchmarks.crash_parts", "furnish", str(size))
    return place


def jobs_once(place: Place, *, jobs: int = 200, workers: int = 2) -> Counts:
    """Workers at the same jobs, undisturbed."""
    counts = Counts(f"{workers} workers, {jobs} jobs, none killed")
    place.run("benchmarks.crash_parts", "ask", str(jobs), "0")
    begin = time.perf_counter()
    for worker in [place.start("benchmarks.crash_parts", "work") for _ in range(workers)]:
        counts.must(worker.wait(300) == 0, "a worker failed")
    counts.add("seconds, start included", round(time.perf_counter() - begin, 1))
    _count_jobs(counts, place.tell(), jobs)
    return counts


def jobs_killed(place: Place, dice: random.Random, *, jobs: int = 200, kills: int = 40, seconds: float = 0.1) -> Counts:
    """Two workers, one of them killed again and again; a ticker takes their jobs back."""
    counts = Counts(f"2 workers, {jobs} jobs, workers killed")
    place.run("benchmarks.crash_parts", "ask", str(jobs), str(seconds))
    ticker = place.start("benchmarks.crash_parts", "tick")
    workers = [place.start("benchmarks.crash_parts", "work") for _ in range(2)]
    try:
        for _ in range(kills):
            time.sleep(dice.uniform(0.8, 2.2))
            at = dice.randrange(2)
            if workers[at].poll() is None:
                _kill(workers[at])
                counts.add("kills")
            workers[at] = place.start("benchmarks.crash_parts", "work")
        for worker in workers:
            worker.wait(300)
    finally:
        for process in (*workers, ticker):
            _kill(process)
    told = place.tell()
    counts.add("attempts", told["attempts"])
    _count_jobs(counts, told, jobs)
    return counts


def backups_killed(place: Place, dice: random.Random, *, rounds: int = 20) -> Counts:
    """Backups while two others write, killed: a file that is there is whole."""
    counts = Counts("backup killed, 2 writers at work")
    with _writers(place):
        whole = place.var.parent / "whole.zip"
        begin = time.perf_counter()
        place.run("oneruler", "backup", str(whole))
        lasts = time.perf_counter() - begin
        counts.must(bool(place.run("oneruler", "restore", "--check", str(whole), fails=True)), "undisturbed: not sound")
        for number in range(rounds):
            file = place.var.parent / f"backup-{number}.zip"
            process = place.start("oneruler", "backup", str(file))
            time.sleep(dice.uniform(0.4 * lasts, 1.2 * lasts))
            _kill(process)
            lasts *= 0.9 if file.exists() else 1.15  # so that about half are killed in time
            if file.exists():
                counts.add("whole")
                said = place.run("oneruler", "restore", "--check", str(file), fails=True)
                counts.must(bool(said), f"{file.name} is there and not sound")
            else:
                counts.add("none")
    counts.sound(place.tell())
    return counts


def restores_killed(place: Place, other: Place, dice: random.Random, *, rounds: int = 20) -> Counts:
    """A backup of ``other``, made under the same key, restored over ``place``, killed: it is the one or the other."""
    counts = Counts("restore killed")
    theirs, ours = other.var.parent / "theirs.zip", place.var.parent / "ours.zip"
    place.run("oneruler", "backup", str(ours))
    other.run("oneruler", "backup", str(theirs))
    mine, new = place.tell(), other.tell()
    begin = time.perf_counter()
    place.run("oneruler", "restore", "--replace", str(theirs))
    lasts = time.perf_counter() - begin
    counts.must(place.tell()["officers"] == new["officers"], "undisturbed: not restored")
    for _ in range(rounds):
        place.run("oneruler", "restore", "--replace", str(ours))
        process = place.start("oneruler", "restore", "--replace", str(theirs))
        time.sleep(dice.uniform(0.4 * lasts, 1.2 * lasts))
        _kill(process)
        if place.database:
            time.sleep(0.5)  # the server may still be busy with what was sent
        told = place.tell()
        counts.sound(told)
        kept = (told["officers"], told["attachments"]) == (mine["officers"], mine["attachments"])
        restored = (told["officers"], told["attachments"]) == (new["officers"], new["attachments"])
        counts.must(kept or restored, f"neither the one nor the other: {told}")
        counts.add("restored" if restored else "left as it was")
        lasts *= 0.9 if restored else 1.15
    return counts


def attaching_killed(place: Place, dice: random.Random, *, rounds: int = 20) -> Counts:
    """Attaching, killed: each row has its file, each file on the shelf is whole."""
    counts = Counts("attach killed")
    for _ in range(rounds):
        process = place.start("benchmarks.crash_parts", "attach", said=True)
        _heard(process)
        time.sleep(dice.uniform(0.02, 0.4))
        _kill(process)
        counts.add("kills")
    told = place.tell()
    counts.add("rows", told["attachments"])
    counts.add("files", told["whole"])
    counts.sound(told)
    return counts


def run(rounds: int = 20, seed: int = 7) -> dict[str, Any]:
    """All experiments on both databases; prints what each saw."""
    result: dict[str, Any] = {}
    for name, address in (("SQLite", None), ("PostgreSQL", _server)):
        print(f"\n== processes killed at random, {name} ==")
        if address is not None and _programs() is None:
            print("  no PostgreSQL server programs on this machine")
            continue
        with tempfile.TemporaryDirectory() as folder, address() if address else _no_server() as new_database:
            result[name] = {}
            for counts in _experiments(Path(folder), new_database, random.Random(seed), rounds):
                print(f"  {counts}", flush=True)
                result[name][counts.name] = {**counts.seen, "faults": counts.faults}
    return result


def _experiments(folder: Path, new_database: Any, dice: random.Random, rounds: int) -> Iterator[Counts]:
    def place(name: str) -> Place:
        var = folder / name / "var"
        var.mkdir(parents=True)
        return Place(var, new_database(name))

    yield jobs_once(founded(place("once"), 10))
    yield jobs_killed(founded(place("killed"), 10), dice, kills=2 * rounds)
    shared = founded(place("backup"), 2000)
    yield backups_killed(shared, dice, rounds=rounds)
    yield attaching_killed(shared, dice, rounds=rounds)
    mine, theirs = founded(place("mine"), 2000), place("theirs")
    shutil.copy(mine.var / "seal-key", theirs.var)
    yield restores_killed(mine, founded(theirs, 300), dice, rounds=rounds)


def _count_jobs(counts: Counts, told: dict[str, Any], jobs: int) -> None:
    from_steps = 3 * (jobs // 4)
    counts.sound(told)
    counts.add("done", told["states"].get("done", 0))
    counts.add("failed after three attempts", told["states"].get("failed", 0))
    counts.must(sum(told["states"].values()) == jobs, f"jobs: {told['states']}")
    counts.must(set(told["states"]) <= {"done", "failed"}, f"jobs: {told['states']}")
    lost = sum(name.startswith("once") for name in told["failed"])
    if not any(name.startswith("steps") for name in told["failed"]):
        expected = jobs - jobs // 4 - lost + from_steps
        counts.must(told["effects"] == expected, f"{told['effects']} works done, {expected} expected")


def _kill(process: subprocess.Popen[str]) -> None:
    """Kill a process that was started here, with all that it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _heard(process: subprocess.Popen[str]) -> None:
    """Wait until it says that it has begun."""
    if process.stdout is None or not process.stdout.readline():
        raise RuntimeError("a part ended before it began")


@contextmanager
def _writers(place: Place) -> Iterator[None]:
    writers = [place.start("benchmarks.crash_parts", "write", said=True) for _ in range(2)]
    try:
        for writer in writers:
            _heard(writer)
        yield
    finally:
        for writer in writers:
            _kill(writer)


@contextmanager
def _no_server() -> Iterator[Any]:
    yield lambda name: ""


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def _server() -> Iterator[Any]:
    """A PostgreSQL of this run alone; it refuses to run as root, so root steps down."""
    programs = _programs() or Path()
    folder = Path(tempfile.mkdtemp(prefix="oneruler-pg-", dir="/tmp"))
    owner: dict[str, Any] = {"cwd": folder}
    if os.getuid() == 0:
        person = pwd.getpwnam("nobody")
        os.chown(folder, person.pw_uid, person.pw_gid)
        owner |= {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}

    def control(*words: str) -> None:
        command = [str(programs / words[0]), *words[1:]]
        subprocess.run(command, check=True, timeout=60, stdout=subprocess.DEVNULL, **owner)  # noqa: S603

    def new_database(name: str) -> str:
        control("createdb", f"--host={folder}", "--username=ruler", name)
        return f"postgresql://ruler@/{name}?host={folder}"

    data = str(folder / "data")
    try:
        control("initdb", "--pgdata", data, "--username=ruler", "--auth=trust", "--encoding=UTF8")
        control("pg_ctl", "--pgdata", data, "--wait", f"--log={folder / 'log'}",
                f"--options=-c listen_addresses='' -k {folder}", "start")  # fmt: skip
        yield new_database
        control("pg_ctl", "--pgdata", data, "--wait", "--mode=immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
