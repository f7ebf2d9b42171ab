"""Two versions of a policy side by side: what was added, what is gone, what is different and by how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from typing import TypeVar

from oneruler.base.fen import Fen
from oneruler.policy.describing import Part, field_words, rule_kind, rule_parts
from oneruler.policy.likening import Stretch, best_pairs, stretches
from oneruler.policy.model import Policy, Rule
from oneruler.policy.rates import Rate, RateTable
from oneruler.policy.sheet import CompensationSheet

T = TypeVar("T")


class Change(StrEnum):
    """What became of something from the first version to the second."""

    SAME = "未变"
    CHANGED = "有变"
    ADDED = "新增"
    GONE = "取消"


@dataclass(frozen=True, slots=True)
class HeadingChange:
    """One thing that the heading says, such as 施行日, in both versions."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article and the one that took its place, whatever their numbers. ``stretches`` are the words of both."""

    change: Change
    old: str
    new: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row and its successor. ``difference`` and ``percent`` stand where both have a price in the same unit."""

    change: Change
    keys: str
    old: Rate | None
    new: Rate | None
    difference: Decimal | None = None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table in both versions. ``columns`` says of keys that are others now."""

    name: str
    change: Change
    value_name: str
    columns: str
    rows: tuple[RowChange, ...]

    def count(self, change: Change) -> int:
        """How many of its rows fared so."""
        return sum(row.change is change for row in self.rows)


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part of a rule that reads otherwise now; empty words where that version has no such part."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule in both versions. A new number of its article alone is no change."""

    kind: str
    name: str
    change: Change
    old_article: str
    new_article: str
    parts: tuple[PartChange, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a survey asks, in both versions."""

    owner: str
    name: str
    change: Change
    old: str
    new: str


@dataclass(frozen=True)
class Comparison:
    """From ``old`` to ``new``: everything that either has, the unchanged too."""

    old: Policy
    new: Policy
    heading: tuple[HeadingChange, ...]
    articles: tuple[ArticleChange, ...]
    tables: tuple[TableChange, ...]
    rules: tuple[RuleChange, ...]
    fields: tuple[FieldChange, ...]

    @property
    def same(self) -> bool:
        """Whether nothing at all differs."""
        changes = [one.change for one in self.articles] + [one.change for one in self.tables]
        changes += [one.change for one in self.rules] + [one.change for one in self.fields]
        return not self.heading and set(changes) <= {Change.SAME}


def compare(old: Policy, new: Policy) -> Comparison:
    """Everything that differs between two packs. Rows are met by their keys, rules, fields and tables by their names."""
    return Comparison(
        old, new, tuple(_heading(old, new)), tuple(_articles(old.articles, new.articles)),
        tuple(_tables(old, new)), tuple(_rules(old.rules, new.rules)), tuple(_fields(old, new)),
    )  # fmt: skip


def _heading(old: Policy, new: Policy) -> list[HeadingChange]:
    pairs = zip(_head(old), _head(new), strict=True)
    return [HeadingChange(name, before, after) for (name, before), (_, after) in pairs if before != after]


def _head(policy: Policy) -> list[tuple[str, str]]:
    day = ".".join(part for part in policy.day if part)
    return [
        ("名称", policy.name), ("文号", policy.number), ("发布机关", policy.issuer), ("地区", policy.region),
        ("项目类型", policy.project_kind), ("状态", policy.status), ("施行日", policy.effective.isoformat()),
        ("有效期至", policy.until.isoformat() if policy.until else "没有写"), ("接替", policy.replaces or "没有写"),
        ("选用日", day), ("主体", "、".join(policy.roots)), ("收款人", "、".join(policy.payees)),
        ("截止日", "；".join(f"{one.owner}：{one.condition.text}" for one in policy.cut_offs) or "没有写"),
    ]  # fmt: skip


def _articles(old: Mapping[str, str], new: Mapping[str, str]) -> Iterable[ArticleChange]:
    """In the order of the new version; what is gone stands at the end, in the order of the old."""
    pairs = best_pairs(old, new)
    for name, text in new.items():
        before = pairs.get(name)
        if before is None:
            yield ArticleChange(Change.ADDED, "", name, stretches("", text))
        else:
            change = Change.SAME if old[before] == text else Change.CHANGED
            yield ArticleChange(change, before, name, stretches(old[before], text))
    met = set(pairs.values())
    for name, text in old.items():
        if name not in met:
            yield ArticleChange(Change.GONE, name, "", stretches(text, ""))


def _tables(old: Policy, new: Policy) -> Iterable[TableChange]:
    same_paper = old.number == new.number
    for name in _both(new.tables, old.tables):
        before, after = old.tables.get(name), new.tables.get(name)
        rows = tuple(_rows(before, after, same_paper=same_paper))
        columns = ""
        if before is not None and after is not None and before.columns != after.columns:
            columns = f"原来{_columns(before)}，现在{_columns(after)}"
        table = after or before
        assert table is not None
        inner = Change.SAME if all(row.change is Change.SAME for row in rows) and not columns else Change.CHANGED
        yield TableChange(name, _change(before, after, inner), table.value_name, columns, rows)


def _columns(table: RateTable) -> str:
    names = [f"{column.name}分段" if column.is_range else column.name for column in table.columns]
    return f"按{'、'.join(names)}" if names else "只有一个数"


def _rows(old: RateTable | None, new: RateTable | None, *, same_paper: bool) -> Iterable[RowChange]:
    before, after = _by_keys(old), _by_keys(new)
    for keys in _both(after, before):
        for one, other in _in_time(before.get(keys, []), after.get(keys, [])):
            yield _row(keys, one, other, same_paper=same_paper)


def _by_keys(table: RateTable | None) -> dict[str, list[Rate]]:
    groups: dict[str, list[Rate]] = {}
    for rate in table or ():
        assert table is not None
        groups.setdefault(table.row_words(rate), []).append(rate)
    return groups


def _in_time(old: Sequence[Rate], new: Sequence[Rate]) -> list[tuple[Rate | None, Rate | None]]:
    """Rows of one key: those that begin on the same day meet; else the last of the old meets the first of the new."""
    starts = {rate.first: rate for rate in old}
    pairs: list[tuple[Rate | None, Rate | None]] = [(starts.pop(rate.first, None), rate) for rate in new]
    left = sorted(starts.values(), key=lambda rate: rate.first)
    fresh = [place for place, (one, _) in enumerate(pairs) if one is None]
    if left and fresh:
        first = min(fresh, key=lambda place: new[place].first)
        pairs[first] = (left.pop(), pairs[first][1])
    return [(rate, None) for rate in left] + pairs


def _row(keys: str, old: Rate | None, new: Rate | None, *, same_paper: bool) -> RowChange:
    if old is None or new is None:
        return RowChange(_change(old, new, Change.SAME), keys, old, new)
    difference = percent = None
    if old.value is not None and new.value is not None and old.unit == new.unit:
        difference = new.value - old.value
        percent = _percent(difference, old.value)
    same = old.value == new.value and old.unit == new.unit
    if same_paper:  # two states of one pack: days, articles and sources are expected to be the same, too
        same = same and old == new
    return RowChange(Change.SAME if same else Change.CHANGED, keys, old, new, difference, percent)


def _percent(difference: Decimal, of: Decimal) -> Decimal | None:
    if not of:
        return None
    percent = Context(prec=60).divide(difference * 100, of)
    return percent.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _rules(old: Sequence[Rule], new: Sequence[Rule]) -> Iterable[RuleChange]:
    before = {(rule_kind(rule), rule.name): rule for rule in old}
    after = {(rule_kind(rule), rule.name): rule for rule in new}
    for kind, name in _both(after, before):
        one, other = before.get((kind, name)), after.get((kind, name))
        parts = tuple(_parts(one, other))
        inner = Change.CHANGED if parts else Change.SAME
        yield RuleChange(
            kind, name, _change(one, other, inner), one.article if one else "", other.article if other else "", parts
        )


def _parts(old: Rule | None, new: Rule | None) -> Iterable[PartChange]:
    before, after = _said(old), _said(new)
    for name in _both(after, before):
        words = [part.words if part else "" for part in (before.get(name), after.get(name))]
        if words[0] != words[1]:
            yield PartChange(name, words[0], words[1])


def _said(rule: Rule | None) -> dict[str, Part]:
    if rule is None:
        return {}
    parts = (Part("逐个算", rule.owner), *rule_parts(rule), *([Part("说明", rule.note)] if rule.note else []))
    return {part.name: part for part in parts}


def _fields(old: Policy, new: Policy) -> Iterable[FieldChange]:
    before = {(kind.name, name): field for kind in old.objects.values() for name, field in kind.fields.items()}
    after = {(kind.name, name): field for kind in new.objects.values() for name, field in kind.fields.items()}
    owners = {name: place for place, name in enumerate(_both(new.objects, old.objects))}
    for owner, name in sorted(_both(after, before), key=lambda key: owners[key[0]]):
        one, other = before.get((owner, name)), after.get((owner, name))
        words = [field_words(field) if field else "" for field in (one, other)]
        inner = Change.SAME if words[0] == words[1] else Change.CHANGED
        yield FieldChange(owner, name, _change(one, other, inner), words[0], words[1])


def _both(one: Iterable[T], other: Iterable[T]) -> list[T]:
    """The names of both: those of the first in its order, then what only the second has."""
    return list(dict.fromkeys((*one, *other)))


def _change(old: object, new: object, inner: Change) -> Change:
    if old is None:
        return Change.ADDED
    return Change.GONE if new is None else inner


@dataclass(frozen=True, slots=True)
class AmountChange:
    """What one entitlement, or one object's part of it, comes to in both sheets; None where a sheet has no such line."""

    name: str
    change: Change
    old: Fen | None
    new: Fen | None
    parts: tuple[AmountChange, ...] = ()

    @property
    def difference(self) -> Fen:
        return Fen((self.new or 0) - (self.old or 0))


def compare_sheets(old: CompensationSheet, new: CompensationSheet) -> tuple[AmountChange, ...]:
    """By entitlement, in the order of the new sheet; ``parts`` by object where there are several."""
    before, after = _amounts(old), _amounts(new)
    changes = []
    for name in _both(after, before):
        one, other = before.get(name), after.get(name)
        labels = _both(other or (), one or ())
        parts = tuple(_amount(label, (one or {}).get(label), (other or {}).get(label)) for label in labels)
        sums = [None if amounts is None else Fen(sum(amounts.values())) for amounts in (one, other)]
        changes.append(replace(_amount(name, *sums), parts=parts if len(parts) > 1 else ()))
    return tuple(changes)


def _amounts(sheet: CompensationSheet) -> dict[str, dict[str, Fen]]:
    amounts: dict[str, dict[str, Fen]] = {}
    for line in sheet.lines:
        by_object = amounts.setdefault(line.entitlement.name, {})
        by_object[line.record.label] = Fen(by_object.get(line.record.label, 0) + line.amount)
    return amounts


def _amount(name: str, old: Fen | None, new: Fen | None) -> AmountChange:
    return AmountChange(name, _change(old, new, Change.SAME if old == new else Change.CHANGED), old, new)
