"""Which characters a font can print: read from the font's own table of characters (``cmap``)."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO

_FULL_UNICODE = {(3, 10), (0, 4), (0, 6)}  # platform and encoding of a table that reaches past U+FFFF
_LAID_OUT = "\t\n\r"  # these move the pen and need no glyph


@cache
def covered(font: Path) -> frozenset[int]:
    """The code points that the font has a glyph for. Raises ValueError for a file that is no such font, OSError if none."""
    with font.open("rb") as file:
        try:
            return frozenset(_code_points(_table(file, b"cmap")))
        except (struct.error, ValueError) as error:
            raise ValueError(f"字体文件 {font.name} 读不出字符表：{error}。") from error


def _table(file: BinaryIO, wanted: bytes) -> bytes:
    """The bytes of one table of the font."""
    kind, count = struct.unpack(">4sH", file.read(6))
    if kind not in (b"\x00\x01\x00\x00", b"OTTO"):
        raise ValueError("不是 TrueType 或 OpenType 字体")
    file.seek(12)
    for tag, _, start, length in struct.iter_unpack(">4sLLL", file.read(16 * count)):
        if tag == wanted:
            file.seek(start)
            return file.read(length)
    raise ValueError(f"缺少 {wanted.decode()} 表")


def _code_points(cmap: bytes) -> Iterator[int]:
    """The code points of the subtable for the whole of Unicode (format 12: runs of characters and glyphs)."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    for place in range(count):
        platform, encoding, start = struct.unpack_from(">HHL", cmap, 4 + 8 * place)
        if (platform, encoding) in _FULL_UNICODE and struct.unpack_from(">H", cmap, start) == (12,):
            (runs,) = struct.unpack_from(">L", cmap, start + 12)
            for run in range(runs):
                first, last, glyph = struct.unpack_from(">LLL", cmap, start + 16 + 12 * run)
                yield from (point for point in range(first, last + 1) if glyph + point - first)
            return
    raise ValueError("没有覆盖整个 Unicode 的字符表（cmap 格式 12）")


def unprintable(texts: Iterable[str], fonts: Iterable[Path]) -> list[str]:
    """The characters of the texts that some of the fonts has no glyph for, each once, in order of appearance.

    Signs that are never drawn (line breaks, joiners, variation selectors) are left out. Raises as ``covered`` does.
    """
    known = frozenset.intersection(*(covered(font) for font in fonts))
    found = dict.fromkeys(sign for text in texts for sign in text if ord(sign) not in known)
    return [sign for sign in found if not _is_never_drawn(sign)]


def _is_never_drawn(sign: str) -> bool:
    is_selector = 0xFE00 <= ord(sign) <= 0xFE0F or 0xE0100 <= ord(sign) <= 0xE01EF
    return sign in _LAID_OUT or is_selector or unicodedata.category(sign) in ("Cf", "Zl", "Zp")
