"""执行率、完成率 and rates of their own name: what was done of what was budgeted, planned or due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from oneruler.base.findings import Severity
from oneruler.base.printed import Computed
from oneruler.checks.claims import lexicon
from oneruler.checks.claims.claim import NO_AMOUNT, Claim, Found, alike, percent, terms
from oneruler.checks.claims.facts import Facts
from oneruler.checks.claims.items import Item, Role, Sentence, Tag
from oneruler.checks.claims.prose.lists import SumList
from oneruler.checks.claims.prose.referents import is_total
from oneruler.checks.claims.quantities import SCORE, years
from oneruler.checks.report import Kind
from oneruler.checks.slips import Slip

_DUE = re.compile(r"应|计划|需|拟|总")
_OF_BUDGET = re.compile(r"预算|执行|支付|支出|进度|到位|拨付|使用|计划|任务|目标")
_OF = re.compile(r"^的|^(?:比例)?(?:为|达)?$")
_PART_OF = re.compile(r"其中|包括|分别|[:：]")
_PLAIN_DONE = re.compile(
    r"(?:年内|全年|累计|已经?|实际|共|目前|截至目前)*"
    r"(?:完成|签约|兑付|支付|拨付|竣工|开工|实施|使用|支出|到位|完工|审结|执行)+(?:征收|资金|补偿|了|数)?"
)
_ACTUAL = re.compile(r"^(?:截至[^,，]*|全年|本年|目前|现)?(?:已|实际|实|累计|完成)")
_STEM = re.compile(r"(?:执行率|率|进度|比例|度)$")


def find(sentence: Sentence, order: int, facts: Facts, lists: list[SumList]) -> Iterator[Found]:
    """The claims of execution in one sentence, and the scores that follow from a rate."""
    for index, item in enumerate(sentence.items):
        if item.role in (Role.EXECUTION, Role.RATE):
            for claim in (_score_of_rate(sentence, index), _Execution(sentence, order, facts, lists, index).claim()):
                if claim is not None:
                    yield claim


def _score_of_rate(sentence: Sentence, index: int) -> Claim | None:
    """权重10分，执行率为92%，得9.2分: points = weight × min(1, rate)."""
    items = sentence.items
    rate = items[index]
    points = [item for item in items if item.dimension == SCORE]
    weight = next((item for item in points if re.search(r"满分|分值|权重", item.lead)), None)
    score = next(
        (item for item in points if item in items[index + 1 :] and re.search(r"得分?(?:为|了)?$", item.lead)), None
    )
    if weight is None or score is None:
        return None
    return _score_claim(sentence, weight, rate, score)


def _score_claim(sentence: Sentence, weight: Item, rate: Item, score: Item) -> Claim:
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


@dataclass
class _Execution:
    """One rate of what was done of what was budgeted, planned or due, in its sentence."""

    sentence: Sentence
    order: int
    facts: Facts
    lists: list[SumList]
    index: int

    @property
    def rate(self) -> Item:
        return self.sentence.items[self.index]

    def claim(self) -> Claim | None:
        """The claim; None for a rate of its own name that none of the figures beside it makes (满意率95%)."""
        rate, items = self.rate, self.sentence.items
        sure = list(self._written_out()) or list(self._inside()) or list(self._sure())
        guesses = list(self._guesses())
        readings = [reading for pair in sure if (reading := _ratio(*pair)) is not None]
        if derived := self._from_change():
            readings = [derived]
        maybe = [reading for pair in guesses if (reading := _ratio(*pair)) is not None]
        named = rate.role is Role.EXECUTION and (rate.of or lexicon.BUDGET.search(rate.word))
        holds = any(
            abs(r.value - rate.quantity.printed.value) <= rate.quantity.printed.ulp for r in (*readings, *maybe)
        )
        if not readings and not named and not holds:
            return None
        begin = min([rate.lead_start, *(i.lead_start for pair in sure[:1] for i in pair if i in items[: self.index])])
        return Claim(
            Kind.EXECUTION,
            "执行率＝执行数÷预算数",
            self.sentence.passage.span(begin, rate.quantity.end),
            rate.quantity.printed,
            rate.figure,
            tuple(readings),
            guesses=() if readings else tuple(maybe),
            unit="%",
            slips=tuple(self._slips(*sure[0])) if sure else (),
            operands=tuple(item.quantity.printed for pair in sure for item in pair),
            subject=sure[0][0].name if sure else "",
            amounts=tuple(item.quantity.value for item in sure[0]) if sure and not derived else (),
            formula=percent,
        )

    def _amounts(self) -> list[Item]:
        """The values before the rate; the parts of a finished list are not what a later rate speaks of."""
        parts = {id(part) for listed in self.lists for part in listed.parts}
        before = [i for i in self.sentence.items[: self.index] if i.role is Role.VALUE and i.dimension not in NO_AMOUNT]
        last = before[-1:]
        return [item for item in before if id(item) not in parts or item in last] if before else []

    def _written_out(self) -> Iterator[tuple[Item, Item]]:
        """完成率96.9%（支出9568.11万元÷收入9874.36万元）: the formula itself."""
        following = self.sentence.items[self.index + 1 : self.index + 3]
        if len(following) == 2 and re.match(r"^[÷/]", following[1].gap):
            yield following[0], following[1]

    def _inside(self) -> Iterator[tuple[Item, Item]]:
        """完成年初预算186.43万元的108.5%: the budget stands inside the words of the rate."""
        amounts, rate = self._amounts(), self.rate
        if not amounts or amounts[-1] is not self.sentence.items[self.index - 1] or not _OF.match(rate.lead):
            return
        planned = amounts[-1]
        same = [i for i in amounts[:-1] if alike(i.quantity, planned.quantity)]
        done = [i for i in same if Tag.BUDGET not in i.tags] or same
        earlier = [i for i in self.facts.earlier(self.order) if i.dimension == planned.dimension]
        yield from ((item, planned) for item in done[-1:] or earlier[:1])

    def _from_change(self) -> Computed | None:
        """收入2465.3万元，比年初预算数增加145.3万元，完成年初预算的106.3%: the budget follows from the change."""
        items = self.sentence.items
        if not self.rate.of or self.index < 2 or items[self.index - 1].role not in (Role.DELTA, Role.CHANGE_RATE):
            return None
        change = next((i for i in reversed(items[: self.index]) if i.role is Role.DELTA), None)
        if change is None or not lexicon.BUDGET.search(change.than):
            return None
        now = next((i for i in reversed(items[: items.index(change)]) if i.role is Role.VALUE), None)
        if now is None or now.dimension != change.dimension:
            return None
        changed, value = terms(change.quantity, (now.quantity,))
        base = value + changed if change.direction < 0 else value - changed
        return (value / base).percent() if base.value > 0 else None

    def _sure(self) -> Iterator[tuple[Item, Item]]:
        """What was done, the nearest before the rate, and the budget, plan or whole that the same words give for it."""
        rate, amounts = self.rate, self._amounts()
        if years(rate.lead) and rate.semicolon():
            return  # …；2023年度预算执行率为95.4%: a rate of another year speaks of no figure before it
        own_name = rate.role is Role.RATE or not rate.of and not _OF_BUDGET.search(rate.word)
        if own_name:
            yield from list(self._of_own_name(amounts)) or self._due_and_done(amounts)
            return
        done = [i for i in amounts if Tag.BUDGET not in i.tags and not i.tags & {Tag.LAST, Tag.OLD}]
        done = [i for i in done if i.depth <= rate.depth] or done
        planned = [b for b in self._planned(amounts) for a in done[-1:] if self._bound(a, b)]
        if planned:
            yield done[-1], planned[0]
        else:
            yield from self._of_own_name(amounts)

    def _bound(self, done: Item, planned: Item) -> bool:
        return alike(done.quantity, planned.quantity) and not self._parted(done, planned) and self._near(planned, done)

    def _planned(self, amounts: list[Item]) -> list[Item]:
        """The budgets of the sentence, of the stage that the rate names, totals and the nearest first."""
        planned = [item for item in reversed(amounts) if Tag.BUDGET in item.tags or is_total(item)]
        initial = "年初" in self.rate.of
        stage = Tag.INITIAL if initial else Tag.ADJUSTED
        staged = [item for item in planned if stage in item.tags] if initial or not self.rate.of else []
        totals = [item for item in planned if is_total(item)] if re.search(r"总|合计|全部", self.rate.of) else []
        return totals or staged or planned

    def _parted(self, done: Item, planned: Item) -> bool:
        """Does a list begin between the two? Then the budget is the whole's, not the part's."""
        items = self.sentence.items
        first, last = sorted((items.index(done), items.index(planned)))
        return any(_PART_OF.search(item.gap) for item in items[first + 1 : last + 1])

    def _of_own_name(self, amounts: list[Item]) -> Iterator[tuple[Item, Item]]:
        """完工率 = 完工 ÷ 实施: the count whose words are the rate's own, of its list's head or of the count before it."""
        rate = self.rate
        after = [i for i in self.sentence.items[self.index + 1 :] if i.depth > rate.depth and i.role is Role.VALUE]
        stem = _STEM.sub("", rate.word)[-2:]
        for group in (amounts, after):
            own = [i for i in group if stem and _says(stem, i) and not _DUE.search(i.lead)]
            if any(f"基本{stem}" in i.lead for i in group):
                return  # 满意178份，基本满意11份: who counts as satisfied is the paper's own rule
            for done in own[-1:]:
                head = next((x.head for x in self.lists if any(part is done for part in x.parts)), None)
                if head is not None:
                    yield done, head
                    return
                same = [i for i in group if i is not done and Tag.LAST not in i.tags and self._near(i, done)]
                for measure in [done, *(i for i in own if i.dimension != done.dimension), *_beside(group, done)]:
                    whole = [
                        i
                        for i in same
                        if i is not measure
                        and i.dimension == measure.dimension
                        and i.quantity.value >= measure.quantity.value
                    ]
                    due = [i for i in whole if Tag.BUDGET in i.tags or _DUE.search(i.lead) or is_total(i)]
                    if len(whole) == 1 or due or group is not amounts:
                        yield measure, (due or whole)[-1 if group is amounts else 0]
                    if due and group is amounts and whole[-1] not in due:
                        yield (
                            measure,
                            whole[-1],
                        )  # 计划1280套，已建成1120套，已入住875套: of the built, or of the planned
                return

    def _due_and_done(self, amounts: list[Item]) -> Iterator[tuple[Item, Item]]:
        """计划测绘240栋，实际测绘216栋，完成率90%: the two figures right before a rate that has no noun of its own."""
        if len(amounts) < 2 or _STEM.sub("", self.rate.word) not in ("完成", "达成"):
            return
        due, done = amounts[-2:]
        planned = Tag.BUDGET in due.tags or _DUE.search(due.lead) is not None
        actual = (Tag.EXECUTED in done.tags or _ACTUAL.match(done.lead)) and Tag.BUDGET not in done.tags
        parted = any(item.semicolon() for item in self.sentence.items[: self.index + 1])
        if planned and actual and not parted and due.depth == done.depth and alike(due.quantity, done.quantity):
            yield done, due

    def _near(self, whole: Item, done: Item) -> bool:
        """In the same run of clauses, or before a semicolon where what was done has no noun of its own (已完成29个)."""
        items = self.sentence.items
        first, last = sorted((items.index(whole), items.index(done)))
        parted = any(item.semicolon() for item in items[first + 1 : last + 1])
        return not parted or _PLAIN_DONE.fullmatch(done.lead) is not None

    def _guesses(self) -> Iterator[tuple[Item, Item]]:
        """Pairs that the words do not bind: other figures of the sentence, and budgets of the sentences around."""
        amounts = self._amounts()
        done = [i for i in amounts if Tag.BUDGET not in i.tags][-2:]
        wholes = [
            *amounts,
            *(i for i in self.facts.earlier(self.order)),
            *self.facts.named(self.rate.of, self.order)[:2],
        ]
        after = [i for i in self.sentence.items[self.index + 1 :] if i.role is Role.VALUE][:4]
        yield from ((a, b) for a in reversed(done) for b in wholes if a is not b and alike(a.quantity, b.quantity))
        yield from ((a, b) for a in after for b in after if a is not b and alike(a.quantity, b.quantity))

    def _slips(self, done: Item, planned: Item) -> Iterator[tuple[Slip, Computed]]:
        a, b = terms(done.quantity, (planned.quantity,))
        if a.value == 0 or b.value == 0:
            return
        if a.value != b.value:
            yield Slip.COMPLEMENT, ((b - a) / b).percent()
            yield Slip.COMPLEMENT, ((a - b) / b).percent()
        yield Slip.WRONG_BASE, (b / a).percent()
        for other in [*self.sentence.items, *self.facts.near(self.order)]:
            same = other.role is Role.VALUE and other not in (done, planned) and other.dimension == done.dimension
            if same and other.quantity.value > 0:
                c, d = terms(done.quantity, (other.quantity,))
                yield Slip.WRONG_BASE, (c / d).percent()


def _ratio(done: Item, planned: Item) -> Computed | None:
    if planned.quantity.value == 0 or done is planned:
        return None
    a, b = terms(done.quantity, (planned.quantity,))
    return (a / b).percent()


def _says(stem: str, item: Item) -> bool:
    """Is the count of what the rate is of, not of its contrary (不满意)?"""
    at = item.lead.rfind(stem)
    return at >= 0 and item.lead[at - 1 : at] not in tuple("不未无")


def _beside(group: list[Item], item: Item) -> list[Item]:
    """The other measure of the same thing (竣工2个、1560套)."""
    at = group.index(item)
    return [
        other for other in group[at + 1 : at + 2] if other.gap.startswith("、") and other.dimension != item.dimension
    ]
