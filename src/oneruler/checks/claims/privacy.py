"""Personal data that a public paper must not carry: mobile numbers, identity numbers, bank cards of persons.

An office telephone is none. Identity numbers are told by the check digit of GB 11643, bank cards by ISO/IEC 7812.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from oneruler.base.document import Passage
from oneruler.base.findings import Severity
from oneruler.checks.claims.claim import Remark
from oneruler.checks.report import Kind

_MOBILE = re.compile(r"(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d(?P<gap>[- ]?)\d{4}(?P=gap)\d{4}(?![\d.])")
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_CARD = re.compile(r"(?<!\d)(?:62|4|5[1-5])\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)")
_HOME = re.compile(
    r"(?:家庭住址|家庭地址|现住址|住址|户籍地址?|户籍所在地)[:：为是]?(?P<address>[\u4e00-\u9fff\d-]{4,40}?(?:\d+号|\d+室|\d+组|\d+栋[\d单元-]*))"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def find(passage: Passage) -> Iterator[Remark]:
    """The personal data of a passage."""
    text = passage.text
    for match in _IDENTITY.finditer(text):
        if identity_number_holds(match[0]):
            yield _remark(passage, match.span(), "PRI-ID", "居民身份证号", _masked(match[0], 6, 4))
    for match in _MOBILE.finditer(text):
        yield _remark(passage, match.span(), "PRI-MOBILE", "手机号码", _masked(match[0], 3, 4))
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if 15 <= len(digits) <= 19 and luhn_holds(digits) and not _IDENTITY.fullmatch(match[0]):
            yield _remark(passage, match.span(), "PRI-BANK", "银行卡号", _masked(digits, 4, 4))
    for match in _HOME.finditer(text):
        yield _remark(passage, match.span("address"), "PRI-HOME", "个人住址", "")


def identity_number_holds(number: str) -> bool:
    """Is the check digit of an 18-digit identity number right (GB 11643)?"""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def luhn_holds(digits: str) -> bool:
    """Is the check digit of a card number right (ISO/IEC 7812)?"""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _masked(text: str, head: int, tail: int) -> str:
    return f"{text[:head]}{'*' * (len(text) - head - tail)}{text[-tail:]}"


def _remark(passage: Passage, span: tuple[int, int], code: str, what: str, masked: str) -> Remark:
    shown = f"（{masked}）" if masked else ""
    return Remark(
        code,
        Kind.PRIVACY,
        Severity.WARNING,
        passage.span(*span),
        f"公开的材料里有{what}{shown}，公开前应删去或遮蔽，联系方式改用办公电话。",
    )
