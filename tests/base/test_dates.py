"""Dates in running text, and periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.base.dates import Period, YearMonth, find_dates, parse_date
from oneruler.base.numerals import chinese

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
FORMS = st.sampled_from(
    [
        "{0.year}年{0.month}月{0.day}日",
        "{0.year} 年 {0.month:02d} 月 {0.day} 日",
        "{0:%Y-%m-%d}",
        "{0.year}.{0.month}.{0.day}",
        "{0:%Y/%m/%d}",
    ]
)


@given(DAYS, FORMS, st.sampled_from(["", "自", "（", "截至 "]), st.sampled_from(["", "起", "，共12户", "）", "。"]))
def test_every_form_is_found_in_its_place(day: date, form: str, before: str, after: str) -> None:
    written = form.format(day)
    (found,) = find_dates(before + written + after)
    assert found.value == day
    assert (before + written + after)[found.start : found.end] == written


@given(DAYS)
def test_dates_in_chinese_numerals(day: date) -> None:
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    assert parse_date(f"{year}年{chinese(day.month)}月{chinese(day.day)}日") == day
    assert parse_date(f"{year}年{chinese(day.month)}月") == YearMonth(day.year, day.month)


def test_months_without_a_day() -> None:
    text = "2022年1月-2023 年 5 月，2023-05；２０２３年１２月份"
    assert [found.value for found in find_dates(text)] == [(2022, 1), (2023, 5), (2023, 5), (2023, 12)]


@pytest.mark.parametrize(
    "text", ["2023.5", "2021-2023", "12023年5月", "1.2023.5.2", "第2023-0512号", "2023年度", "2023-05%", "2023-05-1234"]
)
def test_figures_are_no_dates(text: str) -> None:
    assert list(find_dates(text)) == []


@pytest.mark.parametrize("text", ["2023年2月30日", "2023-13-01", "2023年13月", "二〇二三年十三月"])
def test_a_day_that_is_not_is_found_and_marked(text: str) -> None:
    (found,) = find_dates(f"于{text}签约")
    assert found.value is None
    assert f"于{text}签约"[found.start : found.end] == text
    with pytest.raises(ValueError, match=f"现为“{text}”"):
        parse_date(text)


@pytest.mark.parametrize("text", ["", "2023年5月21日起", "5月21日"])
def test_only_a_whole_date_is_parsed(text: str) -> None:
    with pytest.raises(ValueError, match="日期应形如"):
        parse_date(text)


@given(DAYS, DAYS)
def test_a_period_cannot_be_turned_round(first: date, last: date) -> None:
    if last < first:
        with pytest.raises(ValueError, match="起止日期颠倒"):
            Period(first, last)
    else:
        period = Period(first, last)
        assert period.days == (last - first).days + 1
        assert first in period
        assert last in period
        assert first - timedelta(1) not in period
        assert last + timedelta(1) not in period


@given(st.lists(DAYS, min_size=4, max_size=4))
def test_periods_overlap_when_they_share_a_day(days: list[date]) -> None:
    a, b = Period(*sorted(days[:2])), Period(*sorted(days[2:]))
    assert a.overlaps(b) == b.overlaps(a) == (max(a.first, b.first) <= min(a.last, b.last))
