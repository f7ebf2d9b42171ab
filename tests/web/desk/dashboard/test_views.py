from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.test import Client
from django.test.utils import CaptureQueriesContext

if TYPE_CHECKING:
    from oneruler.projects.models import Project


def test_it_is_the_first_page_of_those_who_see_projects(leader: Client, clerk: Client) -> None:
    assert leader.get("/").headers["Location"] == "/dashboard/"
    assert clerk.get("/").headers["Location"] == "/desk/check/"


def test_plan_against_done(leader: Client) -> None:
    context = leader.get("/dashboard/").context
    assert [(one.name, one.done.printed, one.plan.printed, one.percent) for one in context["planned"]] == [
        ("项目", "0", "1", 0), ("征地", "25.00", "100.00", 25), ("房屋", "0.00", "1,000.00", 0), ("户数", "2", "4", 50),
    ]  # fmt: skip
    assert context["chart"].total == 2


def test_each_figure_opens_into_its_rows(leader: Client) -> None:
    context = leader.get("/dashboard/").context
    openings = [part for one in context["planned"] for part in (one.done, one.plan)] + context["besides"]
    assert len(openings) == 14
    for one in openings:
        shown = leader.get(one.address)
        assert shown.status_code == 200, one.title
        assert shown.context["agrees"], one.title
        assert shown.context["figure"].value == one.figure.value


def test_as_it_stood_on_another_day(leader: Client) -> None:
    before = leader.get("/dashboard/?on=2025-10-08").context
    assert [one.done.printed for one in before["planned"]] == ["0", "0.00", "0.00", "0"]
    assert before["chart"] is None
    assert before["planned"][3].plan.printed == "4"


def test_what_must_be_seen_to_and_what_is_late(leader: Client) -> None:
    context = leader.get("/dashboard/").context
    assert {(one.project.number, one.state.step.title) for one in context["due"]} >= {("J-1", "交地")}
    late = leader.get("/dashboard/?on=2025-09-10").context
    assert all(one.state.state.label in ("超期", "漏办") for one in late["late"])


def test_only_what_is_in_sight_is_counted(other_officer: Client) -> None:
    response = other_officer.get("/dashboard/")
    assert [one.done.printed for one in response.context["planned"]] == ["0", "0.00", "0.00", "0"]
    assert [one.plan.printed for one in response.context["planned"]] == ["0", "0.00", "0.00", "0"]
    assert [one.project.number for one in response.context["shown"]] == ["G-1"]
    assert "示例·J-1" not in response.content.decode()


def test_a_word_that_is_no_day_or_year_is_passed_over(leader: Client) -> None:
    for words in ("year=20x5", "on=2025-13-01", "year=0000", "year=99999"):
        assert leader.get(f"/dashboard/?{words}").status_code == 200


def test_few_queries_however_many_projects(
    leader: Client, project: Project, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(40) as first:
        leader.get("/dashboard/")
    assert isinstance(first, CaptureQueriesContext)
    from tests import district

    for number in range(5):
        district.collective_project(f"J-{number + 10}")
    with django_assert_max_num_queries(len(first)):
        leader.get("/dashboard/")
