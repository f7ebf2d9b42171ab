"""Which known word was meant by one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str], *, tenths: int = 4) -> str:
    """The known word most like ``word``, at least so many tenths of it the same; empty if none is."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=tenths / 10)), "")
