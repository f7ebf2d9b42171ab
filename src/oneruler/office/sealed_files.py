"""Large data at rest: sealed in chunks, so that no file need fit into memory and nothing unproved is handed out.

    magic, salt (16 bytes), then chunks: SM4-GCM of up to 256 KiB, each with its tag

Each file has a key of its own, derived from the installation's key and the salt; a chunk's nonce is its number and
whether it is the last. So a chunk that was changed, moved, left out or brought from another file does not open.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from oneruler.office.sealing import SealError

MAGIC = b"ORS1"
CHUNK = 256 * 1024
_SALT, _TAG, _KEY = 16, 16, 16


def derived_key(key: bytes, use: bytes) -> bytes:
    """A key for one use, which tells nothing about the one it came from."""
    mac = hmac.HMAC(key, hashes.SM3())
    mac.update(use)
    return mac.finalize()[:_KEY]


def seal_stream(plain: IO[bytes], sealed: IO[bytes], *, key: bytes, about: bytes) -> None:
    """Seal what can be read from ``plain``; ``about`` must be said again to open it."""
    salt = os.urandom(_SALT)
    file_key = derived_key(key, MAGIC + salt)
    sealed.write(MAGIC + salt)
    number, chunk = 0, plain.read(CHUNK)
    while True:
        following = plain.read(CHUNK)
        encryptor = Cipher(algorithms.SM4(file_key), modes.GCM(_nonce(number, last=not following))).encryptor()
        encryptor.authenticate_additional_data(about)
        sealed.write(encryptor.update(chunk) + encryptor.finalize() + encryptor.tag)
        if not following:
            return
        number, chunk = number + 1, following


def open_stream(sealed: IO[bytes], *, key: bytes, about: bytes) -> Iterator[bytes]:
    """The chunks again, each proved before it is given. Raises SealError where one does not open, or one is missing."""
    head = sealed.read(len(MAGIC) + _SALT)
    if len(head) < len(MAGIC) + _SALT or not head.startswith(MAGIC):
        raise SealError("加密文件的开头不对，可能已损坏。")
    file_key = derived_key(key, head)
    number, chunk = 0, sealed.read(CHUNK + _TAG)
    while True:
        following = sealed.read(CHUNK + _TAG)
        yield _opened(chunk, file_key, _nonce(number, last=not following), about)
        if not following:
            return
        number, chunk = number + 1, following


def _opened(chunk: bytes, key: bytes, nonce: bytes, about: bytes) -> bytes:
    if len(chunk) < _TAG:
        raise SealError("加密文件不完整。")
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, chunk[-_TAG:])).decryptor()
    decryptor.authenticate_additional_data(about)
    try:
        return decryptor.update(chunk[:-_TAG]) + decryptor.finalize()
    except InvalidTag as error:
        raise SealError("加密文件打不开：密钥不对，或文件被改动过、不完整。") from error


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")
