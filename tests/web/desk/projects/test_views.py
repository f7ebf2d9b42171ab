from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.test import Client

from oneruler.office.roles import Role
from oneruler.survey.actions import HolderRow, register_right_holders
from tests import district, thread

if TYPE_CHECKING:
    from oneruler.projects.models import Project


def test_the_list_shows_how_far_each_has_come(leader: Client) -> None:
    rows = leader.get("/projects/").context["rows"]
    assert [(one.project.number, one.stage.label) for one in rows] == [("G-1", "前期"), ("J-1", "腾地")]
    signing, land = rows[1].signing, rows[1].land
    assert (signing.part, signing.whole, signing.percent) == ("2", "3", 66)
    assert (land.part, land.whole, land.percent) == ("25.00", "100.00", 25)
    assert leader.get(signing.part_address).context["figure"].value == 2


def test_filters_stand_in_the_address(leader: Client) -> None:
    assert [one.project.number for one in leader.get("/projects/?kind=state_owned").context["rows"]] == ["G-1"]
    assert [one.project.number for one in leader.get("/projects/?township=430199001").context["rows"]] == ["J-1"]
    none = leader.get("/projects/?stage=preparing&kind=collective")
    assert none.context["rows"] == []
    assert "没有符合筛选的项目" in none.content.decode()


def test_only_projects_in_sight_are_listed(other_officer: Client) -> None:
    response = other_officer.get("/projects/")
    assert [one.project.number for one in response.context["rows"]] == ["G-1"]
    assert "示例·J-1" not in response.content.decode()


def test_pages_of_projects_follow_each_other(leader: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("oneruler.web.desk.projects.views.PAGE", 1)
    first = leader.get("/projects/")
    assert [one.project.number for one in first.context["rows"]] == ["G-1"]
    assert [one.project.number for one in leader.get(first.context["more"]).context["rows"]] == ["J-1"]


def test_a_project_with_its_steps_and_figures(leader: Client, project: Project) -> None:
    response = leader.get(f"/projects/{project.pk}/")
    text = response.content.decode()
    assert "示例〔2025〕land_notice" in text
    assert "第 1 榜" in text
    assert "云溪示范县集体土地征收补偿安置办法" in text
    steps = {one["state"].step.code: one for one in response.context["steps"]}
    assert steps["approval"]["done"].paper_number == "示例〔2025〕approval"
    figures = {one.figure.measure.name: one for one in response.context["openings"]}
    assert figures["签约户数"].figure.value == 2
    for one in figures.values():
        assert leader.get(one.address).status_code == 200


def test_a_step_shows_its_paper_only_once_it_was_passed(leader: Client, project: Project) -> None:
    before = leader.get(f"/projects/{project.pk}/?on=2025-09-10")
    steps = {one["state"].step.code: one for one in before.context["steps"]}
    assert steps["approval"]["done"] is None
    assert "示例〔2025〕approval" not in before.content.decode()


def test_right_holders_can_be_narrowed(leader: Client, project: Project) -> None:
    def numbers(show: str) -> list[str]:
        return [one.holder.number for one in leader.get(f"/projects/{project.pk}/?show={show}").context["holders"]]

    assert numbers("") == ["A1", "A2", "A3"]
    assert numbers("signed") == ["A1", "A2"]
    assert numbers("unsigned") == ["A3"]
    assert numbers("vacated") == []
    shows = leader.get(f"/projects/{project.pk}/").context["shows"]
    assert [(words, count) for words, _, count, _ in shows] == [
        ("全部", 3),
        ("未签约", 1),
        ("已签约", 2),
        ("已腾房", 0),
    ]


def test_names_are_masked_for_whoever_may_not_see_households(office_clerk: Client, project: Project) -> None:
    response = office_clerk.get(f"/projects/{project.pk}/")
    assert [one.name for one in response.context["holders"]] == ["示＊＊"] * 3
    text = response.content.decode()
    assert "示例·A1户" not in text
    assert "/households/" not in text


def test_a_project_out_of_sight_is_not_found(other_officer: Client, project: Project) -> None:
    assert other_officer.get(f"/projects/{project.pk}/").status_code == 404
    assert other_officer.get("/projects/999999/").status_code == 404


def test_a_thousand_right_holders_stay_one_page(
    leader: Client, project: Project, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(60) as small:
        leader.get(f"/projects/{project.pk}/")
    rows = [HolderRow(f"B{n:04d}", "household", "户", project.township, f"示例·{n}") for n in range(1000)]
    register_right_holders(
        project=project, rows=rows, by=district.officer("lu-ru", Role.SURVEY), at=thread.at(thread.PAID)
    )
    with django_assert_max_num_queries(len(small)):
        first = leader.get(f"/projects/{project.pk}/")
    assert len(first.context["holders"]) == 50
    assert len(first.content) < 150_000
    seen, address = [one.holder.number for one in first.context["holders"]], first.context["more"]
    while address:
        page = leader.get(address.partition("#")[0])
        seen += [one.holder.number for one in page.context["holders"]]
        address = page.context["more"]
    assert len(seen) == len(set(seen)) == 1003


def test_the_list_as_it_stood_on_another_day(leader: Client) -> None:
    response = leader.get("/projects/?on=2025-08-20")
    assert {one.project.number: one.stage.label for one in response.context["rows"]}["J-1"] == "调查"
    assert all("on=2025-08-20" in address for _, options in response.context["filters"] for _, address, _ in options)
