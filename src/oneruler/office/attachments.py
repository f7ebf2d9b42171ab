"""Files that prove something: kept once by what is in them, sealed, on a shelf beside the database.

    shelf/ab/cdef…    the SM3 digest of the plain file; sealed with it, so that a file in another's place does not open

A file is on the shelf before its row is written and is never taken off, so whoever sees a row finds its file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from cryptography.hazmat.primitives import hashes
from django.db import transaction
from django.db.models import QuerySet

from oneruler.base.dates import local_day
from oneruler.office.acting import record, require
from oneruler.office.media import LARGEST, NotAcceptedError, check_medium, plain_name
from oneruler.office.models import Attachment, Officer
from oneruler.office.roles import Verb
from oneruler.office.sealed_files import CHUNK, derived_key, open_stream, seal_stream
from oneruler.office.sealing import Seal

_NEW = ".new-"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file on the shelf."""

    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder of attachments, and the seal they are kept under."""

    folder: Path
    seal: Seal

    def place(self, digest: str) -> Path:
        """Where a file lies. Raises ValueError for what is no digest."""
        return self.folder / relative_place(digest)

    def store(self, data: IO[bytes], *, largest: int = LARGEST) -> Stored:
        """Keep what can be read and sought in ``data``; storing it again keeps it once. Raises NotAcceptedError."""
        data.seek(0)
        stored = _digest(data, largest)
        path = self.place(stored.digest)
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=path.parent, prefix=_NEW) as fresh:  # mode 0600
                data.seek(0)
                seal_stream(data, fresh, key=self._key, about=stored.digest.encode())
                fresh.flush()
                os.fsync(fresh.fileno())
                with suppress(FileExistsError):  # another has just stored the same
                    path.hardlink_to(fresh.name)
            _sync_folder(path.parent)
            _sync_folder(self.folder)
        return stored

    def open(self, digest: str) -> Iterator[bytes]:
        """The file in pieces, each proved to be what was stored. Raises FileNotFoundError, SealError."""
        with self.place(digest).open("rb") as sealed:
            yield from open_stream(sealed, key=self._key, about=digest.encode())

    @property
    def _key(self) -> bytes:
        return derived_key(self.seal.sealing_key, b"attachments")


def unfinished(folder: Path) -> Iterator[Path]:
    """What killed processes left on a shelf; nothing refers to it."""
    return folder.glob(f"??/{_NEW}*")


def relative_place(digest: str) -> str:
    """Where a file lies on any shelf. Raises ValueError for what is no digest."""
    if len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise ValueError(f"no digest: {digest!r}")
    return f"{digest[:2]}/{digest[2:]}"


def attach(
    *, about: str, name: str, data: IO[bytes], shelf: Shelf, by: Officer, at: datetime,
    project: str = "", township: str = "",
) -> Attachment:  # fmt: skip
    """Attach a file to what it proves, named as the trail names it. Attaching the same file under the same name to the
    same thing again gives the same row. Raises NotAllowedError, NotAcceptedError.

    The file is read and stored before the transaction, so that a large one keeps nobody waiting.
    """
    require(by, Verb.ATTACH, on=local_day(at), project=project, township=township)
    plain = plain_name(name)
    check_medium(plain, data)
    stored = shelf.store(data)
    with transaction.atomic():
        require(by, Verb.ATTACH, on=local_day(at), project=project, township=township)
        same = Attachment.objects.filter(about=about, digest=stored.digest, name=plain).first()
        if same is not None:
            return same
        attachment = Attachment.objects.create(
            digest=stored.digest, name=plain, size=stored.size, about=about, added_by=by, added_at=at
        )
        record(by=by, at=at, verb=Verb.ATTACH, about=about, detail={"digest": stored.digest, "size": stored.size})
    return attachment


def attachments_of(*about: str) -> QuerySet[Attachment]:
    """What proves these things, in the order attached. Whether the reader may see it is for the page to ask."""
    return Attachment.objects.filter(about__in=about).select_related("added_by").order_by("about", "id")


def _digest(data: IO[bytes], largest: int) -> Stored:
    digest, size = hashes.Hash(hashes.SM3()), 0
    while chunk := data.read(CHUNK):
        size += len(chunk)
        if size > largest:
            raise NotAcceptedError(f"文件大于 {largest >> 20} MB，请压缩或分开后再上传。")
        digest.update(chunk)
    if not size:
        raise NotAcceptedError("文件是空的，请核对后重新上传。")
    return Stored(digest.finalize().hex(), size)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
