"""The list of projects, and one project with its steps, its right holders and its papers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from oneruler.compensation.queries import latest_check
from oneruler.office.roles import Verb
from oneruler.projects.procedure import State, StepState
from oneruler.projects.queries import payment_gate, stage, stages, step_states, visible_projects
from oneruler.web import clock
from oneruler.web.desk.asked import address_with, day_of
from oneruler.web.desk.figures.asking import Asking
from oneruler.web.desk.households.listing import listed
from oneruler.web.desk.progress import print_mu, signing_chart, standings
from oneruler.web.desk.texts import policy_of
from oneruler.web.posts import may, need, signed_in

if TYPE_CHECKING:
    from oneruler.projects.models import Project

PAGE = 50
_FIGURES = (
    "应签约户数", "签约户数", "签约率", "公示户数", "合法建筑面积", "补偿测算额", "协议补偿额", "腾房户数", "拆除面积", "交地面积",
)  # fmt: skip
_SHOWN = {"": "全部", "unsigned": "未签约", "signed": "已签约", "vacated": "已腾房"}


@never_cache
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """Projects in sight, by number; filters stand in the address."""
    need(request, Verb.SEE_PROJECTS)
    today, officer = clock.today(), signed_in(request)
    seen = visible_projects(officer, today)
    on = day_of(request.GET.get("on", "")) or today
    asked = {name: request.GET.get(name, "") for name in ("stage", "kind", "township", "year", "on")}
    everyone = sorted(seen.select_related("township"), key=lambda one: one.number)
    at = stages(everyone, on)
    found = [
        one
        for one in everyone
        if (not asked["stage"] or at[one.pk] == asked["stage"])
        and (not asked["kind"] or one.kind == asked["kind"])
        and (not asked["township"] or one.township.code == asked["township"])
        and (not asked["year"] or str(one.opened_on.year) == asked["year"])
    ]
    after = request.GET.get("after", "")
    page = [one for one in found if one.number > after][: PAGE + 1]
    asking = Asking(officer, today=today, on=on)
    context = {
        "on_query": f"?on={on}" if on != today else "",
        "rows": standings(asking, page[:PAGE]), "found": len(found), "count": len(everyone), "on": on,
        "filters": _filters(request, asked, seen, everyone, set(at.values())),
        "more": address_with(request, after=page[PAGE - 1].number) if len(page) > PAGE else "",
        "first": address_with(request, after="") if after else "",
    }  # fmt: skip
    return render(request, "desk/projects/projects.html", context)


def _filters(
    request: HttpRequest, asked: dict[str, str], seen: QuerySet[Project], everyone: list[Project], at: set[Any]
) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Each filter with its choices: words, address, whether chosen. Only what some project has is offered."""
    model = seen.model
    choices = {
        "stage": ("阶段", [(one.value, str(one.label)) for one in model.Stage if one in at]),
        "kind": (
            "性质",
            [(value, str(words)) for value, words in model.Kind.choices if any(p.kind == value for p in everyone)],
        ),
        "township": ("乡镇", sorted({(one.township.code, one.township.name) for one in everyone})),
        "year": ("立项", sorted({(str(one.opened_on.year),) * 2 for one in everyone}, reverse=True)),
    }
    found = []
    for name, (label, offered) in choices.items():
        if len(offered) > 1 or asked[name]:
            kept = {key: value for key, value in asked.items() if value and key != name}
            options = [("全部", "?" + urlencode(kept), not asked[name])]
            options += [
                (words, "?" + urlencode({**kept, name: value}), asked[name] == value) for value, words in offered
            ]
            found.append((label, options))
    return found


@never_cache
@require_safe
def project(request: HttpRequest, number: int) -> HttpResponse:
    """One project as it stands; the same 404 for one out of sight as for one that does not exist."""
    today, officer = clock.today(), signed_in(request)
    seen = visible_projects(officer, today)
    of = seen.select_related("township", "opened_by").filter(pk=number).first()
    if of is None:
        raise Http404("no such project, or out of sight")
    on = day_of(request.GET.get("on", "")) or today
    asking = Asking(officer, today=today, on=on)
    states, at = step_states(of, on), stage(of, on)
    papers = {one.step: one for one in of.steps_done.all()}
    order = list(seen.model.Stage)
    openings = asking.openings(_FIGURES, project=of.number)
    goal = next((int(one.figure.value) for one in openings if one.figure.measure.name == "应签约户数"), 0)
    handovers = list(of.handovers.filter(handed_over_on__lte=on).order_by("handed_over_on", "pk"))
    context = {
        "project": of, "stage": at, "on": on, "today": today,
        "stages": [(one, order.index(one) < order.index(at), one == at) for one in order],
        "steps": [_step(one, papers.get(one.step.code)) for one in states],
        "attention": [one for one in states if one.state in (State.LATE, State.MISSING)],
        "next": [one for one in states if one.state is State.DUE],
        "policy": policy_of(of.policy, of.policy_digest),
        "gate": payment_gate(of, on), "openings": openings,
        "chart": signing_chart(asking, goal=goal, project=of.number),
        "publications": of.publications.filter(first_day__lte=on).annotate(count=Count("sheets")).order_by("round"),
        "handovers": [(one, print_mu(one.area_mu_e4)) for one in handovers],
        "handed": print_mu(sum(one.area_mu_e4 for one in handovers)),
        "tasks": [(one, print_mu(one.land_mu_e4), f"{Decimal(one.building_e2).scaleb(-2):,}") for one in of.tasks.select_related("plan")],
        "check": latest_check(of), "may_households": may(request, [Verb.SEE_HOUSEHOLDS]),
        **_holders(request, of),
    }  # fmt: skip
    return render(request, "desk/projects/project.html", context)


def _step(state: StepState, paper: object) -> dict[str, object]:
    """A step with its paper, if it was passed."""
    done = state.state is State.DONE
    return {"state": state, "done": paper if done else None, "quiet": state.state in (State.WAITING, State.OPTIONAL)}


def _holders(request: HttpRequest, of: Project) -> dict[str, object]:
    """A page of the project's right holders."""
    asked = request.GET.get("show", "")
    rows = of.right_holders.all()
    counts = {
        "": rows.count(), "signed": rows.filter(agreements__supplements=None, agreements__isnull=False).count(),
        "vacated": rows.filter(vacating__isnull=False).count(),
    }  # fmt: skip
    counts["unsigned"] = counts[""] - counts["signed"]
    if asked == "signed":
        rows = rows.filter(agreements__supplements=None, agreements__isnull=False)
    elif asked == "unsigned":
        rows = rows.filter(agreements__isnull=True)
    elif asked == "vacated":
        rows = rows.filter(vacating__isnull=False)
    after = request.GET.get("after", "")
    rows = rows.filter(number__gt=after) if after else rows
    page = list(rows.order_by("number").select_related("township", "vacating")[: PAGE + 1])
    return {
        "holders": listed(page[:PAGE], signed_in(request), clock.today()),
        "shows": [(words, address_with(request, show=key, after="") + "#holders", counts[key], key == asked) for key, words in _SHOWN.items()],
        "more": address_with(request, after=page[PAGE - 1].number) + "#holders" if len(page) > PAGE else "",
        "first": address_with(request, after="") + "#holders" if after else "",
    }  # fmt: skip
