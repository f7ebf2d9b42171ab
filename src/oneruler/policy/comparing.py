"""Two versions of a policy side by side: what was added, what is gone, what is different and by how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from oneruler.base.fen import Fen
from oneruler.policy.comparing_rates import Change, TableChange, both, compare_tables, fared
from oneruler.policy.describing import Part, field_words, rule_kind, rule_parts
from oneruler.policy.likening import Stretch, best_pairs, stretches
from oneruler.policy.model import Policy, Rule
from oneruler.policy.sheet import CompensationSheet


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
        tuple(compare_tables(old.tables, new.tables, same_paper=old.number == new.number)), tuple(_rules(old.rules, new.rules)), tuple(_fields(old, new)),
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


def _rules(old: Sequence[Rule], new: Sequence[Rule]) -> Iterable[RuleChange]:
    before = {(rule_kind(rule), rule.name): rule for rule in old}
    after = {(rule_kind(rule), rule.name): rule for rule in new}
    for kind, name in both(after, before):
        one, other = before.get((kind, name)), after.get((kind, name))
        parts = tuple(_parts(one, other))
        inner = Change.CHANGED if parts else Change.SAME
        yield RuleChange(
            kind, name, fared(one, other, inner), one.article if one else "", other.article if other else "", parts
        )


def _parts(old: Rule | None, new: Rule | None) -> Iterable[PartChange]:
    before, after = _said(old), _said(new)
    for name in both(after, before):
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
    owners = {name: place for place, name in enumerate(both(new.objects, old.objects))}
    for owner, name in sorted(both(after, before), key=lambda key: owners[key[0]]):
        one, other = before.get((owner, name)), after.get((owner, name))
        words = [field_words(field) if field else "" for field in (one, other)]
        inner = Change.SAME if words[0] == words[1] else Change.CHANGED
        yield FieldChange(owner, name, fared(one, other, inner), words[0], words[1])


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
    for name in both(after, before):
        one, other = before.get(name), after.get(name)
        labels = both(other or (), one or ())
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
    return AmountChange(name, fared(old, new, Change.SAME if old == new else Change.CHANGED), old, new)
