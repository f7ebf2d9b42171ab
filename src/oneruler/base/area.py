"""Areas in 亩, ㎡, 公顷 and 万㎡, added exactly; a rounded figure comes out only where its digits are stated."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from oneruler.base.rounding import half_up

# 1 亩 is 10000/15 ㎡ exactly, no finite decimal. One part of 30000 to the ㎡ is the largest that both 0.0001 ㎡
# (3 parts) and 0.0001 亩 (2000 parts) are whole numbers of, so surveys in either unit add up without rounding.
_PARTS = {"㎡": 30_000, "亩": 20_000_000, "公顷": 300_000_000, "万㎡": 300_000_000}


class Unit(StrEnum):
    """A unit of area, its value as printed."""

    SQUARE_METRE = "㎡"
    MU = "亩"
    HECTARE = "公顷"
    WAN_SQUARE_METRE = "万㎡"

    @property
    def parts(self) -> int:
        """How many parts of an ``Area`` one unit is."""
        return _PARTS[self.value]

    @classmethod
    def named(cls, name: str) -> Unit:
        """The unit of a name as papers write it (平方米, m², 万平方米, 市亩 …). Raises ValueError on another."""
        try:
            return _NAMES[name.strip()]
        except KeyError:
            raise ValueError(f"面积单位应是{'、'.join(_NAMES)}之一，现为“{name}”。") from None


_NAMES = {
    "㎡": Unit.SQUARE_METRE,
    "平方米": Unit.SQUARE_METRE,
    "平米": Unit.SQUARE_METRE,
    "m²": Unit.SQUARE_METRE,
    "m2": Unit.SQUARE_METRE,
    "亩": Unit.MU,
    "市亩": Unit.MU,
    "公顷": Unit.HECTARE,
    "hm²": Unit.HECTARE,
    "万㎡": Unit.WAN_SQUARE_METRE,
    "万平方米": Unit.WAN_SQUARE_METRE,
    "万平米": Unit.WAN_SQUARE_METRE,
    "万m²": Unit.WAN_SQUARE_METRE,
}


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """An exact area, kept as ``parts``: whole 1/30000 ㎡ (a BIGINT holds three hundred million km²)."""

    parts: int = 0

    @classmethod
    def of(cls, value: Decimal | int, unit: Unit) -> Area:
        """An area as surveyed, to four decimals of ㎡, seven of 亩, eight of 公顷. ValueError if finer or no number."""
        if isinstance(value, Decimal) and not value.is_finite():
            raise ValueError(f"面积应是一个数，现为“{value}”。")
        parts = Fraction(value) * unit.parts
        if parts.denominator != 1:
            raise ValueError(f"面积最多精确到 0.0001 ㎡（0.0000001 亩），现为 {value} {unit}；请先按规定舍入。")
        return cls(parts.numerator)

    def exact(self, unit: Unit) -> Fraction:
        """The area in a unit, unrounded."""
        return Fraction(self.parts, unit.parts)

    def rounded(self, unit: Unit, places: int) -> Decimal:
        """The area in a unit, half up to ``places`` decimals."""
        return half_up(self.exact(unit), places)

    def __add__(self, other: Area) -> Area:
        return Area(self.parts + other.parts)

    def __sub__(self, other: Area) -> Area:
        return Area(self.parts - other.parts)

    def __neg__(self) -> Area:
        return Area(-self.parts)
