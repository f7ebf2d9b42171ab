"""Figures as they stand in print: a value, its unit, its decimals and its dress, and the words that give a direction.

A figure keeps its printed digits apart from its value, so that a fault can be planted in the print alone.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit and how many base units (元, ㎡, %, or one of a count) it stands for."""

    name: str
    factor: Decimal
    swap: str = ""  # the unit that a careless writer puts in its place


UNITS = {
    unit.name: unit
    for unit in (
        Unit("元", Decimal(1), "万元"),
        Unit("万元", Decimal(10_000), "元"),
        Unit("亿元", Decimal(100_000_000), "万元"),
        Unit("平方米", Decimal(1), "万平方米"),
        Unit("㎡", Decimal(1), "万㎡"),
        Unit("万平方米", Decimal(10_000), "平方米"),
        Unit("万㎡", Decimal(10_000), "㎡"),
        Unit("亩", Decimal(1), "公顷"),
        Unit("公顷", Decimal(15), "亩"),
        Unit("%", Decimal(1)),
        Unit("分", Decimal(1)),
        *(Unit(name, Decimal(1)) for name in ("户", "人", "个", "栋", "次", "名", "辆", "批次", "台", "宗", "家")),
        Unit("人次", Decimal(1)),
        Unit("倍", Decimal(1)),
        Unit("个百分点", Decimal(1)),
        Unit("", Decimal(1)),
    )
}


@dataclass(frozen=True, slots=True)
class Style:
    """How one report prints its figures."""

    places: int = 2
    rate_places: int = 2
    drop_zeros: bool = True
    grouped: bool = False
    full_width: bool = False
    blank: bool = False

    @classmethod
    def draw(cls, rng: random.Random) -> Style:
        places = rng.choices((0, 1, 2, 4, 6), (1, 2, 12, 2, 2))[0]
        return cls(
            places=places,
            rate_places=rng.choices((0, 1, 2), (1, 5, 9))[0],
            drop_zeros=rng.random() < 0.55,
            grouped=rng.random() < 0.15,
            full_width=rng.random() < 0.05,
            blank=rng.random() < 0.18,
        )


_WIDE = {ord(narrow): chr(ord(narrow) + 0xFEE0) for narrow in "0123456789."}


@dataclass(eq=False)
class Figure:
    """One printed figure. ``value`` is in base units; ``key`` names what it measures (equal keys must agree).

    ``exact`` figures are counts: they stand for themselves, not for an interval. ``prior`` is last year's figure of
    the same thing, where that is printed too.
    """

    key: str
    value: Fraction
    unit: Unit
    places: int
    style: Style
    exact: bool = False
    bare: bool = False
    signed: bool = False
    prior: Figure | None = None
    digits: str = field(init=False)

    def __post_init__(self) -> None:
        self.digits = self.print_of(self.value)

    def print_of(self, value: Fraction, *, cut: bool = False) -> str:
        """The digits that this figure's dress gives to another value in base units."""
        scaled = value / Fraction(self.unit.factor)
        text = rounded(scaled, self.places, cut=cut)
        if self.style.drop_zeros and "." in text and not cut:
            text = text.rstrip("0").rstrip(".")
        return text

    @property
    def stated(self) -> Fraction:
        """The value that the printed digits give, in base units."""
        return Fraction(Decimal(self.digits)) * Fraction(self.unit.factor)

    @property
    def step(self) -> Fraction:
        """One unit of the last printed place, in base units."""
        decimals = len(self.digits.partition(".")[2])
        return Fraction(1, 10**decimals) * Fraction(self.unit.factor)

    @property
    def fine_step(self) -> Fraction:
        """One unit of the last place that this report keeps, printed or dropped as a zero."""
        decimals = max(self.places, len(self.digits.partition(".")[2]))
        return Fraction(1, 10**decimals) * Fraction(self.unit.factor)

    def text(self) -> str:
        """The figure as printed."""
        digits = self.digits
        if self.style.grouped and not self.exact and self.unit.name != "%":
            whole, point, rest = digits.lstrip("-").partition(".")
            digits = ("-" if digits.startswith("-") else "") + f"{int(whole):,}" + point + rest
        elif self.style.full_width:
            digits = digits.translate(_WIDE)
        if self.bare:
            return digits
        blank = " " if self.style.blank and self.unit.name not in {"%", ""} else ""
        return f"{blank}{digits}{blank}{self.unit.name}"


@dataclass(eq=False)
class Word:
    """A word that carries meaning: a direction (``sign`` +1 or -1), a year, a contact. ``others`` are its slips."""

    said: str
    sign: int = 0
    others: tuple[str, ...] = ()
    other_sign: int = 0

    def text(self) -> str:
        """The word as printed."""
        return self.said

    def flip(self, other: str) -> None:
        """Put another word in this one's place."""
        self.others = (self.said,)
        self.said = other
        self.sign, self.other_sign = self.other_sign, self.sign


Token = Figure | Word
Piece = str | Token


def rounded(value: Fraction, places: int, *, cut: bool = False) -> str:
    """``value`` to ``places`` decimals, half up (or cut off), as plain digits."""
    scaled = abs(value) * 10**places + (0 if cut else Fraction(1, 2))
    units = scaled.numerator // scaled.denominator
    sign = "-" if value < 0 and units else ""
    text = str(units).rjust(places + 1, "0")
    return sign + (f"{text[:-places]}.{text[-places:]}" if places else text)
