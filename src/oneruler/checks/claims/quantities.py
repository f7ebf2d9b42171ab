"""Numbers in prose that stand for quantities, with their units; years, ordinals, codes and list numbers are none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from oneruler.base.printed import Computed, Printed

MONEY, RATE, POINTS, TIMES, PERSONS, SCORE, BARE = "money", "rate", "points", "times", "persons", "score", "bare"
_TEN_THOUSAND = Decimal(10_000)
_MU_OF_M2 = Decimal("0.0015")  # 1 亩 = 10000/15 ㎡, so that 1 ㎡ is 0.0015 亩 exactly

# unit -> (dimension, scale to 元, 亩, per cent or one). Floor space and land are two dimensions with one scale: they
# are never added up unless the words hold the one against the other. Units that are their own dimension follow below.
UNITS: dict[str, tuple[str, Decimal]] = {
    "元": (MONEY, Decimal(1)),
    "千元": (MONEY, Decimal(1_000)),
    "万元": (MONEY, _TEN_THOUSAND),
    "百万元": (MONEY, Decimal(1_000_000)),
    "亿元": (MONEY, Decimal(100_000_000)),
    "万": (MONEY, _TEN_THOUSAND),
    "亿": (MONEY, Decimal(100_000_000)),
    "%": (RATE, Decimal(1)),
    "‰": (RATE, Decimal("0.1")),
    "个百分点": (POINTS, Decimal(1)),
    "百分点": (POINTS, Decimal(1)),
    "个点": (POINTS, Decimal(1)),
    "倍": (TIMES, Decimal(1)),
    "分": (SCORE, Decimal(1)),
    "平方米": ("平方米", _MU_OF_M2),
    "平米": ("平方米", _MU_OF_M2),
    "㎡": ("平方米", _MU_OF_M2),
    "m²": ("平方米", _MU_OF_M2),
    "m2": ("平方米", _MU_OF_M2),
    "万平方米": ("平方米", _TEN_THOUSAND * _MU_OF_M2),
    "万平米": ("平方米", _TEN_THOUSAND * _MU_OF_M2),
    "万㎡": ("平方米", _TEN_THOUSAND * _MU_OF_M2),
    "万m²": ("平方米", _TEN_THOUSAND * _MU_OF_M2),
    "公顷": ("亩", _TEN_THOUSAND * _MU_OF_M2),
    "平方公里": ("亩", 1_000_000 * _MU_OF_M2),
    "亩": ("亩", Decimal(1)),
    "万亩": ("亩", _TEN_THOUSAND),
    "人": (PERSONS, Decimal(1)),
    "名": (PERSONS, Decimal(1)),
    "位": (PERSONS, Decimal(1)),
    "万人": (PERSONS, _TEN_THOUSAND),
    "万户": ("户", _TEN_THOUSAND),
    "台(套)": ("台", Decimal(1)),
}
_OWN = [
    "件次",
    "台次",
    "项次",
    "人天",
    "人次",
    "批次",
    "场次",
    "户次",
    "车次",
    "个",
    "户",
    "家",
    "处",
    "栋",
    "幢",
    "套",
    "间",
    "辆",
    "台",
    "件",
    "份",
    "次",
    "场",
    "项",
    "批",
    "宗",
    "块",
    "座",
    "条",
    "起",
    "篇",
    "册",
    "卷",
    "冢",
    "株",
    "棵",
    "口",
    "根",
    "张",
    "组",
    "吨",
    "公里",
    "千米",
    "米",
    "立方米",
    "天",
    "小时",
    "部",
    "期",
    "轮",
    "例",
    "笔",
    "面",
    "支",
    "门",
    "所",
    "片",
    "对",
    "趟",
]
UNITS |= {unit: (unit, Decimal(1)) for unit in _OWN}
MEASURED = frozenset({MONEY, SCORE, "平方米", "亩"})
"""Dimensions that are measured, so that a figure of one stands for an interval; the others are counted."""

UNIT = "|".join(
    re.escape(unit) + ("(?![别钟为之局公司管工类户秒值])" if unit == "分" else "")
    for unit in sorted(UNITS, key=len, reverse=True)
)
DIGITS = r"\d{1,3}(?:,\d{3}){1,6}(?:\.\d+)?|\d{1,3}(?: \d{3}){1,5}(?:\.\d+)?(?=\s?(?:万|亿|千|百万)?元)|\d+(?:\.\d+)?"
_CHINESE = "零〇一二两三四五六七八九十百千"
_NUMBER = re.compile(
    rf"百分之(?P<percent>\d+(?:\.\d+)?|[{_CHINESE}点]+)"
    rf"|(?P<sign>(?<![0-9A-Za-z%)-])[-+]\s?)?(?P<digits>{DIGITS})(?P<more>[余多来几])?\s?"
    rf"(?P<unit>{UNIT})?(?P<tail>余|多(?![支出收于拨交缴\d])|左右|以上|以内)?"
    rf"|(?<![{_CHINESE}])(?P<word>[{_CHINESE}]{{1,12}})"
    r"(?P<classifier>个百分点|个|名|人|户|家|处|栋|幢|套|辆|台|件|份|次|场|批|宗|座|条|起|倍|亩|位)(?![目一二三四五六七八九十])"
)
_ROUGH_COUNT = re.compile(rf"[余多](?P<unit>{UNIT})")
_NO_QUANTITY_AFTER = re.compile(
    r"年|-20\d\d年|至20\d\d年|月|日|号|时(?!效)|点(?!多)|岁|届|级|室|楼|层|路|线|期(?!间)|\)|、(?=[\u4e00-\u9fff])|[.．](?=[\u4e00-\u9fff])"
)
_ORDINAL_BEFORE = re.compile(r"(?:第|编号|[〔\[【(]|[A-Za-z]|NO\.?|[/-])$")
_LOOSE_BEFORE = re.compile(
    r"(?:(?<![签合条节公履违])约|(?<![最附临])近|逾|超过|(?<!赶)超|不低于|不少于|不超过|至少|≥|≤|>|<)(?:为|达)?$"
)
_BOUND_BEFORE = re.compile(r"(?:≥|≤|>|<|不低于|不少于|不超过|至少|超过|不足)$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|-20\d\d年|至20\d\d年)")
_WORDS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as it stands in a passage: ``start`` and ``end`` are offsets in ``Passage.text``.

    ``printed`` is in the unit as printed; ``scale`` brings it to 元, 亩, per cent or one.
    """

    printed: Printed
    unit: str
    dimension: str
    scale: Decimal
    start: int
    end: int
    signed: bool = False
    bound: bool = False

    @property
    def value(self) -> Decimal:
        """In 元, 亩, per cent or one."""
        return self.printed.value * self.scale

    @property
    def exact(self) -> bool:
        """Counts are exact; measured and computed quantities stand for an interval."""
        return self.dimension not in MEASURED and self.dimension not in ("", RATE, POINTS, TIMES, BARE)

    def term(self, unit_scale: Decimal, places: int | None = None) -> Computed:
        """This quantity in units of ``unit_scale``, read to ``places`` places of its own unit."""
        return self.printed.term(scale=self.scale / unit_scale, places=places, exact=self.exact)


def quantities(text: str) -> list[Quantity]:
    """All quantities of a passage's text, in order."""
    found: list[Quantity] = []
    for match in _NUMBER.finditer(text):
        if match["percent"]:
            quantity = _percent(match)
        else:
            quantity = _spelled(text, match) if match["word"] else _printed(text, match)
        if quantity is not None:
            found.append(quantity)
    return found


def years(text: str) -> list[int]:
    """The calendar years that a text names (2000亩 is none)."""
    return [int(match[1]) for match in _YEAR.finditer(text)]


def _printed(text: str, match: re.Match[str]) -> Quantity | None:
    unit = match["unit"] or ""
    start, end = match.span()
    before = text[max(0, start - 6) : start]
    if not unit and (_NO_QUANTITY_AFTER.match(text, match.end("digits")) or match["more"] is None and _is_code(match)):
        return None
    if unit in ("万", "亿") and (rough := _ROUGH_COUNT.match(text, match.end("unit"))):  # 2.1万余次
        dimension, scale = UNITS[rough["unit"]]
        printed = Printed.read((match["sign"] or "").strip() + match["digits"], loose=True)
        return Quantity(printed, unit + rough["unit"], dimension, scale * UNITS[unit][1], start, rough.end())
    if unit in ("万", "亿") and not _reads_as_money(text, match.end("unit")):
        return None
    if unit == "个" and text.startswith("月", match.end("unit")):
        return None
    if unit in (
        "期",
        "部",
        "组",
        "块",
        "条",
        "项",
        "次",
        "栋",
        "处",
        "号",
        "批",
        "门",
        "口",
        "所",
        "面",
        "支",
        "片",
        "对",
    ) and before.endswith("第"):
        return None
    if not unit and before.endswith(("号", "字")):
        return None
    if _ORDINAL_BEFORE.search(before) and not (unit and before[-1:] in "([(-"):
        return None
    loose = bool(match["more"] or match["tail"] in ("余", "多", "左右") or _LOOSE_BEFORE.search(before))
    sign = match["sign"] or ""
    dimension, scale = UNITS[unit] if unit else (BARE, Decimal(1))
    printed = Printed.read(sign.strip() + match["digits"], loose=loose)
    bound = bool(_BOUND_BEFORE.search(before)) or match["tail"] in ("以上", "以内")
    return Quantity(printed, unit, dimension, scale, start, end, bool(sign), bound=bound)


def _percent(match: re.Match[str]) -> Quantity | None:
    """百分之12.5, 百分之十二点五."""
    words = match["percent"]
    if not words[0].isdigit():
        whole, _, part = words.partition("点")
        value = spelled_number(whole)
        if value is None or any(letter not in _WORDS for letter in part):
            return None
        words = str(value) + ("." + "".join(str(_WORDS[letter]) for letter in part) if part else "")
    return Quantity(Printed.read(words), "%", RATE, Decimal(1), *match.span())


def _spelled(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    if text[max(0, start - 1) : start] in ("第", "每", "任", "某", "同", "逐", "统"):
        return None
    value = spelled_number(match["word"])
    if not value:
        return None  # 清零台账 is no nought of anything
    dimension, scale = UNITS[match["classifier"]] if match["classifier"] in UNITS else (match["classifier"], Decimal(1))
    return Quantity(Printed(Decimal(value), 0), match["classifier"], dimension, scale, start, end)


def spelled_number(word: str) -> int | None:
    """三十二 → 32, 两 → 2; None where the characters make no number below ten thousand."""
    total, digit = 0, None
    for letter in word:
        if letter in _WORDS:
            if digit not in (None, 0):
                return None
            digit = _WORDS[letter]
        else:
            total += (1 if digit is None else digit) * {"十": 10, "百": 100, "千": 1000}[letter]
            digit = None
    return total + (digit or 0)


def _is_code(match: re.Match[str]) -> bool:
    digits = match["digits"]
    return "." not in digits and "," not in digits and len(digits) >= 7


def _reads_as_money(text: str, end: int) -> bool:
    return not re.match(r"[\u4e00-\u9fff]", text[end : end + 1]) or text.startswith(("余", "多", "人民币"), end)
