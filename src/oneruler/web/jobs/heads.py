"""Ends of the audit trail, written out once a day. Copied to another machine, they show that nothing was cut off or
written anew."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from oneruler.base.dates import local_day
from oneruler.office.queries import audit_head
from oneruler.web.files import write_whole


def export_head(folder: Path, *, at: datetime) -> bool:
    """Write the end of the trail for the day of ``at``; False where that is done already."""
    path = folder / f"{local_day(at).isoformat()}.json"
    if path.exists():
        return False
    sequence, digest = audit_head()
    words = {"at": at.isoformat(), "sequence": sequence, "digest": digest}
    write_whole(path, json.dumps(words, indent=1).encode())
    return True


def exported_heads(folder: Path) -> dict[int, str]:
    """The ends that were written out: digest by sequence. Of an empty trail there is none."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("????-??-??.json"))]
    return {head["sequence"]: head["digest"] for head in found if head["sequence"]}
