"""The list of households in sight, and one page for each."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from oneruler.base.fen import Fen, print_yuan
from oneruler.compensation.queries import latest_check, sheet_beside_agreement
from oneruler.compensation.timeline import timeline
from oneruler.office.roles import Verb
from oneruler.projects.queries import visible_projects
from oneruler.survey.queries import find_by_identity, find_by_name, visible_right_holders
from oneruler.web import clock
from oneruler.web.desk.asked import address_with, key_of
from oneruler.web.desk.households.listing import listed
from oneruler.web.desk.households.opened import checks_of, facts_of, open_sheet, standing_of
from oneruler.web.posts import need, signed_in

if TYPE_CHECKING:
    from oneruler.survey.models import RightHolder

PAGE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def households(request: HttpRequest) -> HttpResponse:
    """Households in sight, by project and number. Who is sought by name or identity number is asked for with POST, so
    that neither stands in an address."""
    need(request, Verb.SEE_HOUSEHOLDS)
    today, officer = clock.today(), signed_in(request)
    seen = visible_right_holders(officer, today)
    words = request.POST.get("words", "").strip()
    of = key_of(request.GET.get("project", ""))
    projects = visible_projects(officer, today)
    rows = _sought(request, seen, words) if words else seen if of is None else seen.filter(project=of)
    after = key_of(request.GET.get("after", ""))
    found = rows.order_by("pk").select_related("project", "township", "vacating")
    page = list((found.filter(pk__gt=after) if after is not None and not words else found)[: PAGE + 1])
    context = {
        "rows": listed(page[:PAGE], officer, today), "words": words, "of": of,
        "projects": projects.order_by("number").only("pk", "name")[:200],
        "count": None if words else rows.count(), "cut": bool(words) and len(page) > PAGE,
        "more": address_with(request, after=str(page[PAGE - 1].pk)) if len(page) > PAGE and not words else "",
        "first": address_with(request, after="") if after is not None else "",
    }  # fmt: skip
    return render(request, "desk/households/households.html", context)


def _sought(request: HttpRequest, seen: QuerySet[RightHolder], words: str) -> QuerySet[RightHolder]:
    """By number, by full name or by identity number."""
    officer, today = signed_in(request), clock.today()
    by_digest = (find_by_name(officer, today, words), find_by_identity(officer, today, words))
    keys = {pk for rows in by_digest for pk in rows.values_list("pk", flat=True)[: PAGE + 1]}
    keys |= set(seen.filter(number__iexact=words).values_list("pk", flat=True)[: PAGE + 1])
    return seen.filter(pk__in=keys)


@never_cache
@require_safe
def household(request: HttpRequest, number: int) -> HttpResponse:
    """One household; the same 404 for one out of sight as for one that does not exist."""
    today, officer = clock.today(), signed_in(request)
    seen = visible_right_holders(officer, today).select_related("project", "township", "vacating")
    holder = seen.filter(pk=number).first()
    if holder is None:
        raise Http404("no such household, or out of sight")
    sheets = list(holder.sheets.defer("inputs").order_by("-version"))
    asked = key_of(request.GET.get("sheet", ""))
    chosen = next((one for one in sheets if one.version == asked), sheets[0] if sheets else None)
    vacating = getattr(holder, "vacating", None)
    agreements = list(holder.agreements.order_by("pk").select_related("sheet"))
    context = {
        "holder": holder, "project": holder.project, "facts": facts_of(holder),
        "seen_project": visible_projects(officer, today).filter(pk=holder.project_id).exists(),
        "sheets": sheets, "chosen": chosen, "opened": open_sheet(chosen) if chosen is not None else None,
        "agreements": [(one, print_yuan(Fen(one.amount_fen))) for one in agreements],
        "owed": print_yuan(Fen(sum(one.amount_fen for one in agreements))), "comparison": sheet_beside_agreement(holder) if agreements and sheets else None,
        "standing": standing_of(holder, sheets, agreements), "recognitions": holder.recognitions.order_by("decided_on"),
        "checks": checks_of(holder), "latest_check": latest_check(holder.project),
        "boards": holder.project.publications.filter(sheets__right_holder=holder).distinct().order_by("round"),
        "events": timeline(holder), "vacating": vacating,
        "demolished": f"{Decimal(vacating.demolished_e2).scaleb(-2):,}" if vacating is not None else "",
    }  # fmt: skip
    return render(request, "desk/households/household.html", context)
