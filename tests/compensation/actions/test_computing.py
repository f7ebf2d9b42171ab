"""Sheets: kept with the words they came from, derived again to the fen, only ever added."""

from __future__ import annotations

from datetime import date

import pytest

from oneruler.compensation.actions import compute_sheet, compute_sheets
from oneruler.compensation.facts import kept_lines, recompute
from oneruler.compensation.models import Sheet
from oneruler.office.errors import NotAllowedError, WrongStateError
from oneruler.office.queries import audit_breaks
from oneruler.office.roles import Role
from oneruler.policy.faults import RefusalToCompute
from oneruler.policy.model import Nature
from oneruler.survey.errors import NoFactsError
from tests import thread
from tests.district import household, household_facts, officer, township

pytestmark = pytest.mark.django_db


def test_a_sheet_keeps_policy_inputs_and_lines() -> None:
    holder = thread.surveyed(thread.project())
    sheet = thread.computed(holder)
    assert (sheet.version, sheet.policy, sheet.policy_status) == (1, "yunxi-2025", "示例")
    assert sheet.policy_digest == thread.POLICY.digest
    assert sheet.policy_day == date(2025, 8, 1)
    lines = kept_lines(sheet)
    assert sheet.total_fen == sum(line.amount for line in lines) > 0
    house = next(line for line in lines if line.item == "合法房屋补偿")
    assert (house.object_label, house.payee, house.nature) == ("主房", "所有权人", Nature.BASIC)
    assert house.amount == 23_448_750  # 240.50 ㎡ × 975 元/㎡
    assert "240.50 ㎡" in house.worked
    assert list(audit_breaks()) == []


def test_years_later_the_same_inputs_give_the_same_lines() -> None:
    holder = thread.surveyed(thread.project())
    sheet = thread.computed(holder)
    thread.changed(holder, thread.COMPUTED, kind="房屋", 合法面积="100.00", 实测面积="100.00")
    thread.computed(holder, cause="更正错误")
    assert recompute(Sheet.objects.get(pk=sheet.pk), thread.POLICY) == kept_lines(sheet)


def test_another_text_of_the_policy_does_not_derive_it() -> None:
    sheet = thread.computed(thread.surveyed(thread.project()))
    Sheet.objects.filter(pk=sheet.pk).update(policy_digest="0" * 64)
    with pytest.raises(WrongStateError, match="不能用来复算"):
        recompute(Sheet.objects.get(pk=sheet.pk), thread.POLICY)


def test_nothing_new_is_no_new_version() -> None:
    holder = thread.surveyed(thread.project())
    thread.computed(holder)
    with pytest.raises(WrongStateError, match="不用重算"):
        thread.computed(holder)
    assert Sheet.objects.count() == 1


def test_without_facts_or_without_a_cause_nothing_is_computed() -> None:
    holder = household(thread.project())
    with pytest.raises((NoFactsError, WrongStateError), match="还没有录入调查事实"):
        thread.computed(holder)
    thread.entered(holder, household_facts())
    with pytest.raises(WrongStateError, match="要写明原因"):
        thread.computed(holder, cause=" ")
    assert not Sheet.objects.exists()


def test_what_the_policy_refuses_is_said_and_holds_up_nobody_else() -> None:
    of = thread.project()
    thread.surveyed(of, "A1")
    bad = thread.surveyed(of, "A2")
    thread.changed(bad, thread.SURVEYED, kind="房屋", 违法面积="30")
    household(of, "A3")
    done = compute_sheets(project=of, policy=thread.POLICY, cause="首次计算", by=thread.person(Role.PROJECT),
                          at=thread.at(thread.COMPUTED))  # fmt: skip
    assert [sheet.right_holder.number for sheet in done.sheets] == ["A1"]
    assert set(done.refused) == {"A2", "A3"}
    assert "实测面积" in done.refused["A2"]
    with pytest.raises(RefusalToCompute):
        thread.computed(bad)
    again = compute_sheets(project=of, policy=thread.POLICY, cause="补算", by=thread.person(Role.PROJECT),
                           at=thread.at(thread.COMPUTED))  # fmt: skip
    assert (again.sheets, again.unchanged) == ((), ("A1",))


def test_after_publication_money_rises_only_for_a_stated_cause() -> None:
    of = thread.project()
    holder = thread.surveyed(of)
    thread.computed(holder)
    thread.published(of)
    thread.changed(holder, thread.OVER, kind="房屋", 合法面积="250.50", 实测面积="250.50")
    with pytest.raises(WrongStateError, match=r"公示后只做减法：.*“合法房屋补偿”"):
        thread.computed(holder, thread.OVER, cause="再算一次")
    with pytest.raises(WrongStateError, match="会议纪要"):
        thread.computed(holder, thread.OVER, cause="个案")
    assert thread.computed(holder, thread.OVER, cause="新证据：房产证").version == 2


def test_after_publication_money_falls_only_with_a_notice() -> None:
    of = thread.project()
    holder = thread.surveyed(of)
    thread.computed(holder)
    thread.published(of)
    thread.changed(holder, thread.OVER, kind="房屋", 合法面积="230.50", 实测面积="230.50")
    with pytest.raises(WrongStateError, match="告知书"):
        thread.computed(holder, thread.OVER, cause="更正错误")
    assert thread.computed(holder, thread.OVER, cause="更正错误", paper="示例告知〔2025〕1号").version == 2


def test_who_may_compute() -> None:
    holder = thread.surveyed(thread.project())
    elsewhere = officer("elsewhere", Role.PROJECT, where=township("430199002"))
    here = officer("here", Role.PROJECT, where=township())
    clerk = thread.person(Role.SURVEY)
    for by in (elsewhere, clerk):
        with pytest.raises(NotAllowedError):
            compute_sheet(right_holder=holder, policy=thread.POLICY, cause="首次计算", by=by,
                          at=thread.at(thread.COMPUTED))  # fmt: skip
    assert not Sheet.objects.exists()
    compute_sheet(right_holder=holder, policy=thread.POLICY, cause="首次计算", by=here, at=thread.at(thread.COMPUTED))
