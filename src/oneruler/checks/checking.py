"""The way through: a document's passages and tables become claims, claims get verdicts, verdicts become findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from oneruler.base.document import Document, Paragraph, Passage, Table
from oneruler.base.findings import Finding
from oneruler.checks import findings as told
from oneruler.checks.claims import privacy, relations, wording
from oneruler.checks.claims.claim import Claim, Found, Remark
from oneruler.checks.claims.facts import Facts
from oneruler.checks.claims.outline import outlines
from oneruler.checks.claims.prose import (
    comparisons,
    differences,
    executions,
    formulas,
    growth,
    lists,
    names,
    points,
    shares,
    sums,
)
from oneruler.checks.claims.quantities import MONEY, Quantity
from oneruler.checks.claims.tables import accounts, base_data, columns, cross, funds, indicators, rates, totals
from oneruler.checks.claims.tables.cells import Grid
from oneruler.checks.report import CheckedClaim, RelationCount, Report, Verdict
from oneruler.checks.verify import verify


def check(document: Document) -> Report:
    """Find every statement of a paper that can be recomputed, recompute it, and say what does not add up.

    Findings and claims are in reading order. Nothing raises on a strange paper: what cannot be recomputed is
    counted as such. Time grows in proportion to the length of the paper.
    """
    claims: list[CheckedClaim] = []
    found: list[Finding] = []
    ran: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    seen: set[tuple[object, ...]] = set()
    for item in _found(document):
        key = (item.span, item.kind, item.text if isinstance(item, Claim) else item.code, _first_reading(item))
        if key in seen:
            continue
        seen.add(key)
        if isinstance(item, Remark):
            found.append(told.remarked(document, item))
            continue
        outcome = verify(item)
        claims.append(told.checked(document, item, outcome))
        (skipped if outcome.verdict is Verdict.UNVERIFIABLE else ran)[item.relation] += 1
        fault = told.finding(document, item, outcome)
        if fault is not None:
            found.append(fault)
    counts = [
        RelationCount(name, ran[name], skipped[name], "缺少可用的基数或整体" if skipped[name] else "")
        for name in sorted(ran.keys() | skipped.keys())
    ]
    return Report(
        document,
        tuple(sorted(claims, key=lambda claim: claim.span)),
        tuple(sorted(found, key=lambda finding: (finding.span, finding.code))),
        tuple(counts),
    )


def _first_reading(item: Found) -> str:
    return item.readings[0].text if isinstance(item, Claim) and item.readings else ""


def _found(document: Document) -> Iterator[Found]:
    known = wording.setting(document)
    facts = Facts()
    tables: list[Grid] = []
    paragraphs: list[Passage] = []
    section = 0
    remarks: Counter[str] = Counter()
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.heading:
            section += 1
        if isinstance(block, Paragraph):
            paragraphs.append(block.passage)
        for passage in _passages(block):
            facts.read(passage, section)
            yield from privacy.find(passage)
            for remark in wording.find(passage, known):
                remarks[remark.code] += 1
                if remark.code != "FRM-THISYEAR" or remarks[remark.code] == 1:
                    yield remark
        if isinstance(block, Table):
            tables.append(Grid(block))
    for outlined in outlines(paragraphs, facts):
        facts.join(outlined.head, [part for part, _ in outlined.parts])
        yield from sums.find_outlined(outlined)
    for order, sentence in enumerate(facts.sentences):
        listed = lists.find_lists(sentence)
        yield from sums.find(sentence, listed)
        yield from names.find(sentence)
        yield from growth.find(sentence, order, facts)
        yield from shares.find(sentence, order, facts, listed)
        yield from executions.find(sentence, order, facts, listed)
        yield from points.find(sentence)
        yield from differences.find(sentence)
        yield from comparisons.find(sentence, order, facts)
        yield from formulas.find(sentence)
    yield from relations.find(facts)
    yield from _of_tables(tables, facts)


def _passages(block: Paragraph | Table) -> Iterable[Passage]:
    if isinstance(block, Paragraph):
        return (block.passage,)
    return (cell.passage for cell in block.cells() if len(cell.text) >= 8)


def _of_tables(tables: list[Grid], facts: Facts) -> Iterator[Found]:
    basic = _basic_spending(facts)
    for grid in tables:
        money = funds.find(grid)
        if money is not None:
            yield from money.found
        form = list(indicators.find(grid, money))
        yield from form
        yield from cross.find(grid, money, facts)
        yield from base_data.find(grid, basic)
        if money is None and not form:
            yield from rates.find(grid)
            yield from columns.find(grid)
            coded = accounts.code_lists(grid)
            yield from accounts.find(grid, coded) if coded else totals.find(grid)


def _basic_spending(facts: Facts) -> Quantity | None:
    for fact in facts.known:
        if fact.name.endswith("基本支出") and fact.item.dimension == MONEY:
            return fact.item.quantity
    return None
