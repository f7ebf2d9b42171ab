"""Right holders: registered many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from oneruler.base.dates import local_day
from oneruler.office.acting import label, record, require
from oneruler.office.errors import WrongStateError
from oneruler.office.fields import search_digest
from oneruler.office.roles import Verb
from oneruler.projects.queries import locked
from oneruler.survey.models import RightHolder
from oneruler.survey.queries import IDENTITY, NAME

if TYPE_CHECKING:
    from oneruler.office.models import Officer, Region
    from oneruler.projects.models import Project


@dataclass(frozen=True, slots=True)
class HolderRow:
    """One right holder as it is registered. ``root`` is its kind in the policy (户, 集体 …)."""

    number: str
    kind: str
    root: str
    township: Region
    name: str
    identity_number: str = ""
    telephone: str = ""
    address: str = ""


@transaction.atomic
def register_right_holders(
    *, project: Project, rows: Sequence[HolderRow], by: Officer, at: datetime
) -> list[RightHolder]:
    """Register many at once, or none. Raises WrongStateError with every row that cannot be."""
    on = local_day(at)
    for township in {row.township.code for row in rows} or {""}:
        require(by, Verb.REGISTER_HOLDERS, on=on, project=project.number, township=township)
    project = locked(project)
    taken = set(project.right_holders.values_list("number", flat=True))
    faults: list[str] = []
    for row in rows:
        number = row.number.strip()
        if not number or not row.name.strip() or row.kind not in RightHolder.Kind.values or not row.root:
            faults.append(f"户号“{number}”：户号、姓名或名称、种类、主体都要填写")
        elif number in taken:
            faults.append(f"户号“{number}”不能用，请换一个，或交审核岗核对")
        taken.add(number)
    if faults:
        raise WrongStateError("；".join(faults) + "。没有登记任何一户。")
    holders = RightHolder.objects.bulk_create(_holder(project, row, by, at) for row in rows)
    record(by=by, at=at, verb=Verb.REGISTER_HOLDERS, about=label(project),
           detail={"numbers": [holder.number for holder in holders]})  # fmt: skip
    return holders


def _holder(project: Project, row: HolderRow, by: Officer, at: datetime) -> RightHolder:
    identity = row.identity_number.strip()
    return RightHolder(
        project=project, number=row.number.strip(), kind=row.kind, root=row.root, township=row.township,
        name=row.name.strip(), name_digest=search_digest(row.name, about=NAME),
        identity_number=identity, identity_digest=search_digest(identity, about=IDENTITY) if identity else "",
        telephone=row.telephone.strip(), address=row.address.strip(), registered_by=by, registered_at=at,
    )  # fmt: skip
