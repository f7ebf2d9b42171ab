"""Lists over several paragraphs: "…202.25万元，其中：" and then an item a paragraph, numbered or not.

The whole is the value that the opening paragraph ends with; a part is the first value of the same kind and stage in
each item. Numbered items end where their numbers do; unnumbered ones are taken only while every one of them gives
an amount, and only for a whole whose parts are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oneruler.base.document import Passage
from oneruler.checks.claims import lexicon
from oneruler.checks.claims.facts import Facts
from oneruler.checks.claims.items import Item, Role, Sentence, Tag
from oneruler.checks.claims.quantities import MEASURED

_OPENS = re.compile(
    r"(?:其中|以下方面|如下|具体为|具体是|包括|分别为|构成|方面|按[^，。]{2,8}(?:分|看))[:：，,]?$|[:：]$"
)
_NUMBER = re.compile(r"^[(（]?(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})(?P<sign>[)）、.．])")
_CHINESE = "一二三四五六七八九十"
_LONGEST = 40


@dataclass
class Outline:
    """A whole and the parts that the following paragraphs give, each with its sentence; ``closed`` as in one sentence."""

    head: Item
    sentence: Sentence
    parts: list[tuple[Item, Sentence]]
    closed: bool


def outlines(passages: Sequence[Passage], facts: Facts) -> Iterator[Outline]:
    """The lists of a paper; ``passages`` are its paragraphs in order, all read into ``facts``."""
    by_passage: dict[int, list[Sentence]] = {}
    for sentence in facts.sentences:
        by_passage.setdefault(id(sentence.passage), []).append(sentence)
    for at, passage in enumerate(passages):
        text = passage.text.rstrip()
        own = by_passage.get(id(passage))
        if own is None or not _OPENS.search(text[-16:]):
            continue
        items = list(_numbered(passages, at + 1))
        plain = [] if items else list(_unnumbered(passages, at + 1, by_passage))
        items = items or plain
        for head in _heads(own[-1]):
            parts = [found for item in items if (found := _part(head, by_passage.get(id(item), ()))) is not None]
            several = any(sum(_part(head, [s]) is not None for s in by_passage[id(item)]) > 1 for item in plain)
            if len(parts) == len(items) >= 2 and not several and not _names_itself(head, parts):
                yield Outline(head, own[-1], parts, _is_closed(head, parts))


def _heads(sentence: Sentence) -> list[Item]:
    """The values of the opening sentence that a list may break down: the last of each stage and measure."""
    heads: dict[tuple[str, bool], Item] = {}
    for item in sentence.items:
        if (
            item.role is Role.VALUE
            and item.depth == 0
            and not item.tags & {Tag.LAST, Tag.OLD}
            and not item.names_whole()
        ):
            heads[item.dimension, Tag.BUDGET in item.tags] = item
    return [item for item in heads.values() if item.dimension in MEASURED or item.quantity.exact]


def _numbered(passages: Sequence[Passage], first: int) -> Iterator[Passage]:
    sign = None
    for count, passage in enumerate(passages[first : first + _LONGEST], 1):
        match = _NUMBER.match(passage.text)
        if match is None or sign is not None and match["sign"] != sign or _value(match["number"]) != count:
            return
        sign = match["sign"]
        yield passage


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    tens, _, units = number.rpartition("十")
    if "十" not in number:
        return _CHINESE.index(number) + 1 if len(number) == 1 else 0
    return 10 * (_CHINESE.index(tens) + 1 if tens else 1) + (_CHINESE.index(units) + 1 if units else 0)


def _unnumbered(passages: Sequence[Passage], first: int, by_passage: dict[int, list[Sentence]]) -> Iterator[Passage]:
    for passage in passages[first : first + 6]:
        sentences = by_passage.get(id(passage))
        if not sentences or _NUMBER.match(passage.text):
            return
        yield passage


def _part(head: Item, sentences: Sequence[Sentence]) -> tuple[Item, Sentence] | None:
    """The first value of an item that is of the whole's kind and stage."""
    budget = Tag.BUDGET in head.tags
    for sentence in sentences:
        for item in sentence.items:
            alike = item.dimension == head.dimension and item.role is Role.VALUE and not item.names_whole()
            if alike and (Tag.BUDGET in item.tags) == budget and not item.tags & {Tag.LAST, Tag.OLD}:
                return item, sentence
    return None


def _names_itself(head: Item, parts: list[tuple[Item, Sentence]]) -> bool:
    """Is the value one of the items themselves? Then they tell of all that its sentence lists, not of it."""
    own = lexicon.TIME_WORDS.sub("", head.name)
    return any(
        item.quantity.value == head.quantity.value and len(item.name) > 3 and (item.name in own or own in item.name)
        for item, _ in parts
    )


def _is_closed(head: Item, parts: list[tuple[Item, Sentence]]) -> bool:
    by_code = all("(项)" in sentence.passage.text or "(类)" in sentence.passage.text for _, sentence in parts)
    return by_code or lexicon.makes_up(head.name or head.lead, [item.name or item.lead for item, _ in parts])
