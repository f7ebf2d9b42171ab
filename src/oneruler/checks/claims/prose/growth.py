"""增减: by how much and by how many per cent a figure changed, against last year, the budget, or any printed base."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from oneruler.base.findings import Severity
from oneruler.base.printed import Printed, plain
from oneruler.base.rounding import half_up
from oneruler.checks.claims import lexicon
from oneruler.checks.claims.claim import Claim, Found, Remark, terms
from oneruler.checks.claims.facts import Facts
from oneruler.checks.claims.items import Item, Role, Sentence, Tag
from oneruler.checks.claims.prose.bases import Worked, from_bases, from_change_and_base, from_delta, recipe
from oneruler.checks.claims.prose.referents import base_values, current_values
from oneruler.checks.claims.quantities import BARE, MEASURED, RATE
from oneruler.checks.report import Kind
from oneruler.checks.slips import Slip


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
            yield from _reviewed(sentence, index)
            if index not in paired:
                yield from _rate_without_sign(sentence, index)


def _delta_of(items: list[Item], index: int, paired: set[int]) -> int | None:
    """The change in amount that belongs to the rate at ``index``: just before it, or just after (增长5%，增加3万元)."""
    rate = items[index]
    for at in range(index - 1, -1, -1):
        item = items[at]
        if item.role is Role.DELTA and at not in paired:
            return at if _same_change(item, rate) else None
        if item.role is Role.VALUE or item.role is Role.CHANGE_RATE:
            break
    if index + 1 < len(items):
        item = items[index + 1]
        if item.role is Role.DELTA and not item.semicolon() and not item.gap.count("比"):
            follows = items[index + 2] if index + 2 < len(items) else None
            if follows is None or follows.role is not Role.CHANGE_RATE:
                return index + 1
    return None


def _same_change(delta: Item, rate: Item) -> bool:
    """Are both against the same base (同比 and 同口径 say nothing of their own)?"""
    bases = {words for words in (delta.than, rate.than) if words and not words.startswith("同")}
    own = lexicon.COMPARATOR.search(rate.gap)  # 增加20万元，与年初预算数相比，增加0%: a new base for the rate
    if own is not None and (own["than"] or "同")[0] != "同" and not delta.than:
        return False
    return len(bases) < 2


def _rate(sentence: Sentence, order: int, facts: Facts, index: int, at: int | None) -> Iterator[Found]:
    items = sentence.items
    rate, delta = items[index], items[at] if at is not None else None
    first = min(index, at) if at is not None else index
    dimension = delta.dimension if delta else None
    values, others = current_values(sentence, order, facts, first, dimension)
    bases = base_values(sentence, first, dimension, rate.than or (delta.than if delta else ""))
    whole = Worked()
    if delta and bases and not any(item in items for item in values):
        whole.readings += from_change_and_base(delta, bases, rate)
    if delta and rate.word == "差异":  # 预算调整率: what was added to the first budget, of that budget
        budgets = [item for item in items[:first] if item.role is Role.VALUE and Tag.BUDGET in item.tags]
        whole.readings += from_change_and_base(delta, budgets[:1], rate)
    for value in values:
        whole.take(from_bases(value, bases, rate, delta is not None and delta.quantity.signed))
        if delta:
            whole.take(from_delta(value, delta, rate))
    maybe = Worked()
    for value in others:
        maybe.take(from_bases(value, bases, rate))
        if delta:
            maybe.take(from_delta(value, delta, rate))
    start = min(rate.lead_start, delta.lead_start) if delta else rate.lead_start
    span = sentence.passage.span(start, max(rate.quantity.end, delta.quantity.end if delta else 0))
    stated = rate.quantity.printed
    if rate.direction < 0 and stated.value < 0:
        stated = Printed(-stated.value, stated.places, stated.loose)
    if whole.zero_base and not whole.readings and stated.value != 0:
        yield _of_nought(rate, span)
        return
    yield Claim(
        Kind.GROWTH,
        "增减率＝增减额÷基数",
        span,
        stated,
        rate.figure,
        tuple(whole.readings),
        guesses=tuple(maybe.readings),
        unit=rate.quantity.unit,
        slips=tuple(whole.slips),
        operands=_amounts(values, bases, delta),
        **recipe(values, bases, delta, rate),
        repairs=tuple(dict.fromkeys(whole.repairs)),
        expected_floor=Decimal(100) if rate.direction < 0 and rate.dimension == RATE else None,
        conflict=_conflict(rate, delta) or _impossible(rate, delta, values),
        subject=values[0].name if values else "",
    )


def _of_nought(rate: Item, span: tuple[int, int]) -> Remark:
    """A rate of change against a base of nought."""
    stated = rate.quantity.printed.value
    printed = -stated if rate.direction < 0 and stated < 0 else stated
    return Remark(
        "ARI-ZEROBASE",
        Kind.GROWTH,
        Severity.WARNING,
        span,
        f"基数为 0，增减率没有意义，不应写“{rate.word}{plain(printed)}{rate.quantity.unit}”，可写“--（基数为0）”。",
        stated=rate.figure,
    )


def _conflict(rate: Item, delta: Item | None) -> Slip | None:
    """增加305万元，降低77.8%: the two words cannot both be right, unless the rate itself is printed negative."""
    if delta is None or rate.direction * delta.direction >= 0 or rate.quantity.value <= 0 or delta.quantity.value <= 0:
        return None
    return Slip.DIRECTION


def _impossible(rate: Item, delta: Item | None, values: list[Item]) -> Slip | None:
    """An increase above the value itself: 10.3万, 增加46.3万. Says whether a moved point or another unit mends it."""
    if delta is None or len(values) != 1 or delta.direction <= 0 or rate.direction <= 0 or rate.dimension != RATE:
        return None
    now, change = values[0].quantity.value, delta.quantity.value
    if not 0 < now < change or values[0].tags & {Tag.BUDGET}:
        return None
    for factor, slip in ((10, Slip.DECIMAL_POINT), (100, Slip.DECIMAL_POINT), (10_000, Slip.UNIT)):
        base = now - change / factor
        if (
            base > 0
            and half_up(change / factor / base * 100, rate.quantity.printed.places) == rate.quantity.printed.value
        ):
            return slip
    return None


def _difference(sentence: Sentence, order: int, facts: Facts, at: int) -> Iterator[Found]:
    """A printed change whose two ends are printed too."""
    delta = sentence.items[at]
    bases = base_values(sentence, at, delta.dimension, delta.than)
    values = [
        value
        for value in current_values(sentence, order, facts, at, delta.dimension)[0]
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
        delta.figure,
        tuple(readings),
        unit=delta.quantity.unit,
        tight=True,
        exact=delta.quantity.exact,
        subject=values[0].name,
        slips=((Slip.COPIED, delta.quantity.term(delta.quantity.scale)),) if _repeated(values, bases) else (),
    )


def _repeated(values: list[Item], bases: list[Item]) -> bool:
    """Does this year's figure repeat last year's, though a change is stated?"""
    return values[0].quantity.value == bases[0].quantity.value


def _reviewed(sentence: Sentence, at: int) -> Iterator[Found]:
    """送审1836.5万元，审定1688.21万元，核减148.29万元: what a review took off, where the two ends make it."""
    cut = sentence.items[at]
    before = [i for i in sentence.items[:at] if i.role is Role.VALUE and i.dimension == cut.dimension][-2:]
    if cut.than or len(before) < 2 or any(item.tags & {Tag.LAST, Tag.OLD} for item in before):
        return
    stated, first, second = terms(cut.quantity, [item.quantity for item in before])
    if abs(first.value - second.value) == stated.value:
        yield Claim(
            Kind.DIFFERENCE,
            "核减（增）额＝两数之差",
            sentence.passage.span(before[0].lead_start, cut.quantity.end),
            cut.quantity.printed,
            cut.figure,
            (first - second if first.value > second.value else second - first,),
            unit=cut.quantity.unit,
            tight=True,
        )


def _rate_without_sign(sentence: Sentence, at: int) -> Iterator[Found]:
    """ "增加12万元，增长13.95，主要…": a rate that lost its per cent sign."""
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


def _amounts(values: list[Item], bases: list[Item], delta: Item | None) -> tuple[Printed, ...]:
    everything = [*values, *bases, *([delta] if delta else [])]
    return tuple(item.quantity.printed for item in everything if item.dimension != RATE)
