"""The demonstration's people. Their names say that they are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from oneruler.office.actions import enrol_officer
from oneruler.office.queries import active_officers


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One whom a visitor may sign in as; ``about`` says what this person does."""

    username: str
    display_name: str
    about: str


PEOPLE = (
    DemoPerson("demo-clerk", "示例·张核查", "经办人：查政策、算补偿、核查本单位的报告"),
    DemoPerson("demo-reviewer", "示例·李复核", "复核人：复核下级报来的报告"),
)


def enrol_demo_people(at: datetime) -> None:
    """Enrol those who are not there yet. They have no password: only the demonstration lets them in."""
    there = set(active_officers(person.username for person in PEOPLE).values_list("username", flat=True))
    for person in PEOPLE:
        if person.username not in there:
            enrol_officer(username=person.username, display_name=person.display_name, password=None, at=at)


def invitation(address: str) -> str:
    """What is said once the demonstration can be opened."""
    return (
        f"\n演示已就绪：  {address}\n"
        f"登录：        在登录页点“{PEOPLE[0].display_name}”即可进入，不需要口令\n"
        "停止：        按 Ctrl+C\n"
    )
