"""Relations that reach across sentences: accounts identities, listed projects, and figures named twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from oneruler.base.findings import Severity
from oneruler.base.printed import plain
from oneruler.checks.claims import posts
from oneruler.checks.claims.claim import Claim, Found, Remark, terms, total
from oneruler.checks.claims.facts import Fact, Facts
from oneruler.checks.claims.items import Item, Role, Tag
from oneruler.checks.claims.quantities import MEASURED, MONEY
from oneruler.checks.report import Kind

_GRAND_TOTAL = re.compile(r"(?:收、支|收入、支出|收支|收入支出|收入和支出)(?:决算)?(?:总计|总额|总数)")
_FISCAL = re.compile(r"财政拨款")
_CARRY_IN = re.compile(r"(?:年初|上年)(?:财政拨款)?结转(?:和结余|结余)?")
_CARRY_OUT = re.compile(r"(?:年末|结转下年)(?:财政拨款)?(?:结转)?(?:和结余|结余)?")
_INCOME = re.compile(r"本年收入(?:合计|总计)|收入合计")
_SPENDING = re.compile(r"本年支出(?:合计|总计)|支出合计")


def find(facts: Facts) -> Iterator[Found]:
    """The claims and remarks that need more than one sentence."""
    yield from _grand_totals(facts)
    yield from _listed_projects(facts)
    yield from posts.find(facts)
    yield from _figures_named_twice(facts)
    yield from _budget_exceeded(facts)
    yield from _nought_beside_projects(facts)


def _grand_totals(facts: Facts) -> Iterator[Found]:
    """收入总计 = 本年收入 + 年初结转; 支出总计 = 本年支出 + 年末结转 (部门决算公开 01、04 表)."""
    for sentence in facts.sentences:
        for item in sentence.items:
            if item.role is not Role.VALUE or item.dimension != MONEY or not _GRAND_TOTAL.search(item.lead):
                continue
            fiscal = _FISCAL.search(item.lead) is not None
            for carried, flow in ((_CARRY_IN, _INCOME), (_CARRY_OUT, _SPENDING)):
                balance = next(
                    (other for other in sentence.items if other is not item and carried.search(other.lead)), None
                )
                if balance is None:
                    continue
                flows = list(_fiscal_flows(facts, flow is _INCOME) if fiscal else _flows(facts, flow))
                if not flows:
                    continue
                readings = []
                for parts in flows:
                    _, rest, *members = terms(item.quantity, [balance.quantity, *(part.quantity for part in parts)])
                    readings.append(total([*members, rest]))
                end = max(item.quantity.end, balance.quantity.end)
                yield Claim(
                    Kind.SUM,
                    "收入总计＝本年收入＋年初结转" if flow is _INCOME else "支出总计＝本年支出＋年末结转",
                    sentence.passage.span(item.lead_start, end),
                    item.quantity.printed,
                    item.figure,
                    tuple(readings),
                    unit=item.quantity.unit,
                    tight=True,
                    wrong=Severity.WARNING if fiscal else Severity.ERROR,
                    subject=item.name,
                )


def _flows(facts: Facts, pattern: re.Pattern[str]) -> Iterator[list[Item]]:
    for fact in facts.known:
        if pattern.search(fact.item.lead) and fact.item.dimension == MONEY and not _FISCAL.search(fact.item.lead):
            yield [fact.item]
            return


def _fiscal_flows(facts: Facts, income: bool) -> Iterator[list[Item]]:
    word = "收入" if income else "支出"
    funds: dict[str, Item] = {}
    for fact in facts.known:
        lead = fact.item.lead
        if fact.item.dimension != MONEY or fact.item.tags & {Tag.BUDGET, Tag.LAST, Tag.OLD} or "基本支出" in lead:
            continue
        for name in ("一般公共预算", "政府性基金", "国有资本经营"):
            if name in lead and word in lead:
                funds.setdefault(name, fact.item)
        if re.search(rf"^(?:本年)?财政拨款{word}(?:合计)?$", fact.name):
            funds.setdefault("", fact.item)
    if "" in funds:
        yield [funds.pop("")]
    named = [item for name, item in funds.items() if name]
    for count in range(len(named), 0, -1):
        yield named[:count]


def _listed_projects(facts: Facts) -> Iterator[Found]:
    """（二）项目支出情况: 1、甲支出1.2万元；2、乙支出23万元 …: together the 项目支出 printed elsewhere."""
    wholes = [
        fact
        for fact in facts.known
        if fact.name.endswith("项目支出") and fact.item.dimension == MONEY and Tag.BUDGET not in fact.item.tags
    ]
    for sentence in facts.sentences:
        amounts = [item for item in sentence.items if item.dimension == MONEY]
        marks = re.findall(r"(?:^|[；;。]|(?<=元))(\d{1,2})[、.．](?=[\u4e00-\u9fff])", sentence.text)
        if len(amounts) < 2 or len(marks) != len(amounts) or marks != [str(k + 1) for k in range(len(marks))]:
            continue
        if any(item.role is not Role.VALUE or "支出" not in item.lead for item in amounts):
            continue
        before = [whole for whole in wholes if whole.sentence.passage.start < sentence.passage.start]
        for whole in before[-1:] or wholes[:1]:
            _, *parts = terms(whole.item.quantity, [item.quantity for item in amounts])
            yield Claim(
                Kind.SUM,
                "项目支出＝所列各项目之和",
                sentence.passage.span(0 if sentence.start == 0 else amounts[0].lead_start, amounts[-1].quantity.end),
                whole.item.quantity.printed,
                whole.item.figure,
                (total(parts),),
                unit=whole.item.quantity.unit,
                tight=True,
                parts=tuple(part.value for part in parts),
                wrong=Severity.WARNING,
                subject=whole.name,
            )


def _figures_named_twice(facts: Facts) -> Iterator[Found]:
    """One figure under one full name, year and stage must have one value."""
    seen: dict[tuple[object, ...], Fact] = {}
    for fact in facts.known:
        item = fact.item
        name = re.sub(r"为|是|共|合计|总计", "", fact.bare)
        if item.dimension not in MEASURED or len(name) < 8 or item.depth or item.quantity.printed.loose:
            continue
        if not re.search(r"财政拨款|一般公共预算|政府性基金|机关运行经费|政府采购", name) or item.tags & {
            Tag.LAST,
            Tag.OLD,
            Tag.NEW,
        }:
            continue
        name = re.sub(r"决算|预算(?=财政拨款支出|支出)", "", name) if Tag.BUDGET not in item.tags else name
        key = (name, Tag.BUDGET in item.tags, item.dimension)
        first = seen.setdefault(key, fact)
        if first is fact or first.item.quantity.value == item.quantity.value:
            continue
        _, other = terms(item.quantity, (first.item.quantity,))
        yield Claim(
            Kind.CROSS,
            "同一数字前后一致",
            fact.sentence.passage.span(item.lead_start, item.quantity.end),
            item.quantity.printed,
            item.figure,
            (other,),
            unit=item.quantity.unit,
            wrong=Severity.WARNING,
            subject=item.name,
        )


def _budget_exceeded(facts: Facts) -> Iterator[Found]:
    """Spending far above the only budget printed, and not a word of an addition."""
    said = re.compile(r"追加|调增|调整预算|年中|预算调整|指标(?:进行)?(?:了)?调整|新增")
    if any(said.search(sentence.text) for sentence in facts.sentences):
        return
    budget = next(
        (
            fact
            for fact in facts.known
            if re.search(r"预算资金$|年初预算(?:数|资金)?$", fact.item.lead) and fact.item.dimension == MONEY
        ),
        None,
    )
    spent = next(
        (
            fact
            for fact in facts.known
            if budget and fact.order > budget.order and re.search(r"一般公共预算财政拨款(?:预算)?支出", fact.item.lead)
        ),
        None,
    )
    if budget is None or spent is None or budget.item.quantity.value <= 0:
        return
    if spent.item.quantity.value <= budget.item.quantity.value * Decimal("1.2"):
        return
    done, planned = terms(spent.item.quantity, (budget.item.quantity,))
    share = (done / planned).percent()
    yield Remark(
        "BUD-OVER",
        Kind.EXECUTION,
        Severity.WARNING,
        budget.sentence.passage.span(budget.item.lead_start, budget.item.quantity.end),
        f"支出 {plain(done.value)}{spent.item.quantity.unit} 是预算 {plain(planned.value)}{budget.item.quantity.unit} 的 "
        f"{plain(share.value.quantize(Decimal('0.01')))}%，全文没有说明追加 {plain(done.value - planned.value)}{budget.item.quantity.unit} 的情况。",
        stated=plain(planned.value),
        formula=share.text,
    )


def _nought_beside_projects(facts: Facts) -> Iterator[Found]:
    """专项支出为0 beside project spending of millions."""
    project = next(
        (
            fact
            for fact in facts.known
            if fact.name.endswith("项目支出") and fact.item.dimension == MONEY and fact.item.quantity.value > 0
        ),
        None,
    )
    if project is None:
        return
    for sentence in facts.sentences:
        for item in sentence.items:
            if (
                item.quantity.value == 0
                and re.search(r"专项(?:资金)?支出(?:为|是)?$", item.lead)
                and item.role is Role.VALUE
            ):
                yield Remark(
                    "CRO-SCOPE",
                    Kind.CROSS,
                    Severity.WARNING,
                    sentence.passage.span(item.lead_start, item.quantity.end),
                    f"写“专项支出为 0”，而项目支出为 {plain(project.item.quantity.printed.value)}{project.item.quantity.unit}，"
                    "两处口径须说明。",
                    stated="0",
                )
