"""Sign-in with one click."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from oneruler.office.queries import active_officers
from oneruler.web.demo.people import PEOPLE


@login_not_required
@require_POST
def sign_in_as(request: HttpRequest, username: str) -> HttpResponse:
    """Sign in as one of the demonstration's people, and as nobody else."""
    officer = active_officers(person.username for person in PEOPLE if person.username == username).first()
    if officer is None:
        raise Http404(f"no demonstration person {username}")
    login(request, officer, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("home")
