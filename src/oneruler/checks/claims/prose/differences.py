"""结余、超支、剩余、比…多: what is left of one printed figure after another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from oneruler.base.findings import Severity
from oneruler.checks.claims import lexicon
from oneruler.checks.claims.claim import NO_AMOUNT, Claim, Found, alike, terms
from oneruler.checks.claims.items import Item, Role, Sentence, Tag
from oneruler.checks.diagnosis import explain
from oneruler.checks.report import Kind
from oneruler.checks.slips import Slip

_INCOME = re.compile(r"收入|到账|入库|金额|总额|拨款|到位|下达|应|涉及|共|总")
_CARRIED = re.compile(r"(?:上年|年初|期初)[^，]{0,12}?(?:结转|结余|余额)")
_LEFT = re.compile(r"剩|未|还有|尚|余下|其余")
_SPENT = re.compile(r"支出|入库|到账|收到|支付|使用|完成|执行|决算|拨付|实际|已|签约|发放")


def find(sentence: Sentence) -> Iterator[Found]:
    """The differences of a sentence whose two ends stand before them in the same sentence."""
    for index, item in enumerate(sentence.items):
        if item.role is Role.VALUE and index >= 2:
            yield from _remainder(sentence, index)
        year_end = item.role is Role.VALUE and lexicon.YEAR_END_LEFT.match(item.lead) is not None
        if item.role is not Role.DIFFERENCE and not year_end or item.dimension in NO_AMOUNT:
            continue
        before = _ends_before(sentence, index)
        if year_end and item.gap.startswith("、") or len(before) < 2 or item.of and not _plain_subject(item.of):
            continue
        if item.word in _COMPARING and any(other.tags & {Tag.LAST, Tag.OLD} for other in before):
            yield from _against(sentence, item, before)
        else:
            yield from _left_over(sentence, index, before)


def _ends_before(sentence: Sentence, index: int) -> list[Item]:
    """The values that a difference may lie between: those before it, else those after (多31.8万元，预算…，决算…)."""
    items = sentence.items
    item = items[index]
    before = [
        other
        for other in items[:index]
        if other.role is Role.VALUE and alike(other.quantity, item.quantity) and other.depth <= item.depth
    ]
    if len(before) < 2 and item.role is Role.DIFFERENCE:
        before += [o for o in items[index + 1 :] if o.role is Role.VALUE and o.dimension == item.dimension]
    return before


def _left_over(sentence: Sentence, index: int, before: list[Item]) -> Iterator[Claim]:
    """What is left of a whole after what was spent, or by how much the one exceeds the other."""
    items = sentence.items
    item = items[index]
    pair = _ends(before, item)
    if pair is None:
        return
    larger, smaller, sure = pair
    _, a, b, *carried = terms(
        item.quantity, (larger.quantity, smaller.quantity, *(o.quantity for o in before if _CARRIED.search(o.lead)))
    )
    reading = b - a if item.direction > 0 else carried[0] + a - b if carried else a - b
    if reading.value < 0 and item.direction < 0 and (not sure or _LEFT.search(item.word)):
        reading = b - a  # what is left over is never less than nothing: the words stand the other way round
    if item.role is Role.VALUE and not re.search(r"总计|结转|[年期]初余额", items[0].lead):
        sure = False  # 年末结转 may hold what was carried in, which the sentence does not give
    claim = Claim(
        Kind.DIFFERENCE,
        "结余（超支）＝两数之差",
        sentence.passage.span(larger.lead_start, item.quantity.end),
        item.quantity.printed,
        item.figure,
        (reading,),
        unit=item.quantity.unit,
        tight=True,
        exact=item.quantity.exact,
        wrong=Severity.ERROR if sure else Severity.WARNING,
        subject=item.word,
        amounts=(a.value, b.value),
        formula=_less if item.direction < 0 else _more,
    )
    if (
        item.quantity.printed.value == reading.value
        or abs(items.index(smaller) - index) <= 3
        and (sure or explain(claim, reading) in _PLAIN_SLIPS)
    ):
        yield claim


_REMAINDERS = tuple(
    tuple(re.compile(pattern) for pattern in patterns)
    for patterns in (
        (r"净资产", r"资产(?:总额|总计|合计|总值)", r"负债"),
        (r"净值", r"原值|原价", r"折旧"),
        (r"净额", r"总额|毛额", r"扣除|抵减"),
        (r"清理|核销|消化|化解", r"(?:清理|核销|消化|化解)前", r"(?:清理|核销|消化|化解)后"),
    )
)
"""What is left by its own name: (remainder, whole, what is taken from it)."""


def _remainder(sentence: Sentence, index: int) -> Iterator[Found]:
    """净资产 = 资产 - 负债, 净值 = 原值 - 折旧 and their like."""
    left = sentence.items[index]
    for remainder, whole, taken in _REMAINDERS:
        if not remainder.search(left.lead) or whole.search(left.lead) or taken.search(left.lead):
            continue
        before = [item for item in sentence.items[:index] if item.dimension == left.dimension]
        assets = next((item for item in before if whole.search(item.lead)), None)
        debts = next((item for item in before if taken.search(item.lead) and item is not assets), None)
        if assets is not None and debts is not None:
            yield _remainder_claim(sentence, left, assets, debts)
            return


def _remainder_claim(sentence: Sentence, left: Item, assets: Item, debts: Item) -> Claim:
    _, a, b = terms(left.quantity, (assets.quantity, debts.quantity))
    return Claim(
        Kind.DIFFERENCE,
        "净值＝总值－扣减数",
        sentence.passage.span(assets.lead_start, left.quantity.end),
        left.quantity.printed,
        left.figure,
        (a - b,),
        unit=left.quantity.unit,
        tight=True,
        amounts=(a.value, b.value),
        formula=_less,
        subject=left.name,
    )


def _less(whole: Decimal, spent: Decimal) -> Decimal:
    return whole - spent


def _more(whole: Decimal, spent: Decimal) -> Decimal:
    return spent - whole


def _plain_subject(words: str) -> bool:
    """Does the lead name only the remainder itself, not a stock of its own (年末结转 …)?"""
    return (
        len(
            re.sub(
                r"资金|预算|项目|经费|年末|当年|本年|形成|尚有|还|尚|仍|有|的|为|实际|较|比|与|预算数|计划", "", words
            )
        )
        <= 4
    )


_PLAIN_SLIPS = frozenset({Slip.TRANSPOSED, Slip.DECIMAL_POINT, Slip.UNIT})
"""Slips so plain that they show a difference even where the words do not quite bind its two ends."""
_COMPARING = frozenset(["多", "少", "高", "低", "多出", "高出", "高于", "低于", "多于", "少于", "超出", "超过"])


def _against(sentence: Sentence, item: Item, before: list[Item]) -> Iterator[Claim]:
    """总收入765.4万元，比去年的698.2万元多67.2万元."""
    base = next(other for other in reversed(before) if other.tags & {Tag.LAST, Tag.OLD})
    now = next((other for other in before if not other.tags & {Tag.LAST, Tag.OLD}), None)
    if now is None:
        return
    _, a, b = terms(item.quantity, (now.quantity, base.quantity))
    yield Claim(
        Kind.DIFFERENCE,
        "增减额＝本期数－基数",
        sentence.passage.span(now.lead_start, item.quantity.end),
        item.quantity.printed,
        item.figure,
        (a - b if item.direction > 0 else b - a,),
        unit=item.quantity.unit,
        tight=True,
        exact=item.quantity.exact,
        amounts=(a.value, b.value),
        formula=_less if item.direction > 0 else _more,
        subject=now.name,
    )


def _ends(before: list[Item], left: Item) -> tuple[Item, Item, bool] | None:
    """The whole and what is taken from it, and whether their words say so beyond doubt."""
    several = [
        o
        for o in before
        if not _INCOME.search(o.lead) and Tag.BUDGET not in o.tags and (Tag.EXECUTED in o.tags or _SPENT.search(o.lead))
    ]
    undone = re.match(r"未([\u4e00-\u9fff]{2})", left.after)  # 剩余36户未签约: less what was signed, not what moved out
    if undone:
        before = [o for o in before if undone[1] in o.lead or o not in several] or before
    for spent in reversed(before):
        if Tag.BUDGET in spent.tags or not (Tag.EXECUTED in spent.tags or _SPENT.search(spent.lead)):
            continue
        at = before.index(spent)
        for whole in [*reversed(before[:at]), *before[at + 1 :]]:
            if (Tag.BUDGET in whole.tags or _INCOME.search(whole.lead)) and not _CARRIED.search(whole.lead):
                return whole, spent, len(several) < 2 or not left.of
        if at and len(before) == 2 and _LEFT.search(left.word):
            return before[0], spent, True
    if len(before) == 2:
        return before[0], before[1], False
    return None
