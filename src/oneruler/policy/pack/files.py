"""The files of a pack, as they were at one moment."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from oneruler.policy.faults import Faults, Place
from oneruler.policy.pack.csv_tables import decode

_LARGEST_FILE = 8 * 1024 * 1024


@dataclass(frozen=True)
class Files:
    """The files that make a pack, by their path in it, as they were at one moment."""

    folder: Path
    content: Mapping[str, bytes]

    @classmethod
    def of(cls, folder: Path) -> Files:
        """Read the pack's files. Raises PackError where there is no pack."""
        if not (folder / "policy.yaml").is_file():
            raise_missing(folder)
        faults = Faults()
        paths = [folder / "policy.yaml", *_listed(folder / "tables", ".csv", faults)]
        paths += _listed(folder / "rules", ".yaml", faults)
        paths += [path for name in ("interpretations", "cases") if (path := folder / f"{name}.yaml").is_file()]
        content = {}
        for path in paths:
            name = path.relative_to(folder).as_posix()
            if path.stat().st_size > _LARGEST_FILE:
                faults.add(Place(name), f"文件超过 {_LARGEST_FILE // 1024**2} MB", "请拆成几个文件。")
            else:
                content[name] = path.read_bytes()
        faults.raise_if_any()
        return cls(folder, content)

    @property
    def digest(self) -> str:
        """SHA-256 over names and bytes; the worked cases, which change nothing that is owed, are left out."""
        sha = hashlib.sha256()
        for name, data in sorted(self.content.items()):
            if name != "cases.yaml":
                sha.update(f"{name}\0{len(data)}\0".encode())
                sha.update(data)
        return sha.hexdigest()

    def texts(self, start: str, end: str, faults: Faults) -> list[tuple[str, str]]:
        """The names and words of the files under ``start`` with the ending ``end``."""
        read = []
        for name, data in self.content.items():
            if name.startswith(start) and name.endswith(end):
                try:
                    read.append((name, decode(data)))
                except ValueError as error:
                    faults.add(Place(name), str(error))
        return read


def _listed(folder: Path, ending: str, faults: Faults) -> list[Path]:
    """The files of a folder. What has another ending would be passed over without a word, so it is a fault; what a
    program keeps beside an open file (``.~…``, ``~$…``) is none."""
    seen = sorted(path for path in folder.glob("*") if not path.name.startswith((".", "~")))
    for path in seen:
        if path.suffix != ending or not path.is_file():
            place = Place(f"{folder.name}/{path.name}")
            faults.add(place, f"{folder.name} 里只读 {ending} 文件，这一个不会被读到", "请改名，或移到别处。")
    return [path for path in seen if path.suffix == ending and path.is_file()]


def raise_missing(folder: Path) -> None:
    """Say that ``folder`` is no pack."""
    faults = Faults()
    faults.add(Place(), f"“{folder}”不是政策包：里面没有 policy.yaml", "请核对文件夹，或用 oneruler policy new 新建。")
    faults.raise_if_any()
