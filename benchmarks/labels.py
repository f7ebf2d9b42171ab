"""What is known of a generated report: its labels, its planted faults, its sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Label:
    """One relation of a report, its words and what recomputing them gives.

    ``roles`` are the spans of what is stated, of the operands and of the direction words, in the order of ``rule``.
    ``spans`` are all the places that its figures stand at, ``span`` its own words (offsets in the report's text).
    ``kinds`` are the names it may go by, the best first; ``accepted`` the verdicts that can be defended. ``truth``
    is in the unit of ``stated``, four places, half up; empty where nothing can be recomputed or the right value is
    open. ``bounds`` are the least and greatest that the printed operands allow.
    """

    kinds: tuple[str, ...]
    span: Span
    spans: tuple[Span, ...]
    line: int
    start: int
    end: int
    stated: str
    truth: str
    bounds: tuple[str, str] | None
    verdict: str
    accepted: frozenset[str]
    required: bool
    rule: str
    roles: tuple[tuple[Span, ...], ...]
    sentence: int

    @property
    def kind(self) -> str:
        return self.kinds[0]


@dataclass(frozen=True, slots=True)
class Fault:
    """One slip that was planted: the ``before`` and ``after`` of the print, and the labels that it breaks."""

    name: str
    slips: frozenset[str]
    kind: str
    before: str
    after: str
    span: Span
    labels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One sentence or one table, with the numbers of its labels."""

    span: Span
    labels: tuple[int, ...]
    table: bool


@dataclass(frozen=True)
class LabelledReport:
    """A report with all that is known of it. ``blocks`` are its paragraphs (text) and tables (rows of cells)."""

    name: str
    year: int
    text: str
    labels: tuple[Label, ...]
    faults: tuple[Fault, ...]
    sentences: tuple[Stretch, ...]
    blocks: tuple[str | list[list[str]], ...] = field(repr=False, default=())

    def as_json(self) -> dict[str, Any]:
        """The report as plain values, to be stored beside its text."""
        labels = [
            {
                "kind": x.kind,
                "quote": self.text[x.span[0] : x.span[1]],
                "line": x.line,
                "start": x.start,
                "end": x.end,
                "stated": x.stated,
                "truth": x.truth,
                "verdict": x.verdict,
            }
            for x in self.labels
        ]
        faults = [
            {"slip": x.name, "kind": x.kind, "before": x.before, "after": x.after, "labels": list(x.labels)}
            for x in self.faults
        ]
        return {"name": self.name, "labels": labels, "faults": faults}
