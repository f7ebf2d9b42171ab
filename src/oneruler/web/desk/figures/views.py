"""A figure and the rows that it rests on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from oneruler.base.measuring import DeclaredMeasure, DeclaredRate, MeasureError
from oneruler.office.roles import Verb
from oneruler.projects.queries import visible_projects
from oneruler.web import clock
from oneruler.web.desk.asked import address_with, day_of, key_of
from oneruler.web.desk.figures.asking import Asking, queryset
from oneruler.web.desk.figures.rows import printed, show
from oneruler.web.posts import need, signed_in

PAGE = 100


@never_cache
@require_safe
def rows(request: HttpRequest, name: str) -> HttpResponse:
    """The value, its rows page by page, and that they add up to it."""
    need(request, Verb.SEE_PROJECTS, Verb.SEE_FUNDS, Verb.SEE_PERFORMANCE)
    today = clock.today()
    on = day_of(request.GET.get("on", "")) or today
    of = {key: value for key, value in request.GET.dict().items() if key not in ("on", "after") and value}
    asking = Asking(signed_in(request), today=today, on=on)
    try:
        need(request, asking.verb(name, **of))
        figure = asking.figure(name, **of)
        measure = asking.measure(name, of)
    except (MeasureError, ValueError) as error:
        raise Http404(str(error)) from None
    context: dict[str, object] = {
        "figure": figure, "on": on, "said": _said(request, of, today),
        "everything": asking.everything,
    }  # fmt: skip
    if isinstance(measure, DeclaredRate):
        context["value"] = figure.printed()
        context["parts"] = [asking.opening(one.name, **_known(one, of)) for one in (measure.part, measure.whole)]
    else:
        context |= _page(request, measure, of, on, today)
        context["value"] = printed(int(Decimal(figure.value).scaleb(measure.scale)), measure.unit, measure.scale)
        context["agrees"] = context["value"] == context["total"]
    return render(request, "desk/figures/rows.html", context)


def _page(
    request: HttpRequest, measure: DeclaredMeasure, of: dict[str, str], on: date, today: date
) -> dict[str, object]:
    counted, column = queryset(measure, of, on), measure.counted(of, on)[1]
    keys = counted.order_by("pk").values_list("pk", flat=True)
    after = key_of(request.GET.get("after", ""))
    page = list((keys.filter(pk__gt=after) if after is not None else keys)[: PAGE + 1])
    shown = show(
        counted.filter(pk__in=page[:PAGE]).order_by("pk"), column, unit=measure.unit, scale=measure.scale,
        officer=signed_in(request), today=today,
    )  # fmt: skip
    total = int(counted.order_by().aggregate(sum=Sum(column))["sum"] or 0) if column else counted.count()
    return {
        "shown": shown, "summed": column is not None, "total": printed(total, measure.unit, measure.scale),
        "whole": len(page) <= PAGE and after is None,
        "more": address_with(request, after=str(page[PAGE - 1])) if len(page) > PAGE else "",
        "first": address_with(request, after="") if after is not None else "",
    }  # fmt: skip


def _known(measure: DeclaredMeasure, of: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in of.items() if key in (*measure.needs, *measure.takes)}


def _said(request: HttpRequest, of: dict[str, str], today: date) -> list[tuple[str, str, str]]:
    """What it was asked of: name, words, address. Raises Http404 for a project out of sight, or none."""
    said = [("年度", of["year"], "")] if "year" in of else []
    if "project" in of:
        found = visible_projects(signed_in(request), today).filter(number=of["project"]).first()
        if found is None:
            raise Http404("no such project, or out of sight")
        said.append(("项目", found.name, reverse("projects:project", args=[found.pk])))
    return said + [(key, value, "") for key, value in of.items() if key not in ("year", "project")]
