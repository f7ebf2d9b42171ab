"""Nothing is paid that is not owed, to nobody who is not a payee, before its time, or twice."""

from __future__ import annotations

from datetime import date

import pytest

from oneruler.base.fen import Fen
from oneruler.compensation.queries import owed
from oneruler.funds.actions import RepayRow, draft_batch, repay, withdraw_batch
from oneruler.funds.models import Payment, PaymentBatch
from oneruler.funds.queries import account_balance, ledger_breaks, returned_payments, standing_of
from oneruler.office.errors import NotAllowedError, WrongStateError
from oneruler.office.roles import Role
from tests import thread
from tests.district import officer, passed, township
from tests.funds.paying import DAY, deposited, drafted, ready, row, sent, told

pytestmark = pytest.mark.django_db


def test_a_batch_names_payees_lines_and_references() -> None:
    of, (first, second) = ready("A1", "A2")
    batch = drafted(of, [row(first), row(second, 100)])
    one, two = batch.payments.order_by("pk")
    assert (one.reference, two.reference) == ("P-1-00001", "P-1-00002")
    assert (one.amount_fen, two.amount_fen) == (owed(first), 100)
    assert sum(line.amount_fen for line in one.lines.all()) == owed(first)
    assert one.agreement == first.agreements.get()
    assert batch.state == "drafted"


def test_not_before_the_approval_and_its_notice() -> None:
    of = thread.project()
    (holder,) = thread.signed_households(of, "A1")
    deposited(of)
    thread.checked(of)
    with pytest.raises(WrongStateError, match="“征收土地公告”办结以前，不得支付|“审批”“征收土地公告”办结以前"):
        drafted(of, [row(holder)])
    passed(of, "land_notice")
    with pytest.raises(WrongStateError, match="办结以前，不得支付"):
        drafted(of, [row(holder)], on=date(2025, 12, 9))
    drafted(of, [row(holder)])


def test_not_on_a_failed_or_stale_check() -> None:
    of, (holder,) = ready("A1")
    thread.changed(holder, DAY, kind="房屋", 合法面积="240.49", 实测面积="240.49")
    with pytest.raises(WrongStateError, match="有变动，请重新自查"):
        drafted(of, [row(holder)])
    old = of.checks.get()
    assert thread.checked(of).failed == 1
    with pytest.raises(WrongStateError, match="自查不符"):
        drafted(of, [row(holder)])
    with pytest.raises(WrongStateError, match="不是项目最近一次"):
        drafted(of, [row(holder)], check=old)


def test_an_example_pays_in_a_demonstration_only() -> None:
    of, (holder,) = ready("A1")
    with pytest.raises(WrongStateError, match="只能在演示中"):
        drafted(of, [row(holder)], demonstration=False)


def test_no_more_than_owed_less_what_was_paid_or_is_on_its_way() -> None:
    of, (holder,) = ready("A1")
    whole = owed(holder)
    with pytest.raises(WrongStateError, match="还可付"):
        drafted(of, [row(holder, whole + 1)])
    drafted(of, [row(holder, whole - 5)])
    with pytest.raises(WrongStateError, match=r"还可付 0\.05 元"):
        drafted(of, [row(holder, 6)], "P-2")
    sent(drafted(of, [row(holder, 5)], "P-2"))
    with pytest.raises(WrongStateError, match=r"还可付 0\.00 元"):
        drafted(of, [row(holder, 1)], "P-3")
    with pytest.raises(WrongStateError, match="应大于 0"):
        drafted(of, [row(holder, 0)], "P-3")


def test_no_more_than_the_account_holds_and_is_not_spoken_for() -> None:
    of, (first, second) = ready("A1", "A2", deposit=Fen(0))
    with pytest.raises(WrongStateError, match=r"专户可动用 0\.00 元"):
        drafted(of, [row(first)])
    deposited(of, Fen(owed(first) + 10))
    drafted(of, [row(first)])
    with pytest.raises(WrongStateError, match=r"专户可动用 0\.10 元"):
        drafted(of, [row(second, 11)], "P-2")
    drafted(of, [row(second, 10)], "P-2")


def test_one_projects_account_pays_nobody_of_another() -> None:
    of, _ = ready("A1")
    other = thread.project("J-2")
    (stranger,) = thread.signed_households(other, "B1")
    passed(other, "land_notice")
    run = thread.checked(other)
    with pytest.raises(WrongStateError, match="户号 B1 .*专款专用"):
        drafted(of, [row(stranger)])
    with pytest.raises(WrongStateError, match="专款专用"):
        drafted(of, [row(stranger)], check=run)
    with pytest.raises(WrongStateError, match="专户可动用"):
        drafted(other, [row(stranger)], check=run)
    assert not PaymentBatch.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"payee": "承租人"}, "不是协议所附计算单上的收款人"),
        ({"payee_name": "示例·别人"}, "户名与其不符"),
        ({"account_number": "12ab"}, "账号应是"),
        ({"account_number": "１２３４５６７"}, "账号应是"),
        ({"bank_name": ""}, "开户行"),
        ({"bank_name": "=HYPERLINK(1)"}, "不能以"),
    ],
)
def test_payees_and_accounts(changes: dict[str, str], words: str) -> None:
    of, (holder,) = ready("A1")
    with pytest.raises(WrongStateError, match=words):
        drafted(of, [row(holder, None, **changes)])
    assert not Payment.objects.exists()


def test_the_same_payee_twice_and_a_number_that_is_taken() -> None:
    of, (first, second) = ready("A1", "A2")
    with pytest.raises(WrongStateError, match="户号 A1 的同一收款人在本批出现了两次"):
        drafted(of, [row(first, 1), row(first, 2), row(second, 3)])
    drafted(of, [row(first)])
    with pytest.raises(WrongStateError, match="批次号“P-1”不能用"):
        drafted(of, [row(second)])
    with pytest.raises(WrongStateError, match="没有一笔"):
        drafted(of, [], "P-2")


def test_every_fault_is_named_at_once() -> None:
    of, (first, second) = ready("A1", "A2")
    with pytest.raises(WrongStateError) as error:
        drafted(of, [row(first, owed(first) + 1), row(second, payee="承租人")])
    assert "户号 A1" in str(error.value)
    assert "户号 A2" in str(error.value)


def test_what_was_sent_back_is_paid_again_exactly_once() -> None:
    of, (holder,) = ready("A1")
    whole = owed(holder)
    batch = told(sent(drafted(of, [row(holder)])), {"P-1-00001": ("失败", "账号错误")})
    (back,) = returned_payments(of)
    check = of.checks.get()

    def again(number: str, **changes: str) -> PaymentBatch:
        return repay(project=of, number=number, rows=[RepayRow(back, **changes)], check_run=check,
                     by=thread.person(Role.FINANCE), at=thread.at(DAY), demonstration=True)  # fmt: skip

    with pytest.raises(WrongStateError, match="请先办理重付"):
        drafted(of, [row(holder)], "P-2")
    withdrawn = again("P-2")
    with pytest.raises(WrongStateError, match="已经重付过"):
        again("P-3")
    withdraw_batch(batch=withdrawn, reason="账号没有改", by=thread.person(Role.FINANCE), at=thread.at(DAY))
    second = again("P-3", account_number="6200000000000000002")
    assert second.payments.get().account_number == "6200000000000000002"
    assert second.payments.get().again_for == back
    told(sent(second))
    assert standing_of(holder)[0].paid == whole
    assert list(returned_payments(of)) == []
    with pytest.raises(WrongStateError, match="已经重付过"):
        again("P-4")
    with pytest.raises(WrongStateError, match="没有被退回"):
        repay(project=of, number="P-4", rows=[RepayRow(second.payments.get())], check_run=check,
              by=thread.person(Role.FINANCE), at=thread.at(DAY), demonstration=True)  # fmt: skip
    assert account_balance(of) == 500_000_000 - whole
    assert list(ledger_breaks()) == []
    assert batch.state == "settled"


def test_who_may_draft() -> None:
    of, (holder,) = ready("A1")
    elsewhere = officer("elsewhere", Role.FINANCE, where=township("430199002"))
    for by in (elsewhere, thread.person(Role.CASHIER), thread.person(Role.LEADER)):
        with pytest.raises(NotAllowedError):
            draft_batch(project=of, number="P-1", payees=[row(holder)], check_run=of.checks.get(), by=by,
                        at=thread.at(DAY), demonstration=True)  # fmt: skip
