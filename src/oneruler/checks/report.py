"""What checking a paper gives: its claims with their verdicts, its findings, and how often each relation ran."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from oneruler.base.document import Document, Place
from oneruler.base.findings import Finding, Severity


class Kind(StrEnum):
    """The kinds of claim (核查点)."""

    SUM = "sum"
    SHARE = "share"
    GROWTH = "growth"
    EXECUTION = "execution"
    DIFFERENCE = "difference"
    POINTS = "points"
    TABLE = "table"
    SCORE = "score"
    CROSS = "cross"
    FORM = "form"
    PRIVACY = "privacy"

    @property
    def label(self) -> str:
        """The word officers see."""
        return _LABELS[self.value]


_LABELS = {
    "sum": "合计",
    "share": "占比",
    "growth": "增减率",
    "execution": "执行率",
    "difference": "差额",
    "points": "百分点",
    "table": "表内勾稽",
    "score": "评分",
    "cross": "前后一致",
    "form": "格式与内容",
    "privacy": "个人信息",
}


class Verdict(StrEnum):
    """``rounding``: off by one in the last printed place, or cut instead of rounded."""

    OK = "ok"
    ROUNDING = "rounding"
    ERROR = "error"
    UNVERIFIABLE = "unverifiable"

    @property
    def label(self) -> str:
        """The word officers see."""
        return {"ok": "相符", "rounding": "尾差", "error": "不符", "unverifiable": "无法复算"}[self.value]


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """One checkable statement and what recomputing it gave.

    ``recomputed`` is text with four places, half up, with ``%`` for rates; empty where it could not be recomputed.
    """

    kind: Kind
    quote: str
    span: tuple[int, int]
    place: Place
    stated: str
    recomputed: str
    formula: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class RelationCount:
    """How often one relation (勾稽关系) could be computed on this paper, and how often it could not and why."""

    name: str
    ran: int
    skipped: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that one check says of one paper, findings and claims in reading order."""

    document: Document
    claims: tuple[CheckedClaim, ...]
    findings: tuple[Finding, ...]
    relations: tuple[RelationCount, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(1 for finding in self.findings if finding.severity is severity)
