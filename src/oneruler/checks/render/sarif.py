"""SARIF 2.1.0 (OASIS), which editors and code hosts show beside the text."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import PurePath
from urllib.parse import quote as percent

from oneruler import __version__
from oneruler.base.findings import Finding, Severity
from oneruler.checks.render.form import Outcome
from oneruler.checks.render.json import dump
from oneruler.checks.render.wording import place_words
from oneruler.checks.report import Kind, Report

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}


class SarifForm:
    """One run: results first, so that they can be written as they come, then the tool with the rules that spoke.

    Columns count code points from 1, end exclusive. ``properties`` of a result hold the stated and the expected
    figure, the formula and the slip; papers that could not be read are notifications of the invocation.
    """

    head = f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints", "results": [\n'
    joint = ",\n"

    def paper(self, report: Report, path: str, number: int) -> str:
        """The results of one paper; empty when it has none."""
        return self.joint.join(dump(_result(finding, path)) for finding in report.findings)

    def unread(self, path: str, error: str, number: int) -> str:
        """Nothing here: see ``tail``."""
        return ""

    def tail(self, outcomes: Sequence[Outcome]) -> str:
        """The rules that spoke, and the papers that could not be read."""
        codes = sorted({code for outcome in outcomes for code in outcome.codes})
        driver = {
            "name": "OneRuler",
            "fullName": "一把尺 OneRuler",
            "version": __version__,
            "language": "zh-CN",
            "rules": [_rule(code) for code in codes],
        }
        unread = [
            {
                "level": "error",
                "message": {"text": outcome.error},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(outcome.path)}}}],
            }
            for outcome in outcomes
            if outcome.error
        ]
        invocation = {"executionSuccessful": not unread, "toolExecutionNotifications": unread}
        return f'\n], "tool": {dump({"driver": driver})}, "invocations": [{dump(invocation)}]}}]}}\n'


def _rule(code: str) -> dict[str, object]:
    kind = code.rpartition("-")[2].lower()
    known = kind in {member.value for member in Kind}
    return {"id": code, "shortDescription": {"text": Kind(kind).label}} if known else {"id": code}


def _result(finding: Finding, path: str) -> dict[str, object]:
    place = finding.place
    region = {
        "startLine": place.line,
        "startColumn": place.start + 1,
        "endLine": place.end_line,
        "endColumn": place.end + 1,
        "snippet": {"text": finding.quote},
    }
    details = {
        "stated": finding.stated,
        "expected": finding.expected,
        "formula": finding.formula,
        "slip": finding.slip,
    }
    return {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": region},
                "logicalLocations": [{"fullyQualifiedName": place_words(place)}],
            }
        ],
        "properties": {name: value for name, value in details.items() if value},
    }


def _uri(path: str) -> str:
    if os.path.isabs(path):  # noqa: PTH117 - a name from standard input is no path of this machine
        return "file://" + percent(os.fsencode(PurePath(path).as_posix()))
    # A colon before the first slash would make a scheme of the name.
    return percent(os.fsencode(PurePath(path).as_posix()), safe="/")
