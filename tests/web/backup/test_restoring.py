"""Each test harms a backup, or the place it goes to, and sees that nothing was changed."""

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.crashes import Place
from oneruler.office.sealing import Seal
from oneruler.web.backup.archive import sm3
from oneruler.web.backup.databases import Sqlite
from oneruler.web.backup.keys import Keys, manifest_mac
from oneruler.web.backup.making import make_backup
from oneruler.web.backup.restoring import Installation, Restored, restore_backup
from oneruler.web.refusal import Refusal

AT = datetime(2025, 8, 1, 1, tzinfo=UTC)
PASSPHRASE = "a rather long sentence"


def words_of(place: Place) -> str:
    return (place.var / "seal-key").read_text()


def installation(place: Place) -> Installation:
    database = place.var / "oneruler.sqlite3"
    with closing(sqlite3.connect(SOURCE[0].var / "oneruler.sqlite3")) as rows:
        known = {f"{app}.{name}" for app, name in rows.execute("SELECT app, name FROM django_migrations")}
    return Installation(place.var, Sqlite(database), words_of(place), frozenset(known))


SOURCE: list[Place] = []


@pytest.fixture(scope="session")
def backup_once(founded_once: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    SOURCE[:] = [founded_once]
    path = tmp_path_factory.mktemp("backup") / "b.zip"
    make_backup(
        path, database=Sqlite(founded_once.var / "oneruler.sqlite3"), shelf=founded_once.var / "attachments",
        seal=Seal.read(words_of(founded_once)), at=AT, keys=Keys(words_of(founded_once), "secret"),
        passphrase=PASSPHRASE,
    )  # fmt: skip
    return path


@pytest.fixture
def backup(backup_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(backup_once, tmp_path))


@pytest.fixture
def empty(founded_once: Place, tmp_path: Path) -> Place:
    """A new folder that holds the same key."""
    var = tmp_path / "empty"
    var.mkdir()
    shutil.copy(founded_once.var / "seal-key", var)
    return Place(var)


@pytest.fixture
def stranger(tmp_path: Path) -> Place:
    """A new folder with a key of its own."""
    var = tmp_path / "stranger"
    var.mkdir()
    (var / "seal-key").write_text(Seal.new().words())
    return Place(var)


def state(place: Place) -> dict[str, bytes]:
    return {
        str(path.relative_to(place.var)): path.read_bytes() for path in sorted(place.var.rglob("*")) if path.is_file()
    }


def restored(backup: Path, place: Place, **more: object) -> Restored:
    return restore_backup(backup, installation(place), at=AT, **more)  # type: ignore[arg-type]


def officers(place: Place) -> list[str]:
    with closing(sqlite3.connect(place.var / "oneruler.sqlite3")) as rows:
        return [name for (name,) in rows.execute("SELECT username FROM office_officer")]


def test_into_an_empty_place(backup: Path, empty: Place, founded_once: Place) -> None:
    done = restored(backup, empty)
    assert done.replaced
    assert (done.old, done.behind) == (None, False)
    assert officers(empty) == ["keeper40"]
    shelves = [{name: data for name, data in state(one).items() if "/" in name} for one in (empty, founded_once)]
    assert shelves[0] == shelves[1]
    assert not list(empty.var.glob(".oneruler-*"))


def test_a_place_with_data_is_left_unless_told_and_its_database_is_kept(backup: Path, place: Place) -> None:
    with closing(sqlite3.connect(place.var / "oneruler.sqlite3")) as rows, rows:
        rows.execute("PRAGMA journal_mode=WAL")
        rows.execute("UPDATE office_officer SET username = 'later'")
    before = state(place)
    with pytest.raises(Refusal, match="--replace"):
        restored(backup, place)
    assert state(place) == before
    done = restored(backup, place, replace=True)
    assert officers(place) == ["keeper40"]
    assert done.old is not None
    with closing(sqlite3.connect(done.old)) as rows:
        assert rows.execute("SELECT username FROM office_officer").fetchall() == [("later",)]


def test_what_lay_beside_the_old_database_does_not_leak_into_the_new(backup: Path, place: Place) -> None:
    """A program was killed and left its log: the old database is brought to rest before it is replaced."""
    path = place.var / "oneruler.sqlite3"
    killed = sqlite3.connect(path, isolation_level=None)
    killed.execute("PRAGMA journal_mode=WAL")
    killed.execute("UPDATE office_officer SET username = 'in the log'")
    for ending in ("", "-wal", "-shm"):
        shutil.copy(f"{path}{ending}", f"{path}.left{ending}")
    killed.close()
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}.left{ending}").replace(f"{path}{ending}")
    done = restored(backup, place, replace=True)
    assert officers(place) == ["keeper40"]
    assert done.old is not None
    with closing(sqlite3.connect(done.old)) as rows:
        assert rows.execute("SELECT username FROM office_officer").fetchall() == [("in the log",)]


def test_a_damaged_database_is_replaced_and_kept_all_the_same(backup: Path, place: Place) -> None:
    (place.var / "oneruler.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(Refusal, match="--replace"):
        restored(backup, place)
    done = restored(backup, place, replace=True)
    assert officers(place) == ["keeper40"]
    assert done.old is not None
    assert done.old.read_bytes().startswith(b"no database")


def test_a_database_in_use_is_not_replaced(backup: Path, place: Place) -> None:
    with closing(sqlite3.connect(place.var / "oneruler.sqlite3", isolation_level=None)) as user:
        user.execute("PRAGMA journal_mode=WAL")
        user.execute("BEGIN")
        user.execute("SELECT * FROM office_officer").fetchone()
        with pytest.raises(Refusal, match="正被别的程序使用"):
            restored(backup, place, replace=True)
    assert officers(place) == ["keeper40"]


def test_only_checked(backup: Path, place: Place) -> None:
    before = state(place)
    assert not restored(backup, place, only_check=True).replaced
    assert state(place) == before


def test_left_by_a_restore_that_was_killed_attachments_do_not_stand_in_the_way(backup: Path, empty: Place) -> None:
    restored(backup, empty)
    (empty.var / "oneruler.sqlite3").unlink()
    assert restored(backup, empty).replaced


def rewritten(backup: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(backup) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    harmed = backup.with_name("harmed.zip")
    with zipfile.ZipFile(harmed, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return harmed


def resigned(parts: dict[str, bytes], change: Callable[[dict[str, object]], None]) -> None:
    """Change the manifest as one can who holds the key; digests follow the parts."""
    manifest = json.loads(parts["manifest.json"])
    for name in list(manifest["parts"]):
        if name in parts:
            manifest["parts"][name] = {"size": len(parts[name]), "sm3": sm3(parts[name])}
        else:
            del manifest["parts"][name]
    change(manifest)
    parts["manifest.json"] = json.dumps(manifest).encode()
    parts["manifest.mac"] = manifest_mac(Seal.read(words_of(SOURCE[0])), parts["manifest.json"]).encode()


def in_database(parts: dict[str, bytes], *commands: str) -> None:
    path = SOURCE[0].var.parent / "edited.sqlite3"
    path.write_bytes(parts["database.sqlite3"])
    with closing(sqlite3.connect(path)) as rows, rows:
        for command in commands:
            rows.execute(command)
    parts["database.sqlite3"] = path.read_bytes()
    path.unlink()


def a_byte_of_the_database(parts: dict[str, bytes]) -> None:
    data = bytearray(parts["database.sqlite3"])
    data[5000] ^= 1
    parts["database.sqlite3"] = bytes(data)


def an_attachment_gone(parts: dict[str, bytes]) -> None:
    del parts[next(name for name in parts if name.startswith("attachments/"))]


def an_attachment_gone_from_the_manifest_too(parts: dict[str, bytes]) -> None:
    an_attachment_gone(parts)
    resigned(parts, lambda manifest: None)


def an_entry_changed(parts: dict[str, bytes]) -> None:
    in_database(parts, "UPDATE office_auditentry SET about = 'other' WHERE sequence = 7")
    resigned(parts, lambda manifest: None)


def the_tail_cut_off(parts: dict[str, bytes]) -> None:
    in_database(
        parts, "DELETE FROM office_auditentry WHERE sequence > 40",
        "UPDATE office_audithead SET sequence = 40, digest = (SELECT digest FROM office_auditentry WHERE sequence = 40)",
    )  # fmt: skip
    resigned(parts, lambda manifest: None)


def a_manifest_of_ones_own(parts: dict[str, bytes]) -> None:
    mac = parts["manifest.mac"]
    resigned(parts, lambda manifest: manifest.update(program="9.9"))
    parts["manifest.mac"] = mac


def from_a_later_version(parts: dict[str, bytes]) -> None:
    resigned(parts, lambda manifest: manifest.update(migrations=["office.9999_later"]))


def a_format_of_tomorrow(parts: dict[str, bytes]) -> None:
    resigned(parts, lambda manifest: manifest.update(format=2))


def from_postgresql(parts: dict[str, bytes]) -> None:
    parts["database.dump"] = b"x"
    resigned(parts, lambda manifest: manifest.update(
        database="postgresql", parts={"database.dump": {"size": 1, "sm3": sm3(b"x")}}
    ))  # fmt: skip


def a_way_out_of_the_folder(parts: dict[str, bytes]) -> None:
    parts["../../evil"] = b"x"
    resigned(parts, lambda manifest: manifest["parts"].update(  # type: ignore[attr-defined]
        {"../../evil": {"size": 1, "sm3": sm3(b"x")}}
    ))  # fmt: skip


def no_manifest(parts: dict[str, bytes]) -> None:
    del parts["manifest.json"]


def no_sense(parts: dict[str, bytes]) -> None:
    parts["manifest.json"] = b"[1, 2]"


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (a_byte_of_the_database, r"database\.sqlite3 与清单不符"),
        (an_attachment_gone, "与清单不符"),
        (an_attachment_gone_from_the_manifest_too, "备份缺少 1 个附件"),
        (an_entry_changed, "第 7 条的内容与摘要不符"),
        (the_tail_cut_off, "链尾与清单不符"),
        (a_manifest_of_ones_own, "清单被改动过"),
        (from_a_later_version, "较新的版本"),
        (a_format_of_tomorrow, "第 2 版"),
        (from_postgresql, "备份来自 postgresql"),
        (a_way_out_of_the_folder, r"不认识的文件“\.\./\.\./evil”"),
        (no_manifest, "不是一把尺的备份文件"),
        (no_sense, "读不懂"),
    ],
)
def test_a_harmed_backup_changes_nothing(
    harm: Callable[[dict[str, bytes]], None], said: str, backup: Path, place: Place, empty: Place
) -> None:
    harmed = rewritten(backup, harm)
    for target in (place, empty):
        before = state(target)
        with pytest.raises(Refusal, match=said):
            restored(harmed, target, replace=True)
        assert state(target) == before


@pytest.mark.parametrize("kept", [0, 10, 5000, -1])
def test_half_a_file_is_no_backup(kept: int, backup: Path, empty: Place) -> None:
    half = backup.with_name("half.zip")
    half.write_bytes(backup.read_bytes()[:kept])
    before = state(empty)
    with pytest.raises(Refusal, match="不是一把尺的备份文件"):
        restored(half, empty)
    with pytest.raises(Refusal, match="找不到"):
        restored(backup.with_name("none.zip"), empty)
    assert state(empty) == before


def test_with_another_key_only_if_the_keys_come_along(backup: Path, stranger: Place, founded_once: Place) -> None:
    with pytest.raises(Refusal, match="ONERULER_SEAL"):
        restored(backup, stranger)
    with pytest.raises(Refusal, match="口令不对"):
        restored(backup, stranger, passphrase=lambda: "another long sentence")
    assert list(state(stranger)) == ["seal-key"]
    assert restored(backup, stranger, passphrase=lambda: PASSPHRASE).replaced
    assert words_of(stranger) == words_of(founded_once)
    assert (stranger.var / "secret-key").read_text() == "secret"
    assert stranger.tell()["unreadable"] == 0


def test_data_under_another_key_is_never_mixed_with_it(backup: Path, place: Place) -> None:
    (place.var / "seal-key").write_text(Seal.new().words())
    before = state(place)
    with pytest.raises(Refusal, match="另一把密钥"):
        restored(backup, place, replace=True, passphrase=lambda: PASSPHRASE)
    assert state(place) == before


def test_no_keys_in_it_to_take(founded_once: Place, empty: Place, tmp_path: Path, backup: Path) -> None:
    def without(parts: dict[str, bytes]) -> None:
        del parts["keys.sealed"]
        resigned(parts, lambda manifest: None)

    with pytest.raises(Refusal, match="没有密钥"):
        restored(rewritten(backup, without), empty, passphrase=lambda: PASSPHRASE)


def test_an_older_version_must_be_migrated_afterwards(backup: Path, empty: Place) -> None:
    there = installation(empty)
    later = Installation(there.var, there.database, there.seal, there.known | {"office.9999_later"})
    assert restore_backup(backup, later, at=AT).behind
