"""首次设置: while nobody is enrolled, from this machine or with the code that the console says."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from oneruler.office.actions import NewAdministrator, OfficerError, RegionRow, first_run
from oneruler.office.errors import ActionError, WrongStateError
from oneruler.office.queries import nobody_enrolled
from oneruler.office.roles import ADMINISTRATORS, Role
from oneruler.office.sealing import Seal
from oneruler.web import clock
from oneruler.web.secret import first_run_code, forget_first_run_code
from oneruler.web.system.passwords import first_password

_WHAT_FOR = {
    Role.SYSTEM_ADMINISTRATOR: "录入人员，重设口令，管理备份",
    Role.SECURITY_ADMINISTRATOR: "任免岗位，锁定、解锁账号",
    Role.AUDIT_ADMINISTRATOR: "查看操作记录，核对操作链",
}
_FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_REAL_IP", "HTTP_VIA")


@login_not_required
@sensitive_variables()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The form; and, once, the sheet to print."""
    if not nobody_enrolled():
        raise Http404("somebody is enrolled")
    if request.method != "POST":
        return _form(request)
    code = request.POST.get("code", "").strip()
    if not at_this_machine(request) and not hmac.compare_digest(code.encode(), first_run_code(settings.VAR).encode()):
        return _form(request, refused="一次性验证码不对。它印在服务器的控制台上，也可再运行 oneruler migrate 查看。")
    people = [
        NewAdministrator(
            role, request.POST.get(f"{role}-username", "").strip(), request.POST.get(f"{role}-name", "").strip(),
            first_password(),
        )
        for role in ADMINISTRATORS
    ]  # fmt: skip
    at = clock.now()
    try:
        region = RegionRow(request.POST.get("region-code", "").strip(), request.POST.get("region-name", "").strip())
        unit = first_run(
            agency=request.POST.get("agency", ""), region=region,
            townships=list(_townships(request.POST.get("townships", ""))), administrators=people, at=at,
        )  # fmt: skip
    except WrongStateError as error:
        raise Http404("somebody was enrolled meanwhile") from error
    except ActionError as error:
        return _form(request, refused=str(error))
    forget_first_run_code(settings.VAR)
    context = {
        "agency": unit,
        "day": clock.today(),
        "words": Seal.read(settings.ONERULER_SEAL).words().split("-"),
        "people": people,
    }
    return render(request, "system/recovery_sheet.html", context)


def at_this_machine(request: HttpRequest) -> bool:
    """Whether the browser runs on the server. Behind a proxy everyone seems to, so once an address for browsers is set,
    or anything came through a proxy, nobody does."""
    if not settings.ONERULER_LOCAL_ONLY or any(name in request.META for name in _FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _townships(text: str) -> Iterator[RegionRow]:
    """One a line: code, blank, name. Raises OfficerError."""
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if len(words) not in {0, 2}:
            raise OfficerError(f"乡镇街道第 {number} 行“{line.strip()[:40]}”应写成“代码 名称”，中间一个空格。")
        if words:
            yield RegionRow(words[0], words[1], "township")


def _form(request: HttpRequest, *, refused: str = "") -> HttpResponse:
    rows = [
        {
            "role": role, "what_for": _WHAT_FOR[role], "username": request.POST.get(f"{role}-username", ""),
            "name": request.POST.get(f"{role}-name", ""),
        }
        for role in ADMINISTRATORS
    ]  # fmt: skip
    context = {
        "refused": refused, "rows": rows, "asks_for_code": not at_this_machine(request), "agency": request.POST.get("agency", ""),
        "region_code": request.POST.get("region-code", ""), "region_name": request.POST.get("region-name", ""),
        "townships": request.POST.get("townships", ""),
    }  # fmt: skip
    return render(request, "system/first_run.html", context, status=422 if refused else 200)
