"""The facts of one household (or collective, or whatever a pack's root is), typed and bounded as its fields say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal

from oneruler.base.dates import parse_date
from oneruler.policy.faults import FactFault, FactsError
from oneruler.policy.language.kinds import Day, Number, Text, Truth
from oneruler.policy.language.tree import Value
from oneruler.policy.language.units import Unit
from oneruler.policy.model import Field, ObjectKind, Policy
from oneruler.policy.nearest import nearest

RawFacts = Mapping[str, Sequence[Mapping[str, str]]]
"""Object kind → its objects, each a mapping of field to words as written; empty words are nothing known."""

_DIGIT = "[0-9０-９]"  # no other script: some of its digits look like others of ours
_MEASURED = re.compile(r"(?P<figure>[-0-9０-９.,]+)\s*(?P<unit>[^-\d.,\s].*)?")
_FIGURE = re.compile(rf"-?(?:{_DIGIT}{{1,3}}(?:,{_DIGIT}{{3}})+|{_DIGIT}{{1,24}})(?:\.{_DIGIT}{{1,12}})?")
_HEADING = re.compile(r"(?P<name>[^（(]+)[（(](?P<unit>[^）)]+)[）)]")
_ROOM = Context(prec=60)
_TRUTHS = {"是": True, "否": False}


@dataclass(frozen=True, slots=True)
class Record:
    """One object: ``values`` by field (None: not known), ``stated`` the units by table where the row decides them."""

    kind: str
    label: str
    values: Mapping[str, Value | None]
    stated: Mapping[str, Unit] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.kind}“{self.label}”" if self.label else self.kind


@dataclass(frozen=True, slots=True)
class Facts:
    """A root with what it shares and what it has."""

    root: Record
    shared: Mapping[str, Record]
    children: Mapping[str, tuple[Record, ...]]

    def records(self) -> Iterator[Record]:
        """All objects, shared ones first."""
        yield from self.shared.values()
        yield self.root
        for records in self.children.values():
            yield from records


def read_facts(policy: Policy, raw: RawFacts, *, root: str = "") -> Facts:
    """Typed facts. ``root`` says which kind is meant where a pack has several. Raises FactsError with every problem."""
    facts, faults = read_unfinished(policy, raw, root=root)
    if faults or facts is None:
        raise FactsError(faults)
    return facts


def read_unfinished(policy: Policy, raw: RawFacts, *, root: str = "") -> tuple[Facts | None, tuple[FactFault, ...]]:
    """Facts as far as they are written, and what is still wrong or missing: such a fact is None, as if not known."""
    reader = _FactsReader(policy)
    facts = reader.read(raw, root)
    return facts, tuple(reader.faults)


class _FactsReader:
    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.faults: list[FactFault] = []

    def _fault(self, message: str, kind: str = "", index: int = 0, field: str = "") -> None:
        self.faults.append(FactFault("", message, kind, index, field))

    def read(self, raw: RawFacts, root: str) -> Facts | None:
        policy = self.policy
        root = root or self._root(raw)
        if root not in policy.roots:
            self._fault(f"事实里应有主体（{'、'.join(policy.roots)}）之一，现为“{root or '无'}”")
            return None
        kinds = {kind.name: kind for kind in policy.objects.values() if kind.shared or root in {kind.name, kind.root}}
        for name in raw:
            if name not in kinds:
                close = nearest(name, kinds)
                self._fault(f"没有“{name}”这种对象。" + (f"是不是“{close}”？" if close else ""), name)
        records = {name: self._records(kind, raw.get(name, ())) for name, kind in kinds.items()}
        single = {name: found[0] for name, found in records.items() if not kinds[name].root and found}
        if root not in single:
            return None
        return Facts(
            single[root],
            {name: single[name] for name in policy.shared if name in single},
            {name: found for name, found in records.items() if kinds[name].root},
        )

    def _root(self, raw: RawFacts) -> str:
        if len(self.policy.roots) == 1:
            return self.policy.roots[0]
        named = [root for root in self.policy.roots if root in raw]
        return named[0] if len(named) == 1 else ""

    def _records(self, kind: ObjectKind, rows: Sequence[Mapping[str, str]]) -> tuple[Record, ...]:
        if not kind.root:
            if len(rows) > 1:
                self._fault(f"“{kind.name}”只能有一个，现有 {len(rows)} 个", kind.name)
            rows = rows[:1] or [{}]
        if len(rows) > kind.most:
            self._fault(f"“{kind.name}”有 {len(rows)} 个，最多 {kind.most} 个", kind.name)
            rows = rows[: kind.most]
        records = tuple(self._record(kind, row, index) for index, row in enumerate(rows))
        if kind.root:
            labels = [record.label for record in records]
            for label in dict.fromkeys(label for label in labels if labels.count(label) > 1):
                again = labels.index(label, labels.index(label) + 1)
                message = f"“{kind.name}”里有 {labels.count(label)} 个都叫“{label}”，请分别命名"
                self._fault(message, kind.name, again, kind.label)
        return records

    def _record(self, kind: ObjectKind, row: Mapping[str, str], index: int) -> Record:
        row, units = _split_headings(row)
        label = row.get(kind.label, "") or (str(index + 1) if kind.root else "")
        where = f"{kind.name}“{label}”" if label else kind.name
        allowed = [*kind.fields, *(["单位"] if any(one.unit_of for one in kind.fields.values()) else [])]
        for name in row:
            if name not in allowed:
                close = nearest(name, allowed)
                hint = f"是不是“{close}”？" if close else ""
                self._fault(f"{where}：没有“{name}”这个字段。{hint}", kind.name, index, name)
        values: dict[str, Value | None] = {}
        stated: dict[str, Unit] = {}
        for one in kind.fields.values():
            text = row.get(one.name, "").strip()
            values[one.name] = None
            if not text and one.nullable:
                continue
            named = f"{where}：“{one.name}”"
            if not text:
                self.faults.append(FactFault(named, "没有填", kind.name, index, one.name, missing=True))
                continue
            try:
                values[one.name] = self._value(one, text, units.get(one.name, ""), row.get("单位", ""), stated)
            except ValueError as error:
                self.faults.append(FactFault(named, str(error), kind.name, index, one.name))
        return Record(kind.name, label, values, stated)

    def _value(self, one: Field, text: str, headed: str, unit: str, stated: dict[str, Unit]) -> Value:
        match one.kind:
            case Number():
                return _number(one, text, headed or (unit if one.unit_of else ""), stated)
            case Day():
                return _day(text)
            case Truth():
                if text not in _TRUTHS:
                    raise ValueError(f"应填“是”或“否”，现为“{text}”")
                return _TRUTHS[text]
            case Text():
                if one.kind.choices is not None and text not in one.kind.choices:
                    close = nearest(text, one.choices)
                    hint = f"是不是“{close}”？" if close else f"可选：{'、'.join(one.choices[:20])}"
                    raise ValueError(f"没有“{text}”这个选项。{hint}")
                return text


def _split_headings(row: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Headings such as 合法面积（㎡） name field and unit."""
    values, units = {}, {}
    for heading, text in row.items():
        match = _HEADING.fullmatch(heading)
        name = match["name"].strip() if match else heading
        values[name] = text
        if match:
            units[name] = match["unit"]
    return values, units


def _number(one: Field, text: str, unit: str, stated: dict[str, Unit]) -> Decimal:
    assert isinstance(one.kind, Number)
    percent = (text.endswith(("%", "％")) or unit in {"%", "％"}) and one.kind.unit == Unit()
    match = _MEASURED.fullmatch(text.rstrip("%％") if percent else text)
    if not match or not _FIGURE.fullmatch(match["figure"]):
        raise ValueError(f"应是数字，现为“{text}”")
    number = Decimal(match["figure"].replace(",", "")).scaleb(-2 if percent else 0, _ROOM)
    rounded = number.quantize(Decimal(1).scaleb(-one.kind.scale), context=_ROOM)
    if number != rounded:
        raise ValueError(f"最多 {one.kind.scale} 位小数，现为 {text}")
    if not one.kind.low <= number <= one.kind.high:
        raise ValueError(f"应在 {one.kind.low} 与 {one.kind.high} 之间，现为 {text}")
    written = match["unit"] or unit
    if one.unit_of:
        if not written:
            raise ValueError(f"没有写单位，应与标准表“{one.unit_of}”一致，如“{text} ㎡”")
        if stated.setdefault(one.unit_of, Unit.of(written)) != Unit.of(written):
            raise ValueError(f"单位应与同一对象的另一项相同，是 {stated[one.unit_of]}，现为 {written}")
    elif written and Unit.of(written) != one.kind.unit:
        raise ValueError(f"单位应是 {one.kind.unit}，现为 {written}")
    return rounded


def _day(text: str) -> date:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if not isinstance(day, date):
        raise ValueError(f"应是日期，如 2025-07-01，现为“{text}”")
    return day
