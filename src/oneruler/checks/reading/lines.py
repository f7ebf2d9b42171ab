"""The lines of a text and what each looks like by itself: blank, number, heading, list item, page mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

Piece = tuple[str, int]  # raw text and its offset in Document.text
CellPieces = tuple[Piece, ...]


class Line(NamedTuple):
    """One line without its line end; ``bare`` is stripped of blanks, ``start`` the offset of ``text``."""

    text: str
    start: int
    bare: str

    @property
    def piece(self) -> Piece:
        return self.bare, self.start + (len(self.text) - len(self.text.lstrip()))


# Word's manual line break (\v), page breaks (\f) and old Mac ends part lines as \n does.
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_NUMBER = re.compile(
    r"[(+\-−－]?[¥￥]?\d[\d,，]*(?:\.\d+)?\)?\s*(?:[%％‰]|亿元|万元|元|公顷|亩|平方米|㎡|户|人|个|分)?"
)
_DASH = re.compile(r"[-—–－/]{1,4}|--+|0|无")
_PAGE_MARK = re.compile(r"[-—–－~·]+\s*\d{1,4}\s*[-—–－~·]+|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?")
_QUANTITY = re.compile(r"\d\s*(?:[%％]|亿元|万元|元|亩|户|人|个|平方米|㎡)|\d\.\d\d")
_CHINESE = "[一二三四五六七八九十百零〇]"
_LEVELS = (
    (1, re.compile(rf"第\s*(?:{_CHINESE}{{1,4}}|\d{{1,3}})\s*(?:部分|章|篇)")),
    (2, re.compile(rf"第\s*(?:{_CHINESE}{{1,4}}|\d{{1,3}})\s*节")),
    (1, re.compile(rf"{_CHINESE}{{1,4}}\s*[、．.]")),
    (2, re.compile(rf"[（(]\s*{_CHINESE}{{1,4}}\s*[）)]")),
    (3, re.compile(r"\d{1,2}\s*(?:[、．]|\.(?!\d))")),
    (4, re.compile(r"[（(]\s*\d{1,2}\s*[）)]|\d{1,2}\s*[）)]")),
    (5, re.compile(r"[①-⑳]")),
)
_NUMBERED = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in _LEVELS))
_ANNEX = re.compile(r"附[件表录]\s*(?:[\d一二三四五六七八九十]+(?:[-—－]\d+)?)?\s*[:：]?")
_LIST_MARK = re.compile(r"[-*+•·●○◆■□➢]\s+(?=\S)|[•●◆■➢](?=\S)")
_LONGEST_HEADING = 40


def split_lines(text: str) -> list[Line]:
    """All lines of ``text`` with their offsets."""
    lines = []
    start = 0
    for end in _LINE_END.finditer(text):
        raw = text[start : end.start()]
        lines.append(Line(raw, start, raw.strip()))
        start = end.end()
    return [*lines, Line(text[start:], start, text[start:].strip())]


def is_number(text: str) -> bool:
    """Whether a cell holds nothing but one number, with its sign and a unit perhaps."""
    return _NUMBER.fullmatch(text) is not None


def is_figure(text: str) -> bool:
    """A number, or one of the marks that stand where a number would."""
    return _NUMBER.fullmatch(text) is not None or _DASH.fullmatch(text) is not None


def is_page_mark(text: str) -> bool:
    """A page number printed between the lines: ``- 3 -``, ``第 3 页``."""
    return _PAGE_MARK.fullmatch(text) is not None


def is_numbered(bare: str) -> bool:
    """Whether a line begins with an outline number (一、 （一） 1. ① 第一部分) or a list mark."""
    return _NUMBERED.match(bare) is not None or _LIST_MARK.match(bare) is not None or _ANNEX.fullmatch(bare) is not None


def list_mark(bare: str) -> int:
    """How many characters of a leading list mark (``- ``) to leave out."""
    match = _LIST_MARK.match(bare)
    return match.end() if match else 0


def heading_level(bare: str) -> int:
    """The level of a numbered heading, from 1; 0 for text that is none."""
    if len(bare) > _LONGEST_HEADING:
        return 0
    if _ANNEX.fullmatch(bare):
        return 1
    for level, pattern in _LEVELS:
        match = pattern.match(bare)
        if match:
            return level if _reads_as_title(bare[match.end() :].strip(), level) else 0
    return 0


def _reads_as_title(words: str, level: int) -> bool:
    if words.endswith("。"):
        if len(words) > 10:  # "1.主要职能。" is a heading, a full clause is not
            return False
        words = words[:-1]
    words = words.removesuffix("：").removesuffix(":")
    if re.search(r"[。；！？;]|，.*，|[：:]", words) or words.endswith(("，", "、")):
        return False
    return not (level >= 3 and _QUANTITY.search(words))


def width(text: str) -> int:
    """How many columns of a fixed-width print ``text`` takes: two for a Chinese character (as GB18030 has bytes)."""
    return len(text.encode("gb18030", "replace"))


def cell(raw: str, start: int) -> CellPieces:
    """One cell from raw text at ``start``, without the blanks around it."""
    bare = raw.strip()
    return ((bare, start + len(raw) - len(raw.lstrip())),) if bare else ()


def cell_text(pieces: CellPieces) -> str:
    """The words of a cell as they stand, for judging its kind only."""
    return "".join(raw for raw, _ in pieces)


Rows = Sequence[Sequence[CellPieces]]
