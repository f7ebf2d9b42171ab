"""Compute sheets. Any number of versions may stand; none is edited."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from oneruler.base.dates import local_day
from oneruler.compensation.facts import compute, digest_of_inputs, inputs_of, kept_lines, lines_of
from oneruler.compensation.lines import Line
from oneruler.compensation.models import Sheet, SheetLine
from oneruler.compensation.queries import current_sheets_of, published_sheets_of
from oneruler.compensation.ruler import objection
from oneruler.office.acting import label, record, require
from oneruler.office.errors import WrongStateError
from oneruler.office.roles import Verb
from oneruler.policy.faults import FactsError, RefusalToCompute
from oneruler.policy.model import Policy
from oneruler.policy.sheet import CompensationSheet
from oneruler.projects.facts import require_policy
from oneruler.projects.queries import locked

if TYPE_CHECKING:
    from oneruler.office.models import Officer
    from oneruler.projects.models import Project
    from oneruler.survey.models import FactVersion, RightHolder


@dataclass(frozen=True, slots=True)
class Computed:
    """What a computation of many came to: new sheets, 户号 with nothing new, and why others were refused."""

    sheets: tuple[Sheet, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A computed sheet ready to be kept."""

    right_holder: RightHolder
    version: int
    fact_version: FactVersion
    words: str
    digest: str
    sheet: CompensationSheet
    lines: tuple[Line, ...]


@transaction.atomic
def compute_sheet(
    *, right_holder: RightHolder, policy: Policy, cause: str, by: Officer, at: datetime, cause_paper: str = ""
) -> Sheet:
    """The next sheet of a right holder, from its current facts.

    Raises FactsError or RefusalToCompute with every reason, NoFactsError, WrongStateError where nothing changes or
    where 只做减法 is broken.
    """
    require(by, Verb.COMPUTE_SHEET, on=local_day(at),
            project=right_holder.project.number, township=right_holder.township.code)  # fmt: skip
    project = locked(right_holder.project)
    holders = list(project.right_holders.filter(pk=right_holder.pk))
    drafts = _Drafts(project, holders, policy, cause, cause_paper, at)
    draft = drafts.of(holders[0])
    if draft is None:
        raise WrongStateError("事实和适用文件都没有变，现行计算单仍然有效，不用重算。")
    (sheet,) = _keep([draft], cause=cause, cause_paper=cause_paper, by=by, at=at)
    record(by=by, at=at, verb=Verb.COMPUTE_SHEET, about=label(right_holder), detail=_told(sheet))
    return sheet


@transaction.atomic
def compute_sheets(
    *, project: Project, policy: Policy, cause: str, by: Officer, at: datetime, cause_paper: str = "",
    right_holders: Collection[RightHolder] | None = None,
) -> Computed:  # fmt: skip
    """The next sheets of all of a project who were surveyed, or of some. One that is refused does not hold up the
    others."""
    require(by, Verb.COMPUTE_SHEET, on=local_day(at), project=project.number, township=project.township.code)
    project = locked(project)
    rows = project.right_holders.all()
    if right_holders is not None:
        rows = rows.filter(pk__in=[one.pk for one in right_holders])
    drafts = _Drafts(project, list(rows), policy, cause, cause_paper, at)
    ready: list[_Draft] = []
    unchanged: list[str] = []
    refused: dict[str, str] = {}
    for holder in drafts.holders:
        try:
            draft = drafts.of(holder)
        except (WrongStateError, FactsError, RefusalToCompute) as error:
            refused[holder.number] = str(error)
            continue
        if draft is None:
            unchanged.append(holder.number)
        else:
            ready.append(draft)
    sheets = _keep(ready, cause=cause, cause_paper=cause_paper, by=by, at=at)
    record(by=by, at=at, verb=Verb.COMPUTE_SHEET, about=label(project),
           detail={"sheets": len(sheets), "total_fen": sum(sheet.total_fen for sheet in sheets), "policy": policy.slug,
                   "policy_digest": policy.digest, "cause": cause, "unchanged": len(unchanged),
                   "refused": sorted(refused)})  # fmt: skip
    return Computed(tuple(sheets), tuple(unchanged), refused)


class _Drafts:
    """What the sheets of some right holders of a locked project would be, all read at once."""

    def __init__(
        self, project: Project, holders: list[RightHolder], policy: Policy, cause: str, paper: str, at: datetime
    ) -> None:
        require_policy(project, policy)
        if not cause.strip():
            raise WrongStateError("计算补偿要写明原因，如“首次计算”“新证据”。")
        self.holders, self.policy, self.cause, self.paper, self.at = holders, policy, cause, paper, at
        self.inputs = inputs_of(holders)
        self.current = current_sheets_of(holders)
        self.published = published_sheets_of(holders)

    def of(self, holder: RightHolder) -> _Draft | None:
        """The next sheet; None where nothing changed. Raises."""
        if holder.pk not in self.inputs:
            raise WrongStateError(f"户号 {holder.number} 还没有录入调查事实；请先录入。")
        version, words = self.inputs[holder.pk]
        digest = digest_of_inputs(words, self.policy.digest)
        before = self.current.get(holder.pk)
        if before is not None and before.inputs_digest == digest:
            return None
        sheet = compute(words, self.policy, root=holder.root, on=local_day(self.at))
        lines = lines_of(sheet)
        shown = self.published.get(holder.pk)
        if shown is not None:
            words_against = objection(kept_lines(shown), lines, cause=self.cause, paper=self.paper)
            if words_against:
                raise WrongStateError(words_against)
        return _Draft(holder, before.version + 1 if before else 1, version, words, digest, sheet, lines)


def _keep(drafts: list[_Draft], *, cause: str, cause_paper: str, by: Officer, at: datetime) -> list[Sheet]:
    sheets = Sheet.objects.bulk_create(
        Sheet(
            right_holder=one.right_holder, version=one.version, fact_version=one.fact_version,
            policy=one.sheet.policy.slug, policy_number=one.sheet.policy.number, policy_digest=one.sheet.policy.digest,
            policy_status=one.sheet.policy.status.value, policy_day=one.sheet.day, inputs=one.words,
            inputs_digest=one.digest, total_fen=one.sheet.total, cause=cause.strip(), cause_paper=cause_paper.strip(),
            computed_by=by, computed_at=at,
        )
        for one in drafts
    )  # fmt: skip
    SheetLine.objects.bulk_create(
        SheetLine(
            sheet=sheet, position=position, item=line.item, object_kind=line.object_kind,
            object_label=line.object_label, payee=line.payee, payee_name=line.payee_name, article=line.article,
            worked=line.worked, amount_fen=line.amount, due_on=line.due_on, nature=line.nature.value,
        )
        for sheet, draft in zip(sheets, drafts, strict=True)
        for position, line in enumerate(draft.lines, 1)
    )  # fmt: skip
    return sheets


def _told(sheet: Sheet) -> dict[str, object]:
    return {"version": sheet.version, "total_fen": sheet.total_fen, "policy": sheet.policy,
            "policy_digest": sheet.policy_digest, "inputs": sheet.inputs_digest, "cause": sheet.cause,
            "paper": sheet.cause_paper}  # fmt: skip
