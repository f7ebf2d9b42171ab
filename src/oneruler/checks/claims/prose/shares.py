"""占比、执行率、控制率、百分点: one figure as a part of another, or against its budget, plan or last year's rate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from oneruler.base.findings import Severity
from oneruler.base.printed import Computed
from oneruler.checks.claims import lexicon
from oneruler.checks.claims.claim import Claim, Found, alike, terms
from oneruler.checks.claims.facts import Facts, bare
from oneruler.checks.claims.prose.sums import SumList
from oneruler.checks.claims.quantities import BARE, POINTS, RATE, SCORE, TIMES
from oneruler.checks.claims.sentences import Item, Role, Sentence, Tag, points_direction
from oneruler.checks.report import Kind
from oneruler.checks.slips import Slip

_THAN = re.compile(r"(?:与|和|比|较|低于|高于|高出|超过|超出|落后于?|快于|慢于)[^，,；;。]*$")
_DUE = re.compile(r"应|计划|需|拟|总")
_NO_AMOUNT = frozenset({RATE, POINTS, TIMES, SCORE, BARE})


def find(sentence: Sentence, order: int, facts: Facts, lists: list[SumList]) -> Iterator[Found]:
    """The claims of share, execution, control rate and percentage points in one sentence."""
    items = sentence.items
    whole: Item | None = None
    for index, item in enumerate(items):
        if item.role is Role.SHARE:
            claim, whole = _share(sentence, order, facts, lists, index, whole)
            yield claim
        elif item.role in (Role.EXECUTION, Role.RATE):
            scored = _score_of_rate(sentence, index)
            if scored is not None:
                yield scored
            executed = _execution(sentence, order, facts, index)
            if executed is not None:
                yield executed
        elif item.role is Role.CONTROL:
            yield _control(sentence, order, facts, index)
        elif item.role is Role.POINTS:
            yield _points(sentence, order, facts, index)


def _share(
    sentence: Sentence, order: int, facts: Facts, lists: list[SumList], index: int, last_whole: Item | None
) -> tuple[Claim, Item | None]:
    """The claim of one share, and the whole that it proved to be of (a later share may be of the same)."""
    items = sentence.items
    share = items[index]
    whole_named = [items[index - 1]] if index and items[index - 1].names_whole() else []
    before = index - len(whole_named)
    parts = list(_numerators(sentence, order, facts, before, share))
    wholes = whole_named or list(_wholes(sentence, order, facts, lists, index, parts))
    if last_whole is not None and not share.of and last_whole not in wholes:
        wholes.insert(1, last_whole)
    proved = wholes[0] if wholes else None
    readings: list[Computed] = []
    slips: list[tuple[Slip, Computed]] = []
    for part, whole in ((part, whole) for part in parts for whole in wholes):
        if part is whole or not _comparable(part, whole, whole_named) or whole.quantity.value == 0:
            continue
        a, b = terms(part.quantity, (whole.quantity,))
        readings.append(a / b if share.dimension == TIMES else (a / b).percent())
        if abs(readings[-1].value - share.quantity.printed.value) <= share.quantity.printed.ulp:
            proved = whole
        if a.value:
            slips.append((Slip.WRONG_BASE, (b / a).percent()))
        slips += _other_bases(part, whole, wholes, sentence)
    begin = parts[0].lead_start if parts and parts[0] in items[:index] else share.lead_start
    claim = Claim(
        Kind.SHARE,
        "占比＝部分÷整体",
        sentence.passage.span(min(begin, share.lead_start), share.quantity.end),
        share.quantity.printed,
        _text(share),
        tuple(readings),
        unit=share.quantity.unit,
        slips=tuple(slips),
        operands=tuple(item.quantity.printed for item in (*parts, *wholes)),
        subject=parts[0].name if parts else "",
        amounts=(parts[0].quantity.value, wholes[0].quantity.value) if parts and wholes else (),
        formula=_percent,
    )
    return claim, proved


def _comparable(part: Item, whole: Item, named: list[Item]) -> bool:
    """Amounts of one kind; counts of two kinds (516份 of 573户) only where the whole stands in the words themselves."""
    return part.dimension == whole.dimension or bool(named) and part.quantity.exact and whole.quantity.exact


def _other_bases(part: Item, whole: Item, wholes: list[Item], sentence: Sentence) -> Iterator[tuple[Slip, Computed]]:
    """What the share would be of another printed whole, or of what is left of this one."""
    a, b = terms(part.quantity, (whole.quantity,))
    if b.value != a.value:
        yield Slip.WRONG_BASE, (a / (b - a)).percent()
    for other in sentence.items:
        if other.role is Role.VALUE and other not in (part, whole) and other.dimension == part.dimension:
            c, d = terms(part.quantity, (other.quantity,))
            if d.value > 0:
                yield Slip.WRONG_BASE, (c / d).percent()


def _numerators(sentence: Sentence, order: int, facts: Facts, index: int, share: Item) -> Iterator[Item]:
    """What the share is of: the figure of its own words, else the nearest amount before it."""
    items = sentence.items
    seen: set[int] = set()

    def fresh(candidates: Iterable[Item]) -> Iterator[Item]:
        for item in candidates:
            if id(item) not in seen and item.dimension not in _NO_AMOUNT and item.role in saving:
                seen.add(id(item))
                yield item

    subject = lexicon.TIME_WORDS.sub("", share.word).strip("其中的，、: ")
    saving = (Role.VALUE, Role.DIFFERENCE, Role.DELTA) if share.of == "预算" else (Role.VALUE,)
    before = [
        item
        for item in items[:index]
        if item.role in saving and item.dimension not in _NO_AMOUNT and not item.names_whole()
    ]
    if len(subject) >= 2:
        yield from fresh(item for item in reversed(before) if item.name and item.name in subject or subject in item.name)
        following = items[items.index(share) + 1 : items.index(share) + 2]
        yield from fresh(item for item in following if item.opens() and item.lead == "")
        yield from fresh(facts.named(subject, order)[:2])
    grouped = _grouped(items, index, share)
    if grouped is not None:
        yield from fresh([grouped])
        return
    near = [item for item in before if item.depth <= share.depth] or before
    yield from fresh(near[-1:])
    if not before:
        yield from fresh(facts.earlier(order))


def _grouped(items: list[Item], index: int, share: Item) -> Item | None:
    """甲、乙分别为1万元、3万元，分别占25%、75%: the k-th rate belongs to the k-th amount."""
    at = items.index(share)
    first = at
    while first > 0 and items[first - 1].role is share.role and "；" not in items[first].gap:
        first -= 1
    last = at
    while last + 1 < len(items) and items[last + 1].role is share.role and "；" not in items[last + 1].gap:
        last += 1
    count = last - first + 1
    if first and items[first - 1].names_whole():
        first -= 1
        at -= 1
    amounts = items[first - count : first] if count > 1 and first >= count else []
    if len(amounts) == count and all(item.role is Role.VALUE for item in amounts):
        return amounts[at - first]
    return None


def _wholes(
    sentence: Sentence, order: int, facts: Facts, lists: list[SumList], index: int, parts: list[Item]
) -> Iterator[Item]:
    """The whole that a share speaks of: the one it names, else the head of the list that the part stands in."""
    items = sentence.items
    share = items[index]
    heads = [found.head for found in lists for part in parts[:1] if any(member is part for member in found.parts)]
    wanted = bare(share.of)
    if share.of == "预算":
        yield from [item for item in items[:index] if item.role is Role.VALUE and Tag.BUDGET in item.tags][:1]
        return
    named = [
        item
        for item in reversed(items[:index])
        if item.role is Role.VALUE and wanted and (bare(item.name) == wanted or len(wanted) > 1 and bare(item.name).endswith(wanted))
    ]
    seen: set[int] = set()
    fallback: list[Item] = []
    if not named:
        position = items.index(parts[0]) if parts and parts[0] in items else index
        fallback = list(_before_in_clause(items, position, share.depth))[:2]
    found = facts.named(share.of, order) if wanted else []
    if wanted and not named and not found and heads:
        named = heads
    same_as_before = [] if wanted else list(_whole_before(items, order, facts, index))
    elsewhere = fallback or ([] if wanted else list(facts.around(order)))
    for item in (*named, *found, *(heads if not wanted or not named else ()), *same_as_before, *elsewhere):
        if id(item) not in seen and item not in parts[:1]:
            seen.add(id(item))
            yield item


def _before_in_clause(items: list[Item], position: int, depth: int) -> Iterator[Item]:
    """The values before a part, as far as no semicolon parts them from it (then they are its neighbours)."""
    for at in range(position - 1, -1, -1):
        if "；" in items[at + 1].gap or ";" in items[at + 1].gap:
            return
        if items[at].role is Role.VALUE and items[at].depth <= depth:
            yield items[at]


def _whole_before(items: list[Item], order: int, facts: Facts, index: int) -> Iterator[Item]:
    """A share that names no whole may be of the same whole as the share before it."""
    for item in reversed(items[:index]):
        if item.role is Role.SHARE and item.of:
            yield from facts.named(item.of, order)[:1]
            return


def _score_of_rate(sentence: Sentence, index: int) -> Claim | None:
    """权重10分，执行率为92%，得9.2分: points = weight × min(1, rate)."""
    items = sentence.items
    if not 0 < index < len(items) - 1:
        return None
    weight, rate, score = items[index - 1], items[index], items[index + 1]
    if weight.dimension != SCORE or score.dimension != SCORE or not re.search(r"得分?(?:为|了)?$", score.lead):
        return None
    share = min(Decimal(1), rate.quantity.value / 100)
    factor = Computed(share, share, share, f"min(1, {rate.quantity.printed.value:f}%)")
    return Claim(
        Kind.SCORE,
        "执行得分＝分值×min(1,执行率)",
        sentence.passage.span(weight.lead_start, score.quantity.end),
        score.quantity.printed,
        _text(score),
        (weight.quantity.printed.term(exact=True) * factor,),
        unit=score.quantity.unit,
        tight=True,
        wrong=Severity.WARNING,
        subject="预算执行率得分",
    )


def _execution(sentence: Sentence, order: int, facts: Facts, index: int) -> Claim | None:
    items = sentence.items
    rate = items[index]
    pairs = list(_executed_of_budget(sentence, order, facts, index))
    readings: list[Computed] = []
    slips: list[tuple[Slip, Computed]] = []
    for done, planned in pairs:
        if planned.quantity.value == 0:
            continue
        a, b = terms(done.quantity, (planned.quantity,))
        readings.append((a / b).percent())
        if a.value:
            slips.append((Slip.WRONG_BASE, (b / a).percent()))
        if a.value != b.value:
            slips.append((Slip.COMPLEMENT, ((b - a) / b).percent()))
        for other in items:
            if other.role is Role.VALUE and other.dimension == done.dimension and other.quantity.value > 0:
                c, d = terms(done.quantity, (other.quantity,))
                slips.append((Slip.WRONG_BASE, (c / d).percent()))
    if not pairs and (rate.role is Role.RATE or not rate.of and not lexicon.BUDGET.search(rate.word)):
        return None  # 满意率、合格率 … with nothing to recompute them from
    sure = rate.role is not Role.RATE or any(rate.word[-2:] in done.lead for done, _ in pairs)
    if not sure and not any(abs(r.value - rate.quantity.printed.value) <= rate.quantity.printed.ulp for r in readings):
        return None  # a rate of its own name that none of the counts beside it makes
    operands = [item for pair in pairs for item in pair if item in items[:index]]
    begin = min((item.lead_start for item in operands), default=rate.lead_start)
    return Claim(
        Kind.EXECUTION,
        "执行率＝执行数÷预算数",
        sentence.passage.span(min(begin, rate.lead_start), rate.quantity.end),
        rate.quantity.printed,
        _text(rate),
        tuple(readings),
        unit="%",
        slips=tuple(slips),
        operands=tuple(item.quantity.printed for pair in pairs for item in pair),
        subject=pairs[0][0].name if pairs else "",
        amounts=tuple(item.quantity.value for item in pairs[0]) if pairs else (),
        formula=_percent,
    )


def _executed_of_budget(
    sentence: Sentence, order: int, facts: Facts, index: int
) -> Iterator[tuple[Item, Item]]:
    """Pairs (done, planned) that a rate of execution may speak of, the likeliest first."""
    items = sentence.items
    rate = items[index]
    amounts = [item for item in items[:index] if item.role is Role.VALUE and item.dimension not in _NO_AMOUNT]
    own = amounts[-1] if amounts and amounts[-1] is items[index - 1] and _inside_rate(amounts[-1], rate) else None
    if own is not None:
        done = [item for item in amounts[:-1] if item.dimension == own.dimension and Tag.BUDGET not in item.tags]
        yield from ((item, own) for item in done[-1:] or [i for i in facts.earlier(order) if i.dimension == own.dimension][:1])
        return
    initial = "年初" in rate.of
    planned = [item for item in reversed(amounts) if Tag.BUDGET in item.tags]
    stage = Tag.INITIAL if initial else Tag.ADJUSTED
    staged = [item for item in planned if stage in item.tags] if initial or not rate.of else []
    planned = staged[:1] or planned
    done = [item for item in reversed(amounts) if Tag.BUDGET not in item.tags and not item.tags & {Tag.LAST, Tag.OLD}]
    done.sort(key=lambda item: item.depth > rate.depth)
    if rate.role is Role.RATE or not amounts:
        yield from _of_own_name(items, index, rate)
        return
    found = False
    for a in done[:1]:
        for b in planned[:1] if staged else planned[:2]:
            if alike(a.quantity, b.quantity) and items.index(b) > index - 8:
                found = True
                yield a, b
    if found:
        return
    if len(amounts) >= 2 and amounts[-1].dimension == amounts[-2].dimension and not planned:
        yield amounts[-1], amounts[-2]
        return
    if done:
        outside = [item for item in facts.earlier(order) if Tag.BUDGET in item.tags]
        outside += [item for item in facts.named(rate.of, order, done[0].dimension) if item.tags & {Tag.BUDGET}]
        yield from ((done[0], item) for item in outside[:2] if item.dimension == done[0].dimension)


def _of_own_name(items: list[Item], index: int, rate: Item) -> Iterator[tuple[Item, Item]]:
    """完工率 = 完工 ÷ 实施: the count whose words are the rate's own, of the count before it; or both in brackets after."""
    inside = [item for item in items[index + 1 :] if item.depth > rate.depth and item.role is Role.VALUE]
    before = [item for item in items[:index] if item.role is Role.VALUE and item.dimension not in _NO_AMOUNT]
    for group in (before, inside):
        own = [item for item in group if rate.word[-2:] and rate.word[-2:] in item.lead and not _DUE.search(item.lead)]
        for done in own[-1:] or group[-1:]:
            others = [item for item in group if item is not done and item.dimension == done.dimension]
            larger = [item for item in others if item.quantity.value >= done.quantity.value and item.depth <= done.depth]
            for whole in larger[:1] or others[:1]:
                yield done, whole
                return


def _inside_rate(amount: Item, rate: Item) -> bool:
    """"完成年初预算186.43万元的108.5%": the amount stands inside the words of the rate."""
    return bool(re.match(r"^(?:的|的比例|比例)?(?:为|达)?$", rate.lead)) or rate.lead.startswith("的")


def _control(sentence: Sentence, order: int, facts: Facts, index: int) -> Claim:
    items = sentence.items
    rate = items[index]
    filled = [item for item in items[:index] if item.role is Role.VALUE and re.search(r"在(?:职|编|岗)|实有|现有", item.lead)]
    posts = [item for item in items[:index] if item.role is Role.VALUE and re.search(r"编制|核定", item.lead)]
    readings = [
        (a / b).percent()
        for done in filled[-2:]
        for allowed in posts[-1:]
        if done.dimension == allowed.dimension and allowed.quantity.value
        for a, b in [terms(done.quantity, (allowed.quantity,))]
    ]
    return Claim(
        Kind.SHARE,
        "控制率＝在职人数÷编制数",
        sentence.passage.span(rate.lead_start, rate.quantity.end),
        rate.quantity.printed,
        _text(rate),
        tuple(readings),
        unit="%",
    )


def _points(sentence: Sentence, order: int, facts: Facts, index: int) -> Claim:
    """高于上年2.1个百分点: the difference of two printed rates."""
    items = sentence.items
    points = items[index]
    rates = [item for item in items[:index] if item.dimension == RATE and item.role is not Role.CHANGE_RATE]
    then = [item for item in rates if item.tags & {Tag.LAST, Tag.OLD} or _is_base(item)] or _nested_base(items, index)
    now = [item for item in rates if item not in then]
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
        _text(points),
        tuple(readings),
        unit=points.quantity.unit,
        tight=True,
    )


def _words_between(items: list[Item], first: Item, last: int) -> str:
    return "".join(item.gap for item in items[items.index(first) + 1 : last + 1])


def _is_base(item: Item) -> bool:
    """低于年初目标（95%）…, 年度目标95%: the rate that another is held against."""
    return Tag.BUDGET in item.tags and item.role in (Role.VALUE, Role.RATE)


def _nested_base(items: list[Item], index: int) -> list[Item]:
    """比上年（93.1%）提高2.1个百分点 and 较上年93.1%提高…: the rate just before belongs to the words of the base."""
    if index == 0:
        return []
    previous = items[index - 1]
    named = previous.dimension == RATE and _THAN.search(previous.gap) is not None
    return [previous] if named else []


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return part / whole * 100


def _text(item: Item) -> str:
    return f"{item.quantity.printed.value:f}{item.quantity.unit}"
