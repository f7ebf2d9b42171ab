"""Packs made for one test: a small invented document with every kind of field and table, written out and loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from oneruler.policy.facts import Facts, RawFacts, read_facts
from oneruler.policy.faults import Faults, RefusalToCompute
from oneruler.policy.language.kinds import Day, Number, Text, Truth
from oneruler.policy.language.scope import NamedFact, ObjectNames, Scope
from oneruler.policy.language.tree import Value
from oneruler.policy.language.units import Unit
from oneruler.policy.model import Policy
from oneruler.policy.pack.csv_tables import read_csv, read_table
from oneruler.policy.pack.loading import load
from oneruler.policy.rates import RateTable
from oneruler.policy.scalar.computing import engine
from oneruler.policy.scalar.traces import Traced
from oneruler.policy.sheet import CompensationSheet, SheetLine

SOURCE = "试验县〔2025〕1号"
_DETAILS = ("2025-01-01", "", "附件1", SOURCE, "示例")
"""起始日, 终止日, 条款, 出处 and 状态 of a row that does not write them."""

HEADING: Mapping[str, str] = {
    "名称": "试验县补偿办法", "文号": SOURCE, "发布机关": "试验县人民政府", "状态": "示例", "地区": "试验县",
    "项目类型": "集体土地征收", "施行日": "2025-01-01", "选用日": "公告日", "出处": SOURCE, "主体": "[户]",
    "共用": "[项目]", "从属": "{房屋: 户, 人口: 户, 设施: 户}", "计数": "{人口: 人, 房屋: 栋}",
    "收款人": "[所有权人, 实际投入人]",
}  # fmt: skip

FIELDS = """\
  项目:
    公告日: 日期
    期末: {类型: 日期, 可空: 是}
  户:
    户号: 文字
    户主: {类型: 文字, 可空: 是}
    亩数: {类型: 数, 单位: 亩, 小数: 4, 最小: 0, 最大: 10000, 可空: 是}
    面积: {类型: 数, 单位: ㎡, 小数: 2, 最小: 0, 最大: 100000, 可空: 是}
    余额: {类型: 数, 单位: 元, 小数: 4, 最小: -1000000, 最大: 1000000, 可空: 是}
    比例: {类型: 数, 单位: 无, 小数: 4, 最小: -10, 最大: 10, 可空: 是}
    等级: {类型: 文字, 选项: [甲, 乙, 丙], 可空: 是}
    低保: {类型: 是否, 可空: 是}
    签约日: {类型: 日期, 可空: 是}
    腾房日: {类型: 日期, 可空: 是}
  房屋:
    编号: 文字
    结构: {类型: 文字, 取自: 房屋单价.结构, 可空: 是}
    合法面积: {类型: 数, 单位: ㎡, 小数: 2, 最小: 0, 最大: 5000, 可空: 是}
    建成日: {类型: 日期, 可空: 是}
  人口:
    姓名: 文字
    出生日: {类型: 日期, 可空: 是}
    是对象: {类型: 是否, 可空: 是}
  设施:
    编号: 文字
    设施名称: {类型: 文字, 取自: 设施单价.设施名称}
    数量: {类型: 数, 单位: 同 设施单价, 小数: 2, 最小: 0, 最大: 100000}
"""


def table(header: str, *rows: str) -> str:
    """A table as a CSV: ``header`` is keys, 单位 and the value's name; a row may go on to dates, article and source."""
    written = [f"{header},起始日,终止日,条款,出处,状态"]
    width = header.count(",") + 1
    for row in rows:
        cells = row.split(",")
        details = [*cells[width:], *_DETAILS[len(cells) - width :]] if len(cells) > width else [*_DETAILS]
        if not cells[width - 1]:
            details[-1] = "缺"
        written.append(",".join([*cells[:width], *details]))
    return "\n".join(written) + "\n"


TABLES: Mapping[str, str] = {
    "房屋单价": table(
        "结构,单位,单价",
        "砖混,元/㎡,900,2025-01-01,2025-12-31",
        "砖混,元/㎡,950.5,2026-01-01",
        "土木,元/㎡,500",
        "钢,元/㎡,",
    ),
    "树木单价": table(
        "树种,胸径≥,胸径<,单位,单价",
        "杉,,5,元/株,10",
        "杉,5,10,元/株,20",
        "杉,10,20.5,元/株,30",
        "松,0,10,元/株,8",
    ),
    "左开单价": table("面积>,面积≤,单位,数值", "0,50,元,1", "50,100,元,2"),
    "天数奖励": table("天数≥,天数≤,单位,数值", "0,10,元,300", "11,20,元,200", "21,,元,100"),
    "阶梯": table("面积≥,面积<,单位,单价", "0,50,元/㎡,10", "50,100,元/㎡,8", "100,200,元/㎡,5.5"),
    "分级阶梯": table(
        "等级,面积>,面积≤,单位,单价", "甲,0,50,元/㎡,10", "甲,50,,元/㎡,8", "乙,,30,元/㎡,6", "乙,30,60,元/㎡,4"
    ),
    "设施单价": table("设施名称,单位,单价", "围墙,元/m³,120", "水井,元/口,3000", "晒坪,元/㎡,45.5"),
    "户费": table("单位,单价", "元/户,1000,2025-01-01,2025-06-30", "元/户,1200,2025-07-01,2026-06-30"),
    "换算": table("名目,单位,系数", "亩到㎡,㎡/亩,666.67", "折半,,50%"),
    "低保费": table("低保,单位,数值", "是,元,800", "否,元,300"),
    "人均": table("单位,数值", "㎡/人,30"),
}


def quoted(text: str) -> str:
    """Words as YAML takes them whatever is in them."""
    return "'" + text.replace("'", "''") + "'"


def rule(form: str, name: str, owner: str = "户", **more: str) -> str:
    """One rule; ``more`` are its other lines, each an expression or words."""
    lines = {"条款": "第一条", "对象": owner, **more}
    return f"- {form}: {name}\n" + "".join(f"  {key}: {quoted(words)}\n" for key, words in lines.items())


def quantity(name: str, value: str, owner: str = "户", **more: str) -> str:
    """A 量."""
    return rule("量", name, owner, 值=value, **more)


def item(name: str, amount: str, owner: str = "户", **more: str) -> str:
    """A 补偿项, to the owner unless ``more`` names another payee."""
    return rule("补偿项", name, owner, **{"收款人": "所有权人", "金额": amount, **more})


def must(name: str, condition: str, otherwise: str, owner: str = "户") -> str:
    """A 要求."""
    return rule("要求", name, owner, 条件=condition, 否则=otherwise)


def write(
    folder: Path,
    *rules: str,
    tables: Mapping[str, str] = TABLES,
    fields: str = FIELDS,
    heading: Mapping[str, str] = HEADING,
    more: str = "",
) -> Path:
    """Write a pack. ``heading`` lines left empty are left out; ``more`` is the rest of policy.yaml."""
    for part in ("tables", "rules"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{key}: {words}\n" for key, words in heading.items() if words)
    (folder / "policy.yaml").write_text(f"{lines}字段:\n{fields}{more}", encoding="utf-8")
    for name, text in tables.items():
        (folder / "tables" / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "rules" / "all.yaml").write_text("".join(rules), encoding="utf-8")
    return folder


def pack(
    folder: Path,
    *rules: str,
    tables: Mapping[str, str] = TABLES,
    fields: str = FIELDS,
    heading: Mapping[str, str] = HEADING,
    more: str = "",
) -> Policy:
    """Write a pack and load it."""
    return load(write(folder, *rules, tables=tables, fields=fields, heading=heading, more=more))


Row = Mapping[str, str]


def raw(*, day: str = "2025-06-01", **objects: Row | Sequence[Row]) -> RawFacts:
    """Facts as words: a row for the household, lists for what it has. Names and numbers that are left out are filled."""
    found: dict[str, list[Row]] = {"项目": [{"公告日": day}], "户": [{}]}
    for kind, rows in objects.items():
        found[kind] = [rows] if isinstance(rows, Mapping) else list(rows)
    found["项目"] = [{"公告日": day, **found["项目"][0]}]
    found["户"] = [{"户号": "A", **found["户"][0]}]
    labels = {"房屋": "编号", "设施": "编号", "人口": "姓名"}
    for kind, label in labels.items():
        found[kind] = [{label: str(number), **row} for number, row in enumerate(found.get(kind, ()), 1)]
    return found


def facts(policy: Policy, *, day: str = "2025-06-01", **objects: Row | Sequence[Row]) -> Facts:
    """Typed facts."""
    return read_facts(policy, raw(day=day, **objects))


def sheet(policy: Policy, *, day: str = "2025-06-01", **objects: Row | Sequence[Row]) -> CompensationSheet:
    """The sheet for some facts."""
    return engine(policy).compute(facts(policy, day=day, **objects), all_quantities=True)


def refusal(policy: Policy, *, day: str = "2025-06-01", **objects: Row | Sequence[Row]) -> tuple[str, ...]:
    """Why no sheet can be made; fails where one is made."""
    try:
        made = sheet(policy, day=day, **objects)
    except RefusalToCompute as error:
        return error.reasons
    raise AssertionError(f"computed {made.total} fen")


def asked(
    folder: Path, expression: str, owner: str = "户", *, day: str = "2025-06-01", **objects: Row | Sequence[Row]
) -> list[Traced]:
    """What an expression comes to for every object of ``owner``, with its traces."""
    needed = must("用到", "所求 == 所求", "不相等", owner)
    made = sheet(pack(folder, quantity("所求", expression, owner), needed), day=day, **objects)
    return [one.traced for one in made.quantities if one.quantity.name == "所求"]


def worth(
    folder: Path, expression: str, owner: str = "户", *, day: str = "2025-06-01", **objects: Row | Sequence[Row]
) -> Value:
    """What an expression comes to for the one object of ``owner``."""
    (traced,) = asked(folder, expression, owner, day=day, **objects)
    return traced.value


def refused(
    folder: Path, expression: str, owner: str = "户", *, day: str = "2025-06-01", **objects: Row | Sequence[Row]
) -> str:
    """Why an expression cannot be worked out, all in one text."""
    needed = must("用到", "所求 == 所求", "不相等", owner)
    return "\n".join(refusal(pack(folder, quantity("所求", expression, owner), needed), day=day, **objects))


def line(
    folder: Path, amount: str, owner: str = "户", *, day: str = "2025-06-01", **objects: Row | Sequence[Row]
) -> SheetLine:
    """The one line that an amount makes."""
    (only,) = sheet(pack(folder, item("所补", amount, owner)), day=day, **objects).lines
    return only


# -- the same document as the language sees it -------------------------------------------------------------------------


def rates(name: str, text: str = "") -> RateTable:
    """A table alone: one of the document, or one of ``text``."""
    faults = Faults()
    made = read_table(name, read_csv(text or TABLES[name]), f"tables/{name}.csv", faults)
    faults.raise_if_any()
    assert made is not None
    return made


def _number(unit: str, scale: int, low: str, high: str) -> Number:
    return Number(Unit.of(unit), scale, Decimal(low), Decimal(high))


def scope(own: str = "户") -> Scope:
    """What a rule for ``own`` may name, in the document of this module."""
    tables = {name: rates(name) for name in TABLES}
    priced = tables["设施单价"].choices("设施名称")
    household = ObjectNames(
        "户",
        Unit.of("户"),
        {
            "户主": NamedFact(Text(), nullable=True),
            "亩数": NamedFact(_number("亩", 4, "0", "10000"), nullable=True),
            "面积": NamedFact(_number("㎡", 2, "0", "100000"), nullable=True),
            "余额": NamedFact(_number("元", 4, "-1000000", "1000000"), nullable=True),
            "比例": NamedFact(_number("无", 4, "-10", "10"), nullable=True),
            "等级": NamedFact(Text(frozenset("甲乙丙")), nullable=True),
            "低保": NamedFact(Truth(), nullable=True),
            "签约日": NamedFact(Day(), nullable=True),
            "腾房日": NamedFact(Day(), nullable=True),
        },
        {"推算": _number("元", 2, "0", "100")},
    )
    house = ObjectNames(
        "房屋",
        Unit.of("栋"),
        {
            "结构": NamedFact(Text(tables["房屋单价"].choices("结构"))),
            "合法面积": NamedFact(_number("㎡", 2, "0", "5000")),
            "建成日": NamedFact(Day()),
        },
        most=1000,
    )
    person = ObjectNames("人口", Unit.of("人"), {"出生日": NamedFact(Day()), "是对象": NamedFact(Truth())}, most=1000)
    facility = ObjectNames(
        "设施",
        Unit.of("个"),
        {
            "设施名称": NamedFact(Text(priced)),
            "数量": NamedFact(Number(Unit.variable("设施单价"), 2, Decimal(0), Decimal(100000)), table="设施单价"),
        },
        most=1000,
    )
    project = ObjectNames("项目", Unit.of("个"), {"公告日": NamedFact(Day()), "期末": NamedFact(Day(), nullable=True)})
    under = {one.name: one for one in (house, person, facility)}
    names = frozenset({"房屋补偿", "装修补偿"})
    if own == "户":
        return Scope(household, (project,), under, tables, names)
    return Scope(under[own], (household, project), under, tables, names)


def day(text: str) -> date:
    """A day, short to write."""
    return date.fromisoformat(text)
