"""No two rows of a table for one thing on one day, and the bands of a range without gap or overlap."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from oneruler.policy.faults import Faults
from oneruler.policy.rates import Band, Key, KeyColumn, Rate, RateTable


def is_closed(column: KeyColumn) -> bool:
    """Whether both ends of a band are counted in: then bands of whole numbers follow each other by one."""
    return column.low_sign == "≥" and column.high_sign == "≤"


def check_rows(table: RateTable, faults: Faults) -> None:
    """No two rows for one thing on one day; and the bands of a range without gap or overlap."""
    groups: dict[tuple[str, ...], list[Rate]] = {}
    for rate in table.rates:
        groups.setdefault(tuple(key for key in rate.keys if isinstance(key, str)), []).append(rate)
    ranged = [index for index, column in enumerate(table.columns) if column.is_range]
    for rates in groups.values():
        if not ranged:
            _check_days(table, rates, faults)
        elif len(ranged) == 1:
            _check_bands(table, rates, ranged[0], faults)
        else:
            _check_boxes(table, rates, faults)


def _check_days(table: RateTable, rates: list[Rate], faults: Faults) -> None:
    for before, after in pairwise(sorted(rates, key=lambda rate: rate.first)):
        if before.last is None or before.last >= after.first:
            words = table.row_words(after) or "这一行"
            faults.add(after.place, f"{words} 与第 {before.place.line} 行的日期重叠",
                f"给旧行填终止日（{after.first} 的前一天）。",
            )  # fmt: skip


def _check_bands(table: RateTable, rates: list[Rate], index: int, faults: Faults) -> None:
    column = table.columns[index]
    step = Decimal(1) if is_closed(column) else Decimal(0)
    for day in sorted({rate.first for rate in rates}):
        rows = sorted((rate for rate in rates if rate.in_force(day)), key=lambda rate: _lower(rate.keys[index]))
        for before, after in pairwise(rows):
            end, start = before.keys[index], after.keys[index]
            assert isinstance(end, Band)
            assert isinstance(start, Band)
            where = f"第 {before.place.line} 行与第 {after.place.line} 行（{day} 有效）"
            if end.high is None or start.low is None or start.low < end.high + step:
                faults.add(after.place, f"“{column.name}”的区间重叠：{where}", "请改上下限。")
            elif start.low > end.high + step:
                faults.add(after.place, f"“{column.name}”在 {end.high} 与 {start.low} 之间有空档：{where}",
                    "请补一行，或改上下限。",
                )  # fmt: skip


def _check_boxes(table: RateTable, rates: list[Rate], faults: Faults) -> None:
    """With several ranges only overlaps are told: whether a plane is covered is left to the worked cases."""
    ranged = [(index, column) for index, column in enumerate(table.columns) if column.is_range]
    for position, rate in enumerate(rates):
        for other in rates[:position]:
            if _days_meet(rate, other) and all(
                _bands_meet(column, rate.keys[index], other.keys[index]) for index, column in ranged
            ):
                faults.add(rate.place, f"与第 {other.place.line} 行的区间重叠", "请改上下限。")


def _lower(key: Key) -> Decimal:
    return key.low if isinstance(key, Band) and key.low is not None else Decimal("-Infinity")


def _days_meet(one: Rate, other: Rate) -> bool:
    return (one.last is None or other.first <= one.last) and (other.last is None or one.first <= other.last)


def _bands_meet(column: KeyColumn, one: Key, other: Key) -> bool:
    assert isinstance(one, Band)
    assert isinstance(other, Band)
    first, second = sorted((one, other), key=_lower)
    if first.high is None or second.low is None:
        return True
    return second.low < first.high or (is_closed(column) and second.low == first.high)
