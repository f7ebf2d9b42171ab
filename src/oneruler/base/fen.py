"""Money: a whole number of fen between floors, Decimal yuan only in a rule and in print, converted only here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NewType

from oneruler.base.numerals import read_formal
from oneruler.base.rounding import half_up

Fen = NewType("Fen", int)
"""An amount of money in whole fen (1 yuan = 100 fen); below zero for what goes the other way."""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("", "万", "亿", "万亿")
_UPPER = re.compile(
    rf"(?:人民币)?[:：]?(?P<sign>负?)(?:(?P<yuan>[{_DIGITS}仟佰拾万亿]+)[元圆])?"
    rf"(?:零?(?P<jiao>[{_DIGITS}])角)?(?:零?(?P<fen>[{_DIGITS}])分)?[整正]?"
)


def from_yuan(yuan: Decimal) -> Fen:
    """The fen of an amount in yuan. Raises ValueError if it holds a fraction of a fen, or is no number."""
    if not yuan.is_finite():
        raise ValueError(f"金额应是一个数，现为“{yuan}”。")
    over, under = yuan.as_integer_ratio()
    fen, rest = divmod(over * 100, under)
    if rest:
        raise ValueError(f"金额应精确到分，现为 {yuan} 元，不足一分的部分未作取舍；请先按规定舍入到分。")
    return Fen(fen)


def rounded_from_yuan(yuan: Decimal | Fraction) -> Fen:
    """The fen nearest to an amount in yuan, half up on both sides of zero, for where a rule states that rounding."""
    return Fen(int(half_up(Fraction(yuan) * 100)))


def to_yuan(fen: Fen) -> Decimal:
    """The amount in yuan, always with two places."""
    return half_up(Fraction(fen, 100), 2)


def print_yuan(fen: Fen) -> str:
    """The amount in yuan as printed: ``1,234,567.89``."""
    return f"{to_yuan(fen):,}"


def print_wan(fen: Fen, places: int = 2) -> str:
    """The amount in 万元 as printed, half up to ``places`` decimals: ``123.46``."""
    return f"{half_up(Fraction(fen, 1_000_000), places):,}"


def upper(fen: Fen) -> str:
    """The amount in capital numerals (大写), such as 壹仟肆佰零玖元伍角.

    After 《支付结算办法》 附一 (正确填写票据和结算凭证的基本规定): 整 stands after 元 and not after 分 (after 角 it may
    be left out, and is); one 零 for noughts between digits, also where 角 is nought and 分 is not. Where the rule
    leaves 零 open (万 or 元 place nought, next place not) it is left out, except that a whole group of noughts
    passed over is marked by one. Raises ValueError from 一万万亿 yuan on.
    """
    yuan, cents = divmod(abs(fen), 100)
    if yuan >= 10**16:
        raise ValueError(f"大写金额应小于一万万亿元，现为 {print_yuan(fen)} 元。")
    jiao, odd_fen = divmod(cents, 10)
    text = "".join(_upper_groups(yuan)) + "元" if yuan else ""
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif odd_fen and yuan:
        text += "零"
    if odd_fen:
        text += _DIGITS[odd_fen] + "分"
    if not text:
        return "零元整"
    return ("负" if fen < 0 else "") + text + ("" if cents else "整")


def _upper_groups(yuan: int) -> Iterator[str]:
    """Groups of four digits from the top; 万亿 shares its 亿 with the group below when that one is not empty."""
    digits = str(yuan).rjust(16, "0")
    groups = [digits[start : start + 4] for start in range(0, 16, 4)]
    started = False
    owed_zero = False
    for group, unit in zip(groups, reversed(_GROUPS), strict=True):
        if group == "0000":
            owed_zero = started
            continue
        if started and (owed_zero or group[0] == "0"):
            yield "零"
        yield _upper_four(group)
        shares = unit == "万亿" and groups[1] != "0000"
        yield "万" if shares else unit
        started, owed_zero = True, False


def _upper_four(group: str) -> str:
    text = ""
    for digit, place in zip(group, _PLACES, strict=True):
        text += _DIGITS[int(digit)] + place if digit != "0" else "零"
    while "零零" in text:
        text = text.replace("零零", "零")
    return text.strip("零")


def read_upper(text: str) -> Fen:
    """The amount that capital numerals stand for, in any form the rule allows (人民币, 圆, 正, 零 or none where open).

    A 整 that is missing or too many changes no amount and is let pass. Raises ValueError if the words make none.
    """
    match = _UPPER.fullmatch("".join(text.split()))
    if match and any(match[part] for part in ("yuan", "jiao", "fen")):
        try:
            fen = 100 * read_formal(match["yuan"] or "零")
            fen += 10 * _DIGITS.index(match["jiao"] or "零") + _DIGITS.index(match["fen"] or "零")
            return Fen(-fen if match["sign"] else fen)
        except ValueError:
            pass
    raise ValueError(f"大写金额应形如“壹仟肆佰零玖元伍角”，现为“{text}”，读不出数额；请核对原文。")
