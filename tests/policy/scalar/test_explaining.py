"""A sum that a household can follow: the formula with its numbers, its factors, and every step with its basis."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from oneruler.policy.language.units import Unit
from oneruler.policy.scalar.explaining import Factors, Step, factors, row_basis, steps, why_not, worked
from tests.policy.packs import asked, day, item, line, pack, quantity, rates, sheet

HOUSEHOLD = {
    "面积": "120.50",
    "亩数": "2",
    "余额": "-0.005",
    "比例": "0.85",
    "等级": "甲",
    "低保": "是",
    "签约日": "2025-06-15",
}
HOUSES = [
    {"结构": "砖混", "合法面积": "100", "建成日": "2020-01-01"},
    {"结构": "土木", "合法面积": "20.50", "建成日": "2021-01-01"},
]


def told(steps_: tuple[Step, ...]) -> list[tuple[str, str]]:
    """Words and values of all steps, each before its parts."""

    def walk(some: tuple[Step, ...]) -> Iterator[tuple[str, str]]:
        for step in some:
            yield step.words, step.value
            yield from walk(step.steps)

    return list(walk(steps_))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('round(面积 * 房屋单价["砖混"], 2)', "120.50 ㎡ × 900 元/㎡ = 108,450.00 元"),
        ("round(余额, 2)", "余额 = -0.005 元 ≈ -0.01 元"),
        ("round(余额 * 比例, 2)", "-0.005 元 × 0.8500 = -0.00425 元 ≈ 0.00 元"),
        ("floor(面积 * 0.33, 0)", "120.50 ㎡ × 0.33 = 39.7650 ㎡ ≈ 39 ㎡"),
        ("面积", "面积 = 120.50 ㎡"),
        ("12", "12"),
        ("-面积", "-120.50 ㎡"),
        ("户 * 户费", "1 户 × 1,000 元/户 = 1,000.00 元"),
        ("面积 * 2 - 亩数 * 换算[\"亩到㎡\"]", "120.50 ㎡ × 2 - 2.0000 亩 × 666.67 ㎡/亩 = -1,092.340000 ㎡"),
        ("(面积 + 1) * 2", "（120.50 ㎡ + 1） × 2 = 243.00 ㎡"),
        ("div(面积, 3, 2)", "120.50 ㎡ ÷ 3，四舍五入到两位小数 = 40.17 ㎡"),
        ("min(面积, 100)", "较小者〔120.50 ㎡；100〕 = 100 ㎡"),
        ("max(面积 * 2, 100)", "较大者〔120.50 ㎡ × 2；100〕 = 241.00 ㎡"),
        ("面积 * 1 if 低保 else 3", "120.50 ㎡ × 1 = 120.50 ㎡"),
        ("3 if not 低保 else 面积 * 2", "120.50 ㎡ × 2 = 241.00 ㎡"),
        ("round(面积 * (比例 if 低保 else 1), 2)", "120.50 ㎡ × 0.8500 = 102.425000 ㎡ ≈ 102.43 ㎡"),
        ("面积 * (1 if 面积 > 200 else 2 if 面积 > 100 else 3)", "120.50 ㎡ × 2 = 241.00 ㎡"),
        ("sum(房屋, 合法面积) * 2", "120.50 ㎡ × 2 = 241.00 ㎡"),
        ("count(房屋)", "房屋数 = 2 栋"),
        ("tiers(面积, 阶梯)", "120.50 ㎡按“阶梯”分段累计 = 1,012.75 元"),
        ("days(签约日, 公告日)", "2025-06-15到2025-06-01的天数 = -14 天"),
        ("after_days(签约日, 15)", "2025-06-15之后 15 天 = 2025-06-30"),
        ("age(签约日, 公告日)", "2025-06-01时的周岁（2025-06-15） = 0 岁"),
        ("等级", "等级 = 甲"),
        ("面积 > 100", "120.50 ㎡ > 100 = 是"),
        ('等级 in ["乙"]', "甲是“乙” = 否"),
        ("known(腾房日)", "腾房日已填 = 否"),
        ('树木单价["杉", 8]', "树木单价（杉、8） = 20 元/株"),
        ('asof(房屋单价["砖混"], date("2026-01-01"))', "房屋单价（砖混，2026-01-01的标准） = 950.5 元/㎡"),
    ],
)  # fmt: skip
def test_the_formula_with_its_numbers(tmp_path: Path, text: str, words: str) -> None:
    (traced,) = asked(tmp_path, text, 户=HOUSEHOLD, 房屋=HOUSES)
    assert worked(traced) == words


def test_a_long_sum_is_printed_whole(tmp_path: Path) -> None:
    (traced,) = asked(tmp_path, "余额 * 余额 * 余额 * 余额 * 比例", 户={"余额": "999999.9999", "比例": "9.9999"})
    assert worked(traced).endswith(" = 9,999,899,996,000,040,000,599,993.99996000040000099999 元·元·元·元")


@pytest.mark.parametrize(
    ("text", "quantity_", "rate", "coefficient"),
    [
        ('round(面积 * 房屋单价["砖混"], 2)', "120.50 ㎡", "900 元/㎡", ""),
        ('round(面积 * 房屋单价["砖混"] * 比例 * 0.5, 2)', "120.50 ㎡", "900 元/㎡", "0.8500 × 0.5"),
        ('round(房屋单价["砖混"] * (面积 if 低保 else 1), 2)', "120.50 ㎡", "900 元/㎡", ""),
        ('round(面积 * 房屋单价["砖混"], 2) if 低保 else 0', "120.50 ㎡", "900 元/㎡", ""),
        ('round(亩数 * 换算["亩到㎡"] * 房屋单价["土木"], 2)', "2.0000 亩 × 666.67 ㎡/亩", "500 元/㎡", ""),
        ("户 * 户费", "1 户", "1,000 元/户", ""),
        ('round(sum(房屋, 合法面积) * 房屋单价["土木"], 2)', "120.50 ㎡", "500 元/㎡", ""),
        ('round((面积 + 1) * 房屋单价["土木"], 2)', "121.50 ㎡", "500 元/㎡", ""),
        ("100", "", "", ""),
        ("100 + 户 * 户费", "", "", ""),
        ("min(户 * 户费, 500)", "", "", ""),
        ("div(户 * 户费, 3, 2)", "", "", ""),
    ],
)
def test_the_factors_of_an_amount(tmp_path: Path, text: str, quantity_: str, rate: str, coefficient: str) -> None:
    assert factors(line(tmp_path, text, 户=HOUSEHOLD, 房屋=HOUSES).traced) == Factors(quantity_, rate, coefficient)


def test_every_part_is_a_step_with_its_value(tmp_path: Path) -> None:
    made = line(tmp_path, 'round((面积 + 1) * 房屋单价["砖混"] * 比例, 2)', 户=HOUSEHOLD)
    assert told(steps(made.traced)) == [
        ("（面积 + 1） × 房屋单价（砖混） × 比例，四舍五入到分", "92,947.50 元"),
        ("（面积 + 1） × 房屋单价（砖混） × 比例", "92,947.50 元"),
        ("（面积 + 1） × 房屋单价（砖混）", "109,350.00 元"),
        ("面积 + 1", "121.50 ㎡"),
        ("面积", "120.50 ㎡"),
        ("房屋单价（砖混）", "900 元/㎡"),
        ("比例", "0.8500"),
    ]


def test_a_row_is_the_basis_of_its_step(tmp_path: Path) -> None:
    (step,) = steps(asked(tmp_path, '房屋单价["砖混"]')[0])
    assert step == Step(
        "房屋单价（砖混）", "900 元/㎡", "附件1 房屋单价：砖混，900 元/㎡（2025-01-01 至 2025-12-31，示例）"
    )


def test_what_was_not_chosen_is_not_shown(tmp_path: Path) -> None:
    text = '面积 * 房屋单价["土木"] if 低保 else 亩数 * 换算["亩到㎡"] * 房屋单价["砖混"]'
    shown = told(steps(asked(tmp_path, text, 户=HOUSEHOLD)[0]))
    assert [words for words, _ in shown[1:]] == ["低保", "面积 × 房屋单价（土木）", "面积", "房屋单价（土木）"]
    assert shown[0][1] == "60,250.00 元"
    other = told(steps(asked(tmp_path / "other", text, 户={**HOUSEHOLD, "低保": "否"})[0]))
    assert "面积" not in [words for words, _ in other]
    assert ("亩数", "2.0000 亩") in other


def test_a_condition_that_was_not_asked_is_not_shown(tmp_path: Path) -> None:
    shown = told(steps(asked(tmp_path, "低保 or 面积 > 100", 户=HOUSEHOLD)[0]))
    assert shown == [("低保，或者面积 > 100", "是"), ("低保", "是")]


def test_sums_and_quantities_are_opened(tmp_path: Path) -> None:
    rules = [quantity("屋值", "合法面积 * 房屋单价[结构]", "房屋"), item("补偿", "round(sum(房屋, 屋值), 2)")]
    (made,) = sheet(pack(tmp_path, *rules), 房屋=HOUSES).lines
    shown = told(steps(made.traced))
    assert shown == [
        ("各房屋的屋值之和，四舍五入到分", "100,250.00 元"), ("各房屋的屋值之和", "100,250.00 元"),
        ("房屋“1”", "90,000.00"), ("屋值", "90,000.00 元"), ("合法面积 × 房屋单价（按结构）", "90,000.00 元"),
        ("合法面积", "100.00 ㎡"), ("房屋单价（按结构）", "900 元/㎡"), ("结构", "砖混"),
        ("房屋“2”", "10,250.00"), ("屋值", "10,250.00 元"), ("合法面积 × 房屋单价（按结构）", "10,250.00 元"),
        ("合法面积", "20.50 ㎡"), ("房屋单价（按结构）", "500 元/㎡"), ("结构", "土木"),
    ]  # fmt: skip


def test_a_count_shows_each_object(tmp_path: Path) -> None:
    shown = told(steps(asked(tmp_path, "count(房屋, 合法面积 > 50)", 房屋=HOUSES)[0]))
    assert shown[0] == ("合法面积 > 50的房屋数", "1 栋")
    assert [step for step in shown if step[0].startswith("房屋“")] == [("房屋“1”", "是"), ("房屋“2”", "否")]


def test_tiers_show_each_part(tmp_path: Path) -> None:
    (step,) = steps(asked(tmp_path, "tiers(面积, 阶梯)", 户=HOUSEHOLD)[0])
    assert [(one.words, one.value) for one in step.steps] == [
        ("面积", "120.50 ㎡"), ("50 × 10 元/㎡", "500"), ("50 × 8 元/㎡", "400"), ("20.50 × 5.5 元/㎡", "112.750"),
    ]  # fmt: skip
    assert step.steps[1].basis == "附件1 阶梯，10 元/㎡（2025-01-01 起，示例）"


FACILITY = [{"设施名称": "围墙", "数量": "12.5 m³"}]


def test_the_stated_unit_stands_for_the_unit_of_the_table(tmp_path: Path) -> None:
    made = line(tmp_path, "round(数量 * 设施单价[设施名称], 2)", "设施", 设施=FACILITY)
    assert worked(made.traced) == "12.50 m³ × 120 元/m³ = 1,500.00 元"
    assert factors(made.traced) == Factors("12.50 m³", "120 元/m³", "")
    assert told(steps(made.traced))[2:] == [
        ("数量", "12.50 m³"),
        ("设施单价（按设施名称）", "120 元/m³"),
        ("设施名称", "围墙"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("数量 * 2", "12.50 m³ × 2 = 25.00 m³"),
        ("数量 * 数量", "12.50 m³ × 12.50 m³ = 156.2500 m³·m³"),
        ("div(1, 数量, 2)", "1 ÷ 12.50 m³，四舍五入到两位小数 = 0.08 1/m³"),
        ("max(数量, 20)", "较大者〔12.50 m³；20〕 = 20 m³"),
    ],
)
def test_units_that_the_facts_state_are_resolved_in_every_power(tmp_path: Path, text: str, words: str) -> None:
    assert worked(asked(tmp_path, text, "设施", 设施=FACILITY)[0]) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("面积 > 200", "条件是 面积 > 200；实际：面积 120.50 ㎡"),
        ("签约日 <= 期末", "条件是 签约日不晚于期末；实际：签约日 2025-06-15，期末 2025-06-10"),
        ('等级 == "乙" or 面积 > 200', "条件是 等级为“乙”，或者面积 > 200；实际：等级 甲，面积 120.50 ㎡"),
        ("not 低保", "条件是 不是（低保）；实际：低保 是"),
        ("known(腾房日) and 腾房日 <= 期末", "条件是 腾房日已填，并且腾房日不晚于期末；实际：腾房日已填 否"),
        (
            'date("2025-07-01") <= 签约日 <= 期末',
            "条件是 2025-07-01不晚于签约日，并且签约日不晚于期末；实际：签约日 2025-06-15",
        ),
        ("count(房屋) > 5", "条件是 房屋数 > 5；实际：房屋数 2 栋"),
        ("1 > 2", "条件是 1 > 2，不成立"),
    ],
)
def test_why_a_condition_does_not_hold(tmp_path: Path, text: str, words: str) -> None:
    policy = pack(tmp_path, item("补", "100", 适用=text))
    (left,) = sheet(policy, 户=HOUSEHOLD, 房屋=HOUSES, 项目={"期末": "2025-06-10"}).left_out
    assert left.condition is not None
    assert why_not(left.condition) == words


def test_a_row_as_a_sheet_cites_it() -> None:
    rate = rates("换算").find(["折半"], day("2025-06-01"))
    assert row_basis("换算", rate, "折半") == "附件1 换算：折半，0.50（2025-01-01 起，示例）"
    assert (rate.value, rate.unit) == (Decimal("0.50"), Unit())
