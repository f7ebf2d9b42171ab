"""增减: by how much and by how many per cent a figure changed, against last year, the budget, or any printed base."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from oneruler.base.findings import Severity
from oneruler.base.printed import Computed, Printed, plain
from oneruler.checks.claims import lexicon
from oneruler.checks.claims.claim import Claim, Found, Remark, alike, terms
from oneruler.checks.claims.facts import Facts
from oneruler.checks.claims.quantities import BARE, MEASURED, RATE, TIMES
from oneruler.checks.claims.sentences import Item, Role, Sentence, Tag
from oneruler.checks.report import Kind
from oneruler.checks.slips import Slip

_PASSIVE = frozenset({Role.SHARE, Role.EXECUTION, Role.POINTS, Role.CONTROL})


def find(sentence: Sentence, order: int, facts: Facts) -> Iterator[Found]:
    """The claims of change in one sentence: rates with their base, and differences where both ends are printed."""
    items = sentence.items
    paired: set[int] = set()
    for index, item in enumerate(items):
        if item.role is not Role.CHANGE_RATE:
            continue
        at = _delta_of(items, index, paired)
        if at is not None:
            paired.add(at)
        yield from _rate(sentence, order, facts, index, at)
    for index, item in enumerate(items):
        if item.role is Role.DELTA:
            yield from _difference(sentence, order, facts, index)
            if index not in paired:
                yield from _rate_without_sign(sentence, index)


def _delta_of(items: list[Item], index: int, paired: set[int]) -> int | None:
    """The change in amount that belongs to the rate at ``index``: just before it, or just after (增长5%，增加3万元)."""
    rate = items[index]
    for at in range(index - 1, -1, -1):
        item = items[at]
        if item.role is Role.DELTA and at not in paired:
            return at if _same_change(item, rate) or at == index - 1 else None
        if item.role is Role.VALUE or item.role is Role.CHANGE_RATE:
            break
    if index + 1 < len(items):
        item = items[index + 1]
        if item.role is Role.DELTA and "；" not in item.gap and ";" not in item.gap and not item.gap.count("比"):
            follows = items[index + 2] if index + 2 < len(items) else None
            if follows is None or follows.role is not Role.CHANGE_RATE:
                return index + 1
    return None


def _same_change(delta: Item, rate: Item) -> bool:
    return not rate.than or not delta.than or rate.than == delta.than


def _rate(sentence: Sentence, order: int, facts: Facts, index: int, at: int | None) -> Iterator[Found]:
    items = sentence.items
    rate, delta = items[index], items[at] if at is not None else None
    first = min(index, at) if at is not None else index
    dimension = delta.dimension if delta else None
    values = list(current_values(sentence, order, facts, first, dimension))
    bases = base_values(sentence, first, dimension, rate.than or (delta.than if delta else ""))
    readings: list[Computed] = []
    slips: list[tuple[Slip, Computed]] = []
    repairs: list[str] = []
    zero_base = False
    if delta and bases and not any(item in items for item in values):
        readings += _from_change_and_base(delta, bases, rate)
    for value in values:
        outcomes = [_from_bases(value, bases, rate)]
        if delta:
            outcomes.append(_from_delta(value, delta, rate))
        for found, explained, repair, zero in outcomes:
            readings += found
            slips += explained
            repairs += repair
            zero_base = zero_base or zero
    start = min(rate.lead_start, delta.lead_start) if delta else rate.lead_start
    span = sentence.passage.span(start, max(rate.quantity.end, delta.quantity.end if delta else 0))
    stated = rate.quantity.printed
    if rate.direction < 0 and stated.value < 0:
        stated = Printed(-stated.value, stated.places, stated.loose)
    if zero_base and not readings and stated.value != 0:
        yield Remark(
            "ARI-ZEROBASE",
            Kind.GROWTH,
            Severity.WARNING,
            span,
            f"基数为 0，增减率没有意义，不应写“{rate.word}{plain(stated.value)}{rate.quantity.unit}”，可写“--（基数为0）”。",
            stated=_text(rate),
        )
        return
    yield Claim(
        Kind.GROWTH,
        "增减率＝增减额÷基数",
        span,
        stated,
        _text(rate),
        tuple(readings),
        unit=rate.quantity.unit,
        slips=tuple(slips),
        operands=_amounts(values, bases, delta),
        **_recipe(values, bases, delta, rate),
        repairs=tuple(dict.fromkeys(repairs)),
        expected_floor=Decimal(100) if rate.direction < 0 and rate.dimension == RATE else None,
        conflict=_conflict(rate, delta),
        subject=values[0].name if values else "",
    )


def _conflict(rate: Item, delta: Item | None) -> Slip | None:
    """增加305万元，降低77.8%: the two words cannot both be right, unless the rate itself is printed negative."""
    if delta is None or rate.direction * delta.direction >= 0 or rate.quantity.value <= 0 or delta.quantity.value <= 0:
        return None
    return Slip.DIRECTION


Outcomes = tuple[list[Computed], list[tuple[Slip, Computed]], list[str], bool]


def _from_delta(value: Item, delta: Item, rate: Item) -> Outcomes:
    """The rate that follows from the value now and its change: base = value ∓ change."""
    if not alike(value.quantity, delta.quantity) or value is delta:
        return [], [], [], False
    change, now = terms(delta.quantity, (value.quantity,))
    falling = delta.direction < 0 or (delta.direction == 0 and change.value < 0) or change.value < 0 < delta.direction
    size = change if change.value >= 0 else Computed(-change.value, -change.high, -change.low, plain(-change.value))
    base, other = (now + size, now - size) if falling else (now - size, now + size)
    if base.value == 0:
        return [], [], [], size.value != 0
    if base.value < 0:
        return [], [], [], False
    reading = _oriented(size / base, falling, rate)
    slips: list[tuple[Slip, Computed]] = []
    repairs: list[str] = []
    if rate.direction and delta.direction and rate.direction != delta.direction and other.value > 0:
        slips.append((Slip.DIRECTION, _as_rate(size / other, rate)))
    if size.value:
        if other.value > 0:
            slips.append((Slip.WRONG_BASE, _as_rate(size / other, rate)))
            repairs.append(_repair(size, other, falling, delta, rate))
        if falling:
            slips.append((Slip.COMPLEMENT, _as_rate(now / base, rate)))
        if now.value > 0:
            slips.append((Slip.WRONG_BASE, _as_rate(size / now, rate)))
        if not falling:
            slips.append((Slip.WRONG_BASE, _as_rate(now / base, rate)))
    return [reading], slips, repairs, False


def _from_change_and_base(delta: Item, bases: list[Item], rate: Item) -> list[Computed]:
    """The rate that follows from a change and its printed base, where the new value is not printed (压减比例)."""
    found = []
    for base in bases:
        change, then = terms(delta.quantity, (base.quantity,))
        if base.dimension == delta.dimension and then.value > 0:
            found.append(_oriented(change / then, delta.direction < 0, rate))
    return found


def _repair(size: Computed, base: Computed, falling: bool, delta: Item, rate: Item) -> str:
    """The other way to mend it: turn the direction round, with the base that then follows."""
    amount, change = ("增加", "增长") if falling else ("减少", "降低")
    opposite = _as_rate(size / base, rate)
    if abs(opposite.value - rate.quantity.printed.value) > rate.quantity.printed.ulp:
        return ""
    return (
        f"若基数实为 {plain(base.value)}{delta.quantity.unit}，则应写“{amount}{plain(size.value)}{delta.quantity.unit}，"
        f"{change}{_text(rate)}”"
    )


def _from_bases(value: Item, bases: list[Item], rate: Item) -> Outcomes:
    """The rate that follows from two printed values."""
    readings: list[Computed] = []
    slips: list[tuple[Slip, Computed]] = []
    zero = False
    for base in bases:
        if base is value or base.dimension != value.dimension:
            continue
        now, then = terms(value.quantity, (base.quantity,))
        if then.value <= 0:
            zero = zero or now.value > 0
            continue
        falling = now.value < then.value
        size = then - now if falling else now - then
        readings.append(_oriented(size / then, falling, rate))
        if now.value == then.value and rate.quantity.value:
            slips.append((Slip.COPIED, rate.quantity.printed.term()))
        if now.value > 0:
            slips.append((Slip.WRONG_BASE, _as_rate(size / now, rate)))
            slips.append((Slip.COMPLEMENT if falling else Slip.WRONG_BASE, _as_rate(now / then, rate)))
    return readings, slips, [], zero


def _as_rate(ratio: Computed, rate: Item) -> Computed:
    return ratio if rate.dimension == TIMES else ratio.percent()


def _oriented(ratio: Computed, falling: bool, rate: Item) -> Computed:
    """The ratio in the unit of the rate, signed as the rate's own word reads (a fall stated as a fall is positive)."""
    outcome = _as_rate(ratio, rate)
    if rate.direction < 0:
        return outcome if falling else outcome.negated()
    return outcome.negated() if falling else outcome


def current_values(
    sentence: Sentence, order: int, facts: Facts, first: int, dimension: str | None
) -> Iterator[Item]:
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
    grouped = _grouped(items, first)
    if grouped is not None:
        yield grouped
    if subject:
        here = [item for item in items if item.role is Role.VALUE and item.name and subject.endswith(item.name[-6:])]
        yield from reversed(here)
        yield from facts.named(subject, order)[:2]
    before = [item for item in items[:first] if item.role is Role.VALUE and not item.tags & {Tag.LAST, Tag.OLD}]
    executed = [item for item in before if Tag.BUDGET not in item.tags]
    if before and before[-1] is items[first - 1] and (before[-1].depth <= own.depth or before[-1].opens() and own.opens()):
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
    yield from before


def _grouped(items: list[Item], at: int) -> Item | None:
    """甲、乙分别为1万元、3万元，分别增长5%、8%: the k-th change belongs to the k-th amount."""
    role = items[at].role
    first = last = at
    while first > 0 and items[first - 1].role is role:
        first -= 1
    while last + 1 < len(items) and items[last + 1].role is role:
        last += 1
    count = last - first + 1
    amounts = items[max(0, first - count) : first]
    if count < 2 or len(amounts) != count or any(item.role is not Role.VALUE for item in amounts):
        return None
    return amounts[at - first]


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


def _difference(sentence: Sentence, order: int, facts: Facts, at: int) -> Iterator[Found]:
    """A printed change whose two ends are printed too."""
    delta = sentence.items[at]
    bases = base_values(sentence, at, delta.dimension, delta.than)
    values = [
        value
        for value in current_values(sentence, order, facts, at, delta.dimension)
        if value not in bases and value in sentence.items
    ]
    if not bases or not values or delta.direction == 0:
        return
    readings = []
    for value in values:
        for base in bases:
            _, now, then = terms(delta.quantity, (value.quantity, base.quantity))
            readings.append(then - now if delta.direction < 0 else now - then)
    yield Claim(
        Kind.DIFFERENCE,
        "增减额＝本期数－基数",
        sentence.passage.span(delta.lead_start, delta.quantity.end),
        delta.quantity.printed,
        _text(delta),
        tuple(readings),
        unit=delta.quantity.unit,
        tight=True,
        exact=delta.quantity.exact,
        subject=values[0].name,
    )


def _rate_without_sign(sentence: Sentence, at: int) -> Iterator[Found]:
    """"增加12万元，增长13.95，主要…": a rate that lost its per cent sign."""
    items = sentence.items
    delta, following = items[at], items[at + 1] if at + 1 < len(items) else None
    if following is None or following.role is not Role.DELTA or following.dimension != BARE:
        return
    if delta.dimension in MEASURED and following.quantity.printed.places:
        span = sentence.passage.span(following.lead_start, following.quantity.end)
        yield Remark(
            "FRM-UNIT",
            Kind.FORM,
            Severity.WARNING,
            span,
            f"“{following.lead}{plain(following.quantity.printed.value)}”没有单位，疑漏写“%”。",
            stated=plain(following.quantity.printed.value),
            slip=Slip.UNIT,
        )


def _recipe(values: list[Item], bases: list[Item], delta: Item | None, rate: Item) -> dict[str, Any]:
    """How the likeliest reading follows from its amounts, for trying which of them was misprinted."""
    if not values:
        return {}
    sign = -1 if rate.direction < 0 else 1
    hundred = 1 if rate.dimension == TIMES else 100
    now = values[0].quantity.value
    if delta is not None and delta.dimension == values[0].dimension:
        way = -1 if delta.direction < 0 else 1

        def from_delta(now: Decimal, change: Decimal) -> Decimal:
            return sign * way * change / (now - way * change) * hundred

        return {"amounts": (now, delta.quantity.value), "formula": from_delta}
    if bases and bases[0].dimension == values[0].dimension:

        def from_base(now: Decimal, then: Decimal) -> Decimal:
            return sign * (now - then) / then * hundred

        return {"amounts": (now, bases[0].quantity.value), "formula": from_base}
    return {}


def _text(item: Item) -> str:
    printed = item.quantity.printed
    return f"{printed.value:f}{item.quantity.unit}"


def _amounts(values: list[Item], bases: list[Item], delta: Item | None) -> tuple[Printed, ...]:
    everything = [*values, *bases, *([delta] if delta else [])]
    return tuple(item.quantity.printed for item in everything if item.dimension != RATE)
