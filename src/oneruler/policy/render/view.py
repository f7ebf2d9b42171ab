"""What every drawing of a sheet says, as ready words; the drawings differ only in how they lay it out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from oneruler.base.fen import print_yuan, upper
from oneruler.policy.facts import Record
from oneruler.policy.language.kinds import Number
from oneruler.policy.language.words import number_words, value_words
from oneruler.policy.model import ObjectKind, Policy
from oneruler.policy.scalar.explaining import Step, factors, formula, row_basis, steps, why_not, worked
from oneruler.policy.sheet import CompensationSheet, LeftOut, SheetLine, total


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of a sheet in words."""

    number: int
    item: str
    about: str
    quantity: str
    rate: str
    coefficient: str
    amount: str
    formula: str
    worked: str
    article: str
    article_text: str
    basis: tuple[str, ...]
    interpretations: tuple[str, ...]
    due: str
    note: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """The lines owed to one payee."""

    payee: str
    payee_name: str
    lines: tuple[LineView, ...]
    subtotal: str


@dataclass(frozen=True, slots=True)
class ObjectsView:
    """The facts of one object kind as a small table."""

    kind: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class LeftOutView:
    """What was looked at and not paid."""

    item: str
    about: str
    reason: str
    article: str


@dataclass(frozen=True, slots=True)
class SheetView:
    """A whole sheet in words."""

    policy: Policy
    day_name: str
    day: str
    status: str
    status_note: str
    subject: str
    subject_name: str
    facts: tuple[tuple[str, str], ...]
    objects: tuple[ObjectsView, ...]
    groups: tuple[GroupView, ...]
    left_out: tuple[LeftOutView, ...]
    total: str
    total_upper: str
    sources: tuple[str, ...]
    notices: tuple[str, ...]


def view(sheet: CompensationSheet) -> SheetView:
    """The words of a sheet."""
    policy, root = sheet.policy, sheet.facts.root
    number = 0
    groups = []
    for (payee, name), lines in sheet.by_payee():
        views = []
        for line in lines:
            number += 1
            views.append(_line(policy, line, number))
        groups.append(GroupView(payee, name, tuple(views), print_yuan(total(lines))))
    return SheetView(
        policy, policy.day[1], sheet.day.isoformat(), policy.status.value, policy.status.note, root.kind, root.label,
        tuple(_facts(policy, sheet)), tuple(_objects(policy, sheet)), tuple(groups),
        tuple(_left_out(policy, one) for one in sheet.left_out),
        print_yuan(sheet.total), upper(sheet.total), tuple(_sources(sheet)), sheet.notices,
    )  # fmt: skip


def shown(record: Record, kind: ObjectKind, name: str) -> str:
    """A fact in words, with its unit; 未填 for one not known."""
    value = record.values[name]
    if value is None:
        return "未填"
    if isinstance(value, str):
        return value
    field = kind.fields[name]
    unit = record.stated.get(field.unit_of) if field.unit_of else None
    return number_words(value, field.kind, unit)


def _line(policy: Policy, line: SheetLine, number: int) -> LineView:
    entitlement = line.entitlement
    split = factors(line.traced)
    basis = [
        row_basis(table, rate, policy.tables[table].row_words(rate)) + (f"，{rate.source}" if rate.source else "")
        for table, rate in line.rates
    ]
    interpretations = tuple(f"{one.text}（{one.issuer}，{one.first}）" for one in line.interpretations)
    return LineView(
        number, entitlement.name, about(policy, line.record), split.quantity, split.rate, split.coefficient,
        print_yuan(line.amount), formula(line.traced.program), worked(line.traced), entitlement.article,
        policy.articles.get(entitlement.article, ""), tuple(basis), interpretations,
        line.due.isoformat() if line.due else "", entitlement.note, steps(line.traced),
    )  # fmt: skip


def about(policy: Policy, record: Record) -> str:
    """How an object is called on a sheet; the root itself needs no name on its own sheet."""
    return "" if record.kind in policy.roots else record.label


def _facts(policy: Policy, sheet: CompensationSheet) -> list[tuple[str, str]]:
    rows = []
    for record in (sheet.facts.root, *sheet.facts.shared.values()):
        kind = policy.objects[record.kind]
        rows += [(name, shown(record, kind, name)) for name in kind.fields if record.values[name] is not None]
    return rows


def _objects(policy: Policy, sheet: CompensationSheet) -> list[ObjectsView]:
    views = []
    for name, records in sheet.facts.children.items():
        if records:
            kind = policy.objects[name]
            used = [field for field in kind.fields if any(record.values[field] is not None for record in records)]
            headers = tuple(_heading(kind, field) for field in used)
            rows = tuple(
                tuple("" if record.values[field] is None else _cell(record, kind, field) for field in used)
                for record in records
            )
            views.append(ObjectsView(name, headers, rows))
    return views


def _heading(kind: ObjectKind, field: str) -> str:
    of = kind.fields[field].kind
    unit = of.unit.text if isinstance(of, Number) and of.unit is not None and not kind.fields[field].unit_of else ""
    return f"{field}（{unit}）" if unit else field


def _cell(record: Record, kind: ObjectKind, field: str) -> str:
    value = record.values[field]
    if isinstance(value, Decimal) and not kind.fields[field].unit_of:
        return value_words(value)
    return shown(record, kind, field)


def _left_out(policy: Policy, one: LeftOut) -> LeftOutView:
    reason = one.reason or (why_not(one.condition) if one.condition is not None else "")
    return LeftOutView(one.name, about(policy, one.record), reason, one.article)


def _sources(sheet: CompensationSheet) -> list[str]:
    sources = [sheet.policy.source]
    for line in sheet.lines:
        sources += [line.entitlement.source, *(rate.source for _, rate in line.rates)]
    return [source for source in dict.fromkeys(sources) if source]
