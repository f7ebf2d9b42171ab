"""Number formats of a workbook: what the simple ones, which reports use, make of a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation, localcontext

from oneruler.checks.reading.package import Package

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STYLES = "xl/styles.xml"
# Formats that Excel knows by number and files do not spell out (ECMA-376 part 1, 18.8.30; 27–36, 50–58: Chinese dates).
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: "@"}
_BUILT_IN |= dict.fromkeys((37, 38, 41, 42), "#,##0") | dict.fromkeys((39, 40, 43, 44), "#,##0.00")
_BUILT_IN |= dict.fromkeys((14, 15, 16, 22, 27, 30, 36, 50, 57), "yyyy-mm-dd")
_BUILT_IN |= dict.fromkeys((28, 29, 31, 51, 54, 58), 'yyyy"年"m"月"d"日"')
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_PLACES = re.compile(r"[#0?](?:[#0?,]*[#0?])?(?:\.([#0?]*))?(,*)")
_LARGEST = 20  # power of ten; nothing that is counted in a report
_WIDEST = Context(prec=15, rounding=ROUND_HALF_UP)  # the digits that Excel itself keeps


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """One format code; an empty one is 常规 (General)."""

    code: str = ""
    from_1904: bool = False

    def show(self, value: str) -> str:
        """What a cell with this format shows for the value as the file spells it; unusual formats show it plainly."""
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value
        if not number.is_finite():
            return value
        if number.adjusted() > _LARGEST:
            return _plainly(number)
        sections = self.code.split(";")
        bare = _QUOTED.sub("", sections[0])
        if re.search(r"[yd年]", bare, re.I):
            return self._date(number)
        if number == 0 and len(sections) > 2 and not re.search(r"[0#]", _QUOTED.sub("", sections[2])):
            return "".join(a or b for a, b in re.findall(r'"([^"]*)"|([-—])', sections[2]))
        places = _PLACES.search(bare)
        if not places or re.search(r"[eE][+-]|/|h|s|m", bare) or not places.group():
            return _plainly(number)
        unit = re.search(r'[#0?%][^#0?"]*"([^#0?"]*)"[^#0?]*$', sections[0])
        return _rounded(number, bare, places) + (unit.group(1) if unit else "")

    def _date(self, serial: Decimal) -> str:
        try:
            day = date(1904, 1, 1) if self.from_1904 else date(1899, 12, 30)
            day += timedelta(days=int(serial))
        except OverflowError:
            return _plainly(serial)
        if "年" in self.code and "d" not in self.code.lower():
            return f"{day.year}年{day.month}月"
        return f"{day.year}年{day.month}月{day.day}日" if "年" in self.code else day.isoformat()


def _rounded(number: Decimal, bare: str, places: re.Match[str]) -> str:
    decimals, thousands = places.group(1) or "", places.group(2)
    with localcontext(_WIDEST):
        number = +number  # 0.1 + 0.2 is 0.3 to whoever looks at the sheet
        if "%" in bare:
            number *= 100
        number /= Decimal(1000) ** len(thousands)
    number = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    words = f"{number:,f}" if "," in places.group().rstrip(",") else f"{number:f}"
    optional = len(decimals) - len(decimals.rstrip("#"))
    if optional:
        kept = len(words) - optional
        words = words[:kept] + words[kept:].rstrip("0")
        words = words.removesuffix(".")
    if number == 0:
        words = words.removeprefix("-")
    return words + "%" * ("%" in bare)


def _plainly(number: Decimal) -> str:
    number = _WIDEST.plus(number).normalize()
    return f"{number:f}" if -20 < number.adjusted() < 20 else str(number)


def number_formats(package: Package, from_1904: bool) -> list[NumberFormat]:
    """The number format of each cell style, by style index."""
    if _STYLES not in package:
        return []
    root = package.xml(_STYLES)
    codes = dict(_BUILT_IN)
    for element in root.iter(f"{_S}numFmt"):
        if element.get("numFmtId", "").isdigit():
            codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
    styles = root.find(f"{_S}cellXfs")
    found = []
    for style in () if styles is None else styles:
        key = style.get("numFmtId", "0")
        code = codes.get(int(key), "") if key.isdigit() else ""
        found.append(NumberFormat("" if code.lower() in ("general", "@") else code, from_1904))
    return found
