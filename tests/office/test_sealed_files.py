import io

import pytest

from oneruler.office.sealed_files import CHUNK, MAGIC, open_stream, seal_stream
from oneruler.office.sealing import SealError

KEY = bytes(range(16))
HEAD = len(MAGIC) + 16
SEALED_CHUNK = CHUNK + 16


def sealed(plain: bytes, about: bytes = b"a") -> bytes:
    target = io.BytesIO()
    seal_stream(io.BytesIO(plain), target, key=KEY, about=about)
    return target.getvalue()


def opened(data: bytes, key: bytes = KEY, about: bytes = b"a") -> bytes:
    return b"".join(open_stream(io.BytesIO(data), key=key, about=about))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_was_sealed_opens_again(size: int) -> None:
    plain = bytes(number % 251 for number in range(size))
    data = sealed(plain)
    assert opened(data) == plain
    assert size < 16 or plain[:16] not in data


def test_the_same_twice_looks_different() -> None:
    assert sealed(b"once") != sealed(b"once")


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data[:-1],
        lambda data: data[:HEAD],
        lambda data: data[: HEAD + SEALED_CHUNK],  # the last chunk left out
        lambda data: data[: HEAD + 5],
        lambda data: data + b"x",
        lambda data: data[:HEAD] + data[HEAD + SEALED_CHUNK :],  # the first left out
        lambda data: data[:HEAD] + data[HEAD + SEALED_CHUNK : HEAD + 2 * SEALED_CHUNK] + data[HEAD : HEAD + SEALED_CHUNK]
        + data[HEAD + 2 * SEALED_CHUNK :],  # two changed places
        lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
        lambda data: data[:6] + bytes([data[6] ^ 1]) + data[7:],
        lambda data: b"PK" + data[2:],
        lambda data: b"",
    ],
)  # fmt: skip
def test_whatever_was_done_to_it_it_does_not_open(harm: object) -> None:
    assert callable(harm)
    with pytest.raises(SealError):
        opened(harm(sealed(bytes(2 * CHUNK + 9))))


def test_with_another_key_or_in_anothers_place_it_does_not_open() -> None:
    with pytest.raises(SealError):
        opened(sealed(b"once"), key=bytes(16))
    with pytest.raises(SealError):
        opened(sealed(b"once"), about=b"b")
