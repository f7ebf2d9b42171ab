"""Counts of what a checker got right on labelled reports, with their 95 % intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import sqrt

from benchmarks.answers import Answer, Found, Said, overlap, same_value, within
from benchmarks.labels import Fault, Label, LabelledReport, Span, Stretch

# These slips are no errors of arithmetic beyond doubt: any finding that points at them counts.
SOFT = frozenset({"truncated", "privacy", "year"})


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the Wilson interval at 95 %."""

    hits: int
    of: int

    @property
    def interval(self) -> tuple[float, float]:
        if not self.of:
            return 0.0, 1.0
        z, p, n = 1.959964, self.hits / self.of, self.of
        middle, width = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (middle - width) / (1 + z * z / n), (middle + width) / (1 + z * z / n)

    def __str__(self) -> str:
        if not self.of:
            return "none"
        low, high = self.interval
        return f"{self.hits}/{self.of} = {100 * self.hits / self.of:.2f} % [{100 * low:.2f}, {100 * high:.2f}]"

    def as_json(self) -> dict[str, float]:
        """Counts, the share, and its interval."""
        low, high = self.interval
        return {
            "hits": self.hits,
            "of": self.of,
            "share": self.hits / self.of if self.of else 0.0,
            "low": low,
            "high": high,
        }


@dataclass
class Tally:
    """What was counted over many reports. ``misses`` are examples of what went wrong, the most telling first kind."""

    reports: int = 0
    true_errors: int = 0
    false_errors: int = 0
    false_warnings: int = 0
    clean_reports: int = 0
    clean_with_errors: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    hard: int = 0
    found_as_error: int = 0
    slips: Counter[str] = field(default_factory=Counter)
    slips_right: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    kinds_right: Counter[str] = field(default_factory=Counter)
    sentences: Counter[bool] = field(default_factory=Counter)
    sentences_right: Counter[bool] = field(default_factory=Counter)
    silent: int = 0
    silent_right: int = 0
    misses: list[str] = field(default_factory=list)

    def headline(self) -> dict[str, Share]:
        """The measures that a release is judged by."""
        return {
            "precision of errors": Share(self.true_errors, self.true_errors + self.false_errors),
            "recall of faults": Share(self.found.total(), self.faults.total()),
            "recall as error alone": Share(self.found_as_error, self.hard),
            "right slip named": Share(self.slips_right.total(), self.slips.total()),
            "sentences wholly right": Share(self.sentences_right[False], self.sentences[False]),
            "tables wholly right": Share(self.sentences_right[True], self.sentences[True]),
            "silent sentences left alone": Share(self.silent_right, self.silent),
            "clean reports without an error": Share(self.clean_reports - self.clean_with_errors, self.clean_reports),
        }

    def count(self, report: LabelledReport, answer: Answer) -> None:
        """Judge one answer."""
        self.reports += 1
        touching = {fault: _fault_spans(report, fault) for fault in report.faults}
        pardoned = [span for spans in touching.values() for span in spans]
        pardoned += [span for label in report.labels if "error" in label.accepted for span in label.spans]
        false = [f for f in answer.findings if f.severity == "error" and not _touches(f.span, pardoned)]
        self._findings(report, answer, false, pardoned)
        for fault, spans in touching.items():
            self._fault(report, fault, [f for f in answer.findings if _touches(f.span, spans)])
        claims = sorted(answer.claims, key=lambda claim: claim.span)
        right = [self._label(report, label, claims, answer.findings) for label in report.labels]
        for stretch in report.sentences:
            self._stretch(report, stretch, right, false, claims)

    def _findings(
        self, report: LabelledReport, answer: Answer, false: Sequence[Found], pardoned: Sequence[Span]
    ) -> None:
        errors = [f for f in answer.findings if f.severity == "error"]
        self.true_errors += len(errors) - len(false)
        self.false_errors += len(false)
        self.false_warnings += sum(f.severity == "warning" and not _touches(f.span, pardoned) for f in answer.findings)
        if not report.faults:
            self.clean_reports += 1
            self.clean_with_errors += bool(false)
        for finding in false:
            self.misses.append(f"FALSE ERROR {report.name}: {_around(report.text, finding.span)} :: {finding.message}")

    def _fault(self, report: LabelledReport, fault: Fault, touching: Sequence[Found]) -> None:
        severities = {finding.severity for finding in touching}
        soft = fault.name in SOFT
        hit = bool(severities & {"error", "warning"}) or (soft and bool(severities))
        self.faults[fault.name] += 1
        self.found[fault.name] += hit
        if not soft:
            self.hard += 1
            self.found_as_error += "error" in severities
        change = f"{fault.before} → {fault.after} ({fault.name}, {fault.kind})"
        where = f"{report.name}: {_around(report.text, fault.span)} :: {change}"
        if fault.slips:
            self.slips[fault.name] += 1
            named = {finding.slip for finding in touching} & fault.slips
            self.slips_right[fault.name] += bool(named)
            if hit and not named:
                self.misses.append(f"WRONG SLIP {where}: said {sorted({str(f.slip) for f in touching})}")
        if not hit:
            self.misses.append(f"MISSED {where}")

    def _label(self, report: LabelledReport, label: Label, claims: Sequence[Said], findings: Sequence[Found]) -> bool:
        right = _recognised(label, claims, findings)
        if label.required:
            self.kinds[label.kind] += 1
            self.kinds_right[label.kind] += right
            if not right:
                near = [
                    f"{c.kind} {c.stated}~{c.recomputed} {c.verdict}" for c in claims if overlap(c.span, label.span)
                ]
                self.misses.append(
                    f"UNRECOGNISED {report.name}: {_around(report.text, label.span)} :: {label.kind} {label.stated} "
                    f"= {label.truth} {label.verdict}; said {near[:3]}"
                )
        return right

    def _stretch(
        self,
        report: LabelledReport,
        stretch: Stretch,
        right: Sequence[bool],
        false: Sequence[Found],
        claims: Sequence[Said],
    ) -> None:
        wanted = [n for n in stretch.labels if report.labels[n].required or report.labels[n].verdict == "error"]
        broken = [s for n in stretch.labels if "error" in report.labels[n].accepted for s in report.labels[n].spans]
        broken += [
            s for label in report.labels if label.sentence < 0 and "error" in label.accepted for s in label.spans
        ]
        wrongly = any(overlap(f.span, stretch.span) for f in false) or any(
            c.verdict == "error" and overlap(c.span, stretch.span) and not _touches(c.span, broken) for c in claims
        )
        if wanted:
            self.sentences[stretch.table] += 1
            self.sentences_right[stretch.table] += all(right[n] for n in wanted) and not wrongly
        else:
            self.silent += 1
            self.silent_right += not wrongly


def _recognised(label: Label, claims: Iterable[Said], findings: Iterable[Found]) -> bool:
    """Whether a label was recognised with the right kind, value and verdict."""
    if label.kind in {"privacy", "form"}:
        pointed = any(overlap(f.span, span) for f in findings for span in label.spans)
        return pointed if label.verdict == "error" else True
    near = [claim for claim in claims if claim.kind in label.kinds and overlap(claim.span, label.span)]
    if label.verdict == "unverifiable":
        return all(claim.verdict not in {"error", "rounding"} for claim in near if claim.stated.strip() == label.stated)
    if label.verdict == "error" and not label.truth:
        return any(claim.verdict in label.accepted for claim in near)
    # A score may be worked out from the printed rate or from the amounts behind it.
    slack = Fraction(1, 100) if label.kind == "score" else Fraction(2, 10_000)
    right = [c for c in near if same_value(label.truth, c.recomputed, slack) or within(label.bounds, c.recomputed)]
    return any(claim.verdict in label.accepted for claim in right)


def _fault_spans(report: LabelledReport, fault: Fault) -> list[Span]:
    return [fault.span, *(span for number in fault.labels for span in report.labels[number].spans)]


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(overlap(span, other) for other in others)


def _around(text: str, span: Span) -> str:
    start = max(text.rfind("\n", 0, span[0]) + 1, span[0] - 40)
    end = text.find("\n", span[1])
    return text[start : min(end if end >= 0 else len(text), span[1] + 25)].replace("\n", "⏎").replace("\t", "⇥")
