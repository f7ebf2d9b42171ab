"""Which names an expression may use, and what each of them is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from oneruler.policy.language.kinds import Kind
from oneruler.policy.language.units import Unit
from oneruler.policy.rates import RateTable


@dataclass(frozen=True, slots=True)
class NamedFact:
    """A field. ``table`` is set where its unit is that of the table's row (单位: 同 …)."""

    kind: Kind
    nullable: bool = False
    table: str | None = None


@dataclass(slots=True)
class ObjectNames:
    """What an object kind offers: its fields, its derived quantities so far, and how one of it is counted."""

    name: str
    counted: Unit
    facts: dict[str, NamedFact] = field(default_factory=dict)
    derived: Mapping[str, Kind] = field(default_factory=dict)
    most: int = 1

    def has(self, name: str) -> bool:
        return name in self.facts or name in self.derived


@dataclass(frozen=True, slots=True)
class Scope:
    """An expression's view: the object it is for first, then its root, then what is shared.

    ``under`` are the object kinds that the root has many of; ``entitlements`` those whose amounts may be asked for.
    ``broken`` are tables that cannot be read: what was wrong with them has been said, and is not said again.
    """

    own: ObjectNames
    outer: tuple[ObjectNames, ...]
    under: Mapping[str, ObjectNames]
    tables: Mapping[str, RateTable]
    entitlements: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()

    @property
    def owners(self) -> tuple[ObjectNames, ...]:
        """All whose names are in view."""
        return (self.own, *self.outer)

    def inside(self, child: str) -> Scope:
        """The view of the objects that a sum or a count runs over."""
        outer = self.outer if self.own.name in self.under else self.owners
        return Scope(self.under[child], outer, self.under, self.tables, self.entitlements, self.broken)

    def vocabulary(self) -> list[str]:
        """Every name in view, for finding what was meant by a misspelt one."""
        names = [name for owner in self.owners for name in (owner.name, *owner.facts, *owner.derived)]
        return [*names, *self.under, *self.tables]
