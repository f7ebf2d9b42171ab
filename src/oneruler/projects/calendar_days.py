"""Working days and calendar days: Mon–Fri without those declared free (休), with those declared worked (班).

The day on which a term begins is not counted. Months and years end on the day of the same number, or on the last of a
shorter month.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from oneruler.base.dates import parse_date
from oneruler.policy.pack.csv_tables import BrokenCsvError, decode, read_csv

HEADER = ("日期", "休班", "名称", "出处", "状态")
STATUSES = ("已核", "部分核", "示例")
_KINDS = ("休", "班")


class CalendarError(ValueError):
    """Holidays that cannot be read, or a year whose holidays are not listed. Said in Chinese."""


class DayUnit(StrEnum):
    """What a term is counted in."""

    WORKING_DAY = "工作日"
    DAY = "日"
    MONTH = "月"
    YEAR = "年"


@dataclass(frozen=True, slots=True)
class Term:
    """So many days, working days, months or years."""

    count: int
    unit: DayUnit

    def __str__(self) -> str:
        return f"{self.count} {'个' if self.unit in (DayUnit.WORKING_DAY, DayUnit.MONTH) else ''}{self.unit}"


@dataclass(frozen=True, slots=True)
class DeclaredDay:
    """One line of the holidays' file."""

    day: date
    free: bool
    name: str
    source: str
    status: str


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days are worked, in the years that are listed."""

    declared: tuple[DeclaredDay, ...]

    @cached_property
    def _free(self) -> dict[date, bool]:
        return {one.day: one.free for one in self.declared}

    @cached_property
    def years(self) -> frozenset[int]:
        """The years whose holidays are known."""
        return frozenset(one.day.year for one in self.declared)

    def is_working(self, day: date) -> bool:
        """Whether a day is worked. Raises CalendarError where its year is not listed."""
        if day.year not in self.years:
            known = "、".join(str(year) for year in sorted(self.years)) or "无"
            raise CalendarError(
                f"没有 {day.year} 年的放假安排（已有：{known}），算不出工作日；请在 procedures/holidays.csv 里补上。"
            )
        return not self._free.get(day, day.weekday() >= 5)

    def end(self, day: date, term: Term, *, rolled: bool = False) -> date:
        """The last day of a term that begins on ``day``. ``rolled`` puts off an end on a free day to the next worked
        one. Raises CalendarError."""
        match term.unit:
            case DayUnit.WORKING_DAY:
                last = day
                for _ in range(term.count):
                    last = self._next_working(last)
                return last
            case DayUnit.DAY:
                last = day + timedelta(days=term.count)
            case DayUnit.MONTH:
                last = _months_later(day, term.count)
            case DayUnit.YEAR:
                last = _months_later(day, 12 * term.count)
        return self._rolled(last) if rolled else last

    def working_days_between(self, first: date, last: date) -> int:
        """How many days are worked after ``first``, up to and with ``last``."""
        return sum(self.is_working(first + timedelta(days=gone)) for gone in range(1, (last - first).days + 1))

    def _next_working(self, day: date) -> date:
        day += timedelta(days=1)
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def _rolled(self, day: date) -> date:
        """Years ahead no holidays are declared yet: there only the weekend is known."""
        while self._free.get(day, day.weekday() >= 5):
            day += timedelta(days=1)
        return day


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def read_holidays(path: Path) -> WorkingCalendar:
    """The holidays in a CSV file. Raises CalendarError with every faulty line."""
    try:
        rows = read_csv(decode(path.read_bytes()))
    except OSError as error:
        raise CalendarError(f"打不开放假安排 {path.name}（{error.strerror}）；请核对文件是否还在。") from None
    except (BrokenCsvError, ValueError) as error:
        raise CalendarError(f"{path.name}：{error}") from None
    if not rows or tuple(cell.strip() for cell in rows[0]) != HEADER:
        raise CalendarError(f"{path.name}:1：表头应是“{','.join(HEADER)}”。")
    declared: list[DeclaredDay] = []
    faults: list[str] = []
    for line, row in enumerate(rows[1:], 2):
        cells = [cell.strip() for cell in row]
        if any(cells):
            try:
                declared.append(_declared(cells, declared))
            except ValueError as error:
                faults.append(f"{path.name}:{line}：{error}")
    if faults:
        raise CalendarError("\n".join(faults))
    return WorkingCalendar(tuple(declared))


def _declared(cells: list[str], before: Iterable[DeclaredDay]) -> DeclaredDay:
    if len(cells) != len(HEADER):
        raise ValueError(f"应有 {len(HEADER)} 列，现有 {len(cells)} 列；请照上一行补齐。")
    words, kind, name, source, status = cells
    day = parse_date(words)
    if not isinstance(day, date):
        raise ValueError(f"日期应写到日，现为“{words}”。")
    if kind not in _KINDS:
        raise ValueError(f"“休班”应填“休”或“班”，现为“{kind}”。")
    if status not in STATUSES:
        raise ValueError(f"“状态”应是{'、'.join(STATUSES)}之一，现为“{status}”。")
    if any(one.day == day for one in before):
        raise ValueError(f"{day} 写了两次；请删去一行。")
    if kind == "班" and day.weekday() < 5:
        raise ValueError(f"{day} 本来就是工作日，不用写“班”；请核对日期。")
    return DeclaredDay(day, kind == "休", name, source, status)
