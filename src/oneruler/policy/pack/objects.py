"""主体, 共用, 从属, 计数, 字段 and 选用日 of policy.yaml → the object kinds, and the day that picks the policy."""

from __future__ import annotations

from collections.abc import Mapping

from oneruler.policy.faults import Faults
from oneruler.policy.language.kinds import Day, Number, Text
from oneruler.policy.language.units import Unit
from oneruler.policy.model import ObjectKind, Statistic
from oneruler.policy.pack.fields import check_name, read_fields
from oneruler.policy.pack.yaml_text import Mapping as YamlMapping
from oneruler.policy.pack.yaml_text import Node, Section, Words
from oneruler.policy.rates import RateTable

MOST_OBJECTS = 1000
"""So many of one kind may belong to one root; sums take their bounds from it."""

STATISTICS = {"合法建筑面积": "㎡", "违法建筑面积": "㎡", "土地面积": "亩", "房屋栋数": "", "人数": ""}
"""What 统计 may name, with the unit of the field that is added up; without one, objects are counted."""


def pairs(section: Section, key: str) -> dict[str, Words]:
    """The words of ``key`` written as “名称: 文字” lines."""
    node = section.node(key)
    if node is None:
        return {}
    if not isinstance(node, YamlMapping):
        section.faults.add(node.place, f"“{key}”应写成“名称: ……”的几行")
        return {}
    found = {}
    for name, value in node.entries:
        if isinstance(value, Words):
            found[name.text] = value
        else:
            section.faults.add(value.place, f"“{key}”里“{name.text}”应是一项文字")
    return found


class ObjectReader:
    """Reads who is owed, what is shared, what belongs to whom, and what a survey asks of each."""

    def __init__(self, about: Section, tables: Mapping[str, RateTable], faults: Faults) -> None:
        self.about, self.tables, self.faults = about, tables, faults
        self.roots = tuple(words.text for words in about.texts("主体", required=True))
        self.shared = tuple(words.text for words in about.texts("共用"))
        self.belongs = pairs(about, "从属")
        self.counted = pairs(about, "计数")
        self.objects: dict[str, ObjectKind] = {}
        fields = about.node("字段")
        if isinstance(fields, YamlMapping):
            for name, node in fields.entries:
                self._object(name, node)
        else:
            faults.add(about.place, "文件缺少“字段”", "写上每个对象要调查什么。")
        for counted, words in self.counted.items():
            if counted not in self.objects:
                faults.add(words.place, f"计数里的“{counted}”不是对象", "请改名或删去。")
        for called in (*self.roots, *self.shared, *self.belongs):
            if called not in self.objects:
                faults.add(about.place, f"“{called}”没有字段", "请在 字段 里写上。")

    def _object(self, name: Words, node: Node) -> None:
        check_name(name, self.faults)
        root = self._root(name)
        counted = self.counted.get(name.text)
        unit = counted.text if counted is not None else name.text if name.text in self.roots else "个"
        fields = read_fields(name.text, node, self.tables, self.faults)
        if not fields:
            self.faults.add(name.place, f"“{name.text}”没有字段", "至少要有一个称呼。")
        try:
            self.objects[name.text] = ObjectKind(
                name.text, Unit.of(unit), fields, root, name.text in self.shared, MOST_OBJECTS if root else 1
            )
        except ValueError as error:
            self.faults.add(counted.place if counted is not None else name.place, str(error))

    def _root(self, name: Words) -> str:
        owner = self.belongs.get(name.text)
        if owner is None:
            if name.text not in (*self.roots, *self.shared):
                self.faults.add(name.place, f"“{name.text}”不是主体，不是共用对象，也没有从属", "请在 从属 里写上。")
            return ""
        if owner.text not in self.roots:
            self.faults.add(owner.place, f"“{name.text}”从属的“{owner.text}”不是主体")
        return owner.text

    def policy_day(self) -> tuple[str, str]:
        """选用日 as (shared object, field); the object is empty for a field of the roots themselves."""
        words = self.about.words("选用日")
        if words is None:
            return "", ""
        owners = [name for name in (*self.shared, *self.roots) if words.text in self.objects[name].fields]
        if not owners:
            self.faults.add(words.place, f"选用日“{words.text}”不是主体或共用对象的字段", "请在 字段 里写上。")
            return "", ""
        for owner in owners:
            field = self.objects[owner].fields[words.text]
            if not isinstance(field.kind, Day) or field.nullable:
                self.faults.add(words.place, f"选用日“{words.text}”应是不可空的日期字段")
        if owners[0] in self.roots and set(self.roots) - set(owners):
            self.faults.add(words.place, f"选用日“{words.text}”不是每种主体都有", "放到共用对象里，或每种主体都写上。")
        return ("" if owners[0] in self.roots else owners[0]), words.text

    def statistics(self) -> dict[str, Statistic]:
        """统计: which field or object kind makes each figure that projects are counted by."""
        node = self.about.node("统计")
        if node is None:
            return {}
        section = Section(node, self.faults, node.place, "统计")
        found = {name: self._statistic(name, one) for name in STATISTICS if (one := section.node(name)) is not None}
        section.rest()
        return {name: one for name, one in found.items() if one is not None}

    def _statistic(self, name: str, node: Node) -> Statistic | None:
        if isinstance(node, Words):
            node = YamlMapping(((Words("取", node.place), node),), node.place)
        section = Section(node, self.faults, node.place, f"统计“{name}”")
        what, when = section.words("取"), section.words("按", required=False)
        values = frozenset(words.text for words in section.texts("为", required=when is not None))
        section.rest()
        if what is None:
            return None
        owner, _, field = what.text.partition(".")
        kind = self.objects.get(owner)
        if kind is None or kind.shared:
            self.faults.add(what.place, f"“{owner}”不是主体或从属对象", "写成 对象.字段；数个数的只写对象。")
            return None
        unit, asked = STATISTICS[name], kind.fields[field].kind if field in kind.fields else None
        if unit and not (isinstance(asked, Number) and asked.unit == Unit.of(unit)):
            self.faults.add(what.place, f"“{name}”应取{owner}里单位为 {unit} 的字段，现为“{what.text}”")
        if not unit and field:
            self.faults.add(what.place, f"“{name}”数的是个数，只写对象，现为“{what.text}”")
        if when is not None:
            choices = kind.fields[when.text].kind if when.text in kind.fields else None
            known = choices.choices or frozenset() if isinstance(choices, Text) else frozenset()
            if not values <= known:
                self.faults.add(when.place, f"“{owner}.{when.text}”没有{'、'.join(sorted(values - known))}这些选项")
        return Statistic(owner, field, when.text if when is not None else "", values)
