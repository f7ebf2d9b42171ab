"""What a database that no program runs on says: rows of a few tables, read without Django, and whether its audit
trail is whole."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from oneruler.office.chain import START, Link, breaks

Row = tuple[str, ...]

_COLUMNS = {
    "office_auditentry": ("sequence", "at", "by_name", "verb", "about", "detail", "previous", "digest"),
    "office_audithead": ("sequence", "digest"),
    "office_attachment": ("digest",),
    "office_officer": ("username",),
    "django_migrations": ("app", "name"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a backup must know of its database."""

    head: tuple[int, str]
    attachments: frozenset[str]
    migrations: list[str]


class Tables:
    """The rows of a database, table by table, in no order."""

    def rows(self, table: str) -> Iterator[Row]:
        """The columns that are read of a table."""
        raise NotImplementedError

    def told(self) -> Told:
        """The end of the trail, what attachments there are, and what the schema is."""
        head = next(iter(self.rows("office_audithead")), ("0", START))
        return Told(
            (int(head[0]), head[1]),
            frozenset(digest for (digest,) in self.rows("office_attachment")),
            sorted(f"{app}.{name}" for app, name in self.rows("django_migrations")),
        )

    def entries(self) -> Iterable[Row]:
        """The audit entries in order."""
        return sorted(self.rows("office_auditentry"), key=lambda row: int(row[0]))

    def trail_breaks(self) -> Iterator[str]:
        """What is wrong with the audit trail."""
        links = (
            (Link(int(row[0]), _moment(row[1]), *row[2:7]), row[7])
            for row in self.entries()
        )  # fmt: skip
        return breaks(links, self.told().head)


class SqliteTables(Tables):
    """A database file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def rows(self, table: str) -> Iterator[Row]:
        return self._rows(table, "")

    def entries(self) -> Iterable[Row]:
        return self._rows("office_auditentry", " ORDER BY sequence")

    def fault(self) -> str:
        """What SQLite itself finds wrong; empty where nothing is."""
        with closing(sqlite3.connect(self._path)) as database:
            try:
                said = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
                strays = database.execute("PRAGMA foreign_key_check").fetchone()
            except sqlite3.DatabaseError as error:
                return str(error)
        return f"foreign key of {strays[0]}" if strays else "" if said == "ok" else str(said)

    def _rows(self, table: str, order: str) -> Iterator[Row]:
        columns = ", ".join(f'"{column}"' for column in _COLUMNS[table])
        with closing(sqlite3.connect(self._path)) as database:
            for row in database.execute(f'SELECT {columns} FROM "{table}"{order}'):  # noqa: S608 -- names of our own
                yield tuple(str(value) for value in row)


class CopyTables(Tables):
    """What ``pg_restore`` writes out of a dump as SQL, kept in one file a table: lines between COPY and ``\\.``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def rows(self, table: str) -> Iterator[Row]:
        wanted: list[int] = []
        with (self._folder / f"{table}.sql").open(encoding="utf-8", newline="\n") as lines:
            for line in lines:
                if wanted and line == "\\.\n":
                    return
                if wanted:
                    cells = line.rstrip("\n").split("\t")
                    yield tuple(_unescaped(cells[at]) for at in wanted)
                elif found := _COPY.match(line):
                    columns = [name.strip().strip('"') for name in found["columns"].split(",")]
                    wanted = [columns.index(name) for name in _COLUMNS[table]]


TABLES = tuple(_COLUMNS)
_COPY = re.compile(r"COPY [\w.\"]+ \((?P<columns>[^)]*)\) FROM stdin;")
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def _unescaped(cell: str) -> str:
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), cell)


def _moment(text: str) -> datetime:
    """A moment as either database writes it: without a zone it is UTC."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
