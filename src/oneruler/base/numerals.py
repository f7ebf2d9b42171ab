"""Numbers as Chinese papers write them: 一百二十三, 两万五, 二〇二三, 廿三, 3万, 1.2亿; and back for headings."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGIT = {"零": 0, "〇": 0, "○": 0, "两": 2, "幺": 1}
_DIGIT |= {letter: value for value, letter in enumerate("一二三四五六七八九", 1)}
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
# Capital numerals, and their common unofficial forms, are the same numbers.
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟貳參陸萬億", "一二三四五六七八九十百千二三六万亿")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) != "，"}
_UNITS = (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10))
_ARABIC = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_ASKED = "应是数字或中文数字，如“123”“一百二十三”“1.2亿”"


def read_number(text: str) -> Decimal:
    """The number that ``text`` as a whole stands for; exact, and whole numbers come without a decimal point.

    Reads Arabic digits (also full-width, also grouped by threes), Chinese numerals in both cases, positional years
    (二〇二三), and both mixed (3万, 1亿2000万). A last digit right after a unit counts the next lower one, as spoken:
    两万五 is 25000. Raises ValueError on anything else.
    """
    words = "".join(text.split()).translate(_FULL_WIDTH)
    unsigned = words.removeprefix("负").removeprefix("-")
    if len(words) - len(unsigned) > 1:
        raise ValueError(f"{_ASKED}，现为“{text}”；请核对原文。")
    try:
        value = _read(unsigned.translate(_CAPITALS).translate(_TENS), spoken=True)
    except ValueError:
        raise ValueError(f"{_ASKED}，现为“{text}”；请核对原文。") from None
    if value == value.to_integral_value():
        value = Decimal(int(value))
    return -value if unsigned != words and value else value


def read_formal(text: str) -> int:
    """The whole number that Chinese numerals of either case stand for, as documents write them.

    Spoken short forms (两万五) and Arabic digits are refused: in an amount of money they would be read two ways.
    Raises ValueError.
    """
    try:
        if "点" in text or _ARABIC.search(text):
            raise ValueError(text)
        return int(_read(text.translate(_CAPITALS), spoken=False))
    except ValueError:
        raise ValueError(f"应是完整的中文数字，如“一百二十三”“壹拾万零伍”，现为“{text}”；请核对原文。") from None


def _read(text: str, *, spoken: bool) -> Decimal:
    if _ARABIC.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if "点" in text:
        whole, _, places = text.partition("点")
        unit = places[-1:] if places[-1:] in ("万", "亿") else ""
        worth = dict(_UNITS).get(unit, 1)
        digits = _positional(places.removesuffix(unit))
        return (_read(whole, spoken=spoken) + Decimal(digits).scaleb(-len(digits))) * worth
    for unit, worth in _UNITS:
        if unit in text:
            before, _, after = text.rpartition(unit)
            count, rest = _count(before, worth, spoken), _rest(after, worth, spoken)
            if rest and count != int(count):
                raise ValueError(text)
            return count * worth + rest
    if len(text) > 1 and not spoken:
        raise ValueError(text)
    return Decimal(_positional(text))


def _count(text: str, worth: int, spoken: bool) -> Decimal:
    """How many of a unit: 十 alone counts one; below 万 it takes one Chinese digit or an Arabic figure."""
    if not text and worth == 10 and spoken:
        return Decimal(1)
    if worth < 10**4 and text not in _DIGIT and not _ARABIC.fullmatch(text):
        raise ValueError(text)
    count = _read(text, spoken=spoken)
    if not 0 < count < max(worth, 10):
        raise ValueError(text)
    return count


def _rest(text: str, worth: int, spoken: bool) -> Decimal:
    if not text:
        return Decimal(0)
    if text[0] in "零〇":
        text = text[1:]
    elif text in _DIGIT and worth > 10:
        if not spoken:
            raise ValueError(text)
        return Decimal(_DIGIT[text] * worth // 10)
    arabic = _ARABIC.fullmatch(text)
    if arabic and len(text.partition(".")[0]) != len(str(worth)) - 1:
        raise ValueError(text)  # 3万5: five thousand, or five?
    if len(text) > 1 and all(letter in _DIGIT for letter in text):
        raise ValueError(text)
    rest = _read(text, spoken=spoken)
    if not 0 < rest < worth:
        raise ValueError(text)
    return rest


def _positional(text: str) -> str:
    if not text or any(letter not in _DIGIT for letter in text):
        raise ValueError(text)
    return "".join(str(_DIGIT[letter]) for letter in text)


def chinese(number: int) -> str:
    """The whole number in lower-case Chinese numerals as headings print it: 十一, 一百零五, 二万零三十.

    Raises ValueError outside 0 … 9999 亿.
    """
    if not 0 <= number < 10**12:
        raise ValueError(f"中文数字应在 0 至 9999 亿之间，现为 {number}。")
    if number < 10:
        return "零一二三四五六七八九"[number]
    text = _chinese(number)
    return text.removeprefix("一") if text.startswith("一十") else text


def _chinese(number: int) -> str:
    for unit, worth in _UNITS:
        if number >= worth:
            count, rest = divmod(number, worth)
            gap = "零" if rest and rest < worth // 10 else ""
            return _chinese(count) + unit + gap + (_chinese(rest) if rest else "")
    return "零一二三四五六七八九"[number]
