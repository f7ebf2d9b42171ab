"""Chinese numerals there and back, and what is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.base.numerals import chinese, read_formal, read_number

WHOLE = st.integers(0, 10**12 - 1) | st.text("0000123456789", min_size=1, max_size=12).map(int)


@given(WHOLE)
def test_headings_read_back(number: int) -> None:
    words = chinese(number)
    assert read_number(words) == number
    assert "零零" not in words


@given(WHOLE)
def test_what_headings_print_is_formal_except_for_a_bare_ten(number: int) -> None:
    words = chinese(number)
    assert read_formal("一" + words if words.startswith("十") else words) == number


@given(st.integers(0, 10**9), st.integers(0, 6))
def test_arabic_figures_in_any_width(whole: int, places: int) -> None:
    figure = Decimal(whole).scaleb(-places)
    full_width = f"{figure:,f}".translate({ord(letter): ord(letter) + 0xFEE0 for letter in "0123456789.-"})
    assert read_number(f"{figure:,f}") == read_number(full_width) == figure


@given(st.integers(1, 9999), st.integers(0, 4), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_mixed_figures(whole: int, places: int, unit: tuple[str, int]) -> None:
    figure = Decimal(whole).scaleb(-places)
    assert read_number(f"{figure}{unit[0]}") == figure * unit[1]


@given(st.integers(1000, 9999))
def test_positional_years(year: int) -> None:
    assert read_number("".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))) == year


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("一百二十三", "123"),
        ("两万五", "25000"),
        ("三千零五万", "30050000"),
        ("一百五", "150"),
        ("一百零五", "105"),
        ("一百十五", "115"),
        ("十五", "15"),
        ("廿三", "23"),
        ("卅", "30"),
        ("一亿零五百", "100000500"),
        ("一万亿", "1000000000000"),
        ("3万", "30000"),
        ("1亿2000万", "120000000"),
        ("三点一四", "3.14"),
        ("三点二五万", "32500"),
        ("负十二", "-12"),
        ("－36", "-36"),
        ("壹佰贰拾叁", "123"),
        ("２０００", "2000"),
        ("1 234", "1234"),
    ],
)
def test_numbers_as_papers_write_them(words: str, number: str) -> None:
    assert str(read_number(words)) == number


@pytest.mark.parametrize(
    "words",
    [
        "",
        "元",
        "百十",
        "一二十",
        "3万5",
        "1.2亿3万",
        "一百一百",
        "万",
        "三五百",
        "点五",
        "--3",
        "1，234",
        "一千零零五",
        "1.2.3",
    ],
)
def test_what_is_no_number_is_refused_and_shown(words: str) -> None:
    with pytest.raises(ValueError, match=r"应是数字或中文数字.*现为“"):
        read_number(words)


@pytest.mark.parametrize("words", ["两万五", "十五", "二〇二三", "3万", "一点五", "１２"])
def test_formal_numerals_leave_nothing_to_guess(words: str) -> None:
    with pytest.raises(ValueError, match="应是完整的中文数字"):
        read_formal(words)


@pytest.mark.parametrize("number", [-1, 10**12])
def test_headings_have_bounds(number: int) -> None:
    with pytest.raises(ValueError, match="9999 亿"):
        chinese(number)
