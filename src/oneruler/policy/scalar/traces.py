"""What a run of rules leaves behind: frames of objects, and for every value the trace of how it came about.

A run leaves one slot a node in a list, in the order in which the nodes were numbered; from that and the tree the
explanation is drawn afterwards, so that explaining costs one store a step. Parts that were not worked out (the side
of a choice not taken) leave ``NOT_ASKED``.

Decimal arithmetic is exact here: the context traps any rounding that no rule states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow, localcontext
from typing import Any

from oneruler.policy.facts import Record
from oneruler.policy.language.tree import Node, Value
from oneruler.policy.model import Expression
from oneruler.policy.rates import Rate

EXACT = Context(prec=120, traps=[InvalidOperation, DivisionByZero, Overflow, Inexact])


class _NotAsked:
    def __repr__(self) -> str:
        return "NOT_ASKED"


NOT_ASKED: Any = _NotAsked()


class Unanswerable(Exception):  # noqa: N818 -- becomes a reason of RefusalToCompute
    """A value that cannot be said; the message names the table or field, and the object."""


@dataclass(slots=True)
class Frame:
    """One object in the run: its record, its root's frame, and the quantities worked out so far with their traces."""

    record: Record
    run: Run
    derived: dict[str, Traced] = field(default_factory=dict)


@dataclass(slots=True)
class Run:
    """What all frames of one computation share. ``amounts`` grows as the entitlements are worked out."""

    day: date
    root: Frame = field(init=False)
    shared: dict[str, Frame] = field(default_factory=dict)
    children: dict[str, list[Frame]] = field(default_factory=dict)
    quantities: Mapping[tuple[str, str], Program] = field(default_factory=dict)
    amounts: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Traced:
    """A value with all that led to it: ``slots[i]`` is what the i-th node of ``program`` left."""

    value: Value
    program: Program
    slots: list[Any]
    frame: Frame


@dataclass(frozen=True, slots=True)
class Summed:
    """What an aggregate left: its value, and each object's own trace (True or False for one merely counted)."""

    value: Decimal
    parts: tuple[Traced, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up left."""

    value: Decimal
    rate: Rate


@dataclass(frozen=True, slots=True)
class Banded:
    """What a marginal sum left: (row, the part that falls into it), and the total."""

    value: Decimal
    parts: tuple[tuple[Rate, Decimal], ...]


Step = Callable[[Frame, list[Any]], Any]


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """An expression made ready for one object kind. ``nodes[i]`` is the node of slot i; ``bodies`` those of aggregates."""

    expression: Expression
    owner: str
    nodes: tuple[Node, ...]
    index: Mapping[int, int]
    bodies: Mapping[int, Program]
    step: Step

    def run(self, frame: Frame) -> Traced:
        """Work it out for one object. Raises Unanswerable. Runs under ``EXACT``, which the caller has set."""
        slots = [NOT_ASKED] * len(self.nodes)
        return Traced(self.step(frame, slots), self, slots, frame)


def exactly() -> AbstractContextManager[Context]:
    """The arithmetic in which programs run."""
    return localcontext(EXACT)


def used_rates(traced: Traced, seen: set[int] | None = None) -> Iterator[tuple[str, Rate]]:
    """Every row that a value rests on, with its table, quantities and sums followed; a quantity used twice only once."""
    seen = set() if seen is None else seen
    if id(traced) in seen:
        return
    seen.add(id(traced))
    for node, slot in zip(traced.program.nodes, traced.slots, strict=True):
        if isinstance(slot, Found):
            yield getattr(node, "table", ""), slot.rate
        elif isinstance(slot, Banded):
            for rate, _ in slot.parts:
                yield getattr(node, "table", ""), rate
        elif isinstance(slot, Traced):
            yield from used_rates(slot, seen)
        elif isinstance(slot, Summed):
            for part in slot.parts:
                yield from used_rates(part, seen)
