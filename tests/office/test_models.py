import pytest
from django.db import IntegrityError

from oneruler.office.models import Officer

pytestmark = pytest.mark.django_db


def test_an_officer_is_known_by_one_name() -> None:
    officer = Officer(username="a", display_name="示例·王一")
    assert str(officer) == officer.get_full_name() == officer.get_short_name() == "示例·王一"


def test_the_database_refuses_an_officer_without_a_name() -> None:
    with pytest.raises(IntegrityError):
        Officer.objects.create(username="a", display_name="")
