"""Yuan and fen, print, and amounts in capital numerals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.base.fen import (
    Fen,
    from_yuan,
    print_wan,
    print_yuan,
    read_upper,
    rounded_from_yuan,
    to_yuan,
    upper,
)

AMOUNTS = st.integers(-(10**18) + 1, 10**18 - 1).map(Fen)
# Amounts full of noughts, which are what the rules of 零 are about.
HOLED = st.text("0000123456789", min_size=1, max_size=18).map(lambda digits: Fen(int(digits)))


@given(AMOUNTS)
def test_yuan_and_back(fen: Fen) -> None:
    assert from_yuan(to_yuan(fen)) == fen
    assert from_yuan(Decimal(print_yuan(fen).replace(",", ""))) == fen


def test_a_fraction_of_a_fen_is_refused_and_named() -> None:
    with pytest.raises(ValueError, match=r"精确到分，现为 1\.005 元"):
        from_yuan(Decimal("1.005"))
    assert from_yuan(Decimal("1.100")) == 110


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="金额应是一个数"):
        from_yuan(Decimal(value))


@pytest.mark.parametrize(("yuan", "fen"), [("1.005", 101), ("-1.005", -101), ("1.0049", 100), ("0.004999", 0)])
def test_rounding_is_half_up_on_both_sides(yuan: str, fen: int) -> None:
    assert rounded_from_yuan(Decimal(yuan)) == fen


def test_print() -> None:
    assert print_yuan(Fen(123456789)) == "1,234,567.89"
    assert print_yuan(Fen(-5)) == "-0.05"
    assert print_wan(Fen(123456789)) == "123.46"
    assert print_wan(Fen(123450000000), 4) == "123,450.0000"


# The first six amounts are the examples of 《支付结算办法》 附一; where it allows two forms, both must be read.
VECTORS = [
    ("1409.50", "壹仟肆佰零玖元伍角"),
    ("6007.14", "陆仟零柒元壹角肆分"),
    ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
    ("107000.53", "壹拾万柒仟元伍角叁分"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("325.04", "叁佰贰拾伍元零肆分"),
    ("1234567.89", "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"),
    ("0", "零元整"),
    ("0.5", "伍角"),
    ("0.05", "伍分"),
    ("10", "壹拾元整"),
    ("100010000", "壹亿零壹万元整"),
    ("100000001", "壹亿零壹元整"),
    ("1000000000000", "壹万亿元整"),
    ("1000500000000", "壹万零伍亿元整"),
    ("-20000.05", "负贰万元零伍分"),
]


@pytest.mark.parametrize(("yuan", "words"), VECTORS)
def test_capital_numerals(yuan: str, words: str) -> None:
    assert upper(from_yuan(Decimal(yuan))) == words
    assert to_yuan(read_upper(words)) == Decimal(yuan)


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        ("壹仟陆佰捌拾元零叁角贰分", "1680.32"),
        ("壹拾万柒仟元零伍角叁分", "107000.53"),
        ("壹拾万零柒仟元伍角叁分", "107000.53"),
        ("人民币壹佰圆正", "100"),
        ("人民币：壹佰元 伍角整", "100.5"),
    ],
)
def test_every_allowed_form_is_read(words: str, yuan: str) -> None:
    assert to_yuan(read_upper(words)) == Decimal(yuan)


@given(AMOUNTS | HOLED)
def test_capital_numerals_read_back(fen: Fen) -> None:
    words = upper(fen)
    assert read_upper(words) == fen
    assert "零零" not in words
    assert words.endswith("分") == (abs(fen) % 10 != 0)
    assert words.endswith("整") == (fen % 100 == 0)


@pytest.mark.parametrize(
    "words",
    ["", "人民币", "整", "元角", "壹贰元整", "壹万伍元整", "拾元整", "伍角叁角", "壹点伍元", "一百元", "壹百元"],
)
def test_what_makes_no_amount_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="读不出数额"):
        read_upper(words)


def test_the_largest_amount() -> None:
    assert read_upper(upper(Fen(10**18 - 1))) == 10**18 - 1
    with pytest.raises(ValueError, match="小于一万万亿元"):
        upper(Fen(10**18))
