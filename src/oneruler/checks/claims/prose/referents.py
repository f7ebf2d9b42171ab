"""What a change speaks of: the value that changed, and the printed base that it changed from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oneruler.checks.claims import lexicon
from oneruler.checks.claims.claim import NO_AMOUNT
from oneruler.checks.claims.facts import Facts
from oneruler.checks.claims.items import Item, Role, Sentence, Tag
from oneruler.checks.claims.quantities import BARE, RATE


def current_values(sentence: Sentence, order: int, facts: Facts, first: int, dimension: str | None) -> Iterator[Item]:
    """The values that a change stated at item ``first`` may speak of, the likeliest first, each once."""
    seen: set[int] = set()
    for item in _candidates(sentence, order, facts, first):
        if id(item) in seen or item.role is not Role.VALUE or item.tags & {Tag.LAST, Tag.OLD}:
            continue
        if dimension is not None and item.dimension != dimension and {dimension, item.dimension} != {"亩", "平方米"}:
            continue
        if dimension is None and item.dimension in (RATE, BARE):
            continue
        seen.add(id(item))
        yield item
        if len(seen) == 4:
            return


def _candidates(sentence: Sentence, order: int, facts: Facts, first: int) -> Iterator[Item]:
    items = sentence.items
    own = items[first]
    subject = _own_subject(own)
    row = grouped(items, first)
    if row is not None:
        yield row
    if subject:
        here = [item for item in items if item.role is Role.VALUE and item.name and subject.endswith(item.name[-6:])]
        yield from reversed(here)
        yield from facts.named(subject, order)[:2]
    before = [item for item in items[:first] if item.role is Role.VALUE and not item.tags & {Tag.LAST, Tag.OLD}]
    executed = [item for item in before if Tag.BUDGET not in item.tags]
    if (
        before
        and before[-1] is items[first - 1]
        and (before[-1].depth <= own.depth or before[-1].opens() and own.opens())
    ):
        yield before[-1]
    shallow = [item for item in executed if item.depth <= own.depth]
    yield from reversed(shallow[-2:])
    yield from shallow[:1]
    after = items[first + 1 :]
    for item in after:
        if item.role is Role.VALUE and (Tag.NEW in item.tags or item.lead.startswith(("达", "为", "至", "总"))):
            yield item
            break
        if item.role is Role.VALUE:
            break
    if not before:
        yield from (item for item in after if item.role is Role.VALUE and not item.tags & {Tag.LAST, Tag.OLD})
        yield from facts.earlier(order)
    yield from shallow or before


def grouped(items: list[Item], at: int) -> Item | None:
    """甲、乙分别为1万元、3万元，分别增长5%、8%: the k-th rate in a row belongs to the k-th amount before them.

    A total that closes the amounts (合计4万元) and a whole named before the rates (占4万元的…) are not of the row.
    """
    role = items[at].role
    first = last = at
    while first > 0 and items[first - 1].role is role and not items[first].semicolon():
        first -= 1
    while last + 1 < len(items) and items[last + 1].role is role and not items[last + 1].semicolon():
        last += 1
    count = last - first + 1
    if count < 2:
        return None
    amounts = [item for item in items[:first] if item.role is Role.VALUE and item.dimension not in NO_AMOUNT]
    row = [item for item in amounts if not item.names_whole() and not is_total(item)]
    row = [item for item in row[-count:] if item.dimension == row[-1].dimension]
    if len(row) != count or items.index(row[0]) < first - count - 2:
        return None
    return row[at - first]


def is_total(item: Item) -> bool:
    """Does this amount close others (合计, 共, 总计)?"""
    return bool(
        lexicon.TOTAL_LEAD.match(item.lead)
        or lexicon.NAMED_TOTAL.search(item.lead)
        or re.search(r"共[\u4e00-\u9fff]{0,2}$", item.lead)
    )


def _own_subject(item: Item) -> str:
    """What the change says of itself ("一般公共预算财政拨款支出减少": 一般公共预算财政拨款支出)."""
    words = lexicon.COMPARATOR.sub("", item.of)
    words = lexicon.LAST.sub("", lexicon.TIME_WORDS.sub("", words)).strip("年度相比数的,，、 ")
    return words if len(words) >= 2 and not lexicon.BUDGET.search(words) else ""


def base_values(sentence: Sentence, first: int, dimension: str | None, than: str) -> list[Item]:
    """The printed bases of a change: last year's or the budget's value in the same sentence, the nearest first."""
    against_budget = bool(than) and lexicon.BUDGET.search(than) is not None
    wanted = {Tag.BUDGET, Tag.OLD} if against_budget else {Tag.LAST, Tag.OLD}
    found = [
        item
        for item in sentence.items
        if item.role is Role.VALUE and item.tags & wanted and (dimension is None or item.dimension == dimension)
    ]
    position = sentence.items.index
    return sorted(found, key=lambda item: abs(position(item) - first))[:2]
