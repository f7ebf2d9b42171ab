"""What an officer reads in a terminal: each finding with its place, its words, its arithmetic and the likely slip."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from oneruler.base.findings import Finding, Severity
from oneruler.checks.render.form import Outcome
from oneruler.checks.render.wording import (
    arithmetic,
    around,
    place_words,
    recomputed_by_formula,
    slip_words,
    summary,
    unchecked,
)
from oneruler.checks.report import Report

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTICE: "1;36"}
_INDENT = " " * 6


@dataclass(frozen=True, slots=True)
class TerminalForm:
    """Plain text; ``colour`` only where a person looks on; quotes are cut to ``width`` columns, 0 for not at all."""

    colour: bool = False
    width: int = 0
    head: str = ""
    joint: str = "\n"

    def paper(self, report: Report, path: str, number: int) -> str:
        """A heading, the findings, and one line of counts."""
        recomputed = recomputed_by_formula(report)
        lines = [self._paint("1", printable(path))]
        for finding in report.findings:
            lines += self._finding(finding, recomputed.get((finding.stated, finding.formula), ""))
        lines += [f"  {printable(note)}" for note in report.document.notes]
        lines += [f"  {line}" for line in (unchecked(report), summary(report)) if line]
        return "\n".join(lines) + "\n"

    def unread(self, path: str, error: str, number: int) -> str:
        """A heading and why it could not be read."""
        return f"{self._paint('1', printable(path))}\n  {self._paint('1;31', '未能核查')}  {printable(error)}\n"

    def tail(self, outcomes: Sequence[Outcome]) -> str:
        """The last line: all papers together."""
        unread = sum(1 for outcome in outcomes if outcome.error)
        counts = [
            f"核查点 {sum(outcome.claims for outcome in outcomes)} 处",
            f"错误 {sum(outcome.errors for outcome in outcomes)} 处",
            f"警告 {sum(outcome.warnings for outcome in outcomes)} 处",
            f"提示 {sum(outcome.notices for outcome in outcomes)} 处",
        ]
        missed = f"，其中 {unread} 份未能核查" if unread else ""
        return self._paint("1", f"\n共 {len(outcomes)} 份文件{missed}；{'，'.join(counts)}。") + "\n"

    def _finding(self, finding: Finding, recomputed: str) -> list[str]:
        severity = self._paint(_COLOURS[finding.severity], finding.severity.label)
        lines = [f"  {severity}  {place_words(finding.place)}  {printable(finding.message)}"]
        if finding.quote:
            lines.append(f"{_INDENT}“{self._quote(finding)}”")
        lines += [
            _INDENT + printable(words) for words in (arithmetic(finding, recomputed), slip_words(finding)) if words
        ]
        return lines

    def _quote(self, finding: Finding) -> str:
        quote, stated = " ".join(finding.quote.split()), " ".join(finding.stated.split())
        columns = max(self.width - len(_INDENT) - 4, 20) if self.width else 2 * len(quote)
        most = min(len(quote), columns)
        before, middle, after = around(quote, stated, most)
        while columns_of(before + middle + after) > columns and most > 8:
            most -= 1
            before, middle, after = around(quote, stated, most)
        return printable(before) + (self._paint("1;4", printable(middle)) if middle else "") + printable(after)

    def _paint(self, code: str, words: str) -> str:
        return f"\x1b[{code}m{words}\x1b[0m" if self.colour else words


def columns_of(text: str) -> int:
    """How many terminal columns a text takes: Chinese characters and full-width signs take two."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def printable(text: str) -> str:
    """One line without control characters, so that no file or name can steer the terminal."""
    return "".join(
        letter if letter == " " or not unicodedata.category(letter).startswith(("C", "Z")) else " " for letter in text
    )
