"""Which posts the one who asks for a page holds today; asked of the database once a request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

from oneruler.office.errors import NotAllowedError
from oneruler.office.queries import roles_of
from oneruler.office.roles import MAY, Role, Verb
from oneruler.web import clock

if TYPE_CHECKING:
    from oneruler.office.models import Officer


def signed_in(request: HttpRequest) -> Officer:
    """Who asks. Only for pages that need sign-in."""
    return cast("Officer", request.user)


def posts_of(request: HttpRequest) -> list[Role]:
    """The posts held today; none for one who has not signed in."""
    if not request.user.is_authenticated:
        return []
    found: list[Role] | None = getattr(request, "_posts", None)
    if found is None:
        found = roles_of(signed_in(request), on=clock.today())
        request._posts = found  # type: ignore[attr-defined]  # Django's own way to keep something with a request
    return found


def may(request: HttpRequest, verbs: Iterable[Verb]) -> bool:
    """Whether some post, however far it reaches, lets them do any of ``verbs``."""
    return any(verb in MAY[role] for role in posts_of(request) for verb in verbs)


def need(request: HttpRequest, *verbs: Verb) -> None:
    """Raise NotAllowedError unless they may do one of ``verbs``, before anything is looked up."""
    if not may(request, verbs):
        raise NotAllowedError("您的岗位不能打开这个页面。")
