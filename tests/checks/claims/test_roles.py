"""What the words before a figure make of it: its role, direction, name, period and stage."""

from __future__ import annotations

import pytest

from oneruler.checks.claims.roles import points_direction, subject
from tests.checks.telling import items


def roles(text: str) -> list[tuple[str, str]]:
    return [(item.figure, item.role.name) for item in items(text)]


@pytest.mark.parametrize(
    ("words", "direction"),
    [("高于目标", 1), ("低于目标", -1), ("提高", 1), ("下降了", -1), ("相差", 0), ("由高转低", -1)],
)
def test_directions_of_points(words: str, direction: int) -> None:
    assert points_direction(words) == direction


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("2033年度基本支出为", "基本支出"),
        ("其中：人员经费", "人员经费"),
        ("我中心本年项目支出共计", "项目支出"),
        ("包括房屋补偿款", "房屋补偿款"),
        ("全年", ""),
    ],
)
def test_subjects(lead: str, name: str) -> None:
    assert subject(lead).removeprefix("本年") == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("项目支出50万元", [("50万元", "VALUE")]),
        ("比上年增加10万元，增长25%", [("10万元", "DELTA"), ("25%", "CHANGE_RATE")]),
        ("增幅为7.5%", [("7.5%", "CHANGE_RATE")]),
        ("增减-36%", [("-36%", "CHANGE_RATE")]),
        ("是上年的1.5倍", [("1.5倍", "VALUE")]),
        ("占支出的30%", [("30%", "SHARE")]),
        ("占比为30%", [("30%", "SHARE")]),
        ("所占比重30%", [("30%", "SHARE")]),
        ("完成年初预算的96%", [("96%", "EXECUTION")]),
        ("预算执行率为96%", [("96%", "EXECUTION")]),
        ("签约率达96%", [("96%", "EXECUTION")]),
        ("占年初预算的96%", [("96%", "EXECUTION")]),
        ("群众满意率为96%", [("96%", "RATE")]),
        ("编制控制率90%", [("90%", "CONTROL")]),
        ("提高2个百分点", [("2个百分点", "POINTS")]),
        ("预算20万元，支出15万元，结余5万元", [("20万元", "VALUE"), ("15万元", "VALUE"), ("5万元", "DIFFERENCE")]),
        ("年末结转和结余5万元", [("5万元", "VALUE")]),
        ("预算20万元，节约资金5万元", [("20万元", "VALUE"), ("5万元", "DIFFERENCE")]),
        ("较上年节约5万元", [("5万元", "DELTA")]),
        ("由10万元增加到15万元", [("10万元", "VALUE"), ("15万元", "VALUE")]),
        ("追加项目经费8万元", [("8万元", "DELTA")]),
        ("甲乙占比分别为40%和60%", [("40%", "SHARE"), ("60%", "SHARE")]),
        ("占支出总额80万元的25%", [("80万元", "VALUE"), ("25%", "SHARE")]),
        ("穿越312国道的线路长8公里", [("8公里", "VALUE")]),
    ],
)
def test_roles(text: str, expected: list[tuple[str, str]]) -> None:
    assert roles(text) == expected


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        ("增加", 1), ("上升", 1), ("多支出", 1), ("增幅", 1), ("减少", -1), ("下降", -1), ("压减", -1), ("降幅", -1),
        ("少支出", -1), ("增减", 0), ("变动", 0), ("增加(减少)", 0), ("负增长", -1),
    ],
)  # fmt: skip
def test_directions(words: str, direction: int) -> None:
    (item,) = items(f"较上年{words}5%")
    assert item.direction == direction


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("上年支出5万元", {"LAST"}),
        ("年初预算5万元", {"BUDGET", "INITIAL"}),
        ("全年预算数5万元", {"BUDGET", "ADJUSTED"}),
        ("计划征收5户", {"BUDGET"}),
        ("年度目标任务交地5亩", {"BUDGET"}),
        ("计划完成签约5户", {"BUDGET"}),
        ("去年目标任务签约5户", {"BUDGET", "LAST"}),
        ("年度任务完成5户", {"EXECUTED"}),
        ("决算数5万元", {"EXECUTED"}),
        ("已签约5户", {"EXECUTED"}),
        ("预算执行数5万元", {"EXECUTED"}),
        ("人员经费5万元", set()),
        ("提高到5万元", {"NEW"}),
        ("由5万元增加到8万元", {"OLD"}),
    ],
)
def test_periods_and_stages(text: str, tags: set[str]) -> None:
    assert {tag.name for tag in items(text)[0].tags} == tags
