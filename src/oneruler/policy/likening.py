"""Which text took the place of which, and which of their words are the same: for articles whose numbers have moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

_LEAST = 45
"""So many of a hundred pairs of neighbouring characters two texts must share to be versions of one another."""
_LEAST_BY_NAME = 20
"""Fewer will do where both stand under the same number."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stood there before (``old``), that stand there now (``new``); the same words where nothing changed."""

    old: str
    new: str

    @property
    def same(self) -> bool:
        return self.old == self.new


def best_pairs(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """New name → old name, the likest texts first; each is used once, and what is like nothing is left out."""
    before = {name: _neighbours(text) for name, text in old.items()}
    after = {name: _neighbours(text) for name, text in new.items()}
    scores = []
    for here, theirs in after.items():
        for there, ours in before.items():
            likeness = 1000 if old[there] == new[here] else _likeness(ours, theirs)
            if likeness >= (_LEAST_BY_NAME if here == there else _LEAST):
                scores.append((-likeness, here != there, here, there))
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, here, there in sorted(scores):
        if here not in pairs and there not in taken:
            pairs[here] = there
            taken.add(there)
    return pairs


def _neighbours(text: str) -> Counter[str]:
    return Counter(map("".join, pairwise(f" {text} ")))


def _likeness(one: Counter[str], other: Counter[str]) -> int:
    """Of a hundred, how many pairs of neighbouring characters two texts share."""
    return 200 * (one & other).total() // (one.total() + other.total())


def stretches(old: str, new: str) -> tuple[Stretch, ...]:
    """Both texts from left to right; single characters that are the same by chance are not kept apart."""
    found: list[Stretch] = []
    for word, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        piece = Stretch(old[a:b], new[c:d])
        by_chance = word == "equal" and b - a < 2 and a > 0 and b < len(old)
        if found and not found[-1].same and (word != "equal" or by_chance):
            found[-1] = Stretch(found[-1].old + piece.old, found[-1].new + piece.new)
        else:
            found.append(piece)
    return tuple(found)
