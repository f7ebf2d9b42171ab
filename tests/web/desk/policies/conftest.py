"""A shelf of the test's own beside the one that comes with the program."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from oneruler.policy.pack.shelf import shipped


@pytest.fixture
def shelf(tmp_path: Path, settings: Any) -> Path:
    """An empty shelf that the pages look at."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    settings.ONERULER_POLICIES = folder
    return folder


@pytest.fixture
def fees(shelf: Path) -> Path:
    """One good pack on that shelf, to be changed at will."""
    return Path(shutil.copytree(shipped() / "hunan-fees", shelf / "fees"))
