"""What a check says of a paper: one finding a fault, on the very words, with the arithmetic and the likely slip."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from oneruler.base.document import Place


class Severity(StrEnum):
    """How sure and how grave: an error cannot be right; a warning wants an explanation; a notice wants a look."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        """The word officers see."""
        return {"error": "错误", "warning": "警告", "notice": "提示"}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a paper.

    ``quote`` is verbatim from ``Document.text``; ``span`` its offsets there (end exclusive), ``place`` the same as
    line and column. ``stated``, ``expected`` and ``formula`` are empty where the fault is not one of arithmetic.
    ``slip`` is a code of ``checks.slips.Slip`` or None; ``message`` is a whole Chinese sentence for an officer.
    """

    code: str
    severity: Severity
    message: str
    quote: str
    span: tuple[int, int]
    place: Place
    stated: str = ""
    expected: str = ""
    formula: str = ""
    slip: str | None = None
