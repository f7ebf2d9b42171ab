from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.test import Client

from oneruler.base.measuring import DeclaredRate
from oneruler.web.desk.figures.asking import project_path
from oneruler.web.measures import MEASURES
from tests import thread

if TYPE_CHECKING:
    from oneruler.projects.models import Project


def at(name: str, **of: str) -> str:
    return f"/figures/{quote(name)}/?" + "&".join(f"{key}={quote(value)}" for key, value in of.items())


def test_the_rows_add_up_to_the_figure(leader: Client) -> None:
    context = leader.get(at("协议补偿额", project="J-1")).context
    assert [row.cells[1].words for row in context["shown"].rows] == ["A1", "A2"]
    assert context["value"] == context["total"] == context["figure"].printed()
    assert context["agrees"]


def test_an_area_is_printed_in_all_its_digits(leader: Client) -> None:
    context = leader.get(at("交地面积", year="2025")).context
    assert (context["value"], context["total"]) == ("25.0000", "25.0000")


def test_a_rate_opens_into_its_part_and_whole(leader: Client) -> None:
    response = leader.get(at("签约率", project="J-1"))
    assert response.context["value"] == "66.67"
    assert [(one.title[:5], one.printed) for one in response.context["parts"]] == [
        ("已签约户数", "2"),
        ("应签约户数", "3"),
    ]


def test_every_measure_of_the_house_opens(leader: Client) -> None:
    for measure in MEASURES:
        words = {name: {"project": "J-1", "year": "2025"}.get(name, "1") for name in measure.needs}
        response = leader.get(at(measure.name, **words))
        assert response.status_code in (200, 404), measure.name
        if not measure.needs:
            assert response.status_code == 200 or isinstance(measure, DeclaredRate), measure.name


def test_pages_of_rows_follow_each_other(leader: Client, project: Project, monkeypatch: Any) -> None:
    monkeypatch.setattr("oneruler.web.desk.figures.views.PAGE", 2)
    first = leader.get(at("登记户数", project="J-1"))
    assert [row.cells[1].words for row in first.context["shown"].rows] == ["A1", "A2"]
    assert first.context["agrees"]
    second = leader.get(first.context["more"])
    assert [row.cells[1].words for row in second.context["shown"].rows] == ["A3"]
    assert (second.context["more"], second.context["total"]) == ("", "3")


def test_a_name_is_masked_for_whoever_may_not_see_the_household(office_clerk: Client, own_officer: Client) -> None:
    masked = office_clerk.get(at("签约户数", project="J-1"))
    assert [row.cells[2].words for row in masked.context["shown"].rows] == ["示＊＊", "示＊＊"]
    assert "示例·A1户" not in masked.content.decode()
    assert not any(row.cells[1].address for row in masked.context["shown"].rows)
    assert "示例·A1户" in own_officer.get(at("签约户数", project="J-1")).content.decode()


def test_what_is_out_of_sight_is_not_counted(other_officer: Client) -> None:
    assert other_officer.get(at("签约户数")).context["figure"].value == 0
    assert other_officer.get(at("签约户数", project="J-1")).status_code == 404
    assert other_officer.get(at("签约户数", project="J-99")).status_code == 404


def test_money_is_shown_only_to_those_who_see_funds(office_clerk: Client, project: Project) -> None:
    funds = [one for one in MEASURES if not isinstance(one, DeclaredRate) and not one.needs
             and one.rows({}, thread.PAID).model._meta.app_label == "funds"]  # type: ignore[attr-defined]  # fmt: skip
    for one in funds:
        assert office_clerk.get(at(one.name)).status_code == 403, one.name


def test_what_is_no_measure_or_asked_wrongly_is_not_found(leader: Client) -> None:
    assert leader.get(at("没有的")).status_code == 404
    assert leader.get(at("签约户数", colour="red")).status_code == 404
    assert leader.get(at("签约户数", year="abc")).status_code == 404


def test_a_row_leads_to_its_project() -> None:
    from django.apps import apps

    paths = {
        "projects.project": "number", "projects.plantask": "project__number",
        "compensation.agreement": "right_holder__project__number", "compensation.checkresult": None, "office.region": "",
    }  # fmt: skip
    for name, path in paths.items():
        found = project_path(apps.get_model(name))
        assert found == path if path is not None else found.endswith("project__number"), name
