"""The tree of an expression. Each node carries its kind (unit, scale, bounds) and its place in the text.

One tree has three readings: scalar (one household, every step shown), batch (all households at once) and proof (what
holds for every household there could be). Nothing in the tree says household: it knows object kinds by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from oneruler.policy.language.kinds import Kind, Number

Value = Decimal | str | date | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    kind: Kind
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Literal(_Node):
    """A number, text, day or truth written in the rule."""

    value: Value


@dataclass(frozen=True, slots=True)
class Fact(_Node):
    """A field of ``owner``, an object kind; ``nullable`` if it may be not known yet."""

    owner: str
    name: str
    nullable: bool


@dataclass(frozen=True, slots=True)
class Derived(_Node):
    """A derived quantity (量) of ``owner``."""

    owner: str
    name: str


@dataclass(frozen=True, slots=True)
class One(_Node):
    """The object itself, as a number: 1 户, 1 冢."""

    owner: str


@dataclass(frozen=True, slots=True)
class Known(_Node):
    """Whether a fact is known."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class Negative(_Node):
    operand: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(_Node):
    """``sign`` is ``+``, ``-`` or ``*``."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comparison(_Node):
    """``sign`` is ``==``, ``!=``, ``<``, ``<=``, ``>`` or ``>=``."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Membership(_Node):
    """Whether a text is one of ``choices`` (or, ``excluded``, none of them)."""

    item: Node
    choices: tuple[str, ...]
    excluded: bool


@dataclass(frozen=True, slots=True)
class Logic(_Node):
    """``word`` is ``and`` or ``or``; the operands are taken from the left, and no more of them than needed."""

    word: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not(_Node):
    operand: Node


@dataclass(frozen=True, slots=True)
class Choice(_Node):
    """``then if condition else otherwise``; only the side that is chosen is worked out."""

    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Rounding(_Node):
    """``mode`` is ``round`` (half up, away from zero), ``floor`` (towards minus) or ``ceil`` (towards plus)."""

    mode: str
    operand: Node
    digits: int


@dataclass(frozen=True, slots=True)
class Division(_Node):
    """A quotient rounded half up to ``digits``."""

    over: Node
    under: Node
    digits: int


@dataclass(frozen=True, slots=True)
class Extreme(_Node):
    """``mode`` is ``min`` or ``max``."""

    mode: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Aggregate(_Node):
    """``mode`` is ``sum`` or ``count`` over the objects of kind ``over``; ``body`` None counts them all."""

    mode: str
    over: str
    body: Node | None


@dataclass(frozen=True, slots=True)
class Lookup(_Node):
    """The rate of ``table`` for ``keys`` on the policy's day, or on ``day``.

    ``stated_unit`` names the object kind whose fact states the unit that the row must have.
    """

    table: str
    keys: tuple[Node, ...]
    day: Node | None
    stated_unit: str | None


@dataclass(frozen=True, slots=True)
class Tiers(_Node):
    """The marginal sum over the bands of ``table``: each part of ``operand`` at its own band's rate."""

    operand: Node
    table: str
    keys: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Amounts(_Node):
    """What the entitlements ``names`` came to for this root, rounded as they were."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span(_Node):
    """``mode`` is ``age`` (full years), ``months`` (full months) or ``days`` between two days."""

    mode: str
    first: Node
    last: Node


@dataclass(frozen=True, slots=True)
class Shifted(_Node):
    """The day so many ``days`` or ``months`` after another; the 31st becomes the last day of a shorter month."""

    mode: str
    day: Node
    count: Node


Node = (
    Literal | Fact | Derived | One | Known | Negative | Arithmetic | Comparison | Membership | Logic | Not | Choice
    | Rounding | Division | Extreme | Aggregate | Lookup | Tiers | Amounts | Span | Shifted
)  # fmt: skip


def children(node: Node) -> tuple[Node, ...]:
    """The parts of a node that are worked out on the same object, from the left. An aggregate's body is not."""
    match node:
        case Negative() | Not() | Rounding():
            return (node.operand,)
        case Arithmetic() | Comparison():
            return (node.left, node.right)
        case Logic() | Extreme():
            return node.operands
        case Membership():
            return (node.item,)
        case Choice():
            return (node.condition, node.then, node.otherwise)
        case Division():
            return (node.over, node.under)
        case Lookup():
            return node.keys if node.day is None else (*node.keys, node.day)
        case Tiers():
            return (node.operand, *node.keys)
        case Span():
            return (node.first, node.last)
        case Shifted():
            return (node.day, node.count)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, bodies of aggregates included."""
    yield node
    for child in children(node):
        yield from walk(child)
    if isinstance(node, Aggregate) and node.body is not None:
        yield from walk(node.body)


def number_kind(node: Node) -> Number:
    """The kind of a node that is known to be a number."""
    assert isinstance(node.kind, Number)
    return node.kind
