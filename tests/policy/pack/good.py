"""A small pack without a fault, and changes of it in which the place of the fault is marked.

A change is (file, words, other words). In the other words ``‸`` stands right before the place of the fault, ``¶``
anywhere in a line that is meant as a whole; neither is written to the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from oneruler.policy.faults import Fault, PackError
from oneruler.policy.model import Policy
from oneruler.policy.pack.loading import load

HERE, LINE = "‸", "¶"

POLICY = """\
名称: 白沙示范县征收补偿办法
文号: 白政发〔2025〕1号
发布机关: 白沙示范县人民政府
状态: 示例
地区: 白沙示范县
项目类型: 集体土地征收
施行日: 2025-07-01
有效期至: 2027-06-30
延期:
- {文号: 白政发〔2027〕2号, 至: 2028-06-30, 出处: 虚构}
接替: 白政发〔2021〕9号
衔接:
- 条款: 第九条
  说明: 施行前已发布预公告的，按原办法
  条件: 预公告日 < date("2025-07-01")
选用日: 预公告日
出处: 虚构的文件
说明: 供试验
主体: [户, 集体]
共用: [项目]
从属: {房屋: 户, 设施: 户, 青苗: 户, 地块: 集体}
计数: {房屋: 栋}
收款人: [所有权人, 实际投入人, 集体经济组织]
截止日:
- 对象: 青苗
  条款: 第八条
  说明: 预公告后栽种的不予补偿
  条件: 栽种日 <= 预公告日
字段:
  项目:
    预公告日: 日期
  户:
    户号: 文字
    户主: 文字
    签约日: {类型: 日期, 可空: 是}
    困难: {类型: 是否, 说明: 以民政认定为准}
  房屋:
    编号: 文字
    结构: {类型: 文字, 取自: 房屋单价.结构}
    合法面积: {类型: 数, 单位: ㎡, 小数: 2, 最小: 0, 最大: 5000}
    认定: {类型: 文字, 选项: [合法, 违法], 可空: 是}
  设施:
    编号: 文字
    品名: {类型: 文字, 取自: 设施单价.品名}
    数量: {类型: 数, 单位: 同 设施单价, 小数: 2, 最小: 0, 最大: 9000}
  青苗:
    编号: 文字
    面积: {类型: 数, 单位: 亩, 小数: 4, 最小: 0, 最大: 100}
    栽种日: 日期
    投入人: 文字
  集体:
    名称: 文字
  地块:
    编号: 文字
    面积: {类型: 数, 单位: 亩, 小数: 4, 最小: 0, 最大: 1000}
条文:
  第八条: 抢栽的不予补偿。
  第九条: 老项目按原办法。
  第十条: 房屋按结构补偿。
  第十一条: 签约奖励。
  附表: 标准。
"""

HOUSES = """\
- 要求: 已认定
  条款: 第十条
  对象: 房屋
  条件: known(认定)
  否则: 房屋还没有认定

- 量: 补偿面积
  条款: 第十条
  对象: 房屋
  值: 合法面积 if 认定 == "合法" else 0

- 补偿项: 房屋补偿
  条款: 第十条
  出处: 另一份虚构的文件
  对象: 房屋
  收款人: 所有权人
  适用: 补偿面积 > 0
  金额: round(补偿面积 * 房屋单价[结构], 2)
  说明: 含基础

- 补偿项: 签约奖励
  条款: 第十一条
  对象: 户
  收款人: 所有权人
  适用: known(签约日) and 签约日 <= after_days(预公告日, 30)
  金额: round(amount("房屋补偿") * 奖励比例, 2)
  支付日: after_months(签约日, 1)
"""

OTHERS = """\
- 补偿项: 设施补偿
  条款: 第十条
  对象: 设施
  收款人: 所有权人
  金额: round(数量 * 设施单价[品名], 2)

- 补偿项: 青苗补偿
  条款: 第八条
  对象: 青苗
  收款人: 实际投入人
  姓名: 投入人
  金额: round(面积 * 青苗单价, 2)

- 补偿项: 土地补偿
  条款: 第十条
  对象: 地块
  收款人: 集体经济组织
  金额: round(面积 * 地价[面积], 2)

- 补偿项: 搬家费
  条款: 第十条
  对象: 户
  收款人: 所有权人
  金额: 搬家费标准 * 户
  择高: 搬家

- 补偿项: 按面积的搬家费
  条款: 第十条
  对象: 户
  收款人: 所有权人
  金额: round(tiers(sum(房屋, 补偿面积), 搬家阶梯), 2)
  择高: 搬家
"""

INTERPRETATIONS = """\
- 口径: 封闭阳台按全面积计
  条款: 第十条
  发布: 白沙示范县征收中心
  起始日: 2025-09-01
  终止日: 2026-08-31
  例: 阳台 6 ㎡，计 6 ㎡
  出处: 会议纪要第 4 号（虚构）
"""

CASES = """\
- 案例: 一栋楼房
  说明: 单价一行
  事实:
    主体: 户
    项目: {预公告日: 2025-08-01}
    户: {户号: A1, 户主: 示例·李大山, 困难: 否}
    房屋:
    - {编号: 主房, 结构: 砖混, 合法面积: 100.50, 认定: 合法}
  明细: {房屋补偿: 90450.00, 按面积的搬家费: 1507.50}
  合计: 91957.50

- 案例: 早一天
  参照: 一栋楼房
  事实:
    项目: {预公告日: 2025-06-30}
  拒绝: 施行日
"""

HEAD = "单位,单价,起始日,终止日,条款,出处,状态,说明\n"
TAIL = "2025-07-01,,附表,虚构的附表,示例,\n"

GOOD: Mapping[str, str] = {
    "policy.yaml": POLICY,
    "rules/房屋.yaml": HOUSES,
    "rules/其他.yaml": OTHERS,
    "interpretations.yaml": INTERPRETATIONS,
    "cases.yaml": CASES,
    "tables/房屋单价.csv": f"结构,{HEAD}砖混,元/㎡,900,{TAIL}砖木,元/㎡,760.5,{TAIL}",
    "tables/设施单价.csv": f"品名,{HEAD}围墙,元/m³,150,{TAIL}水井,元/口,2000,{TAIL}",
    "tables/青苗单价.csv": f"{HEAD}元/亩,1100,{TAIL}",
    "tables/地价.csv": f"面积≥,面积<,{HEAD},10,元/亩,60000,{TAIL}10,,元/亩,58000,{TAIL}",
    "tables/搬家阶梯.csv": f"面积≥,面积<,{HEAD}0,100,元/㎡,15,{TAIL}100,,元/㎡,15,{TAIL}",
    "tables/搬家费标准.csv": f"{HEAD}元/户,1200,{TAIL}",
    "tables/奖励比例.csv": f"{HEAD.replace('单价', '系数')},5%,{TAIL}",
}

Change = tuple[str, str, str]


def write(folder: Path, *changes: Change) -> list[str]:
    """Write the pack with ``changes``; the places that they mark, as a fault prints them, in the order given."""
    texts = dict(GOOD)
    for file, words, others in changes:
        assert texts.get(file, "").count(words) == 1 or not words, f"{words!r} does not stand once in {file}"
        texts[file] = texts[file].replace(words, others) if words else others
    places = [mark(file, texts[file]) for file, _, _ in changes]
    for file, text in texts.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.replace(HERE, "").replace(LINE, "").encode())
    return places


def mark(file: str, text: str) -> str:
    """The place marked in ``text``: file:line:column, file:line, or the file as a whole."""
    at = max(text.find(HERE), text.find(LINE))
    if at < 0:
        return file
    before = text[:at].split("\n")
    return f"{file}:{len(before)}" + (f":{len(before[-1]) + 1}" if HERE in text else "")


def loaded(folder: Path, *changes: Change) -> Policy:
    """The pack with ``changes``, read."""
    write(folder, *changes)
    return load(folder)


def faults(folder: Path) -> tuple[Fault, ...]:
    """What is wrong with the pack in ``folder``; something must be."""
    with pytest.raises(PackError) as error:
        load(folder)
    return error.value.faults
