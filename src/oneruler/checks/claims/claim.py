"""A checkable statement before it is verified: what is stated, what it should equal, and which slips would explain it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from oneruler.base.findings import Severity
from oneruler.base.printed import Computed, Printed
from oneruler.checks.claims.quantities import BARE, MEASURED, POINTS, RATE, SCORE, TIMES, Quantity
from oneruler.checks.report import Kind
from oneruler.checks.slips import Slip


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement that can be recomputed.

    ``span`` are offsets in ``Document.text``; ``stated`` is the figure as printed, ``sign`` turns it (a fall of 5 %
    printed as -5 % is a fall of 5), ``text`` how it reads with its unit.
    ``readings`` are what it should equal, in the stated unit, the likeliest first: a paper is taken at its word if
    any of them holds. ``at_most`` says that the stated figure may be more than the reading (an open list of parts).
    ``guesses`` are readings that the words do not bind: they may show that a claim holds, never that it fails.
    ``conflict`` says that the words themselves contradict each other (增加 … 降低 …), whatever the figures say.
    ``tight`` relations are sums, where a last-place difference is a rounding matter even inside the interval.
    ``slips`` are outcomes of known slips for this relation; ``operands`` are figures whose repetition explains it.
    ``formula`` of ``amounts`` gives the first reading again, to try which operand was misprinted; ``parts`` are the
    amounts of a sum.
    """

    kind: Kind
    relation: str
    span: tuple[int, int]
    stated: Printed
    text: str
    readings: tuple[Computed, ...]
    unit: str = ""
    at_most: bool = False
    tight: bool = False
    exact: bool = False
    slips: tuple[tuple[Slip, Computed], ...] = ()
    parts: tuple[Decimal, ...] = ()
    guesses: tuple[Computed, ...] = ()
    amounts: tuple[Decimal, ...] = ()
    formula: Callable[..., Decimal] | None = None
    operands: tuple[Printed, ...] = ()
    repairs: tuple[str, ...] = ()
    expected_floor: Decimal | None = None
    conflict: Slip | None = None
    wrong: Severity = Severity.ERROR
    subject: str = ""

    @property
    def is_rate(self) -> bool:
        return self.unit == "%"


@dataclass(frozen=True, slots=True)
class Remark:
    """A fault that is not one of arithmetic: what stands there, and what is wrong with it (one Chinese sentence)."""

    code: str
    kind: Kind
    severity: Severity
    span: tuple[int, int]
    message: str
    stated: str = ""
    expected: str = ""
    formula: str = ""
    slip: Slip | None = None


Found = Claim | Remark

_AREAS = frozenset({"亩", "平方米"})


NO_AMOUNT = frozenset({RATE, POINTS, TIMES, SCORE, BARE})
"""Dimensions that are no amounts of anything."""


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """A part of a whole in per cent (ArithmeticError where the whole is nought)."""
    return part / whole * 100


def alike(one: Quantity, other: Quantity) -> bool:
    """May the one be held against the other: the same dimension, or land and floor space (682.7亩 of 682.7公顷)?"""
    return one.dimension == other.dimension or {one.dimension, other.dimension} == _AREAS


def terms(wanted: Quantity, others: Sequence[Quantity]) -> tuple[Computed, ...]:
    """``wanted`` and ``others`` as terms of one computation, in the unit of ``wanted``.

    Accounts drop trailing zeros (113.1 beside 39.04), so measured figures of one unit are read to the places of the
    most finely printed among them; a figure that the paper calls rough keeps its wide interval.
    """
    everything = (wanted, *others)
    places: dict[Decimal, int] = {}
    for quantity in everything:
        if (quantity.dimension in MEASURED or not quantity.dimension) and not quantity.printed.loose:
            places[quantity.scale] = max(places.get(quantity.scale, 0), quantity.printed.places)
    return tuple(quantity.term(wanted.scale, places.get(quantity.scale)) for quantity in everything)


def total(parts: Iterable[Computed]) -> Computed:
    """The sum of at least one part."""
    iterator = iter(parts)
    outcome = next(iterator)
    for part in iterator:
        outcome = outcome + part
    return outcome
