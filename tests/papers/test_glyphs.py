"""Which characters the fonts can print."""

import struct
from pathlib import Path

import pytest

from oneruler.papers.glyphs import covered, unprintable
from oneruler.papers.typesetting import FONTS

REGULAR = FONTS / "NotoSerifSC_400Regular.ttf"
BOLD = FONTS / "NotoSerifSC_700Bold.ttf"


def font(cmap: bytes, *, kind: bytes = b"\x00\x01\x00\x00", tag: bytes = b"cmap") -> bytes:
    """A font of one table."""
    return kind + struct.pack(">HHHH", 1, 0, 0, 0) + struct.pack(">4sLLL", tag, 0, 28, len(cmap)) + cmap


def characters(*runs: tuple[int, int, int]) -> bytes:
    """A table of characters: first, last, glyph of the first."""
    groups = b"".join(struct.pack(">LLL", *run) for run in runs)
    return (
        struct.pack(">HHHHL", 0, 1, 3, 10, 12) + struct.pack(">HHLLL", 12, 0, 16 + len(groups), 0, len(runs)) + groups
    )


def test_runs_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(font(characters((65, 67, 1), (0x2C386, 0x2C386, 9), (97, 98, 0))))
    assert covered(path) == {65, 66, 67, 0x2C386, 98}  # glyph 0 is the box


@pytest.mark.parametrize("path", [REGULAR, BOLD])
def test_the_characters_of_the_field_can_be_printed(path: Path) -> None:
    field = "㎡〔〕【】《》“”‘’·…—～×÷≤≥±＝=%‰°①②③㈠½㎏㎞亩冢棺坟墓鑫堃喆玥淼垚昇珺翀龑䶮㐂𠅤￥¥□√、，。；：！？（）"
    assert unprintable([field], [path]) == []


def test_what_has_no_glyph_is_named_once_in_order() -> None:
    assert unprintable(["李𬎆鑫", "😀𬎆\x01"], [REGULAR, BOLD]) == ["𬎆", "😀", "\x01"]


def test_what_one_font_lacks_is_named(tmp_path: Path) -> None:
    path = tmp_path / "b.ttf"
    path.write_bytes(font(characters((65, 65, 1))))
    assert unprintable(["AB"], [path, REGULAR]) == ["B"]


def test_what_is_never_drawn_needs_no_glyph() -> None:
    assert unprintable(["葛\U000e0100\ufe0f\u200d\u200b\t\r\n\u2028"], [REGULAR]) == []


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "读不出字符表"),
        (b"<html>" + b" " * 99, "不是 TrueType 或 OpenType 字体"),
        (font(b"", tag=b"glyf"), "缺少 cmap 表"),
        (font(b"\x00\x00\x00\x00"), "没有覆盖整个 Unicode"),
        (font(characters((65, 65, 1))[:-4]), "读不出字符表"),
        (font(characters((65, 65, 1)))[:20], "读不出字符表"),
    ],
)
def test_a_broken_font_is_refused_and_named(tmp_path: Path, content: bytes, wrong: str) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=rf"broken\.ttf.*{wrong}"):
        covered(path)
