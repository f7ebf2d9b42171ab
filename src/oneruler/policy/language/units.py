"""Units as papers write them (元/㎡, 元/户·月), multiplied and cancelled; 亩 and ㎡ never meet by accident."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_SYMBOL = r"[A-Za-z\u4e00-\u9fff㎡㎥m²³%〔〕]+"
_UNIT = re.compile(rf"(?P<over>{_SYMBOL}(?:·{_SYMBOL})*|1)?(?:/\(?(?P<under>{_SYMBOL}(?:[·/]{_SYMBOL})*)\)?)?")
_SAME = {"平方米": "㎡", "平米": "㎡", "m²": "㎡", "m2": "㎡", "立方米": "m³", "㎥": "m³", "m3": "m³", "公里": "km"}
_NONE = {"", "无", "比例", "系数", "倍", "1", "%"}


@dataclass(frozen=True)
class Unit:
    """A product of named units with whole exponents, kept sorted by name; empty for a bare ratio."""

    powers: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, text: str) -> Unit:
        """Read a unit; all after one ``/`` stands below it (元/户·月). Raises ValueError on what is no unit."""
        text = "".join(text.split()).replace("（", "(").replace("）", ")")
        if text in _NONE:
            return cls()
        match = _UNIT.fullmatch(text)
        if not match or not (match["over"] or match["under"]) or text.count("(") != text.count(")"):
            raise ValueError(f"单位应形如“元/㎡”“元/户·月”，现为“{text}”。")
        above, below = match["over"] or "", re.split(r"[·/]", match["under"] or "")
        powers: dict[str, int] = {}
        for names, sign in ((above.split("·"), 1), (below, -1)):
            for name in names:
                if name not in _NONE:
                    name = _SAME.get(name, name)
                    powers[name] = powers.get(name, 0) + sign
        return cls._of(powers)

    @classmethod
    def variable(cls, table: str) -> Unit:
        """The unit that the row of ``table`` names, whichever it is."""
        return cls(((f"〔{table}〕", 1),))

    @classmethod
    def _of(cls, powers: dict[str, int]) -> Unit:
        return cls(tuple(sorted((name, power) for name, power in powers.items() if power)))

    def __mul__(self, other: Unit) -> Unit:
        powers = dict(self.powers)
        for name, power in other.powers:
            powers[name] = powers.get(name, 0) + power
        return self._of(powers)

    def __truediv__(self, other: Unit) -> Unit:
        return self * Unit(tuple((name, -power) for name, power in other.powers))

    @cached_property
    def text(self) -> str:
        """As printed: 元/户·月; empty for a bare ratio."""
        over = [name for name, power in self.powers for _ in range(power)]
        under = [name for name, power in self.powers for _ in range(-power)]
        money_first = sorted(over, key=lambda name: name != "元")
        text = "·".join(money_first)
        return f"{text or '1'}/{'·'.join(under)}" if under else text

    def __str__(self) -> str:
        return self.text or "无单位"

    @property
    def is_bare(self) -> bool:
        """Whether nothing is left: a ratio or a coefficient."""
        return not self.powers


YUAN = Unit((("元", 1),))
