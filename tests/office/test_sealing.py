"""Personal data is unreadable without the key, and no change to it goes unseen."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from oneruler.office.models import Officer
from oneruler.office.sealing import Seal, SealError, sm3_hex

ABOUT = "survey.rightholder.name"
SEAL = Seal(bytes(range(16)), bytes(range(16, 48)))


@given(st.text())
def test_what_is_sealed_comes_back_and_never_looks_the_same_twice(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    first, second = SEAL.seal(text, about=ABOUT), SEAL.seal(text, about=ABOUT)
    assert first != second
    assert SEAL.open(first, about=ABOUT) == SEAL.open(second, about=ABOUT) == text


def test_the_text_is_not_in_what_is_sealed() -> None:
    assert "示例·王一".encode() not in SEAL.seal("示例·王一", about=ABOUT)


def test_another_key_does_not_open_it() -> None:
    other = Seal(bytes(16), SEAL.search_key)
    with pytest.raises(SealError, match="密钥不对"):
        other.open(SEAL.seal("示例·王一", about=ABOUT), about=ABOUT)


def test_moved_to_another_column_it_does_not_open() -> None:
    with pytest.raises(SealError):
        SEAL.open(SEAL.seal("示例·王一", about=ABOUT), about="survey.rightholder.address")


def test_no_byte_can_be_changed_unseen() -> None:
    sealed = SEAL.seal("示例·王一", about=ABOUT)
    for place in range(len(sealed)):
        for change in (1, 0x80):
            bad = bytearray(sealed)
            bad[place] ^= change
            with pytest.raises(SealError):
                SEAL.open(bytes(bad), about=ABOUT)


@pytest.mark.parametrize("cut", [0, 1, 12, 28])
def test_a_piece_of_it_does_not_open(cut: int) -> None:
    with pytest.raises(SealError, match="格式不对"):
        SEAL.open(SEAL.seal("示例·王一", about=ABOUT)[:cut], about=ABOUT)


def test_equal_texts_are_found_whatever_their_width_and_case_and_only_in_their_column() -> None:
    digest = SEAL.digest("43010119900101001x", about=ABOUT)
    assert digest == SEAL.digest(" ４３０１０１１９９００１０１００１Ｘ ", about=ABOUT)
    assert digest != SEAL.digest("43010119900101001x", about="another.column")
    assert digest != SEAL.digest("430101199001010020", about=ABOUT)
    assert digest != Seal(SEAL.sealing_key, bytes(32)).digest("43010119900101001x", about=ABOUT)


def test_the_recovery_words_are_the_key_and_a_slip_of_the_pen_is_told() -> None:
    words = SEAL.words()
    assert [len(group) for group in words.split("-")] == [4] * 21
    assert Seal.read(words) == Seal.read(words.lower().replace("-", " ")) == SEAL
    for place, sign in enumerate(words):
        if sign != "-":
            slip = words[:place] + ("B" if sign == "A" else "A") + words[place + 1 :]
            with pytest.raises(SealError, match="逐组核对"):
                Seal.read(slip)
    for bad in ("", words[:-5], words + "-AAAA", words.replace("-", "!", 1)):
        with pytest.raises(SealError, match="逐组核对"):
            Seal.read(bad)


def test_two_new_keys_are_two_keys_and_none_shows_itself() -> None:
    one, other = Seal.new(), Seal.new()
    assert one != other
    assert one.words()[:9] not in repr(one)
    assert one.sealing_key.hex() not in repr(one)


def test_sm3_as_the_standard_prints_it() -> None:
    assert sm3_hex(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


@pytest.mark.django_db
def test_a_sealed_column_moved_within_a_row_or_changed_is_not_read() -> None:
    officer = Officer.objects.create(username="wang", display_name="示例·王一", totp_secret="A" * 32)
    assert Officer.objects.get(pk=officer.pk).totp_secret == "A" * 32
    with connection.cursor() as cursor:
        cursor.execute("UPDATE office_officer SET totp_pending = totp_secret")
    with pytest.raises(SealError):
        Officer.objects.get(pk=officer.pk)
