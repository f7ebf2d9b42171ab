"""执行率、完成率 and rates of their own name: what was done of what was budgeted, planned or due."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oneruler.base.findings import Severity
from oneruler.base.printed import Computed
from oneruler.checks.claims import lexicon
from oneruler.checks.claims.claim import NO_AMOUNT, Claim, Found, alike, percent, terms
from oneruler.checks.claims.facts import Facts
from oneruler.checks.claims.items import Item, Role, Sentence, Tag
from oneruler.checks.claims.quantities import SCORE
from oneruler.checks.report import Kind
from oneruler.checks.slips import Slip

_DUE = re.compile(r"应|计划|需|拟|总")


def find(sentence: Sentence, order: int, facts: Facts) -> Iterator[Found]:
    """The claims of execution in one sentence, and the scores that follow from a rate."""
    for index, item in enumerate(sentence.items):
        if item.role in (Role.EXECUTION, Role.RATE):
            for claim in (_score_of_rate(sentence, index), _execution(sentence, order, facts, index)):
                if claim is not None:
                    yield claim


def _score_of_rate(sentence: Sentence, index: int) -> Claim | None:
    """权重10分，执行率为92%，得9.2分: points = weight × min(1, rate)."""
    items = sentence.items
    if not 0 < index < len(items) - 1:
        return None
    weight, rate, score = items[index - 1], items[index], items[index + 1]
    if weight.dimension != SCORE or score.dimension != SCORE or not re.search(r"得分?(?:为|了)?$", score.lead):
        return None
    return Claim(
        Kind.SCORE,
        "执行得分＝分值×min(1,执行率)",
        sentence.passage.span(weight.lead_start, score.quantity.end),
        score.quantity.printed,
        score.figure,
        (weight.quantity.printed.term(exact=True) * rate.quantity.printed.term(exact=True).scoring(),),
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
        rate.figure,
        tuple(readings),
        unit="%",
        slips=tuple(slips),
        operands=tuple(item.quantity.printed for pair in pairs for item in pair),
        subject=pairs[0][0].name if pairs else "",
        amounts=tuple(item.quantity.value for item in pairs[0]) if pairs else (),
        formula=percent,
    )


def _executed_of_budget(sentence: Sentence, order: int, facts: Facts, index: int) -> Iterator[tuple[Item, Item]]:
    """Pairs (done, planned) that a rate of execution may speak of, the likeliest first."""
    items = sentence.items
    rate = items[index]
    amounts = [item for item in items[:index] if item.role is Role.VALUE and item.dimension not in NO_AMOUNT]
    own = amounts[-1] if amounts and amounts[-1] is items[index - 1] and _inside_rate(amounts[-1], rate) else None
    if own is not None:
        done = [item for item in amounts[:-1] if item.dimension == own.dimension and Tag.BUDGET not in item.tags]
        yield from (
            (item, own) for item in done[-1:] or [i for i in facts.earlier(order) if i.dimension == own.dimension][:1]
        )
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
    before = [item for item in items[:index] if item.role is Role.VALUE and item.dimension not in NO_AMOUNT]
    for group in (before, inside):
        own = [item for item in group if rate.word[-2:] and rate.word[-2:] in item.lead and not _DUE.search(item.lead)]
        for done in own[-1:] or group[-1:]:
            others = [item for item in group if item is not done and item.dimension == done.dimension]
            larger = [
                item for item in others if item.quantity.value >= done.quantity.value and item.depth <= done.depth
            ]
            for whole in larger[:1] or others[:1]:
                yield done, whole
                return


def _inside_rate(amount: Item, rate: Item) -> bool:
    """ "完成年初预算186.43万元的108.5%": the amount stands inside the words of the rate."""
    return bool(re.match(r"^(?:的|的比例|比例)?(?:为|达)?$", rate.lead)) or rate.lead.startswith("的")
