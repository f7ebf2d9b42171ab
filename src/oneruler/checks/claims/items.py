"""Quantities with their roles: what a figure says in its sentence, of which period or stage, and in which words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from oneruler.base.document import Passage
from oneruler.checks.claims.quantities import Quantity

_SHARE_OF = re.compile(r"占(?![地用道])[^占,，；;。]*$")


class Role(Enum):
    """What a figure says in its sentence."""

    VALUE = auto()  # how much there is
    DELTA = auto()  # by how much it changed
    CHANGE_RATE = auto()  # by how many per cent it changed
    SHARE = auto()  # how many per cent of a whole
    EXECUTION = auto()  # how many per cent of a budget, plan or target
    CONTROL = auto()  # posts filled of posts allowed
    POINTS = auto()  # by how many percentage points
    DIFFERENCE = auto()  # what is left, or over
    RATE = auto()  # a rate of its own name (满意率, 完工率)


class Tag(Enum):
    """Of which period or stage a value is."""

    LAST = auto()
    BUDGET = auto()
    INITIAL = auto()
    ADJUSTED = auto()
    EXECUTED = auto()
    OLD = auto()  # 由A … 到B: the A
    NEW = auto()  # … the B
    WHOLE = auto()  # the whole of the share that follows it


@dataclass(slots=True, eq=False)
class Item:
    """One quantity of a sentence. ``lead_start`` is the offset in the passage where its own words begin."""

    quantity: Quantity
    gap: str
    lead: str
    lead_start: int
    after: str
    depth: int
    role: Role = Role.VALUE
    direction: int = 0
    of: str = ""
    than: str = ""
    name: str = ""
    word: str = ""
    tags: frozenset[Tag] = frozenset()

    @property
    def dimension(self) -> str:
        return self.quantity.dimension

    @property
    def figure(self) -> str:
        """The figure with its unit, as it is quoted in claims."""
        return f"{self.quantity.printed.value:f}{self.quantity.unit}"

    def names_whole(self) -> bool:
        """ "占支出总额371.56万元的51.3%": is this amount the whole of the share that follows?"""
        return self.role is Role.VALUE and (Tag.WHOLE in self.tags or _SHARE_OF.search(self.lead) is not None)

    def semicolon(self) -> bool:
        """Does a semicolon part this figure from the one before?"""
        return "；" in self.gap or ";" in self.gap

    def opens(self) -> bool:
        """Does a bracket open between the figure before and this one?"""
        return self.gap.count("(") > self.gap.count(")")


@dataclass(slots=True)
class Sentence:
    """One sentence of a passage with its items; ``start`` and ``end`` are offsets in the passage."""

    passage: Passage
    start: int
    end: int
    items: list[Item] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]
