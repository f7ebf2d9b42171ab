"""Bytes to text: marks first, then UTF-8, UTF-16 without mark, GB18030, Big5."""

from __future__ import annotations

import codecs
import re

from oneruler.checks.reading.refusal import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the UTF-16 mark, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SAMPLE = 65536
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1b\x7f]")
# Characters any Chinese report is full of. A wrong decoding gives rare ones.
_EVERYDAY = frozenset("的一是在有和为年月日元万个人项目支出收入预算部门单位工作，。、：；（）《》“”0123456789%")


def decode(data: bytes, name: str) -> str:
    """The text of ``data``, without its byte order mark; line ends stay as they are.

    Bytes that decode as UTF-8 are UTF-8. Raises ``UnreadableError`` where no encoding fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name)
    if data.count(0, 0, _SAMPLE):
        return _strictly(data, _utf16_order(data[:_SAMPLE], name), name)
    text = _attempt(data, "utf-8")
    for encoding in _legacy_order(data[:_SAMPLE]) if text is None else ():
        text = _attempt(data, encoding) if text is None else text
    if text is None:
        raise _undecodable(name)
    return text


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _CONTROL.search(text) else text


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        found = f"文件开头标明是 {encoding.upper()} 编码，但第 {error.start + 1} 个字节起不合此编码，文件可能不完整"
        raise UnreadableError(name, found, "重新下载或从原处另存为 UTF-8 编码的文本") from None


def _utf16_order(sample: bytes, name: str) -> str:
    """Which UTF-16 text with zero bytes and no mark is: the order in which it looks more like a report."""
    if len(sample) < 2:
        raise _undecodable(name)
    even = sample[: len(sample) // 2 * 2]
    orders = ("utf-16-le", "utf-16-be")
    shares = [_everyday_share(even.decode(order, "replace")) for order in orders]
    best = max(shares)
    if best < 50 or b"\x00\x00" in even[:2]:
        raise _undecodable(name)
    return orders[shares.index(best)]


def _legacy_order(sample: bytes) -> tuple[str, str]:
    """GB18030 before Big5 unless the sample reads plainly better as Big5."""
    shares = [_everyday_share(sample.decode(encoding, "replace")) for encoding in ("gb18030", "big5")]
    return ("big5", "gb18030") if shares[1] > 2 * shares[0] else ("gb18030", "big5")


def _everyday_share(text: str) -> int:
    """How many of a thousand letters are everyday ones."""
    letters = [letter for letter in text if letter >= "0"]
    return 1000 * sum(letter in _EVERYDAY for letter in letters) // max(1, len(letters))


def _undecodable(name: str) -> UnreadableError:
    return UnreadableError(
        name,
        "应为 UTF-8、UTF-16 或 GB18030（GBK）编码的文本，但按这些编码都读不通，可能不是文本文件或已损坏",
        "用原程序打开后另存为 docx 或 UTF-8 编码的 txt",
    )
