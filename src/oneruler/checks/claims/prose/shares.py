"""占比、控制率: one figure as a part of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from oneruler.base.printed import Computed
from oneruler.checks.claims import lexicon
from oneruler.checks.claims.claim import NO_AMOUNT, Claim, Found, percent, terms
from oneruler.checks.claims.facts import Facts, bare
from oneruler.checks.claims.items import Item, Role, Sentence, Tag
from oneruler.checks.claims.prose.lists import SumList
from oneruler.checks.claims.prose.referents import grouped, is_total
from oneruler.checks.claims.quantities import TIMES
from oneruler.checks.report import Kind
from oneruler.checks.slips import Slip

_LEFT = re.compile(r"节约|节省|节支|结余|剩余|压减")
_COUNT = re.compile(r"[户人份件套个栋宗]数?$")
_ALREADY = re.compile(r"^(?:目前|现|累计|实际|共|全年)*已?")
_DUE = re.compile(r"应|计划|需|总|共|全部")


def find(sentence: Sentence, order: int, facts: Facts, lists: list[SumList]) -> Iterator[Found]:
    """The claims of share and control rate in one sentence."""
    whole: Item | None = None
    of = ""
    for index, item in enumerate(sentence.items):
        if item.role is Role.SHARE:
            claim, whole = _Share(sentence, order, facts, lists, index, whole, of).claim()
            of = item.of
            yield claim
        elif item.role is Role.CONTROL:
            yield _control(sentence, index)


@dataclass
class _Share:
    """One share in its sentence; ``last_whole`` is what the share before it proved to be of."""

    sentence: Sentence
    order: int
    facts: Facts
    lists: list[SumList]
    index: int
    last_whole: Item | None
    last_of: str

    @property
    def share(self) -> Item:
        return self.sentence.items[self.index]

    def claim(self) -> tuple[Claim, Item | None]:
        """The claim, and the whole that it proved to be of."""
        items, share = self.sentence.items, self.share
        inside = [items[self.index - 1]] if self.index and items[self.index - 1].names_whole() else []
        sure_parts, other_parts = self._parts(self.index - len(inside))
        sure_wholes, other_wholes = (inside, []) if inside else self._wholes(sure_parts)
        sure = list(self._readings(sure_parts, sure_wholes, inside))
        guesses = list(self._readings([*sure_parts, *other_parts], [*sure_wholes, *other_wholes], inside))
        proved = next((whole for whole, reading in [*sure, *guesses] if reading.value and self._near(reading)), None)
        begin = min([share.lead_start, *(part.lead_start for part in sure_parts[:1] if part in items[: self.index])])
        bases = [*sure_wholes, *other_wholes, *self.facts.near(self.order)]
        claim = Claim(
            Kind.SHARE,
            "占比＝部分÷整体",
            self.sentence.passage.span(begin, share.quantity.end),
            share.quantity.printed,
            share.figure,
            tuple(reading for _, reading in sure),
            guesses=() if sure else tuple(reading for _, reading in guesses),
            unit=share.quantity.unit,
            slips=tuple(_slips(sure_parts[0], sure_wholes[0], bases)) if sure_parts and sure_wholes else (),
            operands=tuple(item.quantity.printed for item in (*sure_parts, *sure_wholes)),
            subject=sure_parts[0].name if sure_parts else "",
            amounts=(sure_parts[0].quantity.value, sure_wholes[0].quantity.value) if sure else (),
            formula=percent,
        )
        return claim, proved or (sure_wholes[0] if sure_wholes else None)

    def _near(self, reading: Computed) -> bool:
        return abs(reading.value - self.share.quantity.printed.value) <= self.share.quantity.printed.ulp

    def _readings(self, parts: list[Item], wholes: list[Item], inside: list[Item]) -> Iterator[tuple[Item, Computed]]:
        for part, whole in ((part, whole) for part in parts for whole in wholes):
            if part is whole or not _comparable(part, whole, inside) or whole.quantity.value == 0:
                continue
            a, b = terms(part.quantity, (whole.quantity,))
            if self.share.of == "预算" and part.role is Role.VALUE and not _LEFT.search(part.lead):
                a = b - a  # 计划成本485万元，实际成本462.7万元，节约率…: what was saved is not printed
            yield whole, a / b if self.share.dimension == TIMES else (a / b).percent()

    def _parts(self, end: int) -> tuple[list[Item], list[Item]]:
        """What the share is of: the figure of its own words, one of a row, the amount before it; then mere guesses."""
        items, share = self.sentence.items, self.share
        roles = (Role.VALUE, Role.DIFFERENCE, *((Role.DELTA,) if share.of == "预算" else ()))
        amounts = [i for i in items if i.role in roles and i.dimension not in NO_AMOUNT and not i.names_whole()]
        before = [item for item in amounts if item in items[:end]]
        subject = lexicon.TIME_WORDS.sub("", share.word).strip("其中的，、: ")
        sure: list[Item] = []
        if len(subject) >= 2:
            sure += [i for i in reversed(before) if i.name and i.name in subject or subject in i.name]
            sure += [i for i in items[self.index + 1 : self.index + 2] if i in amounts and i.opens() and not i.lead]
        row = grouped(items, self.index)
        near = [item for item in before if item.depth <= share.depth] or before
        beside = [row] if row is not None else near[-1:]
        guesses = [*self.facts.named(subject, self.order)[:2], *beside] if len(subject) >= 2 else []
        if not sure and (len(subject) < 2 or row is not None):
            sure = beside
        if not before:
            guesses += [*[item for item in amounts if item not in before][:1], *self.facts.earlier(self.order)]
        return sure[:1], [*sure[1:], *guesses]

    def _wholes(self, parts: list[Item]) -> tuple[list[Item], list[Item]]:
        """What the share is of by its name, its list, the share before it or a total; then mere guesses."""
        items, wanted = self.sentence.items, bare(self.share.of)
        values = [item for item in items if item.role is Role.VALUE and item not in parts[:1]]
        if self.share.of == "预算":
            planned = [item for item in values if Tag.BUDGET in item.tags]
            return (planned or [item for item in values if Tag.OLD in item.tags])[:1], []
        heads = [listed.head for listed in self.lists for part in parts[:1] if any(m is part for m in listed.parts)]
        heads += [head for part in parts[:1] if (head := self.facts.head_of(part)) is not None]
        size = parts[0].quantity.value if parts else Decimal(0)
        totals = [item for item in values if is_total(item) and not item.names_whole() and item.quantity.value >= size]
        at = items.index(parts[0]) if parts and parts[0] in items else self.index
        neighbours = [i for i in _before_in_clause(items, at, self.share.depth) if i.quantity.value >= size][:2]
        last = [self.last_whole] if self.last_whole is not None else []
        every_head = [listed.head for listed in self.lists]
        guesses = [*heads, *last, *totals, *neighbours, *every_head, *self.facts.around(self.order)]
        if wanted:
            return self._by_name(wanted, values, heads) or [
                *self.facts.named(self.share.of, self.order)[:2],
                *totals,
            ], guesses
        due = [item for item in neighbours[:1] if _DUE.search(item.lead) or item.after.startswith("中")]
        return ([*heads, *self._by_format(parts), *last] or totals or due)[:2], guesses

    def _by_name(self, wanted: str, values: list[Item], heads: list[Item]) -> list[Item]:
        """The whole that the share names, in its sentence: by the full name, as head of the list, by the end of a name."""
        parts = {id(part) for listed in self.lists for part in listed.parts}
        named = [item for item in reversed(values) if _named(item, wanted)]
        found = [item for item in named if bare(item.name) == wanted]
        found = found or [head for head in heads if bare(head.name).removesuffix("总计")[-2:] == wanted[-2:]]
        found = found or [item for item in named if id(item) not in parts]
        if not found and self.last_whole is not None and self.last_of == self.share.of:
            found = [self.last_whole]
        return found

    def _by_format(self, parts: list[Item]) -> list[Item]:
        """The whole that the accounts format fixes for such a part (中小企业: 政府采购支出总额)."""
        return [
            item
            for part in parts[:1]
            for pattern, names in lexicon.KNOWN_WHOLES
            if pattern.search(part.name)
            for name in names
            for item in self.facts.named(name, self.order, part.dimension)[:1]
        ]


def _named(item: Item, wanted: str) -> bool:
    name = bare(item.name)
    if name == wanted or len(wanted) > 1 and name.endswith(wanted):
        return True
    done = _COUNT.sub("", wanted)  # 已签约498户；…，占签约户数的90.56%
    return done != wanted and item.quantity.exact and len(done) > 1 and _ALREADY.sub("", name) == done


def _comparable(part: Item, whole: Item, named: list[Item]) -> bool:
    """Amounts of one kind; counts of two kinds (516份 of 573户) only where the whole stands in the words themselves."""
    return part.dimension == whole.dimension or bool(named) and part.quantity.exact and whole.quantity.exact


def _slips(part: Item, whole: Item, others: list[Item]) -> Iterator[tuple[Slip, Computed]]:
    """What the share would be as its complement, upside down, of what is left, or of another printed whole."""
    a, b = terms(part.quantity, (whole.quantity,))
    if a.value == 0 or b.value == 0:
        return
    if b.value != a.value:
        yield Slip.COMPLEMENT, ((b - a) / b).percent()
        yield Slip.WRONG_BASE, (a / (b - a)).percent()
    yield Slip.WRONG_BASE, (b / a).percent()
    for other in others:
        if other not in (part, whole) and other.dimension == part.dimension and other.quantity.value > 0:
            c, d = terms(part.quantity, (other.quantity,))
            yield Slip.WRONG_BASE, (c / d).percent()


def _before_in_clause(items: list[Item], position: int, depth: int) -> Iterator[Item]:
    """The values before a part, as far as no semicolon parts them from it (then they are its neighbours)."""
    for at in range(position - 1, -1, -1):
        if items[at + 1].semicolon():
            return
        if items[at].role is Role.VALUE and items[at].depth <= depth:
            yield items[at]


def _control(sentence: Sentence, index: int) -> Claim:
    items = sentence.items
    rate = items[index]
    beside = [*items[:index], *(item for item in items[index + 1 :] if item.depth > rate.depth)]
    filled = [item for item in beside if item.role is Role.VALUE and re.search(r"在(?:职|编|岗)|实有|现有", item.lead)]
    posts = [item for item in beside if item.role is Role.VALUE and re.search(r"编制|核定", item.lead)]
    readings = [
        (a / b).percent()
        for done in filled[-2:]
        for allowed in posts[-1:]
        if done.dimension == allowed.dimension and allowed.quantity.value
        for a, b in [terms(done.quantity, (allowed.quantity,))]
    ]
    slips = [slip for done in filled[-1:] for allowed in posts[-1:] for slip in _slips(done, allowed, [])]
    return Claim(
        Kind.SHARE,
        "控制率＝在职人数÷编制数",
        sentence.passage.span(rate.lead_start, rate.quantity.end),
        rate.quantity.printed,
        rate.figure,
        tuple(readings),
        unit="%",
        slips=tuple(slips),
    )
