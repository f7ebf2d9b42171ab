"""The slips of the pen that the checker can name."""

from __future__ import annotations

from enum import StrEnum


class Slip(StrEnum):
    """Why a figure is most likely wrong; the value is the word of the machine form."""

    DECIMAL_POINT = "decimal-point"
    COMPLEMENT = "complement"
    WRONG_BASE = "wrong-base"
    DIRECTION = "direction"
    TRANSPOSED = "transposed-digits"
    UNIT = "unit"
    MISSING_PART = "missing-part"
    AMOUNT_AS_RATE = "amount-as-percentage"
    TRUNCATED = "truncated"
    COPIED = "copied-from-last-year"

    @property
    def label(self) -> str:
        """The words officers see."""
        return _LABELS[self.value]


_LABELS = {
    "decimal-point": "小数点遗漏或错位",
    "complement": "把剩余占比当成了降幅（互补数）",
    "wrong-base": "基数用错",
    "direction": "增减方向写反",
    "transposed-digits": "数字前后颠倒",
    "unit": "计量单位用错",
    "missing-part": "漏加一项",
    "amount-as-percentage": "把金额当成了百分比",
    "truncated": "只舍不入（截尾）",
    "copied-from-last-year": "照抄上年数",
}
