from datetime import date

import pytest

from oneruler.office.acting import require
from oneruler.office.actions import appoint, end_appointment, enrol_officer, lock_officer
from oneruler.office.errors import NotAllowedError, WrongStateError
from oneruler.office.models import Assignment, AuditEntry
from oneruler.office.queries import roles_of, townships
from oneruler.office.roles import INCOMPATIBLE, Role, Verb
from tests.office.conftest import AT, TODAY, House

pytestmark = pytest.mark.django_db


def test_only_the_security_administrator_appoints(house: House) -> None:
    for other in (house.system, house.audit, house.clerk, house.outsider):
        with pytest.raises(NotAllowedError):
            appoint(officer=house.outsider, role=Role.PROJECT, first=TODAY, by=other, at=AT)
    made = appoint(officer=house.outsider, role=Role.PROJECT, first=TODAY, project_number=" YX-1 ",
                   by=house.security, at=AT)  # fmt: skip
    assert made.project_number == "YX-1"
    require(house.outsider, Verb.OPEN_PROJECT, on=TODAY, project="YX-1")
    with pytest.raises(NotAllowedError):
        require(house.outsider, Verb.OPEN_PROJECT, on=TODAY, project="YX-2")
    assert (
        AuditEntry.objects.latest("sequence").detail == '{"岗位":"项目岗","止日":"","范围":"YX-1","起日":"2026-01-05"}'
    )


def test_nobody_appoints_themselves_or_ends_their_own_post(house: House) -> None:
    with pytest.raises(WrongStateError, match="不能任命自己"):
        appoint(officer=house.security, role=Role.LEGAL, first=TODAY, by=house.security, at=AT)
    own = Assignment.objects.get(officer=house.security)
    with pytest.raises(WrongStateError, match="不能免去自己"):
        end_appointment(assignment=own, last=TODAY, by=house.security, at=AT)


@pytest.mark.parametrize("pair", INCOMPATIBLE, ids=["+".join(sorted(pair)) for pair in INCOMPATIBLE])
def test_incompatible_posts_on_one_day_are_refused_either_way_round(house: House, pair: frozenset[Role]) -> None:
    for number, (held, wanted) in enumerate((sorted(pair), sorted(pair, reverse=True))):
        officer = enrol_officer(username=f"wang{number}", display_name="示例·王一", password=None, at=AT)
        appoint(officer=officer, role=held, first=TODAY, last=date(2026, 6, 30), by=house.security, at=AT)
        with pytest.raises(WrongStateError, match="不相容岗位"):
            appoint(officer=officer, role=wanted, first=date(2026, 6, 30), by=house.security, at=AT)
        appoint(officer=officer, role=wanted, first=date(2026, 7, 1), by=house.security, at=AT)


def test_incompatible_even_where_each_has_another_project(house: House) -> None:
    appoint(officer=house.outsider, role=Role.FINANCE, first=TODAY, project_number="YX-1", by=house.security, at=AT)
    with pytest.raises(WrongStateError, match="不相容岗位"):
        appoint(officer=house.outsider, role=Role.CASHIER, first=TODAY, project_number="YX-2", by=house.security, at=AT)


def test_the_same_post_twice_is_refused_but_another_scope_is_not(house: House) -> None:
    township = townships().get()
    with pytest.raises(WrongStateError, match="不必重复任命"):
        appoint(officer=house.clerk, role=Role.SURVEY, first=date(2026, 3, 1), by=house.security, at=AT)
    appoint(officer=house.clerk, role=Role.SURVEY, first=TODAY, township=township, by=house.security, at=AT)
    with pytest.raises(WrongStateError, match="不必重复任命"):
        appoint(officer=house.clerk, role=Role.SURVEY, first=TODAY, township=township, by=house.security, at=AT)


def test_what_makes_no_sense_is_refused(house: House) -> None:
    township = townships().get()
    with pytest.raises(WrongStateError, match="颠倒"):
        appoint(officer=house.outsider, role=Role.LEGAL, first=TODAY, last=date(2026, 1, 4), by=house.security, at=AT)
    with pytest.raises(WrongStateError, match="一个项目或一个乡镇"):
        appoint(officer=house.outsider, role=Role.LEGAL, first=TODAY, project_number="a", township=township,
                by=house.security, at=AT)  # fmt: skip
    with pytest.raises(WrongStateError, match="全中心的岗位"):
        appoint(officer=house.outsider, role=Role.AUDIT_ADMINISTRATOR, first=TODAY, project_number="a",
                by=house.security, at=AT)  # fmt: skip
    lock_officer(officer=house.outsider, reason="离职", by=house.security, at=AT)
    with pytest.raises(WrongStateError, match="已锁定"):
        appoint(officer=house.outsider, role=Role.LEGAL, first=TODAY, by=house.security, at=AT)


def test_a_post_ends_with_its_last_day(house: House) -> None:
    post = Assignment.objects.get(officer=house.clerk)
    with pytest.raises(NotAllowedError):
        end_appointment(assignment=post, last=TODAY, by=house.system, at=AT)
    end_appointment(assignment=post, last=date(2026, 1, 31), by=house.security, at=AT)
    assert roles_of(house.clerk, on=date(2026, 1, 31)) == [Role.SURVEY]
    assert roles_of(house.clerk, on=date(2026, 2, 1)) == []
    with pytest.raises(WrongStateError, match="只能提前"):
        end_appointment(assignment=post, last=date(2026, 2, 1), by=house.security, at=AT)
    with pytest.raises(WrongStateError, match="早于起日"):
        end_appointment(assignment=post, last=date(2026, 1, 4), by=house.security, at=AT)


def test_a_post_that_has_not_begun_can_be_taken_back(house: House) -> None:
    post = appoint(officer=house.outsider, role=Role.LEGAL, first=date(2026, 2, 1), by=house.security, at=AT)
    end_appointment(assignment=post, last=TODAY, by=house.security, at=AT)
    assert not Assignment.objects.filter(pk=post.pk).exists()
    assert "未到任" in AuditEntry.objects.latest("sequence").detail
