from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.projects.calendar_days import (
    CalendarError,
    DayUnit,
    Term,
    WorkingCalendar,
    read_holidays,
)
from oneruler.projects.procedure.reading import load_calendar, shipped_folder

HEAD = "日期,休班,名称,出处,状态\n"
DAYS = load_calendar()


def calendar(folder: Path, *rows: str) -> WorkingCalendar:
    path = folder / "holidays.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return read_holidays(path)


def end(day: date, count: int, unit: DayUnit, *, rolled: bool = False) -> date:
    return DAYS.end(day, Term(count, unit), rolled=rolled)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2025, 9, 26), True),  # a Friday
        (date(2025, 9, 27), False),  # a Saturday
        (date(2025, 9, 28), True),  # a Sunday that is worked
        (date(2025, 10, 1), False),  # a Wednesday that is free
        (date(2025, 10, 9), True),
        (date(2025, 10, 11), True),  # a Saturday that is worked
    ],
)
def test_weekends_holidays_and_days_worked_instead(day: date, working: bool) -> None:
    assert DAYS.is_working(day) is working


def test_the_first_day_is_not_counted() -> None:
    assert end(date(2025, 8, 1), 10, DayUnit.WORKING_DAY) == date(2025, 8, 15)
    assert end(date(2025, 8, 2), 10, DayUnit.WORKING_DAY) == date(2025, 8, 15)  # from a Saturday
    assert end(date(2025, 9, 1), 30, DayUnit.DAY) == date(2025, 10, 1)


def test_working_days_pass_over_a_week_of_holidays() -> None:
    assert end(date(2025, 9, 26), 3, DayUnit.WORKING_DAY) == date(2025, 9, 30)
    assert end(date(2025, 9, 30), 1, DayUnit.WORKING_DAY) == date(2025, 10, 9)
    assert end(date(2025, 12, 31), 1, DayUnit.WORKING_DAY) == date(2026, 1, 4)


@pytest.mark.parametrize(
    ("day", "count", "unit", "last"),
    [
        (date(2025, 1, 31), 1, DayUnit.MONTH, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, DayUnit.MONTH, date(2024, 2, 29)),
        (date(2025, 11, 15), 3, DayUnit.MONTH, date(2026, 2, 15)),
        (date(2024, 2, 29), 1, DayUnit.YEAR, date(2025, 2, 28)),
        (date(2025, 3, 1), 20, DayUnit.YEAR, date(2045, 3, 1)),
    ],
)
def test_months_and_years_end_on_the_day_of_the_same_number(day: date, count: int, unit: DayUnit, last: date) -> None:
    assert end(day, count, unit) == last


def test_an_end_on_a_free_day_is_put_off_where_the_limit_says_so() -> None:
    assert end(date(2025, 9, 1), 30, DayUnit.DAY, rolled=True) == date(2025, 10, 9)
    assert end(date(2025, 9, 15), 10, DayUnit.DAY, rolled=True) == date(2025, 9, 25)
    assert end(date(2030, 1, 1), 4, DayUnit.DAY, rolled=True) == date(2030, 1, 7)  # only the weekend is known


def test_a_year_that_is_not_listed_is_said_not_guessed() -> None:
    with pytest.raises(CalendarError, match="没有 2031 年的放假安排.*holidays.csv"):
        end(date(2031, 3, 3), 1, DayUnit.WORKING_DAY)


@given(st.dates(date(2024, 1, 1), date(2026, 6, 30)), st.integers(1, 60))
def test_so_many_working_days_lie_between(day: date, count: int) -> None:
    last = end(day, count, DayUnit.WORKING_DAY)
    assert DAYS.is_working(last)
    assert DAYS.working_days_between(day, last) == count


@given(st.dates(date(2024, 1, 1), date(2026, 6, 30)), st.integers(1, 60))
def test_a_longer_term_ends_later(day: date, count: int) -> None:
    for unit in DayUnit:
        if unit is not DayUnit.YEAR:
            assert day < end(day, count, unit) < end(day, count + 3, unit) or unit is DayUnit.MONTH


def test_the_shipped_list_has_no_day_off_that_the_statute_lacks() -> None:
    statutory = [one for one in DAYS.declared if one.free and one.status == "部分核"]
    assert {year: sum(one.day.year == year for one in statutory) for year in (2025, 2026)} == {2025: 13, 2026: 13}
    assert all(one.status in ("部分核", "示例") and one.source for one in DAYS.declared)
    assert DAYS.years == {2024, 2025, 2026}


def test_a_declared_day_overrides_the_week(tmp_path: Path) -> None:
    one = calendar(tmp_path, "2025-09-28,班,调休,示例,示例", "2025年10月1日,休,国庆节,示例,示例", ",,,,")
    assert one.is_working(date(2025, 9, 28))
    assert not one.is_working(date(2025, 10, 1))
    assert one.is_working(date(2025, 10, 2))


def test_every_faulty_line_is_named(tmp_path: Path) -> None:
    rows = ["某日,休,x,y,示例", "2025-10,休,x,y,示例", "2025-10-01,假,x,y,示例", "2025-10-01,休,x,y,大概", "2025-10-01,休",
            "2025-10-02,休,x,y,示例", "2025-10-02,休,x,y,示例", "2025-10-09,班,x,y,示例"]  # fmt: skip
    with pytest.raises(CalendarError) as refused:
        calendar(tmp_path, *rows)
    lines = str(refused.value).splitlines()
    assert [line.split("：")[0] for line in lines] == [f"holidays.csv:{line}" for line in (2, 3, 4, 5, 6, 8, 9)]


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "表头应是"), ("日期,名称\n", "表头应是"), (HEAD + '"2025-01-01,休\n', "holidays.csv"), (None, "打不开")],
)
def test_a_file_that_is_none(tmp_path: Path, text: str | None, said: str) -> None:
    path = tmp_path / "holidays.csv"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(CalendarError, match=said):
        read_holidays(path)


def test_the_words_of_a_term() -> None:
    assert [str(Term(3, unit)) for unit in DayUnit] == ["3 个工作日", "3 日", "3 个月", "3 年"]


def test_officers_find_the_list_beside_the_procedures() -> None:
    assert (shipped_folder() / "holidays.csv").is_file()
    assert date(2025, 10, 1) - timedelta(days=1) not in {one.day for one in DAYS.declared}
