import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.crashes import Place
from oneruler.office.sealing import Seal
from oneruler.web.backup import making
from oneruler.web.backup.databases import Sqlite
from oneruler.web.backup.keys import Keys, is_made_under
from oneruler.web.backup.making import Made, make_backup, make_daily_backup
from oneruler.web.refusal import Refusal

AT = datetime(2025, 8, 1, 1, tzinfo=UTC)


def seal_of(place: Place) -> Seal:
    return Seal.read((place.var / "seal-key").read_text())


def made(place: Place, path: Path, **more: object) -> Made:
    return make_backup(
        path, database=Sqlite(place.var / "oneruler.sqlite3"), shelf=place.var / "attachments", seal=seal_of(place),
        at=AT, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def test_everything_is_in_it_but_the_keys(place: Place, tmp_path: Path) -> None:
    done = made(place, tmp_path / "b.zip")
    assert (done.head, done.attachments, done.missing) == (45, 5, 0)
    assert done.path.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(done.path) as archive:
        names = archive.namelist()
        manifest = json.loads(archive.read("manifest.json"))
        everything = b"".join(map(archive.read, names))
        assert is_made_under(seal_of(place), archive.read("manifest.json"), archive.read("manifest.mac").decode())
    assert sorted(names) == sorted([*manifest["parts"], "manifest.json", "manifest.mac"])
    assert sum(name.startswith("attachments/") for name in names) == 5
    assert manifest["head"][0] == 45
    for name in ("seal-key", "secret-key"):
        assert (place.var / name).read_bytes().strip() not in everything
    assert [path.name for path in tmp_path.iterdir()] in (["b.zip", "var"], ["var", "b.zip"])


def test_with_keys_only_under_a_passphrase(place: Place, tmp_path: Path) -> None:
    keys = Keys("the seal of this place", "the secret of this place")
    with pytest.raises(Refusal, match="至少要 12 个字"):
        made(place, tmp_path / "b.zip", keys=keys, passphrase="short")
    assert not (tmp_path / "b.zip").exists()
    done = made(place, tmp_path / "b.zip", keys=keys, passphrase="a rather long sentence")
    with zipfile.ZipFile(done.path) as archive:
        locked = archive.read("keys.sealed")
    assert b"of this place" not in locked


def test_no_session_is_in_it(place: Place, tmp_path: Path) -> None:
    """Whoever found one there could go on with it."""
    with closing(sqlite3.connect(place.var / "oneruler.sqlite3")) as rows, rows:
        rows.execute("INSERT INTO django_session VALUES ('thekeyofasession', 'x', '2100-01-01')")
    done = made(place, tmp_path / "b.zip")
    with zipfile.ZipFile(done.path) as archive:
        assert b"thekeyofasession" not in archive.read("database.sqlite3")
    assert b"thekeyofasession" in (place.var / "oneruler.sqlite3").read_bytes()


def test_a_database_that_is_none_is_said(place: Place, tmp_path: Path) -> None:
    path = place.var / "oneruler.sqlite3"
    for harm in (lambda: path.write_bytes(b"none" * 5000), path.unlink, path.touch):
        harm()
        with pytest.raises(Refusal, match="migrate"):
            made(place, tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


def test_no_backup_is_written_over(place: Place, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("precious")
    with pytest.raises(Refusal, match="已经存在"):
        made(place, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_text() == "precious"
    with pytest.raises(Refusal, match="这个文件夹"):
        made(place, tmp_path / "nowhere" / "b.zip")


def test_an_attachment_that_is_gone_is_told_and_the_rest_is_kept(place: Place, tmp_path: Path) -> None:
    next((place.var / "attachments").glob("??/*")).unlink()
    done = made(place, tmp_path / "b.zip")
    assert (done.attachments, done.missing) == (5, 1)


@pytest.fixture
def daily(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Made]:
    class Settings:
        DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": place.var / "oneruler.sqlite3"}}  # noqa: RUF012
        VAR = place.var

    monkeypatch.setattr(making, "settings", Settings)
    return lambda name: make_daily_backup(
        tmp_path / "backups", name, seal=seal_of(place), at=AT, beat=lambda done, total: None
    )


def test_one_a_day_and_the_latest_stay(
    daily: Callable[[str], Made], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Place
) -> None:
    monkeypatch.setattr(making, "KEPT", 2)
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "of my own.zip").touch()
    first = daily("2025-08-01")
    with closing(sqlite3.connect(place.var / "oneruler.sqlite3")) as database, database:
        database.execute("DELETE FROM office_attachment")
    assert daily("2025-08-01") == first
    for day in ("2025-08-02", "2025-08-03"):
        assert daily(day).attachments == 0
    names = sorted(path.name for path in (tmp_path / "backups").iterdir())
    assert names == ["of my own.zip", "oneruler-2025-08-02.zip", "oneruler-2025-08-03.zip"]


@pytest.mark.parametrize("name", ["", "../x", "2025-08-01/../../x", "2025-08-01.zip"])
def test_a_jobs_row_cannot_say_where_to(daily: Callable[[str], Made], name: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="不是日期"):
        daily(name)
    assert not (tmp_path / "backups").exists()


def test_without_a_folder_there_is_no_daily_backup(place: Place) -> None:
    with pytest.raises(Refusal, match="ONERULER_BACKUPS"):
        make_daily_backup(None, "2025-08-01", seal=seal_of(place), at=AT, beat=lambda done, total: None)
