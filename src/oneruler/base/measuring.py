"""How a floor declares its figures: one function a measure gives the rows and the column, so that the figure and the
rows that it opens into cannot differ.

    def _pre_deposits(of: Parameters, as_of: date) -> Counted:
        return Posting.objects.filter(entry__project__number=of["project"], entry__happened_on__lte=as_of), "debit_fen"

    MEASURES = (DeclaredMeasure("预存到账", "预存款到账", Unit.FEN, _pre_deposits, needs=("project",)),)

A queryset comes in through the ``Rows`` protocol; this floor knows no database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from oneruler.base.figures import Figure, Measure, Unit
from oneruler.base.rounding import half_up

Parameters = Mapping[str, str]
"""What a figure is asked of: ``project`` (number), ``year``, ``item`` …"""

_RATE_PLACES = 6  # a rate is kept so precisely that two places or a hundredth of a point follow from it


class Rows(Protocol):
    """What is counted: a queryset, or what answers like one."""

    def order_by(self, *fields: str) -> Rows: ...

    def values_list(self, *fields: str) -> Iterable[tuple[Any, ...]]: ...


Counted = tuple[Rows, str | None]
"""The rows, and the column of whole numbers that is summed, or None where the rows are counted."""
Counting = Callable[[Parameters, date], Counted]


class MeasureError(ValueError):
    """A figure that cannot be given; the message says in Chinese why."""


@dataclass(frozen=True, slots=True)
class DeclaredMeasure:
    """A count of rows, or the sum of a whole-number column. ``scale`` is how many decimal places the column holds
    (4 for ``_mu_e4``, 2 for ``_e2``; money stays whole fen). ``needs`` and ``takes`` name its parameters."""

    name: str
    title: str
    unit: Unit
    counted: Counting
    as_of: str = "截至当日已发生"
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    scale: int = 0

    @property
    def measure(self) -> Measure:
        return Measure(self.name, self.title, self.unit, self.as_of, "project" in (*self.needs, *self.takes))

    def rows(self, of: Parameters, as_of: date) -> Rows:
        """The very rows that the figure rests on."""
        return self.counted(of, as_of)[0]

    def figure(self, of: Parameters, as_of: date) -> Figure:
        """The value of those rows, with their number and digest."""
        rows, column = self.counted(of, as_of)
        total, count, digest = _added(rows, column, self.name)
        value = Decimal(total).scaleb(-self.scale) if self.scale else total
        return Figure(self.measure, value, as_of, dict(of), count, digest)


@dataclass(frozen=True, slots=True)
class DeclaredRate:
    """One measure as a percentage of another: it opens into the rows of its part."""

    name: str
    title: str
    part: DeclaredMeasure
    whole: DeclaredMeasure

    @property
    def unit(self) -> Unit:
        return Unit.PER_CENT

    @property
    def needs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.part.needs, *self.whole.needs)))

    @property
    def takes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.part.takes, *self.whole.takes)))

    @property
    def measure(self) -> Measure:
        shared = {**parameters_of(self.part), **parameters_of(self.whole)}
        return Measure(self.name, self.title, Unit.PER_CENT, self.part.as_of, "project" in shared)

    def rows(self, of: Parameters, as_of: date) -> Rows:
        """The rows of the part."""
        return self.part.rows(known(self.part, of), as_of)

    def figure(self, of: Parameters, as_of: date) -> Figure:
        """Part ÷ whole × 100, to six places. Raises MeasureError where the whole is nought."""
        part = self.part.figure(known(self.part, of), as_of)
        whole = self.whole.figure(known(self.whole, of), as_of)
        if not whole.value:
            raise MeasureError(f"“{self.title}”无从计算：{self.whole.title}为 0。")
        value = half_up(Fraction(part.value) * 100 / Fraction(whole.value), _RATE_PLACES)
        return Figure(self.measure, value, as_of, dict(of), part.rows, _digest_of(part.digest, whole.digest))


AnyMeasure = DeclaredMeasure | DeclaredRate


def parameters_of(measure: AnyMeasure) -> dict[str, None]:
    """The parameters that a measure knows, in order."""
    return dict.fromkeys((*measure.needs, *measure.takes))


def known(measure: AnyMeasure, of: Parameters) -> dict[str, str]:
    """Those of the parameters that the measure knows."""
    return {name: value for name, value in of.items() if name in parameters_of(measure)}


class Measures:
    """The measures of the whole house by name, gathered at the top and handed down."""

    def __init__(self, declared: Iterable[AnyMeasure]) -> None:
        self._by_name: dict[str, AnyMeasure] = {}
        for one in declared:
            if one.name in self._by_name:
                raise ValueError(f"度量“{one.name}”声明了两次。")
            self._by_name[one.name] = one

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __iter__(self) -> Iterator[AnyMeasure]:
        return iter(self._by_name.values())

    def __getitem__(self, name: str) -> AnyMeasure:
        if name not in self._by_name:
            raise MeasureError(f"没有“{name}”这个度量；可用的有：{'、'.join(self._by_name) or '无'}。")
        return self._by_name[name]

    def figure(self, name: str, *, as_of: date, **parameters: str) -> Figure:
        """The figure of a measure. Raises MeasureError for a measure or parameter that is not known, or is missing."""
        return self._asked(name, parameters).figure(parameters, as_of)

    def rows(self, name: str, *, as_of: date, **parameters: str) -> Rows:
        """The rows that ``figure`` with the same words rests on. Raises as ``figure``."""
        return self._asked(name, parameters).rows(parameters, as_of)

    def figure_within(self, name: str, *, as_of: date, scope: Parameters) -> Figure:
        """The figure with those of the scope's parameters that the measure knows."""
        return self.figure(name, as_of=as_of, **known(self[name], scope))

    def _asked(self, name: str, parameters: Parameters) -> AnyMeasure:
        measure = self[name]
        missing = [need for need in measure.needs if need not in parameters]
        strange = [given for given in parameters if given not in parameters_of(measure)]
        if missing or strange:
            raise MeasureError(
                f"度量“{name}”的条件不对：缺少 {'、'.join(missing) or '无'}，不认识 {'、'.join(strange) or '无'}。"
            )
        return measure


def _added(rows: Rows, column: str | None, name: str) -> tuple[int, int, str]:
    """Total, number and digest of the rows, all from one reading of them."""
    digest = hashlib.sha256()
    total = count = 0
    for pk, *values in rows.order_by("pk").values_list("pk", *([column] if column else [])):
        value = values[0] if column else 1
        if not isinstance(value, int):
            raise TypeError(f"measure {name}: column {column} of row {pk} is {value!r}, not a whole number")
        total += value
        count += 1
        digest.update(f"{pk}:{value}\n".encode())
    return total, count, digest.hexdigest()


def _digest_of(*digests: str) -> str:
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()
