"""``oneruler verify-package`` as anyone runs it who downloaded a package."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from oneruler.disclosure.package import Packed, pack
from oneruler.web.commands import main


@pytest.fixture
def packed(tmp_path: Path) -> tuple[Path, Packed]:
    made = pack(
        {"公示.csv": b"1,2\n"},
        number="GK-1",
        title="示例公示",
        audience="web",
        published_on=date(2026, 1, 5),
        salt="ab",
    )
    file = tmp_path / "公示.zip"
    file.write_bytes(made.data)
    return file, made


def test_a_whole_package(packed: tuple[Path, Packed], capsys: pytest.CaptureFixture[str]) -> None:
    file, made = packed
    assert main(["verify-package", str(file), "--digest", made.digest]) == 0
    said = capsys.readouterr().out
    assert "GK-1　示例公示　2026-01-05" in said
    assert "与公布的摘要一致" in said
    assert main(["verify-package", str(file)]) == 0
    assert "--digest" in capsys.readouterr().out


def test_another_digest_and_a_wrong_one(packed: tuple[Path, Packed], capsys: pytest.CaptureFixture[str]) -> None:
    file, _ = packed
    assert main(["verify-package", str(file), "--digest", "0" * 64]) == 1
    assert "整包摘要不符" in capsys.readouterr().out
    assert main(["verify-package", str(file), "--digest", "xyz"]) == 2
    assert "64 位" in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, b"no zip"])
def test_no_package(tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.zip"
    if content is not None:
        file.write_bytes(content)
    assert main(["verify-package", str(file)]) == 2
    assert str(file) in capsys.readouterr().err


def test_it_never_loads_django(packed: tuple[Path, Packed]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "oneruler", "verify-package", str(packed[0])],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert " django\n" not in done.stderr
