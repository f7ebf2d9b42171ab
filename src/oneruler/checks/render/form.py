"""What every form of output has in common: papers written one after another, so that ten thousand need no memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from oneruler.base.findings import Severity
from oneruler.checks.report import Report


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is remembered of one paper once it is written: its counts, its finding codes, or why it was not read."""

    path: str
    claims: int = 0
    errors: int = 0
    warnings: int = 0
    notices: int = 0
    codes: tuple[str, ...] = ()
    error: str = ""

    @classmethod
    def of(cls, report: Report, path: str) -> Outcome:
        """The outcome of a paper that was checked."""
        return cls(
            path,
            len(report.claims),
            report.count(Severity.ERROR),
            report.count(Severity.WARNING),
            report.count(Severity.NOTICE),
            tuple(sorted({finding.code for finding in report.findings})),
        )


class Form(Protocol):
    """One form of output: ``head``, then papers parted by ``joint`` (empty pieces are left out), then ``tail``.

    ``number`` counts papers from 1 and makes names on one page distinct.
    """

    @property
    def head(self) -> str:
        """What stands before the first paper."""

    @property
    def joint(self) -> str:
        """What stands between two papers."""

    def paper(self, report: Report, path: str, number: int) -> str:
        """One paper that was checked."""

    def unread(self, path: str, error: str, number: int) -> str:
        """One paper that could not be read, and why."""

    def tail(self, outcomes: Sequence[Outcome]) -> str:
        """What stands after the last paper."""


def write(form: Form, papers: Sequence[tuple[Report, str]]) -> str:
    """All of a few papers, each with its path, as one text."""
    pieces = [form.paper(report, path, number) for number, (report, path) in enumerate(papers, 1)]
    outcomes = [Outcome.of(report, path) for report, path in papers]
    return form.head + form.joint.join(piece for piece in pieces if piece) + form.tail(outcomes)
