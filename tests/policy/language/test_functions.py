"""Every function of the language, with worked examples on both sides of its boundaries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from oneruler.policy.language.functions import FUNCTIONS
from oneruler.policy.language.guard import LanguageError
from oneruler.policy.language.kinds import Number
from oneruler.policy.language.reading import read
from tests.policy.packs import day, refused, scope, worth

VIEW = scope()


def said(text: str, own: str = "户") -> str:
    """Message and repair of the first thing that is wrong."""
    with pytest.raises(LanguageError) as caught:
        read(text, scope(own))
    first = caught.value.complaints[0]
    return f"{first.at} {first.message} {first.repair}".strip()


def test_this_list_is_all_there_is() -> None:
    assert sorted(FUNCTIONS) == [
        "after_days", "after_months", "age", "amount", "asof", "ceil", "count", "date", "days", "div", "floor", "known",
        "max", "min", "months", "round", "sum", "tiers",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("call", "number", "result"),
    [
        ("round({}, 2)", "1.005", "1.01"),
        ("round({}, 2)", "-1.005", "-1.01"),
        ("round({}, 2)", "1.0049", "1.00"),
        ("round({}, 2)", "-1.0049", "-1.00"),
        ("round({}, 0)", "0.5", "1"),
        ("round({}, 0)", "-0.5", "-1"),
        ("round({}, 0)", "1.5", "2"),
        ("round({}, 0)", "2.5", "3"),
        ("round({}, 0)", "-2.5", "-3"),
        ("round({}, 0)", "0.4999", "0"),
        ("round({}, 6)", "1.5", "1.500000"),
        ("floor({}, 0)", "1.9999", "1"),
        ("floor({}, 0)", "-1.0001", "-2"),
        ("floor({}, 0)", "-1", "-1"),
        ("floor({}, 2)", "2.0099", "2.00"),
        ("floor({}, 2)", "-2.0001", "-2.01"),
        ("ceil({}, 0)", "1.0001", "2"),
        ("ceil({}, 0)", "1", "1"),
        ("ceil({}, 0)", "-1.9999", "-1"),
        ("ceil({}, 2)", "2.0001", "2.01"),
        ("ceil({}, 2)", "-2.0099", "-2.00"),
        ("div({}, 3, 2)", "1", "0.33"),
        ("div({}, 3, 2)", "2", "0.67"),
        ("div({}, 3, 2)", "-2", "-0.67"),
        ("div({}, 8, 2)", "1", "0.13"),
        ("div({}, 8, 2)", "-1", "-0.13"),
        ("div({}, -8, 2)", "1", "-0.13"),
        ("div({}, -8, 2)", "-1", "0.13"),
        ("div({}, 2, 0)", "1", "1"),
        ("div({}, 2, 0)", "-1", "-1"),
        ("div({}, 2, 0)", "0.9999", "0"),
        ("div(1, {}, 8)", "3", "0.33333333"),
        ("div(0, {}, 2)", "-7", "0.00"),
        ("min({}, 3)", "2.9999", "2.9999"),
        ("min({}, 3)", "3.0001", "3"),
        ("max({}, 3)", "2.9999", "3"),
        ("max({}, 3)", "3.0001", "3.0001"),
        ("max({}, -3, 0)", "-1", "0"),
        ("min({}, -3, 0)", "-3.5", "-3.5000"),
    ],
)
def test_a_function_of_one_number(tmp_path: Path, call: str, number: str, result: str) -> None:
    value = worth(tmp_path, call.format("余额"), 户={"余额": number})
    assert value == Decimal(result)
    if not call.startswith(("min", "max")):
        assert str(value) in {result, f"-{result}"}


BIRTHDAYS = [
    ("2007-06-01", "2025-05-31", 17), ("2007-06-01", "2025-06-01", 18), ("2007-06-01", "2025-06-02", 18),
    ("2025-06-01", "2025-06-01", 0), ("2024-02-29", "2025-02-27", 0), ("2024-02-29", "2025-02-28", 1),
    ("2024-02-29", "2028-02-28", 3), ("2024-02-29", "2028-02-29", 4), ("2000-12-31", "2025-12-30", 24),
    ("2000-12-31", "2025-12-31", 25), ("1900-01-01", "2025-01-01", 125), ("2025-06-01", "2024-06-02", 0),
    ("2025-06-01", "2024-06-01", -1),
]  # fmt: skip
MONTHS = [
    ("2025-01-15", "2025-02-14", 0), ("2025-01-15", "2025-02-15", 1), ("2025-01-15", "2025-02-16", 1),
    ("2025-01-31", "2025-02-27", 0), ("2025-01-31", "2025-02-28", 1), ("2025-01-31", "2025-03-30", 1),
    ("2025-01-31", "2025-03-31", 2), ("2024-01-31", "2024-02-28", 0), ("2024-01-31", "2024-02-29", 1),
    ("2025-02-28", "2025-03-27", 0), ("2025-02-28", "2025-03-28", 1), ("2025-01-15", "2026-01-14", 11),
    ("2025-01-15", "2026-01-15", 12), ("2025-06-01", "2025-06-01", 0), ("2025-02-15", "2025-01-15", -1),
    ("2025-02-14", "2025-01-15", 0),
]  # fmt: skip
DAYS = [
    ("2025-06-01", "2025-06-01", 0), ("2025-06-01", "2025-06-02", 1), ("2025-02-28", "2025-03-01", 1),
    ("2024-02-28", "2024-03-01", 2), ("2025-01-01", "2026-01-01", 365), ("2025-06-02", "2025-06-01", -1),
    ("0001-01-01", "9999-12-31", 3652058),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "first", "last", "count"),
    [(name, *row) for name, rows in (("age", BIRTHDAYS), ("months", MONTHS), ("days", DAYS)) for row in rows],
)
def test_between_two_days(tmp_path: Path, name: str, first: str, last: str, count: int) -> None:
    assert worth(tmp_path, f"{name}(签约日, 腾房日)", 户={"签约日": first, "腾房日": last}) == count
    kind = read(f"{name}(签约日, 腾房日)", VIEW).kind
    assert isinstance(kind, Number)
    assert kind.low <= count <= kind.high


@pytest.mark.parametrize(
    ("call", "start", "end"),
    [
        ("after_days(签约日, 30)", "2025-01-31", "2025-03-02"),
        ("after_days(签约日, 0)", "2025-01-31", "2025-01-31"),
        ("after_days(签约日, -1)", "2025-03-01", "2025-02-28"),
        ("after_days(签约日, -1)", "2024-03-01", "2024-02-29"),
        ("after_months(签约日, 1)", "2025-01-31", "2025-02-28"),
        ("after_months(签约日, 1)", "2024-01-31", "2024-02-29"),
        ("after_months(签约日, 1)", "2025-01-28", "2025-02-28"),
        ("after_months(签约日, 12)", "2024-02-29", "2025-02-28"),
        ("after_months(签约日, 48)", "2024-02-29", "2028-02-29"),
        ("after_months(签约日, 1)", "2025-12-15", "2026-01-15"),
        ("after_months(签约日, -1)", "2025-03-31", "2025-02-28"),
        ("after_months(签约日, 0)", "2025-03-31", "2025-03-31"),
        ("after_months(签约日, months(签约日, 腾房日))", "2025-01-31", "2025-06-30"),
        ("after_days(签约日, days(签约日, 腾房日))", "2025-01-31", "2025-07-01"),
    ],
)
def test_a_day_after_another(tmp_path: Path, call: str, start: str, end: str) -> None:
    assert worth(tmp_path, call, 户={"签约日": start, "腾房日": "2025-07-01"}) == day(end)


@pytest.mark.parametrize(
    "call", ["after_days(签约日, 9999999)", "after_months(签约日, 120000)", "after_months(签约日, -120000)"]
)
def test_no_day_outside_the_calendar(tmp_path: Path, call: str) -> None:
    assert "2025-06-01 之后" in refused(tmp_path, call, 户={"签约日": "2025-06-01"})


@pytest.mark.parametrize(
    ("area", "sum_"),
    [
        ("0", "0"), ("0.01", "0.10"), ("49.99", "499.90"), ("50", "500"), ("50.01", "500.08"), ("99.99", "899.92"),
        ("100", "900"), ("100.01", "900.055"), ("200", "1450.000"),
    ],
)  # fmt: skip
def test_tiers_pay_each_part_at_its_own_rate(tmp_path: Path, area: str, sum_: str) -> None:
    assert worth(tmp_path, "tiers(面积, 阶梯)", 户={"面积": area}) == Decimal(sum_)


@pytest.mark.parametrize(
    ("grade", "area", "sum_"),
    [
        ("甲", "50", "500"),
        ("甲", "50.01", "500.08"),
        ("甲", "100000", "800100"),
        ("乙", "30", "180"),
        ("乙", "60", "300"),
    ],
)
def test_tiers_of_one_grade(tmp_path: Path, grade: str, area: str, sum_: str) -> None:
    assert worth(tmp_path, "tiers(面积, 分级阶梯[等级])", 户={"面积": area, "等级": grade}) == Decimal(sum_)


@pytest.mark.parametrize(
    ("call", "facts", "words"),
    [
        ("tiers(面积, 阶梯)", {"面积": "200.01"}, "标准表“阶梯”的各段没有包括 0 到 200.01"),
        ("tiers(面积, 分级阶梯[等级])", {"面积": "60.01", "等级": "乙"}, "标准表“分级阶梯”的各段没有包括 0 到 60.01"),
        (
            "tiers(面积, 分级阶梯[等级])",
            {"面积": "1", "等级": "丙"},
            "标准表“分级阶梯”中 等级=丙 在 2025-06-01 没有有效的单价",
        ),
        ("div(1, 余额, 2)", {"余额": "0"}, "户“A”：除数是 0，不能计算（div(1, 余额, 2)）"),
    ],
)
def test_what_a_function_cannot_say(tmp_path: Path, call: str, facts: dict[str, str], words: str) -> None:
    assert words in refused(tmp_path, call, 户=facts)


HOUSES = [
    {"结构": "砖混", "合法面积": "100.50", "建成日": "2020-01-01"},
    {"结构": "土木", "合法面积": "50", "建成日": "2024-12-31"},
    {"结构": "砖混", "合法面积": "0", "建成日": "2025-01-01"},
]


@pytest.mark.parametrize(
    ("call", "result"),
    [
        ("count(房屋)", 3), ("count(人口)", 0), ('count(房屋, 结构 == "砖混")', 2), ("count(房屋, 合法面积 > 0)", 2),
        ('count(房屋, 建成日 <= date("2024-12-31"))', 2), ("count(房屋, 建成日 < 公告日 and 合法面积 > 100)", 1),
        ("sum(房屋, 合法面积)", Decimal("150.50")), ("sum(人口, 1)", 0), ("sum(房屋, 2)", 6),
        ('sum(房屋, 合法面积 if 结构 == "砖混" else 0)', Decimal("100.50")),
        ("sum(房屋, 合法面积 * 房屋单价[结构])", Decimal("115450")), ("sum(房屋, count(房屋))", 9),
        ("sum(房屋, 合法面积 + 面积)", Decimal("180.50")), ("count(房屋) + 户 * 0 * div(count(房屋), 户, 0)", 3),
    ],
)  # fmt: skip
def test_over_what_a_household_has(tmp_path: Path, call: str, result: Decimal | int) -> None:
    assert worth(tmp_path, call, 房屋=HOUSES, 户={"面积": "10"}) == result


@pytest.mark.parametrize(("signed", "price"), [("2025-12-31", "900"), ("2026-01-01", "950.5"), ("2025-01-01", "900")])
def test_as_of_another_day(tmp_path: Path, signed: str, price: str) -> None:
    assert worth(tmp_path, 'asof(房屋单价["砖混"], 签约日)', 户={"签约日": signed}) == Decimal(price)
    assert worth(tmp_path / "now", '房屋单价["砖混"]', 户={"签约日": signed}) == 900


@pytest.mark.parametrize(("words", "known"), [("2025-06-01", True), ("", False)])
def test_whether_a_fact_is_known(tmp_path: Path, words: str, known: bool) -> None:
    assert worth(tmp_path, "known(签约日)", 户={"签约日": words}) is known


def test_a_day_written_in_the_rule(tmp_path: Path) -> None:
    assert worth(tmp_path, 'date("2024-02-29")') == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("call", "unit", "scale", "low", "high"),
    [
        ("round(余额, 1)", "元", 1, "-1000000", "1000000"),
        ("floor(余额 * 0.3333, 0)", "元", 0, "-333300", "333300"),
        ("ceil(余额 * 0.33335, 0)", "元", 0, "-333350", "333350"),
        ("floor(面积 * 0.000004, 0)", "㎡", 0, "0", "0"),
        ("ceil(面积 * 0.000004, 0)", "㎡", 0, "0", "1"),
        ("div(面积, 3, 2)", "㎡", 2, "0", "33334"),
        ("div(面积, 2, 0)", "㎡", 0, "0", "50000"),
        ("div(1.5, 户, 0)", "1/户", 0, "0", "2"),
        ("div(面积, 比例, 2)", "㎡", 2, "-1000000000", "1000000000"),
        ("div(余额, 面积, 2)", "元/㎡", 2, "-100000000", "100000000"),
        ("div(1, 3, 2)", None, 2, "0", "1"),
        ("min(面积, 500)", "㎡", 2, "0", "500"),
        ("max(面积, 500)", "㎡", 2, "500", "100000"),
        ("max(比例, -3, 0)", "", 4, "0", "10"),
        ("sum(房屋, 合法面积)", "㎡", 2, "0", "5000000"),
        ("sum(房屋, -合法面积)", "㎡", 2, "-5000000", "0"),
        ("count(人口)", "人", 0, "0", "1000"),
        ("count(房屋, 合法面积 > 0)", "栋", 0, "0", "1000"),
        ("tiers(面积, 阶梯)", "元", 3, "0", "1000000"),
        ("tiers(户, 分级阶梯[等级])", "元·户/㎡", 0, "0", "10"),
        ('amount("房屋补偿")', "元", 2, "-1000000000000000", "1000000000000000"),
        ('amount("房屋补偿", "装修补偿")', "元", 2, "-2000000000000000", "2000000000000000"),
        ("age(签约日, 公告日)", "岁", 0, "-10000", "10000"),
        ("months(签约日, 公告日)", "月", 0, "-120000", "120000"),
        ("days(签约日, 公告日)", "天", 0, "-3660000", "3660000"),
    ],
)
def test_the_kind_of_a_result(call: str, unit: str | None, scale: int, low: str, high: str) -> None:
    kind = read(call, VIEW).kind
    assert isinstance(kind, Number)
    assert (None if kind.unit is None else kind.unit.text) == unit
    assert (kind.scale, kind.low, kind.high) == (scale, Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("round(面积)", "0 括号里应写 round(数, 位数)，现有 1 项"),
        ("floor(面积, 1, 2)", "0 括号里应写 floor(数, 位数)，现有 3 项"),
        ("round(面积, 2.0)", "10 位数应是 0 到 8 的整数"),
        ("round(面积, -1)", "10 位数应是 0 到 8 的整数"),
        ("round(面积, 9)", "10 位数应是 0 到 8 的整数"),
        ("round(面积, 户)", "10 位数应是 0 到 8 的整数"),
        ("round(面积, True)", "10 位数应是 0 到 8 的整数"),
        ("round(等级, 2)", "6 这里应是数，现为文字（等级）"),
        ("div(面积, 3)", "0 括号里应写 div(被除数, 除数, 位数)，现有 2 项"),
        ("div(面积, 等级, 2)", "8 这里应是数，现为文字（等级）"),
        ("min(面积)", "0 括号里应写 min(数, 数)，现有 1 项"),
        ("max(面积, 低保)", "8 这里应是数，现为是否（低保）"),
        ("max(签约日, 腾房日)", "4 这里应是数，现为日期（签约日）"),
        ("sum(房屋)", "0 括号里应写 sum(对象, 算式)，现有 1 项"),
        ("sum(户, 面积)", "4 sum 的第一项应是从属对象：房屋、人口、设施"),
        ("sum(面积, 1)", "4 sum 的第一项应是从属对象：房屋、人口、设施"),
        ("sum(房屋, 结构)", "8 这里应是数，现为文字（结构）"),
        ("sum(房屋, 合法面积 > 0)", "8 这里应是数，现为是否（合法面积 > 0）"),
        ("count(户)", "6 count 的第一项应是从属对象：房屋、人口、设施"),
        ("count(房屋, 合法面积)", "10 count 的第二项应是条件，现为数（㎡）"),
        ("asof(面积, 签约日)", "5 asof 的第一项应是查表，如 房屋单价[结构]"),
        ('asof(房屋单价["砖混"], 面积)', "17 这里应是日期，现为数（㎡）（面积）"),
        ("tiers(面积, 户费)", "10 tiers 的第二项应是最后一个键为区间的标准表"),
        ("tiers(面积, 面积)", "10 tiers 的第二项应是最后一个键为区间的标准表"),
        ("tiers(等级, 阶梯)", "6 这里应是数，现为文字（等级）"),
        ("tiers(余额, 阶梯)", "6 分段累计的数可能小于 0 给字段写上 最小: 0。"),
        ("tiers(面积, 分级阶梯)", "10 “分级阶梯”的键应有 1 个（等级），现有 0 个"),
        ("tiers(面积, 分级阶梯[等级, 面积])", "10 “分级阶梯”的键应有 1 个（等级），现有 2 个"),
        (
            "tiers(面积, 天数奖励)",
            "10 “天数奖励”不能分段累计 最后一个键要有下限列，上下限不能都含（如 面积≥ 和 面积<），其余的键不能是区间。",
        ),
        ('amount("房屋补尝")', "7 没有“房屋补尝”这个补偿项"),
        ("amount(面积)", "7 应是引号里的补偿项名称"),
        ("amount()", '0 括号里应写 amount("补偿项", …)，现有 0 项'),
        ("age(签约日)", "0 括号里应写 age(出生日, 日期)，现有 1 项"),
        ("days(签约日, 面积)", "10 这里应是日期，现为数（㎡）（面积）"),
        ("months(等级, 签约日)", "7 这里应是日期，现为文字（等级）"),
        ("after_days(签约日, 1.5)", "16 after_days 的第二项应是整天数，现为数"),
        ("after_days(签约日, months(签约日, 腾房日))", "16 after_days 的第二项应是整天数，现为数（月）"),
        ("after_months(签约日, 面积)", "18 after_months 的第二项应是整月数，现为数（㎡）"),
        ("after_months(面积, 12)", "13 这里应是日期，现为数（㎡）（面积）"),
        ('date("2025-7-1")', '0 日期应形如 date("2025-07-01")，并且有这一天'),
        ('date("2025-02-29")', '0 日期应形如 date("2025-07-01")，并且有这一天'),
        ('date("20250701")', '0 日期应形如 date("2025-07-01")，并且有这一天'),
        ("date(户主)", '0 日期应形如 date("2025-07-01")，并且有这一天'),
        ("date(20250701)", '0 日期应形如 date("2025-07-01")，并且有这一天'),
        ("known(推算)", "6 known 里应是一个字段"),
        ("known(1)", "6 known 里应是一个字段"),
        ("known(面积 + 1)", "6 known 里应是一个字段"),
        ("known(面积, 亩数)", "0 括号里应写 known(字段)，现有 2 项"),
    ],
)
def test_what_a_function_does_not_take(call: str, words: str) -> None:
    assert said(call) == words
