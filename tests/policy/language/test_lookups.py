"""Look-ups as rules write them: as many keys as the table has, of the right kind, with one unit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from oneruler.policy.language.guard import LanguageError
from oneruler.policy.language.kinds import Number
from oneruler.policy.language.reading import read
from oneruler.policy.language.tree import Lookup
from tests.policy.packs import TABLES, rates, refused, scope, sheet, table, worth
from tests.policy.packs import item as entitlement
from tests.policy.packs import pack as made

VIEW = scope()


def said(text: str, own: str = "户") -> str:
    """Message and repair of the first thing that is wrong."""
    with pytest.raises(LanguageError) as caught:
        read(text, scope(own))
    first = caught.value.complaints[0]
    return f"{first.at} {first.message} {first.repair}".strip()


@pytest.mark.parametrize(
    ("text", "own", "unit", "scale", "low", "high"),
    [
        ("房屋单价[结构]", "房屋", "元/㎡", 1, "500", "950.5"),
        ('房屋单价["土木"]', "户", "元/㎡", 0, "500", "500"),
        ('房屋单价["钢"]', "户", "元/㎡", 0, "0", "0"),
        ('树木单价["松", 比例]', "户", "元/株", 0, "8", "8"),
        ("天数奖励[days(签约日, 公告日)]", "户", "元", 0, "100", "300"),
        ("低保费[低保]", "户", "元", 0, "300", "800"),
        ("户费", "户", "元/户", 0, "1000", "1200"),
        ('换算["亩到㎡"]', "户", "㎡/亩", 2, "666.67", "666.67"),
        ('换算["折半"]', "户", "", 2, "0.50", "0.50"),
        ("设施单价[设施名称]", "设施", "元/〔设施单价〕", 1, "45.5", "3000"),
        ('设施单价["晒坪"]', "户", "元/㎡", 1, "45.5", "45.5"),
    ],
)
def test_what_a_look_up_gives(text: str, own: str, unit: str, scale: int, low: str, high: str) -> None:
    kind = read(text, scope(own)).kind
    assert isinstance(kind, Number)
    assert kind.unit is not None
    assert (kind.unit.text, kind.scale, kind.low, kind.high) == (unit, scale, Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "own", "words"),
    [
        ("房屋单价", "户", "0 “房屋单价”的键应有 1 个（结构），现有 0 个"),
        ('房屋单价["砖混", 1]', "户", "0 “房屋单价”的键应有 1 个（结构），现有 2 个"),
        ('树木单价["杉"]', "户", "0 “树木单价”的键应有 2 个（树种、胸径），现有 1 个"),
        ('户费["甲"]', "户", "0 “户费”的键应有 0 个（不写），现有 1 个"),
        ("房屋单价[面积]", "户", "5 “房屋单价”的键“结构”应是文字，现为数（㎡）"),
        ("房屋单价[签约日]", "户", "5 “房屋单价”的键“结构”应是文字，现为日期"),
        ('树木单价["杉", "粗"]', "户", '10 这里应是数，现为文字（"粗"）'),
        ('房屋单价["砖木"]', "户", "5 “砖木”不在可选的文字里 是不是“砖混”？"),
        ("房屋单价[等级]", "户", "5 “丙”不在可选的文字里 可选：土木、砖混、钢。"),
        ("房屋单价[户主]", "户", "5 没有限定选项的文字不能查表 给字段写上 取自: 房屋单价.结构，或 选项。"),
        (
            "设施单价[设施名称]", "户",
            "5 没有“设施名称”这个名称 是不是“设施”？",
        ),
        (
            "换算[\"折半\" if 低保 else \"亩到㎡\"]", "户",
            "0 标准表“换算”各行的单位不同（㎡/亩、无单位），不能一起查。 写死一个键，或把这些行分到另一张表。",
        ),
        (
            "设施单价[\"围墙\" if 低保 else \"晒坪\"]", "户", "0 “设施单价”各行的单位不同 数量字段要写 单位: 同 设施单价。",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_looked_up(text: str, own: str, words: str) -> None:
    assert said(text, own) == words


def test_several_wrong_keys_are_all_said() -> None:
    with pytest.raises(LanguageError) as caught:
        read("树木单价[甲甲, 乙乙]", VIEW)
    assert [one.at for one in caught.value.complaints] == [5, 9]


def test_fixed_keys_that_no_row_has_together() -> None:
    pairs = table("甲键,乙键,单位,单价", "一,二,元,1", "三,四,元,2")
    with pytest.raises(LanguageError, match="标准表“二键”中没有 甲键=一、乙键=四 这一行"):
        read('二键["一", "四"]', replace(VIEW, tables={"二键": rates("二键", pairs)}))


@pytest.mark.parametrize(
    ("text", "unit_from"),
    [("设施单价[设施名称]", "设施"), ('设施单价["围墙"]', None)],
)
def test_the_stated_unit_comes_from_the_object_that_has_it(text: str, unit_from: str | None) -> None:
    tree = read(text, scope("设施"))
    assert isinstance(tree, Lookup)
    assert tree.stated_unit == unit_from


def test_a_quantity_in_the_units_of_a_table_is_priced_by_no_fixed_row() -> None:
    kind = read('数量 * 设施单价["围墙"]', scope("设施")).kind
    assert isinstance(kind, Number)
    assert str(kind.unit) == "元·〔设施单价〕/m³"


@pytest.mark.parametrize(
    ("key", "price"),
    [
        ("0", "10"), ("4.9999", "10"), ("5", "20"), ("9.9999", "20"), ("10", "30"), ("-3", "10"),
    ],
)  # fmt: skip
def test_a_range_counts_its_low_end_and_not_its_high_one(tmp_path: Path, key: str, price: str) -> None:
    assert worth(tmp_path, '树木单价["杉", 比例]', 户={"比例": key}) == Decimal(price)


@pytest.mark.parametrize(("key", "value"), [("0.01", 1), ("50", 1), ("50.01", 2), ("100", 2)])
def test_a_range_counts_its_high_end_and_not_its_low_one(tmp_path: Path, key: str, value: int) -> None:
    assert worth(tmp_path, "左开单价[面积]", 户={"面积": key}) == value


@pytest.mark.parametrize(
    ("signed", "value"),
    [("2025-06-01", 300), ("2025-05-22", 300), ("2025-05-21", 200), ("2025-05-12", 200), ("2025-05-11", 100)],
)
def test_a_range_of_whole_numbers_counts_both_ends(tmp_path: Path, signed: str, value: int) -> None:
    assert worth(tmp_path, "天数奖励[days(签约日, 公告日)]", 户={"签约日": signed}) == value


@pytest.mark.parametrize(
    ("text", "facts", "words"),
    [
        (
            '树木单价["松", 比例]',
            {"比例": "-0.0001"},
            "标准表“树木单价”中没有 树种=松、胸径=-0.0001 这一行（2025-06-01 计算）",
        ),
        ('树木单价["松", 比例]', {"比例": "10"}, "标准表“树木单价”中没有 树种=松、胸径=10.0000 这一行"),
        ("左开单价[面积]", {"面积": "0"}, "标准表“左开单价”中没有 面积=0.00 这一行"),
        ("左开单价[面积]", {"面积": "100.01"}, "标准表“左开单价”中没有 面积=100.01 这一行"),
        ("天数奖励[days(签约日, 公告日)]", {"签约日": "2025-06-02"}, "标准表“天数奖励”中没有 天数=-1 这一行"),
    ],
)
def test_outside_every_range_there_is_no_row(tmp_path: Path, text: str, facts: dict[str, str], words: str) -> None:
    assert words in refused(tmp_path, text, 户=facts)


@pytest.mark.parametrize(("low", "value"), [("是", 800), ("否", 300)])
def test_yes_and_no_are_keys(tmp_path: Path, low: str, value: int) -> None:
    assert worth(tmp_path, "低保费[低保]", 户={"低保": low}) == value


@pytest.mark.parametrize(("quantity", "fen"), [("12.5 ㎡", 56875), ("12.5 平方米", 56875), ("12.5㎡", 56875)])
def test_the_unit_of_the_row_must_be_stated(tmp_path: Path, quantity: str, fen: int) -> None:
    policy = made(tmp_path, entitlement("设施补偿", "round(数量 * 设施单价[设施名称], 2)", "设施"), tables=TABLES)
    assert sheet(policy, 设施=[{"设施名称": "晒坪", "数量": quantity}]).total == fen


def test_another_unit_than_the_row_is_refused(tmp_path: Path) -> None:
    why = refused(tmp_path, "数量 * 设施单价[设施名称]", "设施", 设施=[{"设施名称": "围墙", "数量": "3 ㎡"}])
    assert why == ("设施“1”：数量的单位是 ㎡，标准表“设施单价”中 设施名称=围墙 按 元/m³ 计价，单位不一致，请换算后再填")
