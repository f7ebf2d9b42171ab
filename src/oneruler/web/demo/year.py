"""The demonstration district's year, made by the same actions that its people use, each on the day on which it happens.

One project on collective land (46 households and a collective) from the plan to the hand-over; a second task of the plan,
houses on state-owned land, waits to be opened. Everything is invented.
"""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from oneruler.base.fen import Fen, to_yuan
from oneruler.base.figures import Figure
from oneruler.compensation.actions import (
    check_before_payment,
    compute_sheets,
    publish_sheets,
    record_demolition,
    record_vacating,
    sign_agreement,
    supplement_agreement,
)  # fmt: skip
from oneruler.compensation.queries import agreements_of, current_sheets_of
from oneruler.funds.actions import (
    PayeeRow,
    RepayRow,
    approve_batch,
    draft_batch,
    receive_pre_deposit,
    record_bank_return,
    repay,
    review_batch,
    send_batch,
)  # fmt: skip
from oneruler.funds.bank_file import RETURN_HEADER
from oneruler.funds.queries import returned_payments, standings_of
from oneruler.office.actions import NewAdministrator, RegionRow, first_run
from oneruler.office.queries import active_officers, townships
from oneruler.office.roles import Role
from oneruler.policy.model import Policy
from oneruler.policy.pack.loading import load
from oneruler.projects.actions import TaskRow, hand_over, open_project, pass_step, receive_plan
from oneruler.projects.queries import handed_over_projects
from oneruler.survey.actions import HolderRow, enter_facts, register_right_holders
from oneruler.survey.queries import current_facts_of
from oneruler.web.demo.people import FIRST_DAY, PEOPLE, enrol_demo_people
from oneruler.web.demo.population import Neighbour, village
from oneruler.web.measures import MEASURES

if TYPE_CHECKING:
    from oneruler.funds.models import PaymentBatch
    from oneruler.office.models import Officer, Region
    from oneruler.projects.models import PlanTask, Project
    from oneruler.survey.models import RightHolder

AGENCY = "云溪示范县征地工作协调服务中心"
GOVERNMENT = "云溪示范县人民政府"
TOWNSHIP = "990001001"
_REGION = RegionRow("990001", "云溪示范县")
_TOWNSHIPS = (RegionRow(TOWNSHIP, "示例·云溪镇", "township"),)
_ADMINISTRATORS = (
    (Role.SYSTEM_ADMINISTRATOR, "demo-system", "示例·孙系统"),
    (Role.SECURITY_ADMINISTRATOR, "demo-security", "示例·钱安全"),
    (Role.AUDIT_ADMINISTRATOR, "demo-audit", "示例·赵审计"),
)

COLLECTIVE = "YX-2025-01"
COLLECTIVE_STEPS = (
    ("public_interest", date(2025, 6, 25)), ("pre_notice", date(2025, 7, 7)), ("land_survey", date(2025, 7, 25)),
    ("risk_assessment", date(2025, 7, 28)), ("compensation_plan", date(2025, 8, 1)), ("plan_notice", date(2025, 8, 4)),
    ("registration", date(2025, 9, 12)), ("funds_in_place", date(2025, 9, 26)), ("agreements", date(2025, 11, 10)),
    ("approval_bundle", date(2025, 11, 12)), ("approval", date(2025, 11, 24)), ("land_notice", date(2025, 11, 28)),
    ("payment", date(2025, 12, 4)), ("hand_over", date(2025, 12, 29)),
)  # fmt: skip


def at(day: date, hour: int = 2) -> datetime:
    """Some time of a working day in China."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def set_up(day: date) -> None:
    """The installation's first run, with three administrators whom nobody can sign in as."""
    administrators = [
        NewAdministrator(role, username, name, secrets.token_urlsafe(18)) for role, username, name in _ADMINISTRATORS
    ]
    first_run(agency=AGENCY, region=_REGION, townships=_TOWNSHIPS, administrators=administrators, at=at(day))


@dataclass(frozen=True)
class Cast:
    """Who holds which post, and the document that holds."""

    people: dict[Role, Officer]
    collective: Policy

    def __getitem__(self, role: Role) -> Officer:
        return self.people[role]


def is_built() -> bool:
    """Whether the year stands to its end."""
    return handed_over_projects(date(2025, 12, 31)).filter(number=COLLECTIVE).exists()


def make(shelf: Path) -> None:
    """Set an empty installation up, with all its people, and make the year. Raises what the actions raise."""
    set_up(FIRST_DAY)
    enrol_demo_people(at(FIRST_DAY))
    build(shelf, {person.username: person.role for person in PEOPLE})


def build(shelf: Path, people: dict[str, Role]) -> None:
    """Make the whole year. ``people`` are the demonstration's usernames with their posts, already enrolled."""
    officers = {officer.username: officer for officer in active_officers(people)}
    cast = Cast(
        {role: officers[name] for name, role in people.items()}, load(shelf / "yunxi-2025")
    )  # fmt: skip
    township = townships().get(code=TOWNSHIP)
    tasks = _plan(cast)
    _collective_year(cast, township, tasks[0])


def _plan(cast: Cast) -> list[PlanTask]:
    plan = receive_plan(
        year=2025, number="云溪征拆〔2025〕2号（虚构）", received_on=date(2025, 1, 14), by=cast[Role.OFFICE], at=at(date(2025, 1, 14)),
        tasks=[
            TaskRow("示例·云溪大道", "collective", "city", date(2025, 12, 31), 2_500_000, 850_000, 46),
            TaskRow("示例·溪正街", "state_owned", "own", date(2025, 12, 31), 0, 130_000, 14),
        ],
    )  # fmt: skip
    return list(plan.tasks.order_by("pk"))


def _collective_year(cast: Cast, township: Region, task: PlanTask) -> None:
    project = open_project(
        number=COLLECTIVE, name="示例·云溪大道", kind="collective", purpose="交通", township=township,
        land_user="示例·云溪交通建设公司", funding_source="财政", policy=cast.collective, opened_on=date(2025, 6, 20), task=task,
        shared_facts={"项目": {"项目名称": "示例·云溪大道", "预公告日": "2025-07-07", "方案确定日": "2025-09-12",
                             "签约期始": "2025-10-09", "签约期末": "2025-11-08", "腾房期末": "2025-12-20",
                             "迁坟期末": "2025-11-30"}},
        by=cast[Role.PROJECT], at=at(date(2025, 6, 20)),
    )  # fmt: skip
    neighbours = village(
        46, signing=(date(2025, 10, 9), date(2025, 11, 8)), announced=date(2025, 7, 7),
        vacated=(date(2025, 12, 8), date(2025, 12, 18)),
    )  # fmt: skip
    work = _Work(cast, project, cast.collective, {one.number: one for one in neighbours})
    work.survey(township, registered=date(2025, 7, 14), surveyed=date(2025, 7, 24), later=("签约日", "腾房日"))
    work.steps(COLLECTIVE_STEPS[:6])
    work.publish(computed=date(2025, 9, 13), first=date(2025, 9, 15), last=date(2025, 9, 24))
    work.steps(COLLECTIVE_STEPS[6:7])
    work.deposit(date(2025, 9, 25), Fen(3_200_000_000))
    work.steps(COLLECTIVE_STEPS[7:8])
    work.sign_all()
    work.steps(COLLECTIVE_STEPS[8:12])
    work.check_and_mend(date(2025, 12, 1))
    work.pay("YX-2025-01-P1", date(2025, 12, 3))
    work.steps(COLLECTIVE_STEPS[12:13])
    work.clear_all(paid=date(2025, 12, 24))
    work.steps(COLLECTIVE_STEPS[13:])
    for parcel, area in _parcels(neighbours[-1]):
        hand_over(
            project=project, parcel=parcel, area_mu_e4=area, handed_over_on=date(2025, 12, 29),
            paper_number="云溪交地〔2025〕1号（虚构）", by=cast[Role.PROJECT], at=at(date(2025, 12, 29)),
        )  # fmt: skip


def _parcels(collective: Neighbour) -> list[tuple[str, int]]:
    """The collective's parcels with their areas in whole 0.0001 亩."""
    return [(row["编号"], int(row["面积"].replace(".", ""))) for row in collective.facts["地块"]]


class _Work:
    """The work on one project, each verb in its own words."""

    def __init__(self, cast: Cast, project: Project, policy: Policy, neighbours: dict[str, Neighbour]) -> None:
        self.cast, self.project, self.policy, self.neighbours = cast, project, policy, neighbours
        self.holders: dict[str, RightHolder] = {}
        self.mended = ""

    def survey(self, township: Region, *, registered: date, surveyed: date, later: tuple[str, ...]) -> None:
        """Register all and enter what was found of them; the fields ``later`` are not known yet."""
        rows = [
            HolderRow(one.number, "collective" if one.root == "集体" else "household", one.root, township, one.name,
                      one.identity_number, "", one.address)
            for one in self.neighbours.values()
        ]  # fmt: skip
        made = register_right_holders(project=self.project, rows=rows, by=self.cast[Role.SURVEY], at=at(registered))
        self.holders = {holder.number: holder for holder in made}
        for number, one in self.neighbours.items():
            facts = {kind: [{k: v for k, v in row.items() if k not in later} for row in rows]
                     for kind, rows in one.facts.items()}  # fmt: skip
            enter_facts(right_holder=self.holders[number], facts=facts, policy=self.policy, cause="入户调查",
                        by=self.cast[Role.SURVEY], at=at(surveyed))  # fmt: skip

    def steps(self, steps: Sequence[tuple[str, date]]) -> None:
        """Pass statutory steps, each with the figures that it asks for."""
        for code, day in steps:
            conditions: dict[str, Figure] = {
                name: MEASURES.figure(name, as_of=day, project=self.project.number)
                for name in ("pre_deposit_balance", "estimated_compensation")
            }
            pass_step(project=self.project, step=code, happened_on=day, issuer=GOVERNMENT,
                      paper_number=f"云溪征公〔2025〕{day:%m%d}号（虚构）", conditions=conditions,
                      by=self.cast[Role.PROJECT], at=at(day, 8))  # fmt: skip

    def publish(self, *, computed: date, first: date, last: date) -> None:
        """Compute every sheet and put them on the notice board."""
        self.compute(computed, "首次计算")
        publish_sheets(project=self.project, round=1, place="示例·村务公开栏", first_day=first, last_day=last,
                       by=self.cast[Role.PROJECT], at=at(first))  # fmt: skip

    def compute(self, day: date, cause: str, holders: Sequence[RightHolder] | None = None) -> None:
        """Compute sheets, of all or of some."""
        done = compute_sheets(project=self.project, policy=self.policy, cause=cause, by=self.cast[Role.PROJECT],
                              at=at(day, 6), right_holders=holders)  # fmt: skip
        if done.refused:
            raise RuntimeError(f"the demonstration's facts do not compute: {done.refused}")

    def deposit(self, day: date, amount: Fen) -> None:
        """Money into the special account."""
        receive_pre_deposit(project=self.project, amount=amount, happened_on=day, paper_number="预存-001（虚构）",
                            by=self.cast[Role.FINANCE], at=at(day))  # fmt: skip

    def change(self, number: str, day: date, cause: str, **fields: str) -> None:
        """State some fields of the root otherwise."""
        holder = self.holders[number]
        _, raw = current_facts_of([holder])[holder.pk]
        facts = {kind: [dict(row) for row in rows] for kind, rows in raw.items()}
        facts[holder.root][0].update(fields)
        enter_facts(right_holder=holder, facts=facts, policy=self.policy, cause=cause, by=self.cast[Role.SURVEY],
                    at=at(day))  # fmt: skip

    def sign_all(self) -> None:
        """Everyone signs on the day of their own, day by day."""
        days = {
            number: date.fromisoformat(one.facts["户"][0]["签约日"]) if one.root == "户" else date(2025, 11, 8)
            for number, one in self.neighbours.items()
        }
        for day in sorted(set(days.values())):
            today = [number for number, signed in days.items() if signed == day]
            households = [number for number in today if self.neighbours[number].root == "户"]
            for number in households:
                self.change(number, day, "登记签约日", 签约日=day.isoformat())
            if households:
                self.compute(day, "登记签约日", [self.holders[number] for number in households])
            for number in today:
                sign_agreement(right_holder=self.holders[number], number=f"协-{number}", signed_on=day,
                               by=self.cast[Role.PROJECT], at=at(day, 7), demonstration=True)  # fmt: skip

    def check_and_mend(self, day: date) -> None:
        """The recheck on site finds one vegetable plot larger by 0.01 ㎡; a supplementary agreement mends it."""
        number = next(number for number, one in self.neighbours.items()
                      if one.root == "户" and one.facts["户"][0]["庭院菜地面积"] != "0.00")  # fmt: skip
        self.mended = number
        area = self.neighbours[number].facts["户"][0]["庭院菜地面积"]
        self.change(number, day, "付款前现场复核", 庭院菜地面积=str(Decimal(area) + Decimal("0.01")))
        self.check(day)
        self.supplement([number], day, "更正错误", "付款前现场复核")
        self.check(day)

    def check(self, day: date) -> None:
        """Recompute every sheet before payment."""
        self.run = check_before_payment(
            project=self.project, policy=self.policy, by=self.cast[Role.REVIEW], at=at(day, 7)
        )

    def supplement(self, numbers: Sequence[str], day: date, cause: str, why: str) -> None:
        """Compute anew and sign what changed as a supplement."""
        holders = [self.holders[number] for number in numbers]
        self.compute(day, cause, holders)
        sheets = current_sheets_of(holders)
        firsts = {one.right_holder_id: one for one in agreements_of(holders) if one.supplements_id is None}
        for number, holder in zip(numbers, holders, strict=True):
            supplement_agreement(agreement=firsts[holder.pk], sheet=sheets[holder.pk], number=f"补-{number}-{day:%m%d}",
                                 cause=why, signed_on=day, by=self.cast[Role.PROJECT], at=at(day, 7),
                                 demonstration=True)  # fmt: skip

    def pay(self, number: str, day: date) -> None:
        """One batch through three people, out to the bank and back with one payment returned, which is paid again."""
        standings = standings_of(list(self.holders.values()))
        banks = {self.holders[key].pk: one for key, one in self.neighbours.items()}
        payees = [
            PayeeRow(self._holder(key), row.payee, row.name, banks[key].bank, banks[key].account, row.left)
            for key, rows in standings.items() for row in rows if row.left > 0
        ]  # fmt: skip
        batch = draft_batch(project=self.project, number=number, payees=payees, check_run=self.run,
                            by=self.cast[Role.FINANCE], at=at(day), demonstration=True)  # fmt: skip
        self._through(batch, day, returned=1)
        back = [RepayRow(payment) for payment in returned_payments(self.project)]
        again = repay(project=self.project, number=f"{number}-再付", rows=back, check_run=self.run,
                      by=self.cast[Role.FINANCE], at=at(day, 6), demonstration=True)  # fmt: skip
        self._through(again, day, returned=0)

    def _holder(self, key: int) -> RightHolder:
        return next(holder for holder in self.holders.values() if holder.pk == key)

    def _through(self, batch: PaymentBatch, day: date, *, returned: int) -> None:
        review_batch(batch=batch, by=self.cast[Role.REVIEW], at=at(day, 3), demonstration=True)
        approve_batch(batch=batch, by=self.cast[Role.LEADER], at=at(day, 4), demonstration=True)
        send_batch(batch=batch, by=self.cast[Role.CASHIER], at=at(day, 5), demonstration=True)
        record_bank_return(batch=batch, data=_bank_return(batch, returned), happened_on=day,
                           by=self.cast[Role.CASHIER], at=at(day, 6))  # fmt: skip

    def clear_all(self, *, paid: date) -> None:
        """All move out, the houses come down; what follows from the day of moving is agreed and paid."""
        numbers = [number for number, one in self.neighbours.items() if one.root == "户"]
        for number in numbers:
            day = date.fromisoformat(self.neighbours[number].facts["户"][0]["腾房日"])
            record_vacating(right_holder=self.holders[number], vacated_on=day, paper_number=f"腾-{number}",
                            by=self.cast[Role.PROJECT], at=at(day))  # fmt: skip
            self.change(number, day, "腾房验收", 腾房日=day.isoformat())
            houses = self.neighbours[number].facts["房屋"]
            area = sum(int(house["合法面积"].replace(".", "")) for house in houses)
            record_demolition(right_holder=self.holders[number], demolished_on=date(2025, 12, 22), area_e2=area,
                              by=self.cast[Role.PROJECT], at=at(date(2025, 12, 22)))  # fmt: skip
        why = "腾房后应付的奖励和过渡费"
        self.supplement([one for one in numbers if one != self.mended], date(2025, 12, 23), "腾房验收", why)
        self.supplement([self.mended], date(2025, 12, 23), "更正错误", why)  # its sheet still holds what was mended
        self.check(date(2025, 12, 23))
        self.pay(f"{self.project.number}-P2", paid)


def _bank_return(batch: PaymentBatch, returned: int) -> bytes:
    """The bank's answer: all paid but the first ``returned``, whose account was closed."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(RETURN_HEADER)
    for place, payment in enumerate(batch.payments.order_by("pk")):
        outcome = ("退回", "账户已注销") if place < returned else ("已付", "")
        writer.writerow([batch.number, payment.reference, f"{to_yuan(Fen(payment.amount_fen))}", *outcome])
    return out.getvalue().encode()
