"""Thousands of random steps over agreements and payments, held against a small model that knows when each must succeed.

After every step no fen is lost and the books agree with the payments; at the end the audit trail is whole. With
``ONERULER_LONG=1`` the machine runs far longer.
"""

from __future__ import annotations

import inspect
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from oneruler.base.fen import Fen
from oneruler.compensation.actions import supplement_agreement
from oneruler.compensation.queries import latest_check, owed
from oneruler.funds.actions import (
    RepayRow,
    approve_batch,
    draft_batch,
    record_bank_return,
    refund_pre_deposit,
    repay,
    review_batch,
    send_batch,
    withdraw_batch,
)
from oneruler.funds.bank_file import BankFileError, read
from oneruler.funds.ledger import Book, balances
from oneruler.funds.models import Payment, PaymentBatch
from oneruler.funds.queries import balances_of, journal, ledger_breaks, spoken_for, standing_of
from oneruler.office.errors import ActionError
from oneruler.office.models import Officer
from oneruler.office.queries import audit_breaks
from oneruler.office.roles import Role
from oneruler.projects.models import Project
from oneruler.survey.models import RightHolder
from tests import thread
from tests.district import passed
from tests.funds.banking import as_csv, rows_of
from tests.funds.paying import DAY, deposited, row

LONG = os.environ.get("ONERULER_LONG") == "1"
AREAS = ("240.50", "240.49", "180.00", "260.00")
HOUSEHOLDS = {"J-1": ("A1", "A2", "A3"), "J-2": ("B1",)}
SIGNED, DEPOSIT = ("A1", "A2"), 40_000_000
"""J-1 is under way when the machine starts, with money for one household and a half; J-2 begins from nothing."""
AT = thread.at(DAY)
OUTCOMES = st.lists(st.sampled_from(["成功", "成功", "失败", "退汇"]), min_size=3, max_size=3)
COUNTED: Counter[tuple[str, bool]] = Counter()
"""How often each step was done and refused, so that a machine that stands still is found out."""


@dataclass
class Household:
    """A household as the model knows it: which area stands where, and where its money is."""

    row: RightHolder
    project: str
    surveyed: str = AREAS[0]
    computed: str = AREAS[0]
    agreed: str = ""
    checked: str = ""  # the area found right by the project's last check
    owed: int = 0
    paid: int = 0
    pending: int = 0
    returned: int = 0

    @property
    def payable(self) -> bool:
        return bool(self.agreed) and self.checked == self.agreed == self.surveyed


@dataclass
class Account:
    """A project's account as the model knows it."""

    row: Project
    announced: bool = False
    checks: int = 0
    received: int = 0
    special: int = 0
    reserved: int = 0
    transit: int = 0
    paid: int = 0


@dataclass
class Batch:
    """A batch as the model knows it. ``payments``: reference → (household, fen, state)."""

    row: PaymentBatch
    project: str
    check: int
    state: str = "drafted"
    payments: dict[str, tuple[str, int, str]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(amount for _, amount, _ in self.payments.values())


class MoneyMachine(RuleBasedStateMachine):
    """Rules do what officers may try; each knows beforehand whether it must succeed."""

    batches: Bundle[str] = Bundle("batches")

    @initialize()
    def begin(self) -> None:
        self.inside = transaction.atomic()
        self.inside.__enter__()
        self.accounts = {number: Account(Project.objects.get(number=number)) for number in HOUSEHOLDS}
        self.homes = {
            number: Household(self.accounts[project].row.right_holders.get(number=number), project)
            for project, numbers in HOUSEHOLDS.items()
            for number in numbers
        }
        running = self.accounts["J-1"]
        running.announced, running.checks, running.received, running.special = True, 1, DEPOSIT, DEPOSIT
        for home in self.homes.values():
            if home.row.number in SIGNED:
                home.agreed = home.checked = AREAS[0]
                home.owed = owed(home.row)
        self.made: dict[str, Batch] = {}
        self.numbers = 0
        self.people = {role: thread.person(role) for role in Role}

    def teardown(self) -> None:
        if not hasattr(self, "inside"):
            return
        try:
            assert list(audit_breaks()) == []
            for account in self.accounts.values():
                held = balances(entry for _, entry in journal(account.row))
                assert sum(held.values()) == 0
                assert held.get(Book.SPECIAL_ACCOUNT, 0) == account.special
        finally:
            transaction.set_rollback(True)
            self.inside.__exit__(None, None, None)

    def next_number(self) -> str:
        self.numbers += 1
        return f"N-{self.numbers}"

    def by(self, role: Role) -> Officer:
        return self.people[role]

    def tried(self, may: bool, act: Callable[[], object], what: str = "") -> bool:
        """Do it; it must succeed exactly where the model says so. What is refused leaves nothing behind."""
        refused: Exception | None = None
        try:
            with transaction.atomic():
                act()
        except (ActionError, BankFileError) as error:
            refused = error
        assert (refused is None) == may, f"should {'do' if may else 'be refused'}: {refused}"
        COUNTED[what or inspect.stack()[1].function, may] += 1
        return may

    # -- agreements -----------------------------------------------------------------------------------------------

    @rule(number=st.sampled_from(["A1", "A2", "A3", "B1"]))
    def sign(self, number: str) -> None:
        home = self.homes[number]
        if self.tried(not home.agreed, lambda: thread.signed(home.row)):
            home.agreed = home.computed
            home.owed = owed(home.row)

    @precondition(lambda self: any(home.agreed for home in self.homes.values()))
    @rule(number=st.sampled_from(["A1", "A2", "A3", "B1"]), area=st.sampled_from(AREAS), mend=st.integers(0, 4))
    def resurvey(self, number: str, area: str, mend: int) -> None:
        """Facts change; mostly they are computed, agreed to and checked anew at once."""
        home = self.homes[number]
        if not home.agreed:
            return
        change = {"合法面积": area, "实测面积": area}
        if self.tried(area != home.surveyed, lambda: thread.changed(home.row, DAY, kind="房屋", **change)):
            home.surveyed = area
        if mend and self.tried(
            home.computed != home.surveyed,
            lambda: thread.computed(home.row, DAY, cause="更正错误", paper="示例告知〔2025〕1号"),
        ):
            home.computed = home.surveyed
        if mend > 1:
            self.mend(home)
            self.recheck(home.project)

    @precondition(lambda self: any(home.agreed for home in self.homes.values()))
    @rule(number=st.sampled_from(["A1", "A2", "A3", "B1"]))
    def supplement(self, number: str) -> None:
        if self.homes[number].agreed:
            self.mend(self.homes[number])

    def mend(self, home: Household) -> None:
        """Sign a supplement for what was computed last."""
        may = home.computed == home.surveyed and home.computed != home.agreed

        def act() -> None:
            supplement_agreement(
                agreement=home.row.agreements.get(supplements=None), sheet=thread.sheet_of(home.row),
                number=f"补-{self.next_number()}", cause="更正错误", signed_on=DAY, by=self.by(Role.PROJECT), at=AT,
                demonstration=True,
            )  # fmt: skip

        if self.tried(may, act, "supplement"):
            home.agreed = home.computed
            home.owed = owed(home.row)

    @rule(project=st.sampled_from(["J-1", "J-2"]))
    def check(self, project: str) -> None:
        self.recheck(project)

    def recheck(self, project: str) -> None:
        """The check before payment."""
        homes = [home for home in self.homes.values() if home.project == project]
        if self.tried(any(home.agreed for home in homes), lambda: thread.checked(self.accounts[project].row), "check"):
            self.accounts[project].checks += 1
            for home in homes:
                home.checked = home.agreed if home.agreed == home.surveyed else ""

    @rule(project=st.sampled_from(["J-1", "J-2"]))
    def announce(self, project: str) -> None:
        account = self.accounts[project]
        if not account.announced:
            passed(account.row, "land_notice")
            account.announced = True

    # -- money in and out -----------------------------------------------------------------------------------------

    @rule(project=st.sampled_from(["J-1", "J-2"]), amount=st.integers(1, 60_000_000))
    def deposit(self, project: str, amount: int) -> None:
        deposited(self.accounts[project].row, Fen(amount), self.next_number())
        self.accounts[project].received += amount
        self.accounts[project].special += amount

    @rule(project=st.sampled_from(["J-1", "J-2"]), share=st.integers(0, 12))
    def refund(self, project: str, share: int) -> None:
        account = self.accounts[project]
        free = account.special - account.reserved
        amount = free * share // 10
        if self.tried(
            0 < amount <= free,
            lambda: refund_pre_deposit(project=account.row, amount=Fen(amount), happened_on=DAY, by=self.by(Role.FINANCE),
                                       paper_number=self.next_number(), at=AT),
        ):  # fmt: skip
            account.received -= amount
            account.special -= amount

    def may_draft(self, project: str, wanted: list[tuple[Household, int]], *, again: bool) -> bool:
        account = self.accounts[project]
        return (
            account.announced
            and account.checks > 0
            and all(home.project == project and home.payable for home, _ in wanted)
            and all(0 < amount <= home.owed - home.paid - home.pending for home, amount in wanted)
            and (again or not any(home.returned for home, _ in wanted))
            and sum(amount for _, amount in wanted) <= account.special - account.reserved
        )

    def drafted(self, project: str, number: str, wanted: list[tuple[Household, int]]) -> str:
        batch = PaymentBatch.objects.get(number=number)
        made = Batch(batch, project, self.accounts[project].checks)
        for payment, (home, amount) in zip(batch.payments.order_by("pk"), wanted, strict=True):
            made.payments[payment.reference] = (home.row.number, amount, "pending")
            home.pending += amount
        self.accounts[project].reserved += made.total
        self.made[number] = made
        return number

    @rule(
        target=batches,
        project=st.sampled_from(["J-1", "J-1", "J-2"]),
        chosen=st.lists(st.sampled_from(["A1", "A2", "A3", "B1"]), min_size=1, max_size=3, unique=True),
        share=st.sampled_from([1, 2, 5, 10, 11]),
        stranger=st.integers(0, 5).map(lambda one: one == 5),
        onward=st.integers(0, 3),
        words=OUTCOMES,
    )
    def draft(
        self, project: str, chosen: list[str], share: int, stranger: bool, onward: int, words: list[str]
    ) -> MultipleResults[str] | str:
        homes = [self.homes[number] for number in chosen]
        if not stranger:
            homes = [home for home in homes if home.project == project and home.agreed] or homes
        wanted = [(home, (home.owed - home.paid - home.pending) * share // 10) for home in homes]
        run = latest_check(self.accounts[project].row) or latest_check(self.accounts["J-1"].row)
        number = self.next_number()
        if run is None:
            return multiple()
        rows = [row(home.row, amount) for home, amount in wanted]
        if self.tried(
            self.may_draft(project, wanted, again=False),
            lambda: draft_batch(project=self.accounts[project].row, number=number, payees=rows, check_run=run,
                                by=self.by(Role.FINANCE), at=AT, demonstration=True),
        ):  # fmt: skip
            self.drafted(project, number, wanted)
            if onward:
                self.onward(self.made[number], ("review", "approve", "send"))
            if onward > 1:
                self.listen(self.made[number], words)
            return number
        return multiple()

    @rule(target=batches, of=batches, at=st.integers(0, 2))
    def pay_again(self, of: str, at: int) -> MultipleResults[str] | str:
        everywhere = [(one, reference) for one in self.made.values() for reference in one.payments]
        back = [(one, reference) for one, reference in everywhere if one.payments[reference][2] == "returned"]
        own = [(self.made[of], reference) for reference in self.made[of].payments]
        batch, reference = (back or own)[at % len(back or own)]
        run = latest_check(self.accounts[batch.project].row)
        assert run is not None
        name, amount, state = batch.payments[reference]
        home, number = self.homes[name], self.next_number()
        payment = Payment.objects.get(reference=reference)
        may = state == "returned" and self.may_draft(batch.project, [(home, amount)], again=True)
        if self.tried(
            may,
            lambda: repay(project=self.accounts[batch.project].row, number=number, rows=[RepayRow(payment)],
                          check_run=run, by=self.by(Role.FINANCE), at=AT, demonstration=True),
        ):  # fmt: skip
            batch.payments[reference] = (name, amount, f"again in {number}")
            home.returned -= amount
            return self.drafted(batch.project, number, [(home, amount)])
        return multiple()

    # -- a batch on its way ---------------------------------------------------------------------------------------

    def still(self, batch: Batch) -> bool:
        account = self.accounts[batch.project]
        homes = [self.homes[name] for name, _, _ in batch.payments.values()]
        return (
            batch.check == account.checks
            and all(home.payable and home.owed >= home.paid + home.pending for home in homes)
            and account.reserved <= account.special
        )

    @rule(of=batches, step=st.sampled_from(["review", "approve", "send", "all", "all"]))
    def go_on(self, of: str, step: str) -> None:
        self.onward(self.made[of], ("review", "approve", "send") if step == "all" else (step,))

    def onward(self, batch: Batch, steps: Sequence[str]) -> None:
        """The steps of a batch on its way, by those whose posts they are."""
        for one in steps:
            before, after, act, role = {
                "review": ("drafted", "reviewed", review_batch, Role.REVIEW),
                "approve": ("reviewed", "approved", approve_batch, Role.LEADER),
                "send": ("approved", "sent", send_batch, Role.CASHIER),
            }[one]
            done: list[object] = []
            may = batch.state == before and self.still(batch)
            if not self.tried(
                may,
                lambda act=act, role=role, done=done: done.append(  # type: ignore[misc]
                    act(batch=batch.row, by=self.by(role), at=AT, demonstration=True)
                ),
                one,
            ):
                continue
            batch.state = after
            if one == "send":
                account = self.accounts[batch.project]
                account.reserved -= batch.total
                account.special -= batch.total
                account.transit += batch.total
                (data,) = done
                assert isinstance(data, bytes)
                assert sum(instruction.amount for instruction in read(data)[1]) == batch.total

    @rule(of=batches, late=st.booleans())
    def withdraw(self, of: str, late: bool) -> None:
        on_their_way = [one for one in self.made.values() if one.state in {"drafted", "reviewed", "approved"}]
        batch = on_their_way[0] if on_their_way and not late else self.made[of]
        waiting = batch.state in {"drafted", "reviewed", "approved"}
        act = lambda: withdraw_batch(batch=batch.row, reason="试", by=self.by(Role.FINANCE), at=AT)  # noqa: E731
        if self.tried(waiting, act):
            batch.state = "withdrawn"
            self.accounts[batch.project].reserved -= batch.total
            for reference, (name, amount, _) in batch.payments.items():
                self.homes[name].pending -= amount
                batch.payments[reference] = (name, amount, "withdrawn")
            for other in self.made.values():
                for reference, (name, amount, state) in other.payments.items():
                    if state == f"again in {batch.row.number}":
                        other.payments[reference] = (name, amount, "returned")
                        self.homes[name].returned += amount

    @rule(of=batches, words=OUTCOMES)
    def hear(self, of: str, words: list[str]) -> None:
        self.listen(self.made[of], words)

    def listen(self, batch: Batch, words: list[str]) -> None:
        """The bank's word on every payment of a batch, twice."""
        told = dict(zip(batch.payments, words, strict=False))
        data = as_csv(rows_of(batch.row, {one: (word, "" if word == "成功" else "账号") for one, word in told.items()}))
        states = {one: batch.payments[one][2] for one in told}
        clash = any(
            (states[one] == "paid" and word == "失败")
            or ((states[one] == "returned" or states[one].startswith("again")) and word == "成功")
            for one, word in told.items()
        )
        may = batch.state == "sent" and not clash
        cashier = self.by(Role.CASHIER)
        for _ in range(2):
            if not self.tried(
                may,
                lambda: record_bank_return(batch=batch.row, data=data, happened_on=DAY, by=cashier, at=AT),
                "hear",
            ):
                return
            for one, word in told.items():
                self.take(batch, one, word)

    def take(self, batch: Batch, reference: str, word: str) -> None:
        name, amount, state = batch.payments[reference]
        home, account = self.homes[name], self.accounts[batch.project]
        if state == "pending" and word == "成功":
            home.pending -= amount
            home.paid += amount
            account.transit -= amount
            account.paid += amount
            batch.payments[reference] = (name, amount, "paid")
        elif state == "pending":
            home.pending -= amount
            home.returned += amount
            account.transit -= amount
            account.special += amount
            batch.payments[reference] = (name, amount, "returned")
        elif state == "paid" and word == "退汇":
            home.paid -= amount
            home.returned += amount
            account.paid -= amount
            account.special += amount
            batch.payments[reference] = (name, amount, "returned")

    # -- what always holds ----------------------------------------------------------------------------------------

    @invariant()
    def no_fen_is_lost(self) -> None:
        if not hasattr(self, "accounts"):
            return
        for account in self.accounts.values():
            held = balances_of(account.row)
            assert sum(held.values()) == 0
            assert held.get(Book.SPECIAL_ACCOUNT, 0) == account.special >= 0
            assert held.get(Book.IN_TRANSIT, 0) == account.transit
            assert held.get(Book.PAID, 0) == account.paid
            assert account.special + account.transit + account.paid == account.received
            assert spoken_for(account.row) == account.reserved
        assert list(ledger_breaks()) == []

    @invariant()
    def everyone_stands_as_the_model_says(self) -> None:
        for home in getattr(self, "homes", {}).values():
            found = [(one.owed, one.paid, one.pending, one.returned) for one in standing_of(home.row)]
            assert found == ([(home.owed, home.paid, home.pending, home.returned)] if home.agreed else [])


@pytest.mark.django_db
def test_no_fen_lost_no_step_out_of_order() -> None:
    for number, households in HOUSEHOLDS.items():
        of = thread.project(number)
        for one in households:
            thread.computed(thread.surveyed(of, one))
        thread.published(of)
    running = Project.objects.get(number="J-1")
    for number in SIGNED:
        thread.signed(running.right_holders.get(number=number))
    passed(running, "land_notice")
    deposited(running, Fen(DEPOSIT))
    thread.checked(running)
    profile = settings(
        max_examples=300 if LONG else 20, stateful_step_count=60 if LONG else 40, deadline=None, derandomize=not LONG,
        suppress_health_check=list(HealthCheck), print_blob=True, database=None,
    )  # fmt: skip
    run_state_machine_as_test(MoneyMachine, settings=profile)
    idle = {
        "sign",
        "supplement",
        "check",
        "refund",
        "draft",
        "review",
        "approve",
        "send",
        "hear",
        "withdraw",
        "pay_again",
    }
    idle = {step for step in idle if not COUNTED[step, True]}
    assert idle <= (set() if LONG else {"withdraw", "pay_again"})
