"""The shelf, a document, and its worked cases."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from oneruler.base.fen import print_yuan
from oneruler.policy.cases.running import CaseReport, CaseResult
from oneruler.policy.faults import PackError
from oneruler.policy.model import CutOff, Rule, Status
from oneruler.web.desk.policies import library
from oneruler.web.desk.policies.library import Unreadable, Volume


@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """All documents, by region; ``?region=`` and ``?status=`` narrow them."""
    found = library.shelf()
    volumes = [one for one in found if isinstance(one, Volume)]
    region, status = request.GET.get("region", ""), request.GET.get("status", "")
    shown = [
        one
        for one in volumes
        if (not region or one.policy.region == region) and (not status or one.policy.status == status)
    ]
    regions = list(dict.fromkeys(one.policy.region for one in sorted(volumes, key=lambda one: one.policy.region)))
    context = {
        "regions": regions,
        "statuses": [one for one in Status if any(volume.policy.status is one for volume in volumes)],
        "region": region,
        "status": status,
        "groups": [
            (name, sorted(group, key=lambda one: one.policy.effective, reverse=True))
            for name in regions
            if (group := [one for one in shown if one.policy.region == name])
        ],
        "count": len(volumes),
        "unreadable": [one for one in found if isinstance(one, Unreadable)],
        "folder": settings.ONERULER_POLICIES,
    }
    return render(request, "desk/policies/shelf.html", context)


@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """One document with its rules and tables."""
    volume = library.volume(slug)
    context = {"volume": volume, "policy": volume.policy, "document": volume.document, **_kin(volume)}
    return render(request, "desk/policies/document.html", context)


@require_safe
def cases(request: HttpRequest, slug: str) -> HttpResponse:
    """The worked cases, run now; ``?show=failed`` leaves out those that agree."""
    volume = library.volume(slug)
    context = {"volume": volume, "policy": volume.policy, "document": volume.document, **_kin(volume)}
    try:
        context |= _report(volume.report)
    except PackError as error:
        context["faults"] = error.faults
    return render(request, "desk/policies/cases.html", context)


def _report(report: CaseReport) -> dict[str, object]:
    rows, sides = report.coverage.untouched_rows(), report.coverage.untouched_sides()
    priced, all_sides = report.coverage.priced_rows(), report.coverage.all_sides()
    tables = report.coverage.policy.tables
    return {
        "results": [_result(result) for result in report.results],
        "failed": len(report.failed),
        "agreed": len(report.results) - len(report.failed),
        "rows": [(name, tables[name].row_words(rate), rate) for name, rate in rows],
        "priced": priced,
        "rows_used": priced - len(rows),
        "sides": [_side(rule, words, side) for rule, words, side in sides],
        "all_sides": all_sides,
        "sides_taken": all_sides - len(sides),
    }


def _side(rule: Rule | CutOff, words: str, side: str) -> dict[str, object]:
    if isinstance(rule, CutOff):
        return {"name": f"截止日（{rule.owner}）", "words": words, "side": side, "place": rule.condition.place}
    return {"name": rule.name, "words": words, "side": side, "place": rule.place}


def _result(result: CaseResult) -> dict[str, object]:
    case = result.case
    return {
        "case": case,
        "differences": result.differences,
        "facts": [(kind, [list(row.items()) for row in rows]) for kind, rows in case.facts.items() if rows],
        "amounts": _flat(case.amounts),
        "quantities": _flat(case.quantities),
        "payees": _flat(case.payees),
        "dues": _flat(case.dues),
        "total": print_yuan(result.sheet.total) if result.sheet is not None else "",
    }


def _flat(expected: Mapping[str, Mapping[str, object]]) -> list[tuple[str, str, str]]:
    """What a case expects, one line each: name, object, what."""
    return [
        (name, label, f"{what:,}" if isinstance(what, Decimal) else str(what))
        for name, by_object in expected.items()
        for label, what in by_object.items()
    ]


def _kin(volume: Volume) -> dict[str, object]:
    """The documents before and after this one."""
    others = [one for one in library.relatives(volume) if one is not volume.policy]
    return {
        "older": [one for one in others if one.effective <= volume.policy.effective],
        "newer": [one for one in others if one.effective > volume.policy.effective],
    }
