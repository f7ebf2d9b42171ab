"""Tables of two versions, row by row: what was added, what is gone, what costs more or less and by how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from typing import TypeVar

from oneruler.policy.rates import Rate, RateTable

T = TypeVar("T")


class Change(StrEnum):
    """What became of something from the first version to the second."""

    SAME = "未变"
    CHANGED = "有变"
    ADDED = "新增"
    GONE = "取消"


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row and its successor. ``difference`` and ``percent`` stand where both have a price in the same unit."""

    change: Change
    keys: str
    old: Rate | None
    new: Rate | None
    difference: Decimal | None = None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table in both versions. ``columns`` says of keys that are others now."""

    name: str
    change: Change
    value_name: str
    columns: str
    rows: tuple[RowChange, ...]

    def count(self, change: Change) -> int:
        """How many of its rows fared so."""
        return sum(row.change is change for row in self.rows)


def compare_tables(
    old: Mapping[str, RateTable], new: Mapping[str, RateTable], *, same_paper: bool
) -> Iterable[TableChange]:
    """Tables meet by their names. ``same_paper``: two states of one document, of which days and sources shall agree too."""
    for name in both(new, old):
        before, after = old.get(name), new.get(name)
        rows = tuple(_rows(before, after, same_paper=same_paper))
        columns = ""
        if before is not None and after is not None and before.columns != after.columns:
            columns = f"原来{_columns(before)}，现在{_columns(after)}"
        table = after or before
        assert table is not None
        inner = Change.SAME if all(row.change is Change.SAME for row in rows) and not columns else Change.CHANGED
        yield TableChange(name, fared(before, after, inner), table.value_name, columns, rows)


def _columns(table: RateTable) -> str:
    names = [f"{column.name}分段" if column.is_range else column.name for column in table.columns]
    return f"按{'、'.join(names)}" if names else "只有一个数"


def _rows(old: RateTable | None, new: RateTable | None, *, same_paper: bool) -> Iterable[RowChange]:
    before, after = _by_keys(old), _by_keys(new)
    for keys in both(after, before):
        for one, other in _in_time(before.get(keys, []), after.get(keys, [])):
            yield _row(keys, one, other, same_paper=same_paper)


def _by_keys(table: RateTable | None) -> dict[str, list[Rate]]:
    groups: dict[str, list[Rate]] = {}
    for rate in table or ():
        assert table is not None
        groups.setdefault(table.row_words(rate), []).append(rate)
    return groups


def _in_time(old: Sequence[Rate], new: Sequence[Rate]) -> list[tuple[Rate | None, Rate | None]]:
    """Rows of one key: those that begin on the same day meet; else the last of the old meets the first of the new."""
    starts = {rate.first: rate for rate in old}
    pairs: list[tuple[Rate | None, Rate | None]] = [(starts.pop(rate.first, None), rate) for rate in new]
    left = sorted(starts.values(), key=lambda rate: rate.first)
    fresh = [place for place, (one, _) in enumerate(pairs) if one is None]
    if left and fresh:
        first = min(fresh, key=lambda place: new[place].first)
        pairs[first] = (left.pop(), pairs[first][1])
    return [(rate, None) for rate in left] + pairs


def _row(keys: str, old: Rate | None, new: Rate | None, *, same_paper: bool) -> RowChange:
    if old is None or new is None:
        return RowChange(fared(old, new, Change.SAME), keys, old, new)
    difference = percent = None
    if old.value is not None and new.value is not None and old.unit == new.unit:
        difference = new.value - old.value
        percent = _percent(difference, old.value)
    same = old.value == new.value and old.unit == new.unit
    if same_paper:
        same = same and old == new
    return RowChange(Change.SAME if same else Change.CHANGED, keys, old, new, difference, percent)


def _percent(difference: Decimal, of: Decimal) -> Decimal | None:
    if not of:
        return None
    percent = Context(prec=60).divide(difference * 100, of)
    return percent.quantize(Decimal("0.1"), ROUND_HALF_UP)


def both(one: Iterable[T], other: Iterable[T]) -> list[T]:
    """The names of both: those of the first in its order, then what only the second has."""
    return list(dict.fromkeys((*one, *other)))


def fared(old: object, new: object, inner: Change) -> Change:
    """Added, gone, or else what its inside says."""
    if old is None:
        return Change.ADDED
    return Change.GONE if new is None else inner
