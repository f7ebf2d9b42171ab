"""人员岗位: the system administrator enrols and resets passwords, the security administrator appoints and locks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneruler.office import actions
from oneruler.office.errors import ActionError, OfficerError
from oneruler.office.queries import assignments, people, townships, waiting_until
from oneruler.office.roles import Role, Verb
from oneruler.web import clock
from oneruler.web.posts import may, need, signed_in
from oneruler.web.system.passwords import first_password

if TYPE_CHECKING:
    from oneruler.office.models import Officer

SEEING = (Verb.ENROL, Verb.APPOINT, Verb.LOCK)


@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Everyone, with the posts held today."""
    need(request, *SEEING)
    today = clock.today()
    everyone = list(people())
    waiting = waiting_until(everyone, at=clock.now())
    rows = [
        {
            "officer": officer, "waiting": waiting.get(officer.pk),
            "posts": [post for post in officer.assignments.all() if post.first <= today <= (post.last or today)],
        }
        for officer in everyone
    ]  # fmt: skip
    return render(request, "system/people.html", {"rows": rows, "may_enrol": may(request, [Verb.ENROL])})


@sensitive_variables()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """Enrol someone; the password for the first sign-in is shown once."""
    need(request, Verb.ENROL)
    if request.method != "POST":
        return render(request, "system/enrol.html")
    given = first_password()
    typed = {name: request.POST.get(name, "").replace("\0", "").strip()[:150] for name in ("username", "display_name")}
    try:
        if len(typed["display_name"]) > 40:
            raise OfficerError("姓名不超过 40 字，请改短。")
        officer = actions.enrol_officer(**typed, password=given, by=signed_in(request), at=clock.now())
    except ActionError as error:
        return render(request, "system/enrol.html", {**typed, "refused": str(error)}, status=422)
    return render(request, "system/first_password.html", {"officer": officer, "password": given, "new": True})


@never_cache
@require_safe
def person(request: HttpRequest, number: int) -> HttpResponse:
    """One person: posts, and what each administrator can do for them."""
    need(request, *SEEING)
    return _person(request, get_object_or_404(people(), pk=number))


@require_POST
def appoint(request: HttpRequest, number: int) -> HttpResponse:
    """Appoint to a post."""
    need(request, Verb.APPOINT)
    officer = get_object_or_404(people(), pk=number)
    scope, project = request.POST.get("scope", ""), request.POST.get("project", "").strip()[:40]
    try:
        if scope == "project" and not project:
            raise OfficerError("请填写项目编号，或选“全中心”。")
        township = townships().filter(code=request.POST.get("township", "")).first() if scope == "township" else None
        if scope == "township" and township is None:
            raise OfficerError("请选择乡镇街道。")
        first, last = _day(request, "first"), _day(request, "last")
        if first is None:
            raise OfficerError("请填写起日。")
        actions.appoint(
            officer=officer, role=_role(request), first=first, last=last,
            project_number=project if scope == "project" else "", township=township, by=signed_in(request),
            at=clock.now(),
        )  # fmt: skip
    except ActionError as error:
        return _person(request, officer, refused=str(error), status=422)
    return redirect("system:person", number)


@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Say the last day of a post."""
    need(request, Verb.APPOINT)
    post = get_object_or_404(assignments(), pk=number)
    officer = get_object_or_404(people(), pk=post.officer.pk)
    try:
        last = _day(request, "last")
        if last is None:
            raise OfficerError("请填写止日。")
        actions.end_appointment(assignment=post, last=last, by=signed_in(request), at=clock.now())
    except ActionError as error:
        return _person(request, officer, refused=str(error), status=422)
    return redirect("system:person", officer.pk)


@require_POST
def lock(request: HttpRequest, number: int) -> HttpResponse:
    """Lock the account, or unlock it."""
    need(request, Verb.LOCK)
    officer = get_object_or_404(people(), pk=number)
    try:
        if request.POST.get("do") == "unlock":
            actions.unlock_officer(officer=officer, by=signed_in(request), at=clock.now())
        else:
            reason = request.POST.get("reason", "")[:100]
            actions.lock_officer(officer=officer, reason=reason, by=signed_in(request), at=clock.now())
    except ActionError as error:
        return _person(request, officer, refused=str(error), status=422)
    return redirect("system:person", number)


@require_POST
def forget_telephone(request: HttpRequest, number: int) -> HttpResponse:
    """For one who lost the telephone: set the second factor up anew."""
    need(request, Verb.LOCK)
    officer = get_object_or_404(people(), pk=number)
    try:
        actions.reset_second_factor(officer=officer, by=signed_in(request), at=clock.now())
    except ActionError as error:
        return _person(request, officer, refused=str(error), status=422)
    return redirect("system:person", number)


@sensitive_variables()
@never_cache
@require_POST
def new_password(request: HttpRequest, number: int) -> HttpResponse:
    """A new password for one who forgot it, shown once."""
    need(request, Verb.ENROL)
    officer = get_object_or_404(people(), pk=number)
    given = first_password()
    try:
        actions.reset_password(officer=officer, password=given, by=signed_in(request), at=clock.now())
    except ActionError as error:
        return _person(request, officer, refused=str(error), status=422)
    return render(request, "system/first_password.html", {"officer": officer, "password": given})


def _day(request: HttpRequest, name: str) -> date | None:
    """A day as the browser's field gives it. Raises OfficerError."""
    text = request.POST.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise OfficerError(f"日期“{text[:20]}”应形如 2026-11-20，请改正。") from error


def _role(request: HttpRequest) -> Role:
    try:
        return Role(request.POST.get("role", ""))
    except ValueError as error:
        raise OfficerError("请选择岗位。") from error


def _person(request: HttpRequest, officer: Officer, *, refused: str = "", status: int = 200) -> HttpResponse:
    at, today = clock.now(), clock.today()
    posts = [
        {"post": post, "label": Role(post.role).label, "state": _state(post.first, post.last, today)}
        for post in officer.assignments.all()
    ]
    context = {
        "officer": officer, "posts": posts, "refused": refused, "today": today, "typed": request.POST,
        "waiting": waiting_until([officer], at=at).get(officer.pk), "roles": list(Role), "townships": townships(),
        "oneself": officer.pk == signed_in(request).pk, "may_enrol": may(request, [Verb.ENROL]),
        "may_appoint": may(request, [Verb.APPOINT]), "may_lock": may(request, [Verb.LOCK]),
    }  # fmt: skip
    return render(request, "system/person.html", context, status=status)


def _state(first: date, last: date | None, today: date) -> str:
    if first > today:
        return "未到任"
    return "在任" if last is None or today <= last else "已卸任"
