"""What a rule may know of a project: the shared facts of its policy, the same for all who are owed."""

from __future__ import annotations

from collections.abc import Mapping

from oneruler.office.errors import WrongStateError
from oneruler.policy.facts import RawFacts, read_unfinished
from oneruler.policy.faults import FactFault
from oneruler.policy.model import Policy
from oneruler.projects.models import Project

SharedFacts = Mapping[str, Mapping[str, str]]
"""Shared object → its fields, as words."""


def shared_facts(project: Project) -> RawFacts:
    """The shared objects that the project states."""
    return {name: [dict(fields)] for name, fields in project.shared_facts.items()}


def require_policy(project: Project, policy: Policy) -> None:
    """Raise WrongStateError unless ``policy`` is the document, to the letter, that the project is bound to."""
    if policy.slug != project.policy:
        raise WrongStateError(f"项目适用的是“{project.policy}”，不是“{policy.slug}”；请用项目适用的文件。")
    if policy.digest != project.policy_digest:
        raise WrongStateError(
            f"“{policy.slug}”的内容在立项以后改动过，与项目绑定的不同；请核对改动，确认后由项目岗重新绑定。"
        )


def faults_of_shared(policy: Policy, shared: SharedFacts) -> tuple[FactFault, ...]:
    """What is wrong with shared facts. What is not known yet at the opening of a project may be missing."""
    named = [FactFault("", f"“{name}”不是这份文件的共用对象", name) for name in shared if name not in policy.shared]
    raw = {name: [dict(fields)] for name, fields in shared.items() if name in policy.shared}
    _, faults = read_unfinished(policy, raw, root=policy.roots[0])
    return (*named, *(one for one in faults if one.kind in raw and not one.missing))
