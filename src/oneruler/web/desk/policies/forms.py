"""The calculator's form: drawn from the fields of a pack, read back as the words that were written, nothing lost.

Every value is text until ``oneruler.policy.facts`` reads it. What is posted is named 对象.0.字段, and the unit of a quantity
that its row measures 对象.0.字段.单位; an object with nothing in it yet is known by 对象.0. alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from oneruler.base.dates import parse_date
from oneruler.policy.describing import bounds_words, unit_words
from oneruler.policy.facts import RawFacts
from oneruler.policy.faults import FactFault
from oneruler.policy.language.kinds import Day, Number, Truth
from oneruler.policy.language.units import YUAN
from oneruler.policy.model import Field, ObjectKind, Policy

UNIT = "单位"
MOST_ROWS = 60
"""So many objects of one kind fit into the form; whoever has more keeps them in a workbook."""
_LONGEST = 400
_MEASURED = re.compile(r"(?P<figure>[-\d.,]*)\s*(?P<unit>[^-\d.,\s].*)?")

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """What was written: rows by object kind, each field → its words, and field.单位 → the unit beside them.

    ``faults`` say what the form could not take in.
    """

    root: str
    rows: Mapping[str, list[Row]]
    faults: tuple[FactFault, ...] = ()

    def raw(self, policy: Policy) -> RawFacts:
        """As the facts are read: a quantity together with its unit. A root that was not filled in is one empty row."""
        return {
            kind.name: [_joined(kind, row) for row in self.rows.get(kind.name, [])] for kind in asked(policy, self.root)
        }

    def changed(self, kind: str, rows: list[Row]) -> Entry:
        """The same with other rows of one kind."""
        return replace(self, rows={**self.rows, kind: rows})


def asked(policy: Policy, root: str) -> list[ObjectKind]:
    """What the form asks for: shared things first, the root itself, then what it has."""
    kinds = [kind for kind in policy.objects.values() if kind.shared]
    kinds.append(policy.objects[root])
    return kinds + list(policy.children(root))


def empty(root: str) -> Entry:
    """Nothing written yet."""
    return Entry(root, {})


def from_facts(policy: Policy, root: str, facts: RawFacts) -> Entry:
    """The entry that holds given facts, so that the form can be filled with an example."""
    rows = {kind.name: [_split(kind, row) for row in facts.get(kind.name, ())] for kind in asked(policy, root)}
    return Entry(root, rows)


def from_post(policy: Policy, root: str, data: QueryDict) -> Entry:
    """What was posted. Names that the pack does not ask for are passed over; objects beyond ``MOST_ROWS`` are a fault."""
    rows: dict[str, list[Row]] = {}
    faults = []
    for kind in asked(policy, root):
        numbers = _numbers(kind, data) if kind.root else [0]
        rows[kind.name] = [_posted(kind, number, data) for number in numbers[:MOST_ROWS]]
        if len(numbers) > MOST_ROWS:
            message = f"“{kind.name}”有 {len(numbers)} {kind.counted.text}，这里最多填 {MOST_ROWS} {kind.counted.text}，多出的没有收下"
            faults.append(FactFault("", message, kind.name))
    return Entry(root, rows, tuple(faults))


def _numbers(kind: ObjectKind, data: QueryDict) -> list[int]:
    start = f"{kind.name}."
    found = {
        number for name in data if name.startswith(start) and (number := name[len(start) :].partition(".")[0]).isascii()
    }
    return sorted(int(number) for number in found if number.isdigit() and len(number) < 6)


def _posted(kind: ObjectKind, number: int, data: QueryDict) -> Row:
    row = {}
    for one in kind.fields.values():
        name = f"{kind.name}.{number}.{one.name}"
        row[one.name] = data.get(name, "").strip()[:_LONGEST]
        if one.unit_of:
            row[f"{one.name}.{UNIT}"] = data.get(f"{name}.{UNIT}", "").strip()[:_LONGEST]
    return row


def _joined(kind: ObjectKind, row: Row) -> dict[str, str]:
    joined = {}
    for one in kind.fields.values():
        text = row.get(one.name, "")
        unit = row.get(f"{one.name}.{UNIT}", "")
        joined[one.name] = f"{text} {unit}".strip() if text and one.unit_of else text
    return joined


def _split(kind: ObjectKind, row: Mapping[str, str]) -> Row:
    split = {}
    for one in kind.fields.values():
        text = row.get(one.name, "")
        if one.unit_of and (match := _MEASURED.fullmatch(text)):
            split[f"{one.name}.{UNIT}"] = match["unit"] or row.get(UNIT, "")
            text = match["figure"]
        split[one.name] = text
    return split


@dataclass(frozen=True, slots=True)
class Control:
    """One field of the form. ``kind`` is number, date, truth, choice or text; ``id`` holds ASCII only."""

    id: str
    name: str
    label: str
    kind: str
    value: str
    choices: tuple[str, ...]
    unit: str
    units: tuple[str, ...]
    unit_value: str
    bounds: str
    note: str
    optional: bool
    fault: str


@dataclass(frozen=True, slots=True)
class Card:
    """One object of the form. ``summary`` is how it is called when folded, ``open`` whether it is not."""

    id: str
    marker: str
    number: int
    summary: str
    open: bool
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One object kind of the form; ``many`` if objects can be added and removed. ``faults`` lie at no field."""

    name: str
    many: bool
    full: bool
    counted: str
    cards: tuple[Card, ...]
    faults: tuple[str, ...] = field(default=())


def sections(policy: Policy, entry: Entry, faults: Iterable[FactFault], *, opened: str = "") -> tuple[Section, ...]:
    """The form with what was written and, at each field, what is wrong. ``opened`` is the kind whose last card is new."""
    at: dict[tuple[str, int, str], str] = {}
    loose: dict[str, list[str]] = {}
    for fault in faults:
        if fault.field:
            at.setdefault((fault.kind, fault.index, fault.field), fault.words)
        else:
            loose.setdefault(fault.kind, []).append(str(fault))
    drawn = []
    for place, kind in enumerate(asked(policy, entry.root)):
        rows = entry.rows.get(kind.name) or ([] if kind.root else [{}])
        cards = [_card(policy, kind, (place, index), row, at) for index, row in enumerate(rows)]
        if opened == kind.name and cards:
            cards[-1] = replace(cards[-1], open=True)
        many, counted = bool(kind.root), kind.counted.text
        drawn.append(
            Section(kind.name, many, len(cards) >= MOST_ROWS, counted, tuple(cards), tuple(loose.get(kind.name, ())))
        )
    return tuple(drawn)


def _card(
    policy: Policy, kind: ObjectKind, where: tuple[int, int], row: Row, at: Mapping[tuple[str, int, str], str]
) -> Card:
    place, index = where
    controls = tuple(
        _control(policy, kind, one, f"{place}-{index}-{number}", index, row, at.get((kind.name, index, one.name), ""))
        for number, one in enumerate(kind.fields.values())
    )
    wrong = any(control.fault for control in controls)
    return Card(f"{place}-{index}", f"{kind.name}.{index}.", index + 1, _summary(kind, row), wrong, controls)


def _summary(kind: ObjectKind, row: Row) -> str:
    """How an object is called, and the first few things that tell it from its neighbours."""
    shown = [row.get(one.name, "") for one in kind.fields.values() if not isinstance(one.kind, Day | Truth)]
    units = [_short_unit(one, row) for one in kind.fields.values() if not isinstance(one.kind, Day | Truth)]
    words = [f"{text}{f' {unit}' if unit else ''}" for text, unit in zip(shown, units, strict=True) if text]
    return "　".join(words[:4])


def _short_unit(one: Field, row: Row) -> str:
    return row.get(f"{one.name}.{UNIT}", "") if one.unit_of else unit_words(one)


def _control(policy: Policy, kind: ObjectKind, one: Field, id_: str, index: int, row: Row, fault: str) -> Control:
    value = row.get(one.name, "")
    units = _units(policy, one)
    unit_value = row.get(f"{one.name}.{UNIT}", "")
    if unit_value and unit_value not in units:
        units = (*units, unit_value)
    return Control(
        id_, f"{kind.name}.{index}.{one.name}", one.name, _kind(one, value), value, _choices(one, value),
        "" if one.unit_of else unit_words(one), units, unit_value, bounds_words(one), one.note, one.nullable, fault,
    )  # fmt: skip


def _kind(one: Field, value: str) -> str:
    match one.kind:
        case Number():
            return "number"
        case Day():
            return "date" if _shown_by_browsers(value) else "text"
        case Truth():
            return "truth" if value in {"", "是", "否"} else "text"
        case _:
            return "choice" if one.choices else "text"


def _shown_by_browsers(value: str) -> bool:
    """A date field shows nothing but 2025-07-01; what else was written is shown as text, so that it is not lost."""
    if not value:
        return True
    try:
        return str(parse_date(value)) == value
    except ValueError:
        return False


def _choices(one: Field, value: str) -> tuple[str, ...]:
    """What can be chosen, and what was sent although it cannot be."""
    return (*one.choices, value) if one.choices and value and value not in one.choices else one.choices


def _units(policy: Policy, one: Field) -> tuple[str, ...]:
    """The units in which the rows of a table are priced: 元/㎡ measures ㎡."""
    if not one.unit_of:
        return ()
    return tuple(dict.fromkeys((YUAN / rate.unit).text for rate in policy.tables[one.unit_of]))
