"""The words of a sheet: every line with its sum, what it rests on, and how it came about."""

from pathlib import Path

import pytest

from oneruler.policy.render.view import LineView, SheetView
from tests.policy.render.sheets import FACTS, drawn


def lines(of: SheetView) -> dict[str, LineView]:
    return {line.item: line for group in of.groups for line in group.lines}


def test_the_head(tmp_path: Path) -> None:
    sheet = drawn(tmp_path)
    assert (sheet.day_name, sheet.day, sheet.subject, sheet.subject_name) == ("预公告日", "2025-08-01", "户", "A1")
    assert (sheet.status, sheet.status_note) == ("示例", "本单按示例标准试算，不作为付款依据。")
    assert sheet.facts == (
        ("户号", "A1"), ("户主", "示例·李大山"), ("签约日", "2025-08-15"), ("困难", "是"), ("预公告日", "2025-08-01"),
    )  # fmt: skip
    assert sheet.sources == ("虚构的文件", "虚构的附表", "另一份虚构的文件")
    assert sheet.notices == ()


@pytest.mark.parametrize(
    ("status", "note"),
    [
        ("已核", ""),
        ("部分核", "本单所用标准尚未全部与原文核对，只供试算，不作为付款依据。"),
        ("模板", "本文件的标准尚未填写，不能作为计算依据。"),
    ],
)
def test_a_status_that_is_no_ground_for_payment_is_said(tmp_path: Path, status: str, note: str) -> None:
    sheet = drawn(tmp_path, FACTS, ("policy.yaml", "状态: 示例", f"状态: {status}"))
    assert (sheet.status, sheet.status_note) == (status, note)


def test_the_objects_as_small_tables(tmp_path: Path) -> None:
    houses, things, crops = drawn(tmp_path).objects
    assert houses.headers == ("编号", "结构", "合法面积（㎡）", "认定")
    assert houses.rows == (("主房", "砖混", "100.55", "合法"), ("棚", "砖木", "20.00", "违法"))
    assert (things.headers, things.rows) == (("编号", "品名", "数量"), (("东墙", "围墙", "12.50 m³"),))
    assert crops.rows[1] == ("抢栽", "0.5000", "2025-08-02", "示例·陈明")


def test_a_fact_that_none_has_is_no_column_and_one_that_some_lack_is_blank(tmp_path: Path) -> None:
    house = "{编号: 棚, 结构: 砖木, 合法面积: 0, 认定: 违法}"
    more = FACTS.replace("困难: 是, 签约日: 2025-08-15", "困难: 否").replace(
        "{编号: 棚, 结构: 砖木, 合法面积: 20, 认定: 违法}", house
    )
    sheet = drawn(tmp_path, more)
    assert "签约日" not in dict(sheet.facts)
    assert "签约奖励" not in lines(sheet)


def test_the_lines_stand_by_payee_and_are_numbered_through(tmp_path: Path) -> None:
    sheet = drawn(tmp_path)
    assert [(group.payee, group.payee_name, group.subtotal) for group in sheet.groups] == [
        ("所有权人", "", "98,403.00"), ("实际投入人", "示例·陈明", "550.00"),
    ]  # fmt: skip
    assert [line.number for group in sheet.groups for line in group.lines] == [1, 2, 3, 4, 5]
    assert (sheet.total, sheet.total_upper) == ("98,953.00", "玖万捌仟玖佰伍拾叁元整")


@pytest.mark.parametrize(
    ("item", "about", "quantity", "rate", "amount", "worked"),
    [
        ("房屋补偿", "主房", "100.55 ㎡", "900 元/㎡", "90,495.00", "100.55 ㎡ × 900 元/㎡ = 90,495.00 元"),
        ("设施补偿", "东墙", "12.50 m³", "150 元/m³", "1,875.00", "12.50 m³ × 150 元/m³ = 1,875.00 元"),
        ("青苗补偿", "菜地", "0.5000 亩", "1,100 元/亩", "550.00", "0.5000 亩 × 1,100 元/亩 = 550.00 元"),
        ("按面积的搬家费", "", "", "", "1,508.25", "100.55 ㎡按“搬家阶梯”分段累计 = 1,508.25 元"),
    ],
)
def test_a_line(tmp_path: Path, item: str, about: str, quantity: str, rate: str, amount: str, worked: str) -> None:
    line = lines(drawn(tmp_path))[item]
    assert (line.about, line.quantity, line.rate, line.coefficient) == (about, quantity, rate, "")
    assert (line.amount, line.worked) == (amount, worked)


def test_what_a_line_rests_on(tmp_path: Path) -> None:
    by_item = lines(drawn(tmp_path))
    house, reward = by_item["房屋补偿"], by_item["签约奖励"]
    assert (house.article, house.article_text, house.note) == ("第十条", "房屋按结构补偿。", "含基础")
    assert house.formula == "补偿面积 × 房屋单价（按结构），四舍五入到分"
    assert house.basis == ("附表 房屋单价：结构=砖混，900 元/㎡（2025-07-01 起，示例），虚构的附表",)
    assert house.interpretations == ("封闭阳台按全面积计（白沙示范县征收中心，2025-09-01）",)
    assert (reward.interpretations, reward.due, house.due) == ((), "2025-09-15", "")
    assert [step.value for step in house.steps] == ["90,495.00 元"]


def test_what_was_not_paid_and_why(tmp_path: Path) -> None:
    assert [(one.item, one.about, one.reason, one.article) for one in drawn(tmp_path).left_out] == [
        ("青苗", "抢栽", "预公告后栽种的不予补偿", "第八条"),
        ("房屋补偿", "棚", "条件是 补偿面积 > 0；实际：补偿面积 0 ㎡", "第十条"),
        ("搬家费", "", "“搬家”只给最高的一项，已给“按面积的搬家费”", "第十条"),
    ]


def test_a_term_that_ends_is_noticed(tmp_path: Path) -> None:
    sheet = drawn(tmp_path, FACTS, ("policy.yaml", "- {文号: 白政发〔2027〕2号, 至: 2028-06-30, 出处: 虚构}", ""),
                  ("policy.yaml", "有效期至: 2027-06-30", "有效期至: 2025-12-31"))  # fmt: skip
    assert sheet.notices == ("《白沙示范县征收补偿办法》（白政发〔2025〕1号）的有效期到 2025-12-31 为止，还有 112 天",)
