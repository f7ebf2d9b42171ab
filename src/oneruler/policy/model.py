"""A policy as the program holds it: who is owed, what a survey must ask, the tables, the rules, the interpretations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from oneruler.policy.faults import Place
from oneruler.policy.language.kinds import Kind
from oneruler.policy.language.tree import Amounts, Lookup, Node, Tiers, walk
from oneruler.policy.language.units import Unit
from oneruler.policy.rates import RateTable

WARN_BEFORE_EXPIRY = timedelta(days=180)


class Status(StrEnum):
    """How far a pack has been held against the paper it is made from."""

    VERIFIED = "已核"
    PARTLY_VERIFIED = "部分核"
    EXAMPLE = "示例"
    TEMPLATE = "模板"

    @property
    def note(self) -> str:
        """What a sheet says of it; empty for a verified pack."""
        return {
            "已核": "",
            "部分核": "本单所用标准尚未全部与原文核对，只供试算，不作为付款依据。",
            "示例": "本单按示例标准试算，不作为付款依据。",
            "模板": "本文件的标准尚未填写，不能作为计算依据。",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a survey asks. ``unit_of`` names the table whose row gives its unit; ``chosen_from`` 表.列 of choices."""

    name: str
    kind: Kind
    nullable: bool = False
    note: str = ""
    unit_of: str = ""
    choices: tuple[str, ...] = ()
    chosen_from: str = ""


@dataclass(frozen=True, slots=True)
class ObjectKind:
    """户, 房屋, 地块 …: ``root`` is the kind it belongs to, empty for a root or a shared object."""

    name: str
    counted: Unit
    fields: Mapping[str, Field]
    root: str = ""
    shared: bool = False
    most: int = 1

    @property
    def label(self) -> str:
        """The field by which one of them is called: the first."""
        return next(iter(self.fields))


@dataclass(frozen=True, slots=True)
class Statistic:
    """统计: what is counted of a root's facts: ``field`` of its objects of kind ``owner`` added up, or how many they are
    where it is empty; only of those whose field ``when``, if it is named, is one of ``values``."""

    owner: str
    field: str = ""
    when: str = ""
    values: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Expression:
    """The words of a rule and the tree they make."""

    text: str
    tree: Node
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What all rules have: on what they rest and for which object kind they are worked out."""

    name: str
    article: str
    source: str
    owner: str
    note: str = ""
    place: Place = field(compare=False)

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """What it works out, in the order in which it is asked."""
        raise NotImplementedError

    @property
    def nodes(self) -> Iterator[Node]:
        """All parts of all its expressions."""
        for expression in self.expressions:
            yield from walk(expression.tree)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Rule):
    """量: derived from facts, named once."""

    value: Expression

    @property
    def expressions(self) -> tuple[Expression, ...]:
        return (self.value,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(Rule):
    """要求: what must hold, or nothing is computed."""

    condition: Expression
    otherwise: str

    @property
    def expressions(self) -> tuple[Expression, ...]:
        return (self.condition,)


class Nature(StrEnum):
    """性质: whether an item is measured once (基本), earned by being early (奖励), valued by an appraiser (评估) or grows
    with the time spent elsewhere (过渡). Early and late signers are compared by basic items alone."""

    BASIC = "基本"
    REWARD = "奖励"
    APPRAISED = "评估"
    INTERIM = "过渡"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitlement(Rule):
    """补偿项: what is owed to whom, when it applies, by when it is due. ``highest_of`` groups those of which one is paid."""

    payee: str
    payee_field: str
    applies: Expression | None
    amount: Expression
    due: Expression | None
    highest_of: str
    nature: Nature = Nature.BASIC

    @property
    def after(self) -> frozenset[str]:
        """The entitlements whose amounts this one uses."""
        return frozenset(name for node in self.nodes if isinstance(node, Amounts) for name in node.names)

    @property
    def expressions(self) -> tuple[Expression, ...]:
        return tuple(one for one in (self.applies, self.amount, self.due) if one is not None)


@dataclass(frozen=True, slots=True)
class CutOff:
    """截止日: objects of ``owner`` that fail ``condition`` are not there at all."""

    owner: str
    article: str
    note: str
    condition: Expression

    @property
    def name(self) -> str:
        """How it is called where rules are listed."""
        return f"{self.owner}的截止日"

    @property
    def place(self) -> Place:
        return self.condition.place


@dataclass(frozen=True, slots=True)
class Transition:
    """衔接: facts for which the replaced document still holds."""

    article: str
    note: str
    condition: Expression


@dataclass(frozen=True, slots=True)
class Extension:
    """延期: a document that lengthens this one's term."""

    number: str
    until: date
    source: str


@dataclass(frozen=True, slots=True)
class Interpretation:
    """操作口径: how an article is understood from a day on."""

    text: str
    article: str
    issuer: str
    first: date
    last: date | None
    example: str
    source: str

    def in_force(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, eq=False)
class Policy:
    """A whole pack, checked. ``digest`` is the SHA-256 of its files; ``entitlements`` stand in order of computing."""

    name: str
    number: str
    issuer: str
    status: Status
    region: str
    project_kind: str
    effective: date
    expires: date | None
    extensions: tuple[Extension, ...]
    replaces: str
    transitions: tuple[Transition, ...]
    day: tuple[str, str]
    source: str
    note: str
    roots: tuple[str, ...]
    shared: tuple[str, ...]
    payees: tuple[str, ...]
    cut_offs: tuple[CutOff, ...]
    objects: Mapping[str, ObjectKind]
    articles: Mapping[str, str]
    tables: Mapping[str, RateTable]
    quantities: tuple[Quantity, ...]
    requirements: tuple[Requirement, ...]
    entitlements: tuple[Entitlement, ...]
    interpretations: tuple[Interpretation, ...]
    statistics: Mapping[str, Statistic]
    digest: str
    folder: Path

    @property
    def slug(self) -> str:
        """The name of its folder, by which commands and pages call it."""
        return self.folder.name

    @cached_property
    def until(self) -> date | None:
        """The last day of its term, extensions counted; None without an end."""
        if self.expires is None:
            return None
        return max([self.expires, *(extension.until for extension in self.extensions)])

    def children(self, root: str) -> tuple[ObjectKind, ...]:
        """The kinds of which ``root`` has many."""
        return tuple(kind for kind in self.objects.values() if kind.root == root)

    def root_of(self, owner: str) -> str:
        """The root whose sheet a rule for ``owner`` belongs to."""
        return self.objects[owner].root or owner

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules."""
        return (*self.quantities, *self.requirements, *self.entitlements)

    def tables_used(self, rule: Rule) -> tuple[str, ...]:
        """The tables that a rule looks into, in the order of its words."""
        return tuple(dict.fromkeys(node.table for node in rule.nodes if isinstance(node, Lookup | Tiers)))
