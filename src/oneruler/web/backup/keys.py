"""The keys of an installation beside its backup: sealed with a passphrase, and only when asked for.

Scrypt makes guessing slow; the passphrase must be long all the same.
"""

from __future__ import annotations

import io
import json
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidKey, InvalidSignature
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from oneruler.office.sealed_files import derived_key, open_stream, seal_stream
from oneruler.office.sealing import Seal, SealError
from oneruler.web.refusal import Refusal

SHORTEST = 12
_SALT = 16
_COST = {"n": 2**17, "r": 8, "p": 1}


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """What an installation needs to open its data, and to sign sessions."""

    seal: str
    secret: str


def sealed_keys(keys: Keys, passphrase: str) -> bytes:
    """The keys, of no use without the passphrase. Raises Refusal for a short one."""
    if len(passphrase) < SHORTEST:
        raise Refusal(f"密钥的口令至少要 {SHORTEST} 个字，请换一个长些的。")
    salt, sealed = os.urandom(_SALT), io.BytesIO()
    plain = io.BytesIO(json.dumps({"seal": keys.seal, "secret": keys.secret}).encode())
    seal_stream(plain, sealed, key=_stretched(passphrase, salt), about=b"keys")
    return salt + sealed.getvalue()


def opened_keys(data: bytes, passphrase: str) -> Keys:
    """The keys again. Raises Refusal where the passphrase is wrong."""
    key = _stretched(passphrase, data[:_SALT])
    try:
        words = json.loads(b"".join(open_stream(io.BytesIO(data[_SALT:]), key=key, about=b"keys")))
        return Keys(str(words["seal"]), str(words["secret"]))
    except (SealError, ValueError, KeyError) as error:
        raise Refusal("密钥打不开：口令不对，或备份已损坏。") from error


def manifest_mac(seal: Seal, manifest: bytes) -> str:
    """What proves that a manifest was made under this seal, and is as it was made."""
    return _mac(seal, manifest).finalize().hex()


def is_made_under(seal: Seal, manifest: bytes, mac: str) -> bool:
    """Whether a manifest was made under this seal, and is as it was made."""
    try:
        _mac(seal, manifest).verify(bytes.fromhex(mac))
    except (InvalidSignature, InvalidKey, ValueError):
        return False
    return True


def _mac(seal: Seal, manifest: bytes) -> hmac.HMAC:
    mac = hmac.HMAC(derived_key(seal.search_key, b"backup manifest"), hashes.SM3())
    mac.update(manifest)
    return mac


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=16, **_COST).derive(passphrase.encode())
