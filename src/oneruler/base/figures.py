"""One figure, one origin: a Measure says what is counted; a Figure is its value, and knows how to be walked back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from oneruler.base.fen import Fen, print_wan, print_yuan
from oneruler.base.rounding import half_up


class Unit(StrEnum):
    """What a measure counts. Money is kept in whole fen and printed in 元 or 万元; areas are Decimal in their unit."""

    FEN = "元"
    MU = "亩"
    SQUARE_METRE = "㎡"
    HOUSEHOLDS = "户"
    PIECES = "个"
    PERSONS = "人"
    TIMES = "次"
    PER_CENT = "%"
    DAYS = "天"


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that a floor vouches for. ``name`` is how an indicator, a report or a condition calls it;
    ``as_of`` says which day decides what counts, in words."""

    name: str
    title: str
    unit: Unit
    as_of: str
    per_project: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A value of a measure for some parameters (project, year …) on a day. ``rows`` is how many rows it rests on and
    ``digest`` the digest of those rows, so that a snapshot can tell whether they are still the same."""

    measure: Measure
    value: int | Decimal
    as_of: date
    parameters: Mapping[str, str] = field(default_factory=dict)
    rows: int = 0
    digest: str = ""

    @property
    def decimal(self) -> Decimal:
        """The value in the measure's unit: yuan for money."""
        if self.measure.unit is Unit.FEN:
            return Decimal(int(self.value)).scaleb(-2)
        return Decimal(self.value)

    def printed(self, *, wan: bool = False, places: int = 2) -> str:
        """As a paper prints it, without the unit: money in 元 or, ``wan``, in 万元; counts whole; else ``places``."""
        if self.measure.unit is Unit.FEN:
            return print_wan(Fen(int(self.value)), places) if wan else print_yuan(Fen(int(self.value)))
        if isinstance(self.value, int):
            return f"{self.value:,}"
        return f"{half_up(self.value, places):,}"
