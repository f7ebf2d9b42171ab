"""What all tests share: the real reports, and an honest account of what was not run.

``ONERULER_FULL=1`` (set where everything must be there) makes every skipped test a failure, but for those that need
the published reports: they are others' papers, are kept outside the repository, and so cannot be in a clone.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

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
