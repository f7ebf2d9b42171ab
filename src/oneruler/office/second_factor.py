"""动态口令: codes from a telephone (TOTP, RFC 6238) and one-time backup codes. The time comes from the caller."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime

import pyotp

from oneruler.office.fields import search_digest

PERIOD = 30
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without signs that look alike


def new_secret() -> str:
    """A secret never used before, in base 32, for the telephone and for the sealed column."""
    return pyotp.random_base32()


def address(secret: str, *, name: str, issuer: str) -> str:
    """What the QR code says to the telephone."""
    return pyotp.TOTP(secret, interval=PERIOD).provisioning_uri(name=name, issuer_name=issuer)


def matching_step(secret: str, code: str, *, at: datetime, after: int) -> int | None:
    """The stretch of time whose code this is: the present one or a neighbour, later than ``after``, so that no code
    serves twice. None where it is none of these, or where there is no secret."""
    if not secret:
        return None
    plain = "".join(code.split())
    now = int(at.timestamp()) // PERIOD
    totp = pyotp.TOTP(secret, interval=PERIOD)
    for step in (now - 1, now, now + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), plain.encode()) and step > after:
            return step
    return None


def new_backup_codes(count: int = 8) -> list[str]:
    """Codes to print, each good for once: 49 bits, in two groups."""
    plain = ("".join(secrets.choice(_ALPHABET) for _ in range(10)) for _ in range(count))
    return [f"{one[:5]}-{one[5:]}" for one in plain]


def backup_digest(code: str, *, officer: int) -> str:
    """What is kept of a backup code: of no use without the key, and only good for its owner."""
    return search_digest(code.replace("-", "").replace(" ", ""), about=f"backup_code:{officer}")
