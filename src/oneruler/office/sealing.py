"""Personal data at rest: sealed with SM4 in GCM (GB/T 32907), found again by a keyed SM3 digest (GB/T 32905).

A software implementation of these algorithms is no certificate of commercial cryptography; none is claimed.
"""

from __future__ import annotations

import base64
import binascii
import os
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_VERSION = b"\x01"
_NONCE, _TAG, _KEY = 12, 16, 16


class SealError(ValueError):
    """Sealed data that this key does not open, or that was changed; or a key that is none."""


@dataclass(frozen=True, slots=True, repr=False)
class Seal:
    """The key of one installation: 16 bytes to seal with, and 32 to search with."""

    sealing_key: bytes
    search_key: bytes

    @classmethod
    def new(cls) -> Seal:
        """A key never used before."""
        return cls(os.urandom(_KEY), os.urandom(2 * _KEY))

    @classmethod
    def read(cls, words: str) -> Seal:
        """The key from its recovery words (base 32, blanks and hyphens free). Raises SealError on a slip of the pen."""
        plain = "".join(words.split()).replace("-", "").upper()
        try:
            data = base64.b32decode(plain + "=" * (-len(plain) % 8))
        except binascii.Error as error:
            raise SealError("密钥恢复码里有不认识的字符或位数不对，请对照纸面逐组核对。") from error
        body, check = data[:-4], data[-4:]
        if len(body) != 3 * _KEY or _sm3(body)[:4] != check:
            raise SealError("密钥恢复码核对不上，请对照纸面逐组核对。")
        read = cls(body[:_KEY], body[_KEY:])
        if read.words().replace("-", "") != plain:  # the last sign has bits to spare, which decoding passes over
            raise SealError("密钥恢复码核对不上，请对照纸面逐组核对。")
        return read

    def words(self) -> str:
        """The recovery words, in groups of four, with a check at the end."""
        body = self.sealing_key + self.search_key
        plain = base64.b32encode(body + _sm3(body)[:4]).decode().rstrip("=")
        return "-".join(plain[at : at + 4] for at in range(0, len(plain), 4))

    def seal(self, text: str, *, about: str) -> bytes:
        """Sealed ``text``; ``about`` names the column, so that a value moved to another does not open there."""
        nonce = os.urandom(_NONCE)
        encryptor = Cipher(algorithms.SM4(self.sealing_key), modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(_VERSION + about.encode())
        sealed = encryptor.update(text.encode()) + encryptor.finalize()
        return _VERSION + nonce + encryptor.tag + sealed

    def open(self, sealed: bytes, *, about: str) -> str:
        """The text again. Raises SealError."""
        if len(sealed) < 1 + _NONCE + _TAG or sealed[:1] != _VERSION:
            raise SealError("加密数据的格式不对，可能已损坏。")
        nonce, tag = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE : 1 + _NONCE + _TAG]
        decryptor = Cipher(algorithms.SM4(self.sealing_key), modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(_VERSION + about.encode())
        try:
            return (decryptor.update(sealed[1 + _NONCE + _TAG :]) + decryptor.finalize()).decode()
        except InvalidTag as error:
            raise SealError("加密数据打不开：密钥不对，或数据被改动过。") from error

    def digest(self, text: str, *, about: str) -> str:
        """What equal texts have in common: 64 hex digits, of no use without the key. Width and case are folded."""
        folded = unicodedata.normalize("NFKC", text).strip().upper()
        mac = hmac.HMAC(self.search_key, hashes.SM3())
        mac.update(f"{about}\0{folded}".encode())
        return mac.finalize().hex()


def _sm3(data: bytes) -> bytes:
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()


def sm3_hex(data: bytes) -> str:
    """The SM3 digest of some bytes, 64 hex digits."""
    return _sm3(data).hex()
