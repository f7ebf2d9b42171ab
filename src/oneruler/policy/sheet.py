"""补偿计算单: what the rules give one root, line by line, each line with what it rests on and how it came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from oneruler.base.fen import Fen
from oneruler.policy.facts import Facts, Record
from oneruler.policy.model import Entitlement, Interpretation, Policy, Quantity
from oneruler.policy.rates import Rate
from oneruler.policy.scalar.traces import Traced, used_rates


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One entitlement for one object. ``amount`` is as its rule rounds it, in fen; ``traced`` holds every step."""

    entitlement: Entitlement
    record: Record
    amount: Fen
    payee: str
    payee_name: str
    due: date | None
    interpretations: tuple[Interpretation, ...]
    traced: Traced
    condition: Traced | None

    @property
    def rates(self) -> tuple[tuple[str, Rate], ...]:
        """The rows that the amount rests on, each once, with the names of their tables."""
        return tuple(dict.fromkeys(used_rates(self.traced)))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was looked at and not paid: a condition that does not hold, a cut-off passed, a higher one taken."""

    name: str
    record: Record
    reason: str
    article: str
    condition: Traced | None = None


@dataclass(frozen=True, slots=True)
class DerivedQuantity:
    """A quantity that was worked out on the way."""

    quantity: Quantity
    record: Record
    traced: Traced


@dataclass(frozen=True)
class CompensationSheet:
    """The whole. ``day`` is the day that picks the policy's rows; ``total`` is the sum of the rounded lines.

    ``held`` are the requirements and cut-offs that were looked at and hold.
    """

    policy: Policy
    day: date
    facts: Facts
    lines: tuple[SheetLine, ...]
    left_out: tuple[LeftOut, ...]
    quantities: tuple[DerivedQuantity, ...]
    held: tuple[Traced, ...]
    notices: tuple[str, ...]

    @property
    def total(self) -> Fen:
        return total(self.lines)

    def by_payee(self) -> list[tuple[tuple[str, str], list[SheetLine]]]:
        """The lines by who is paid (role, name), in the order in which the pack lists the roles."""
        rank = {payee: place for place, payee in enumerate(self.policy.payees)}

        def payee(line: SheetLine) -> tuple[str, str]:
            return line.payee, line.payee_name

        ordered = sorted(self.lines, key=lambda line: (rank[line.payee], line.payee_name))
        return [(key, list(lines)) for key, lines in groupby(ordered, payee)]


def total(lines: Sequence[SheetLine]) -> Fen:
    """The sum of some lines."""
    return Fen(sum(line.amount for line in lines))
