"""A row is found by its keys and its day, or the table says that there is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from oneruler.policy.language.units import Unit
from oneruler.policy.rates import Band, KeyColumn, NoRateError
from tests.policy.packs import SOURCE, day, rates, table


@pytest.mark.parametrize(
    ("name", "keys", "on", "value"),
    [
        ("房屋单价", ["砖混"], "2025-01-01", "900"),
        ("房屋单价", ["砖混"], "2025-12-31", "900"),
        ("房屋单价", ["砖混"], "2026-01-01", "950.5"),
        ("房屋单价", ["土木"], "2099-01-01", "500"),
        ("户费", [], "2025-06-30", "1000"),
        ("户费", [], "2025-07-01", "1200"),
        ("树木单价", ["杉", "-100"], "2025-06-01", "10"),
        ("树木单价", ["杉", "4.99"], "2025-06-01", "10"),
        ("树木单价", ["杉", "5"], "2025-06-01", "20"),
        ("树木单价", ["杉", "20.49"], "2025-06-01", "30"),
        ("左开单价", ["50"], "2025-06-01", "1"),
        ("左开单价", ["50.001"], "2025-06-01", "2"),
        ("天数奖励", ["10"], "2025-06-01", "300"),
        ("天数奖励", ["11"], "2025-06-01", "200"),
        ("天数奖励", ["99999"], "2025-06-01", "100"),
        ("低保费", ["是"], "2025-06-01", "800"),
    ],
)
def test_a_row_by_its_keys_and_its_day(name: str, keys: list[str], on: str, value: str) -> None:
    rate = rates(name).find([_key(key) for key in keys], day(on))
    assert rate.value == Decimal(value)
    assert rate.in_force(day(on))


def _key(text: str) -> Decimal | str:
    return Decimal(text) if text[-1].isdigit() else text


@pytest.mark.parametrize(
    ("name", "keys", "on", "words"),
    [
        ("房屋单价", ["砖混"], "2024-12-31", "标准表“房屋单价”中 结构=砖混 在 2024-12-31 没有有效的单价，最早从 2025-01-01 起"),
        ("房屋单价", ["砖木"], "2025-06-01", "标准表“房屋单价”中没有 结构=砖木 这一行（2025-06-01 计算）"),
        ("房屋单价", ["钢"], "2025-06-01", f"标准表“房屋单价”中 结构=钢 的单价还没有找到（tables/房屋单价.csv:5，附件1，{SOURCE}），补上以后才能计算"),
        ("户费", [], "2026-07-01", "标准表“户费” 在 2026-07-01 没有有效的单价"),
        ("树木单价", ["杉", "20.5"], "2025-06-01", "标准表“树木单价”中没有 树种=杉、胸径=20.5 这一行（2025-06-01 计算）"),
        ("树木单价", ["松", "-0.01"], "2025-06-01", "标准表“树木单价”中没有 树种=松、胸径=-0.01 这一行（2025-06-01 计算）"),
        ("左开单价", ["0"], "2025-06-01", "标准表“左开单价”中没有 面积=0 这一行（2025-06-01 计算）"),
        ("天数奖励", ["10.5"], "2025-06-01", "标准表“天数奖励”中没有 天数=10.5 这一行（2025-06-01 计算）"),
        ("低保费", ["未知"], "2025-06-01", "标准表“低保费”中没有 低保=未知 这一行（2025-06-01 计算）"),
    ],
)  # fmt: skip
def test_where_there_is_no_row(name: str, keys: list[str], on: str, words: str) -> None:
    with pytest.raises(NoRateError) as caught:
        rates(name).find([_key(key) for key in keys], day(on))
    assert str(caught.value) == words


def test_the_earliest_day_is_that_of_the_row_asked_for() -> None:
    dated = rates("树", table("胸径≥,胸径<,单位,单价", "0,5,元,10,2026-01-01", "5,10,元,20,2024-01-01"))
    with pytest.raises(NoRateError, match="最早从 2026-01-01 起"):
        dated.find([Decimal(3)], day("2025-06-01"))
    with pytest.raises(NoRateError, match="胸径=7 在 2023-06-01 没有有效的单价，最早从 2024-01-01 起"):
        dated.find([Decimal(7)], day("2023-06-01"))


def test_several_ranges_are_all_asked() -> None:
    boxes = rates("表", table("长≥,长<,宽≥,宽<,单位,单价", "0,10,0,10,元,1", "0,10,10,20,元,2", "10,20,0,20,元,3"))
    found = [boxes.find([Decimal(a), Decimal(b)], day("2025-06-01")).value for a, b in ((9, 9), (9, 10), (10, 10))]
    assert found == [1, 2, 3]


@pytest.mark.parametrize(
    ("signs", "band", "words"),
    [
        (("≥", "<"), Band(Decimal(5), Decimal(10)), "5≤胸径<10"), ((">", "≤"), Band(Decimal(5), Decimal(10)), "5<胸径≤10"),
        (("≥", "<"), Band(None, Decimal(5)), "胸径<5"), (("≥", "<"), Band(Decimal(5), None), "5≤胸径"),
        (("≥", "<"), Band(None, None), "胸径不限"), (("≥", ""), Band(Decimal(5), None), "5≤胸径"),
    ],
)  # fmt: skip
def test_a_range_in_words(signs: tuple[str, str], band: Band, words: str) -> None:
    column = KeyColumn("胸径", *signs)
    assert column.is_range
    assert column.text(band) == words


def test_a_text_key_in_words() -> None:
    assert not KeyColumn("结构").is_range
    assert KeyColumn("结构").text("砖混") == "结构=砖混"
    prices = rates("树木单价")
    assert [prices.row_words(rate) for rate in prices][1:3] == ["树种=杉、5≤胸径<10", "树种=杉、10≤胸径<20.5"]


def test_the_choices_of_a_column_are_what_stands_in_it() -> None:
    assert rates("房屋单价").choices("结构") == {"砖混", "土木", "钢"}
    assert rates("树木单价").choices("胸径") == frozenset()
    with pytest.raises(KeyError, match="高度"):
        rates("房屋单价").choices("高度")


@pytest.mark.parametrize(
    ("name", "fixed", "unit", "scale", "low", "high"),
    [
        ("房屋单价", [None], "元/㎡", 1, "500", "950.5"), ("房屋单价", ["钢"], "元/㎡", 0, "0", "0"),
        ("设施单价", ["围墙"], "元/m³", 0, "120", "120"), ("设施单价", [None], "元/〔设施单价〕", 1, "45.5", "3000"),
        ("换算", ["折半"], "", 2, "0.5", "0.5"),
    ],
)  # fmt: skip
def test_what_a_look_up_gives(name: str, fixed: list[str | None], unit: str, scale: int, low: str, high: str) -> None:
    kind = rates(name).kind(fixed)
    assert kind.unit is not None
    assert (kind.unit.text, kind.scale, kind.low, kind.high) == (unit, scale, Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("name", "fixed", "words"),
    [
        ("换算", [None], "标准表“换算”各行的单位不同（㎡/亩、无单位），不能一起查"),
        ("房屋单价", ["砖木"], "标准表“房屋单价”中没有 结构=砖木 这一行"),
    ],
)
def test_what_cannot_be_looked_up_at_once(name: str, fixed: list[str | None], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        rates(name).kind(fixed)


def test_bands_come_from_the_lowest() -> None:
    prices = rates("段", table("面积≥,面积<,单位,单价", "50,,元/㎡,8", ",50,元/㎡,10"))
    assert [rate.value for rate in prices.bands([], day("2025-06-01"))] == [10, 8]


@pytest.mark.parametrize(
    ("rows", "on", "words"),
    [
        (["0,50,元,1"], "2024-12-31", "标准表“段”中 各段 在 2024-12-31 没有有效的单价"),
        (["0,50,元,1", "50,90,元,"], "2025-06-01", "标准表“段”中 50≤面积<90 的单价还没有找到（tables/段.csv:3）"),
    ],
)
def test_bands_that_are_not_there(rows: list[str], on: str, words: str) -> None:
    with pytest.raises(NoRateError) as caught:
        rates("段", table("面积≥,面积<,单位,单价", *rows)).bands([], day(on))
    assert str(caught.value) == words


def test_a_row_keeps_its_grounds() -> None:
    rate = rates("房屋单价").find(["砖混"], day("2025-06-01"))
    assert (rate.article, rate.source, rate.status, rate.unit) == ("附件1", SOURCE, "示例", Unit.of("元/㎡"))
    assert (str(rate.place), rate.first, rate.last) == ("tables/房屋单价.csv:2", day("2025-01-01"), day("2025-12-31"))
