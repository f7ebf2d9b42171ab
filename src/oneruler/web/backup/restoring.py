"""Restore a backup. Everything is unpacked beside and checked before anything is replaced; then the attachments go in,
which nothing names yet, and last the database takes the place of the old one in one step. Killed at any moment, the
installation is what it was or what the backup says."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from oneruler.office.attachments import relative_place
from oneruler.office.sealing import Seal, SealError
from oneruler.web.backup.archive import ATTACHMENTS, DATABASES, KEYS, ArchiveReader, Manifest
from oneruler.web.backup.databases import Database
from oneruler.web.backup.keys import Keys, is_made_under, opened_keys
from oneruler.web.files import scratch, sync, write_whole
from oneruler.web.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Installation:
    """Where a backup goes. ``known`` are the migrations of this program."""

    var: Path
    database: Database
    seal: str
    known: frozenset[str]

    @property
    def shelf(self) -> Path:
        """The folder of attachments."""
        return self.var / "attachments"

    def holds_anything_but(self, manifest: Manifest) -> bool:
        """Whether there is something that a restore would replace. Attachments that the backup holds too are nothing:
        a restore that was killed may have left them."""
        shelved = (f"{ATTACHMENTS}{file.parent.name}/{file.name}" for file in self.shelf.glob("??/[!.]*"))
        return self.database.holds_anything() or any(name not in manifest.parts for name in shelved)


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, or would be. ``old`` is where the database before it lies."""

    manifest: Manifest
    replaced: bool
    old: Path | None = None
    behind: bool = False


def restore_backup(
    path: Path, installation: Installation, *, at: datetime, replace: bool = False, only_check: bool = False,
    passphrase: Callable[[], str] | None = None, step: Callable[[str], None] = lambda said: None,
) -> Restored:  # fmt: skip
    """Check a backup, and put it in the place of what there is. ``passphrase`` is asked for where the keys in the
    backup are to be taken. Raises Refusal; then nothing was changed."""
    with ArchiveReader(path) as archive:
        manifest = archive.manifest
        _understood(manifest, installation)
        full = installation.holds_anything_but(manifest)
        if full and not (replace or only_check):
            raise Refusal("这里已有数据。要用备份代替它，请加 --replace；现有的数据库会改名留下。")
        keys = _keys(archive, installation, full=full, passphrase=passphrase)
        step("一、逐个核对文件")
        with scratch(installation.var) as folder:
            for name in manifest.parts:
                archive.extract(name, folder / name)
            step(f"二、核对数据库和操作记录（{manifest.head[0]} 条）")
            copy = folder / DATABASES[manifest.database]
            _sound(copy, folder, manifest, installation)
            behind = bool(installation.known - set(manifest.migrations))
            if only_check:
                return Restored(manifest, replaced=False, behind=behind)
            step("三、放入附件和数据库")
            if keys is not None:
                _put_keys(keys, installation)
            _put_attachments(folder / ATTACHMENTS, installation.shelf)
            old = installation.database.replace(copy, at=at)
    return Restored(manifest, replaced=True, old=old, behind=behind)


def _understood(manifest: Manifest, installation: Installation) -> None:
    if manifest.database != installation.database.kind:
        raise Refusal(
            f"备份来自 {manifest.database}，这里用的是 {installation.database.kind}；"
            "请用同一种数据库恢复（见 ONERULER_DATABASE）。"
        )
    if newer := sorted(set(manifest.migrations) - installation.known):
        raise Refusal(f"备份来自较新的版本（{manifest.program}，例如 {newer[0]}），请先升级程序再恢复。")


def _keys(
    archive: ArchiveReader, installation: Installation, *, full: bool, passphrase: Callable[[], str] | None
) -> Keys | None:
    """The keys to put in place, if any; the backup must have been made under the key that will stand here."""
    keys = None
    if passphrase is not None:
        if KEYS not in archive.manifest.parts:
            raise Refusal("备份里没有密钥（备份时没有加 --with-keys）；请去掉 --with-keys，用恢复码恢复。")
        keys = opened_keys(archive.read(KEYS), passphrase())
    try:
        seal = Seal.read(keys.seal if keys is not None else installation.seal)
    except SealError as error:
        raise Refusal(str(error)) from error
    if not is_made_under(seal, archive.manifest_bytes, archive.mac):
        raise Refusal(
            "备份的清单不是用这里的密钥做的：密钥不同，或清单被改动过。请先把原来的密钥恢复码写入数据文件夹的 seal-key，"
            "或设置 ONERULER_SEAL；备份里带有密钥的，请加 --with-keys。"
        )
    if keys is None or Seal.read(installation.seal) == seal:
        return None
    if full:
        raise Refusal("这里已有的数据是用另一把密钥加密的。请把备份恢复到空的数据文件夹（另设 ONERULER_VAR）。")
    if os.environ.get("ONERULER_SEAL"):
        raise Refusal("ONERULER_SEAL 与备份里的密钥不同，请先去掉它。")
    return keys


def _sound(copy: Path, folder: Path, manifest: Manifest, installation: Installation) -> None:
    tables = installation.database.tables(copy, folder / "tables")
    told = tables.told()
    found = list(islice(tables.trail_breaks(), 3))
    if found:
        raise Refusal(f"备份中的操作记录不完整：{'；'.join(found)}。请换另一份备份。")
    if told.head != manifest.head:
        raise Refusal("备份中操作记录的链尾与清单不符，请换另一份备份。")
    there = {name.removeprefix(ATTACHMENTS) for name in manifest.parts if name.startswith(ATTACHMENTS)}
    lost = {relative_place(digest) for digest in told.attachments - set(manifest.missing)} - there
    if lost:
        raise Refusal(f"备份缺少 {len(lost)} 个附件，例如 {min(lost)}；请换另一份备份。")


def _put_keys(keys: Keys, installation: Installation) -> None:
    for name, words in (("secret-key", keys.secret), ("seal-key", keys.seal)):
        write_whole(installation.var / name, words.encode("ascii"))


def _put_attachments(unpacked: Path, shelf: Path) -> None:
    folders = set()
    for file in _files(unpacked):
        place = shelf / file.relative_to(unpacked)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync(file)
        file.replace(place)
        folders.add(place.parent)
    for folder in folders:
        sync(folder)
    if folders:
        sync(shelf)


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.glob("??/*") if file.is_file())
