import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from oneruler.web.secret import secret_key


def test_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    var = tmp_path / "new"
    first = secret_key(var)
    assert len(first) >= 50
    assert secret_key(var) == first
    assert [path.name for path in var.iterdir()] == ["secret-key"]
    assert stat.S_IMODE((var / "secret-key").stat().st_mode) == 0o600


def test_two_folders_have_two_keys(tmp_path: Path) -> None:
    assert secret_key(tmp_path / "a") != secret_key(tmp_path / "b")


def test_processes_that_start_at_once_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: secret_key(tmp_path), range(32)))
    assert len(set(keys)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
