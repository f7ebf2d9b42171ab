"""付款前自查: one fen off fails; a supplement mends it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import F

from oneruler.compensation.actions import check_before_payment, supplement_agreement
from oneruler.compensation.models import Agreement, CheckResult, SheetLine
from oneruler.compensation.queries import hindrances_to_pay
from oneruler.office.errors import NotAllowedError, WrongStateError
from oneruler.office.roles import Role
from oneruler.survey.models import RightHolder
from tests import thread
from tests.district import officer, township

pytestmark = pytest.mark.django_db
DAY = date(2025, 12, 22)


def test_what_was_agreed_is_what_the_rules_give() -> None:
    of = thread.project()
    holders = thread.signed_households(of, "A1", "A2")
    run = thread.checked(of)
    assert (run.checked, run.failed) == (2, 0)
    assert hindrances_to_pay(run, holders, demonstration=True) == []
    assert "只能在演示中" in hindrances_to_pay(run, holders, demonstration=False)[0]


def test_one_fen_off_fails_and_only_there() -> None:
    of = thread.project()
    good, bad = thread.signed_households(of, "A1", "A2")
    line = SheetLine.objects.filter(sheet__agreement__right_holder=bad, item="合法房屋补偿")
    line.update(amount_fen=F("amount_fen") + 1)
    Agreement.objects.filter(right_holder=bad).update(amount_fen=F("amount_fen") + 1)
    run = thread.checked(of)
    assert (run.checked, run.failed) == (2, 1)
    result = CheckResult.objects.get(check_run=run, right_holder=bad)
    assert result.recomputed_fen is not None
    assert result.agreed_fen - result.recomputed_fen == 1
    assert result.difference.startswith("合法房屋补偿（房屋“主房”，付所有权人）：234,487.51 元 → 234,487.50 元")
    assert "户号 A2 与 A1 事实相同，基本补偿多 0.01 元" in result.difference
    assert hindrances_to_pay(run, [good], demonstration=True) == []
    assert "自查不符" in hindrances_to_pay(run, [bad], demonstration=True)[0]


def test_an_agreement_that_is_not_its_sheet_fails() -> None:
    of = thread.project()
    (holder,) = thread.signed_households(of, "A1")
    Agreement.objects.filter(right_holder=holder).update(amount_fen=F("amount_fen") - 1)
    run = thread.checked(of)
    assert run.failed == 1
    assert "与其计算单" in CheckResult.objects.get(check_run=run).difference


def mended(holder: RightHolder) -> None:
    agreement = holder.agreements.get(supplements=None)
    sheet = thread.computed(holder, DAY, cause="更正错误", paper="示例告知〔2025〕1号")
    supplement_agreement(agreement=agreement, sheet=sheet, number=f"补-{holder.number}", cause="更正错误", signed_on=DAY,
                         by=thread.person(Role.PROJECT), at=thread.at(DAY), demonstration=True)  # fmt: skip


def test_facts_that_changed_fail_it_and_a_supplement_mends_it() -> None:
    of = thread.project()
    (holder,) = thread.signed_households(of, "A1")
    passed = thread.checked(of)
    thread.changed(holder, DAY, kind="房屋", 合法面积="240.49", 实测面积="240.49")
    assert "事实或适用文件有变动" in hindrances_to_pay(passed, [holder], demonstration=True)[0]
    failed = thread.checked(of)
    assert failed.failed == 1
    assert "不是项目最近一次" in hindrances_to_pay(passed, [holder], demonstration=True)[0]
    mended(holder)
    assert "自查不符" in hindrances_to_pay(failed, [holder], demonstration=True)[0]
    last = thread.checked(of)
    assert last.failed == 0
    assert hindrances_to_pay(last, [holder], demonstration=True) == []


def test_a_supplement_after_the_check_asks_for_another() -> None:
    of = thread.project()
    (holder,) = thread.signed_households(of, "A1")
    thread.changed(holder, DAY, kind="房屋", 合法面积="240.49", 实测面积="240.49")
    run = thread.checked(of)
    CheckResult.objects.filter(check_run=run).update(passed=True)
    mended(holder)
    assert "签过补充协议" in hindrances_to_pay(run, [holder], demonstration=True)[0]


def test_facts_that_no_longer_compute_fail_it() -> None:
    of = thread.project()
    (holder,) = thread.signed_households(of, "A1")
    thread.changed(holder, DAY, kind="房屋", 违法面积="20")
    run = thread.checked(of)
    result = CheckResult.objects.get(check_run=run)
    assert (result.passed, result.recomputed_fen) == (False, None)
    assert "不能复算" in result.difference


def test_who_is_not_in_the_check_is_not_paid() -> None:
    of = thread.project()
    thread.signed_households(of, "A1")
    unsigned = thread.surveyed(of, "A2")
    run = thread.checked(of)
    assert hindrances_to_pay(run, [unsigned], demonstration=True) == ["户号 A2：没有协议，不能付款。"]


def test_without_agreements_there_is_nothing_to_check() -> None:
    of = thread.project()
    with pytest.raises(WrongStateError, match="还没有协议"):
        thread.checked(of)


def test_who_may_check() -> None:
    of = thread.project()
    thread.signed_households(of, "A1")
    elsewhere = officer("elsewhere", Role.REVIEW, where=township("430199002"))
    for by in (elsewhere, thread.person(Role.PROJECT), thread.person(Role.FINANCE)):
        with pytest.raises(NotAllowedError):
            check_before_payment(project=of, policy=thread.POLICY, by=by, at=thread.at(DAY))
