"""The shelf on which packs stand: the folder that came with the program, or another of the same kind."""

from __future__ import annotations

from pathlib import Path

import oneruler


def shipped() -> Path:
    """The folder of the packs that come with the program: in an installed package within it, else at the project's root."""
    package = Path(oneruler.__file__).parent
    inside = package / "policies"
    return inside if inside.is_dir() else package.parents[1] / "policies"


def packs(folder: Path) -> list[Path]:
    """The packs of a shelf, in the order of their names."""
    return sorted(path.parent for path in folder.glob("*/policy.yaml"))
