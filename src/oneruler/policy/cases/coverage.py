"""Which table rows, and which sides of which conditions, the cases of a pack have touched."""

from __future__ import annotations

from dataclasses import dataclass, field

from oneruler.policy.language.kinds import Truth
from oneruler.policy.language.tree import Comparison, Extreme, Fact, Known, Membership, Node, walk
from oneruler.policy.language.words import in_words
from oneruler.policy.model import CutOff, Expression, Policy, Requirement, Rule
from oneruler.policy.rates import MISSING, Rate
from oneruler.policy.scalar.traces import NOT_ASKED, Summed, Traced, used_rates
from oneruler.policy.sheet import CompensationSheet

_CONDITIONS = (Comparison, Membership, Known)


@dataclass
class Coverage:
    """Grows sheet by sheet. A side is (where, place in the rule, node in words, side)."""

    policy: Policy
    rows: set[int] = field(default_factory=set)
    sides: dict[tuple[str, int], set[str]] = field(default_factory=dict)

    def add(self, sheet: CompensationSheet) -> None:
        """Take in everything that one sheet worked out."""
        traces = [line.traced for line in sheet.lines]
        traces += [line.condition for line in sheet.lines if line.condition is not None]
        traces += [one.condition for one in sheet.left_out if one.condition is not None]
        traces += [one.traced for one in sheet.quantities] + list(sheet.held)
        for traced in traces:
            self._take(traced)

    def _take(self, traced: Traced) -> None:
        for _, rate in used_rates(traced):
            self.rows.add(id(rate))
        for node, slot in zip(traced.program.nodes, traced.slots, strict=True):
            if slot is NOT_ASKED:
                continue
            key = (str(traced.program.expression.place), node.at)
            if _is_condition(node):
                self.sides.setdefault(key, set()).add("成立" if slot else "不成立")
            elif isinstance(node, Extreme):
                values = [_value(traced, operand) for operand in node.operands]
                self.sides.setdefault(key, set()).add(f"取第 {values.index(slot) + 1} 个")
            if isinstance(slot, Traced):
                self._take(slot)
            elif isinstance(slot, Summed):
                for part in slot.parts:
                    self._take(part)

    def untouched_rows(self) -> list[tuple[str, Rate]]:
        """Rows with a price that no case looked up."""
        return [
            (table.name, rate)
            for table in self.policy.tables.values()
            for rate in table
            if rate.status != MISSING and id(rate) not in self.rows
        ]

    def priced_rows(self) -> int:
        """How many rows have a price."""
        return sum(rate.status != MISSING for table in self.policy.tables.values() for rate in table)

    def untouched_sides(self) -> list[tuple[Rule | CutOff, str, str]]:
        """Sides that no case took: the rule, the condition in words, the side."""
        return [
            (rule, in_words(node), side)
            for rule, place, node in self._conditions()
            for side in sorted(self._expected(rule, node) - self.sides.get((place, node.at), set()))
        ]

    def all_sides(self) -> int:
        """How many sides there are."""
        return sum(len(self._expected(rule, node)) for rule, _, node in self._conditions())

    def _conditions(self) -> list[tuple[Rule | CutOff, str, Node]]:
        named: list[tuple[Rule | CutOff, Expression]] = [(one, one.condition) for one in self.policy.cut_offs]
        named += [(rule, expression) for rule in self.policy.rules for expression in rule.expressions]
        return [
            (rule, str(expression.place), node)
            for rule, expression in named
            for node in walk(expression.tree)
            if isinstance(node, Extreme) or _is_condition(node)
        ]

    @staticmethod
    def _expected(rule: Rule | CutOff, node: Node) -> set[str]:
        """A requirement's own condition can only hold on a sheet: what fails it is refused."""
        if isinstance(node, Extreme):
            return {f"取第 {place} 个" for place in range(1, len(node.operands) + 1)}
        return {"成立"} if isinstance(rule, Requirement) else {"成立", "不成立"}


def _is_condition(node: Node) -> bool:
    """A comparison, or a fact that is itself a yes or no."""
    return isinstance(node, _CONDITIONS) or (isinstance(node, Fact) and isinstance(node.kind, Truth))


def _value(traced: Traced, node: Node) -> object:
    slot = traced.slots[traced.program.index[id(node)]]
    return getattr(slot, "value", slot)
