"""The words in which a finding is told to an officer, the same in the terminal, on the page and in comments."""

from __future__ import annotations

import re
from collections import Counter

from oneruler.base.document import Place
from oneruler.base.findings import Finding
from oneruler.checks.report import CheckedClaim, Report, Verdict
from oneruler.checks.slips import Slip

_SIGNS = str.maketrans({"/": "÷", "*": "×"})


def place_words(place: Place) -> str:
    """Where to look: 第3页 表2 R3C4, or 第95行 in a file that has only lines."""
    origin = place.origin
    words = [f"第{origin.page}页"] if origin.page is not None else []
    if origin.table is not None:
        words.append(f"表{origin.table}")
    if origin.cell is not None:
        words.append(origin.cell)
    elif origin.paragraph is not None:
        words.append(f"第{origin.paragraph}段")
    if origin.cell is None and origin.paragraph is None:
        last = f"至{place.end_line}" if place.end_line != place.line else ""
        words.append(f"第{place.line}{last}行")
    return " ".join(words)


def arithmetic(finding: Finding, recomputed: str = "") -> str:
    """``3339.65 ÷ (202.78 + 3339.65) = 94.2757%，应为 94.3%，写作 943%``; empty where there is no arithmetic."""
    formula = finding.formula.translate(_SIGNS)
    if formula and recomputed and "=" not in formula:
        formula += f" = {recomputed}"
    words = [formula] if formula else []
    if finding.expected:
        words.append(f"应为 {finding.expected}")
    if words and finding.stated:
        words.append(f"写作 {finding.stated}")
    return "，".join(words)


def slip_words(finding: Finding) -> str:
    """The likely slip of the pen, or nothing."""
    return f"可能的笔误：{Slip(finding.slip).label}" if finding.slip else ""


def recomputed_by_formula(report: Report) -> dict[tuple[str, str], str]:
    """(stated, formula) → the figure that the claim was recomputed to, for ``arithmetic``."""
    return {(claim.stated, claim.formula): claim.recomputed for claim in report.claims}


def summary(report: Report) -> str:
    """``核查点 73 处：相符 60、尾差 2、不符 3、无法复算 8；错误 3 处，警告 5 处，提示 0 处。``"""
    verdicts = Counter(claim.verdict for claim in report.claims)
    detail = "、".join(f"{verdict.label} {verdicts[verdict]}" for verdict in Verdict if verdicts[verdict])
    found = Counter(finding.severity.label for finding in report.findings)
    counts = "，".join(f"{label} {found[label]} 处" for label in ("错误", "警告", "提示"))
    return f"核查点 {len(report.claims)} 处{'：' + detail if detail else ''}；{counts}。"


def unchecked(report: Report) -> str:
    """Which relations could not be computed on this paper at all, said once; empty when there are none."""
    dead = [relation for relation in report.relations if relation.skipped and not relation.ran]
    named = "、".join(
        f"{relation.name}（{relation.reason}）" if relation.reason else relation.name for relation in dead
    )
    return f"未能核查：{named}。" if named else ""


def around(quote: str, stated: str, most: int) -> tuple[str, str, str]:
    """A quote as (before, stated figure, after), cut to about ``most`` characters about the figure.

    Without the figure in it, the whole quote comes first.
    """
    before, middle, after = _parted(quote, stated)
    if not middle:
        return quote if len(quote) <= most else quote[: max(most, 2) - 1] + "…", "", ""
    spare = max(most - len(middle), 2)
    left = max(spare // 2, spare - len(after))
    right = max(spare // 2, spare - len(before))
    if len(before) > left:
        before = "…" + before[len(before) - left + 1 :]
    if len(after) > right:
        after = after[: right - 1] + "…"
    return before, middle, after


def _parted(quote: str, stated: str) -> tuple[str, str, str]:
    """The quote about the last place where the figure stands whole: the 9 of “1589 亩 10 9” is the last one."""
    if not stated:
        return quote, "", ""
    whole = list(re.finditer(rf"(?<![\d.]){re.escape(stated)}(?!\.?\d)", quote))
    at = whole[-1].start() if whole else quote.find(stated)
    return (quote[:at], stated, quote[at + len(stated) :]) if at >= 0 else (quote, "", "")


def claim_row(claim: CheckedClaim) -> tuple[str, str, str, str, str, str]:
    """A claim as a line of a table: kind, quote, stated, formula, recomputed, verdict."""
    return (
        claim.kind.label,
        claim.quote,
        claim.stated,
        claim.formula.translate(_SIGNS),
        claim.recomputed,
        claim.verdict.label,
    )
