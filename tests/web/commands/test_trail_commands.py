"""``oneruler verify``, ``oneruler head`` and ``oneruler key``, as they are run on a server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from oneruler.office.sealing import Seal

FILL = """
from oneruler.web.commands.environment import prepare
prepare()
from datetime import UTC, datetime
from django.db import transaction
from oneruler.office.acting import record
for number in range(5):
    with transaction.atomic():
        record(by=None, at=datetime(2026, 1, 5, tzinfo=UTC), verb="试", about="x:1", detail={"n": number})
"""


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with five entries."""
    folder = tmp_path_factory.mktemp("trail")
    assert run(folder, "migrate").returncode == 0
    run(folder, python=FILL)
    return folder


def run(var: Path, *words: str, python: str = "", typed: str = "") -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "ONERULER_VAR": str(var), "ONERULER_DATABASE": "", "ONERULER_SEAL": ""}
    command = [sys.executable, *(("-c", python) if python else ("-m", "oneruler", *words))]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, input=typed)


def sql(var: Path, *statements: str) -> None:
    import sqlite3

    with sqlite3.connect(var / "oneruler.sqlite3") as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_migrate_says_how_to_set_up(var: Path) -> None:
    said = run(var, "migrate").stdout
    assert "/first-run/" in said
    assert (var / "first-run-code").read_text() in said


def test_a_trail_from_whole_to_broken(var: Path, tmp_path: Path) -> None:
    done = run(var, "verify")
    assert (done.returncode, done.stdout) == (0, "操作记录 5 条，前后相扣，没有问题。\n"), done.stderr
    kept = tmp_path / "heads.txt"
    kept.write_text(run(var, "head").stdout + "\n", encoding="utf-8")
    assert kept.read_text(encoding="utf-8").startswith("5 ")
    assert "与留存的 1 个链尾相符" in run(var, "verify", "--head", str(kept)).stdout

    sql(var, "UPDATE office_audithead SET sequence = 4, digest = (SELECT previous FROM office_auditentry WHERE sequence = 5)",
        "DELETE FROM office_auditentry WHERE sequence = 5")  # fmt: skip
    assert run(var, "verify").returncode == 0, "without the kept end nobody can tell"
    cut = run(var, "verify", "--head", str(kept))
    assert cut.returncode == 1
    assert "第 5 条" in cut.stdout

    sql(var, "UPDATE office_auditentry SET verb = '改' WHERE sequence = 2")
    changed = run(var, "verify")
    assert changed.returncode == 1
    assert "第 2 条的内容与摘要不符" in changed.stdout
    assert "发现 1 处问题" in changed.stdout


@pytest.mark.parametrize("words", ["", "0 " + "0" * 64, "five abc", "5 abc", f"5 {'a' * 64}\n5 {'b' * 64}"])
def test_a_file_that_holds_no_ends_is_refused(var: Path, tmp_path: Path, words: str) -> None:
    kept = tmp_path / "heads.txt"
    kept.write_text(words, encoding="utf-8")
    done = run(var, "verify", "--head", str(kept))
    assert done.returncode == 2
    assert str(kept) in done.stderr


def test_the_key_on_paper_is_compared(var: Path) -> None:
    words = run(var, "key", "--show").stdout.strip()
    assert words == (var / "seal-key").read_text(encoding="ascii")
    assert run(var, "key", "--check", *words.split("-")).stdout.startswith("一致")
    assert run(var, "key", "--check", typed=words.lower() + "\n").returncode == 0
    other = run(var, "key", "--check", Seal.new().words())
    assert (other.returncode, other.stdout[:3]) == (1, "不一致")
    slip = run(var, "key", "--check", words[:-1] + ("A" if words[-1] != "A" else "B"))
    assert slip.returncode == 2
    assert "逐组核对" in slip.stderr
    assert words not in slip.stderr


def test_another_key_is_refused_before_anything_is_served(var: Path) -> None:
    run(
        var,
        python="""
from oneruler.web.commands.environment import prepare
prepare()
from datetime import UTC, datetime
from oneruler.office.actions import enrol_officer
enrol_officer(username="wang", display_name="示例·王一", password=None, at=datetime(2026, 1, 5, tzinfo=UTC))
""",
    )
    key = var / "seal-key"
    ours = key.read_text(encoding="ascii")
    key.write_text(Seal.new().words(), encoding="ascii")
    try:
        done = run(var, "serve", "--port", "1")
        assert done.returncode == 2
        assert "密钥与数据库不符" in done.stderr
        assert "Traceback" not in done.stderr
    finally:
        key.write_text(ours, encoding="ascii")
