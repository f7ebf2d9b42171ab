"""What a checker said of a paper, in one shape for every checker that is judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from benchmarks.labels import Span


@dataclass(frozen=True, slots=True)
class Said:
    """One claim that a checker recognised and recomputed."""

    kind: str
    span: Span
    stated: str
    recomputed: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Found:
    """One fault that a checker reports."""

    severity: str
    span: Span
    slip: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Answer:
    """All that was said of a paper; spans are offsets in ``text``."""

    text: str
    claims: tuple[Said, ...]
    findings: tuple[Found, ...]


Checker = Callable[[bytes, str], Answer]


def by_oneruler(data: bytes, name: str) -> Answer:
    """What ``oneruler.checks`` says of a file's bytes."""
    from oneruler.checks import check
    from oneruler.checks.reading import read_bytes

    report = check(read_bytes(data, name))
    claims = tuple(Said(c.kind.value, c.span, c.stated, c.recomputed, c.verdict.value) for c in report.claims)
    findings = tuple(Found(f.severity.value, f.span, f.slip, f"{f.code} {f.message}") for f in report.findings)
    return Answer(report.document.text, claims, findings)


def overlap(a: Span, b: Span) -> bool:
    """True if two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


# The same quantity may be given in another unit: 元 for 万元 for 亿元, per cent for times, 亩 for 公顷, ㎡ for 万㎡.
_SCALES = tuple(Fraction(n) for n in (1, 100, 10_000, 10**8, 15)) + tuple(
    Fraction(1, n) for n in (100, 10_000, 10**8, 15)
)


def within(bounds: tuple[str, str] | None, recomputed: str) -> bool:
    """True if a recomputed value, in the unit of the bounds, lies between them: it was worked out another way."""
    value = _number(recomputed)
    return bounds is not None and value is not None and Fraction(bounds[0]) <= value <= Fraction(bounds[1])


def same_value(truth: str, recomputed: str, slack: Fraction = Fraction(2, 10_000)) -> bool:
    """True if two recomputed values agree to about a unit in the fourth place, whatever unit they are given in."""
    a, b = _number(truth), _number(recomputed)
    if a is None or b is None:
        return False
    return any(abs(a * scale - b) <= slack * max(Fraction(1), scale) for scale in _SCALES)


def _number(text: str) -> Fraction | None:
    try:
        return abs(Fraction(Decimal(text.strip().rstrip("%％").replace(",", ""))))
    except (InvalidOperation, ValueError):
        return None
