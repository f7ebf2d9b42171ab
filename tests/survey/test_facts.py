from __future__ import annotations

from datetime import date

import pytest

from oneruler.office.errors import WrongStateError
from oneruler.office.roles import Role
from oneruler.policy.facts import Facts
from oneruler.policy.faults import FactsError
from oneruler.policy.scalar.computing import engine
from oneruler.projects.models import Project
from oneruler.survey.actions import enter_facts
from oneruler.survey.facts import digest_of, normal, policy_facts, policy_facts_of, written
from oneruler.survey.models import RightHolder
from tests.district import (
    AT,
    collective_policy,
    collective_project,
    household,
    household_facts,
    officer,
    state_owned_policy,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def holder() -> RightHolder:
    one = household(collective_project())
    enter_facts(right_holder=one, facts=household_facts(), policy=collective_policy(), cause="入户调查",
                by=officer("clerk", Role.SURVEY), at=AT)  # fmt: skip
    return one


def test_current_facts_with_the_projects_shared_ones_can_be_computed(holder: RightHolder) -> None:
    facts = policy_facts(holder, collective_policy())
    assert facts.shared["项目"].values["预公告日"] == date(2025, 8, 1)
    assert facts.root.values["户号"] == "A1"
    assert engine(collective_policy()).compute(facts).total > 0


def test_a_shared_fact_that_is_corrected_holds_for_all(holder: RightHolder) -> None:
    holder.project.shared_facts["项目"]["预公告日"] = "2025-08-02"
    assert policy_facts(holder, collective_policy()).shared["项目"].values["预公告日"] == date(2025, 8, 2)


def test_many_at_once_and_one_that_cannot_be_taken_does_not_hide_the_others(holder: RightHolder) -> None:
    other, empty = household(holder.project, "A2"), household(holder.project, "A3")
    enter_facts(right_holder=other, facts={**household_facts("A2"), "组": [{"组名": "示例"}]},
                policy=collective_policy(), cause="入户调查", by=officer("clerk", Role.SURVEY), at=AT)  # fmt: skip
    project = Project.objects.get()
    project.shared_facts["组"] = {"组名": "示例·全项目"}
    project.save()
    found = policy_facts_of(RightHolder.objects.select_related("project"), collective_policy())
    assert isinstance(found[holder.pk], Facts)
    assert isinstance(found[other.pk], FactsError)
    assert empty.pk not in found


def test_another_document_is_refused(holder: RightHolder) -> None:
    for ask in (
        lambda: policy_facts(holder, state_owned_policy()),
        lambda: policy_facts_of([holder], state_owned_policy()),
    ):
        with pytest.raises(WrongStateError, match="适用的是"):
            ask()


def test_one_form_whatever_the_spelling() -> None:
    one = normal({"户": [{"户主": " 甲 ", "户号": "1"}], "房屋": [], "人口": [{"姓名": ""}]})
    assert one == {"人口": [{}], "户": [{"户主": "甲", "户号": "1"}]}
    assert written(one) == '{"人口":[{}],"户":[{"户主":"甲","户号":"1"}]}'
    assert digest_of(one) == digest_of(normal({"户": [{"户号": "1", "户主": "甲"}], "人口": [{}]}))
    assert digest_of({}) == ""
