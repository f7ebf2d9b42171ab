"""What can be asked of right holders. Who may not see one is told the same as if there were none."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from oneruler.base.dates import SHANGHAI
from oneruler.office.fields import search_digest
from oneruler.office.queries import scope_of
from oneruler.office.roles import Scope, Verb
from oneruler.policy.facts import RawFacts
from oneruler.survey.errors import NoFactsError, NotSeenError
from oneruler.survey.models import FactVersion, RightHolder

if TYPE_CHECKING:
    from oneruler.office.models import Officer
    from oneruler.projects.models import Project

NAME, IDENTITY = "survey.rightholder.name", "survey.rightholder.identity_number"
"""What the keyed digests of names and identity numbers are about."""


def visible_right_holders(officer: Officer, on: date, *, verb: Verb = Verb.SEE_HOUSEHOLDS) -> QuerySet[RightHolder]:
    """The right holders to which an officer's posts reach with ``verb``."""
    return within(scope_of(officer, verb, on=on))


def within(scope: Scope) -> QuerySet[RightHolder]:
    """The right holders of a scope."""
    holders = RightHolder.objects.select_related("project", "township")
    if scope.everything:
        return holders
    return holders.filter(Q(project__number__in=scope.projects) | Q(township__code__in=scope.townships))


def right_holder_of(officer: Officer, on: date, *, project: str, number: str) -> RightHolder:
    """One right holder by its project's number and its own. Raises NotSeenError if there is none in sight."""
    found = visible_right_holders(officer, on).filter(project__number=project, number=number).first()
    if found is None:
        raise NotSeenError
    return found


def find_by_name(officer: Officer, on: date, name: str) -> QuerySet[RightHolder]:
    """Right holders in sight of exactly that name."""
    return visible_right_holders(officer, on).filter(name_digest=search_digest(name, about=NAME))


def find_by_identity(officer: Officer, on: date, identity_number: str) -> QuerySet[RightHolder]:
    """Right holders in sight with that identity number; none for no number."""
    if not identity_number.strip():
        return RightHolder.objects.none()
    return visible_right_holders(officer, on).filter(identity_digest=search_digest(identity_number, about=IDENTITY))


def same_persons(officer: Officer, on: date) -> QuerySet[RightHolder]:
    """Right holders whose identity number stands more than once, for those who review the whole centre; nobody else
    is shown any, as the other one may lie out of sight."""
    if not scope_of(officer, Verb.RECOGNISE, on=on).everything:
        return RightHolder.objects.none()
    other = RightHolder.objects.filter(identity_digest=OuterRef("identity_digest")).exclude(pk=OuterRef("pk"))
    return (
        RightHolder.objects.exclude(identity_digest="").filter(Exists(other))
        .select_related("project", "township").order_by("identity_digest", "pk")
    )  # fmt: skip


def end_of_day(day: date) -> datetime:
    """The moment at which a day in China is over."""
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI)


def current_versions(as_of: date | None = None) -> QuerySet[FactVersion]:
    """The last version of each right holder entered by the end of a day, without those withdrawn to nothing."""
    versions = FactVersion.objects.all()
    later = FactVersion.objects.filter(right_holder=OuterRef("right_holder"), version__gt=OuterRef("version"))
    if as_of is not None:
        end = end_of_day(as_of)
        versions, later = versions.filter(entered_at__lt=end), later.filter(entered_at__lt=end)
    return versions.exclude(digest="").filter(~Exists(later))


def current_facts(right_holder: RightHolder) -> tuple[FactVersion, RawFacts]:
    """The facts in force, without what the project shares. Raises NoFactsError where there are none."""
    found = current_facts_of([right_holder])
    if right_holder.pk not in found:
        raise NoFactsError(f"户号 {right_holder.number} 还没有录入调查事实；请先录入。")
    return found[right_holder.pk]


def current_facts_of(right_holders: Iterable[RightHolder]) -> dict[int, tuple[FactVersion, RawFacts]]:
    """The facts in force of many, by key; those without are left out."""
    keys = [holder.pk for holder in right_holders]
    rows = current_versions().filter(right_holder__in=keys)
    return {version.right_holder_id: (version, read(version)) for version in rows}


def read(version: FactVersion) -> RawFacts:
    """The facts of a version as words."""
    facts: RawFacts = json.loads(version.facts) if version.facts else {}
    return facts


def not_surveyed(project: Project) -> QuerySet[RightHolder]:
    """Right holders of a project without facts in force."""
    mine = current_versions().filter(right_holder=OuterRef("pk"))
    return project.right_holders.filter(~Exists(mine))
