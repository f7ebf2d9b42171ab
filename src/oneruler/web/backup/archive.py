"""The backup file: a zip of the database, the attachments as they lie sealed on the shelf, and a manifest.

manifest.json    program, time, kind of database, migrations, end of the audit trail, size and SM3 of every part
manifest.mac     HMAC-SM3 of the manifest under the installation's key: only whoever has that key can make one
database.…       oneruler.sqlite3, or what pg_dump gave
attachments/…    one file each
keys.sealed      only when asked for; see keys.py
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from cryptography.hazmat.primitives import hashes

from oneruler.web.refusal import Refusal

FORMAT = 1
MANIFEST, MAC, KEYS = "manifest.json", "manifest.mac", "keys.sealed"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
ATTACHMENTS = "attachments/"
_ATTACHMENT = re.compile(r"attachments/[0-9a-f]{2}/[0-9a-f]{62}")
_LARGEST_MANIFEST = 256 * 1024 * 1024
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    """One file in the archive."""

    size: int
    sm3: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. ``missing`` are attachments that were not on the shelf when it was made."""

    program: str
    made_at: str
    database: str
    migrations: list[str]
    head: tuple[int, str]
    parts: dict[str, Part]
    missing: list[str] = field(default_factory=list)
    format: int = FORMAT

    def as_bytes(self) -> bytes:
        """As it stands in the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()

    @classmethod
    def read(cls, data: bytes) -> Manifest:
        """The manifest again. Raises Refusal for one that this version does not understand."""
        try:
            words: dict[str, Any] = json.loads(data)
            if words["format"] != FORMAT:
                raise Refusal(f"备份的格式是第 {words['format']} 版，本程序只认第 {FORMAT} 版；请用较新的程序恢复。")
            parts = {str(name): Part(int(one["size"]), str(one["sm3"])) for name, one in words["parts"].items()}
            sequence, digest = words["head"]
            manifest = cls(str(words["program"]), str(words["made_at"]), str(words["database"]),
                           [str(name) for name in words["migrations"]], (int(sequence), str(digest)), parts,
                           [str(digest) for digest in words["missing"]])  # fmt: skip
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Refusal("备份的清单读不懂，文件可能已损坏；请换另一份备份。") from error
        if manifest.database not in DATABASES or DATABASES[manifest.database] not in parts:
            raise Refusal("备份的清单里没有数据库，文件可能已损坏；请换另一份备份。")
        for name in parts:
            if name not in DATABASES.values() and name != KEYS and not _ATTACHMENT.fullmatch(name):
                raise Refusal(f"备份的清单里有不认识的文件“{name}”，不能恢复。")
        return manifest


class ArchiveWriter:
    """Adds files to a new archive and notes what they were."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True)
        self.parts: dict[str, Part] = {}

    def add(self, name: str, path: Path, *, pack: bool = False) -> None:
        """Add a file; ``pack`` where packing makes it smaller."""
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED if pack else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        digest, size = hashes.Hash(hashes.SM3()), 0
        with path.open("rb") as source, self._zip.open(info, "w", force_zip64=True) as target:
            while piece := source.read(_PIECE):
                size += len(piece)
                digest.update(piece)
                target.write(piece)
        self.parts[name] = Part(size, digest.finalize().hex())

    def add_bytes(self, name: str, data: bytes) -> None:
        """Add a small part."""
        self._write(name, data)
        self.parts[name] = Part(len(data), sm3(data))

    def close(self, manifest: Manifest, mac: str) -> None:
        """Put the manifest at the end; without it the archive is none."""
        self._write(MANIFEST, manifest.as_bytes())
        self._write(MAC, mac.encode())
        self._zip.close()

    def _write(self, name: str, data: bytes) -> None:
        info = zipfile.ZipInfo(name)
        info.external_attr = 0o600 << 16
        self._zip.writestr(info, data)


class ArchiveReader:
    """A backup file, opened. Raises Refusal for what is none, or is damaged."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            for name in (MANIFEST, MAC):
                if self._zip.getinfo(name).file_size > _LARGEST_MANIFEST:
                    raise Refusal(f"{path} 的清单大得不正常，不能恢复。")
            self.manifest_bytes = self._zip.read(MANIFEST)
            self.mac = self._zip.read(MAC).decode("ascii", "replace")
        except FileNotFoundError:
            raise Refusal(f"找不到备份文件 {path}。") from None
        except (zipfile.BadZipFile, zlib.error, KeyError, OSError) as error:
            raise Refusal(f"{path} 不是一把尺的备份文件，或没有写完、已损坏；请换另一份备份。") from error
        self.manifest = Manifest.read(self.manifest_bytes)

    def pieces(self, name: str) -> Iterator[bytes]:
        """One part, piece by piece; whoever came to its end knows that it is what the manifest says. Raises Refusal."""
        part, digest, size = self.manifest.parts[name], hashes.Hash(hashes.SM3()), 0
        try:
            with self._zip.open(name) as source:
                while piece := source.read(_PIECE):
                    size += len(piece)
                    if size > part.size:
                        raise _damaged(name)
                    digest.update(piece)
                    yield piece
        except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, NotImplementedError) as error:
            raise _damaged(name) from error
        if (size, digest.finalize().hex()) != (part.size, part.sm3):
            raise _damaged(name)

    def read(self, name: str) -> bytes:
        """A small part as a whole."""
        return b"".join(self.pieces(name))

    def extract(self, name: str, path: Path) -> None:
        """Write one part to a new file."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=False)
        with path.open("wb") as target:
            for piece in self.pieces(name):
                target.write(piece)

    def __enter__(self) -> ArchiveReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()


def sm3(data: bytes) -> str:
    """The SM3 digest, in hexadecimal."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()


def _damaged(name: str) -> Refusal:
    return Refusal(f"备份里的 {name} 与清单不符，文件已损坏或被改动过；请换另一份备份。")
