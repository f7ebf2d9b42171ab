"""What comes before all else: a password that must be changed, a second factor that the post demands. And what is said
to one who may not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from oneruler.office.errors import NotAllowedError
from oneruler.office.queries import must_have_second_factor
from oneruler.web.posts import posts_of, signed_in

_PASSWORD, _SECOND_FACTOR = "account:password", "account:second-factor"
_ALWAYS = {"sign-out", "health", _PASSWORD}


class DutiesMiddleware:
    """Leads to the own account's pages until what is due is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, words: object) -> HttpResponse | None:
        """The page to go to first, if any."""
        page = request.resolver_match.view_name if request.resolver_match else ""
        if not request.user.is_authenticated or page in _ALWAYS or settings.DEMONSTRATION:
            return None
        officer: Any = signed_in(request)
        if officer.must_change_password:
            return redirect(_PASSWORD)
        due = not officer.totp_secret and must_have_second_factor(posts_of(request))
        return redirect(_SECOND_FACTOR) if due and page != _SECOND_FACTOR else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """One who may not is told so, in the same words whether the thing exists or not."""
        if isinstance(error, NotAllowedError):
            return render(request, "not_allowed.html", {"why": str(error)}, status=403)
        return None
