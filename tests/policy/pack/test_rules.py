"""Rules as they are written: quantities, requirements, entitlements, and each slip at its very letter."""

from pathlib import Path

import pytest

from tests.policy.pack.good import Change, faults, loaded, write

HOUSES, OTHERS = "rules/房屋.yaml", "rules/其他.yaml"
ONE = "round(补偿面积 * 房屋单价[结构], 2)"


def test_the_rules_stand_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    policy = loaded(tmp_path)
    assert [one.name for one in policy.quantities] == ["补偿面积"]
    assert [one.name for one in policy.requirements] == ["已认定"]
    assert [one.name for one in policy.entitlements] == [
        "设施补偿", "青苗补偿", "土地补偿", "搬家费", "按面积的搬家费", "房屋补偿", "签约奖励",
    ]  # fmt: skip


def test_what_a_rule_holds(tmp_path: Path) -> None:
    by_name = {one.name: one for one in loaded(tmp_path).entitlements}
    house, reward, crops = by_name["房屋补偿"], by_name["签约奖励"], by_name["青苗补偿"]
    assert (house.article, house.source, house.owner, house.note) == ("第十条", "另一份虚构的文件", "房屋", "含基础")
    assert (house.payee, house.payee_field, house.highest_of) == ("所有权人", "", "")
    assert str(house.place) == f"{HOUSES}:12:8"
    assert (house.amount.text, str(house.amount.place)) == (ONE, f"{HOUSES}:18:7")
    assert house.applies is not None
    assert house.due is None
    assert reward.source == "虚构的文件"
    assert reward.due is not None
    assert reward.after == {"房屋补偿"}
    assert (crops.payee, crops.payee_field) == ("实际投入人", "投入人")
    assert by_name["搬家费"].highest_of == by_name["按面积的搬家费"].highest_of == "搬家"


def test_what_need_not_be_written(tmp_path: Path) -> None:
    change: Change = (
        OTHERS,
        "- 补偿项: 搬家费\n  条款: 第十条\n  对象: 户\n  收款人: 所有权人\n",
        "- 补偿项: 搬家费\n  条款: 第十条\n",
    )
    one = next(one for one in loaded(tmp_path, change).entitlements if one.name == "搬家费")
    assert (one.owner, one.payee, one.source, one.note) == ("户", "所有权人", "虚构的文件", "")
    assert (one.applies, one.due) == (None, None)


def test_quantities_may_be_used_before_they_are_written(tmp_path: Path) -> None:
    more = "- 量: 甲\n  条款: 第十条\n  对象: 房屋\n  值: 乙 + 1\n\n- 量: 乙\n  条款: 第十条\n  对象: 房屋\n  值: 补偿面积 * 2\n\n"
    policy = loaded(tmp_path, (HOUSES, "- 要求: 已认定", more + "- 要求: 已认定"))
    assert [one.name for one in policy.quantities] == ["甲", "乙", "补偿面积"]


FAULTS = [
    (HOUSES, "- 要求: 已认定", "- ‸要求了: 已认定", "每条规则应有“量”“要求”“补偿项”三者之一 写成 - 补偿项: 名称。"),
    (HOUSES, "- 要求: 已认定", "- ‸要求: 已认定\n  量: 认定数", "每条规则应有“量”“要求”“补偿项”三者之一 写成 - 补偿项: 名称。"),
    (HOUSES, "- 要求: 已认定", "- ‸要求:", "规则缺少“要求” 请加一行“要求: ……”。"),
    (HOUSES, "- 要求: 已认定", "- 要求: ‸[已认定]", "“要求”应是一项文字"),
    (HOUSES, "- 补偿项: 房屋补偿\n  条款: 第十条\n", "- ‸补偿项: 房屋补偿\n", "补偿项“房屋补偿”缺少“条款” 请加一行“条款: ……”。"),
    (HOUSES, "- 补偿项: 签约奖励\n  条款: 第十一条\n", "- ‸补偿项: 签约奖励\n  条款:\n", "补偿项“签约奖励”缺少“条款” 请加一行“条款: ……”。"),
    (HOUSES, "第十一条\n  对象: 户", "第十一条\n  对象: ‸家庭", "没有“家庭”这种对象 可用的：项目、户、房屋、设施、青苗、集体、地块。"),
    (OTHERS, "- 补偿项: 按面积的搬家费", "- 补偿项: ‸搬家费", "“搬家费”写了两次 请改名或删去一个。"),
    (OTHERS, "第十条\n  对象: 设施\n  收款人: 所有权人", "第十条\n  对象: 设施\n  收款人: ‸户主", "“收款人”应是所有权人、实际投入人、集体经济组织之一，现为“户主”"),
    (OTHERS, "姓名: 投入人", "姓名: ‸栽种人", "“青苗”没有字段“栽种人”"),
    (OTHERS, "姓名: 投入人", "姓名: ‸面积", "“姓名”应是文字字段，“面积”是数（亩）"),
    (OTHERS, "姓名: 投入人", "‸领款人: 投入人", "补偿项“青苗补偿”没有“领款人”这一项 是不是“收款人”？"),
    (OTHERS, "姓名: 投入人", "‸奖金: 投入人", "补偿项“青苗补偿”没有“奖金”这一项 是不是“金额”？"),
    (OTHERS, "姓名: 投入人", "‸xyz: 投入人", "补偿项“青苗补偿”没有“xyz”这一项 请删去。"),
    (OTHERS, "金额: round(面积 * 青苗单价, 2)", "金额: ‸面积 * 青苗单价", "金额可能有 4 位小数，没有写明怎样舍入到分 写成 round(……, 2)。"),
    (OTHERS, "金额: round(面积 * 青苗单价, 2)", "金额: ‸round(面积, 2)", "金额的单位应是元，现为亩 请核对各量和标准的单位。"),
    (OTHERS, "金额: round(面积 * 青苗单价, 2)", "金额: ‸面积 > 1", "这里应是数，现为是否"),
    (HOUSES, "适用: 补偿面积 > 0", "适用: ‸补偿面积", "这里应是条件，现为数（㎡）"),
    (HOUSES, "支付日: after_months(签约日, 1)", "支付日: ‸1 + 1", "这里应是日期，现为数"),
    (HOUSES, "条件: known(认定)", "条件: ‸合法面积", "这里应是条件，现为数（㎡）"),
    (HOUSES, "  适用: 补偿面积 > 0", "  适用: ‸[补偿面积]", "“适用”应是一项文字"),
    (HOUSES, ONE, "round(补偿面积 * ‸房屋价[结构], 2)", "没有“房屋价”这张标准表 是不是“房屋单价”？"),
    (HOUSES, ONE, "round(补偿面积 * 房屋单价[‸结], 2)", "没有“结”这个名称 是不是“结构”？"),
    (HOUSES, ONE, "round(补偿面积 ‸× 房屋单价[结构], 2)", "“×”不能用在算式里 改成 *。"),
    (HOUSES, f"  金额: {ONE}", "  金额: >\n    round(补偿面积 *\n    房屋单价[‸结], 2)", "没有“结”这个名称 是不是“结构”？"),
    (HOUSES, f"  金额: {ONE}", "  金额: |\n    round(补偿面积 *\n      ‸房屋价[结构], 2)", "没有“房屋价”这张标准表 是不是“房屋单价”？"),
    (HOUSES, f"  金额: {ONE}", '  金额: "round(补偿面积 * ‸房屋价[结构], 2)"', "没有“房屋价”这张标准表 是不是“房屋单价”？"),
    (HOUSES, f"  金额: {ONE}", "  金额: '‸roumd(补偿面积 * 房屋单价[结构], 2)'", "没有“roumd”这个函数 是不是 round？"),
    (HOUSES, f"  金额: {ONE}", '  金额: "round(补偿面积 * (房屋单价[\\"砖混\\"] + ‸房价), 2)"', "没有“房价”这个名称 是不是“房屋单价”？"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "words", "others", "said"), FAULTS)
def test_one_slip_is_one_fault_at_its_place(tmp_path: Path, file: str, words: str, others: str, said: str) -> None:
    (place,) = write(tmp_path, (file, words, others))
    assert [str(fault) for fault in faults(tmp_path)] == [f"{place}：{said}"]


# What is wrong in one rule and so in those that rest on it; the fault itself is told with the others.
FOLLOWED = [
    (HOUSES, "- 要求: 已认定", "- ‸已认定\n- 要求: 已认定", "规则应写成“名称: 内容”的几行"),
    (HOUSES, "- 量: 补偿面积", "- 量: ‸补偿 面积", "名称“补偿 面积”不能用在算式里 只用汉字、英文字母、数字和 _，不以数字开头。"),
    (HOUSES, "- 量: 补偿面积", "- 量: ‸合法面积", "量“合法面积”与字段或对象同名 请改名。"),
    (HOUSES, "- 量: 补偿面积", "- 量: ‸项目", "量“项目”与字段或对象同名 请改名。"),
    (HOUSES, "  值: 合法面积 if", "  ‸数值: 合法面积 if", "量“补偿面积”没有“数值”这一项 请删去。"),
    (HOUSES, "值: 合法面积 if", "值: ‸合面积 if", "没有“合面积”这个名称 是不是“合法面积”？"),
    (HOUSES, "值: 合法面积 if", "值: ‸补偿面积 if", "用到的量“补偿面积”没有写对，或绕了一圈又用到自己 先改好那个量。"),
    (HOUSES, "金额: round(amount(\"房屋补偿\") * 奖励比例, 2)", "‸数额: 1", "补偿项“签约奖励”没有“数额”这一项 是不是“金额”？"),
    (HOUSES, "否则: 房屋还没有认定", "‸不然: 房屋还没有认定", "要求“已认定”没有“不然”这一项 请删去。"),
    (HOUSES, "条件: known(认定)", "‸条: known(认定)", "要求“已认定”没有“条”这一项 是不是“条款”？"),
    (OTHERS, "- 补偿项: 青苗补偿\n  条款: 第八条\n  对象: 青苗", "- 补偿项: ‸青苗补偿\n  条款: 第八条\n  对象: 项目", "“青苗补偿”的对象“项目”是共用的，不能对它补偿"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "words", "others", "said"), FOLLOWED)
def test_a_slip_that_others_rest_on_is_told_too(tmp_path: Path, file: str, words: str, others: str, said: str) -> None:
    (place,) = write(tmp_path, (file, words, others))
    assert f"{place}：{said}" in [str(fault) for fault in faults(tmp_path)]


@pytest.mark.parametrize(
    ("form", "line", "lacking"), [("量", "值", "值"), ("要求", "条件", "条件"), ("要求", "否则", "否则"), ("补偿项", "金额", "金额")]
)  # fmt: skip
def test_what_a_rule_must_have(tmp_path: Path, form: str, line: str, lacking: str) -> None:
    lines = {"量": {"值": "1"}, "要求": {"条件": "困难", "否则": "不行"}, "补偿项": {"金额": "户 * 搬家费标准"}}[form]
    written = "".join(f"  {name}: {words}\n" for name, words in lines.items() if name != line)
    more = f"- {form}: ‸新的\n  条款: 第十条\n  对象: 户\n{written}\n- 补偿项: 搬家费"
    (place,) = write(tmp_path, (OTHERS, "- 补偿项: 搬家费", more))
    assert [str(fault) for fault in faults(tmp_path)] == [
        f"{place}：{form}“新的”缺少“{lacking}” 请加一行“{lacking}: ……”。"
    ]


def test_quantities_that_lead_back_to_themselves(tmp_path: Path) -> None:
    more = "- 量: 甲\n  条款: 第十条\n  值: 乙 + 1\n\n- 量: 乙\n  条款: 第十条\n  值: 丙 + 1\n\n- 量: 丙\n  条款: 第十条\n  值: 甲\n\n"
    write(tmp_path, (HOUSES, "- 要求: 已认定", more + "- 要求: 已认定"))
    told = [fault.message for fault in faults(tmp_path)]
    assert len(told) == 3
    assert all("绕了一圈又用到自己" in message for message in told)


def test_quantities_that_rest_on_each_other_without_end(tmp_path: Path) -> None:
    more = "".join(f"- 量: q{step}\n  条款: 第十条\n  值: q{step + 1} + 1\n" for step in range(500))
    write(tmp_path, (HOUSES, "- 要求: 已认定", f"{more}- 量: q500\n  条款: 第十条\n  值: 1 + 1\n\n- 要求: 已认定"))
    told = faults(tmp_path)
    assert "量一个套一个，层次太多 请合并几个量。" in [f"{fault.message} {fault.repair}" for fault in told]


@pytest.mark.parametrize("text", ["‸甲: 乙\n", "‸甲\n"])
def test_a_file_that_is_no_list_of_rules(tmp_path: Path, text: str) -> None:
    (place,) = write(tmp_path, ("rules/杂项.yaml", "", text))
    assert [str(fault) for fault in faults(tmp_path)] == [
        f"{place}：规则文件应是以“- ”开头的几条 每条从“- 补偿项: ”“- 量: ”或“- 要求: ”起。"
    ]


@pytest.mark.parametrize("text", ["", "# 还没有\n", "\n\n"])
def test_an_empty_file_of_rules_is_no_fault(tmp_path: Path, text: str) -> None:
    write(tmp_path, ("rules/杂项.yaml", "", text or "\n"))
    assert len(loaded(tmp_path).entitlements) == 7


def test_all_complaints_about_one_expression_are_told(tmp_path: Path) -> None:
    write(tmp_path, (HOUSES, ONE, "round(补偿面 × 房屋单价［结构］, 2)"))
    assert [str(fault.place) for fault in faults(tmp_path)] == [f"{HOUSES}:18:{column}" for column in (17, 23, 26)]
