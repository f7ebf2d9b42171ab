"""cases.yaml → cases: facts, expected lines to the fen, or the words of a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from oneruler.policy.facts import RawFacts
from oneruler.policy.faults import Faults, Place
from oneruler.policy.pack.csv_tables import read_number
from oneruler.policy.pack.files import Files
from oneruler.policy.pack.yaml_text import Listing, Node, Section, Words, read_yaml
from oneruler.policy.pack.yaml_text import Mapping as YamlMapping

FILE = "cases.yaml"

ByObject = Mapping[str, str]
"""Name of the object → what is expected of it; the empty name stands for all objects together."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case. ``refusals`` are words that the refusal must have; otherwise lines, quantities and total are expected."""

    name: str
    note: str
    root: str
    facts: RawFacts
    amounts: Mapping[str, Mapping[str, Decimal]]
    quantities: Mapping[str, ByObject]
    payees: Mapping[str, Mapping[str, Decimal]]
    dues: Mapping[str, ByObject]
    total: Decimal | None
    refusals: tuple[str, ...]
    place: Place = field(compare=False)


def read_cases(files: Files, lists: frozenset[str]) -> tuple[Case, ...]:
    """The cases of a pack, whose object kinds ``lists`` come in any number. Raises PackError with every fault."""
    faults = Faults()
    node = next((read_yaml(text, name, faults) for name, text in files.texts(FILE, ".yaml", faults)), None)
    cases: dict[str, Case] = {}
    for item in node.items if isinstance(node, Listing) else ():
        case = _read_case(item, cases, lists, faults)
        if case is not None:
            if case.name in cases:
                faults.add(case.place, f"案例“{case.name}”写了两次", "请改名。")
            cases[case.name] = case
    if node is not None and not isinstance(node, Listing):
        faults.add(Place(FILE, 1), "算例文件应是以“- 案例: ”开头的几条")
    faults.raise_if_any()
    return tuple(cases.values())


def _read_case(item: Node, known: Mapping[str, Case], lists: frozenset[str], faults: Faults) -> Case | None:
    section = Section(item, faults, item.place, "案例")
    words = section.words("案例")
    if words is None:
        return None
    section.what = f"案例“{words.text}”"
    before = len(faults.found)
    like = section.words("参照", required=False)
    if like is not None and like.text not in known:
        faults.add(like.place, f"前面没有案例“{like.text}”", "参照的案例要写在前面。")
    base = known.get(like.text) if like is not None else None
    root, facts = read_raw_facts(section.node("事实"), faults)
    case = Case(
        words.text,
        section.text("说明", required=False),
        root or (base.root if base else ""),
        merged(base.facts, facts, lists) if base else facts,
        _amounts(section.node("明细"), faults),
        _words(section.node("量"), faults),
        _amounts(section.node("付给"), faults, by_object=False),
        _words(section.node("支付日"), faults),
        _figure(section.words("合计", required=False), faults),
        tuple(one.text for one in section.texts("拒绝")),
        words.place,
    )
    expected = (case.amounts, case.quantities, case.payees, case.dues, case.refusals)
    if not any(expected) and case.total is None and len(faults.found) == before:
        faults.add(words.place, f"案例“{words.text}”没有写应算出什么", "写上 明细、合计、量 或 拒绝。")
    section.rest()
    return case


def read_raw_facts(node: Node | None, faults: Faults) -> tuple[str, dict[str, list[dict[str, str]]]]:
    """The root that is named, if any, and the facts as words."""
    raw: dict[str, list[dict[str, str]]] = {}
    root = ""
    if node is None:
        return root, raw
    if not isinstance(node, YamlMapping):
        faults.add(node.place, "事实应写成“对象: ……”的几行")
        return root, raw
    for name, value in node.entries:
        if name.text == "主体" and isinstance(value, Words):
            root = value.text
            continue
        rows = (
            value.items
            if isinstance(value, Listing)
            else []
            if isinstance(value, Words) and not value.text
            else [value]
        )
        raw[name.text] = [row for one in rows if (row := _row(one, faults)) is not None]
    return root, raw


def _row(node: Node, faults: Faults) -> dict[str, str] | None:
    if not isinstance(node, YamlMapping):
        faults.add(node.place, "这里应是“字段: 内容”的几行")
        return None
    row = {}
    for key, value in node.entries:
        if isinstance(value, Words):
            row[key.text] = value.text
        else:
            faults.add(value.place, f"“{key.text}”应是一项文字或数字")
    return row


def merged(base: RawFacts, changes: RawFacts, lists: frozenset[str]) -> dict[str, list[dict[str, str]]]:
    """Facts with changes: a single object's fields are replaced one by one, a list of objects (``lists``) whole."""
    result = {name: [dict(row) for row in rows] for name, rows in base.items()}
    for name, rows in changes.items():
        if name not in lists and len(rows) == 1 and result.get(name):
            result[name] = [{**result[name][0], **rows[0]}]
        else:
            result[name] = [dict(row) for row in rows]
    return result


def _amounts(node: Node | None, faults: Faults, *, by_object: bool = True) -> dict[str, dict[str, Decimal]]:
    amounts: dict[str, dict[str, Decimal]] = {}
    for name, written in _table(node, faults, by_object=by_object).items():
        figures = {label: _figure(words, faults) for label, words in written.items()}
        amounts[name] = {label: figure for label, figure in figures.items() if figure is not None}
    return amounts


def _words(node: Node | None, faults: Faults) -> dict[str, dict[str, str]]:
    return {name: {label: one.text for label, one in by.items()} for name, by in _table(node, faults).items()}


def _table(node: Node | None, faults: Faults, *, by_object: bool = True) -> dict[str, dict[str, Words]]:
    if node is None:
        return {}
    if not isinstance(node, YamlMapping):
        faults.add(node.place, "这里应是“名称: 数”的几行")
        return {}
    table: dict[str, dict[str, Words]] = {}
    for name, value in node.entries:
        if isinstance(value, Words):
            table[name.text] = {"": value}
            continue
        entries = value.entries if isinstance(value, YamlMapping) and by_object else ()
        table[name.text] = {label.text: one for label, one in entries if isinstance(one, Words)}
        if not entries or len(table[name.text]) < len(entries):
            faults.add(value.place, f"“{name.text}”应是一个数" + ("，或“对象: 数”" if by_object else ""))
    return table


def _figure(words: Words | None, faults: Faults) -> Decimal | None:
    if words is None:
        return None
    try:
        return read_number(words.text)
    except ValueError as error:
        faults.add(words.place, str(error))
        return None
