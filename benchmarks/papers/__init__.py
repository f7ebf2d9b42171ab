"""Whole papers as units of many provinces publish them, with faults planted one at a time.

A paper is a source text: ``NAME.txt`` and ``NAME.md`` are checked as they stand, ``NAME.docx.txt``, ``NAME.xlsx.txt``
and ``NAME.html.txt`` are first made into such files (lines with tabs become tables). As written, every paper is
consistent: an error or a warning on it is false. ``NAME.faults.tsv`` has one fault a row, each applied alone to the
clean paper: line (from 1), old, new, slip, and the lines, parted by commas, that state a relation of the changed
figure. Units, places and figures are invented. What the checker made of them before they were read is kept in
``docs/benchmarks.md``; since then it was mended by them, so today's figures flatter.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measure import Share
from benchmarks.papers.making import made
from oneruler.base.findings import Finding
from oneruler.checks import Report, check
from oneruler.checks.reading import read_bytes

_FOLDER = Path(__file__).parent
_GRAVE = frozenset({"error", "warning"})
SOFT = frozenset({"truncated", "privacy", "year"})  # no errors of arithmetic beyond doubt: a notice is enough
# Faults that have no name among the slips: found is enough. ``digit`` is one misprinted digit.
OTHER = frozenset({"privacy", "year", "placeholder", "digit"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One change to a clean paper that makes it wrong: ``old`` stands once in line ``line`` and becomes ``new``."""

    line: int
    old: str
    new: str
    slip: str
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """One clean paper, as the lines of its source, with the faults that may be planted in it."""

    name: str
    lines: tuple[str, ...]
    faults: tuple[Fault, ...]

    def planted(self, fault: Fault) -> Paper:
        """The paper with one fault in it. Raises ``ValueError`` if the words are not in that line just once."""
        line = self.lines[fault.line - 1]
        if line.count(fault.old) != 1:
            raise ValueError(
                f"{self.name}, line {fault.line}: {fault.old!r} stands there {line.count(fault.old)} times"
            )
        lines = list(self.lines)
        lines[fault.line - 1] = line.replace(fault.old, fault.new)
        return Paper(self.name, tuple(lines), ())

    def checked(self) -> Report:
        """What the checker says of it."""
        data, name = made(self.name, self.lines)
        return check(read_bytes(data, name))


def papers() -> list[Paper]:
    """The whole set, by name."""
    found = []
    for path in sorted([*_FOLDER.glob("*.txt"), *_FOLDER.glob("*.md")]):
        name = path.name if path.name.count(".") == 1 else path.name.removesuffix(".txt")
        lines = tuple(path.read_text(encoding="utf-8").splitlines())
        found.append(Paper(name, lines, tuple(_faults(_FOLDER / f"{path.name.split('.')[0]}.faults.tsv"))))
    return found


def _faults(path: Path) -> Iterator[Fault]:
    for row in path.read_text(encoding="utf-8").splitlines()[1:]:
        line, old, new, slip, also = row.split("\t")
        yield Fault(int(line), old.replace("\\t", "\t"), new.replace("\\t", "\t"), slip, _numbers(also))


def _numbers(cell: str) -> tuple[int, ...]:
    return tuple(int(number) for number in cell.split(",") if number)


def source_lines(paper: Paper, report: Report) -> dict[int, int]:
    """Each line of the checked text with the line of the source that it came from.

    The checked text may be without blank lines and table rules; else the words come in the same order.
    """
    way, at = {}, 0
    for number, line in enumerate(report.document.text.split("\n"), 1):
        bare = _bare(line)
        if not bare:
            continue
        while at < len(paper.lines) and _bare(paper.lines[at]) != bare:
            at += 1
        if at == len(paper.lines):
            raise ValueError(f"{paper.name}: no source for line {number}: {line!r}")
        at += 1
        way[number] = at
    return way


def _bare(line: str) -> str:
    return "".join(line.split())


@dataclass(frozen=True, slots=True)
class Said:
    """A finding, with its first and last line in the source."""

    finding: Finding
    first: int
    last: int

    @property
    def about(self) -> tuple[str, int, str]:
        """What it is about, whatever figures it names: a claim that is misread is misread again with other figures."""
        return self.finding.code, self.first, self.finding.quote[:8]


def said(paper: Paper) -> list[Said]:
    """All findings on a paper."""
    report = paper.checked()
    way = source_lines(paper, report)
    return [Said(f, way.get(f.place.line, 0), way.get(f.place.end_line, 0)) for f in report.findings]


def answers(fault: Fault, paper: Paper, clean: frozenset[tuple[str, int, str]]) -> list[Finding]:
    """What the checker says of one planted fault: findings that the clean paper has not, on the lines that matter."""
    lines = {fault.line, *fault.also}
    return [
        one.finding
        for one in said(paper.planted(fault))
        if one.about not in clean
        and (one.finding.severity.value in _GRAVE or fault.slip in SOFT)
        and any(one.first <= line <= one.last for line in lines)
    ]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was counted over the papers; ``false`` and ``missed`` are one line each, to be read."""

    shares: dict[str, Share]
    by_slip: dict[str, tuple[int, int, int]]
    false_errors: tuple[str, ...]
    false_warnings: tuple[str, ...]
    missed: tuple[str, ...]


def measure() -> Measured:
    """Check every clean paper, and every fault of each."""
    false: dict[str, list[str]] = {"error": [], "warning": []}
    missed: list[str] = []
    by_slip: dict[str, list[int]] = {}
    count = dict.fromkeys(("faults", "error", "grave", "slips", "named", "silent"), 0)
    whole = papers()
    for paper in whole:
        raised = said(paper)
        for one in raised:
            if one.finding.severity.value in _GRAVE:
                false[one.finding.severity.value].append(f"{paper.name}:{one.first} {_say(one.finding)}")
        count["silent"] += not any(one.finding.severity.value == "error" for one in raised)
        clean = frozenset(one.about for one in raised)
        for fault in paper.faults:
            found = answers(fault, paper, clean)
            named = any(finding.slip == fault.slip for finding in found)
            count["faults"] += 1
            count["grave"] += bool(found)
            count["error"] += any(finding.severity.value == "error" for finding in found)
            if fault.slip not in OTHER and found:
                count["slips"] += 1
                count["named"] += named
            tally = by_slip.setdefault(fault.slip, [0, 0, 0])
            tally[0] += 1
            tally[1] += bool(found)
            tally[2] += named
            if not found or not (named or fault.slip in OTHER):
                missed.append(f"{paper.name}:{fault.line} {fault.slip}: {fault.old} → {fault.new} :: {_heard(found)}")
    return Measured(
        {
            "clean papers without a false error": Share(count["silent"], len(whole)),
            "faults found as errors": Share(count["error"], count["faults"]),
            "faults found": Share(count["grave"], count["faults"]),
            "right slip named, of those found": Share(count["named"], count["slips"]),
        },
        {slip: (n, found, named) for slip, (n, found, named) in sorted(by_slip.items())},
        tuple(false["error"]),
        tuple(false["warning"]),
        tuple(missed),
    )


def _say(finding: Finding) -> str:
    return f"{finding.severity} {finding.code} {finding.quote[:60]!r}: {finding.message}"


def _heard(found: list[Finding]) -> str:
    return "; ".join(f"{_say(finding)} [{finding.slip}]" for finding in found) or "silence"


def run(show: int) -> dict[str, Any]:
    """Measure and print; ``show`` is how many examples of each kind of failure to list. Gives the figures."""
    measured = measure()
    print("\n== whole papers, consistent as written, with faults planted one at a time ==")
    for what, share in measured.shares.items():
        print(f"  {what}: {share}")
    print(f"  false errors: {len(measured.false_errors)}; false warnings: {len(measured.false_warnings)}")
    for slip, (n, found, named) in measured.by_slip.items():
        print(
            f"  {slip}: {found} of {n} found, {named} named" if slip not in OTHER else f"  {slip}: {found} of {n} found"
        )
    for title, lines in (
        ("false errors", measured.false_errors),
        ("false warnings", measured.false_warnings),
        ("faults missed or misnamed", measured.missed),
    ):
        for line in lines[:show]:
            print(f"  {title}: {line}")
    return {
        "headline": {what: share.as_json() for what, share in measured.shares.items()},
        "slips": measured.by_slip,
        "false errors": len(measured.false_errors),
        "false warnings": len(measured.false_warnings),
    }


def main(arguments: list[str] | None = None) -> int:
    """``python -m benchmarks.papers --show 40``."""
    parser = argparse.ArgumentParser(prog="benchmarks.papers", description=__doc__)
    parser.add_argument("--show", type=int, default=0, help="how many examples of each kind of failure to list")
    run(parser.parse_args(arguments).show)
    return 0
