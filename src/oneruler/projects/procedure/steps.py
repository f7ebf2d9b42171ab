"""What a procedure is: steps in the order of the statute, each with its body, papers, limits and what comes before."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from oneruler.base.figures import Figure
from oneruler.projects.calendar_days import Term, WorkingCalendar


class Track(StrEnum):
    """On which track a step lies. Only the ordinary one is a project's own; the others are gone for one right holder."""

    ORDINARY = "普通"
    DECISION = "补偿决定"
    REMEDY = "救济"
    ENFORCEMENT = "强制"


class LimitKind(StrEnum):
    """At least so long, at most so long, or in force so long."""

    AT_LEAST = "至少"
    AT_MOST = "至多"
    IN_FORCE = "有效"


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit. ``since`` is the step it is counted from (empty: this step itself); ``event`` says in words from
    what it is counted where that is no step. Without a ``term`` it is words alone."""

    note: str
    verified: str
    source: str = ""
    kind: LimitKind | None = None
    term: Term | None = None
    since: str = ""
    event: str = ""
    rolled: bool = False

    def __str__(self) -> str:
        if self.kind is None or self.term is None:
            return self.note
        start = f"，自{self.event}起" if self.event else ""
        return (
            {"至少": "不少于 ", "至多": "不超过 ", "有效": "有效期 "}[self.kind]
            + f"{self.term}{start}"
            + (f"（{self.note}）" if self.note else "")
        )

    @property
    def of_itself(self) -> bool:
        """Whether it runs from the step's own day."""
        return self.term is not None and not self.since and not self.event


@dataclass(frozen=True, slots=True)
class Condition:
    """A measure that must not be below another (or below a number) on the day the step is passed."""

    measure: str
    at_least: str
    note: str

    @property
    def names(self) -> tuple[str, ...]:
        """The measures that must be asked."""
        return (self.measure,) if self.at_least.isdigit() else (self.measure, self.at_least)

    def hindrance(self, figures: Collection[Figure]) -> str:
        """Why it does not hold; empty where it does."""
        by_name = {figure.measure.name: figure for figure in figures}
        missing = [name for name in self.names if name not in by_name]
        if missing:
            return f"{self.note}：没有{'、'.join(missing)}的数，无从核对"
        have = by_name[self.measure]
        if self.at_least.isdigit():
            return "" if have.decimal >= int(self.at_least) else f"{self.note}：{have.printed()} 小于 {self.at_least}"
        need = by_name[self.at_least]
        if have.measure.unit is not need.measure.unit:
            return f"{self.note}：{have.measure.title}和{need.measure.title}的单位不同，无从核对"
        if have.decimal >= need.decimal:
            return ""
        unit = have.measure.unit
        return (
            f"{self.note}：{have.measure.title} {have.printed()} {unit}，"
            f"少于{need.measure.title} {need.printed()} {unit}"
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``after`` were passed before it; the terms of ``after_term`` have ended before it."""

    code: str
    title: str
    track: Track
    body: str
    papers: tuple[str, ...]
    limits: tuple[Limit, ...]
    source: str
    verified: str
    after: tuple[str, ...]
    after_term: tuple[str, ...]
    conditions: tuple[Condition, ...]
    required: bool
    per_right_holder: bool
    stage: str
    note: str

    @property
    def before_it(self) -> tuple[str, ...]:
        """All that must have been passed."""
        return tuple(dict.fromkeys((*self.after, *self.after_term)))

    def ends_on(self, happened_on: date, calendar: WorkingCalendar) -> date | None:
        """The last day of the term that the step itself opens; None if it opens none. Raises CalendarError."""
        own = [one for one in self.limits if one.of_itself and one.kind is not LimitKind.AT_MOST]
        ends = [calendar.end(happened_on, one.term, rolled=one.rolled) for one in own if one.term is not None]
        return max(ends, default=None)


@dataclass(frozen=True)
class Procedure:
    """The procedure of a kind of project. ``public_from`` is the step by which it becomes known; ``payment_gates``
    are sets of steps, one of which must be passed before money goes out."""

    kind: str
    title: str
    note: str
    steps: tuple[Step, ...]
    public_from: str
    payment_gates: tuple[tuple[str, ...], ...]

    @classmethod
    def load(cls, kind: str, folder: Path | None = None) -> Procedure:
        """The procedure of ``kind`` from a folder, or from what came with the program. Raises ProcedureError."""
        from oneruler.projects.procedure.reading import load_procedure

        return load_procedure(kind, folder)

    def step(self, code: str) -> Step | None:
        """The step of that code."""
        return next((one for one in self.steps if one.code == code), None)

    @property
    def ordinary(self) -> tuple[Step, ...]:
        """The project's own steps, in order."""
        return tuple(one for one in self.steps if one.track is Track.ORDINARY)

    def public_codes(self) -> frozenset[str]:
        """The steps by any of which the project has become known: the public one and those that rest on it."""
        known = {self.public_from}
        for one in self.steps:  # a step stands after those it rests on
            if known & set(one.before_it):
                known.add(one.code)
        return frozenset(known)
