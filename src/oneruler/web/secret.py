"""The keys of one installation: made once, kept beside the data, readable by their owner only."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from oneruler.office.sealing import Seal


def secret_key(var: Path) -> str:
    """The key that signs sessions and forms."""
    return _kept(var, "secret-key", lambda: secrets.token_urlsafe(50))


def seal_key(var: Path) -> str:
    """The recovery words of the key that personal data is sealed with. Whoever loses them loses the data."""
    return _kept(var, "seal-key", lambda: Seal.new().words())


def first_run_code(var: Path) -> str:
    """What one must know to set the installation up from another machine; said on the console, gone afterwards."""
    return _kept(var, "first-run-code", lambda: secrets.token_hex(10))


def forget_first_run_code(var: Path) -> None:
    """The installation is set up."""
    (var / "first-run-code").unlink(missing_ok=True)


def _kept(var: Path, name: str, make: Callable[[], str]) -> str:
    """What stands in the file ``name`` under ``var``, made now if there is none.

    Two processes that start at once agree: the first to link its file wins, and a reader never sees half a key.
    """
    path = var / name
    if not path.exists():
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=var, prefix=f"{name}.", encoding="ascii") as fresh:  # mode 0600
            fresh.write(make())
            fresh.flush()
            with suppress(FileExistsError):
                path.hardlink_to(fresh.name)
    return path.read_text(encoding="ascii")
