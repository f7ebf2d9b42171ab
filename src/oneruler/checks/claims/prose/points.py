"""百分点: one rate against another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oneruler.checks.claims.claim import Claim, Found, terms
from oneruler.checks.claims.items import Item, Role, Sentence, Tag
from oneruler.checks.claims.quantities import RATE, years
from oneruler.checks.claims.roles import points_direction
from oneruler.checks.report import Kind

_OWN_RATE = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,4}率)(?:较|比|同比|与)")
_NAMED = re.compile(
    r"(?:比|较|低于|高于|落后于?|快于|慢于|超过)(?P<name>[^,，；;。]{2,12}?)(?:低|高|快|慢|少|多)?(?:了|出)?$"
)
_THAN = re.compile(r"(?:与|和|比|较|低于|高于|高出|超过|超出|落后于?|快于|慢于)[^，,；;。]*$")


def find(sentence: Sentence) -> Iterator[Found]:
    """The claims of percentage points in one sentence."""
    for index, item in enumerate(sentence.items):
        if item.role is Role.POINTS:
            yield _points(sentence, index)


def _points(sentence: Sentence, index: int) -> Claim:
    """高于上年2.1个百分点: the difference of two printed rates."""
    items = sentence.items
    points = items[index]
    rates = [item for item in _clauses_of(items, index) if item.dimension == RATE and item.role is not Role.CHANGE_RATE]
    then = [item for item in rates if item.tags & {Tag.LAST, Tag.OLD} or _is_base(item)] or _nested_base(items, index)
    then = then or _named_base(rates, points) or _earlier_year(rates, points)
    now = [item for item in rates if item not in then]
    own = _OWN_RATE.search("".join(item.gap for item in items[max(0, index - 1) : index + 1]))
    if own is not None:  # 支付率较去年同期的92.3%下降…: only a rate of that name
        now = [item for item in now if own["name"] in item.lead]
    readings = []
    for a_item in reversed(now[-2:]):
        for b_item in then[-1:]:
            _, a, b = terms(points.quantity, (a_item.quantity, b_item.quantity))
            direction = points.direction or points_direction(_words_between(items, a_item, index))
            readings.append(b - a if direction < 0 else a - b)
    return Claim(
        Kind.POINTS,
        "百分点＝两个比率之差",
        sentence.passage.span(points.lead_start, points.quantity.end),
        points.quantity.printed,
        points.figure,
        tuple(readings),
        unit=points.quantity.unit,
        tight=True,
    )


def _clauses_of(items: list[Item], index: int) -> list[Item]:
    """The figures before, and those after up to the next semicolon (提升1.7个百分点，上年为96.5%)."""
    last = next((at for at in range(index + 1, len(items)) if items[at].semicolon()), len(items))
    return items[:last]


def _words_between(items: list[Item], first: Item, last: int) -> str:
    return "".join(item.gap for item in items[items.index(first) + 1 : last + 1])


def _is_base(item: Item) -> bool:
    """低于年初目标（95%）…, 年度目标95%: the rate that another is held against."""
    return Tag.BUDGET in item.tags and item.role in (Role.VALUE, Role.RATE)


def _named_base(rates: list[Item], points: Item) -> list[Item]:
    """序时进度50%，支付进度43.6%，比序时进度低6.4个百分点: the rate that the words of the points name."""
    than = _NAMED.search(points.lead)
    return [item for item in rates if item.name == than["name"]] if than is not None else []


def _earlier_year(rates: list[Item], points: Item) -> list[Item]:
    """2022年执行率97.35%，2021年95.1%，同比提高…: of two rates with their years, that of the year before."""
    if not re.search(r"同比|上年|去年", points.gap):
        return []
    dated = [(year, item) for item in rates for year in years(item.gap)[-1:]]
    if len(dated) != 2 or abs(dated[0][0] - dated[1][0]) != 1:
        return []
    return [min(dated, key=lambda pair: pair[0])[1]]


def _nested_base(items: list[Item], index: int) -> list[Item]:
    """比上年（93.1%）提高2.1个百分点 and 较上年93.1%提高…: the rate just before belongs to the words of the base."""
    if index == 0:
        return []
    previous = items[index - 1]
    named = previous.dimension == RATE and _THAN.search(previous.gap) is not None
    return [previous] if named else []
