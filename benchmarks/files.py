"""Generated reports as Word and Excel files, and the way back from a reader's text to the report's own offsets."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from io import BytesIO

from benchmarks.answers import Answer
from benchmarks.labels import LabelledReport, Span


def as_docx(report: LabelledReport) -> bytes:
    """The report as a Word file: its paragraphs and tables."""
    from docx import Document

    paper = Document()
    for block in report.blocks:
        if isinstance(block, str):
            paper.add_paragraph(block)
            continue
        width = max(map(len, block))
        table = paper.add_table(rows=len(block), cols=width)
        for cells, row in zip(table.rows, block, strict=True):
            for cell, text in zip(cells.cells, row, strict=False):
                cell.text = text
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def as_xlsx(report: LabelledReport) -> bytes:
    """The report's tables as a workbook, each under its caption on one sheet; prose goes cell by cell."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    for block in report.blocks:
        for row in [[block]] if isinstance(block, str) else block:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


class Alignment:
    """Maps offsets of one text to another that has the same characters but for blanks and table rules.

    Raises ``ValueError`` if the texts differ in more than that.
    """

    def __init__(self, source: str, target: str) -> None:
        self._source = [i for i, letter in enumerate(source) if _counts(letter)]
        self._target = [i for i, letter in enumerate(target) if _counts(letter)]
        a, b = ("".join(text[i] for i in at) for text, at in ((source, self._source), (target, self._target)))
        if a != b:
            at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
            raise ValueError(
                f"texts differ after {a[max(0, at - 20) : at]!r}: {a[at : at + 20]!r} and {b[at : at + 20]!r}"
            )

    def span(self, span: Span) -> Span:
        """The span in the target of a span in the source."""
        first = min(bisect_left(self._source, span[0]), len(self._target) - 1)
        last = max(first, bisect_left(self._source, span[1]) - 1)
        return self._target[first], self._target[last] + 1


def _counts(letter: str) -> bool:
    return not letter.isspace() and letter not in "|-—"


def in_report(answer: Answer, report: LabelledReport) -> Answer:
    """The answer with its spans moved to the report's own text."""
    if answer.text == report.text:
        return answer
    way = Alignment(answer.text, report.text)
    claims = tuple(replace(claim, span=way.span(claim.span)) for claim in answer.claims)
    findings = tuple(replace(finding, span=way.span(finding.span)) for finding in answer.findings)
    return Answer(report.text, claims, findings)
