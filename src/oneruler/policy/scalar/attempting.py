"""What can already be worked out while facts are still missing: lines for a form in the making, never a sheet.

A line stands here only if nothing that it was worked out from is unknown. What the household has may still grow in
number, so that every amount is one so far.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import SupportsIndex

from oneruler.policy.facts import Facts
from oneruler.policy.faults import RefusalToCompute
from oneruler.policy.model import Policy
from oneruler.policy.scalar.computing import Computation, Engine, check_term, engine
from oneruler.policy.scalar.traces import Frame, Program, Traced, Unanswerable, exactly
from oneruler.policy.sheet import CompensationSheet, SheetLine


@dataclass(frozen=True, slots=True)
class Attempt:
    """The lines so far, as a sheet for drawing only (None where no day picks the rows yet), and why there are no more."""

    so_far: CompensationSheet | None
    reasons: tuple[str, ...]


def attempt(policy: Policy, facts: Facts, *, on: date | None = None) -> Attempt:
    """Work out what can be worked out of unfinished facts; raises nothing."""
    with exactly():
        try:
            return _SoFar(engine(policy), facts, on).attempt()
        except RefusalToCompute as error:
            return Attempt(None, error.reasons)
        except RecursionError:
            return Attempt(None, ("政策包里的量一个套一个，层次太多，不能计算",))


class _SoFar(Computation):
    """A run that goes on where another would refuse, and keeps away from all that is in doubt."""

    def __init__(self, engine: Engine, facts: Facts, on: date | None) -> None:
        super().__init__(engine, facts, on)
        self.unanswered: set[int] = set()
        self.certain: dict[str, list[Frame]] = {}
        self.amounts = self.run.amounts = _Amounts()

    def attempt(self) -> Attempt:
        notices = check_term(self.policy, self.day, self.on)
        self._drop_after_cut_off()
        self._set_doubtful_apart()
        self._require()
        lines, open_groups = self._lines_so_far()
        kept = self._highest([line for line in lines if line.entitlement.highest_of not in open_groups])
        sheet = CompensationSheet(self.policy, self.day, self.facts, tuple(kept), (), (), (), notices)
        return Attempt(sheet, tuple(dict.fromkeys(self.reasons)))

    def _lines_so_far(self) -> tuple[list[SheetLine], set[str]]:
        """The lines, and the groups of 择高 of which not every line is known."""
        lines: list[SheetLine] = []
        open_groups: set[str] = set()
        for entitlement, applies, amount, due in self.engine.entitlements:
            known = len(self.reasons)
            lines += self._lines(entitlement, applies, amount, due)
            if len(self.reasons) > known or entitlement.owner in self.certain:
                self.amounts.open.add(entitlement.name)
                open_groups |= {entitlement.highest_of} - {""}
        return lines, open_groups

    def _answer(self, program: Program, frame: Frame) -> Traced | None:
        traced = super()._answer(program, frame)
        if traced is None:
            self.unanswered.add(id(frame))
        return traced

    def _set_doubtful_apart(self) -> None:
        """Objects of which a cut-off cannot say whether they count: no line for them, and no sum over their kind."""
        for kind, frames in self.run.children.items():
            certain = [frame for frame in frames if id(frame) not in self.unanswered]
            if len(certain) < len(frames):
                self.certain[kind] = certain
                self.run.children[kind] = _InDoubt(kind)

    def _frames(self, owner: str) -> list[Frame]:
        return self.certain[owner] if owner in self.certain else super()._frames(owner)


class _Amounts(dict[str, Decimal]):
    """The amounts of entitlements; asking for one that is not settled is no answer."""

    def __init__(self) -> None:
        super().__init__()
        self.open: set[str] = set()

    def get(self, key: str, default: Decimal = Decimal(0), /) -> Decimal:  # type: ignore[override]  # as it is asked
        if key in self.open:
            raise Unanswerable(f"“{key}”还没有全部算出")
        return super().get(key, default)


class _InDoubt(list[Frame]):
    """Objects of which it is not known which of them count: they can be neither counted nor summed."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def _doubt(self) -> Unanswerable:
        return Unanswerable(f"有的{self._kind}还不能判断计不计入，与它们的合计有关的都还不能算")

    def __iter__(self) -> Iterator[Frame]:
        raise self._doubt()

    def __len__(self) -> int:
        raise self._doubt()

    def __getitem__(self, index: SupportsIndex | slice, /) -> Frame:  # type: ignore[override]  # it holds nothing
        raise self._doubt()
