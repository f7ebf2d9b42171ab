"""The same backup and restore on PostgreSQL, with what the server's own programs say."""

from pathlib import Path

import psycopg
import pytest

from benchmarks.crashes import Place, founded
from oneruler.web.backup.databases import database_of
from oneruler.web.database import database_settings
from oneruler.web.refusal import Refusal


def test_there_and_back_on_postgresql(postgresql: str, tmp_path: Path) -> None:
    var = tmp_path / "var"
    var.mkdir()
    place = founded(Place(var, postgresql), 20)
    database = database_of(database_settings(postgresql, var))
    assert database.holds_anything()
    with psycopg.connect(postgresql) as rows:
        rows.execute("INSERT INTO django_session VALUES ('thekeyofasession', 'x', '2100-01-01')")
    backup = str(tmp_path / "b.zip")
    assert "操作记录 25 条，附件 5 个" in place.run("oneruler", "backup", backup)
    before = place.tell()
    place.run("benchmarks.crash_parts", "furnish", "7")
    assert place.tell()["officers"] == ["keeper20", "keeper7"]
    assert place.run("oneruler", "restore", backup, fails=True) == ""
    assert "可以恢复" in place.run("oneruler", "restore", "--check", backup)
    assert place.tell()["officers"] == ["keeper20", "keeper7"]
    assert "已恢复" in place.run("oneruler", "restore", "--replace", backup)
    after = place.tell()
    assert (after["officers"], after["attachments"], after["breaks"]) == (before["officers"], 5, [])
    assert after["head"] == 25 + 1  # that it was restored
    with psycopg.connect(postgresql) as rows:
        assert rows.execute("SELECT count(*) FROM django_session").fetchone() == (0,)


def test_an_empty_database_is_said(postgresql: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"migrate|pg_dump"):
        database_of(database_settings(postgresql, tmp_path)).copy(tmp_path / "x")


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    database = database_of(database_settings(f"postgresql://nobody@/none?host={tmp_path}", tmp_path))
    with pytest.raises(Refusal, match="连不上 PostgreSQL"):
        database.copy(tmp_path / "x")


def test_without_its_programs_it_is_said(postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal, match="没有 pg_dump"):
        database_of(database_settings(postgresql, tmp_path)).copy(tmp_path / "x")


def test_what_its_programs_say_is_passed_on_without_the_password(postgresql: str, tmp_path: Path) -> None:
    database = database_of(database_settings(postgresql.replace("ruler@", "ruler:geheim@"), tmp_path))
    (tmp_path / "no.dump").write_bytes(b"no dump")
    with pytest.raises(Refusal, match="pg_restore 没有做成") as refused:
        database.tables(tmp_path / "no.dump", tmp_path / "tables")
    assert "geheim" not in str(refused.value)
