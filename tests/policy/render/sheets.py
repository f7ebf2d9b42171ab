"""A sheet with every kind of line, and the same with words made to harm wherever words may stand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from oneruler.policy.cases.reading import read_raw_facts
from oneruler.policy.facts import read_facts
from oneruler.policy.faults import Faults
from oneruler.policy.pack.yaml_text import read_yaml
from oneruler.policy.render.view import SheetView, view
from oneruler.policy.scalar.computing import engine
from tests.policy.pack.good import Change, loaded

MADE = date(2025, 9, 10)
FACTS = """\
项目: {预公告日: 2025-08-01}
户: {户号: A1, 户主: 示例·李大山, 困难: 是, 签约日: 2025-08-15}
房屋:
- {编号: 主房, 结构: 砖混, 合法面积: 100.55, 认定: 合法}
- {编号: 棚, 结构: 砖木, 合法面积: 20, 认定: 违法}
设施:
- {编号: 东墙, 品名: 围墙, 数量: 12.5 m³}
青苗:
- {编号: 菜地, 面积: 0.5, 栽种日: 2025-03-01, 投入人: 示例·陈明}
- {编号: 抢栽, 面积: 0.5, 栽种日: 2025-08-02, 投入人: 示例·陈明}
"""

EVIL = "<script>alert(1)</script> & \"'</style>"
_NAMES = (
    ("policy.yaml", "名称: 白沙示范县征收补偿办法"),
    ("policy.yaml", "文号: 白政发〔2025〕1号"),
    ("policy.yaml", "出处: 虚构的文件"),
    ("policy.yaml", "说明: 预公告后栽种的不予补偿"),
    ("policy.yaml", "第十条: 房屋按结构补偿。"),
    ("rules/房屋.yaml", "说明: 含基础"),
    ("rules/其他.yaml", "补偿项: 设施补偿"),
    ("interpretations.yaml", "口径: 封闭阳台按全面积计"),
    ("interpretations.yaml", "发布: 白沙示范县征收中心"),
)


def _evil(text: str) -> str:
    """Harmful words behind a name, as YAML takes them."""
    return "'" + (text + EVIL).replace("'", "''") + "'"


def drawn(folder: Path, facts: str = FACTS, *changes: Change) -> SheetView:
    """The words of the sheet for some facts under the good pack with changes."""
    policy = loaded(folder, *changes)
    faults = Faults()
    _, raw = read_raw_facts(read_yaml(facts, "facts.yaml", faults), faults)
    faults.raise_if_any()
    return view(engine(policy).compute(read_facts(policy, raw, root="户"), on=MADE))


def hostile(folder: Path) -> SheetView:
    """The sheet with harmful names everywhere."""
    facts = FACTS
    for name in ("A1", "示例·李大山", "主房", "棚", "东墙", "菜地", "抢栽", "示例·陈明"):
        facts = facts.replace(name, _evil(name))
    changes = []
    for file, line in _NAMES:
        key, _, name = line.partition(": ")
        changes.append((file, line, f"{key}: {_evil(name)}"))
    source = ("虚构的附表" + EVIL).replace('"', '""')
    return drawn(folder, facts, *changes, ("tables/青苗单价.csv", "虚构的附表", f'"{source}"'))
