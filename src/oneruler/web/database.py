"""From one line to Django's database settings. No Django is needed to read them."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from oneruler.web.refusal import Refusal


class DatabaseAddressError(Refusal):
    """The address cannot be used; the message says what is expected, in Chinese."""


def database_settings(address: str, var: Path) -> dict[str, Any]:
    """Settings for ``address``: ``postgresql://user:password@host:port/name?option=value``, or empty for SQLite.

    SQLite takes the write lock when a transaction begins (``IMMEDIATE``), waits for it up to 20 s, and lets readers
    read meanwhile (WAL); a committed row has reached the disk (``synchronous=FULL``).
    Raises DatabaseAddressError.
    """
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": var / "oneruler.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(address)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not name or "/" in name:
        raise DatabaseAddressError(
            "ONERULER_DATABASE 应写成 postgresql://用户:口令@主机:端口/库名；"
            f"现在开头是“{parts.scheme or '（空）'}”，库名是“{name or '（空）'}”。不用 PostgreSQL 时请不要设置它。"
        )
    try:
        port = parts.port
    except ValueError as error:
        raise DatabaseAddressError("ONERULER_DATABASE 中的端口应是 1 到 65535 之间的数字。") from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
