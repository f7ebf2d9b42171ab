"""The two commands, as an administrator types them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.crashes import ROOT, Place

PASSPHRASE = "a rather long sentence"


def oneruler(place: Place, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "oneruler", *words]
    return subprocess.run(
        command, env=place.env, capture_output=True, text=True, cwd=ROOT, timeout=120, stdin=subprocess.DEVNULL
    )


def test_backed_up_and_restored_on_another_machine_with_its_keys(place: Place, tmp_path: Path) -> None:
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    file = str(tmp_path / "b.zip")
    assert "--passphrase-file" in oneruler(place, "backup", file, "--with-keys").stderr
    done = oneruler(place, "backup", file, "--with-keys", "--passphrase-file", str(secret))
    assert (done.returncode, done.stderr) == (0, "")
    assert "操作记录 45 条，附件 5 个" in done.stdout
    assert "备份里没有密钥" not in done.stdout
    again = oneruler(place, "backup", file)
    assert (again.returncode, again.stdout) == (2, "")
    assert "已经存在" in again.stderr

    assert place.tell()["head"] == 46  # that it was backed up

    new = Place(tmp_path / "new")
    assert "请先把原来的密钥恢复码" in oneruler(new, "restore", file).stderr
    done = oneruler(new, "restore", file, "--with-keys", "--passphrase-file", str(secret))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "已恢复。"
    told = new.tell()
    assert (told["officers"], told["unreadable"], told["breaks"]) == (["keeper40"], 0, [])
    assert told["head"] == 46  # that it was restored
    refused = oneruler(new, "restore", file)
    assert refused.returncode == 2
    assert "--replace" in refused.stderr


def test_without_keys_it_is_said_and_so_are_missing_attachments(place: Place, tmp_path: Path) -> None:
    next((place.var / "attachments").glob("??/*")).unlink()
    done = oneruler(place, "backup", str(tmp_path / "b.zip"))
    assert done.returncode == 1
    assert "备份里没有密钥" in done.stdout
    assert "有 1 个附件" in done.stdout
    checked = oneruler(place, "restore", "--check", str(tmp_path / "b.zip"))
    assert checked.returncode == 0
    assert "附件缺 1 个" in checked.stdout
    assert "没有改动任何数据" in checked.stdout
