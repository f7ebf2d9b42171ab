"""A zip package whose bytes depend on its content alone: names in order, one date, one way of packing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file in such a package: zip knows no earlier one."""


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files as one zip, in the order given."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            package.writestr(entry, content, compresslevel=9)
    return target.getvalue()


def repacked(package: bytes) -> bytes:
    """The same zip, steady; the order of its files is kept."""
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        return packed({entry.filename: old.read(entry) for entry in old.infolist()})
