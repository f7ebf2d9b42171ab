"""Which numbers of a text are quantities, of what dimension and how exactly; and which are none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.base.document import Passage
from oneruler.checks.claims.quantities import UNITS, Quantity, quantities, spelled_number, years

D = Decimal


def read(text: str) -> list[Quantity]:
    return quantities(Passage.of((text, 0)).text)


@pytest.mark.parametrize(
    ("text", "value", "dimension"),
    [
        ("支出12.5万元", "125000", "money"),
        ("支出12.5亿元", "1250000000", "money"),
        ("支出6,250元", "6250", "money"),
        ("支出1,234,567.89元", "1234567.89", "money"),
        ("支出1 234 567.89元", "1234567.89", "money"),
        ("支出３．５万元", "35000", "money"),
        ("支出3.5 万元", "35000", "money"),
        ("投资3.5亿余", "350000000", "money"),
        ("占45.6％", "45.6", "rate"),
        ("下降-3.2%", "-3.2", "rate"),
        ("上升5‰", "0.5", "rate"),
        ("提高2.5个百分点", "2.5", "points"),
        ("是上年的1.8倍", "1.8", "times"),
        ("得9.5分", "9.5", "score"),
        ("房屋1200平方米", "1.8", "平方米"),
        ("房屋1.2万㎡", "18", "平方米"),
        ("面积2公顷", "30", "亩"),
        ("面积1平方公里", "1500", "亩"),
        ("征地30亩", "30", "亩"),
        ("征地1.5万亩", "15000", "亩"),
        ("涉及1.2万人", "12000", "persons"),
        ("在编8名", "8", "persons"),
        ("签约2万户", "20000", "户"),
        ("采购3台(套)", "3", "台"),
        ("召开调度会5场次", "5", "场次"),
        ("设十二个科室", "12", "个"),
        ("开展三十五次", "35", "次"),
        ("配两名专干", "2", "persons"),
    ],
)
def test_one_quantity(text: str, value: str, dimension: str) -> None:
    (quantity,) = read(text)
    assert (quantity.value, quantity.dimension) == (D(value), dimension)


@pytest.mark.parametrize(
    "text",
    [
        "2019年度", "2019年至今", "2018-2020年", "5月份", "12月31日", "上午9时", "截至8点", "3个月",
        "第3项", "第二批", "第12个", "〔2031〕7号", "甲办发[2031]45号", "编号12", "12号文", "A3地块", "No.5",
        "湘江1号", "S209", "312国道", "K9线", "6岁", "2届", "3级", "5室", "9楼", "10层", "18路",
        "1、基本情况", "2.项目情况", "（3）项目情况", "4）项目情况", "20130117", "21203990",
        "同一个口径", "某一处", "逐户", "任一项", "万众一心", "亿万群众",
    ],
)  # fmt: skip
def test_no_quantity(text: str) -> None:
    assert [(q.printed.value, q.unit) for q in read(text) if q.unit] == []


@pytest.mark.parametrize(
    ("text", "loose", "bound"),
    [
        ("约300户", True, False),
        ("大约300户", True, False),
        ("近300户", True, False),
        ("逾300户", True, False),
        ("300余户", True, False),
        ("300多户", True, False),
        ("300户左右", True, False),
        ("300户以上", False, True),
        ("不低于95%", True, True),
        ("≥95%", True, True),
        ("不超过10天", True, True),
        ("300户", False, False),
        ("签约300户", False, False),
        ("节约300元", False, False),
        ("附近300户", False, False),
        ("最近3次", False, False),
    ],
)
def test_loose_and_bounded(text: str, loose: bool, bound: bool) -> None:
    (quantity,) = read(text)
    assert (quantity.printed.loose, quantity.bound) == (loose, bound)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("收入5万元、支出3万元", ["5万元", "3万元"]),
        ("甲项23.00万元3、乙项7万元", ["23.00万元", "7万元"]),
        ("2031年支出8万元", ["8万元"]),
        ("其中5户20人", ["5户", "20人"]),
        ("5%-8%之间", ["5%", "8%"]),
        ("减少10（2.5%）", ["2.5%"]),
    ],
)
def test_several_of_one_text(text: str, figures: list[str]) -> None:
    assert [f"{q.printed.value:f}{q.unit}" for q in read(text) if q.unit] == figures


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("12户", True),
        ("5人", True),
        ("12.5万元", False),
        ("30亩", False),
        ("45%", False),
        ("9分", False),
        ("2倍", False),
    ],
)
def test_counts_are_exact(text: str, exact: bool) -> None:
    (quantity,) = read(text)
    assert quantity.exact is exact
    term = quantity.term(quantity.scale)
    assert (term.low == term.high) is exact


def test_land_in_two_units_is_one_measure() -> None:
    mu, hectares, metres = read("征地30亩，折合2公顷，即20000平方米")
    assert mu.value == hectares.value == metres.value


@pytest.mark.parametrize(
    ("text", "named"),
    [("2031年至2033年", [2031, 2033]), ("2031-2033年", [2031, 2033]), ("2000亩", []), ("12031年", []), ("31年", [])],
)
def test_years(text: str, named: list[int]) -> None:
    assert years(text) == named


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("三十五", 35), ("一百零八", 108), ("三千二百", 3200),
        ("二三", None), ("九八", None), ("零", 0),
    ],
)  # fmt: skip
def test_spelled_numbers(word: str, number: int | None) -> None:
    assert spelled_number(word) == number


@given(
    st.decimals(0, 10**8, places=3, allow_nan=False),
    st.sampled_from(sorted(UNITS)),
    st.booleans(),
)
def test_whatever_is_printed_is_read_back(value: Decimal, unit: str, grouped: bool) -> None:
    digits = f"{value:,}" if grouped else f"{value:f}"
    text = f"共计为{digits}{unit}。"
    (quantity,) = quantities(text)
    assert quantity.printed.value == value
    assert text[quantity.start : quantity.end] == digits + unit
    assert quantity.value == value * UNITS[unit][1]


@given(st.text(alphabet="0123456789.,-+ 万元亿%户年月日第约余一二十百()个分", max_size=60))
def test_spans_are_in_order_and_apart(text: str) -> None:
    end = 0
    for quantity in quantities(text):
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.end
