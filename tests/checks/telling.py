"""Papers made for one test, and what checking them tells, short enough to stand in a table of cases."""

from __future__ import annotations

from collections.abc import Sequence

from oneruler.base.document import Document, DocumentBuilder, GridText, Passage, Table
from oneruler.checks import Report, check
from oneruler.checks.claims.claim import Claim, Found, Remark
from oneruler.checks.claims.facts import Facts
from oneruler.checks.claims.items import Item, Sentence
from oneruler.checks.claims.sentences import sentences
from oneruler.checks.claims.tables.cells import Grid
from oneruler.checks.verify import verify

Rows = Sequence[Sequence[GridText]]
Told = tuple[str, str, str, str]
"""Kind, stated, recomputed, verdict."""
Raised = tuple[str, str, str | None]
"""Code, severity, slip."""


def passage(text: str) -> Passage:
    """A passage that stands at the start of its paper."""
    return Passage.of((text, 0))


def paper(*blocks: str | Rows) -> Document:
    """A paper of paragraphs (strings; a leading # makes a heading) and tables (rows)."""
    builder = DocumentBuilder()
    for block in blocks:
        if isinstance(block, str):
            builder.paragraph(block.removeprefix("#"), heading=int(block.startswith("#")))
        else:
            builder.table(block)
    return builder.build()


def grid(rows: Rows) -> Grid:
    """A table alone, as the rules for tables see it."""
    table = paper(rows).blocks[0]
    assert isinstance(table, Table)
    return Grid(table)


def sentence(text: str) -> Sentence:
    """The one sentence of a text."""
    (only,) = sentences(passage(text))
    return only


def items(text: str) -> list[Item]:
    """The quantities of a text of one sentence, with their roles."""
    return sentence(text).items


def facts(*texts: str) -> Facts:
    """The facts of some paragraphs, all in one section."""
    known = Facts()
    for text in texts:
        known.read(passage(text), 0)
    return known


def report(*blocks: str | Rows) -> Report:
    """What checking a paper of these blocks gives."""
    return check(paper(*blocks))


def told(*blocks: str | Rows, kinds: str = "") -> list[Told]:
    """The claims of a paper in reading order; only those of the kinds named, if any are."""
    wanted = kinds.split()
    return [
        (claim.kind.value, claim.stated, claim.recomputed.replace(".0000", ""), claim.verdict.value)
        for claim in report(*blocks).claims
        if not wanted or claim.kind.value in wanted
    ]


def raised(*blocks: str | Rows) -> list[Raised]:
    """The findings of a paper in reading order."""
    return [(finding.code, finding.severity.value, finding.slip) for finding in report(*blocks).findings]


def judged(found: Sequence[Found]) -> list[Told]:
    """Claims as one rule alone makes them, each with its verdict; a remark tells its code and severity."""
    told: list[Told] = []
    for item in found:
        if isinstance(item, Remark):
            told.append((item.kind.value, item.stated, item.code, item.severity.value))
            continue
        outcome = verify(item)
        value = "" if outcome.reading is None else f"{outcome.reading.value:.4f}".replace(".0000", "")
        told.append((item.kind.value, item.text, value, outcome.verdict.value))
    return told


def only_claim(found: Sequence[Found]) -> Claim:
    """The one claim among what a rule found."""
    (claim,) = (item for item in found if isinstance(item, Claim))
    return claim
