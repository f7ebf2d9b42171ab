"""Pages that belong to no floor: the front door, health, and what is said when something goes wrong."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from oneruler.office.roles import Verb
from oneruler.web.posts import may


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page after sign-in: 驾驶舱 for those who may see projects."""
    return redirect("dashboard" if may(request, [Verb.SEE_PROJECTS]) else "desk:check")


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For a monitor: ``ok`` when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: the page was open for too long, or the form is not ours."""
    return render(request, "form_expired.html", status=403)
