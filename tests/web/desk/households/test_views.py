from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from oneruler.compensation.models import Sheet
from oneruler.office.roles import Role
from oneruler.projects.models import Project
from oneruler.survey.models import RightHolder
from tests import district, thread

if TYPE_CHECKING:
    from oneruler.office.models import Officer


def holder(number: str = "A1") -> RightHolder:
    return RightHolder.objects.get(number=number)


def test_all_of_a_household_on_one_page(own_officer: Client, project: Project) -> None:
    response = own_officer.get(f"/households/{holder().pk}/")
    text = response.content.decode()
    assert response.context["opened"].same
    assert '<article class="sheet">' in text
    assert "协-J-1-A1" in text
    assert [(one.kind, len(one.rows)) for one in response.context["facts"].tables] == [
        ("户", 1),
        ("人口", 2),
        ("房屋", 1),
    ]
    assert [one.name for one in response.context["standing"] if one.on] == ["登记", "调查", "计算", "公示", "签约"]
    assert [one.what for one in response.context["events"]][-1] == "签订协议"
    assert response.context["owed"] == thread_amount()


def thread_amount() -> str:
    return f"{thread.sheet_of(holder()).total_fen / 100:,.2f}"


def test_an_earlier_sheet_can_be_opened(own_officer: Client, project: Project) -> None:
    response = own_officer.get(f"/households/{holder().pk}/?sheet=1")
    assert response.context["chosen"].version == 1
    assert response.context["opened"].same
    assert own_officer.get(f"/households/{holder().pk}/?sheet=99").context["chosen"].version == 2


def test_a_sum_that_does_not_come_out_again_is_said(own_officer: Client, project: Project) -> None:
    sheet = thread.sheet_of(holder())
    Sheet.objects.filter(pk=sheet.pk).update(total_fen=sheet.total_fen + 1)
    assert "当场复算不符" in own_officer.get(f"/households/{holder().pk}/").content.decode()


def test_without_the_text_of_its_day_the_kept_lines_are_shown(own_officer: Client, project: Project) -> None:
    Sheet.objects.update(policy_digest="0" * 64)
    text = own_officer.get(f"/households/{holder().pk}/").content.decode()
    assert "不能当场复算" in text
    assert "合法房屋补偿" in text


def test_facts_that_changed_since_ask_for_a_supplement(own_officer: Client, project: Project) -> None:
    thread.changed(holder(), thread.PAID, kind="房屋", 合法面积="200", 实测面积="200")
    thread.computed(holder(), thread.PAID, cause="更正错误", paper="示例告知〔2025〕1号")
    assert "要签补充协议" in own_officer.get(f"/households/{holder().pk}/").content.decode()


def test_one_who_was_only_registered(leader: Client, project: Project) -> None:
    bare = district.household(project, "Z9")
    text = leader.get(f"/households/{bare.pk}/").content.decode()
    assert "还没有计算" in text
    assert "还没有录入调查事实" in text


@pytest.mark.parametrize("who", ["clerk", "reviewer", "office_clerk", "other_officer"])
def test_out_of_sight_is_told_as_if_there_were_none(who: str, project: Project, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(who)
    hidden, none = (client.get(f"/households/{pk}/") for pk in (holder().pk, 999_999))
    assert hidden.status_code == none.status_code == 404
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub("", hidden.content.decode()) == token.sub("", none.content.decode())


def test_an_outsider_signs_in_first(outsider: Client, project: Project) -> None:
    assert outsider.get(f"/households/{holder().pk}/")["Location"].startswith("/sign-in/")


def test_a_township_sees_its_own(project: Project, signed_in: Callable[[Officer], Client]) -> None:
    own = signed_in(district.officer("ben-zhen", Role.SURVEY, where=project.township))
    other = signed_in(district.officer("lin-zhen", Role.SURVEY, where=district.township("430199002")))
    assert own.get(f"/households/{holder().pk}/").status_code == 200
    assert other.get(f"/households/{holder().pk}/").status_code == 404


def test_the_list_holds_what_is_in_sight(leader: Client, other_officer: Client, office_clerk: Client) -> None:
    assert [one.holder.number for one in leader.get("/households/").context["rows"]] == ["A1", "A2", "A3"]
    assert [one.state for one in leader.get("/households/").context["rows"]] == ["已签约", "已签约", "已调查"]
    assert other_officer.get("/households/").context["rows"] == []
    assert office_clerk.get("/households/").status_code == 403


def test_who_is_sought_by_name_stands_in_no_address(leader: Client, other_officer: Client) -> None:
    for words in ("示例·A2户", "a2"):
        found = leader.post("/households/", {"words": words})
        assert [one.holder.number for one in found.context["rows"]] == ["A2"]
    assert other_officer.post("/households/", {"words": "示例·A2户"}).context["rows"] == []
    assert 'method="post"' in leader.get("/households/").content.decode()


def test_pages_of_households_follow_each_other(leader: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("oneruler.web.desk.households.views.PAGE", 2)
    first = leader.get("/households/")
    assert [one.holder.number for one in first.context["rows"]] == ["A1", "A2"]
    assert [one.holder.number for one in leader.get(first.context["more"]).context["rows"]] == ["A3"]


def test_a_page_of_a_household_asks_little(
    leader: Client, project: Project, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(40):
        leader.get(f"/households/{holder().pk}/")
    with django_assert_max_num_queries(16):
        leader.get("/households/")


def test_nothing_is_styled_or_scripted_in_line(leader: Client, project: Project) -> None:
    for address in (
        "/dashboard/",
        "/projects/",
        f"/projects/{project.pk}/",
        "/households/",
        f"/households/{holder().pk}/",
    ):
        text = leader.get(address).content.decode()
        assert " style=" not in text
        assert "<style" not in text
        assert "<script" not in text
        assert not re.search(r" on(click|load|change|submit)=", text)
