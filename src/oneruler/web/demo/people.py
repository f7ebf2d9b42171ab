"""The demonstration's people. Their names say that they are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from oneruler.office.actions import enrol_officer
from oneruler.office.actions.posts import assign
from oneruler.office.queries import active_officers
from oneruler.office.roles import Role


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One whom a visitor may sign in as; ``about`` says what this person does, ``role`` which post it is."""

    username: str
    display_name: str
    about: str
    role: Role


PEOPLE = (
    DemoPerson("demo-clerk", "示例·张核查", "综合岗：录入计划，核查报告，填报绩效", Role.OFFICE),
    DemoPerson("demo-project", "示例·周项目", "项目岗：立项、办理程序、计算、公示、签约", Role.PROJECT),
    DemoPerson("demo-survey", "示例·吴调查", "调查岗：登记权利人，录入调查事实", Role.SURVEY),
    DemoPerson("demo-reviewer", "示例·李复核", "审核岗：认定、付款前自查、复核付款", Role.REVIEW),
    DemoPerson("demo-finance", "示例·郑财务", "财务岗：资金到账，编制付款批次", Role.FINANCE),
    DemoPerson("demo-cashier", "示例·王出纳", "出纳岗：登记银行回单", Role.CASHIER),
    DemoPerson("demo-leader", "示例·冯主任", "分管领导：看全局，审批付款", Role.LEADER),
)
FIRST_DAY = date(2025, 1, 2)
"""From this day on they hold their posts."""


@transaction.atomic
def enrol_demo_people(at: datetime) -> None:
    """Enrol those who are not there yet, each with a post. They have no password: only the demonstration lets them in."""
    there = set(active_officers(person.username for person in PEOPLE).values_list("username", flat=True))
    for person in PEOPLE:
        if person.username not in there:
            officer = enrol_officer(username=person.username, display_name=person.display_name, password=None, at=at)
            assign(officer=officer, role=person.role, first=FIRST_DAY, last=None, project_number="", township=None,
                   by=None, at=at)  # fmt: skip


def invitation(address: str) -> str:
    """What is said once the demonstration can be opened."""
    return (
        f"\n演示已就绪：  {address}\n"
        f"登录：        在登录页点“{PEOPLE[0].display_name}”即可进入，不需要口令\n"
        "停止：        按 Ctrl+C\n"
    )
