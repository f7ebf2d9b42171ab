"""From what a run left to what a household can follow: the formula, the same with its numbers, and every step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from oneruler.policy.language.kinds import Number
from oneruler.policy.language.tree import (
    Aggregate,
    Arithmetic,
    Choice,
    Derived,
    Literal,
    Lookup,
    Node,
    Rounding,
    children,
)  # fmt: skip
from oneruler.policy.language.units import Unit
from oneruler.policy.language.words import Wording, in_words, number_words, value_words
from oneruler.policy.rates import Rate
from oneruler.policy.scalar.traces import NOT_ASKED, Banded, Found, Program, Summed, Traced, exactly


@dataclass(frozen=True, slots=True)
class Step:
    """One part: its words, what it came to, the row it was found in, and the parts it was made of."""

    words: str
    value: str
    basis: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Factors:
    """An amount as quantity × rate × coefficient; empty words where it is no such product."""

    quantity: str = ""
    rate: str = ""
    coefficient: str = ""


def formula(program: Program) -> str:
    """The rule in words, without the numbers of a run."""
    return _words(program)[-1]


def worked(traced: Traced) -> str:
    """The formula with its numbers and what it comes to: 120.50 ㎡ × 900 元/㎡ = 108,450.00 元."""
    tree = traced.program.expression.tree
    reader = _Reader(traced)
    result = reader.words_of(tree)
    inner = tree.operand if isinstance(tree, Rounding) else tree
    formula = Wording(lambda node: None if node is inner else reader.leaf(node)).part(inner)
    if isinstance(inner, Choice):
        formula = reader.part(reader.chosen(inner))
    exact = reader.words_of(inner)
    if formula == exact:
        return result
    if isinstance(tree, Rounding) and reader.value(inner) != reader.value(tree):
        return f"{formula} = {exact} ≈ {result}"
    return f"{formula} = {result}"


def steps(traced: Traced) -> tuple[Step, ...]:
    """Every part that was worked out, from the whole down to facts and rows."""
    return tuple(_Reader(traced).steps(traced.program.expression.tree))


def factors(traced: Traced) -> Factors:
    """The product that an amount is, sides of choices followed; a cap or a sum at the top is none."""
    reader = _Reader(traced)
    found: dict[str, list[str]] = {"quantity": [], "rate": [], "coefficient": []}
    node = reader.bare(traced.program.expression.tree)
    if not (isinstance(node, Arithmetic) and node.sign == "*"):
        return Factors()
    for part in reader.product(node):
        unit = reader.unit(part)
        name = "coefficient" if unit.is_bare else "rate" if ("元", 1) in unit.powers else "quantity"
        found[name].append(reader.words_of(part))
    return Factors(*(" × ".join(found[name]) for name in ("quantity", "rate", "coefficient")))


def why_not(traced: Traced) -> str:
    """Why a condition came to no: its words, and what its facts were."""
    reader = _Reader(traced)
    tree = traced.program.expression.tree
    facts = dict.fromkeys(
        f"{in_words(node)} {reader.words_of(node)}" for node in traced.program.nodes if reader.is_leaf(node)
    )
    return f"条件是 {in_words(tree)}" + (f"；实际：{'，'.join(facts)}" if facts else "，不成立")


def row_basis(table: str, rate: Rate, words: str) -> str:
    """A row as a sheet cites it."""
    value = number_words(rate.value if rate.value is not None else Decimal(0), None, rate.unit)
    until = f"至 {rate.last}" if rate.last else "起"
    term = f"{rate.first} {until}"
    return f"{rate.article} {table}" + (f"：{words}" if words else "") + f"，{value}（{term}，{rate.status}）"


@lru_cache(maxsize=2048)
def _words(program: Program) -> tuple[str, ...]:
    """The words of every node of a program: they are the same on every sheet."""
    return tuple(in_words(node) for node in program.nodes)


class _Reader:
    """Reads the slots of one run."""

    def __init__(self, traced: Traced) -> None:
        self.traced = traced

    def slot(self, node: Node) -> object:
        return self.traced.slots[self.traced.program.index[id(node)]]

    def value(self, node: Node) -> object:
        slot = self.slot(node)
        return slot.value if isinstance(slot, Traced | Summed | Found | Banded) else slot

    def unit(self, node: Node) -> Unit:
        slot = self.slot(node)
        if isinstance(slot, Found):
            return slot.rate.unit
        kind = node.kind
        unit = kind.unit if isinstance(kind, Number) and kind.unit is not None else Unit()
        return self._resolved(unit)

    def _resolved(self, unit: Unit) -> Unit:
        """A table's own unit replaced by the one that the record states."""
        frame = self.traced.frame
        for table, stated in {**frame.run.root.record.stated, **frame.record.stated}.items():
            variable = Unit.variable(table)
            for symbol, power in unit.powers:
                if (symbol, 1) in variable.powers:
                    one = stated / variable if power > 0 else variable / stated
                    for _ in range(abs(power)):
                        unit = unit * one
        return unit

    def words_of(self, node: Node) -> str:
        """What a node came to, with its unit."""
        value = self.value(node)
        if value is NOT_ASKED:
            return "（没有用到）"
        assert isinstance(value, Decimal | str | bool) or hasattr(value, "isoformat")
        return number_words(value, node.kind, self.unit(node))  # type: ignore[arg-type]  # narrowed just above

    def is_leaf(self, node: Node) -> bool:
        return not isinstance(node, Literal) and not children(node) and self.slot(node) is not NOT_ASKED

    def leaf(self, node: Node) -> str | None:
        """The words for a node within a worked formula: values for what is looked up, summed or a fact."""
        if isinstance(node, Choice) and self.slot(node) is not NOT_ASKED:
            return self.part(self.chosen(node))
        if not children(node) or isinstance(node, Lookup | Aggregate | Derived):
            return self.words_of(node)
        return None

    def part(self, node: Node) -> str:
        return Wording(self.leaf).part(node)

    def chosen(self, node: Choice) -> Node:
        return node.then if self.value(node.condition) else node.otherwise

    def bare(self, node: Node) -> Node:
        while isinstance(node, Rounding | Choice):
            node = node.operand if isinstance(node, Rounding) else self.chosen(node)
        return node

    def product(self, node: Node) -> Iterator[Node]:
        node = self.bare(node) if isinstance(node, Choice) else node
        if isinstance(node, Arithmetic) and node.sign == "*":
            yield from self.product(node.left)
            yield from self.product(node.right)
        else:
            yield node

    def steps(self, node: Node) -> Iterator[Step]:
        slot = self.slot(node)
        if slot is NOT_ASKED or isinstance(node, Literal):
            return
        inner = tuple(step for child in children(node) for step in self.steps(child))
        basis = ""
        if isinstance(slot, Found):
            basis = self._basis(node, slot.rate)
        elif isinstance(slot, Traced):
            inner = steps(slot)
        elif isinstance(slot, Summed):
            inner = tuple(Step(str(part.frame.record), value_words(part.value), "", steps(part)) for part in slot.parts)
        elif isinstance(slot, Banded):
            inner += tuple(self._band(node, rate, part) for rate, part in slot.parts)
        words = _words(self.traced.program)[self.traced.program.index[id(node)]]
        yield Step(words, self.words_of(node), basis, inner)

    def _basis(self, node: Node, rate: Rate) -> str:
        return row_basis(
            getattr(node, "table", ""), rate, "、".join(str(key) for key in rate.keys if isinstance(key, str))
        )

    def _band(self, node: Node, rate: Rate, part: Decimal) -> Step:
        assert rate.value is not None
        with exactly():
            product = part * rate.value
        return Step(f"{part} × {number_words(rate.value, None, rate.unit)}", f"{product:,}", self._basis(node, rate))
