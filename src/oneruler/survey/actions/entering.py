"""Facts: entered as versions, and what a recognition changes in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from oneruler.base.dates import local_day
from oneruler.office.acting import label, record, require
from oneruler.office.errors import WrongStateError
from oneruler.office.roles import Verb
from oneruler.policy.facts import Facts, RawFacts
from oneruler.policy.language.kinds import Number, Text
from oneruler.policy.model import Policy
from oneruler.projects.facts import require_policy
from oneruler.survey.counted import Counts, counts_of
from oneruler.survey.facts import digest_of, normal, typed, written
from oneruler.survey.models import FactVersion, Recognition, RightHolder
from oneruler.survey.queries import current_facts

if TYPE_CHECKING:
    from oneruler.office.models import Officer


@dataclass(frozen=True, slots=True)
class Entry:
    """Facts of one right holder, held against the policy and ready to become a version."""

    right_holder: RightHolder
    facts: str
    digest: str
    counts: Counts

    @classmethod
    def of(cls, right_holder: RightHolder, raw: RawFacts, counts: Counts) -> Entry:
        """From facts in their one form."""
        return cls(right_holder, written(raw) if raw else "", digest_of(raw), counts)


@transaction.atomic
def enter_facts(
    *, right_holder: RightHolder, facts: RawFacts, policy: Policy, cause: str, by: Officer, at: datetime,
    import_key: str = "",
) -> FactVersion:  # fmt: skip
    """Enter all facts of a right holder as its next version.

    Raises FactsError with every fact that the policy cannot take, WrongStateError where nothing changes.
    """
    require(by, Verb.ENTER_FACTS, on=local_day(at),
            project=right_holder.project.number, township=right_holder.township.code)  # fmt: skip
    right_holder = _locked(right_holder)
    require_policy(right_holder.project, policy)
    if not cause.strip():
        raise WrongStateError("录入事实要写明原因，如“入户调查”“复核更正”。")
    (version,) = add_versions(
        [entry(right_holder, facts, policy)], cause=cause, by=by, at=at, import_key=import_key
    ) or (None,)
    if version is None:
        raise WrongStateError("这些事实与现行的完全相同，没有新的内容。")
    _record_version(version, Verb.ENTER_FACTS, by, at)
    return version


@transaction.atomic
def record_recognition(
    *, right_holder: RightHolder, policy: Policy, object_kind: str, object_label: str, result: str, body: str,
    paper_number: str, decided_on: date, grounds: str, by: Officer, at: datetime,
    areas: Mapping[str, str] | None = None,
) -> FactVersion:  # fmt: skip
    """Record what the competent body decided of an unregistered building, and put it into a new version of the facts:
    the result into 认定, and ``areas`` into the object's figures that follow from it.

    Raises WrongStateError where there is no such object or result, FactsError where the policy cannot take them.
    """
    require(by, Verb.RECOGNISE, on=local_day(at),
            project=right_holder.project.number, township=right_holder.township.code)  # fmt: skip
    right_holder = _locked(right_holder)
    require_policy(right_holder.project, policy)
    if not (body.strip() and paper_number.strip() and grounds.strip()):
        raise WrongStateError("认定机关、文号和理由都要填写。")
    if decided_on > local_day(at):
        raise WrongStateError(f"认定日期 {decided_on} 还没有到；请核对日期。")
    _, raw = current_facts(right_holder)
    changes = _recognised(policy, object_kind, result, areas or {})
    facts = _with_changes(policy, raw, object_kind, object_label, changes)
    Recognition.objects.create(
        right_holder=right_holder, object_kind=object_kind, object_label=object_label, result=result,
        body=body.strip(), paper_number=paper_number.strip(), decided_on=decided_on, grounds=grounds.strip(),
        recorded_by=by, recorded_at=at,
    )  # fmt: skip
    (version,) = add_versions(
        [entry(right_holder, facts, policy)], cause=f"认定：{paper_number.strip()}", by=by, at=at, even_unchanged=True
    )
    _record_version(version, Verb.RECOGNISE, by, at, kind=object_kind, result=result, paper=paper_number.strip())
    return version


def entry(right_holder: RightHolder, facts: RawFacts, policy: Policy) -> Entry:
    """Facts held against the policy, whatever cannot be taken raised as FactsError."""
    raw = normal(facts)
    read: Facts = typed(right_holder, raw, policy)
    return Entry.of(right_holder, raw, counts_of(policy, read))


def add_versions(
    entries: Collection[Entry], *, cause: str, by: Officer, at: datetime, import_key: str = "",
    even_unchanged: bool = False,
) -> list[FactVersion]:  # fmt: skip
    """The next version of each, in the caller's transaction, its right holders locked; those whose facts are the same
    as before are passed over."""
    last = last_versions([one.right_holder for one in entries])
    made = []
    for one in entries:
        before = last.get(one.right_holder.pk)
        if even_unchanged or before is None or before.digest != one.digest:
            made.append(FactVersion(
                right_holder=one.right_holder, version=before.version + 1 if before else 1,
                facts=one.facts, digest=one.digest, cause=cause.strip(), entered_by=by,
                entered_at=at, import_key=import_key, **asdict(one.counts),
            ))  # fmt: skip
    return FactVersion.objects.bulk_create(made)


def last_versions(right_holders: Collection[RightHolder]) -> dict[int, FactVersion]:
    """The last version of each, withdrawn or not, by the right holder's key. The facts themselves stay sealed."""
    rows = FactVersion.objects.filter(right_holder__in=right_holders).defer("facts").order_by("version")
    return {version.right_holder_id: version for version in rows}


def _locked(right_holder: RightHolder) -> RightHolder:
    """The row as it is now, held until the transaction ends."""
    rows = RightHolder.objects.select_related("project", "township").select_for_update(of=("self",))
    return rows.get(pk=right_holder.pk)


def _record_version(version: FactVersion, verb: str, by: Officer, at: datetime, **more: str) -> None:
    record(by=by, at=at, verb=verb, about=label(version.right_holder),
           detail={"version": version.version, "digest": version.digest, **more})  # fmt: skip


def _recognised(policy: Policy, kind: str, result: str, areas: Mapping[str, str]) -> dict[str, str]:
    """What a decision changes: 认定, and figures."""
    fields = policy.objects[kind].fields if kind in policy.objects else {}
    asked = fields["认定"].kind if "认定" in fields else None
    choices = asked.choices or frozenset() if isinstance(asked, Text) else frozenset()
    if result not in choices:
        known = "、".join(fields["认定"].choices) if choices else "无"
        raise WrongStateError(f"“{kind}”的认定结果没有“{result}”；可选：{known}。")
    for name in areas:
        if name not in fields or not isinstance(fields[name].kind, Number):
            raise WrongStateError(f"认定只能一并改“{kind}”的面积，不能改“{name}”。")
    return {"认定": result, **areas}


def _with_changes(
    policy: Policy, raw: RawFacts, kind: str, wanted: str, changes: Mapping[str, str]
) -> dict[str, list[dict[str, str]]]:
    facts = {name: [dict(one) for one in objects] for name, objects in raw.items()}
    named = policy.objects[kind].label
    found = [one for one in facts.get(kind, []) if one.get(named) == wanted]
    if len(found) != 1:
        raise WrongStateError(f"现行事实里没有{kind}“{wanted}”；请核对称呼。")
    found[0].update(changes)
    return facts
