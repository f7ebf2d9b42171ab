"""编制与人员: posts after a change, over several sentences, and more people than posts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oneruler.base.findings import Severity
from oneruler.checks.claims.claim import Claim, Found, terms
from oneruler.checks.claims.facts import Facts
from oneruler.checks.claims.items import Item, Role, Sentence
from oneruler.checks.claims.quantities import PERSONS
from oneruler.checks.claims.tables.base_data import over_staffed
from oneruler.checks.report import Kind

_AFTER = re.compile(r"(?:调整|增加|追加|新增)后")
_SENTENCES_BACK = 8


def find(facts: Facts) -> Iterator[Found]:
    """The claims of posts after a change, and remarks on more people than posts."""
    yield from _adjusted_posts(facts)
    yield from _posts(facts)


def _adjusted_posts(facts: Facts) -> Iterator[Found]:
    """编制22名 … 调整增加15名 … 调整后编制37名, over several sentences of one paragraph."""
    for order, sentence in enumerate(facts.sentences):
        mark = _AFTER.search(sentence.text)
        if mark is None:
            continue
        after = [item for item in sentence.items if item.quantity.start >= sentence.start + mark.end()]
        now = next((item for item in after if item.role is Role.VALUE), None)
        if now is None or _last_noun(now.lead) == "职数":
            continue
        change = next(
            (
                item
                for item in sentence.items
                if item.role is Role.DELTA
                and item.dimension == now.dimension
                and _last_noun(now.lead) in item.lead + "编制"
            ),
            None,
        )
        before = _same_noun_before(facts, order, now)
        if change is not None and before is not None:
            yield _adjusted_claim(sentence, now, change, *before)


def _same_noun_before(facts: Facts, order: int, now: Item) -> tuple[Sentence, Item] | None:
    """The first value of the same thing in the sentences before, within the paragraph."""
    found = None
    for sentence in reversed(facts.sentences[max(0, order - _SENTENCES_BACK) : order]):
        if sentence.passage is not facts.sentences[order].passage:
            break
        for item in sentence.items:
            alike = item.dimension == now.dimension and _last_noun(item.lead) == _last_noun(now.lead)
            if item.role is Role.VALUE and alike:
                found = sentence, item
                break
    return found


def _adjusted_claim(sentence: Sentence, now: Item, change: Item, first: Sentence, old: Item) -> Claim:
    _, was, changed = terms(now.quantity, [old.quantity, change.quantity])
    return Claim(
        Kind.SUM,
        "调整后＝原数＋调整数",
        (
            first.passage.span(old.lead_start, old.quantity.end)[0],
            sentence.passage.span(now.lead_start, now.quantity.end)[1],
        ),
        now.quantity.printed,
        now.figure,
        (was - changed if change.direction < 0 else was + changed,),
        unit=now.quantity.unit,
        tight=True,
        exact=now.quantity.exact,
        wrong=Severity.WARNING,
        subject=now.name,
    )


def _last_noun(words: str) -> str:
    return words[-2:]


def _posts(facts: Facts) -> Iterator[Found]:
    """编制数10人，在职人数11人: more people than posts wants an explanation."""
    for sentence in facts.sentences:
        people = [item for item in sentence.items if item.dimension == PERSONS and item.role is Role.VALUE]
        for posts, filled in zip(people, people[1:], strict=False):
            named = re.search(r"编制(?:人?数|人员数?)?(?:为|共)?$", posts.lead) and re.search(
                r"^(?:实有|现有)?在(?:职|编|岗)", filled.lead
            )
            if named and filled.quantity.value > posts.quantity.value > 0:
                span = sentence.passage.span(posts.lead_start, filled.quantity.end)
                yield over_staffed(span, posts.quantity, filled.quantity)
