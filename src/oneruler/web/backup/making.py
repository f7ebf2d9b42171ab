"""Make a backup, while others go on working."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from oneruler import __version__
from oneruler.office.attachments import relative_place
from oneruler.office.sealing import Seal
from oneruler.web.backup.archive import ATTACHMENTS, DATABASES, KEYS, ArchiveReader, ArchiveWriter, Manifest
from oneruler.web.backup.databases import Database, database_of
from oneruler.web.backup.keys import Keys, manifest_mac, sealed_keys
from oneruler.web.files import scratch, sync
from oneruler.web.refusal import Refusal

KEPT = 30
"""So many daily backups stay; older ones are removed once a new one is whole."""
_DAILY = re.compile(r"oneruler-\d{4}-\d\d-\d\d\.zip")


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that stands. ``head`` is the number of audit entries in it, ``missing`` of attachments not found."""

    path: Path
    size: int
    head: int
    attachments: int
    missing: int


def make_backup(
    path: Path, *, database: Database, shelf: Path, seal: Seal, at: datetime,
    keys: Keys | None = None, passphrase: str = "", beat: Callable[[int, int], None] = lambda done, total: None,
) -> Made:  # fmt: skip
    """Write a backup to a new file, whole or not at all. The database is copied first: an attachment is on the shelf
    before its row is in the database, so every one that the copy names is found. Raises Refusal."""
    if path.exists():
        raise Refusal(f"{path} 已经存在；请换一个文件名，不覆盖已有的备份。")
    if not path.parent.is_dir():
        raise Refusal(f"没有 {path.parent} 这个文件夹，请先建立。")
    locked = sealed_keys(keys, passphrase) if keys is not None else None
    with scratch(path.parent) as folder:
        copy, fresh = folder / DATABASES[database.kind], folder / "backup.zip"
        told = database.copy(copy)
        fresh.touch(mode=0o600)
        with fresh.open("wb") as file:
            writer = ArchiveWriter(file)
            writer.add(copy.name, copy, pack=database.kind == "sqlite")
            copy.unlink()
            missing = _add_attachments(writer, shelf, sorted(told.attachments), beat)
            if locked is not None:
                writer.add_bytes(KEYS, locked)
            manifest = Manifest(
                __version__, at.isoformat(), database.kind, told.migrations, told.head, writer.parts, missing
            )
            writer.close(manifest, manifest_mac(seal, manifest.as_bytes()))
        sync(fresh)
        try:
            os.link(fresh, path)  # fails where a file has come there meanwhile
        except FileExistsError:
            raise Refusal(f"{path} 已经存在；请换一个文件名，不覆盖已有的备份。") from None
        sync(path.parent)
    return Made(path, path.stat().st_size, told.head[0], len(told.attachments), len(missing))


def make_daily_backup(
    folder: Path | None, name: str, *, seal: Seal, at: datetime, beat: Callable[[int, int], None]
) -> Made:
    """The backup of a day under its name in the folder; one that stands already is left. Raises Refusal."""
    if folder is None:
        raise Refusal("没有设置备份文件夹（ONERULER_BACKUPS），请先设置。")
    path = folder / f"oneruler-{name}.zip"
    if not _DAILY.fullmatch(path.name):
        raise Refusal(f"“{name}”不是日期，不能作备份的名字。")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists():  # the job was killed between the end of its work and its own
        with ArchiveReader(path) as archive:
            said = archive.manifest
            stored = sum(part.startswith(ATTACHMENTS) for part in said.parts) + len(said.missing)
            return Made(path, path.stat().st_size, said.head[0], stored, len(said.missing))
    made = make_backup(
        path, database=database_of(settings.DATABASES["default"]), shelf=settings.VAR / "attachments", seal=seal, at=at,
        beat=beat,
    )  # fmt: skip
    for old in sorted(file for file in folder.iterdir() if _DAILY.fullmatch(file.name))[:-KEPT]:
        old.unlink()
    return made


def _add_attachments(
    writer: ArchiveWriter, shelf: Path, digests: list[str], beat: Callable[[int, int], None]
) -> list[str]:
    missing = []
    heard = time.monotonic()
    for done, digest in enumerate(digests):
        place = relative_place(digest)
        if (shelf / place).is_file():
            writer.add(ATTACHMENTS + place, shelf / place)
        else:
            missing.append(digest)
        if time.monotonic() - heard > 1:
            beat(done, len(digests))
            heard = time.monotonic()
    beat(len(digests), len(digests))
    return missing
