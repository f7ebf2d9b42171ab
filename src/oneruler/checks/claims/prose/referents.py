"""What a change speaks of: the value that changed, and the printed base that it changed from."""

from __future__ import annotations

import re
from collections.abc import Iterable

from oneruler.checks.claims import lexicon
from oneruler.checks.claims.claim import NO_AMOUNT
from oneruler.checks.claims.facts import Facts
from oneruler.checks.claims.items import Item, Role, Sentence, Tag
from oneruler.checks.claims.quantities import BARE, RATE, years


def current_values(
    sentence: Sentence, order: int, facts: Facts, first: int, dimension: str | None
) -> tuple[list[Item], list[Item]]:
    """The values that a change stated at item ``first`` speaks of: those that its words bind, then mere guesses."""

    def fitting(items: Iterable[Item]) -> list[Item]:
        return [item for item in dict.fromkeys(items) if _may_change(item, dimension)][:4]

    items = sentence.items
    own = items[first]
    before = [item for item in items[:first] if item.role is Role.VALUE and not item.tags & {Tag.LAST, Tag.OLD}]
    of_budgets = bool(lexicon.BUDGET.search(own.than)) and bool(lexicon.LAST.search(own.than) or years(own.than))
    executed = [
        item for item in before if (Tag.BUDGET in item.tags) == of_budgets
    ]  # 比2023年预算减少: budgets compared
    shallow = [item for item in executed if item.depth <= own.depth]
    sure: list[Item] = []
    row = grouped(items, first)
    if row is not None:
        sure.append(row)
    subject = _own_subject(own)
    if subject:
        here = [item for item in items if item.role is Role.VALUE and item.name and subject.endswith(item.name[-6:])]
        sure += reversed(here)
        elsewhere = [] if here else fitting(facts.named(subject, order))
        if elsewhere and len(subject) >= 4:  # 收入70万元，项目支出增加10万元: the change has a subject of its own
            return elsewhere[:1], fitting(before)
    nearest = before[-1:] if before and before[-1] is items[first - 1] else []
    sure += [item for item in nearest if item.depth <= own.depth or item.opens() and own.opens()]
    sure += [*reversed(shallow[-2:]), *shallow[:1], *_new_after(items, first)]
    guesses = [*facts.named(subject, order)[:2]] if subject else []
    if not before:
        sure += facts.said_before(order)
        after = [item for item in items[first + 1 :] if item.role is Role.VALUE and not item.tags & {Tag.LAST, Tag.OLD}]
        sure += after if len(after) == 1 else []
        guesses += [*after, *facts.earlier(order)]
    bound = fitting(sure) or fitting(before)
    return bound, [item for item in fitting(guesses) if item not in bound]


def _may_change(item: Item, dimension: str | None) -> bool:
    if item.role is not Role.VALUE or item.tags & {Tag.LAST, Tag.OLD}:
        return False
    if dimension is None:
        return item.dimension not in (RATE, BARE)
    return item.dimension == dimension or {dimension, item.dimension} == {"亩", "平方米"}


def _new_after(items: list[Item], first: int) -> list[Item]:
    """…增加3万元，达到12万元: the new value stands after its change."""
    values = (item for item in items[first + 1 :] if item.role is Role.VALUE and not item.tags & {Tag.LAST, Tag.OLD})
    following = next(values, None)
    if following is None or not (
        Tag.NEW in following.tags or following.lead.startswith(("达", "为", "至", "总", "本年"))
    ):
        return []
    return [following]


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
        or re.search(r"(?:共|总)[\u4e00-\u9fff]{0,4}$", item.lead)
    )


def _own_subject(item: Item) -> str:
    """What the change says of itself ("一般公共预算财政拨款支出减少": 一般公共预算财政拨款支出)."""
    words = lexicon.COMPARATOR.sub("", item.of)
    words = lexicon.LAST.sub("", lexicon.TIME_WORDS.sub("", words)).strip("年度相比数的,，、 ")
    return words if len(words) >= 2 and not lexicon.BUDGET.search(lexicon.FUND_NAMES.sub("", words)) else ""


def base_values(sentence: Sentence, first: int, dimension: str | None, than: str) -> list[Item]:
    """The printed bases of a change: last year's or the budget's value in the same sentence, the nearest first."""
    named = set(years(than))
    against_budget = bool(lexicon.BUDGET.search(than)) and not lexicon.LAST.search(than) and not named
    wanted = {Tag.BUDGET, Tag.OLD} if against_budget else {Tag.LAST, Tag.OLD}
    found = [
        item
        for item in sentence.items
        if item.role is Role.VALUE
        and (item.tags & wanted and _fits(item, against_budget) or named & set(years(item.lead)))
        and (dimension is None or item.dimension == dimension)
    ]
    position = sentence.items.index
    return sorted(found, key=lambda item: abs(position(item) - first))[:2]


def _fits(item: Item, against_budget: bool) -> bool:
    """较上年的59万元 is no base of a change against the budget, nor the other way round."""
    of_budget = lexicon.BUDGET.search(item.lead) is not None and not lexicon.LAST.search(item.lead)
    return Tag.OLD not in item.tags or not (of_budget or lexicon.LAST.search(item.lead)) or of_budget == against_budget
