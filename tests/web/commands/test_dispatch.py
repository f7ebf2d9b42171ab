"""The command ``oneruler``: what it says, and that it loads no more than it must."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from oneruler import __version__
from oneruler.web.commands import COMMANDS, main


def oneruler(
    *words: str, python: tuple[str, ...] = (), env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *python, "-m", "oneruler", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env=env)


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["help"]])
def test_the_overview_names_every_command(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    shown = capsys.readouterr().out
    assert all(f"  {name}" in shown for name in COMMANDS)


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.strip() == f"oneruler {__version__}"


@pytest.mark.parametrize(("word", "hint"), [("chekc", "check"), ("xyzzy", "--help")])
def test_an_unknown_command(word: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([word]) == 2
    said = capsys.readouterr().err
    assert f"没有“{word}”这个命令" in said
    assert hint in said


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "manage"])
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert COMMANDS[name] in capsys.readouterr().out.replace("\n", "")


def test_the_overview_loads_next_to_nothing() -> None:
    loaded = oneruler("--help", python=("-X", "importtime")).stderr
    assert "oneruler.web.commands" in loaded
    for name in ("django", "argparse", "rich", "lxml", "oneruler.checks"):
        assert f" {name}\n" not in loaded


def test_check_never_loads_django(tmp_path: Path) -> None:
    paper = tmp_path / "报告.txt"
    paper.write_text("2025年支出100.00万元，其中：基本支出60.00万元，占总支出的70.00%。", encoding="utf-8")
    done = oneruler("check", str(paper), "--format", "json", python=("-X", "importtime"))
    assert done.returncode == 1, done.stderr
    assert "oneruler.checks" in done.stderr
    assert "django" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value"), [("ONERULER_DATABASE", "mysql://u:geheim@h/n"), ("ONERULER_ORIGIN", "qz.example")]
)
def test_a_setting_that_cannot_be_used_is_explained(name: str, value: str, tmp_path: Path) -> None:
    done = oneruler("migrate", env={**os.environ, "ONERULER_VAR": str(tmp_path), name: value})
    assert done.returncode == 2
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert "geheim" not in done.stderr


def test_serve_refuses_a_database_that_is_not_there(tmp_path: Path) -> None:
    done = oneruler("serve", env={**os.environ, "ONERULER_VAR": str(tmp_path)})
    assert done.returncode == 2
    assert "oneruler migrate" in done.stderr
