"""The long works of the office itself."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings

from oneruler.office.fields import seal
from oneruler.office.queries import audit_breaks, audit_head
from oneruler.web.backup.making import make_daily_backup
from oneruler.web.files import refused_by_the_disk
from oneruler.web.jobs.heads import exported_heads
from oneruler.web.jobs.task import Task

log = logging.getLogger(__name__)
_TOLD = 50  # so many breaks are kept with the job


def verify_trail(task: Task) -> dict[str, Any]:
    """Walk the audit trail from its first entry to its last, and compare it with the ends that were written out."""
    task.beat(0, audit_head()[0])
    found = list(audit_breaks(heads=exported_heads(settings.VAR / "heads"), walked=task.beat))
    if found:
        log.error("操作记录有 %s 处不符，第一处：%s", len(found), found[0])
    return {"entries": task.total, "breaks": len(found), "first": found[:_TOLD]}


def backup(task: Task) -> dict[str, Any]:
    """Back up into the folder that the settings name; never where a job's row says."""
    name = str(task.parameters.get("name", ""))
    with refused_by_the_disk("备份"):
        made = make_daily_backup(settings.BACKUPS, name, seal=seal(), at=task.now(), beat=task.beat)
    return {"file": made.path.name, "bytes": made.size, "entries": made.head, "missing": made.missing}
