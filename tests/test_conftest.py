"""The account of what was not run is honest, and ``ONERULER_FULL=1`` lets no test be left out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
PASSES = "def test_runs():\n    assert True\n"
SKIPS = "import pytest\n\ndef test_left_out():\n    pytest.skip('no chromium here')\n"
NEEDS_REPORTS = "def test_left_out(reports):\n    assert reports\n"


def run(folder: Path, test: str, *, full: bool) -> subprocess.CompletedProcess[str]:
    """Run pytest on one test file under our conftest."""
    tests = folder / "tests"
    (tests / "papers").mkdir(parents=True)
    shutil.copy(CONFTEST, tests / "conftest.py")
    (tests / "papers" / "test_it.py").write_text(test, encoding="utf-8")
    (folder / "empty.ini").write_text("[pytest]\n", encoding="utf-8")
    env = {**os.environ, "ONERULER_FULL": "1" if full else "", "ONERULER_REPORTS": str(folder / "none")}
    command = [sys.executable, "-m", "pytest", "-c", "empty.ini", "--rootdir", ".", "-p", "no:django", "tests"]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("test", "full", "status", "said"),
    [
        (PASSES, True, 0, "papers           1 run    0 skipped"),
        (SKIPS, False, 0, "SKIPPED 1: no chromium here"),
        (SKIPS, True, 1, "ONERULER_FULL=1: a skipped test is a failure"),
        (NEEDS_REPORTS, True, 0, "SKIPPED 1: the published reports are not at ../shared/reports"),
    ],
)
def test_what_is_left_out_is_said_and_counts(tmp_path: Path, test: str, full: bool, status: int, said: str) -> None:
    done = run(tmp_path, test, full=full)
    assert done.returncode == status, done.stdout + done.stderr
    assert said in done.stdout
