"""One policy and one household's facts → its compensation sheet, or every reason why it cannot be computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from oneruler.base.fen import from_yuan
from oneruler.policy.facts import Facts, Record
from oneruler.policy.faults import RefusalToCompute
from oneruler.policy.language.kinds import MOST_YUAN
from oneruler.policy.language.tree import Value
from oneruler.policy.model import (
    WARN_BEFORE_EXPIRY,
    CutOff,
    Entitlement,
    Expression,
    Interpretation,
    Policy,
    Requirement,
)
from oneruler.policy.scalar.programs import compile_expression, compile_quantities
from oneruler.policy.scalar.traces import Frame, Program, Run, Traced, Unanswerable, exactly, used_rates
from oneruler.policy.sheet import CompensationSheet, DerivedQuantity, LeftOut, SheetLine


@dataclass(frozen=True, eq=False)
class Engine:
    """A policy made ready: every expression compiled once, used for any number of households."""

    policy: Policy
    quantities: dict[tuple[str, str], Program]
    cut_offs: tuple[tuple[CutOff, Program], ...]
    requirements: tuple[tuple[Requirement, Program], ...]
    entitlements: tuple[tuple[Entitlement, Program | None, Program, Program | None], ...]

    @classmethod
    def of(cls, policy: Policy) -> Engine:
        """Compile ``policy``."""

        def ready(expression: Expression, owner: str) -> Program:
            return compile_expression(expression, owner, policy.tables)

        def ready_if(expression: Expression | None, owner: str) -> Program | None:
            return None if expression is None else ready(expression, owner)

        return cls(
            policy,
            compile_quantities(policy.quantities, policy.tables),
            tuple((one, ready(one.condition, one.owner)) for one in policy.cut_offs),
            tuple((one, ready(one.condition, one.owner)) for one in policy.requirements),
            tuple(
                (one, ready_if(one.applies, one.owner), ready(one.amount, one.owner), ready_if(one.due, one.owner))
                for one in policy.entitlements
            ),
        )

    def compute(self, facts: Facts, *, on: date | None = None, all_quantities: bool = False) -> CompensationSheet:
        """The sheet of one root. ``on`` is the day on which it is made: it brings in interpretations issued since and
        the warning that the policy's term ends; without it both are as on the policy's day. ``all_quantities`` also works
        out those quantities that no line needed, where they can be.

        Raises RefusalToCompute with every reason: a row or price that is missing, a fact not known, a requirement
        that does not hold, a day outside the policy's term.
        """
        with exactly():
            try:
                return Computation(self, facts, on).sheet(all_quantities=all_quantities)
            except RecursionError:
                raise RefusalToCompute(["政策包里的量一个套一个，层次太多，不能计算"]) from None


@lru_cache(maxsize=64)
def engine(policy: Policy) -> Engine:
    """The engine of a policy, compiled at first use. Policies are told apart by identity."""
    return Engine.of(policy)


class Computation:
    """One run. What cannot be answered is collected, so that an officer hears of all of it at once."""

    def __init__(self, engine: Engine, facts: Facts, on: date | None) -> None:
        self.engine, self.policy, self.facts = engine, engine.policy, facts
        self.reasons: list[str] = []
        self.left_out: list[LeftOut] = []
        self.held: list[Traced] = []
        self.day = policy_day(self.policy, facts)
        self.on = on or self.day
        self.run = Run(self.day, quantities=engine.quantities)
        self.run.root = Frame(facts.root, self.run)
        self.run.shared = {name: Frame(record, self.run) for name, record in facts.shared.items()}
        self.run.children = {
            name: [Frame(record, self.run) for record in records] for name, records in facts.children.items()
        }

    def sheet(self, *, all_quantities: bool) -> CompensationSheet:
        notices = check_term(self.policy, self.day, self.on)
        self._drop_after_cut_off()
        self._require()
        lines = self._highest([line for entitlement in self.engine.entitlements for line in self._lines(*entitlement)])
        if self.reasons:
            raise RefusalToCompute(self.reasons)
        return CompensationSheet(
            self.policy, self.day, self.facts, tuple(lines), tuple(self.left_out),
            tuple(self._quantities(every=all_quantities)),
            tuple(self.held), notices,
        )  # fmt: skip

    def _frames(self, owner: str) -> list[Frame]:
        if owner in self.run.shared:
            return [self.run.shared[owner]]
        if owner == self.facts.root.kind:
            return [self.run.root]
        return self.run.children.get(owner, [])

    def _answer(self, program: Program, frame: Frame) -> Traced | None:
        try:
            return program.run(frame)
        except Unanswerable as error:
            self.reasons.append(str(error))
            return None

    def _drop_after_cut_off(self) -> None:
        for cut_off, program in self.engine.cut_offs:
            kept = []
            for frame in self.run.children.get(cut_off.owner, []):
                traced = self._answer(program, frame)
                if traced is None or traced.value is True:
                    kept.append(frame)
                    self.held += [traced] if traced is not None else []
                else:
                    reason = cut_off.note or "在截止日之后，不计入"
                    self.left_out.append(LeftOut(cut_off.owner, frame.record, reason, cut_off.article, traced))
            self.run.children[cut_off.owner] = kept

    def _require(self) -> None:
        for requirement, program in self.engine.requirements:
            for frame in self._frames(requirement.owner):
                traced = self._answer(program, frame)
                if traced is not None and traced.value is not True:
                    self.reasons.append(f"{frame.record}：{requirement.otherwise}（{requirement.article}）")
                elif traced is not None:
                    self.held.append(traced)

    def _lines(
        self, entitlement: Entitlement, applies: Program | None, amount: Program, due: Program | None
    ) -> Iterator[SheetLine]:
        total = Decimal(0)
        for frame in self._frames(entitlement.owner):
            condition = self._answer(applies, frame) if applies is not None else None
            if applies is not None and condition is None:
                continue
            if condition is not None and condition.value is not True:
                self.left_out.append(LeftOut(entitlement.name, frame.record, "", entitlement.article, condition))
                continue
            traced = self._answer(amount, frame)
            day = self._answer(due, frame) if due is not None and traced is not None else None
            if traced is None:
                continue
            assert isinstance(traced.value, Decimal)
            total += traced.value
            yield self._line(entitlement, frame, traced, condition, day)
        if abs(total) > MOST_YUAN:
            self.reasons.append(f"{self.facts.root}：“{entitlement.name}”合计超过 10 的 15 次方元，请核对事实")
        self.run.amounts[entitlement.name] = total

    def _line(
        self, entitlement: Entitlement, frame: Frame, traced: Traced, condition: Traced | None, day: Traced | None
    ) -> SheetLine:
        assert isinstance(traced.value, Decimal)
        name = frame.record.values[entitlement.payee_field] if entitlement.payee_field else ""
        return SheetLine(
            entitlement, frame.record, from_yuan(traced.value), entitlement.payee, str(name or ""),
            day.value if day is not None and isinstance(day.value, date) else None,
            self._interpretations(entitlement, traced),
            traced, condition,
        )  # fmt: skip

    def _interpretations(self, entitlement: Entitlement, traced: Traced) -> tuple[Interpretation, ...]:
        if not self.policy.interpretations:
            return ()
        articles = {entitlement.article, *(rate.article for _, rate in used_rates(traced))}
        return tuple(one for one in self.policy.interpretations if one.article in articles and self._cited(one))

    def _cited(self, interpretation: Interpretation) -> bool:
        """One in force on the policy's day, or issued since and in force when the sheet is made."""
        issued_since = self.day < interpretation.first and interpretation.in_force(self.on)
        return interpretation.in_force(self.day) or issued_since

    def _highest(self, lines: list[SheetLine]) -> list[SheetLine]:
        """Of the lines of one group for one object only the highest stays; of equal ones the first."""
        best: dict[tuple[str, str, str], SheetLine] = {}
        for line in lines:
            key = (line.entitlement.highest_of, line.record.kind, line.record.label)
            if key[0] and (key not in best or line.amount > best[key].amount):
                best[key] = line
        kept = []
        for line in lines:
            group = line.entitlement.highest_of
            winner = best.get((group, line.record.kind, line.record.label), line) if group else line
            if winner is line:
                kept.append(line)
                continue
            reason = f"“{group}”只给最高的一项，已给“{winner.entitlement.name}”"
            self.left_out.append(
                LeftOut(line.entitlement.name, line.record, reason, line.entitlement.article, line.condition)
            )
        return kept

    def _quantities(self, *, every: bool) -> Iterator[DerivedQuantity]:
        for quantity in self.policy.quantities:
            for frame in self._frames(quantity.owner):
                traced = frame.derived.get(quantity.name)
                if traced is None and every:
                    try:
                        traced = self.engine.quantities[quantity.owner, quantity.name].run(frame)
                    except Unanswerable:
                        continue  # no line needed it
                if traced is not None:
                    yield DerivedQuantity(quantity, frame.record, traced)


def policy_day(policy: Policy, facts: Facts) -> date:
    """The day that picks the policy's rows (选用日), from the facts."""
    owner, name = policy.day
    record: Record = facts.shared[owner] if owner else facts.root
    value: Value | None = record.values[name]
    if not isinstance(value, date):
        raise RefusalToCompute([f"{record}的“{name}”没有填：它是本文件的选用日"])
    return value


def check_term(policy: Policy, day: date, on: date) -> tuple[str, ...]:
    """What to say of the policy's term. Raises RefusalToCompute for a day before or after it."""
    name = f"《{policy.name}》（{policy.number}）"
    if day < policy.effective:
        raise RefusalToCompute([f"选用日（{policy.day[1]}）{day} 早于{name}的施行日 {policy.effective}，不能适用"])
    if policy.until is None:
        return ()
    if day > policy.until:
        raise RefusalToCompute(
            [f"选用日（{policy.day[1]}）{day} 已过{name}的有效期（至 {policy.until}），又没有延期文件，不能适用"]
        )
    latest = max(day, on)
    if latest > policy.until:
        return (f"{name}的有效期到 {policy.until} 为止，请核对是否已有新文件",)
    if latest > policy.until - WARN_BEFORE_EXPIRY:
        return (f"{name}的有效期到 {policy.until} 为止，还有 {(policy.until - latest).days} 天",)
    return ()
