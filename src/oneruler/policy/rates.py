"""Rate tables (标准表): dated, cited rows under keys; a look-up that finds no row says so, and nothing is ever nought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from oneruler.policy.faults import Place
from oneruler.policy.language.kinds import Number
from oneruler.policy.language.units import Unit

MISSING = "缺"


@dataclass(frozen=True, slots=True)
class Band:
    """A range of numbers; None is no limit on that side. The table's column says which ends are counted in."""

    low: Decimal | None
    high: Decimal | None


Key = str | Band


@dataclass(frozen=True, slots=True)
class KeyColumn:
    """One key of a table. ``low_sign`` and ``high_sign`` (``≥`` ``>`` ``<`` ``≤`` or empty) are set for a range."""

    name: str
    low_sign: str = ""
    high_sign: str = ""

    @property
    def is_range(self) -> bool:
        return bool(self.low_sign or self.high_sign)

    def text(self, key: Key) -> str:
        """The key of a row as a person reads it: 砖混一类, or 5≤胸径<10."""
        if isinstance(key, str):
            return f"{self.name}={key}"
        low = f"{key.low}{'≤' if self.low_sign == '≥' else '<'}" if key.low is not None else ""
        high = f"{self.high_sign}{key.high}" if key.high is not None else ""
        return f"{low}{self.name}{high}" if low or high else f"{self.name}不限"


@dataclass(frozen=True, slots=True)
class Rate:
    """One row: ``value`` in ``unit`` from ``first`` to ``last`` (both counted; None is open). None: not found yet."""

    keys: tuple[Key, ...]
    value: Decimal | None
    unit: Unit
    first: date
    last: date | None
    article: str
    source: str
    status: str
    note: str
    place: Place = field(compare=False)

    def in_force(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


class NoRateError(LookupError):
    """No price for these keys on that day; the message names table, keys and day."""


@dataclass(frozen=True)
class RateTable:
    """``value_name`` is 单价, 系数 or 数值. At most one column is a range, or several; all others match exactly."""

    name: str
    columns: tuple[KeyColumn, ...]
    value_name: str
    rates: tuple[Rate, ...]
    place: Place = field(compare=False)

    @cached_property
    def _exact(self) -> dict[tuple[str, ...], list[Rate]]:
        """Rows by their exact keys; within a group by the low end of their last range."""
        groups: dict[tuple[str, ...], list[Rate]] = {}
        for rate in self.rates:
            groups.setdefault(_texts(rate.keys), []).append(rate)
        return groups

    @cached_property
    def _has_ranges(self) -> bool:
        return any(column.is_range for column in self.columns)

    def find(self, keys: Sequence[Decimal | str], day: date) -> Rate:
        """The row for ``keys`` in force on ``day``, with a price. Raises NoRateError."""
        group = self._exact.get(tuple([key for key in keys if isinstance(key, str)]), ())
        rows = []
        for rate in group:
            if self._has_ranges and not self._matches(rate, keys):
                continue
            rows.append(rate)
            if rate.in_force(day):
                if rate.value is None:
                    raise NoRateError(
                        f"{self._named(keys)} 的{self.value_name}还没有找到"
                        f"（{rate.place}，{rate.article}，{rate.source}），补上以后才能计算"
                    )
                return rate
        if not rows:
            raise NoRateError(f"标准表“{self.name}”中没有 {self.words(keys)} 这一行（{day} 计算）")
        first = min(rate.first for rate in rows)
        when = f"，最早从 {first} 起" if day < first else ""
        raise NoRateError(f"{self._named(keys)} 在 {day} 没有有效的{self.value_name}{when}")

    def _matches(self, rate: Rate, keys: Sequence[Decimal | str]) -> bool:
        for column, own, asked in zip(self.columns, rate.keys, keys, strict=True):
            if isinstance(own, Band):
                assert isinstance(asked, Decimal)
                if not _within(column, own, asked):
                    return False
        return True

    def bands(self, keys: Sequence[Decimal | str], day: date) -> list[Rate]:
        """The rows of the last key's bands in force on ``day``, from the lowest. Raises NoRateError."""
        group = self._exact.get(tuple(key for key in keys if isinstance(key, str)), [])
        rows = [rate for rate in group if rate.in_force(day)]
        if not rows:
            raise NoRateError(
                f"标准表“{self.name}”中 {self.words(keys) or '各段'} 在 {day} 没有有效的{self.value_name}"
            )
        for rate in rows:
            if rate.value is None:
                raise NoRateError(
                    f"标准表“{self.name}”中 {self.row_words(rate)} 的{self.value_name}还没有找到（{rate.place}）"
                )
        return sorted(rows, key=lambda rate: _low(rate.keys[-1]))

    def _named(self, keys: Sequence[Decimal | str]) -> str:
        return f"标准表“{self.name}”" + (f"中 {self.words(keys)}" if keys else "")

    def words(self, keys: Sequence[Decimal | str]) -> str:
        """Keys as a person reads them: 结构=砖混一类、等级=甲."""
        return "、".join(f"{column.name}={key}" for column, key in zip(self.columns, keys, strict=False))

    def row_words(self, rate: Rate) -> str:
        """The keys of a row as a person reads them."""
        return "、".join(column.text(key) for column, key in zip(self.columns, rate.keys, strict=True))

    def choices(self, column: str) -> frozenset[str]:
        """The texts that stand in a key column. Raises KeyError if there is none of that name."""
        for index, key in enumerate(self.columns):
            if key.name == column:
                return frozenset(own for rate in self.rates if isinstance(own := rate.keys[index], str))
        raise KeyError(column)

    def kind(self, fixed: Sequence[str | None]) -> Number:
        """What a look-up gives where some keys are written in the rule (``fixed``): unit, scale and bounds.

        Where the rows differ in unit, the unit is the table's own variable, over which 元 stands.
        Raises ValueError where rows of money and of something else mix, and where no row has those keys.
        """
        rows = [rate for rate in self.rates if _agrees(rate, fixed)]
        if not rows:
            written = "、".join(f"{column.name}={key}" for column, key in zip(self.columns, fixed, strict=False) if key)
            raise ValueError(f"标准表“{self.name}”中没有 {written} 这一行。")
        values = [rate.value for rate in rows if rate.value is not None] or [Decimal(0)]
        units = {rate.unit for rate in rows}
        if len(units) == 1:
            unit = units.pop()
        elif all(("元", 1) in unit.powers for unit in units):
            unit = Unit((("元", 1),)) / Unit.variable(self.name)
        else:
            raise ValueError(f"标准表“{self.name}”各行的单位不同（{'、'.join(sorted(map(str, units)))}），不能一起查。")
        scale = max(-_exponent(value) for value in values)
        return Number(unit, max(scale, 0), min(values), max(values))

    def __iter__(self) -> Iterator[Rate]:
        return iter(self.rates)


def _texts(keys: Sequence[Key]) -> tuple[str, ...]:
    return tuple(key for key in keys if isinstance(key, str))


def _within(column: KeyColumn, band: Band, value: Decimal) -> bool:
    if band.low is not None and (value < band.low or (value == band.low and column.low_sign == ">")):
        return False
    return band.high is None or value < band.high or (value == band.high and column.high_sign == "≤")


def _low(key: Key) -> Decimal:
    return key.low if isinstance(key, Band) and key.low is not None else Decimal("-Infinity")


def _agrees(rate: Rate, fixed: Sequence[str | None]) -> bool:
    return all(wanted is None or own == wanted for own, wanted in zip(rate.keys, fixed, strict=False))


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent
