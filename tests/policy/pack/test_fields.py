"""What a survey is asked: each type of field, and every way of writing one wrongly."""

from decimal import Decimal
from pathlib import Path

import pytest

from oneruler.policy.language.kinds import Day, Number, Text, Truth
from oneruler.policy.language.units import Unit
from oneruler.policy.model import Field
from tests.policy.pack.good import faults, loaded, write

FILE = "policy.yaml"
AREA = "合法面积: {类型: 数, 单位: ㎡, 小数: 2, 最小: 0, 最大: 5000}"
STRUCTURE = "结构: {类型: 文字, 取自: 房屋单价.结构}"
AMOUNT = "数量: {类型: 数, 单位: 同 设施单价, 小数: 2, 最小: 0, 最大: 9000}"


def test_each_type_of_field(tmp_path: Path) -> None:
    objects = loaded(tmp_path).objects
    house, household = objects["房屋"].fields, objects["户"].fields
    assert [*house] == ["编号", "结构", "合法面积", "认定"]
    assert house["编号"] == Field("编号", Text())
    assert house["结构"] == Field(
        "结构", Text(frozenset({"砖混", "砖木"})), choices=("砖混", "砖木"), chosen_from="房屋单价.结构"
    )
    assert house["合法面积"] == Field("合法面积", Number(Unit.of("㎡"), 2, Decimal(0), Decimal(5000)))
    assert house["认定"] == Field("认定", Text(frozenset({"合法", "违法"})), nullable=True, choices=("合法", "违法"))
    assert household["签约日"] == Field("签约日", Day(), nullable=True)
    assert household["困难"] == Field("困难", Truth(), note="以民政认定为准")
    variable = Number(Unit.variable("设施单价"), 2, Decimal(0), Decimal(9000))
    assert objects["设施"].fields["数量"] == Field("数量", variable, unit_of="设施单价")


@pytest.mark.parametrize(
    ("words", "others", "name", "choices"),
    [
        (STRUCTURE, "结构: {取自: 房屋单价.结构, 选项: [竹木, 砖混], 类型: 文字}", "结构", ("砖混", "砖木", "竹木")),
        (STRUCTURE, "结构:\n      类型: 文字\n      取自: 房屋单价.结构", "结构", ("砖混", "砖木")),
        ("认定: {类型: 文字, 选项: [合法, 违法]", "认定: {类型: 文字, 选项: 合法", "认定", ("合法",)),
        ("认定: {类型: 文字, 选项: [合法, 违法]", '认定: {类型: 文字, 选项: [合法, "on", 010]', "认定", ("合法", "on", "010")),
    ],
)  # fmt: skip
def test_choices_stand_in_the_order_of_table_and_list(
    tmp_path: Path, words: str, others: str, name: str, choices: tuple[str, ...]
) -> None:
    assert loaded(tmp_path, (FILE, words, others)).objects["房屋"].fields[name].choices == choices


NAMED = "不能用在算式里 只用汉字、英文字母、数字和 _，不以数字开头。"
FAULTS: list[tuple[str, str, str]] = [
    ("    名称: 文字", "    名称: ‸字符", "“类型”应是文字、数、日期、是否之一，现为“字符”"),
    ("    名称: 文字", "    名称: ‸{说明: 全称}", "字段“集体.名称”缺少“类型” 请加一行“类型: ……”。"),
    ("    名称: 文字", "    名称: {类型: 文字, 可空: ‸可以}", "“可空”应是是、否之一，现为“可以”"),
    ("    名称: 文字", "    名称: {类型: 文字, ‸可为空: 是}", "字段“集体.名称”没有“可为空”这一项 是不是“可空”？"),
    ("    名称: 文字", "    名称: {类型: 文字, ‸单位: ㎡}", "字段“集体.名称”没有“单位”这一项 请删去。"),
    ("    名称: 文字", "    ‸1名称: 文字", f"名称“1名称”{NAMED}"),
    ("    名称: 文字", "    ‸名称（全称）: 文字", f"名称“名称（全称）”{NAMED}"),
    ("    名称: 文字", "    ‸名 称: 文字", f"名称“名 称”{NAMED}"),
    ("    名称: 文字", "    ‸ｎａｍｅ: 文字", f"名称“ｎａｍｅ”{NAMED}"),
    ("    名称: 文字", "    ‸naïve: 文字", f"名称“naïve”{NAMED}"),
    (STRUCTURE, "结构: {类型: 文字, 取自: ‸房价.结构}", "没有“房价”这张标准表 写成 表名.列名。"),
    (STRUCTURE, "结构: {类型: 文字, 取自: ‸房屋单价.类型}", "“房屋单价”没有“类型”这一列 可用的列：结构。"),
    (STRUCTURE, "结构: {类型: 文字, 取自: ‸房屋单价}", "“房屋单价”没有“”这一列 可用的列：结构。"),
    (STRUCTURE, "结构: {类型: 文字, 取自: ‸地价.面积}", "“地价”没有“面积”这一列 可用的列：。"),
    (STRUCTURE, "结构: {类型: 文字, 取自: ‸[房屋单价, 结构]}", "“取自”应是一项文字"),
    (AREA, AREA.replace("单位: ㎡, ", "").replace("{", "‸{"), "字段“房屋.合法面积”缺少“单位” 请加一行“单位: ……”。"),
    (AREA, AREA.replace("㎡", "‸平方!"), "单位应形如“元/㎡”“元/户·月”，现为“平方!”。"),
    (AREA, AREA.replace("最小: 0, ", "").replace("{", "‸{"), "字段“房屋.合法面积”缺少“最小” 请加一行“最小: ……”。"),
    (AREA, AREA.replace("5000", "‸很大"), "“最大”应是数字（最多 15 位整数、8 位小数），现为“很大”"),
    (AREA, AREA.replace("小数: 2", "小数: 9").replace("合", "‸合", 1), "“小数”应是 0 到 8 的整数，现为 9"),
    (AREA, AREA.replace("小数: 2", "小数: 1.5").replace("合", "‸合", 1), "“小数”应是 0 到 8 的整数，现为 1.5"),
    (AREA, AREA.replace("小数: 2", "小数: -1").replace("合", "‸合", 1), "“小数”应是 0 到 8 的整数，现为 -1"),
    (AREA, AREA.replace("最小: 0", "最小: 5001").replace("合", "‸合", 1), "“最大”（5000）小于“最小”（5001）"),
    (AREA, AREA.replace("{", "{‸选项: [甲], "), "字段“房屋.合法面积”没有“选项”这一项 请删去。"),
    (AMOUNT, AMOUNT.replace("同 设施单价", "‸同 设备单价"), "没有“设备单价”这张标准表 写成 单位: 同 表名。"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "others", "said"), FAULTS)
def test_one_slip_is_one_fault_at_its_place(tmp_path: Path, words: str, others: str, said: str) -> None:
    (place,) = write(tmp_path, (FILE, words, others))
    assert [str(fault) for fault in faults(tmp_path)] == [f"{place}：{said}"]


def test_a_number_without_anything_is_told_all_that_it_lacks(tmp_path: Path) -> None:
    (place,) = write(tmp_path, (FILE, AREA, "合法面积: ‸数"))
    lacking = [str(fault).partition(" ")[0] for fault in faults(tmp_path)]
    assert lacking == [f"{place}：字段“房屋.合法面积”缺少“{name}”" for name in ("单位", "小数", "最大", "最小")]


@pytest.mark.parametrize(
    ("words", "others", "said"),
    [
        ("  集体:\n    名称: 文字", "  集体: ‸文字", "“集体”的字段应写成“名称: 类型”的几行"),
        ("    名称: 文字", "    名称: ‸[文字]", "字段“集体.名称”应写成“名称: 内容”的几行"),
        ("  集体:\n    名称: 文字", "  ‸集体: {}", "“集体”没有字段 至少要有一个称呼。"),
    ],
)
def test_what_is_no_list_of_fields(tmp_path: Path, words: str, others: str, said: str) -> None:
    (place,) = write(tmp_path, (FILE, words, others))
    assert f"{place}：{said}" in [str(fault) for fault in faults(tmp_path)]
