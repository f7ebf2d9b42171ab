"""Bytes to text in every encoding that reports come in."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneruler.checks.reading.encoding import decode
from oneruler.checks.reading.refusal import UnreadableError

WORDS = "本年收入合计457.05万元，其中：财政拨款收入202.78万元，占44.4%；\r\n其他收入254.27万元。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-16", "utf-32"]
)
def test_the_same_words_whatever_the_encoding(encoding: str) -> None:
    assert decode(WORDS.encode(encoding), "a.txt") == WORDS


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE])
def test_utf16_with_its_mark(mark: bytes) -> None:
    order = "utf-16-be" if mark == codecs.BOM_UTF16_BE else "utf-16-le"
    assert decode(mark + WORDS.encode(order), "a.txt") == WORDS


def test_big5_is_tried_where_gb18030_reads_nonsense() -> None:
    words = "本年收入合計，其中：基本支出一百萬元，項目支出二百萬元，和上年的預算是一樣的。" * 3
    assert decode(words.encode("big5"), "a.txt") == words


def test_characters_beyond_the_first_plane() -> None:
    assert decode("𠮷字第１号".encode("gb18030"), "a.txt") == "𠮷字第１号"


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_what_is_utf8_is_read_as_utf8(words: str) -> None:
    words = words.lstrip("\ufeff")
    if not words.encode().startswith(b"\x84\x31\x95\x33"):
        assert decode(words.encode("utf-8"), "a.txt") == words


@pytest.mark.parametrize(
    "data", [b"\xff\xff\xff\xfa\x80 12", b"\x01\x02\x03\x04\x05abc", bytes(range(256)), b"a\x00\x00\x00\x00b"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"“坏\.txt”.*编码"):
        decode(data, "坏.txt")


def test_a_text_cut_within_a_character_says_so() -> None:
    with pytest.raises(UnreadableError, match="UTF-8.*可能不完整"):
        decode(codecs.BOM_UTF8 + "收入".encode()[:-1], "断.txt")
