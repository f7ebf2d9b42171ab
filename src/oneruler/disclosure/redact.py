"""What of a text nobody outside may read: found and masked. Values in, values out.

Identity numbers, bank accounts, mobile numbers, home addresses and the names that are given. An office telephone
(with an area code, or of seven or eight digits) stays, and so do amounts, areas, dates and numbers of papers. Where a
run of digits could be either, it is masked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

MASK = "＊＊"
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) != "，"}
_FOLD |= {
    ord("−"): ord("-"),
    ord("–"): ord("-"),
    ord("—"): ord("-"),
    ord("‐"): ord("-"),
    0x3000: ord(" "),
    0xA0: ord(" "),
}
_HIDDEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_COMPOUND = [
    "欧阳",
    "太史",
    "端木",
    "上官",
    "司马",
    "东方",
    "独孤",
    "南宫",
    "万俟",
    "闻人",
    "夏侯",
    "诸葛",
    "尉迟",
    "公羊",
    "赫连",
    "澹台",
    "皇甫",
    "宗政",
    "濮阳",
    "公冶",
    "太叔",
    "申屠",
    "公孙",
    "慕容",
    "仲孙",
    "钟离",
    "长孙",
    "宇文",
    "司徒",
    "鲜于",
    "司空",
    "令狐",
]


class Kind(StrEnum):
    """The kinds of personal data."""

    NAME = "姓名"
    IDENTITY = "身份证号"
    ACCOUNT = "银行账号"
    MOBILE = "手机号码"
    ADDRESS = "住址"


@dataclass(frozen=True, slots=True)
class Found:
    """Personal data in a text: ``text[start:end]``."""

    kind: Kind
    start: int
    end: int


_GAP = r"[ \-.·]?"
_UNIT = r"(?![ ]?(?:元|万|亿|亩|㎡|m2|m²|平方|公顷|户|人|分|%|％|\d|\.\d|,\d))"
_IDENTITY = re.compile(
    rf"(?<!\d)[1-9]\d{{5}}{_GAP}(?:(?:18|19|20)\d{{2}}{_GAP}(?:0[1-9]|1[0-2]){_GAP}(?:0[1-9]|[12]\d|3[01]){_GAP}\d{{3}}{_GAP}[\dXx]"
    rf"|\d{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}})(?![\dA-Za-z])"
)
_LABELLED_IDENTITY = re.compile(
    r"(?:身份证|证件|护照|户口)[^\d\n,，;；。]{0,8}?(?P<data>[A-Za-z]{0,2}\d[\d \-]{5,22}[\dXx])(?![\dA-Za-z])"
)
_MOBILE = re.compile(rf"(?<![\d.])(?:(?:\+|00)?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}{_UNIT}")
_MOBILE_BY_THREES = re.compile(rf"(?<![\d.])1[3-9]\d{_GAP}\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{2}}{_UNIT}")
_LABELLED_ACCOUNT = re.compile(
    r"(?:账号|帐号|账户|帐户|卡号|银行卡|存折|一卡通)[^\d\n,，;；。元]{0,10}?(?P<data>\d[\d \-]{6,38}\d)" + _UNIT
)
_ACCOUNT = re.compile(rf"(?<![\d.,])(?:\d{{15,}}|\d{{4}}(?:[ -]\d{{4}}){{3,5}}(?:[ -]?\d{{1,3}})?){_UNIT}")
_LABELLED_ADDRESS = re.compile(
    r"(?:家庭住址|家庭地址|现住址|通讯地址|联系地址|住址|户籍所在地|户籍地址|户籍地|房屋坐落|坐落)(?:[:为是在] ?|[ \t]+)"
    r"(?P<data>[^\s,，;；。、（(]{2,60})"
)
_COUNT = r"(?:[一二三四五六七八九十百\d]{1,5}|[甲乙丙丁])"
_DOOR = re.compile(  # every repeat is bounded, so that a long run of digits costs no more than its length
    rf"(?P<data>(?:(?<=[村区])第?{_COUNT}(?:村民小组|小组|组|队|屋场)(?:\d{{1,5}}号)?|(?<![\d一二三四五六七八九十]){_COUNT}组\d{{1,5}}号)"
    r"(?:附\d{1,4}号)?"
    r"|(?<=[路街巷弄里道村湾冲])\d{1,5}(?:[-之]\d{1,4})?号(?:附\d{1,4}号)?(?:\d{1,4}(?:栋|幢|座|单元|室|房)[\d单元室房-]{0,12})?"
    r"|(?<!\d)\d{1,4}(?:栋|幢|座|号楼)[\d单元层-]{0,12}(?:室|房|号)"
    r"|(?<!\d)\d{1,4}单元\d{1,5}(?:室|房|号)?)"
)
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.IDENTITY, _IDENTITY), (Kind.IDENTITY, _LABELLED_IDENTITY), (Kind.ACCOUNT, _LABELLED_ACCOUNT),
    (Kind.MOBILE, _MOBILE), (Kind.MOBILE, _MOBILE_BY_THREES), (Kind.ACCOUNT, _ACCOUNT),
    (Kind.ADDRESS, _LABELLED_ADDRESS), (Kind.ADDRESS, _DOOR),
)  # fmt: skip


def mask_name(name: str) -> str:
    """张＊＊: the surname, and two signs however long the rest is."""
    plain = name.strip()
    if not plain:
        return ""
    surname = next((compound for compound in _COMPOUND if plain.startswith(compound) and len(plain) > 2), plain[0])
    return surname + MASK


def find(text: str, names: Iterable[str] = ()) -> list[Found]:
    """Personal data in the text, in order, none within another."""
    folded, at = _folded(text)
    covered = bytearray(len(folded))
    taken: list[Found] = []
    for kind, start, end in _matches(folded, names):
        if start < end and not any(covered[start:end]):
            covered[start:end] = b"\1" * (end - start)
            taken.append(Found(kind, at[start], at[end - 1] + 1))
    return sorted(taken, key=lambda one: one.start)


def redact(text: str, names: Iterable[str] = ()) -> str:
    """The text with personal data masked: names by their surname, everything else altogether."""
    pieces: list[str] = []
    done = 0
    for one in find(text, names):
        own = text[one.start : one.end]
        pieces += [text[done : one.start], mask_name(own) if one.kind is Kind.NAME else MASK]
        done = one.end
    return "".join([*pieces, text[done:]])


def _matches(folded: str, names: Iterable[str]) -> Iterator[tuple[Kind, int, int]]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            group = "data" if "data" in pattern.groupindex else 0
            yield kind, *match.span(group)
    known = sorted({name.strip().translate(_FOLD) for name in names if len(name.strip()) > 1}, key=len, reverse=True)
    for name in known:
        pattern = re.compile("[ ]*".join(map(re.escape, name.replace(" ", ""))))
        for match in pattern.finditer(folded):
            yield Kind.NAME, *match.span()


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text with full-width digits and signs as ASCII and without unseen signs, and where each sign came from."""
    if _HIDDEN.search(text) is None:
        return text.translate(_FOLD), range(len(text))
    kept = [(sign, place) for place, sign in enumerate(text) if not _HIDDEN.match(sign)]
    return "".join(sign for sign, _ in kept).translate(_FOLD), [place for _, place in kept]


# Tables


class Column(StrEnum):
    """What a column of a table holds."""

    NUMBER = "number"  # 户号 and such, which lead back to a household
    NAME = "name"
    IDENTITY = "identity"
    ACCOUNT = "account"
    TELEPHONE = "telephone"
    ADDRESS = "address"
    AMOUNT = "amount"  # amounts, areas, counts
    WORDS = "words"


_SITE = {Column.NUMBER, Column.NAME, Column.AMOUNT, Column.WORDS}
_WEB = {Column.AMOUNT, Column.WORDS}


def site_table(columns: Mapping[str, Column], rows: Iterable[Mapping[str, str]]) -> tuple[list[str], list[list[str]]]:
    """For the notice board within the area (590号 29): names and amounts in full; identity, account, telephone and
    address columns are left out, and words are redacted."""
    return _table(columns, rows, _SITE, redact)


def web_table(
    columns: Mapping[str, Column], rows: Iterable[Mapping[str, str]], names: Iterable[str] = ()
) -> tuple[list[str], list[list[str]]]:
    """For everybody: amounts by running number only. Household numbers and every personal column are left out."""
    known = list(names)
    return _table(columns, rows, _WEB, lambda words: redact(words, known))


def _table(
    columns: Mapping[str, Column], rows: Iterable[Mapping[str, str]], kept: set[Column], masked: Callable[[str], str]
) -> tuple[list[str], list[list[str]]]:
    shown = [name for name, kind in columns.items() if kind in kept]
    body = [
        [str(number), *(masked(row[name]) if columns[name] is Column.WORDS else row[name] for name in shown)]
        for number, row in enumerate(rows, 1)
    ]
    return ["序号", *shown], body
