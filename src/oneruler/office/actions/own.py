"""What everyone does with the own account: password, code from the telephone, backup codes."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from oneruler.office.acting import label, record
from oneruler.office.errors import OfficerError, WrongStateError
from oneruler.office.models import BackupCode, Officer, SignInAttempts
from oneruler.office.second_factor import backup_digest, matching_step, new_backup_codes, new_secret
from oneruler.office.sign_in_names import name_digest


@transaction.atomic
def change_password(*, old: str, new: str, by: Officer, at: datetime) -> None:
    """Change one's own password. Raises OfficerError when the old one is wrong or the new one too weak."""
    row = Officer.objects.select_for_update().get(pk=by.pk)
    if not row.check_password(old):
        raise OfficerError("原口令不对，请重新输入。")
    if old == new:
        raise OfficerError("新口令与原口令相同，请换一个。")
    try:
        validate_password(new, row)
    except ValidationError as error:
        raise OfficerError("".join(error.messages)) from error
    row.set_password(new)
    row.must_change_password = False
    row.save(update_fields=["password", "must_change_password"])
    by.password, by.must_change_password = row.password, False
    SignInAttempts.objects.filter(name_digest=name_digest(row.username)).delete()
    record(by=by, at=at, verb="修改口令", about=label(by), detail={})


@transaction.atomic
def begin_second_factor(*, by: Officer) -> str:
    """The secret for a telephone to take up; it counts only when a code has confirmed it, so the old one works until
    then. Asked again before that, it is the same."""
    row = Officer.objects.select_for_update().get(pk=by.pk)
    if not row.totp_pending:
        row.totp_pending = new_secret()
        row.save(update_fields=["totp_pending"])
    return str(row.totp_pending)


@transaction.atomic
def confirm_second_factor(*, code: str, by: Officer, at: datetime) -> list[str]:
    """Take the pending secret into use, if ``code`` comes from it; gives new backup codes, to be shown once.

    Raises OfficerError when the code is wrong, WrongStateError when nothing is pending.
    """
    row = Officer.objects.select_for_update().get(pk=by.pk)
    if not row.totp_pending:
        raise WrongStateError("还没有扫码，请先取得二维码。")
    step = matching_step(row.totp_pending, code, at=at, after=0)
    if step is None:
        raise OfficerError("动态口令不对：请输入手机上现在显示的 6 位数字，并核对手机的时间是否准确。")
    row.totp_secret, row.totp_pending, row.totp_step = row.totp_pending, "", step
    row.save(update_fields=["totp_secret", "totp_pending", "totp_step"])
    record(by=by, at=at, verb="启用动态口令", about=label(by), detail={})
    return _renewed(row)


@transaction.atomic
def renew_backup_codes(*, by: Officer, at: datetime) -> list[str]:
    """New backup codes, to be shown once; the old ones no longer work."""
    row = Officer.objects.select_for_update().get(pk=by.pk)
    if not row.totp_secret:
        raise WrongStateError("还没有启用动态口令，不需要备用码。")
    record(by=by, at=at, verb="重发备用码", about=label(by), detail={})
    return _renewed(row)


def _renewed(officer: Officer) -> list[str]:
    officer.backup_codes.all().delete()
    codes = new_backup_codes()
    BackupCode.objects.bulk_create(
        BackupCode(officer=officer, digest=backup_digest(code, officer=officer.pk)) for code in codes
    )
    return codes
