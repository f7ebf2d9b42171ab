"""What can be done in the office."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from oneruler.office.models import Officer


class OfficerError(ValueError):
    """An officer cannot be enrolled; the message says why, in Chinese."""


@transaction.atomic
def enrol_officer(*, username: str, display_name: str, password: str | None, at: datetime) -> Officer:
    """Enrol one who may sign in. Without a password nobody can sign in by typing one.

    Raises OfficerError when the name is blank or the username is taken.
    """
    if not display_name.strip():
        raise OfficerError(f"用户名“{username}”没有填写姓名，请补填后再录入。")
    if Officer.objects.filter(username=username).exists():
        raise OfficerError(f"用户名“{username}”已有人使用，请换一个。")
    officer = Officer(username=username, display_name=display_name.strip(), date_joined=at)
    officer.set_password(password)
    officer.save(force_insert=True)
    return officer
