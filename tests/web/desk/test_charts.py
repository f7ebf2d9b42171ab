from __future__ import annotations

from datetime import date

from oneruler.web.desk.charts import HEIGHT, WIDTH, by_day, share


def test_nothing_is_no_chart() -> None:
    assert by_day([]) is None


def test_days_stand_from_left_to_right_and_add_up() -> None:
    chart = by_day([(date(2025, 10, 9), 3), (date(2025, 10, 12), 1)], goal=8)
    assert chart is not None
    assert [(bar.count, bar.by_then) for bar in chart.bars] == [(3, 3), (1, 4)]
    assert float(chart.bars[0].x) < float(chart.bars[1].x)
    assert float(chart.bars[0].height) == 3 * float(chart.bars[1].height)
    assert [mark.words for mark in chart.across] == ["0", "2", "4", "6", "8"]
    assert chart.goal is not None
    assert chart.goal.at == chart.across[-1].at
    assert [mark.words for mark in chart.under] == ["2025-10-09", "2025-10-12"]


def test_nothing_stands_outside() -> None:
    for most in (1, 3, 7, 42, 999, 12_345):
        chart = by_day([(date(2025, 1, 1), most), (date(2025, 12, 31), 1)], goal=most)
        assert chart is not None
        for point in chart.line.split():
            x, y = (float(one) for one in point.split(","))
            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT
        assert len(chart.across) <= 6


def test_one_day_has_one_word_under_it() -> None:
    chart = by_day([(date(2025, 1, 1), 1)])
    assert chart is not None
    assert [mark.words for mark in chart.under] == ["2025-01-01"]


def test_a_bar_is_never_longer_than_its_whole_and_never_nought_for_something() -> None:
    assert [share(1, 1000), share(0, 5), share(5, 0), share(7, 5), share(1, 3)] == [1, 0, 0, 100, 33]
