"""What an address says after its question mark, read with care."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest


def day_of(text: str) -> date | None:
    """The day of ``2025-10-09``; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def key_of(text: str) -> int | None:
    """A row's key; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def year_of(text: str) -> int | None:
    """A year of four digits; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 and text != "0000" else None


def address_with(request: HttpRequest, **changes: str) -> str:
    """The same page with some words of its address changed; an empty one is left out."""
    kept = {key: value for key, value in {**request.GET.dict(), **changes}.items() if value}
    return f"{request.path}?{urlencode(kept)}" if kept else request.path
