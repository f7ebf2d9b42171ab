from datetime import timedelta

import pyotp
import pytest
from django.db import connection

from oneruler.office.actions import (
    OfficerError,
    begin_second_factor,
    change_password,
    confirm_second_factor,
    renew_backup_codes,
    reset_password,
)
from oneruler.office.errors import WrongStateError
from oneruler.office.models import BackupCode, Officer
from tests.office.conftest import AT, PASSWORD, House

pytestmark = pytest.mark.django_db
NEW = "quite another sentence"


def test_a_changed_password_need_not_be_changed_again(house: House) -> None:
    reset_password(officer=house.clerk, password=PASSWORD, by=house.system, at=AT)
    clerk = Officer.objects.get(pk=house.clerk.pk)
    change_password(old=PASSWORD, new=NEW, by=clerk, at=AT)
    clerk = Officer.objects.get(pk=house.clerk.pk)
    assert clerk.check_password(NEW)
    assert not clerk.must_change_password


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("wrong", NEW, "原口令不对"),
        (PASSWORD, PASSWORD, "相同"),
        (PASSWORD, "short", "12"),
        (PASSWORD, "123456789012", "数字"),
        (PASSWORD, "diaocha-12345", "用户名"),
    ],
)
def test_a_password_that_will_not_do_is_refused(house: House, old: str, new: str, said: str) -> None:
    with pytest.raises(OfficerError, match=said):
        change_password(old=old, new=new, by=house.clerk, at=AT)
    assert Officer.objects.get(pk=house.clerk.pk).check_password(PASSWORD)


def test_a_telephone_counts_only_when_a_code_has_confirmed_it(house: House) -> None:
    with pytest.raises(WrongStateError, match="还没有扫码"):
        confirm_second_factor(code="123456", by=house.clerk, at=AT)
    with pytest.raises(WrongStateError, match="还没有启用"):
        renew_backup_codes(by=house.clerk, at=AT)
    totp = pyotp.TOTP(begin_second_factor(by=house.clerk))
    assert begin_second_factor(by=house.clerk) == totp.secret
    with pytest.raises(OfficerError, match="手机"):
        confirm_second_factor(code=totp.at(AT + timedelta(minutes=5)), by=house.clerk, at=AT)
    assert Officer.objects.get(pk=house.clerk.pk).totp_secret == ""
    confirm_second_factor(code=totp.at(AT), by=house.clerk, at=AT)
    assert Officer.objects.get(pk=house.clerk.pk).totp_secret == totp.secret
    begin_second_factor(by=house.clerk)
    assert Officer.objects.get(pk=house.clerk.pk).totp_secret == totp.secret, "the old one works until the new is there"


def test_neither_the_secret_nor_a_backup_code_is_in_the_database(house: House) -> None:
    totp = pyotp.TOTP(begin_second_factor(by=house.clerk))
    codes = confirm_second_factor(code=totp.at(AT), by=house.clerk, at=AT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT totp_secret, totp_pending FROM office_officer WHERE id = %s", [house.clerk.pk])
        stored = b"".join(bytes(column) for column in cursor.fetchone())
    assert totp.secret.encode() not in stored
    digests = set(BackupCode.objects.values_list("digest", flat=True))
    assert len(digests) == 8
    assert digests.isdisjoint(codes)
