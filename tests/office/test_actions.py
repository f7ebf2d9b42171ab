from datetime import UTC, datetime

import pytest

from oneruler.office.actions import OfficerError, enrol_officer
from oneruler.office.models import Officer

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 1, tzinfo=UTC)


def test_enrolled_with_a_password_and_the_time_given() -> None:
    enrol_officer(username="wang", display_name=" 示例·王一 ", password="a long sentence", at=AT)
    officer = Officer.objects.get(username="wang")
    assert officer.display_name == "示例·王一"
    assert officer.date_joined == AT
    assert officer.check_password("a long sentence")
    assert not officer.is_superuser


def test_without_a_password_nobody_signs_in_by_typing_one() -> None:
    officer = enrol_officer(username="wang", display_name="示例·王一", password=None, at=AT)
    assert not officer.has_usable_password()
    assert not officer.check_password("")


def test_a_taken_username_is_refused_and_changes_nothing() -> None:
    enrol_officer(username="wang", display_name="示例·王一", password=None, at=AT)
    with pytest.raises(OfficerError, match="已有人使用"):
        enrol_officer(username="wang", display_name="示例·王二", password=None, at=AT)
    assert Officer.objects.get().display_name == "示例·王一"


def test_a_blank_name_is_refused() -> None:
    with pytest.raises(OfficerError, match="没有填写姓名"):
        enrol_officer(username="wang", display_name="　", password=None, at=AT)
    assert not Officer.objects.exists()
