"""The five published reports: which labelled fragments are recognised, and what was raised on them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from benchmarks.answers import Answer, Checker, overlap
from benchmarks.labels import Span
from benchmarks.measure import Share


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled fragment of a report."""

    file: str
    fragment: str
    kind: str
    stated: str
    recomputed: str
    label: str


def folder() -> Path | None:
    """Where the reports are: ``$ONERULER_REPORTS``, else ``../shared/reports`` beside the repository."""
    named = os.environ.get("ONERULER_REPORTS")
    found = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "reports"
    return found if (found / "gold.tsv").is_file() else None


def rows(where: Path) -> list[Row]:
    """The labelled fragments, with their tabs and line breaks put back."""
    lines = (where / "gold.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = (line.split("\t") for line in lines if line.strip())
    return [Row(c[0], c[1].replace("\\t", "\t").replace("\\n", "\n"), *c[2:6]) for c in cells]


def judge(checker: Checker, where: Path) -> tuple[dict[str, Share], list[str]]:
    """Recognised fragments, errors and warnings raised where they should be, false errors; and what went wrong."""
    answers: dict[str, Answer] = {}
    count = {"known": 0, "error": 0, "error of": 0, "warning": 0, "warning of": 0, "false": 0, "ok": 0}
    misses: list[str] = []
    labelled = rows(where)
    broken = {row.fragment for row in labelled if row.label in {"error", "warning"}}
    for row in labelled:
        if row.file not in answers:
            answers[row.file] = checker((where / row.file).read_bytes(), row.file)
        answer = answers[row.file]
        spans = list(_places(answer.text, row.fragment))
        if not spans:
            misses.append(f"GOLD {row.file}: fragment not in the text: {row.fragment!r}")
            continue
        known = any(
            _agrees(row, claim.kind, claim.recomputed) and overlap(claim.span, s)
            for claim in answer.claims
            for s in spans
        )
        count["known"] += known
        raised = {f.severity for f in answer.findings for s in spans if overlap(f.span, s)}
        what = f"GOLD {row.file}: {row.kind} {row.stated} = {row.recomputed} ({row.label}) {row.fragment[:70]!r}"
        if not known:
            misses.append(f"{what} not recognised")
        if row.label in {"error", "warning"}:
            count[f"{row.label} of"] += 1
            hit = "error" in raised or (row.label == "warning" and "warning" in raised)
            count[row.label] += hit
            if not hit:
                misses.append(f"{what} not raised, only {sorted(raised)}")
        elif row.fragment not in broken:
            count["ok"] += 1
            wrong = [
                c
                for c in answer.claims
                if c.verdict == "error"
                and _agrees(row, c.kind, c.recomputed)
                and any(overlap(c.span, s) for s in spans)
            ]
            count["false"] += bool(wrong)
            misses += [f"{what} false verdict: {wrong[0].stated} ~ {wrong[0].recomputed}"] if wrong else []
    for name, answer in answers.items():
        for found in answer.findings:
            quote = answer.text[found.span[0] : found.span[1]]
            misses.append(f"GOLD FINDING {name} {found.severity}: {quote!r} {found.slip} {found.message}")
    return {
        "gold fragments recognised": Share(count["known"], len(labelled)),
        "gold errors raised as errors": Share(count["error"], count["error of"]),
        "gold warnings raised": Share(count["warning"], count["warning of"]),
        "gold ok rows without an error": Share(count["ok"] - count["false"], count["ok"]),
    }, misses


def _places(text: str, fragment: str) -> Iterator[Span]:
    at = text.find(fragment)
    while at >= 0:
        yield at, at + len(fragment)
        at = text.find(fragment, at + 1)


def _agrees(row: Row, kind: str, recomputed: str) -> bool:
    """The kind and the value agree; gold values are rounded to the places that they show."""
    if kind != row.kind or not recomputed:
        return False
    value = Fraction(Decimal(recomputed.rstrip("%").replace(",", "")))
    wanted = row.recomputed.rstrip("%")
    places = len(wanted.partition(".")[2])
    return abs(abs(value) - Fraction(Decimal(wanted))) <= Fraction(1, 2 * 10**places) + Fraction(1, 10_000)
