"""Dates and months as papers write them, and periods that cannot be turned round. No clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from oneruler.base.numerals import read_number

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""The one clock of the country."""


def local_day(at: datetime) -> date:
    """The day in China at that moment. Raises ValueError for a moment without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"时间应带时区，现为 {at}。")
    return at.astimezone(SHANGHAI).date()


class YearMonth(NamedTuple):
    """A month of a year, where the paper prints no day."""

    year: int
    month: int


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date found in a text at ``start`` … ``end`` (end exclusive); ``value`` is None if there is no such day."""

    value: date | YearMonth | None
    start: int
    end: int


_BLANK = r"[ \t\u3000]*"
_YEAR = r"(?P<{0}y>\d{{4}}|[一二三四五六七八九〇零○]{{4}})"
_NUMBER = r"(?P<{0}>\d{{1,2}}|[一二三四五六七八九十廿卅]{{1,3}})"
_CHINESE = (
    _YEAR.format("c") + _BLANK + "年" + _BLANK + _NUMBER.format("cm") + _BLANK + "月份?"
    "(?:" + _BLANK + _NUMBER.format("cd") + _BLANK + "[日号])?"
)
_SIGNS = r"(?P<sy>\d{4})(?P<sign>[-./])(?P<sm>\d{1,2})(?P=sign)(?P<sd>\d{1,2})"
_ISO_MONTH = r"(?P<iy>\d{4})-(?P<im>\d{2})"
_DATE = re.compile(rf"(?<!\d){_CHINESE}|(?<![\d./-])(?:{_SIGNS}(?![./-]?\d)|{_ISO_MONTH}(?!%|[.,/-]?\d))")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) != "，"}


def find_dates(text: str) -> Iterator[WrittenDate]:
    """Every date or month with its year in ``text``, in order: 2023年5月21日, 二〇二三年五月, 2023-05-21, 2023.5.21.

    A bare ``2023.5`` is a figure, not a month; one that names no real day comes with value None.
    """
    for match in _DATE.finditer(text.translate(_FULL_WIDTH)):
        parts = [part for name, part in match.groupdict().items() if part and name != "sign"]
        yield WrittenDate(_value(parts), *match.span())


def _value(parts: list[str]) -> date | YearMonth | None:
    try:
        year, month, *day = (int(read_number(part)) for part in parts)
        return date(year, month, *day) if day else YearMonth(*date(year, month, 1).timetuple()[:2])
    except ValueError:
        return None


def parse_date(text: str) -> date | YearMonth:
    """The date or month that ``text`` as a whole names. Raises ValueError."""
    stripped = text.strip()
    for written in find_dates(stripped):
        if written.value is not None and (written.start, written.end) == (0, len(stripped)):
            return written.value
    raise ValueError(f"日期应形如“2023年5月21日”“2023-05-21”或“2023年5月”，现为“{text}”；请改正。")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``, both counted. Raises ValueError if turned round."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"起止日期颠倒：{self.first} 在 {self.last} 之后；请核对起日和止日。")

    @property
    def days(self) -> int:
        """How many days, the first and the last included."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def overlaps(self, other: Period) -> bool:
        """Whether any day lies in both."""
        return self.first <= other.last and other.first <= self.last
