"""Sentences in the manner of many provinces' published reports, composed and labelled by hand, for judging only.

Each set has one row a claim (or one row of verdict ``silent`` for a sentence that states nothing that can be
recomputed, or nothing that may be called wrong): id, text, kind (alternatives parted by ``/``), stated, recomputed,
verdict, slip, formula. All units and figures are invented. ``second`` is odder than papers are; the later sets have the
wordings as often as ordinary papers do.

What a set says of text that the checker has never met, it says once: at its first measurement, kept in
``docs/benchmarks.md``. Then its failures were read and the checker mended, so all of today's figures flatter;
they guard against falling back. ``python -m benchmarks`` shows failures of ``first`` alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from benchmarks.answers import Checker, Said, overlap, same_value
from benchmarks.measure import Share

SETS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")


@dataclass(frozen=True, slots=True)
class Claim:
    """One hand-labelled claim of a sentence."""

    kinds: tuple[str, ...]
    stated: str
    recomputed: str
    verdict: str
    slip: str
    formula: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its claims; none if it must pass in silence."""

    number: int
    text: str
    claims: tuple[Claim, ...]


def sentences(name: str) -> list[Sentence]:
    """One whole set."""
    text = Path(__file__).with_name(f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines()[1:]]
    found = []
    for (number, text), rows in groupby(lines, key=lambda row: (row[0], row[1])):
        claims = tuple(Claim(tuple(r[2].split("/")), r[3], r[4], r[5], r[6], r[7]) for r in rows if r[5] != "silent")
        found.append(Sentence(int(number), text, claims))
    return found


def judge(checker: Checker, name: str) -> tuple[dict[str, Share], list[str]]:
    """How many sentences are wholly right, errors found and false, slips named; with what went wrong."""
    count = dict.fromkeys(("right", "claims", "known", "faults", "found", "errors", "false", "slips", "named"), 0)
    misses: list[str] = []
    whole = sentences(name)
    for sentence in whole:
        wrong = list(_wrong(sentence, checker, count))
        count["right"] += not wrong
        misses += [f"HELD OUT {sentence.number}: {sentence.text} :: {what}" for what in wrong]
    errors = count["errors"]
    return {
        "sentences wholly right": Share(count["right"], len(whole)),
        "claims recognised": Share(count["known"], count["claims"]),
        "recall of faults": Share(count["found"], count["faults"]),
        "precision of errors": Share(errors - count["false"], errors),
        "right slip named": Share(count["named"], count["slips"]),
    }, misses


def _wrong(sentence: Sentence, checker: Checker, count: dict[str, int]) -> Iterator[str]:
    answer = checker((sentence.text + "\n").encode(), "heldout.txt")
    bad = any(claim.verdict in {"error", "rounding"} for claim in sentence.claims)
    errors = [finding for finding in answer.findings if finding.severity == "error"]
    count["errors"] += len(errors)
    if errors and not any(claim.verdict == "error" for claim in sentence.claims):
        count["false"] += len(errors)
        yield f"false error: {errors[0].message}"
    stray = [c for c in answer.claims if c.verdict == "error" and not _labelled(c, sentence)]
    if stray and not (errors and bad):
        yield f"false verdict: {stray[0].kind} {stray[0].stated} ~ {stray[0].recomputed}"
    for claim in sentence.claims:
        count["claims"] += 1
        known = _known(claim, answer.claims)
        count["known"] += known
        if not known:
            said = [f"{c.kind} {c.stated}~{c.recomputed} {c.verdict}" for c in answer.claims]
            yield f"{'/'.join(claim.kinds)} {claim.stated} = {claim.recomputed} {claim.verdict}; said {said}"
        if claim.verdict in {"error", "rounding"}:
            at = sentence.text.index(claim.stated)
            here = [f for f in answer.findings if claim.verdict == "rounding" or f.severity in {"error", "warning"}]
            here = [f for f in here if overlap(f.span, (at, at + len(claim.stated))) or len(sentence.claims) == 1]
            count["faults"] += 1
            count["found"] += bool(here)
            if claim.slip:
                count["slips"] += 1
                count["named"] += any(f.slip == claim.slip for f in here)


def _labelled(said: Said, sentence: Sentence) -> bool:
    return any(said.kind in c.kinds and c.verdict in {"error", "rounding"} for c in sentence.claims)


def _known(claim: Claim, said: tuple[Said, ...]) -> bool:
    near = [s for s in said if s.kind in claim.kinds]
    if claim.verdict == "unverifiable":
        return all(s.verdict == "unverifiable" or claim.stated not in s.stated for s in near)
    accepted = {"ok": {"ok"}, "rounding": {"rounding"}, "error": {"error"}}[claim.verdict]
    return any(s.verdict in accepted and same_value(claim.recomputed, s.recomputed) for s in near)
