"""What goes out together, in one zip that anyone can check: a manifest with the digest of each file, and one salted
digest over all that is printed on the notice and kept by the office. Values in, values out; no Django.

    digest = SHA-256(salt + "\\n" + the manifest without its digest, as JSON with sorted keys and no blanks)
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from oneruler.papers.steady import packed

MANIFEST = "manifest.json"
FORMAT = 1
_LARGEST_MANIFEST = 16 * 1024 * 1024
_LARGEST = 2 * 1024 * 1024 * 1024
_MOST_FILES = 10_000
_BLOCK = 1024 * 1024


class PackageError(ValueError):
    """What is no package, or cannot become one; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A finished package: its bytes, its manifest and the digest to print."""

    data: bytes
    manifest: dict[str, Any]
    digest: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What looking over a package gave: nothing wrong where ``faults`` is empty."""

    manifest: dict[str, Any]
    digest: str
    faults: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not self.faults


def pack(
    files: Mapping[str, bytes], *, number: str, title: str, audience: str, published_on: date, salt: str
) -> Packed:
    """The files in the order of their names, after their manifest. Equal input gives equal bytes. Raises PackageError
    for a name that is none, that occurs twice but for its case, or that leaves its folder."""
    if not files:
        raise PackageError("公开包里没有文件。")
    seen: set[str] = set()
    for name in files:
        _check_name(name)
        if name.lower() in seen:
            raise PackageError(f"文件名“{name}”重复（只有大小写不同也算重复），请改名。")
        seen.add(name.lower())
    manifest: dict[str, Any] = {
        "format": FORMAT, "number": number, "title": title, "audience": audience,
        "published_on": published_on.isoformat(), "salt": salt,
        "files": [
            {"name": name, "size": len(files[name]), "sha256": hashlib.sha256(files[name]).hexdigest()}
            for name in sorted(files)
        ],
    }  # fmt: skip
    manifest["digest"] = _digest(manifest)
    words = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()
    data = packed({MANIFEST: words, **{name: files[name] for name in sorted(files)}})
    return Packed(data, manifest, manifest["digest"])


def verify(data: bytes, expected: str = "") -> Verified:
    """Look over a package: every file that was changed, is missing or was put in is named. ``expected`` is the digest
    that was printed; without it, a package that was made anew as a whole cannot be told. Raises PackageError for what
    is no package at all."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _verified(package, expected.strip().lower())
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise PackageError("这不是公开包，或文件不完整：打不开压缩包。请重新下载后再核对。") from error


def _verified(package: zipfile.ZipFile, expected: str) -> Verified:
    entries = package.infolist()
    if len(entries) > _MOST_FILES:
        raise PackageError(f"压缩包里有 {len(entries)} 个文件，超过 {_MOST_FILES} 个，不像公开包。")
    manifest = _manifest(package)
    faults = _manifest_faults(manifest, expected)
    listed = {one["name"]: one for one in manifest["files"]}
    names = [entry.filename for entry in entries]
    faults += [f"缺少文件：{name}" for name in listed if name not in names]
    faults += [f"多出文件：{name}" for name in dict.fromkeys(names) if name not in listed and name != MANIFEST]
    faults += [f"同名文件不止一个：{name}" for name in dict.fromkeys(names) if names.count(name) > 1]
    for entry in entries:
        if entry.filename in listed and names.count(entry.filename) == 1:
            one = listed[entry.filename]
            if entry.file_size != one["size"] or _sha256(package, entry) != one["sha256"]:
                faults.append(f"内容被改动：{entry.filename}")
    return Verified(manifest, _digest(manifest), tuple(faults))


def _manifest(package: zipfile.ZipFile) -> dict[str, Any]:
    try:
        entry = package.getinfo(MANIFEST)
    except KeyError:
        raise PackageError(f"压缩包里没有清单 {MANIFEST}，不是公开包。") from None
    if entry.file_size > _LARGEST_MANIFEST:
        raise PackageError(f"清单 {MANIFEST} 过大，不像公开包。")
    try:
        manifest = json.loads(package.read(entry))
        sound = (
            manifest["format"] == FORMAT and isinstance(manifest["salt"], str) and isinstance(manifest["digest"], str)
            and all(isinstance(one["name"], str) and isinstance(one["size"], int) and isinstance(one["sha256"], str)
                    for one in manifest["files"])
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, RuntimeError, zlib.error, zipfile.BadZipFile, RecursionError) as error:
        raise PackageError(f"清单 {MANIFEST} 读不出来，可能被改动过。") from error
    if not sound:
        raise PackageError(f"清单 {MANIFEST} 的格式不认识，请用更新的程序核对。")
    assert isinstance(manifest, dict)  # noqa: S101 -- it has keys
    return manifest


def _manifest_faults(manifest: dict[str, Any], expected: str) -> list[str]:
    digest = _digest(manifest)
    faults = [] if digest == manifest["digest"] else [f"清单 {MANIFEST} 被改动：与它自己的摘要不符"]
    if expected and digest != expected:
        faults.append(f"整包摘要不符：公布的是 {expected}，这一包是 {digest}")
    return faults


def _sha256(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    """The digest of a file, read piece by piece; empty where it cannot be read."""
    digest = hashlib.sha256()
    if entry.file_size > _LARGEST:
        return ""
    try:
        with package.open(entry) as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, NotImplementedError):
        return ""
    return digest.hexdigest()


def _digest(manifest: Mapping[str, Any]) -> str:
    content = {name: value for name, value in manifest.items() if name != "digest"}
    words = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{manifest['salt']}\n{words}".encode()).hexdigest()


def _check_name(name: str) -> None:
    path = PurePosixPath(name)
    bad = (
        not name or name == MANIFEST or path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name
        or str(path) != name or any(ord(sign) < 32 for sign in name)
    )  # fmt: skip
    if bad:
        raise PackageError(f"文件名“{name}”不能用：应是公开包里的相对路径，不含 .. 、\\ 、: ，也不叫 {MANIFEST}。")
