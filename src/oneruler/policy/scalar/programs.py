"""Tree → program: nested closures, one a node, that work a value out and store what every part came to."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)  # fmt: skip
from typing import Any

from oneruler.policy.facts import Record
from oneruler.policy.language.tree import (
    Aggregate,
    Amounts,
    Arithmetic,
    Choice,
    Comparison,
    Derived,
    Division,
    Extreme,
    Fact,
    Known,
    Literal,
    Logic,
    Lookup,
    Membership,
    Negative,
    Node,
    Not,
    One,
    Rounding,
    Shifted,
    Span,
    Tiers,
    children,
)  # fmt: skip
from oneruler.policy.language.units import YUAN
from oneruler.policy.model import Expression, Quantity
from oneruler.policy.rates import NoRateError, Rate, RateTable
from oneruler.policy.scalar.reckoning import (
    days_between,
    full_months,
    full_years,
    months_after,
    quotient,
    shares,
)  # fmt: skip
from oneruler.policy.scalar.traces import Banded, Found, Frame, Program, Step, Summed, Unanswerable

_ROUNDED = Context(prec=120, traps=[InvalidOperation, DivisionByZero, Overflow])
_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_MODES = {"round": ROUND_HALF_UP, "floor": ROUND_FLOOR, "ceil": ROUND_CEILING}


def compile_expression(expression: Expression, owner: str, tables: Mapping[str, RateTable]) -> Program:
    """The program of ``expression`` for objects of kind ``owner``."""
    return _Compiler(expression, owner, tables).program()


def compile_quantities(
    quantities: tuple[Quantity, ...], tables: Mapping[str, RateTable]
) -> dict[tuple[str, str], Program]:
    """The programs of a policy's quantities, by object kind and name."""
    return {(one.owner, one.name): compile_expression(one.value, one.owner, tables) for one in quantities}


class _Compiler:
    def __init__(self, expression: Expression, owner: str, tables: Mapping[str, RateTable]) -> None:
        self.expression, self.owner, self.tables = expression, owner, tables
        self.nodes: list[Node] = []
        self.index: dict[int, int] = {}
        self.bodies: dict[int, Program] = {}
        self.steps: dict[int, Step] = {}

    def program(self) -> Program:
        step = self.step(self.expression.tree)
        return Program(self.expression, self.owner, tuple(self.nodes), self.index, self.bodies, step)

    def step(self, node: Node) -> Step:
        """The closure of a node, its parts compiled first; it stores what it comes to. The middle of ``a < b < c``
        stands in two comparisons, and has one slot.
        """
        if id(node) in self.index:
            return self.steps[self.index[id(node)]]
        inner = [self.step(child) for child in children(node)]
        slot = len(self.nodes)
        self.nodes.append(node)
        self.index[id(node)] = slot
        make: Callable[..., Step] = getattr(self, f"_{type(node).__name__.lower()}")
        self.steps[slot] = step = make(node, slot, *inner)
        return step

    def _frame(self, owner: str) -> Callable[[Frame], Frame]:
        if owner == self.owner:
            return lambda frame: frame
        return lambda frame: frame.run.shared.get(owner, frame.run.root)

    def _literal(self, node: Literal, slot: int) -> Step:
        value = node.value

        def step(frame: Frame, slots: list[Any]) -> Any:
            slots[slot] = value
            return value

        return step

    def _fact(self, node: Fact, slot: int) -> Step:
        name, nullable, own = node.name, node.nullable, node.owner == self.owner
        frame_of = self._frame(node.owner)

        def step(frame: Frame, slots: list[Any]) -> Any:
            record = frame.record if own else frame_of(frame).record
            value = record.values[name]
            if value is None:
                raise Unanswerable(f"{record}的“{name}”还没有填，计算要用到它" + ("" if nullable else "（不可空）"))
            slots[slot] = value
            return value

        return step

    def _derived(self, node: Derived, slot: int) -> Step:
        name, owner = node.name, node.owner
        frame_of = self._frame(owner)

        def step(frame: Frame, slots: list[Any]) -> Any:
            holder = frame_of(frame)
            traced = holder.derived.get(name)
            if traced is None:
                traced = holder.derived[name] = holder.run.quantities[owner, name].run(holder)
            slots[slot] = traced
            return traced.value

        return step

    def _one(self, node: One, slot: int) -> Step:
        return self._literal(Literal(Decimal(1), kind=node.kind), slot)

    def _known(self, node: Known, slot: int) -> Step:
        name, frame_of = node.fact.name, self._frame(node.fact.owner)

        def step(frame: Frame, slots: list[Any]) -> Any:
            slots[slot] = value = frame_of(frame).record.values[name] is not None
            return value

        return step

    def _negative(self, node: Negative, slot: int, operand: Step) -> Step:
        def step(frame: Frame, slots: list[Any]) -> Any:
            slots[slot] = value = -operand(frame, slots)
            return value

        return step

    def _arithmetic(self, node: Arithmetic, slot: int, left: Step, right: Step) -> Step:
        def add(frame: Frame, slots: list[Any]) -> Any:
            slots[slot] = value = left(frame, slots) + right(frame, slots)
            return value

        def subtract(frame: Frame, slots: list[Any]) -> Any:
            slots[slot] = value = left(frame, slots) - right(frame, slots)
            return value

        def multiply(frame: Frame, slots: list[Any]) -> Any:
            slots[slot] = value = left(frame, slots) * right(frame, slots)
            return value

        return {"+": add, "-": subtract, "*": multiply}[node.sign]

    def _comparison(self, node: Comparison, slot: int, left: Step, right: Step) -> Step:
        compare = _COMPARED[node.sign]

        def step(frame: Frame, slots: list[Any]) -> Any:
            slots[slot] = value = compare(left(frame, slots), right(frame, slots))
            return value

        return step

    def _membership(self, node: Membership, slot: int, item: Step) -> Step:
        choices, excluded = frozenset(node.choices), node.excluded

        def step(frame: Frame, slots: list[Any]) -> Any:
            slots[slot] = value = (item(frame, slots) in choices) != excluded
            return value

        return step

    def _logic(self, node: Logic, slot: int, *operands: Step) -> Step:
        decides = node.word == "or"

        def step(frame: Frame, slots: list[Any]) -> Any:
            value = not decides
            for operand in operands:
                if operand(frame, slots) == decides:
                    value = decides
                    break
            slots[slot] = value
            return value

        return step

    def _not(self, node: Not, slot: int, operand: Step) -> Step:
        def step(frame: Frame, slots: list[Any]) -> Any:
            slots[slot] = value = not operand(frame, slots)
            return value

        return step

    def _choice(self, node: Choice, slot: int, condition: Step, then: Step, otherwise: Step) -> Step:
        def step(frame: Frame, slots: list[Any]) -> Any:
            slots[slot] = value = (then if condition(frame, slots) else otherwise)(frame, slots)
            return value

        return step

    def _rounding(self, node: Rounding, slot: int, operand: Step) -> Step:
        exponent, mode = Decimal(1).scaleb(-node.digits), _MODES[node.mode]

        def step(frame: Frame, slots: list[Any]) -> Any:
            slots[slot] = value = operand(frame, slots).quantize(exponent, mode, _ROUNDED)
            return value

        return step

    def _division(self, node: Division, slot: int, over: Step, under: Step) -> Step:
        digits = node.digits

        def step(frame: Frame, slots: list[Any]) -> Any:
            dividend, divisor = over(frame, slots), under(frame, slots)
            if not divisor:
                raise Unanswerable(f"{frame.record}：除数是 0，不能计算（{self.expression.text}）")
            slots[slot] = value = quotient(dividend, divisor, digits)
            return value

        return step

    def _extreme(self, node: Extreme, slot: int, *operands: Step) -> Step:
        pick: Callable[..., Any] = min if node.mode == "min" else max

        def step(frame: Frame, slots: list[Any]) -> Any:
            slots[slot] = value = pick([operand(frame, slots) for operand in operands])
            return value

        return step

    def _aggregate(self, node: Aggregate, slot: int) -> Step:
        over, counting = node.over, node.mode == "count"
        body = None
        if node.body is not None:
            inner = Expression(self.expression.text, node.body, self.expression.place)
            body = self.bodies[slot] = compile_expression(inner, over, self.tables)

        def step(frame: Frame, slots: list[Any]) -> Any:
            frames = frame.run.children.get(over, ())
            if body is None:
                slots[slot] = value = Decimal(len(frames))
                return value
            parts = tuple(body.run(one) for one in frames)
            value = Decimal(0)
            for part in parts:
                assert isinstance(part.value, Decimal | bool)
                value += int(part.value) if counting else part.value
            slots[slot] = Summed(value, parts)
            return value

        return step

    def _lookup(self, node: Lookup, slot: int, *inner: Step) -> Step:
        table, unit_from = self.tables[node.table], node.stated_unit
        keys, day_step = (inner[:-1], inner[-1]) if node.day is not None else (inner, None)
        frame_of = self._frame(unit_from) if unit_from else None

        def step(frame: Frame, slots: list[Any]) -> Any:
            day = frame.run.day if day_step is None else day_step(frame, slots)
            found = [_key(key(frame, slots)) for key in keys]
            try:
                rate = table.find(found, day)
            except NoRateError as error:
                raise Unanswerable(f"{frame.record}：{error}") from None
            if frame_of is not None:
                _check_unit(frame_of(frame).record, table, rate)
            assert rate.value is not None
            slots[slot] = Found(rate.value, rate)
            return rate.value

        return step

    def _tiers(self, node: Tiers, slot: int, operand: Step, *keys: Step) -> Step:
        table = self.tables[node.table]

        def step(frame: Frame, slots: list[Any]) -> Any:
            number = operand(frame, slots)
            try:
                rates = table.bands([_key(key(frame, slots)) for key in keys], frame.run.day)
                parts = shares(table, rates, number)
            except NoRateError as error:
                raise Unanswerable(f"{frame.record}：{error}") from None
            value = sum((part * rate.value for rate, part in parts if rate.value is not None), Decimal(0))
            slots[slot] = Banded(value, parts)
            return value

        return step

    def _amounts(self, node: Amounts, slot: int) -> Step:
        names = node.names

        def step(frame: Frame, slots: list[Any]) -> Any:
            slots[slot] = value = sum((frame.run.amounts.get(name, Decimal(0)) for name in names), Decimal(0))
            return value

        return step

    def _span(self, node: Span, slot: int, first: Step, last: Step) -> Step:
        measure = {"days": days_between, "months": full_months, "age": full_years}[node.mode]

        def step(frame: Frame, slots: list[Any]) -> Any:
            slots[slot] = value = Decimal(measure(first(frame, slots), last(frame, slots)))
            return value

        return step

    def _shifted(self, node: Shifted, slot: int, day: Step, count: Step) -> Step:
        by_months = node.mode == "months"

        def step(frame: Frame, slots: list[Any]) -> Any:
            start, number = day(frame, slots), int(count(frame, slots))
            try:
                slots[slot] = value = months_after(start, number) if by_months else start + timedelta(days=number)
            except (ValueError, OverflowError):
                raise Unanswerable(f"{frame.record}：{start} 之后 {number} 没有这一天") from None
            return value

        return step


def _key(value: Any) -> Decimal | str:
    return "是" if value is True else "否" if value is False else value


def _check_unit(record: Record, table: RateTable, rate: Rate) -> None:
    """The unit in which a quantity was surveyed must be the one that the row is priced by."""
    stated = record.stated.get(table.name)
    if stated is None or stated * rate.unit != YUAN:
        raise Unanswerable(
            f"{record}：数量的单位是 {stated or '未写'}，标准表“{table.name}”中 {table.row_words(rate)} 按 {rate.unit} 计价，"
            "单位不一致，请换算后再填"
        )
