"""Writes a report from phrase rules: sentences of pieces, and the relations that their figures stand in."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from benchmarks.books import Books
from benchmarks.figures import UNITS, Figure, Piece, Style, Token
from benchmarks.relations import Relation
from benchmarks.wording import RULES

Part = Piece
Slot = Part | Sequence[Part]
_SYMBOL = re.compile(r"<([^>]+)>|\{([^}]+)\}")


@dataclass
class Sentence:
    """One sentence, or one table row, with the relations that are read from it."""

    parts: list[Part]
    relations: list[Relation] = field(default_factory=list)


@dataclass
class Sheet:
    """A table: rows of cells (each a list of parts), its dress, and its relations."""

    rows: list[list[list[Part]]]
    dress: str
    relations: list[Relation] = field(default_factory=list)
    caption: str = ""


Block = list[Sentence] | Sheet


@dataclass
class Pen:
    """The one who writes: a random source, the books, the style of the house, and the blocks written so far."""

    rng: random.Random
    books: Books
    style: Style
    main_unit: str = "万元"
    blocks: list[Block] = field(default_factory=list)

    def line(self, *texts: str) -> None:
        """A heading or a paragraph that states no figure."""
        self.blocks.append([Sentence([text]) for text in texts])

    def paragraph(self, *sentences: Sentence | None) -> None:
        """A paragraph of the sentences that there are."""
        kept = [sentence for sentence in sentences if sentence is not None]
        if kept:
            self.blocks.append(kept)

    def heads(self, chance: int) -> bool:
        """True so many times in a hundred."""
        return self.rng.random() * 100 < chance

    def say(self, symbol: str, **slots: Slot) -> list[Part]:
        """Expand a rule: one of the alternatives whose slots are all at hand, nonterminals expanded in turn."""
        options = [text for text in RULES[symbol] if _slots_of(text) <= slots.keys()]
        return self.fill(self.rng.choice(options), **slots)

    def fill(self, template: str, **slots: Slot) -> list[Part]:
        """Expand one template."""
        parts: list[Part] = []
        position = 0
        for found in _SYMBOL.finditer(template):
            if found.start() > position:
                parts.append(template[position : found.start()])
            position = found.end()
            if found[1]:
                parts.extend(self.say(found[1], **slots))
                continue
            slot = slots[found[2]]
            if isinstance(slot, str) or not isinstance(slot, Sequence):
                parts.append(slot)
            else:
                parts.extend(slot)
        if position < len(template):
            parts.append(template[position:])
        return parts

    def money(self, key: str, value: Fraction, *, bare: bool = False, unit: str = "") -> Figure:
        """An amount in the report's unit, now and then in another."""
        name = unit or self.main_unit
        if not unit and value and self.heads(3):
            name = "元" if value < 10_000_000 else "亿元"
        places = {"元": 2 if self.style.places else 0, "亿元": 4}.get(name, self.style.places)
        return Figure(key, value, UNITS[name], places, self.style, bare=bare)

    def rate(self, key: str, value: Fraction, *, signed: bool = False) -> Figure:
        """A percentage."""
        return Figure(key, value, UNITS["%"], self.style.rate_places, self.style, signed=signed)

    def points(self, key: str, value: Fraction) -> Figure:
        """Points of a score."""
        return Figure(key, value, UNITS["分"], 2, self.style)

    def count(self, key: str, value: Fraction | int, unit: str) -> Figure:
        """A count, which stands for itself."""
        return Figure(key, Fraction(value), UNITS[unit], 0, self.style, exact=True)

    def area(self, key: str, value: Fraction, unit: str) -> Figure:
        """An area in 亩, ㎡ or a multiple."""
        places = {"亩": 1, "公顷": 4, "万平方米": 4, "万㎡": 4}.get(unit, 0)
        return Figure(key, value, UNITS[unit], places, self.style)


def _slots_of(template: str) -> set[str]:
    names = set()
    for found in _SYMBOL.finditer(template):
        if found[2]:
            names.add(found[2])
        else:
            inner = [_slots_of(text) for text in RULES[found[1]]]
            names |= set.intersection(*inner) if inner else set()
    return names


def tokens_in(parts: Sequence[Part]) -> list[Token]:
    """The figures and words among the parts, in order."""
    return [part for part in parts if not isinstance(part, str)]
