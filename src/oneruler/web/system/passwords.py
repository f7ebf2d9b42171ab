"""Passwords for a first sign-in: easy to copy from paper, changed at once."""

from __future__ import annotations

import secrets

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without signs that look alike


def first_password() -> str:
    """One never used before: four groups of four, 79 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))
