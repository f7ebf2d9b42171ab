"""What a rule may know of a right holder: its current facts, with what the project shares."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from oneruler.office.fields import search_digest
from oneruler.policy.facts import Facts, RawFacts, read_facts
from oneruler.policy.faults import FactsError
from oneruler.policy.model import Policy
from oneruler.projects.facts import require_policy, shared_facts
from oneruler.survey.models import RightHolder
from oneruler.survey.queries import current_facts, current_facts_of

if TYPE_CHECKING:
    from oneruler.projects.models import Project


def policy_facts(right_holder: RightHolder, policy: Policy) -> Facts:
    """The current facts, typed. Raises NoFactsError where none were entered, FactsError where the policy cannot take
    them, WrongStateError if the project is bound to another policy."""
    require_policy(right_holder.project, policy)
    _, raw = current_facts(right_holder)
    return typed(right_holder, raw, policy)


def policy_facts_of(right_holders: Iterable[RightHolder], policy: Policy) -> dict[int, Facts | FactsError]:
    """The same for many of one project, by key, read at once; those without facts are left out, and what cannot be
    taken is the value itself, so that one bad household does not hide the others."""
    holders = {holder.pk: holder for holder in right_holders}
    for project in {holder.project for holder in holders.values()}:
        require_policy(project, policy)
    found: dict[int, Facts | FactsError] = {}
    for pk, (_, raw) in current_facts_of(holders.values()).items():
        try:
            found[pk] = typed(holders[pk], raw, policy)
        except FactsError as error:
            found[pk] = error
    return found


def typed(right_holder: RightHolder, raw: RawFacts, policy: Policy) -> Facts:
    """Facts in words, with the project's shared ones, typed. Raises FactsError."""
    return read_facts(policy, with_shared(right_holder.project, raw), root=right_holder.root)


def with_shared(project: Project, raw: RawFacts) -> RawFacts:
    """A shared object that the project states is not stated again by a right holder; one that it leaves open, such as
    the village group, may be. Raises FactsError."""
    shared = shared_facts(project)
    if both := [name for name in raw if name in shared]:
        raise FactsError([f"“{name}”由项目统一填写，这里不用填" for name in both])
    return {**shared, **raw}


def normal(raw: Mapping[str, Iterable[Mapping[str, str]]]) -> dict[str, list[dict[str, str]]]:
    """The same facts in their one form: words stripped, nothing empty kept, fields in order of name."""
    kept = {
        kind: [{name: words.strip() for name, words in sorted(one.items()) if words.strip()} for one in objects]
        for kind, objects in sorted(raw.items())
    }
    return {kind: objects for kind, objects in kept.items() if objects}


def written(facts: RawFacts) -> str:
    """Facts as a version keeps them."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(facts: RawFacts) -> str:
    """The keyed digest of facts; empty for none."""
    return search_digest(written(facts), about="survey.facts") if facts else ""
