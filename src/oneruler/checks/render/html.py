"""A paper with its faults marked on the very words, and the findings with their arithmetic beside it.

Classes: ``.or-report`` holds ``.or-text`` and ``.or-findings``; ``mark.or-mark`` and ``article.or-finding`` carry
``or-error``, ``or-warning`` or ``or-notice`` and point at each other as ``#m-N`` and ``#f-N``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from itertools import pairwise
from pathlib import Path

from oneruler.base.document import Cell, Document, Paragraph, Passage, Table
from oneruler.base.findings import Finding, Severity
from oneruler.checks.render.form import Outcome, write
from oneruler.checks.render.wording import (
    arithmetic,
    around,
    claim_row,
    place_words,
    recomputed_by_formula,
    slip_words,
    summary,
    unchecked,
)
from oneruler.checks.report import Report, Verdict

_QUOTE_LENGTH = 120
_FIGURE = re.compile(r"[-+]?[\d,]+(?:\.\d+)?%?|-+|—+")
_LIST_MARK = re.compile(r"[-*+•·●○▪#>]{1,6}")
# A wrapped line goes on without a blank, unless Latin words or figures meet there.
_WRAP = re.compile(r"(?<![\x21-\x7e])\s*\n\s*|\s*\n\s*(?![\x21-\x7e])")
_GRAVITY = list(Severity)


def body(report: Report, prefix: str = "") -> str:
    """One report as an HTML fragment; ``prefix`` keeps the ids of several reports on one page apart."""
    text = _MarkedText(report.document, report.findings, prefix)
    marked = "".join(text.blocks())
    found = "".join(_findings(report, prefix, text.ids_written))
    return (
        f'<div class="or-summary">{_summary(report)}</div>\n'
        f'<div class="or-report">\n<div class="or-text">\n{marked}</div>\n'
        f'<section class="or-findings" aria-label="核查发现">\n{found}</section>\n</div>\n{_claims(report)}'
    )


def page(reports: Sequence[Report]) -> str:
    """Reports as one page that needs nothing else: no script, no other file."""
    return write(HtmlForm(), [(report, report.document.name or "未命名文件") for report in reports])


class HtmlForm:
    """One self-contained page; the table of papers comes last in the file and is shown first."""

    joint = "\n"

    @cached_property
    def head(self) -> str:
        """The head of the page, with its style."""
        style = Path(__file__).with_name("page.css").read_text("utf-8")
        return (
            '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>勾稽核查结果</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
            '<header class="or-masthead"><h1>勾稽核查结果</h1><p>一把尺 OneRuler</p></header>\n<main>\n'
        )

    def paper(self, report: Report, path: str, number: int) -> str:
        """One paper as a section."""
        inside = body(report, f"d{number}-")
        return f'<section class="or-paper" id="d{number}">\n<h2>{_plain(path)}</h2>\n{inside}</section>'

    def unread(self, path: str, error: str, number: int) -> str:
        """A section that says why a paper could not be read."""
        return (
            f'<section class="or-paper" id="d{number}">\n<h2>{_plain(path)}</h2>\n'
            f'<p class="or-unread"><strong>未能核查</strong> {_plain(error)}</p>\n</section>'
        )

    def tail(self, outcomes: Sequence[Outcome]) -> str:
        """The table of papers, and the end of the page."""
        rows = "".join(
            f'<tr><td><a href="#d{number}">{_plain(outcome.path)}</a></td>'
            + (
                '<td colspan="4">未能核查</td>'
                if outcome.error
                else "".join(
                    f'<td class="or-number">{count}</td>'
                    for count in (outcome.claims, outcome.errors, outcome.warnings, outcome.notices)
                )
            )
            + "</tr>\n"
            for number, outcome in enumerate(outcomes, 1)
        )
        return (
            '\n<nav class="or-papers" aria-label="文件"><table><thead><tr><th>文件</th><th>核查点</th><th>错误</th>'
            f"<th>警告</th><th>提示</th></tr></thead>\n<tbody>\n{rows}</tbody></table></nav>\n</main>\n</body>\n</html>\n"
        )


@dataclass
class _MarkedText:
    """Writes the document's own characters, block by block, with marks where findings stand."""

    document: Document
    findings: Sequence[Finding]
    prefix: str
    ids_written: set[int] = field(default_factory=set)

    def blocks(self) -> Iterator[str]:
        """Every block in order, and in its place whatever text stands in no block."""
        strays = self._strays()
        mark = yield from self._stray_lines(strays.get(-1, ()))
        for index, block in enumerate(self.document.blocks):
            if isinstance(block, Table):
                yield self._table(block)
            elif block.passage.text:
                name = f"h{min(block.heading + 2, 6)}" if block.heading else "p"
                yield f"<{name}>{mark}{self._passage(block.passage)}</{name}>\n"
            mark = yield from self._stray_lines(strays.get(index, ()))

    def _strays(self) -> dict[int, list[tuple[int, int]]]:
        """Stretches of text in no block, by the block that they follow (-1: before all)."""
        taken = sorted(
            (*passage.span(0, len(passage.text)), index)
            for index, block in enumerate(self.document.blocks)
            for passage in _passages(block)
            if passage.text
        )
        strays: dict[int, list[tuple[int, int]]] = {}
        reached, follows = 0, -1
        for start, end, index in [*taken, (len(self.document.text), len(self.document.text), 0)]:
            if self.document.text[reached:start].strip():
                strays.setdefault(follows, []).append((reached, start))
            if end > reached:
                reached, follows = end, index
        return strays

    def _stray_lines(self, stretches: Sequence[tuple[int, int]]) -> Generator[str, None, str]:
        """Text in no block as lines of its own; a list mark at the end is returned, to stand before the next block."""
        mark = ""
        for start, end in stretches:
            text = self.document.text[start:end].strip()
            if (start, end) == stretches[-1] and _LIST_MARK.fullmatch(text):
                mark = f"{_own(text)} "
            else:
                yield f'<p class="or-stray">{self._marked(start, end)}</p>\n'
        return mark

    def _table(self, table: Table) -> str:
        caption = "" if _bare(table.caption) in self._bare_text else table.caption
        parts = ['<div class="or-table"><table>\n', f"<caption>{_plain(caption)}</caption>\n" if caption else ""]
        for r, row in enumerate(table.rows):
            cells = (self._cell(table, cell) for c, cell in enumerate(row) if (cell.row, cell.column) == (r, c))
            parts.append(f"<tr>{''.join(cells)}</tr>\n")
        return "".join(parts) + "</table></div>\n"

    @cached_property
    def _bare_text(self) -> str:
        return _bare(self.document.text)

    def _cell(self, table: Table, cell: Cell) -> str:
        column = [row[cell.column] for row in table.rows[cell.row :]]
        rows = _run(column, cell)
        columns = _run(table.rows[cell.row][cell.column :], cell)
        spans = (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{columns}"' if columns > 1 else "")
        number = ' class="or-number"' if _FIGURE.fullmatch(cell.text) else ""
        return f"<td{number}{spans}>{self._passage(cell.passage)}</td>"

    def _passage(self, passage: Passage) -> str:
        return self._marked(*passage.span(0, len(passage.text))) if passage.text else ""

    def _marked(self, start: int, end: int) -> str:
        """``text[start:end]``, cut where findings begin and end; the gravest finding gives a piece its colour."""
        cuts, over = self._segments
        inner = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        edges = [start, *inner, end]
        pieces = []
        for left, right in pairwise(edges):
            known = bisect_right(cuts, left) - 1
            words = _own(self.document.text[left:right])
            marks = over[known] if known >= 0 else ()
            pieces.append(self._mark(words, marks) if marks and words.strip() else words)
        return "".join(pieces)

    def _mark(self, words: str, marks: Sequence[int]) -> str:
        first, *others = marks
        ids = ""
        if first not in self.ids_written:
            ids = f' id="{self.prefix}m-{first}"'
        anchors = "".join(
            f'<span id="{self.prefix}m-{other}"></span>' for other in others if other not in self.ids_written
        )
        self.ids_written.update(marks)
        severity = self.findings[first - 1].severity
        return (
            f'<mark class="or-mark or-{severity.value}"{ids}>{anchors}'
            f'<a href="#{self.prefix}f-{first}" title="{severity.label}">{words}</a></mark>'
        )

    @cached_property
    def _segments(self) -> tuple[list[int], list[tuple[int, ...]]]:
        """Offsets where marks change, and which findings (from 1, gravest first) hold from each offset on."""
        starts: dict[int, list[int]] = {}
        ends: dict[int, list[int]] = {}
        for number, finding in enumerate(self.findings, 1):
            if finding.span[0] < finding.span[1]:
                starts.setdefault(finding.span[0], []).append(number)
                ends.setdefault(finding.span[1], []).append(number)
        cuts = sorted({*starts, *ends})
        holding: set[int] = set()
        over = []
        for cut in cuts:
            holding = holding.difference(ends.get(cut, ())).union(starts.get(cut, ()))
            over.append(tuple(sorted(holding, key=lambda n: (_GRAVITY.index(self.findings[n - 1].severity), n))))
        return cuts, over


def _passages(block: Paragraph | Table) -> list[Passage]:
    return [block.passage] if isinstance(block, Paragraph) else [cell.passage for cell in block.cells()]


def _run(cells: Sequence[Cell], cell: Cell) -> int:
    """Over how many positions from the first the same cell stands."""
    return next((n for n, other in enumerate(cells) if other is not cell), len(cells))


def _summary(report: Report) -> str:
    lines = [summary(report), *report.document.notes, unchecked(report)]
    return "".join(f"<p>{_plain(line)}</p>" for line in lines if line)


def _findings(report: Report, prefix: str, marked: set[int]) -> Iterator[str]:
    recomputed = recomputed_by_formula(report)
    for number, finding in enumerate(report.findings, 1):
        place = _plain(place_words(finding.place))
        if number in marked:
            place = f'<a href="#{prefix}m-{number}">{place}</a>'
        yield (
            f'<article class="or-finding or-{finding.severity.value}" id="{prefix}f-{number}">\n'
            f'<p class="or-place"><strong>{finding.severity.label}</strong> {place}</p>\n'
            f'<p class="or-message">{_plain(finding.message)}</p>\n'
        )
        if finding.quote:
            before, stated, after = (
                _plain(part) for part in around(_own_line(finding.quote), finding.stated, _QUOTE_LENGTH)
            )
            strong = f"<strong>{stated}</strong>" if stated else ""
            yield f'<blockquote class="or-quote">{before}{strong}{after}</blockquote>\n'
        sums = arithmetic(finding, recomputed.get((finding.stated, finding.formula), ""))
        for name, words in (("or-arith", sums), ("or-slip", slip_words(finding))):
            if words:
                yield f'<p class="{name}">{_plain(words)}</p>\n'
        yield "</article>\n"
    if not report.findings:
        yield '<p class="or-none">没有发现问题。</p>\n'


def _claims(report: Report) -> str:
    if not report.claims:
        return ""
    heads = "".join(f"<th>{head}</th>" for head in ("类别", "原文", "写作", "算式", "复算", "结果", "位置"))
    rows = []
    for claim in report.claims:
        kind, quote, stated, formula, recomputed, verdict = (_plain(_own_line(words)) for words in claim_row(claim))
        wrong = ' class="or-wrong"' if claim.verdict is Verdict.ERROR else ""
        rows.append(
            f"<tr{wrong}><td>{kind}</td><td>{quote}</td><td>{stated}</td><td>{formula}</td><td>{recomputed}</td>"
            f"<td>{verdict}</td><td>{_plain(place_words(claim.place))}</td></tr>\n"
        )
    return (
        f'<details class="or-claims"><summary>全部核查点（{len(report.claims)} 处）</summary>\n'
        f'<div class="or-table"><table><thead><tr>{heads}</tr></thead>\n<tbody>\n'
        f"{''.join(rows)}</tbody></table></div></details>\n"
    )


def _bare(words: str) -> str:
    return Passage.of((words, 0)).text.replace(" ", "")


def _own_line(words: str) -> str:
    return _WRAP.sub("", words).replace("\n", " ")


def _own(words: str) -> str:
    return _plain(_own_line(words))


def _plain(words: str) -> str:
    """Text as HTML: escaped, and without characters that no HTML file may hold."""
    return escape("".join(letter if letter >= " " or letter == "\t" else " " for letter in words)).translate(_NOT_HTML)


_NOT_HTML = dict.fromkeys((*range(0xD800, 0xE000), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF), "\ufffd")
