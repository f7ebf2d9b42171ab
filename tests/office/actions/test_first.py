from dataclasses import replace

import pytest

from oneruler.office.actions import OfficerError, RegionRow, enrol_officer, first_run
from oneruler.office.errors import WrongStateError
from oneruler.office.models import Agency, AuditEntry, Officer
from oneruler.office.queries import agency, audit_breaks, nobody_enrolled, roles_of, townships
from oneruler.office.roles import ADMINISTRATORS
from tests.office.conftest import AT, THREE, TODAY, House

pytestmark = pytest.mark.django_db
COUNTY = RegionRow("430199", "云溪示范县")


def test_three_people_three_posts_and_passwords_that_must_be_changed(house: House) -> None:
    assert agency() is not None
    assert [one.code for one in townships()] == ["430199001"]
    there = (house.system, house.security, house.audit)
    assert [roles_of(one, on=TODAY) for one in there] == [[role] for role in ADMINISTRATORS]
    assert all(Officer.objects.get(pk=one.pk).must_change_password for one in there)
    assert AuditEntry.objects.order_by("sequence")[0].verb == "首次设置"
    assert list(audit_breaks()) == []


def test_a_second_time_is_refused(house: House) -> None:
    with pytest.raises(WrongStateError, match="只能做一次"):
        first_run(agency="别处", region=RegionRow("430198", "别县"), administrators=THREE, at=AT)
    assert Agency.objects.count() == 1


def test_nor_may_it_come_after_anyone_at_all() -> None:
    enrol_officer(username="wang", display_name="示例·王一", password=None, at=AT)
    with pytest.raises(WrongStateError):
        first_run(agency="云溪示范县征收中心", region=COUNTY, administrators=THREE, at=AT)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"administrators": THREE[:2]}, "各要一位"),
        ({"administrators": (THREE[0], THREE[1], replace(THREE[2], role=THREE[0].role))}, "各要一位"),
        ({"administrators": (THREE[0], THREE[1], replace(THREE[2], username="XITONG"))}, "用户名不能相同"),
        ({"administrators": (THREE[0], THREE[1], replace(THREE[2], display_name="示例·赵系统 "))}, "姓名不能相同"),
        ({"administrators": (THREE[0], THREE[1], replace(THREE[2], display_name=" "))}, "没有填写姓名"),
        ({"agency": " "}, "单位名称"),
        ({"region": RegionRow("4301", "云溪示范县")}, "6 到 12 位"),
        ({"region": RegionRow("430199", "云溪示范县", "empire")}, "没有“empire”"),
        ({"townships": [RegionRow("430199", "示范街道")]}, "重复"),
        ({"townships": [RegionRow("示范街道", "")]}, "6 到 12 位"),
    ],
)
def test_what_will_not_do_is_refused_and_leaves_nothing(change: dict[str, object], said: str) -> None:
    asked: dict[str, object] = {"agency": "云溪示范县征收中心", "region": COUNTY, "administrators": THREE, "at": AT}
    with pytest.raises(OfficerError, match=said):
        first_run(**(asked | change))  # type: ignore[arg-type]
    assert nobody_enrolled()
    assert not Agency.objects.exists()
    assert not AuditEntry.objects.exists()
