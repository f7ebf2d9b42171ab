"""操作记录: who did what, when, to what; only for the audit administrator. Only ever read here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from oneruler.base.dates import SHANGHAI
from oneruler.office.queries import audit_head, people, trail
from oneruler.office.roles import Verb
from oneruler.web.posts import need

if TYPE_CHECKING:
    from oneruler.office.models import AuditEntry

PAGE = 50


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The trail, the latest first, by person, day and thing; one page begins where the last one ended."""
    need(request, Verb.SEE_AUDIT_TRAIL)
    asked = request.GET
    everyone = list(people())
    names = {f"office.officer:{one.pk}": one.display_name for one in everyone}
    day = _day(asked.get("day", ""))
    start = None if day is None else datetime.combine(day, time(), SHANGHAI)
    found = trail(
        by=_number(asked.get("by", "")), start=start, end=None if start is None else start + timedelta(days=1),
        about=_about(asked), before=_number(asked.get("before", "")),
    )  # fmt: skip
    entries = list(found[: PAGE + 1])
    head = audit_head()
    context = {
        "rows": [_row(entry, names) for entry in entries[:PAGE]], "people": everyone, "kinds": _kinds(), "asked": asked,
        "older": _again(asked, before=entries[PAGE - 1].sequence) if len(entries) > PAGE else "",
        "latest": _again(asked) if "before" in asked else "", "count": head[0], "digest": head[1],
    }  # fmt: skip
    return render(request, "system/trail.html", context)


def _row(entry: AuditEntry, names: Mapping[str, str]) -> dict[str, Any]:
    """An entry as the page shows it."""
    kind, _, number = entry.about.partition(":")
    label = _kinds().get(kind)
    detail = json.loads(entry.detail)
    return {
        "entry": entry, "kind": kind if label else "", "number": number,
        "about": names.get(entry.about, f"{label} {number}" if label else entry.about),
        "detail": [(key, value) for key, value in detail.items() if value not in {"", None}]
        if all(isinstance(value, str | int | None) for value in detail.values())
        else [("", entry.detail)],
    }  # fmt: skip


def _kinds() -> dict[str, str]:
    """What the trail can tell of, by the first part of its labels, in officers' words."""
    ours = (model for model in apps.get_models() if model.__module__.startswith("oneruler."))
    return {model._meta.label_lower: str(model._meta.verbose_name) for model in ours}


def _about(asked: Mapping[str, str]) -> str:
    kind, number = asked.get("kind", ""), asked.get("number", "").strip()
    return f"{kind}:{number}" if kind else ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _again(asked: Mapping[str, str], **more: int) -> str:
    """The address of this page with the same filters."""
    kept = {name: asked[name] for name in ("by", "day", "kind", "number") if asked.get(name)}
    return "?" + urlencode(kept | more)
