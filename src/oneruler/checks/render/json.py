"""The machine form, kept stable: documents with their claims and findings, then a summary."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from oneruler.base.document import Place
from oneruler.base.findings import Finding
from oneruler.checks.render.form import Outcome
from oneruler.checks.report import CheckedClaim, Report

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class JsonForm:
    """``{"documents": [ … ], "summary": { … }}``, one document a line.

    A document has ``path``, ``claims`` and ``findings``; ``error`` if it could not be read; ``notes`` if some of it
    could not. Lines count from 1, offsets from 0 in code points; ``page``, ``paragraph``, ``table`` and ``cell``
    come last where the file has them.
    """

    head = '{"documents": [\n'
    joint = ",\n"

    def paper(self, report: Report, path: str, number: int) -> str:
        """One document object."""
        document: dict[str, object] = {
            "path": path,
            "claims": [_claim(claim) for claim in report.claims],
            "findings": [_finding(finding) for finding in report.findings],
        }
        if report.document.notes:
            document["notes"] = report.document.notes
        return dump(document)

    def unread(self, path: str, error: str, number: int) -> str:
        """One document object that holds only why it could not be read."""
        return dump({"path": path, "error": error, "claims": [], "findings": []})

    def tail(self, outcomes: Sequence[Outcome]) -> str:
        """The summary; ``documents`` counts all that are listed."""
        summary = {
            "documents": len(outcomes),
            "claims": sum(outcome.claims for outcome in outcomes),
            "errors": sum(outcome.errors for outcome in outcomes),
            "warnings": sum(outcome.warnings for outcome in outcomes),
        }
        return f'\n], "summary": {dump(summary)}}}\n'


def dump(value: Mapping[str, object]) -> str:
    """JSON that is always valid UTF-8: half a surrogate pair, as broken files and names hold, is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _claim(claim: CheckedClaim) -> dict[str, object]:
    return {
        "kind": claim.kind.value,
        "quote": claim.quote,
        **_place(claim.place),
        "stated": claim.stated,
        "recomputed": claim.recomputed,
        "formula": claim.formula,
        "verdict": claim.verdict.value,
        **_origin(claim.place),
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "quote": finding.quote,
        **_place(finding.place),
        "stated": finding.stated,
        "expected": finding.expected,
        "formula": finding.formula,
        "slip": finding.slip,
        **_origin(finding.place),
    }


def _place(place: Place) -> dict[str, object]:
    return {"line": place.line, "end_line": place.end_line, "start": place.start, "end": place.end}


def _origin(place: Place) -> dict[str, object]:
    origin = place.origin
    parts = {"page": origin.page, "paragraph": origin.paragraph, "table": origin.table, "cell": origin.cell}
    return {name: value for name, value in parts.items() if value is not None}
