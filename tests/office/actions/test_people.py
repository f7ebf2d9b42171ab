from datetime import UTC, datetime

import pytest

from oneruler.office.actions import (
    OfficerError,
    enrol_officer,
    lock_officer,
    reset_password,
    reset_second_factor,
    unlock_officer,
)
from oneruler.office.errors import NotAllowedError, WrongStateError
from oneruler.office.models import AuditEntry, Officer
from tests.office.conftest import House

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 1, tzinfo=UTC)


def test_enrolled_with_a_password_and_the_time_given() -> None:
    enrol_officer(username="wang", display_name=" 示例·王一 ", password="a long sentence", at=AT)
    officer = Officer.objects.get(username="wang")
    assert officer.display_name == "示例·王一"
    assert officer.date_joined == AT
    assert officer.check_password("a long sentence")
    assert not officer.is_superuser
    assert not officer.must_change_password


def test_without_a_password_nobody_signs_in_by_typing_one() -> None:
    officer = enrol_officer(username="wang", display_name="示例·王一", password=None, at=AT)
    assert not officer.has_usable_password()
    assert not officer.check_password("")


@pytest.mark.parametrize("taken", ["wang", "WANG"])
def test_a_taken_username_is_refused_and_changes_nothing(taken: str) -> None:
    enrol_officer(username="wang", display_name="示例·王一", password=None, at=AT)
    with pytest.raises(OfficerError, match="已有人使用"):
        enrol_officer(username=taken, display_name="示例·王二", password=None, at=AT)
    assert Officer.objects.get().display_name == "示例·王一"


@pytest.mark.parametrize(("username", "name"), [("wang", "　"), ("", "示例·王一"), ("wa ng", "示例·王一")])
def test_a_blank_name_is_refused(username: str, name: str) -> None:
    with pytest.raises(OfficerError, match="没有填写姓名|不能为空"):
        enrol_officer(username=username, display_name=name, password=None, at=AT)
    assert not Officer.objects.exists()


def test_only_the_system_administrator_enrols_and_the_password_must_be_changed(house: House) -> None:
    for other in (house.security, house.audit, house.clerk, house.outsider):
        with pytest.raises(NotAllowedError):
            enrol_officer(username="wang", display_name="示例·王一", password="x" * 12, by=other, at=AT)
    made = enrol_officer(username="wang", display_name="示例·王一", password="x" * 12, by=house.system, at=AT)
    assert made.must_change_password
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.by, entry.verb, entry.about) == (house.system, "录入人员", f"office.officer:{made.pk}")


def test_a_new_password_comes_from_the_system_administrator_and_must_be_changed(house: House) -> None:
    with pytest.raises(NotAllowedError):
        reset_password(officer=house.clerk, password="another long one", by=house.security, at=AT)
    with pytest.raises(WrongStateError, match="修改口令"):
        reset_password(officer=house.system, password="another long one", by=house.system, at=AT)
    reset_password(officer=house.clerk, password="another long one", by=house.system, at=AT)
    clerk = Officer.objects.get(pk=house.clerk.pk)
    assert clerk.check_password("another long one")
    assert clerk.must_change_password
    assert "another" not in AuditEntry.objects.latest("sequence").detail


def test_locked_and_unlocked_by_the_security_administrator_alone(house: House) -> None:
    for other in (house.system, house.audit, house.clerk):
        with pytest.raises(NotAllowedError):
            lock_officer(officer=house.outsider, reason="离职", by=other, at=AT)
    with pytest.raises(WrongStateError, match="原因"):
        lock_officer(officer=house.clerk, reason=" ", by=house.security, at=AT)
    lock_officer(officer=house.clerk, reason="离职", by=house.security, at=AT)
    assert not Officer.objects.get(pk=house.clerk.pk).is_active
    with pytest.raises(WrongStateError, match="已经锁定"):
        lock_officer(officer=house.clerk, reason="离职", by=house.security, at=AT)
    unlock_officer(officer=house.clerk, by=house.security, at=AT)
    assert Officer.objects.get(pk=house.clerk.pk).is_active
    with pytest.raises(WrongStateError, match="没有锁定"):
        unlock_officer(officer=house.clerk, by=house.security, at=AT)
    assert list(AuditEntry.objects.filter(verb="锁定与解锁账号").values_list("detail", flat=True)) == [
        '{"动作":"锁定","原因":"离职"}', '{"动作":"解锁"}'
    ]  # fmt: skip


def test_nobody_locks_or_unlocks_themselves(house: House) -> None:
    with pytest.raises(WrongStateError):
        lock_officer(officer=house.security, reason="试", by=house.security, at=AT)
    with pytest.raises(WrongStateError):
        unlock_officer(officer=house.security, by=house.security, at=AT)


def test_who_lost_the_telephone_is_helped_by_the_security_administrator(house: House) -> None:
    with pytest.raises(WrongStateError, match="还没有启用"):
        reset_second_factor(officer=house.clerk, by=house.security, at=AT)
    Officer.objects.filter(pk=house.clerk.pk).update(totp_secret="JBSWY3DPEHPK3PXP")
    with pytest.raises(NotAllowedError):
        reset_second_factor(officer=house.clerk, by=house.system, at=AT)
    reset_second_factor(officer=house.clerk, by=house.security, at=AT)
    assert Officer.objects.get(pk=house.clerk.pk).totp_secret == ""
