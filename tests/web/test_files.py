import os
import time
from pathlib import Path

import pytest

from oneruler.web.files import alone, refused_by_the_disk, scratch, write_whole
from oneruler.web.refusal import Refusal


def test_written_whole_for_its_owner_only_and_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "a" / "file"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_what_a_killed_process_left_is_swept_but_not_what_is_in_use(tmp_path: Path) -> None:
    left = tmp_path / ".oneruler-left"
    left.mkdir()
    young = tmp_path / ".oneruler-young"
    young.mkdir()
    with scratch(tmp_path) as used:
        old = time.time() - 3600
        for folder in (left, used):
            os.utime(folder, (old, old))
        with scratch(tmp_path):
            assert not left.exists()
            assert used.exists()
            assert young.exists()
    assert list(tmp_path.iterdir()) == [young]


def test_held_alone(tmp_path: Path) -> None:
    with alone(tmp_path, "in use"), pytest.raises(Refusal, match="in use"), alone(tmp_path, "in use"):
        pass
    with alone(tmp_path, "in use"):
        pass


def test_what_the_disk_refuses_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="备份没有做成（No such file"), refused_by_the_disk("备份"):
        (tmp_path / "none" / "file").write_bytes(b"")
