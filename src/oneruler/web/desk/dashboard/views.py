"""The first page after sign-in: plan against done, signing by day, what is due and what is late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from oneruler.office.roles import Verb
from oneruler.projects.procedure import State, StepState
from oneruler.projects.queries import step_states_of, visible_projects
from oneruler.web import clock
from oneruler.web.desk.asked import day_of, year_of
from oneruler.web.desk.charts import share
from oneruler.web.desk.figures.asking import Asking, Opening
from oneruler.web.desk.progress import signing_chart, standings
from oneruler.web.posts import need, signed_in

if TYPE_CHECKING:
    from oneruler.projects.models import Project

_PLAN = (
    ("项目", "完成项目", "计划项目", "已交地"),
    ("征地", "交地面积", "计划征地", "已交地"),
    ("房屋", "拆除面积", "计划房屋", "已拆除"),
    ("户数", "签约户数", "计划户数", "已签约"),
)
_BESIDES = ("立项项目", "公示户数", "协议补偿额", "腾房户数", "自查户数", "自查不符户数")
_LISTED = 8
_LONG = 12


@dataclass(frozen=True, slots=True)
class Planned:
    """One measure of the year: what was done, of what was planned."""

    name: str
    word: str
    done: Opening
    plan: Opening
    percent: int


@dataclass(frozen=True, slots=True)
class Duty:
    """A step that somebody must see to, with how many days it is from its last day."""

    project: Project
    state: StepState
    days: int | None


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The year as it stood on a day; ``?year=`` and ``?on=`` ask for another."""
    need(request, Verb.SEE_PROJECTS)
    today, officer = clock.today(), signed_in(request)
    plans = Asking(officer, today=today, on=today)
    years = sorted(plans.rows("计划项目").order_by().values_list("plan__year", flat=True).distinct(), reverse=True)
    asked = day_of(request.GET.get("on", ""))
    year = year_of(request.GET.get("year", "")) or (asked or today).year
    if "year" not in request.GET and asked is None and years and year not in years:
        year = years[0]
    on = asked or (today if year == today.year else date(year, 12, 31))
    asking = Asking(officer, today=today, on=on)
    planned = _planned(asking, str(year))
    projects = list(
        visible_projects(officer, today)
        .filter(opened_on__lte=on)
        .select_related("township")
        .order_by("-opened_on", "number")
    )
    late, due = _duties(projects, on)
    shown = standings(asking, projects[:_LISTED])
    context = {
        "year": year, "years": years if year in years else sorted({*years, year}, reverse=True), "on": on, "today": today,
        "planned": planned, "empty": not projects and not years,
        "chart": signing_chart(asking, year=str(year)),
        "besides": asking.openings(_BESIDES, year=str(year)),
        "late": late[:_LONG], "due": due[:_LONG], "late_count": len(late), "due_count": len(due),
        "shown": shown, "count": len(projects), "everything": asking.everything,
        "on_query": f"?on={on}" if on != today else "",
    }  # fmt: skip
    return render(request, "desk/dashboard/page.html", context)


def _planned(asking: Asking, year: str) -> list[Planned]:
    found = []
    for name, done, plan, word in _PLAN:
        part, whole = asking.opening(done, year=year), asking.opening(plan, year=year)
        percent = share(int(part.figure.decimal * 10_000), int(whole.figure.decimal * 10_000))
        found.append(Planned(name, word, part, whole, percent))
    return found


def _duties(projects: Iterable[Project], on: date) -> tuple[list[Duty], list[Duty]]:
    """What is late (or was passed over), and what is to be done by the end of the week or waits for nothing more."""
    week = on + timedelta(days=6 - on.weekday())
    late, due = [], []
    known = {one.pk: one for one in projects}
    for pk, states in step_states_of(known.values(), on).items():
        for state in states:
            days = (state.latest - on).days if state.latest is not None else None
            if state.state in (State.LATE, State.MISSING):
                late.append(Duty(known[pk], state, days))
            elif state.state is State.DUE and (state.latest is None or state.latest <= week):
                due.append(Duty(known[pk], state, days))
            elif state.state is State.DONE and state.ends_on is not None and on <= state.ends_on <= week:
                due.append(Duty(known[pk], state, (state.ends_on - on).days))
    far = 10_000
    return (
        sorted(late, key=lambda one: (far if one.days is None else one.days, one.project.number)),
        sorted(due, key=lambda one: (far if one.days is None else one.days, one.project.number)),
    )
