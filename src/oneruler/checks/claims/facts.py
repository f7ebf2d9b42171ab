"""The figures that a paper names, so that a statement can find the whole, the budget or the part that it speaks of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from oneruler.base.document import Passage
from oneruler.checks.claims import lexicon
from oneruler.checks.claims.items import Item, Role, Sentence, Tag
from oneruler.checks.claims.sentences import sentences


@dataclass(frozen=True, slots=True)
class Fact:
    """A named value: where in the reading order it stands, and its name bare of filler words."""

    name: str
    bare: str
    item: Item
    sentence: Sentence
    order: int
    section: int


@dataclass
class Facts:
    """All sentences of a paper and the values they name, in reading order."""

    sentences: list[Sentence] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)
    known: list[Fact] = field(default_factory=list)
    _by_bare: dict[str, list[Fact]] = field(default_factory=dict)
    _heads: dict[int, Item] = field(default_factory=dict)
    _by_ending: dict[str, list[Fact]] = field(default_factory=dict)

    def read(self, passage: Passage, section: int) -> None:
        """Take in a passage that stands in the given section (counted by headings)."""
        for sentence in sentences(passage):
            order = len(self.sentences)
            self.sentences.append(sentence)
            self.sections.append(section)
            for item in sentence.items:
                if item.role is Role.VALUE and item.name:
                    fact = Fact(item.name, bare(item.name), item, sentence, order, section)
                    self.known.append(fact)
                    self._by_bare.setdefault(fact.bare, []).append(fact)
                    for ending in _endings(fact.bare):
                        self._by_ending.setdefault(ending, []).append(fact)

    def named(self, name: str, order: int, dimension: str | None = None) -> list[Item]:
        """The values of this name, the nearest before ``order`` first, then those after; exact names before alike."""
        wanted = bare(name)
        if not wanted:
            return []
        exact = self._nearest(self._by_bare.get(wanted, ()), order, dimension)
        if len(wanted) < 4:
            return exact
        longer = self._nearest(self._by_ending.get(wanted, ()), order, dimension)
        shorter = [
            item
            for ending in _endings(wanted)
            for item in self._nearest(self._by_bare.get(ending, ()), order, dimension)[:2]
        ]
        return exact + (longer + shorter)[:2]

    @staticmethod
    def _nearest(facts: Sequence[Fact], order: int, dimension: str | None) -> list[Item]:
        """Up to four values around a place in the reading order, those before it first (facts come in that order)."""
        at = bisect_right(facts, order, key=lambda fact: fact.order)
        around = [*reversed(facts[max(0, at - 8) : at]), *facts[at : at + 8]]
        return [fact.item for fact in around if dimension in (None, fact.item.dimension)][:4]

    def near(self, order: int) -> list[Item]:
        """The values of the sentences around, for telling which other base a wrong rate was worked out from."""
        nearby = self.sentences[max(0, order - 3) : order + 2]
        return [item for sentence in nearby for item in sentence.items if item.role is Role.VALUE][:24]

    def head_of(self, part: Item) -> Item | None:
        """The whole of the list over several paragraphs that a value is a part of."""
        return self._heads.get(id(part))

    def join(self, head: Item, parts: Sequence[Item]) -> None:
        """Note a list over several paragraphs."""
        for part in parts:
            self._heads[id(part)] = head

    def said_before(self, order: int) -> list[Item]:
        """The value of the sentence before, in the same paragraph, where it names just one: what 与上年相比 goes on about."""
        if not order or self.sentences[order - 1].passage is not self.sentences[order].passage:
            return []
        values = [
            item
            for item in self.sentences[order - 1].items
            if item.role is Role.VALUE and item.depth == 0 and not item.tags & {Tag.LAST, Tag.OLD}
        ]
        executed = [item for item in values if Tag.BUDGET not in item.tags] or values
        one_each = len({item.dimension for item in executed}) == len(executed)
        same = len({item.quantity.value for item in executed}) == 1  # 收入总计10万元，支出总计10万元
        return executed[:1] if one_each or same else []

    def around(self, order: int) -> Iterator[Item]:
        """The values that a share without a named whole may be of: the sentences before, else the one after."""
        yield from self.earlier(order)
        following = (
            self.sentences[order + 1 : order + 2]
            if self.sections[order : order + 1] == self.sections[order + 1 : order + 2]
            else []
        )
        for sentence in following:
            values = [item for item in sentence.items if item.role is Role.VALUE]
            yield from values[:1]

    def earlier(self, order: int) -> Iterator[Item]:
        """The values that a sentence without a subject of its own may speak of: those of the sentence before it."""
        section = self.sections[order]
        for previous in range(order - 1, max(-1, order - 4), -1):
            if self.sections[previous] != section:
                return
            sentence = self.sentences[previous]
            values = [item for item in sentence.items if item.role is Role.VALUE]
            outer = [item for item in values if item.depth == 0] or values
            if outer:
                yield outer[0]
                if outer[-1] is not outer[0]:
                    yield outer[-1]
                return


def _endings(name: str) -> Iterator[str]:
    """The proper endings of a name that still name something."""
    return (name[start:] for start in range(1, min(len(name) - 3, 24)))


def bare(name: str) -> str:
    """A name without brackets, time words and filler: 本年支出合计 → 支出."""
    return lexicon.OF_FILLER.sub("", lexicon.TIME_WORDS.sub("", re.sub(r"[（(][^)）]*[)）]|[“”\"'《》]", "", name)))
