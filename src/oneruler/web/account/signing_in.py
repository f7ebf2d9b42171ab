"""The door: name and password, then the code from the telephone where there is one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import authenticate, get_user_model, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from oneruler.office import actions
from oneruler.office.errors import LockedOutError
from oneruler.office.queries import nobody_enrolled
from oneruler.web import clock
from oneruler.web.posts import signed_in

if TYPE_CHECKING:
    from oneruler.office.models import Officer

_STEP = "second_step"
_PATIENCE = timedelta(minutes=5)
_BACKEND = "django.contrib.auth.backends.ModelBackend"
_WRONG = "用户名或口令不对，请重新输入。口令区分大小写；忘记时请找系统管理员重设。"
_WRONG_CODE = "动态口令不对，或已经用过。请等手机上换了下一个数字再输入。"


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password. What is said, and how long it takes, is the same for a name that is nobody's."""
    target = _target(request)
    if request.user.is_authenticated:
        return redirect(target)
    if request.method != "POST":
        return _door(request, target=target)
    username, password = (request.POST.get(name, "").replace("\0", "")[:200] for name in ("username", "password"))
    at = clock.now()
    try:
        actions.reserve_attempt(username=username, at=at)
    except LockedOutError as error:
        return _door(request, target=target, refused=str(error), username=username, status=429)
    officer = authenticate(request, username=username, password=password)
    if officer is None:
        actions.refuse_attempt(username=username, wrong="口令", at=at)
        return _door(request, target=target, refused=_WRONG, username=username, status=422)
    if officer.totp_secret:
        request.session.cycle_key()
        request.session[_STEP] = {
            "officer": officer.pk, "hash": officer.get_session_auth_hash(), "until": (at + _PATIENCE).isoformat(),
            "target": target,
        }  # fmt: skip
        return redirect("sign-in-code")
    return _enter(request, officer, "口令", target, at)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The code from the telephone, within a few minutes of the password."""
    at = clock.now()
    step = request.session.get(_STEP)
    officer = _waiting(step, at)
    if officer is None or step is None:
        request.session.pop(_STEP, None)
        return redirect("sign-in")
    if request.method != "POST":
        return render(request, "account/code.html")
    try:
        actions.reserve_attempt(username=officer.username, at=at)
    except LockedOutError as error:
        return render(request, "account/code.html", {"refused": str(error)}, status=429)
    means = actions.accept_code(officer=officer, code=request.POST.get("code", "")[:40], at=at)
    if means is None:
        actions.refuse_attempt(username=officer.username, wrong="动态口令", at=at)
        return render(request, "account/code.html", {"refused": _WRONG_CODE}, status=422)
    del request.session[_STEP]
    return _enter(request, officer, f"口令和{means}", step["target"], at)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; the session is gone."""
    actions.sign_out(by=signed_in(request), at=clock.now())
    logout(request)
    return redirect("sign-in")


def _waiting(step: dict[str, str] | None, at: datetime) -> Officer | None:
    """Who has given the right password a moment ago; nobody if it was changed or the account locked since."""
    if step is None or at > datetime.fromisoformat(step["until"]):
        return None
    found = get_user_model()._default_manager.filter(pk=step["officer"], is_active=True).first()
    return found if found is not None and found.get_session_auth_hash() == step["hash"] else None


def _enter(request: HttpRequest, officer: Officer, means: str, target: str, at: datetime) -> HttpResponse:
    """In: the trail first, then a session under a new key."""
    actions.finish_sign_in(by=officer, means=means, at=at)
    login(request, officer, backend=_BACKEND)
    return redirect(target)


def _target(request: HttpRequest) -> str:
    """Where to go afterwards: a page of this program, or home."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else reverse("home")


def _door(
    request: HttpRequest, *, target: str, refused: str = "", username: str = "", status: int = 200
) -> HttpResponse:
    home = reverse("home")
    context = {
        "next": "" if target == home else target, "refused": refused, "username": username,
        "fresh": request.method != "POST" and nobody_enrolled(),
    }  # fmt: skip
    return render(request, "sign_in.html", context, status=status)
