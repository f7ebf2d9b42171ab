"""Rules in the words of officers, bracketed where the meaning needs it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.policy.language.kinds import Number
from oneruler.policy.language.reading import read
from oneruler.policy.language.tree import Fact, Rounding
from oneruler.policy.language.units import YUAN, Unit
from oneruler.policy.language.words import Wording, in_words, number_words, rounding_words, value_words
from tests.policy.packs import scope


@pytest.mark.parametrize(
    ("own", "text", "words"),
    [
        ("户", "面积", "面积"),
        ("户", "推算", "推算"),
        ("户", "户", "1 户"),
        ("户", "1234.50", "1,234.50"),
        ("户", '"甲"', "“甲”"),
        ("户", "-面积", "-面积"),
        ("户", "--面积", "-（-面积）"),
        ("户", "-(面积 + 1)", "-（面积 + 1）"),
        ("户", "面积 * -2", "面积 × （-2）"),
        ("户", "面积 + 2 * 面积", "面积 + 2 × 面积"),
        ("户", "(面积 + 2) * 面积", "（面积 + 2） × 面积"),
        ("户", "面积 - (面积 - 1)", "面积 - （面积 - 1）"),
        ("户", "面积 - (面积 + 1)", "面积 - （面积 + 1）"),
        ("户", "面积 - 面积 + 1", "面积 - 面积 + 1"),
        ("户", "面积 + (面积 - 1)", "面积 + 面积 - 1"),
        ("户", "2 * (3 * 面积)", "2 × 3 × 面积"),
        ("户", "面积 > 3", "面积 > 3"),
        ("户", "面积 >= 3 and 面积 != 5", "面积 ≥ 3，并且面积 ≠ 5"),
        ("户", "(低保 or 面积 <= 3) and 面积 == 5", "（低保，或者面积 ≤ 3），并且面积 = 5"),
        ("户", "低保 or 面积 < 3", "低保，或者面积 < 3"),
        ("户", "not (低保 and 面积 > 3)", "不是（低保，并且面积 > 3）"),
        ("户", "not 低保", "不是（低保）"),
        ("户", "签约日 <= 期末", "签约日不晚于期末"),
        ("户", "签约日 < 期末", "签约日早于期末"),
        ("户", "签约日 >= 期末", "签约日不早于期末"),
        ("户", "签约日 > 期末", "签约日晚于期末"),
        ("户", "签约日 == 期末", "签约日是期末"),
        ("户", 'date("2025-07-01") != 签约日', "2025-07-01不是签约日"),
        ("户", '等级 == "甲"', "等级为“甲”"),
        ("户", '等级 != "甲"', "等级不是“甲”"),
        ("户", '等级 in ["甲", "乙"]', "等级是“甲”或“乙”"),
        ("户", '等级 not in ["甲"]', "等级不是“甲”"),
        ("户", "10 <= 面积 < 20", "10 ≤ 面积，并且面积 < 20"),
        ("户", "known(签约日)", "签约日已填"),
        ("户", "面积 if 低保 else 0", "若低保，则 面积，否则 0"),
        ("户", "2 * (面积 if 低保 else 0)", "2 × （若低保，则 面积，否则 0）"),
        ("户", "1 if 低保 else 2 if 面积 > 3 else 3", "若低保，则 1，否则 （若面积 > 3，则 2，否则 3）"),
        ("户", "round(余额 * 2, 2)", "余额 × 2，四舍五入到分"),
        ("户", "floor(面积, 0)", "面积，只舍不入到整数"),
        ("户", "ceil(面积, 1)", "面积，只入不舍到一位小数"),
        ("户", "round(面积, 6)", "面积，四舍五入到6 位小数"),
        ("户", "2 * round(余额, 2)", "2 × （余额，四舍五入到分）"),
        ("户", "div(面积, 3, 0)", "面积 ÷ 3，四舍五入到整数"),
        ("户", "div(面积 + 1, 3 * 比例, 4)", "（面积 + 1） ÷ （3 × 比例），四舍五入到四位小数"),
        ("户", "div(面积, 3, 2) * 2", "（面积 ÷ 3，四舍五入到两位小数） × 2"),
        ("户", "min(面积, 3)", "较小者〔面积；3〕"),
        ("户", "max(面积 + 1, 3) * 2", "较大者〔面积 + 1；3〕 × 2"),
        ("户", "sum(房屋, 合法面积)", "各房屋的合法面积之和"),
        ("户", "sum(房屋, 合法面积 * 2)", "各房屋的（合法面积 × 2）之和"),
        ("户", "sum(房屋, 合法面积 if 合法面积 > 3 else 0)", "各房屋的（若合法面积 > 3，则 合法面积，否则 0）之和"),
        ("户", "count(人口)", "人口数"),
        ("户", "count(人口, 是对象)", "是对象的人口数"),
        ("户", "户费", "户费"),
        ("房屋", "房屋单价[结构]", "房屋单价（按结构）"),
        ("户", '房屋单价["砖混"]', "房屋单价（砖混）"),
        ("户", '树木单价["杉", 8]', "树木单价（杉、8）"),
        ("户", '树木单价["杉", 比例]', "树木单价（杉、按比例）"),
        ("户", "天数奖励[days(签约日, 公告日)]", "天数奖励（按签约日到公告日的天数）"),
        ("户", 'asof(房屋单价["砖混"], 签约日)', "房屋单价（砖混，签约日的标准）"),
        ("户", "asof(户费, 签约日)", "户费（签约日的标准）"),
        ("户", "tiers(面积, 阶梯)", "面积按“阶梯”分段累计"),
        ("户", "tiers(面积, 分级阶梯[等级])", "面积按“分级阶梯（按等级）”分段累计"),
        ("户", 'tiers(面积 * 1, 分级阶梯["甲"]) * 2', "（面积 × 1按“分级阶梯（甲）”分段累计） × 2"),
        ("户", 'amount("房屋补偿")', "“房屋补偿”的金额"),
        ("户", 'amount("房屋补偿", "装修补偿")', "“房屋补偿”“装修补偿”的金额之和"),
        ("户", "age(签约日, 公告日)", "公告日时的周岁（签约日）"),
        ("户", "days(签约日, 公告日)", "签约日到公告日的天数"),
        ("户", "months(签约日, 公告日)", "签约日到公告日的整月数"),
        ("户", "after_days(签约日, 15)", "签约日之后 15 天"),
        ("户", "after_months(签约日, 12)", "签约日之后 12 个月"),
    ],
)
def test_a_rule_in_words(own: str, text: str, words: str) -> None:
    assert in_words(read(text, scope(own))) == words


def test_a_leaf_may_have_other_words() -> None:
    wording = Wording(lambda node: "120.50 ㎡" if isinstance(node, Fact) else None)
    assert wording.sentence(read("round(面积 * 2, 1)", scope())) == "120.50 ㎡ × 2，四舍五入到一位小数"
    whole = Wording(lambda node: "全部" if isinstance(node, Rounding) else None)
    assert whole.sentence(read("round(面积 * 2, 1)", scope())) == "全部"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("round(余额, 2)", "四舍五入到分"),
        ("round(余额, 1)", "四舍五入到一位小数"),
        ("floor(面积, 2)", "只舍不入到两位小数"),
    ],
)
def test_how_a_rounding_is_said(text: str, words: str) -> None:
    tree = read(text, scope())
    assert isinstance(tree, Rounding)
    assert rounding_words(tree) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "是"), (False, "否"), (Decimal("1234567.80"), "1,234,567.80"), (Decimal("-0.5"), "-0.5"), ("甲", "“甲”"),
        (Decimal("-0.00"), "0.00"), (date(2025, 7, 1), "2025-07-01"),
    ],
)  # fmt: skip
def test_a_value_alone(value: Decimal | str | date | bool, words: str) -> None:
    assert value_words(value) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("120.5", "㎡", "120.5 ㎡"), ("120.50", "㎡", "120.50 ㎡"), ("3", "元", "3.00 元"), ("3.1000", "元", "3.10 元"),
        ("3.1250", "元", "3.125 元"), ("-3", "元", "-3.00 元"), ("0", "元", "0.00 元"), ("-0.0000", "元", "0.00 元"),
        ("1500", "元/㎡", "1,500 元/㎡"), ("0.85", "", "0.85"), ("1E+2", "元", "100.00 元"),
    ],
)  # fmt: skip
def test_a_value_with_its_unit(value: str, unit: str, words: str) -> None:
    assert number_words(Decimal(value), None, Unit.of(unit)) == words
    kind = Number(Unit.of(unit), 4, Decimal(0), Decimal(0))
    assert number_words(Decimal(value), kind) == words


def test_what_is_no_number_has_no_unit() -> None:
    assert number_words("甲", None, YUAN) == "甲"
    assert number_words(True, None, YUAN) == "是"
    assert number_words(date(2025, 7, 1), None) == "2025-07-01"


@given(st.integers(-(10**33), 10**33), st.integers(0, 8))
def test_every_digit_of_a_sum_is_printed(digits: int, scale: int) -> None:
    value = Decimal(digits).scaleb(-scale) if abs(digits) < 10**28 else Decimal(f"{digits}E-{scale}")
    shown = number_words(value, None, YUAN)
    assert Decimal(shown.removesuffix(" 元").replace(",", "")) == value
