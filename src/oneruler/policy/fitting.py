"""The facts of a household made for one policy, fitted to another, so that both can be tried on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from oneruler.base.dates import parse_date
from oneruler.policy.facts import RawFacts
from oneruler.policy.model import Policy

UNIT = "单位"


@dataclass(frozen=True, slots=True)
class Fitted:
    """Facts that ``policy`` asks for. ``notes`` say what was left out, and that the day was moved into its term."""

    facts: dict[str, list[dict[str, str]]]
    notes: tuple[str, ...]


def fit(policy: Policy, raw: RawFacts, *, root: str) -> Fitted:
    """Drop what ``policy`` does not ask, and move its day into its term where it lies outside: a trial, no more."""
    asked = {kind.name: kind for kind in policy.objects.values() if kind.shared or root in {kind.name, kind.root}}
    notes = []
    facts: dict[str, list[dict[str, str]]] = {}
    for name, rows in raw.items():
        if name not in asked:
            notes += [f"不问“{name}”，没有代入"] if rows else []
            continue
        known = {*asked[name].fields, UNIT}
        facts[name] = [{field: text for field, text in row.items() if field in known} for row in rows]
        strange = dict.fromkeys(field for row in rows for field in row if field not in known)
        notes += [f"不问“{name}”的{'、'.join(f'“{field}”' for field in strange)}，没有代入"] if strange else []
    moved = _move_day(policy, facts, root)
    return Fitted(facts, (*notes, *([moved] if moved else [])))


def _move_day(policy: Policy, facts: Mapping[str, list[dict[str, str]]], root: str) -> str:
    owner, name = policy.day
    rows = facts.get(owner or root, [])
    written = rows[0].get(name, "") if rows else ""
    try:
        day = parse_date(written)
    except ValueError:
        return ""
    if not isinstance(day, date):
        return ""
    within = max(policy.effective, min(day, policy.until or day))
    if within == day:
        return ""
    rows[0][name] = within.isoformat()
    return f"{name} {day} 不在施行期内，试算时改为 {within}"
