"""Facts of many right holders from one workbook: all or nothing, once a file, and taken back by versions that withdraw."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from oneruler.base.dates import local_day
from oneruler.office.acting import label, record, require
from oneruler.office.errors import WrongStateError
from oneruler.office.queries import scope_of
from oneruler.office.roles import Verb
from oneruler.office.sealing import sm3_hex
from oneruler.policy.model import Policy
from oneruler.projects.facts import require_policy, shared_facts
from oneruler.projects.queries import locked
from oneruler.survey.actions.entering import Entry, add_versions, last_versions
from oneruler.survey.counted import counts_of
from oneruler.survey.facts import normal
from oneruler.survey.imports import Imported, read_import
from oneruler.survey.models import FactVersion, RightHolder
from oneruler.survey.queries import within

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from oneruler.office.models import Officer
    from oneruler.projects.models import Project

_COUNTS = ("lawful_building_e2", "unlawful_building_e2", "buildings", "persons", "land_mu_e4")
_WITHDRAWN = "W-"
_KEY = re.compile(r"[0-9a-f]{40}-\d{1,6}")


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import came to. ``repeated``: this file was taken before, and nothing was done now."""

    key: str
    entered: int
    unchanged: int
    repeated: bool = False


def import_facts(
    *, project: Project, data: bytes, name: str, policy: Policy, by: Officer, at: datetime
) -> ImportResult:
    """Take the facts of all right holders in a workbook (one sheet an object kind, 户号 in the first column).

    It is read and held against the policy before the transaction. Taking the same file again does nothing, unless it
    was withdrawn. Raises ImportRefusedError with every faulty cell, WrongStateError, NotAllowedError.
    """
    holders = {holder.number: holder for holder in _reached(project, by, at)}
    require_policy(project, policy)
    digest = sm3_hex(data)[:40]
    if key := _taken(project, holders.values(), digest):
        return ImportResult(key, 0, 0, repeated=True)
    shared = shared_facts(project)
    read = read_import(data, name, policy, {number: holder.root for number, holder in holders.items()}, shared)
    entries = _entries(read, holders, policy)
    return _take(project, entries, policy, digest, name, by, at)


@transaction.atomic
def _take(
    project: Project, entries: list[Entry], policy: Policy, digest: str, name: str, by: Officer, at: datetime
) -> ImportResult:
    now = locked(project)
    if now.shared_facts != project.shared_facts:
        raise WrongStateError("导入时项目的共用事实刚被改动；请再导入一次。")
    require_policy(now, policy)
    holders = [one.right_holder for one in entries]
    _hold(holders)
    if key := _taken(project, holders, digest):
        return ImportResult(key, 0, 0, repeated=True)
    key = f"{digest}-{len(_keys(project, holders, digest)) + 1}"
    made = add_versions(entries, cause=f"导入：{name}"[:120], by=by, at=at, import_key=key)
    record(by=by, at=at, verb=Verb.ENTER_FACTS, about=label(project),
           detail={"import": key, "file": name, "entered": len(made), "numbers": [h.number for h in holders]})  # fmt: skip
    return ImportResult(key, len(made), len(entries) - len(made))


@transaction.atomic
def withdraw_import(*, project: Project, import_key: str, reason: str, by: Officer, at: datetime) -> list[FactVersion]:
    """Take an import back: each right holder gets a version with its facts from before, or with none.

    Raises WrongStateError where there is no such import, or where facts were entered on top of it since.
    """
    reached = _reached(project, by, at)
    if not reason.strip():
        raise WrongStateError("撤回导入要写明理由。")
    locked(project)
    imported = FactVersion.objects.filter(right_holder__in=reached, import_key=import_key)
    versions = list(imported.select_related("right_holder").order_by("right_holder"))
    if not _KEY.fullmatch(import_key) or not versions or _withdrawn(reached, import_key):
        raise WrongStateError("没有找到这次导入，或它已经撤回。")
    holders = [one.right_holder for one in versions]
    _hold(holders)
    last = last_versions(holders)
    if since := [one.right_holder.number for one in versions if last[one.right_holder.pk].version != one.version]:
        raise WrongStateError(f"户号 {'、'.join(since)} 在导入以后又录入过事实，不能整批撤回；请先逐户更正。")
    made = FactVersion.objects.bulk_create(_before(one, import_key, reason, by, at) for one in versions)
    record(by=by, at=at, verb="撤回导入", about=label(project),
           detail={"import": import_key, "reason": reason, "numbers": [holder.number for holder in holders]})  # fmt: skip
    return made


def _reached(project: Project, by: Officer, at: datetime) -> QuerySet[RightHolder]:
    """The project's right holders within the officer's reach. Raises NotAllowedError for who reaches none anywhere."""
    scope = scope_of(by, Verb.ENTER_FACTS, on=local_day(at))
    if not scope:
        require(by, Verb.ENTER_FACTS, on=local_day(at), project=project.number)
    return within(scope).filter(project=project)


def _hold(holders: Iterable[RightHolder]) -> None:
    """Lock their rows until the transaction ends, always in the same order."""
    rows = RightHolder.objects.select_for_update().filter(pk__in=[one.pk for one in holders])
    list(rows.order_by("pk").values_list("pk"))


def _entries(read: Mapping[str, Imported], holders: Mapping[str, RightHolder], policy: Policy) -> list[Entry]:
    return [
        Entry.of(holders[number], normal(one.raw), counts_of(policy, one.facts)) for number, one in sorted(read.items())
    ]


def _keys(project: Project, holders: Iterable[RightHolder], digest: str) -> list[str]:
    """The imports of one file that reached these right holders, first to last."""
    rows = FactVersion.objects.filter(
        right_holder__project=project, right_holder__in=holders, import_key__startswith=digest
    )
    return sorted(set(rows.values_list("import_key", flat=True)), key=lambda key: int(key.rpartition("-")[2]))


def _taken(project: Project, holders: Iterable[RightHolder], digest: str) -> str:
    """The key under which a file is in force; empty if it is not."""
    keys = _keys(project, holders, digest)
    return keys[-1] if keys and not _withdrawn(holders, keys[-1]) else ""


def _withdrawn(holders: Iterable[RightHolder], key: str) -> bool:
    return FactVersion.objects.filter(right_holder__in=holders, import_key=_WITHDRAWN + key).exists()


def _before(version: FactVersion, key: str, reason: str, by: Officer, at: datetime) -> FactVersion:
    """The version that withdraws another: what stood before it, or nothing."""
    holder = version.right_holder
    old = FactVersion.objects.filter(right_holder=holder, version=version.version - 1).first()
    return FactVersion(
        right_holder=holder, version=version.version + 1, facts=old.facts if old else "",
        digest=old.digest if old else "", cause=f"撤回导入：{reason.strip()}"[:120], entered_by=by, entered_at=at,
        import_key=_WITHDRAWN + key, **{name: getattr(old, name) if old else 0 for name in _COUNTS},
    )  # fmt: skip
