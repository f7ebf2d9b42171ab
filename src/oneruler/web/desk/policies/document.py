"""A policy in the shape in which its page shows it: articles with the rules under each, tables, fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oneruler.policy.describing import (
    Part,
    bounds_words,
    cut_off_part,
    rule_kind,
    rule_parts,
    transition_part,
    unit_words,
)  # fmt: skip
from oneruler.policy.language.kinds import Day, Number, Text, Truth
from oneruler.policy.language.words import value_words
from oneruler.policy.model import Field, Interpretation, Policy, Requirement, Rule
from oneruler.policy.rates import MISSING, Band, Key, KeyColumn, Rate, RateTable


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule under its article. ``kind`` is 量, 要求, 补偿项, 截止日 or 衔接; ``owner`` says for what it is worked out."""

    kind: str
    name: str
    owner: str
    note: str
    source: str
    parts: tuple[Part, ...]
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleShown:
    """An article with all that rests on it."""

    name: str
    text: str
    rules: tuple[RuleShown, ...]
    tables: tuple[str, ...]
    interpretations: tuple[Interpretation, ...]


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row of a table as words."""

    keys: tuple[str, ...]
    value: str
    unit: str
    term: str
    article: str
    source: str
    status: str
    note: str

    @property
    def missing(self) -> bool:
        return self.status == MISSING


@dataclass(frozen=True, slots=True)
class TableShown:
    """A table. What all rows share (``unit``, ``term``, ``source``, ``status``) stands in its heading; None: they differ."""

    name: str
    headers: tuple[str, ...]
    value_name: str
    rows: tuple[RowShown, ...]
    unit: str | None
    term: str | None
    source: str | None
    articles: tuple[str, ...]
    status: str | None
    noted: bool
    used_by: tuple[str, ...]

    @property
    def missing(self) -> int:
        return sum(row.missing for row in self.rows)


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One thing that a survey asks; ``words`` are the kind of it, its bounds or its choices."""

    name: str
    words: str
    unit: str
    chosen_from: str
    nullable: bool
    note: str


@dataclass(frozen=True, slots=True)
class ObjectShown:
    """An object kind with its fields; ``place`` says whose it is."""

    name: str
    place: str
    fields: tuple[FieldShown, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The whole page."""

    articles: tuple[ArticleShown, ...]
    tables: tuple[TableShown, ...]
    objects: tuple[ObjectShown, ...]
    rows: int
    missing: int


def draw(policy: Policy) -> Document:
    """The document in words."""
    tables = tuple(_table(policy, table) for table in policy.tables.values())
    return Document(
        tuple(_articles(policy)), tables, tuple(_objects(policy)),
        sum(len(table.rows) for table in tables), sum(table.missing for table in tables),
    )  # fmt: skip


def _articles(policy: Policy) -> Iterator[ArticleShown]:
    rules = list(_rules(policy))
    rows = [(rate.article, table.name) for table in policy.tables.values() for rate in table]
    named = [article for article, _ in (*rules, *rows)] + [one.article for one in policy.interpretations]
    for name in dict.fromkeys((*policy.articles, *named)):
        yield ArticleShown(
            name,
            policy.articles.get(name, ""),
            tuple(rule for article, rule in rules if article == name),
            tuple(dict.fromkeys(table for article, table in rows if article == name)),
            tuple(one for one in policy.interpretations if one.article == name),
        )


def _rules(policy: Policy) -> Iterator[tuple[str, RuleShown]]:
    for transition in policy.transitions:
        shown = RuleShown("衔接", "", "", transition.note, "", (transition_part(transition),), ())
        yield transition.article, shown
    for cut_off in policy.cut_offs:
        owner = _one_by_one(policy, cut_off.owner, "判断")
        shown = RuleShown("截止日", "", owner, cut_off.note, "", (cut_off_part(cut_off),), ())
        yield cut_off.article, shown
    for rule in policy.rules:
        yield rule.article, _rule(policy, rule)


def _rule(policy: Policy, rule: Rule) -> RuleShown:
    source = rule.source if rule.source != policy.source else ""
    owner = _one_by_one(policy, rule.owner, "判断" if isinstance(rule, Requirement) else "计算")
    return RuleShown(rule_kind(rule), rule.name, owner, rule.note, source, rule_parts(rule), policy.tables_used(rule))


def _one_by_one(policy: Policy, owner: str, verb: str) -> str:
    """For which objects a rule is worked out: 逐户计算, 房屋逐栋判断."""
    kind = policy.objects[owner]
    if kind.shared:
        return f"{owner}，只{verb}一次"
    counted = kind.counted.text
    return f"逐{counted}{verb}" if counted == owner else f"{owner}逐{counted}{verb}"


def _table(policy: Policy, table: RateTable) -> TableShown:
    rows = tuple(_row(table, rate) for rate in table)
    return TableShown(
        table.name, tuple(column.name for column in table.columns), table.value_name, rows,
        _shared(row.unit for row in rows), _shared(row.term for row in rows), _shared(row.source for row in rows),
        tuple(dict.fromkeys(row.article for row in rows)), _shared(row.status for row in rows),
        any(row.note for row in rows),
        tuple(rule.name for rule in policy.rules if table.name in policy.tables_used(rule)),
    )  # fmt: skip


def _shared(words: Iterator[str]) -> str | None:
    """What all say, None where they differ."""
    found = set(words)
    return found.pop() if len(found) == 1 else None


def _row(table: RateTable, rate: Rate) -> RowShown:
    keys = tuple(_key(column, key) for column, key in zip(table.columns, rate.keys, strict=True))
    value = value_words(rate.value) if rate.value is not None else ""
    return RowShown(keys, value, rate.unit.text, term_words(rate), rate.article, rate.source, rate.status, rate.note)


def _key(column: KeyColumn, key: Key) -> str:
    return column.text(key) if isinstance(key, Band) else key


def term_words(rate: Rate) -> str:
    """From when to when a row holds."""
    return f"{rate.first} 至 {rate.last}" if rate.last else f"{rate.first} 起"


def _objects(policy: Policy) -> Iterator[ObjectShown]:
    for kind in policy.objects.values():
        place = "共用" if kind.shared else f"属于{kind.root}，可有多{kind.counted.text}" if kind.root else "主体"
        yield ObjectShown(kind.name, place, tuple(_field(field) for field in kind.fields.values()))


def _field(field: Field) -> FieldShown:
    if isinstance(field.kind, Number):
        words = f"数，{bounds_words(field)}"
    else:
        words = "、".join(field.choices) or {Day: "日期", Truth: "是或否", Text: "文字"}[type(field.kind)]
    return FieldShown(field.name, words, unit_words(field), field.chosen_from, field.nullable, field.note)
