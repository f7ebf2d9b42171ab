"""Enrol people, lock and unlock their accounts, help those who lost their password or their telephone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from oneruler.base.dates import local_day
from oneruler.office.acting import label, record, require
from oneruler.office.errors import OfficerError, WrongStateError
from oneruler.office.models import Officer, SignInAttempts
from oneruler.office.roles import Verb
from oneruler.office.sign_in_names import name_digest


@transaction.atomic
def enrol_officer(
    *, username: str, display_name: str, password: str | None, by: Officer | None = None, at: datetime
) -> Officer:
    """Enrol one who may sign in. Without a password nobody can sign in by typing one; one that another person has
    given must be changed at the first sign-in. ``by`` is None only where nobody acts: at
    the first run, whose own entries tell of it, and in the demonstration.

    Raises OfficerError when the name is blank or the username is none or taken, NotAllowedError.
    """
    if by is not None:
        require(by, Verb.ENROL, on=local_day(at))
    if not display_name.strip():
        raise OfficerError(f"用户名“{username}”没有填写姓名，请补填后再录入。")
    if not username or username != "".join(username.split()):
        raise OfficerError("用户名不能为空，也不能含空格，请改正。")
    if Officer.objects.filter(username__iexact=username).exists():
        raise OfficerError(f"用户名“{username}”已有人使用，请换一个。")
    officer = Officer(
        username=username, display_name=display_name.strip(), date_joined=at,
        must_change_password=by is not None and password is not None,
    )  # fmt: skip
    officer.set_password(password)
    officer.save(force_insert=True)
    if by is not None:
        record(by=by, at=at, verb=Verb.ENROL, about=label(officer), detail={"用户名": username})
    return officer


@transaction.atomic
def reset_password(*, officer: Officer, password: str, by: Officer, at: datetime) -> None:
    """Give one who forgot it a new password, which must be changed at the next sign-in; all sessions end."""
    require(by, Verb.ENROL, on=local_day(at))
    row = _another(officer, by, "重设自己的口令请用“修改口令”。")
    row.set_password(password)
    row.must_change_password = True
    row.save(update_fields=["password", "must_change_password"])
    record(by=by, at=at, verb="重设口令", about=label(row), detail={})


@transaction.atomic
def lock_officer(*, officer: Officer, reason: str, by: Officer, at: datetime) -> None:
    """Let someone in no more, from now on, whatever posts they hold. Raises WrongStateError, NotAllowedError."""
    require(by, Verb.LOCK, on=local_day(at))
    row = _another(officer, by, "不能锁定自己的账号，请由另一位安全管理员办理。")
    if not row.is_active:
        raise WrongStateError(f"{row.display_name}的账号已经锁定。")
    if not reason.strip():
        raise WrongStateError("请写明锁定的原因，如“调离”“离职”。")
    row.is_active = False
    row.save(update_fields=["is_active"])
    record(by=by, at=at, verb=Verb.LOCK, about=label(row), detail={"动作": "锁定", "原因": reason.strip()})


@transaction.atomic
def unlock_officer(*, officer: Officer, by: Officer, at: datetime) -> None:
    """Let someone in again: one who was locked, or who typed a wrong password too often."""
    require(by, Verb.LOCK, on=local_day(at))
    row = _another(officer, by, "不能解锁自己的账号，请由另一位安全管理员办理。")
    forgotten, _ = SignInAttempts.objects.filter(name_digest=name_digest(row.username)).delete()
    if row.is_active and not forgotten:
        raise WrongStateError(f"{row.display_name}的账号没有锁定。")
    row.is_active = True
    row.save(update_fields=["is_active"])
    record(by=by, at=at, verb=Verb.LOCK, about=label(row), detail={"动作": "解锁"})


@transaction.atomic
def reset_second_factor(*, officer: Officer, by: Officer, at: datetime) -> None:
    """For one who lost the telephone and the backup codes: the next sign-in sets a second factor up anew."""
    require(by, Verb.LOCK, on=local_day(at))
    row = _another(officer, by, "不能重置自己的动态口令，请由另一位安全管理员办理。")
    if not row.totp_secret:
        raise WrongStateError(f"{row.display_name}还没有启用动态口令。")
    row.totp_secret = row.totp_pending = ""
    row.save(update_fields=["totp_secret", "totp_pending"])
    row.backup_codes.all().delete()
    record(by=by, at=at, verb="重置动态口令", about=label(row), detail={})


def _another(officer: Officer, by: Officer, words: str) -> Officer:
    """The row of ``officer``, locked; refuses with ``words`` where it is the one who acts."""
    if officer.pk == by.pk:
        raise WrongStateError(words)
    return Officer.objects.select_for_update().get(pk=officer.pk)
