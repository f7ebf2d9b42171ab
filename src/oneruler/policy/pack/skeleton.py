"""A new pack to start from: it loads as it is, has one of everything, and a case that passes."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path


def write_skeleton(folder: Path) -> None:
    """Make a new pack in ``folder``, which must not exist. Raises FileExistsError, OSError.

    It is put together beside its place and moved there whole.
    """
    if folder.exists():
        raise FileExistsError(folder)
    draft = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    with as_file(files(__package__) / "skeleton_files") as source:
        shutil.copytree(source, draft, ignore=shutil.ignore_patterns("__pycache__"))
    draft.rename(folder)
