"""The two databases: how a consistent copy is taken while others write, and how one takes the place of all there is.

Sessions stay out of a copy: whoever found one in a backup could go on with it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import psycopg

from oneruler.web.backup.trail import TABLES, CopyTables, SqliteTables, Tables, Told
from oneruler.web.files import put_in_place, sync
from oneruler.web.refusal import Refusal

_SESSIONS = "django_session"
_PATIENCE = 30  # seconds that a restore waits for whoever still uses the database


class Database(Protocol):
    """One of the two."""

    kind: str

    def copy(self, target: Path) -> Told:
        """Write a copy as of one moment to a new file, and tell what is in it."""

    def tables(self, copy: Path, folder: Path) -> Tables:
        """The rows of a copy; ``folder`` is for what must be written out. Raises Refusal for a damaged copy."""

    def holds_anything(self) -> bool:
        """Whether there is something that a restore would replace."""

    def replace(self, copy: Path, *, at: datetime) -> Path | None:
        """Put the copy in the place of all there is, or change nothing. Returns where the old one lies, if it does."""


def database_of(settings: dict[str, Any]) -> Database:
    """The database that Django's settings name."""
    if settings["ENGINE"].endswith("sqlite3"):
        return Sqlite(Path(settings["NAME"]))
    return Postgresql(settings)


class Sqlite:
    """One file."""

    kind = "sqlite"

    def __init__(self, path: Path) -> None:
        self._path = path

    def copy(self, target: Path) -> Told:
        if not self._path.exists():
            raise Refusal(f"还没有数据库（{self._path}），没有可备份的内容。请先运行 oneruler migrate。")
        try:
            with closing(sqlite3.connect(self._path, timeout=60, isolation_level=None)) as database:
                database.execute("VACUUM INTO ?", (str(target),))
            with closing(sqlite3.connect(target, isolation_level=None)) as copied:
                copied.execute("PRAGMA secure_delete=ON")
                copied.execute(f"DELETE FROM {_SESSIONS}")  # noqa: S608 -- a name of our own
            return SqliteTables(target).told()
        except sqlite3.Error as error:
            raise Refusal(f"数据库读不了（{error}）。尚未建立的，请先运行 oneruler migrate。") from error

    def tables(self, copy: Path, folder: Path) -> Tables:
        tables = SqliteTables(copy)
        if fault := tables.fault():
            raise Refusal(f"备份中的数据库已损坏（{fault}）；请换另一份备份。")
        return tables

    def holds_anything(self) -> bool:
        if not self._path.exists() or not self._path.stat().st_size:
            return False
        try:
            return next(iter(SqliteTables(self._path).rows("office_officer")), None) is not None
        except sqlite3.OperationalError as error:
            return "no such table" not in str(error)
        except sqlite3.DatabaseError:
            return True  # it cannot be read, but somebody may still want it

    def replace(self, copy: Path, *, at: datetime) -> Path | None:
        old = None
        if self._path.exists():
            old = self._path.with_name(f"before-restore-{at:%Y%m%d-%H%M%S}.sqlite3")
            if self._close_old():
                old.unlink(missing_ok=True)
                old.hardlink_to(self._path)
            else:
                for ending in ("", "-wal", "-shm"):
                    if (file := self._path.with_name(self._path.name + ending)).exists():
                        shutil.copy2(file, old.with_name(old.name + ending))
                for ending in ("-wal", "-shm"):
                    self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
            sync(self._path.parent)
        copy.chmod(0o600)
        put_in_place(copy, self._path)
        return old

    def _close_old(self) -> bool:
        """Bring the old database into its one file, so that nothing of it lies beside; False where it is damaged."""
        try:
            with closing(sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)) as database:
                mode = database.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite3.OperationalError as error:
            raise Refusal(f"数据库正被别的程序使用（{error}），请先停止一把尺的所有程序，再恢复。") from error
        except sqlite3.DatabaseError:
            return False
        if mode != "delete":
            raise Refusal("数据库正被别的程序使用，请先停止一把尺的所有程序，再恢复。")
        return True


class Postgresql:
    """A server. Its own programs copy and restore, since only they know all that a database may hold."""

    kind = "postgresql"

    def __init__(self, settings: dict[str, Any]) -> None:
        options = {name: str(value) for name, value in settings.get("OPTIONS", {}).items() if name != "pool"}
        named = {
            "host": settings["HOST"],
            "port": settings["PORT"],
            "user": settings["USER"],
            "dbname": settings["NAME"],
        }
        self._address = psycopg.conninfo.make_conninfo(
            "", **options, **{key: value for key, value in named.items() if value}
        )
        self._password = settings["PASSWORD"]

    def copy(self, target: Path) -> Told:
        try:
            return self._copy(target)
        except psycopg.Error as error:
            raise Refusal(f"数据库读不了（{error}）。尚未建立的，请先运行 oneruler migrate。") from error

    def _copy(self, target: Path) -> Told:
        with self._connect() as database:
            database.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            database.read_only = True
            snapshot = str(_one(database, "SELECT pg_export_snapshot()")[0])
            self._run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--exclude-table-data={_SESSIONS}",
                      f"--file={target}", f"--dbname={self._address}")  # fmt: skip
            head = database.execute("SELECT sequence, digest FROM office_audithead").fetchone()
            return Told(
                (head[0], head[1]) if head else (0, "0" * 64),
                frozenset(digest for (digest,) in database.execute("SELECT DISTINCT digest FROM office_attachment")),
                sorted(f"{app}.{name}" for app, name in database.execute("SELECT app, name FROM django_migrations")),
            )

    def tables(self, copy: Path, folder: Path) -> Tables:
        folder.mkdir(mode=0o700)
        for table in TABLES:
            self._run("pg_restore", "--data-only", f"--table={table}", f"--file={folder / table}.sql", str(copy))
        return CopyTables(folder)

    def holds_anything(self) -> bool:
        with self._connect() as database:
            if _one(database, "SELECT to_regclass('office_officer')")[0] is None:
                return False
            return bool(_one(database, "SELECT EXISTS (SELECT FROM office_officer)")[0])

    def replace(self, copy: Path, *, at: datetime) -> Path | None:
        script = copy.with_suffix(".sql")
        self._run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(copy))
        self._run(
            "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--dbname={self._address}",
            f"--command=SET lock_timeout = '{_PATIENCE}s'; SET client_min_messages = warning",
            "--command=DROP SCHEMA public CASCADE; CREATE SCHEMA public", f"--file={script}",
        )  # fmt: skip
        return None

    def _connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        try:
            return psycopg.connect(self._address, password=self._password or None)
        except psycopg.OperationalError as error:
            raise Refusal(f"连不上 PostgreSQL：{error}") from error

    def _run(self, program: str, *words: str) -> None:
        found = shutil.which(program)
        if found is None:
            raise Refusal(f"这台机器上没有 {program}，请先安装与服务器同版本的 PostgreSQL 客户端程序。")
        env = {**os.environ, "PGTZ": "UTC"}
        if self._password:
            env["PGPASSWORD"] = self._password
        done = subprocess.run([found, *words], env=env, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise Refusal(f"{program} 没有做成：{done.stderr.strip() or done.returncode}")


def _one(database: psycopg.Connection[tuple[Any, ...]], question: str) -> tuple[Any, ...]:
    row = database.execute(question.encode()).fetchone()
    return row or (None,)
