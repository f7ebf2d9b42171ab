"""Files that appear whole or not at all, and folders for what is not ready yet."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from oneruler.web.refusal import Refusal

_SCRATCH = ".oneruler-"
_YOUNG = 60  # seconds in which a new folder may not have its lock yet


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that its owner alone may read, so that whoever looks sees the old one or the new one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with scratch(path.parent) as folder:
        fresh = folder / "file"
        fresh.touch(mode=0o600)
        fresh.write_bytes(data)
        put_in_place(fresh, path)


def put_in_place(fresh: Path, path: Path) -> None:
    """Move a finished file of the same disk to where it belongs; it has reached the disk before it is seen."""
    sync(fresh)
    fresh.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Let a file, or the names in a folder, reach the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def scratch(parent: Path) -> Iterator[Path]:
    """A folder under ``parent`` for what is not ready yet, gone afterwards; it also removes what killed processes left."""
    _sweep(parent)
    folder = Path(mkdtemp(prefix=_SCRATCH, dir=parent))
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def _sweep(parent: Path) -> None:
    for folder in parent.glob(f"{_SCRATCH}*"):
        try:
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        except OSError:
            continue
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if time.time() - os.fstat(handle).st_mtime > _YOUNG:
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue  # somebody works in it
        finally:
            os.close(handle)


@contextmanager
def refused_by_the_disk(doing: str) -> Iterator[None]:
    """Turn what the disk refuses into a Refusal: no space, no permission, gone."""
    try:
        yield
    except OSError as error:
        raise Refusal(f"{doing}没有做成（{error.strerror or error}），请看磁盘空间和文件夹权限。") from error


@contextmanager
def alone(var: Path, refusal: str) -> Iterator[int]:
    """Hold the folder of an installation alone; raises Refusal with these words where another process holds it.

    The hold ends with the last process that was given it (by its number, which comes with ``with``), however it ends.
    """
    handle = os.open(var / "running.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(refusal) from None
        yield handle
    finally:
        os.close(handle)
