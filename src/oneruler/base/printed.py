"""Printed numbers and the intervals that their digits stand for, and arithmetic on them that explains itself.

A figure read from a paper is no point: "3.04" may stand for anything that rounds to it. ``Printed`` keeps the digits
as they were printed; ``Computed`` is what follows from printed figures, with its exact value, the interval that it
must lie in, and the arithmetic as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed: its value and how many digits stand after the point.

    ``loose`` says that the paper itself calls it rough (约, 近, 余 …): it then stands for a tenth either way.
    """

    value: Decimal
    places: int
    loose: bool = False

    @classmethod
    def read(cls, text: str, *, loose: bool = False) -> Printed:
        """Read ``1,234.50`` or ``-36``; thousands separators (comma or blank) are dropped. ValueError when it is no number."""
        bare = text.replace(",", "").replace(" ", "")
        try:
            value = Decimal(bare)
        except ArithmeticError as error:
            raise ValueError(f"不是数字：{text!r}") from error
        return cls(value, len(bare.partition(".")[2]), loose)

    @property
    def ulp(self) -> Decimal:
        """One unit of the last printed place."""
        return Decimal(1).scaleb(-self.places)

    def term(self, *, scale: Decimal = Decimal(1), places: int | None = None, exact: bool = False) -> Computed:
        """This figure as a term of a computation, multiplied by ``scale``.

        ``places`` reads it as printed to that many places (a dropped zero: 113.1 beside 39.04 is 113.10); an
        ``exact`` figure, a count for instance, stands for itself alone.
        """
        value = self.value * scale
        if self.loose:
            room = abs(value) / 10
        elif exact:
            room = Decimal(0)
        else:
            room = Decimal(1).scaleb(-(self.places if places is None else max(places, self.places))) * _HALF * scale
        return Computed(value, value - room, value + room, plain(value))


@dataclass(frozen=True, slots=True)
class Computed:
    """The outcome of arithmetic on printed figures: exact value, the interval it lies in, and how it was got.

    ``rank`` is the binding strength of the outermost operator (0 sum, 1 product, 2 a single figure).
    """

    value: Decimal
    low: Decimal
    high: Decimal
    text: str
    rank: int = 2

    def __add__(self, other: Computed) -> Computed:
        return Computed(
            self.value + other.value, self.low + other.low, self.high + other.high, f"{self.text} + {other._in(1)}", 0
        )

    def __sub__(self, other: Computed) -> Computed:
        return Computed(
            self.value - other.value, self.low - other.high, self.high - other.low, f"{self.text} - {other._in(1)}", 0
        )

    def __mul__(self, other: Computed) -> Computed:
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Computed(self.value * other.value, min(ends), max(ends), f"{self._in(1)} * {other._in(2)}", 1)

    def __truediv__(self, other: Computed) -> Computed:
        """ZeroDivisionError where the divisor is nought; a divisor whose interval touches nought is taken as exact."""
        if other.value == 0:
            raise ZeroDivisionError(f"{self.text} / {other.text}")
        divisors = (other.low, other.high) if other.low > 0 or other.high < 0 else (other.value,)
        ends = [a / b for a in (self.low, self.high) for b in divisors]
        return Computed(self.value / other.value, min(ends), max(ends), f"{self._in(1)} / {other._in(2)}", 1)

    def _in(self, rank: int) -> str:
        negative = self.rank == 2 and self.text.startswith("-")
        return f"({self.text})" if self.rank < rank or negative else self.text

    def percent(self) -> Computed:
        """The same as a percentage: value and interval times 100, the text unchanged."""
        return Computed(self.value * 100, self.low * 100, self.high * 100, self.text, self.rank)

    def scoring(self) -> Computed:
        """This percentage as the factor of a score, at most one: whoever spends 120 % scores as for 100 %."""
        sign = "" if self.rank < 2 else "%"
        value, low, high = (min(Decimal(1), bound / 100) for bound in (self.value, self.low, self.high))
        return Computed(value, low, high, f"min(1, {self.text}{sign})")

    def negated(self) -> Computed:
        """The same with its sign turned, the text unchanged (the size of a fall)."""
        return Computed(-self.value, -self.high, -self.low, self.text, self.rank)


def exactly(number: int) -> Computed:
    """A constant of a rule (10 points, 100 per cent)."""
    value = Decimal(number)
    return Computed(value, value, value, str(number))


def plain(value: Decimal) -> str:
    """A number without exponent and without trailing zeros after the point."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def cut(value: Decimal, places: int) -> Decimal:
    """Cut after so many places, as a careless hand does instead of rounding."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_DOWN)
