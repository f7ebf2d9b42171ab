"""From what was passed: what is done, due, late, missing or waiting on a day, and why a step cannot be passed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from oneruler.base.figures import Figure
from oneruler.projects.calendar_days import CalendarError, WorkingCalendar
from oneruler.projects.procedure.steps import LimitKind, Procedure, Step


class State(StrEnum):
    """How a step stands on a day."""

    DONE = "done"
    DUE = "due"
    LATE = "late"
    MISSING = "missing"
    WAITING = "waiting"
    OPTIONAL = "optional"

    @property
    def label(self) -> str:
        """The word officers see."""
        return _LABELS[self]


_LABELS = {
    State.DONE: "已办结", State.DUE: "可办理", State.LATE: "超期", State.MISSING: "漏办", State.WAITING: "未到",
    State.OPTIONAL: "视情办理",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was passed, and the last day of the term it opened."""

    happened_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class StepState:
    """A step on a day. ``earliest`` is the first day on which it may be passed, ``latest`` the last in time; ``why``
    says in Chinese what it waits for, or by how much it is late."""

    step: Step
    state: State
    happened_on: date | None
    ends_on: date | None
    earliest: date | None
    latest: date | None
    why: tuple[str, ...]


def states(
    procedure: Procedure, done: Mapping[str, Done], on: date, calendar: WorkingCalendar
) -> tuple[StepState, ...]:
    """The project's own steps on a day, in order. Passed after that day is not passed yet."""
    passed = {code: one for code, one in done.items() if one.happened_on <= on}
    overtaken = {code for step in procedure.steps if step.code in passed for code in step.before_it}
    return tuple(_state(procedure, step, passed, overtaken, on, calendar) for step in procedure.ordinary)


def _state(
    procedure: Procedure, step: Step, passed: Mapping[str, Done], overtaken: set[str], on: date,
    calendar: WorkingCalendar,
) -> StepState:  # fmt: skip
    latest, why = _latest(procedure, step, passed, calendar)
    own = passed.get(step.code)
    if own is not None:
        if latest is not None and own.happened_on > latest:
            why += (f"应在 {latest} 前办结，晚了 {(own.happened_on - latest).days} 天",)
        if own.ends_on is not None and own.ends_on >= on:
            why += (f"期限到 {own.ends_on} 届满",)
        return StepState(step, State.DONE, own.happened_on, own.ends_on, None, latest, why)
    waits = _waits(procedure, step, passed, on)
    earliest = _earliest(step, passed)
    if step.code in overtaken:
        later = "、".join(one.title for one in procedure.steps if one.code in passed and step.code in one.before_it)
        state, why = State.MISSING, (f"{later}已经办结，这一步没有登记", *why)
    elif waits:
        state = State.WAITING
    elif latest is not None and on > latest:
        state, why = State.LATE, (f"应在 {latest} 前办结，已超过 {(on - latest).days} 天", *why)
    else:
        state = State.DUE if step.required else State.OPTIONAL
    return StepState(step, state, None, None, earliest, latest, (*waits, *why))


def hindrances(
    procedure: Procedure, step: Step, happened_on: date, done: Mapping[str, Done], figures: Collection[Figure]
) -> tuple[str, ...]:
    """Why ``step`` cannot be passed as of a day: predecessors, their terms, its conditions. Empty where it can."""
    earlier = {code: one for code, one in done.items() if one.happened_on <= happened_on}
    found = list(_waits(procedure, step, earlier, happened_on))
    found += [words for condition in step.conditions if (words := condition.hindrance(figures))]
    return tuple(found)


def _waits(procedure: Procedure, step: Step, passed: Mapping[str, Done], on: date) -> tuple[str, ...]:
    titles = {one.code: one.title for one in procedure.steps}
    words = [f"“{titles[code]}”还没有办结" for code in step.before_it if code not in passed]
    for code in step.after_term:
        one = passed.get(code)
        if one is not None and one.ends_on is not None and on <= one.ends_on:
            words.append(f"“{titles[code]}”的期限到 {one.ends_on} 届满，次日起方可办理")
    return tuple(words)


def _earliest(step: Step, passed: Mapping[str, Done]) -> date | None:
    """Known once all predecessors are passed."""
    if any(code not in passed for code in step.before_it):
        return None
    days = [passed[code].happened_on for code in step.before_it]
    ends = [passed[code].ends_on for code in step.after_term]
    return max([*days, *(end + timedelta(days=1) for end in ends if end is not None)], default=None)


def _latest(
    procedure: Procedure, step: Step, passed: Mapping[str, Done], calendar: WorkingCalendar
) -> tuple[date | None, tuple[str, ...]]:
    """The last day in time, as far as the step it is counted from was passed."""
    ends, why = [], []
    for limit in step.limits:
        start = passed.get(limit.since) if limit.since else None
        if limit.kind is LimitKind.AT_MOST and start is not None and limit.term is not None:
            try:
                ends.append(calendar.end(start.happened_on, limit.term, rolled=limit.rolled))
            except CalendarError as error:
                why.append(str(error))
    return min(ends, default=None), tuple(why)
