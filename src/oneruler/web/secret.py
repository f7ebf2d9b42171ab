"""The key that signs sessions and forms: made once, kept beside the data, readable by its owner only."""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


def secret_key(var: Path) -> str:
    """The key under ``var``, made now if there is none.

    Two processes that start at once agree: the first to link its file wins, and a reader never sees half a key.
    """
    path = var / "secret-key"
    if not path.exists():
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=var, prefix="secret-key.", encoding="ascii") as fresh:  # mode 0600
            fresh.write(secrets.token_urlsafe(50))
            fresh.flush()
            with suppress(FileExistsError):
                path.hardlink_to(fresh.name)
    return path.read_text(encoding="ascii")
