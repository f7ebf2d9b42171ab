"""How a typed name is remembered without keeping it: people sometimes type their password there."""

from __future__ import annotations

from oneruler.office.fields import search_digest


def name_digest(username: str) -> str:
    """What equal typed names have in common, width and case aside."""
    return search_digest(username, about="sign_in")
