"""What all tests share: the real reports, a server of PostgreSQL, and an honest account of what was not run.

``ONERULER_FULL=1`` (set where everything must be there) makes every skipped test a failure, but for those that need
the published reports: they are others' papers, are kept outside the repository, and so cannot be in a clone.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
REPORTS = Path(os.environ.get("ONERULER_REPORTS", ROOT.parent / "shared" / "reports"))
OUTSIDE = "shared/reports"


@pytest.fixture(scope="session")
def reports() -> Path:
    """The folder of published reports; skips where it is absent."""
    if not REPORTS.is_dir():
        pytest.skip(f"the published reports are not at ../{OUTSIDE} (ONERULER_REPORTS names another folder)")
    return REPORTS


def _programs() -> Path | None:
    """The folder of the newest server programs on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The folder of a server's socket, for this run alone; the server refuses to run as root, so root steps down."""
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server programs under /usr/lib/postgresql")
    folder = Path(tempfile.mkdtemp(prefix="oneruler-pg-", dir="/tmp"))
    owner: dict[str, Any] = {"cwd": folder}
    if os.getuid() == 0:
        person = pwd.getpwnam("nobody")
        os.chown(folder, person.pw_uid, person.pw_gid)
        owner |= {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}

    def control(*words: str) -> None:
        subprocess.run([programs / words[0], *words[1:]], check=True, timeout=60, stdout=subprocess.DEVNULL, **owner)

    data = str(folder / "data")
    try:
        control("initdb", "--pgdata", data, "--username=ruler", "--auth=trust", "--encoding=UTF8", "--no-sync")
        control(
            "pg_ctl", "--pgdata", data, "--wait", f"--log={folder / 'log'}",
            f"--options=-c listen_addresses='' -k {folder} -c fsync=off", "start",
        )  # fmt: skip
        yield str(folder)
        control("pg_ctl", "--pgdata", data, "--wait", "--mode=immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql(postgresql_server: str) -> str:
    """The address of an empty database of PostgreSQL."""
    import psycopg

    name = f"ruler_{secrets.token_hex(4)}"
    with psycopg.connect(f"host={postgresql_server} user=ruler dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"postgresql://ruler@/{name}?host={postgresql_server}"


def group_of(nodeid: str) -> str:
    """The group of a test: its folder under tests/, or the file's own name at the top."""
    parts = nodeid.split("::")[0].split("/")
    return parts[1].removesuffix(".py") if len(parts) > 1 else parts[0]


def must_run(reason: str) -> bool:
    """Whether a test skipped for ``reason`` counts as a failure under ``ONERULER_FULL=1``."""
    return OUTSIDE not in reason


def _skipped(reporter: pytest.TerminalReporter) -> Iterator[tuple[str, str]]:
    for report in reporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        yield group_of(report.nodeid), reason.removeprefix("Skipped: ")


def _left_out(reporter: pytest.TerminalReporter) -> bool:
    """Whether everything must be there and something was skipped all the same."""
    full = os.environ.get("ONERULER_FULL") == "1"
    return full and any(must_run(reason) for _, reason in _skipped(reporter))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int) -> None:
    """Print each group with what ran and what did not, and why."""
    ran: Counter[str] = Counter()
    for outcome in ("passed", "failed", "error"):
        for report in terminalreporter.stats.get(outcome, []):
            ran[group_of(report.nodeid)] += 1
    skipped: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for group, reason in _skipped(terminalreporter):
        skipped[group][reason] += 1
    terminalreporter.section("groups")
    for group in sorted({*ran, *skipped}):
        left_out = sum(skipped[group].values())
        terminalreporter.write_line(f"{group:<12} {ran[group]:>5} run  {left_out:>3} skipped")
        for reason, count in skipped[group].items():
            terminalreporter.write_line(f"{'':<12} SKIPPED {count}: {reason}")
    if _left_out(terminalreporter):
        terminalreporter.write_line("ONERULER_FULL=1: a skipped test is a failure", red=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Under ``ONERULER_FULL=1`` a skip fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus == 0 and reporter is not None and _left_out(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
