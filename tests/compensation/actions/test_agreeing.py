"""Agreements: only what was shown is signed, and only a supplement changes it."""

from __future__ import annotations

from datetime import date

import pytest

from oneruler.compensation.actions import sign_agreement, supplement_agreement
from oneruler.compensation.models import Agreement, Sheet
from oneruler.compensation.queries import owed, sheet_beside_agreement
from oneruler.office.errors import NotAllowedError, WrongStateError
from oneruler.office.roles import Role
from oneruler.survey.models import RightHolder
from tests import thread

pytestmark = pytest.mark.django_db


def sign(holder: RightHolder, on: date = thread.SIGNED, **changes: object) -> Agreement:
    words = {"number": "协-1", "signed_on": on, "by": thread.person(Role.PROJECT), "at": thread.at(on),
             "demonstration": True, **changes}  # fmt: skip
    return sign_agreement(right_holder=holder, **words)  # type: ignore[arg-type]


@pytest.fixture
def shown() -> RightHolder:
    of = thread.project()
    holder = thread.surveyed(of)
    thread.computed(holder)
    thread.published(of)
    return holder


def test_who_signs_early_earns_the_reward_and_the_rest_stays_as_shown(shown: RightHolder) -> None:
    before = thread.sheet_of(shown)
    agreement = thread.signed(shown)
    sheet = thread.sheet_of(shown)
    rewards = [line.item for line in sheet.lines.all() if line.nature == "奖励"]
    assert rewards == ["签约奖励"]
    assert agreement.amount_fen == sheet.total_fen == owed(shown) > before.total_fen
    assert sheet_beside_agreement(shown).same


def test_nothing_is_signed_before_the_board_comes_down(shown: RightHolder) -> None:
    with pytest.raises(WrongStateError, match="还没有公示期满"):
        sign(shown, thread.OVER)
    assert sign(shown, date(2025, 9, 16)).amount_fen == thread.sheet_of(shown).total_fen


def test_what_was_not_shown_is_not_signed(shown: RightHolder) -> None:
    thread.changed(shown, thread.OVER, kind="房屋", 合法面积="250.50", 实测面积="250.50")
    with pytest.raises(WrongStateError, match="先重新计算"):
        sign(shown)
    thread.computed(shown, thread.OVER, cause="新证据：房产证")
    with pytest.raises(WrongStateError, match="请先公示"):
        sign(shown)
    thread.published(shown.project, date(2025, 9, 16), date(2025, 9, 23))
    sign(shown)


def test_the_day_of_signing_is_the_one_the_reward_rests_on(shown: RightHolder) -> None:
    thread.changed(shown, thread.SIGNED, 签约日="2025-10-09")
    thread.computed(shown, thread.SIGNED, cause="登记签约日")
    with pytest.raises(WrongStateError, match="按签约日 2025-10-09 计算，实际签约日是 2025-10-20"):
        sign(shown, date(2025, 10, 20))


def test_an_example_is_signed_in_a_demonstration_only(shown: RightHolder) -> None:
    with pytest.raises(WrongStateError, match="只能在演示中"):
        sign(shown, demonstration=False)


@pytest.mark.parametrize("status", ["部分核", "模板"])
def test_a_document_not_held_against_its_paper_is_signed_nowhere(shown: RightHolder, status: str) -> None:
    Sheet.objects.update(policy_status=status)
    with pytest.raises(WrongStateError, match=f"状态是“{status}”，只供试算"):
        sign(shown)


def test_a_verified_document_is_signed_everywhere(shown: RightHolder) -> None:
    Sheet.objects.update(policy_status="已核")
    sign(shown, demonstration=False)


def test_one_agreement_a_right_holder_and_a_number(shown: RightHolder) -> None:
    sign(shown)
    with pytest.raises(WrongStateError, match="已经签约"):
        sign(shown, number="协-2")
    with pytest.raises(WrongStateError, match="不能用"):
        sign(thread.surveyed(shown.project, "A2"))
    with pytest.raises(WrongStateError, match="还没有补偿计算单"):
        sign(thread.surveyed(shown.project, "A3"), number="协-3")
    with pytest.raises(WrongStateError, match="还没有到"):
        sign(thread.surveyed(shown.project, "A4"), number="协-4", at=thread.at(thread.COMPUTED))


def test_a_supplement_makes_up_the_difference_and_nothing_else_does(shown: RightHolder) -> None:
    agreement = thread.signed(shown)
    signed_for = owed(shown)
    thread.changed(shown, date(2025, 11, 1), kind="房屋", 合法面积="250.50", 实测面积="250.50")
    sheet = thread.computed(shown, date(2025, 11, 1), cause="复核鉴定：面积复测")
    assert owed(shown) == signed_for
    beside = sheet_beside_agreement(shown)
    assert not beside.same
    assert beside.computed > beside.agreed

    def supplement(**changes: object) -> Agreement:
        words = {"agreement": agreement, "sheet": sheet, "number": "补-1", "cause": "复核鉴定", "by":
                 thread.person(Role.PROJECT), "signed_on": date(2025, 11, 2), "at": thread.at(date(2025, 11, 2)),
                 "demonstration": True, **changes}  # fmt: skip
        return supplement_agreement(**words)  # type: ignore[arg-type]

    with pytest.raises(WrongStateError, match="不是本户现行的"):
        supplement(sheet=agreement.sheet)
    with pytest.raises(WrongStateError, match="写明原因"):
        supplement(cause="")
    with pytest.raises(WrongStateError, match="不能早于"):
        supplement(signed_on=date(2025, 10, 1))
    with pytest.raises(WrongStateError, match="只能在演示中"):
        supplement(demonstration=False)
    made = supplement()
    assert made.amount_fen == sheet.total_fen - signed_for
    assert owed(shown) == sheet.total_fen
    with pytest.raises(WrongStateError, match="应补充原协议"):
        supplement(agreement=made, number="补-2")
    with pytest.raises(WrongStateError, match="一分不差"):
        supplement(number="补-2")


def test_who_may_sign(shown: RightHolder) -> None:
    for role in (Role.SURVEY, Role.REVIEW, Role.LEADER):
        with pytest.raises(NotAllowedError):
            sign(shown, by=thread.person(role))
    assert not Agreement.objects.exists()
