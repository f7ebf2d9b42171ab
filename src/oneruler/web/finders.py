"""Files that pages are served and that stand elsewhere than in ``static``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

import oneruler.policy.render


class SheetFinder(BaseFinder):
    """The style of 补偿计算单: written once, beside the drawing of sheets, and served from there as ``sheet/sheet.css``."""

    _FOLDER = Path(str(files(oneruler.policy.render)))
    _NAME = "sheet.css"
    _PREFIX = "sheet"

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Where the file is, if it is the one asked for."""
        if path != f"{self._PREFIX}/{self._NAME}":
            return [] if find_all else None
        found = str(self._FOLDER / self._NAME)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """The one file, for ``collectstatic``."""
        storage = FileSystemStorage(location=self._FOLDER)
        storage.prefix = self._PREFIX  # type: ignore[attr-defined]  # collectstatic reads it off the storage
        yield self._NAME, storage
