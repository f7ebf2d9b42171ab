"""登录与退出: attempts are counted under the typed name before they are judged, so that none slips past the limit.

A page calls, in this order: ``reserve_attempt``; then either ``refuse_attempt`` or, when password and code are right,
``finish_sign_in``. The same is done, and said, for a name that is nobody's.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from oneruler.base.dates import SHANGHAI
from oneruler.office.acting import label, record
from oneruler.office.errors import LockedOutError
from oneruler.office.models import AuditEntry, Officer, SignInAttempts
from oneruler.office.second_factor import backup_digest, matching_step
from oneruler.office.sign_in_names import name_digest

LIMIT = 5
"""Attempts that may go wrong under one name …"""
WINDOW = timedelta(minutes=15)
"""… in this time; then the name waits as long again."""
UNKNOWN = "未知用户名"
UNKNOWN_A_MINUTE = 30
"""How many failures under names that are nobody's the trail takes in a minute: a flood must not fill it."""


@transaction.atomic
def reserve_attempt(*, username: str, at: datetime) -> None:
    """Count an attempt under this name. Raises LockedOutError when it has had too many."""
    digest = name_digest(username)
    SignInAttempts.objects.filter(since__lt=at - timedelta(days=1)).delete()
    row, _ = SignInAttempts.objects.select_for_update().get_or_create(name_digest=digest, defaults={"since": at})
    if at >= (row.locked_until or row.since + WINDOW):
        row.count, row.since, row.locked_until = 0, at, None
    if row.locked_until is not None or row.count >= LIMIT:
        raise LockedOutError(
            f"这个用户名连续输错 {LIMIT} 次，已暂停登录；请过 {WINDOW.seconds // 60} 分钟再试。"
            "忘记口令请找系统管理员重设，急用请找安全管理员解锁。"
        )
    row.count += 1
    row.save()


@transaction.atomic
def refuse_attempt(*, username: str, wrong: str, at: datetime) -> None:
    """Put down that what was typed (``wrong``: 口令 or 动态口令) was wrong; at the limit, lock the name for a while."""
    row = SignInAttempts.objects.select_for_update().filter(name_digest=name_digest(username)).first()
    officer = Officer.objects.filter(username=username).first()
    about = label(officer) if officer is not None else UNKNOWN
    lately = AuditEntry.objects.filter(at__gt=at - timedelta(minutes=1), about=UNKNOWN).count()
    told = officer is not None or lately < UNKNOWN_A_MINUTE
    if told:
        record(by=None, at=at, verb="登录失败", about=about, detail={"不对的是": wrong})
    if row is not None and row.count >= LIMIT and row.locked_until is None:
        row.locked_until = at + WINDOW
        row.save(update_fields=["locked_until"])
        if told:
            record(
                by=None,
                at=at,
                verb="暂停登录",
                about=about,
                detail={"至": f"{row.locked_until.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"},
            )


@transaction.atomic
def accept_code(*, officer: Officer, code: str, at: datetime) -> str | None:
    """What kind of code this is, 动态口令 or 备用码, used up with this; None where it is wrong or was used before."""
    row = Officer.objects.select_for_update().get(pk=officer.pk)
    step = matching_step(row.totp_secret, code, at=at, after=row.totp_step)
    if step is not None:
        row.totp_step = step
        row.save(update_fields=["totp_step"])
        return "动态口令"
    unused = row.backup_codes.filter(digest=backup_digest(code, officer=row.pk), used_at__isnull=True)
    return "备用码" if unused.update(used_at=at) else None


@transaction.atomic
def finish_sign_in(*, by: Officer, means: str, at: datetime) -> None:
    """Forget the attempts and put down that ``by`` is in, by which ``means``."""
    SignInAttempts.objects.filter(name_digest=name_digest(by.username)).delete()
    record(by=by, at=at, verb="登录", about=label(by), detail={"方式": means})


@transaction.atomic
def sign_out(*, by: Officer, at: datetime) -> None:
    """Put down that ``by`` has left."""
    record(by=by, at=at, verb="退出登录", about=label(by), detail={})
