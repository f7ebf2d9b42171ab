"""我的账号: posts, password, code from the telephone, backup codes."""

from __future__ import annotations

import segno
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from oneruler.office import actions
from oneruler.office.errors import ActionError, LockedOutError, OfficerError
from oneruler.office.queries import backup_codes_left, must_have_second_factor
from oneruler.office.second_factor import address
from oneruler.web import clock
from oneruler.web.posts import posts_of, signed_in


@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Who one is here."""
    officer = signed_in(request)
    context = {"posts": posts_of(request), "codes_left": backup_codes_left(officer) if officer.totp_secret else 0}
    return render(request, "account/own.html", context)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change the password; other sessions of the same person end, this one goes on under a new key."""
    if request.method != "POST":
        return render(request, "account/password.html")
    officer = signed_in(request)
    old, new, again = (request.POST.get(name, "") for name in ("old", "new", "again"))
    try:
        if new != again:
            raise OfficerError("两次输入的新口令不一样，请重新输入。")
        _counted(request, old)
        actions.change_password(old=old, new=new, by=officer, at=clock.now())
    except ActionError as error:
        return render(request, "account/password.html", {"refused": str(error)}, status=422)
    update_session_auth_hash(request, officer)
    return render(request, "account/password.html", {"done": True})


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Take up a telephone: begin shows the QR code, confirm takes its first code and gives backup codes, once."""
    officer = signed_in(request)
    context: dict[str, object] = {
        "due": not officer.totp_secret and must_have_second_factor(posts_of(request)),
        "on": bool(officer.totp_secret),
    }
    wanted = request.POST.get("do", "")
    try:
        if wanted in {"begin", "codes"} and officer.totp_secret:
            _counted(request, request.POST.get("password", ""))
        if wanted == "begin":
            context |= _shown(request)
        elif wanted == "confirm":
            codes = actions.confirm_second_factor(
                code=request.POST.get("code", "")[:40], by=officer, at=clock.now()
            )  # fmt: skip
            request.session.cycle_key()
            return render(request, "account/backup_codes.html", {"codes": codes, "day": clock.today()})
        elif wanted == "codes":
            codes = actions.renew_backup_codes(by=officer, at=clock.now())
            return render(request, "account/backup_codes.html", {"codes": codes, "day": clock.today()})
    except ActionError as error:
        if wanted == "confirm" and isinstance(error, OfficerError):
            context |= _shown(request)
        return render(request, "account/second_factor.html", {**context, "refused": str(error)}, status=422)
    return render(request, "account/second_factor.html", context)


def _counted(request: HttpRequest, typed: str) -> None:
    """Ask for the password again, with the same limit as at the door: a session left open is no key.

    Raises LockedOutError, OfficerError.
    """
    officer, at = signed_in(request), clock.now()
    try:
        actions.reserve_attempt(username=officer.username, at=at)
    except LockedOutError as error:
        raise OfficerError(str(error)) from error
    if not officer.check_password(typed):
        actions.refuse_attempt(username=officer.username, wrong="口令", at=at)
        raise OfficerError("现在的口令不对，请重新输入。")


def _shown(request: HttpRequest) -> dict[str, object]:
    """The pending secret as a QR code drawn into the page, and as letters for typing."""
    officer = signed_in(request)
    secret = actions.begin_second_factor(by=officer)
    text = address(secret, name=officer.username, issuer="一把尺")  # short, so that the squares are large
    drawn = segno.make(text, error="m").svg_inline(scale=5, border=3, omitsize=True, lineclass=None, svgclass="qr")
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return {"qr": mark_safe(drawn), "secret": groups}  # noqa: S308 -- segno draws squares, no text of ours is in it
