"""Eight payers at once, on both databases: none is paid twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.funds.payers import HOUSEHOLDS, PAYERS

ONE_OF_THEM = ["WrongStateError"] * (PAYERS - 1) + ["done"]


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_nobody_is_paid_twice(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    address = request.getfixturevalue("postgresql") if database == "postgresql" else ""
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    env = {**os.environ, "ONERULER_VAR": str(tmp_path), "ONERULER_DATABASE": address, "PYTHONPATH": path}
    command = [sys.executable, "-m", "tests.funds.payers"]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["vendor"] == database
    for step in ("draft", "review", "approve", "send", "repay"):
        assert told["said"][step] == ONE_OF_THEM, step
    assert told["said"]["return"] == ["done"] * PAYERS  # the same return again changes nothing
    assert told["left"] == [0] * HOUSEHOLDS
    assert told["paid"] + told["pending"] == told["total"]
    assert told["balance"] == told["pending"]
    assert told["breaks"] == []
    assert told["unbalanced"] == (database == "postgresql")  # SQLite has no trigger that waits for the end
