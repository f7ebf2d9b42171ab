"""Three people, in this order, and the bank hears of a batch once."""

from __future__ import annotations

import hashlib

import pytest

from oneruler.base.fen import Fen
from oneruler.compensation.queries import owed
from oneruler.funds import bank_file
from oneruler.funds.actions import approve_batch, review_batch, send_batch, withdraw_batch
from oneruler.funds.ledger import Book
from oneruler.funds.models import PaymentBatch
from oneruler.funds.queries import balances_of, bank_file_of, batch_total, spoken_for
from oneruler.office.errors import NotAllowedError, WrongStateError
from oneruler.office.models import Assignment, Officer
from oneruler.office.roles import Role
from tests import thread
from tests.funds.paying import DAY, PLENTY, approved, drafted, ready, reviewed, row, sent

pytestmark = pytest.mark.django_db


def also(officer: Officer, role: Role) -> Officer:
    Assignment.objects.create(officer=officer, role=role, first=thread.SURVEYED)
    return officer


def test_three_people_in_order_then_the_bank() -> None:
    of, (holder,) = ready("A1")
    batch = drafted(of, [row(holder)])
    finance, review, leader = (thread.person(role) for role in (Role.FINANCE, Role.REVIEW, Role.LEADER))
    with pytest.raises(WrongStateError, match="应是“已复核”，现为“已编制”"):
        approve_batch(batch=batch, by=leader, at=thread.at(DAY), demonstration=True)
    with pytest.raises(WrongStateError, match="编制的人不能复核"):
        review_batch(batch=batch, by=also(finance, Role.REVIEW), at=thread.at(DAY), demonstration=True)
    review_batch(batch=batch, by=review, at=thread.at(DAY), demonstration=True)
    for one in (also(review, Role.LEADER), also(finance, Role.LEADER)):
        with pytest.raises(WrongStateError, match="应是三个人"):
            approve_batch(batch=batch, by=one, at=thread.at(DAY), demonstration=True)
    with pytest.raises(WrongStateError, match="应是“已审批”"):
        send_batch(batch=batch, by=thread.person(Role.CASHIER), at=thread.at(DAY), demonstration=True)
    approve_batch(batch=batch, by=leader, at=thread.at(DAY), demonstration=True)
    data = send_batch(batch=batch, by=thread.person(Role.CASHIER), at=thread.at(DAY), demonstration=True)
    number, (instruction,) = bank_file.read(data)
    assert (number, instruction.amount, instruction.name) == ("P-1", owed(holder), holder.name)
    batch.refresh_from_db()
    assert batch.file_digest == hashlib.sha256(data).hexdigest()
    assert bank_file_of(batch) == data
    with pytest.raises(WrongStateError, match="现为“已送银行”"):
        send_batch(batch=batch, by=thread.person(Role.CASHIER), at=thread.at(DAY), demonstration=True)


def test_sending_moves_the_money_once() -> None:
    of, (holder,) = ready("A1")
    batch = approved(drafted(of, [row(holder)]))
    assert spoken_for(of) == batch_total(batch) == owed(holder)
    assert balances_of(of)[Book.SPECIAL_ACCOUNT] == PLENTY
    sent_one = PaymentBatch.objects.get(pk=batch.pk)
    send_batch(batch=sent_one, by=thread.person(Role.CASHIER), at=thread.at(DAY), demonstration=True)
    held = balances_of(of)
    assert held[Book.SPECIAL_ACCOUNT] == PLENTY - owed(holder)
    assert held[Book.IN_TRANSIT] == owed(holder)
    assert spoken_for(of) == 0


def test_what_changed_since_stops_a_batch_on_its_way() -> None:
    of, (holder,) = ready("A1")
    batch = reviewed(drafted(of, [row(holder)]))
    thread.changed(holder, DAY, kind="房屋", 合法面积="240.49", 实测面积="240.49")
    with pytest.raises(WrongStateError, match=r"有变动，请重新自查[\s\S]*请撤销本批"):
        approve_batch(batch=batch, by=thread.person(Role.LEADER), at=thread.at(DAY), demonstration=True)


def test_an_example_is_reviewed_in_a_demonstration_only() -> None:
    of, (holder,) = ready("A1")
    batch = drafted(of, [row(holder)])
    with pytest.raises(WrongStateError, match="只能在演示中"):
        review_batch(batch=batch, by=thread.person(Role.REVIEW), at=thread.at(DAY))


def test_a_withdrawn_batch_frees_what_it_held() -> None:
    of, (holder,) = ready("A1")
    finance = thread.person(Role.FINANCE)
    batch = approved(drafted(of, [row(holder)]))
    with pytest.raises(WrongStateError, match="写明原因"):
        withdraw_batch(batch=batch, reason=" ", by=finance, at=thread.at(DAY))
    assert withdraw_batch(batch=batch, reason="账号有误", by=finance, at=thread.at(DAY)).state == "withdrawn"
    assert spoken_for(of) == Fen(0)
    again = sent(drafted(of, [row(holder)], "P-2"))
    with pytest.raises(WrongStateError, match="已送银行，不能撤销"):
        withdraw_batch(batch=again, reason="迟了", by=finance, at=thread.at(DAY))


def test_who_may_do_what() -> None:
    of, (holder,) = ready("A1")
    batch = drafted(of, [row(holder)])
    for act, role in (
        (review_batch, Role.LEADER), (approve_batch, Role.REVIEW), (send_batch, Role.FINANCE), (send_batch, Role.LEADER),
    ):  # fmt: skip
        with pytest.raises(NotAllowedError):
            act(batch=batch, by=thread.person(role), at=thread.at(DAY))
