"""A small invented paper with one finding of each severity, and ways to make more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from oneruler.base.document import Document, DocumentBuilder, Merged
from oneruler.base.findings import Finding, Severity
from oneruler.checks.report import CheckedClaim, Kind, RelationCount, Report, Verdict

Find = Callable[..., Finding]


def finding(
    document: Document, quote: str, severity: Severity = Severity.ERROR, code: str = "ARI-GROWTH", **rest: str | None
) -> Finding:
    """A finding on the first words of the document that read ``quote``."""
    start = document.text.index(quote)
    end = start + len(quote)
    message = str(rest.pop("message", None) or "增长率与金额算出的不符。")
    fields = {name: value for name, value in rest.items() if value is not None}
    return Finding(code, severity, message, quote, (start, end), document.place(start, end), **fields)


@pytest.fixture
def find() -> Find:
    """Makes a finding on words of a document."""
    return finding


@pytest.fixture
def document() -> Document:
    """Two paragraphs and a table with merged cells, on two pages."""
    builder = DocumentBuilder(name="自评<报告>.docx", format="docx")
    builder.paragraph("一、收支情况", heading=1, page=1)
    builder.paragraph("项目支出３３３９.65 万元，与上年相比增长943%，其中 A & B <b>两项</b>占94.3%。", page=1)
    builder.table(
        [
            [Merged("项目", 2, 1), Merged("金额", 1, 2), None],
            [None, "年初", "决算"],
            ["合计", "1,200.00", "1,100.00"],
        ],
        caption="收支表",
        page=2,
    )
    return builder.build()


@pytest.fixture
def sample(document: Document) -> Report:
    """An error with its arithmetic, a warning in a table, a notice; three claims; a relation that never ran."""
    growth = finding(
        document,
        "与上年相比增长943%",
        stated="943%",
        expected="94.3%",
        formula="3339.65 / (202.78 + 3339.65)",
        slip="decimal-point",
        message="增长率应为 94.3%。",
    )
    total = finding(document, "1,100.00", Severity.WARNING, "ARI-SUM", message="合计少于年初数。", stated="1,100.00")
    notice = finding(document, "两项", Severity.NOTICE, "FORM-TEXT", message="未列出是哪两项。")
    share_at = document.text.index("占94.3%")

    def claim(kind: Kind, words: Finding, verdict: Verdict, recomputed: str) -> CheckedClaim:
        return CheckedClaim(
            kind, words.quote, words.span, words.place, words.stated, recomputed, words.formula, verdict
        )

    share = CheckedClaim(
        Kind.SHARE,
        "占94.3%",
        (share_at, share_at + 6),
        document.place(share_at, share_at + 6),
        "94.3%",
        "94.3000%",
        "3339.65 / 3541.52",
        Verdict.OK,
    )
    return Report(
        document,
        (
            claim(Kind.GROWTH, growth, Verdict.ERROR, "94.2757%"),
            share,
            claim(Kind.TABLE, total, Verdict.UNVERIFIABLE, ""),
        ),
        (growth, notice, total),
        (RelationCount("三公经费合计", 0, 1, "没有三公经费表"), RelationCount("总分", 2, 1, "缺一张")),
    )
