"""字段 of policy.yaml → what each object kind is asked."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from decimal import Decimal

from oneruler.policy.faults import Faults
from oneruler.policy.language.kinds import Day, Kind, Number, Text, Truth
from oneruler.policy.language.units import Unit
from oneruler.policy.model import Field
from oneruler.policy.pack.csv_tables import read_number
from oneruler.policy.pack.yaml_text import Mapping, Node, Section, Words
from oneruler.policy.rates import RateTable

_TYPES = ("文字", "数", "日期", "是否")
_MOST_PLACES = 8


def read_fields(owner: str, node: Node | None, tables: MappingType[str, RateTable], faults: Faults) -> dict[str, Field]:
    """The fields of one object kind, in the order written."""
    if not isinstance(node, Mapping):
        if node is not None:
            faults.add(node.place, f"“{owner}”的字段应写成“名称: 类型”的几行")
        return {}
    fields = {}
    for name, about in node.entries:
        check_name(name, faults)
        fields[name.text] = _FieldReader(owner, name, about, tables, faults).read()
    return fields


def check_name(name: Words, faults: Faults) -> None:
    """A name that rules can use: letters, digits and _, and the same under every way of writing it."""
    text = name.text
    if not text.isidentifier() or not all("\u4e00" <= letter <= "\u9fff" or letter < "\u0080" for letter in text):
        faults.add(name.place, f"名称“{text}”不能用在算式里", "只用汉字、英文字母、数字和 _，不以数字开头。")


class _FieldReader:
    def __init__(
        self, owner: str, name: Words, about: Node, tables: MappingType[str, RateTable], faults: Faults
    ) -> None:
        self.name, self.tables, self.faults = name, tables, faults
        if isinstance(about, Words):
            entry = (Words("类型", about.place), about)
            about = Mapping((entry,), about.place)
        self.section = Section(about, faults, name.place, f"字段“{owner}.{name.text}”")

    def read(self) -> Field:
        type_name = self.section.text("类型", choices=_TYPES)
        nullable = self.section.text("可空", required=False, choices=("是", "否")) == "是"
        note = self.section.text("说明", required=False)
        field = Field(self.name.text, Text(), nullable, note)
        if type_name == "文字":
            field = self._text(nullable, note)
        elif type_name == "数":
            field = self._number(nullable, note)
        elif type_name:
            kind: Kind = Day() if type_name == "日期" else Truth()
            field = Field(self.name.text, kind, nullable, note)
        self.section.rest()
        return field

    def _text(self, nullable: bool, note: str) -> Field:
        written = [words.text for words in self.section.texts("选项")]
        source = self.section.words("取自", required=False)
        if source is None:
            kind = Text(frozenset(written)) if written else Text()
            return Field(self.name.text, kind, nullable, note, choices=tuple(written))
        table, _, column = source.text.partition(".")
        if table in self.faults.broken:
            return Field(self.name.text, Text(frozenset()), nullable, note)
        if table not in self.tables:
            self.faults.add(source.place, f"没有“{table}”这张标准表", "写成 表名.列名。")
            return Field(self.name.text, Text(), nullable, note)
        index = next((i for i, key in enumerate(self.tables[table].columns) if key.name == column), None)
        if index is None or self.tables[table].columns[index].is_range:
            known = "、".join(key.name for key in self.tables[table].columns if not key.is_range)
            self.faults.add(source.place, f"“{table}”没有“{column}”这一列", f"可用的列：{known}。")
            return Field(self.name.text, Text(), nullable, note)
        in_order = tuple(dict.fromkeys(str(rate.keys[index]) for rate in self.tables[table]))
        choices = (*in_order, *(word for word in written if word not in in_order))
        return Field(self.name.text, Text(frozenset(choices)), nullable, note, choices=choices, chosen_from=source.text)

    def _number(self, nullable: bool, note: str) -> Field:
        unit_words = self.section.words("单位")
        unit, unit_of = Unit(), ""
        if unit_words is not None and unit_words.text.startswith("同"):
            unit_of = unit_words.text.removeprefix("同").strip()
            if unit_of not in self.tables and unit_of not in self.faults.broken:
                self.faults.add(unit_words.place, f"没有“{unit_of}”这张标准表", "写成 单位: 同 表名。")
            unit = Unit.variable(unit_of)
        elif unit_words is not None:
            try:
                unit = Unit.of(unit_words.text)
            except ValueError as error:
                self.faults.add(unit_words.place, str(error))
        scale = self._figure("小数")
        low, high = self._figure("最小"), self._figure("最大")
        if scale != int(scale) or not 0 <= scale <= _MOST_PLACES:
            self.faults.add(self.name.place, f"“小数”应是 0 到 {_MOST_PLACES} 的整数，现为 {scale}")
            scale = Decimal(0)
        if high < low:
            self.faults.add(self.name.place, f"“最大”（{high}）小于“最小”（{low}）")
        return Field(self.name.text, Number(unit, int(scale), low, high), nullable, note, unit_of)

    def _figure(self, key: str) -> Decimal:
        words = self.section.words(key)
        try:
            return read_number(words.text) if words is not None else Decimal(0)
        except ValueError as error:
            assert words is not None
            self.faults.add(words.place, f"“{key}”{error}")
            return Decimal(0)
