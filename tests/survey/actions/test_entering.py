from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection

from oneruler.office.errors import NotAllowedError, WrongStateError
from oneruler.office.models import AuditEntry
from oneruler.office.roles import Role
from oneruler.policy.faults import FactsError
from oneruler.projects.models import Project
from oneruler.survey.actions import enter_facts, record_recognition
from oneruler.survey.errors import NoFactsError
from oneruler.survey.models import FactVersion, Recognition, RightHolder
from oneruler.survey.queries import current_facts
from tests.district import (
    AT,
    collective_policy,
    collective_project,
    household,
    household_facts,
    officer,
    state_owned_policy,
    township,
)

pytestmark = pytest.mark.django_db


def enter(holder: RightHolder, **changes: Any) -> FactVersion:
    given = {"facts": household_facts(holder.number), "policy": collective_policy(), "cause": "入户调查",
             "by": officer("clerk", Role.SURVEY), "at": AT}  # fmt: skip
    return enter_facts(right_holder=holder, **{**given, **changes})


def test_facts_become_the_first_version_with_its_figures() -> None:
    version = enter(household(collective_project()))
    assert (version.version, version.lawful_building_e2, version.persons, version.buildings) == (1, 24050, 2, 1)
    assert (version.unlawful_building_e2, version.land_mu_e4) == (0, 0)


def test_a_correction_is_the_next_version_and_the_first_stays() -> None:
    holder = household(collective_project())
    enter(holder)
    enter(holder, facts=household_facts(lawful="240.40"), cause="复核更正")
    assert list(holder.fact_versions.values_list("version", "cause", "lawful_building_e2")) == [
        (1, "入户调查", 24050), (2, "复核更正", 24040),
    ]  # fmt: skip
    assert current_facts(holder)[1]["房屋"][0]["合法面积"] == "240.40"


def test_the_same_facts_in_another_spelling_are_nothing_new() -> None:
    holder = household(collective_project())
    enter(holder)
    again = {kind: [{name: f" {words} " for name, words in one.items()} for one in objects]
             for kind, objects in reversed(household_facts().items())}  # fmt: skip
    with pytest.raises(WrongStateError, match="完全相同"):
        enter(holder, facts={**again, "坟墓": [], "房屋": [{**again["房屋"][0], "批准到期日": ""}]})
    assert holder.fact_versions.count() == 1


def test_every_fact_that_the_policy_cannot_take_is_named() -> None:
    facts = household_facts()
    facts["房屋"][0].update({"结构": "茅草", "合法面积": "-1", "建成日": "从前"})
    with pytest.raises(FactsError) as refused:
        enter(household(collective_project()), facts=facts)
    assert [fault.field for fault in refused.value.faults] == ["结构", "建成日", "合法面积"]
    assert not FactVersion.objects.exists()


def test_what_the_project_states_is_not_stated_again() -> None:
    holder = household(collective_project())
    with pytest.raises(FactsError, match="“项目”由项目统一填写"):
        enter(holder, facts={**household_facts(), "项目": [{"项目名称": "示例", "预公告日": "2025-08-02"}]})


def test_a_village_group_may_be_stated_where_the_project_leaves_it_open() -> None:
    holder = household(collective_project())
    enter(holder, facts={**household_facts(), "组": [{"组名": "示例·一组", "组签约率": "0.96"}]})
    assert current_facts(holder)[1]["组"][0]["组签约率"] == "0.96"


def test_the_facts_of_another_document_are_refused() -> None:
    with pytest.raises(WrongStateError, match="适用的是“yunxi-2025”"):
        enter(household(collective_project()), policy=state_owned_policy())


def test_a_document_that_was_changed_since_is_refused() -> None:
    project = collective_project()
    Project.objects.update(policy_digest="0" * 64)
    with pytest.raises(WrongStateError, match="改动过"):
        enter(household(project))


def test_facts_need_a_cause() -> None:
    with pytest.raises(WrongStateError, match="原因"):
        enter(household(collective_project()), cause="　")


def test_the_clerk_may_the_reviewer_and_the_outsider_may_not() -> None:
    holder = household(collective_project())
    said = set()
    for by in (officer("reviewer", Role.REVIEW), officer("outsider", Role.SURVEY, where=township("430199002"))):
        with pytest.raises(NotAllowedError) as refused:
            enter(holder, by=by)
        said.add(str(refused.value).replace(by.display_name, "某人"))
    assert len(said) == 1
    assert enter(holder, by=officer("own", Role.SURVEY, where=township())).version == 1


def test_facts_are_sealed_and_the_trail_tells_none() -> None:
    enter(household(collective_project()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT facts FROM survey_factversion")
        assert "示例".encode() not in bytes(cursor.fetchone()[0])
    detail = AuditEntry.objects.latest("sequence").detail
    assert "示例" not in detail
    assert "240" not in detail


def recognise(holder: RightHolder, **changes: Any) -> FactVersion:
    given = {"policy": collective_policy(), "object_kind": "房屋", "object_label": "主房", "result": "违法",
             "body": "示例·认定领导小组", "paper_number": "示例认〔2025〕1号", "decided_on": date(2025, 9, 10),
             "grounds": "未经批准", "by": officer("reviewer", Role.REVIEW), "at": AT}  # fmt: skip
    return record_recognition(right_holder=holder, **{**given, **changes})


def test_a_recognition_is_a_new_version_with_its_result_and_areas() -> None:
    holder = household(collective_project())
    enter(holder)
    version = recognise(holder, areas={"合法面积": "0", "违法面积": "240.50"})
    assert (version.version, version.lawful_building_e2, version.unlawful_building_e2) == (2, 0, 24050)
    assert version.cause == "认定：示例认〔2025〕1号"
    assert current_facts(holder)[1]["房屋"][0]["认定"] == "违法"
    assert Recognition.objects.get().result == "违法"


def test_a_recognition_that_changes_nothing_is_still_on_record() -> None:
    holder = household(collective_project())
    enter(holder)
    assert recognise(holder, result="合法").version == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"result": "违章"}, "没有“违章”；可选：合法"),
        ({"object_kind": "坟墓"}, "可选：无"),
        ({"object_label": "偏房"}, "没有房屋“偏房”"),
        ({"areas": {"结构": "木"}}, "不能改“结构”"),
        ({"grounds": ""}, "理由都要填写"),
        ({"decided_on": date(2026, 7, 1)}, "还没有到"),
    ],
)
def test_what_is_no_recognition_changes_nothing(changes: dict[str, Any], said: str) -> None:
    holder = household(collective_project())
    enter(holder)
    with pytest.raises(WrongStateError, match=said):
        recognise(holder, **changes)
    assert not Recognition.objects.exists()
    assert holder.fact_versions.count() == 1


def test_recognition_needs_facts_first() -> None:
    with pytest.raises(NoFactsError, match="还没有录入"):
        recognise(household(collective_project()))


def test_who_surveys_does_not_recognise() -> None:
    holder = household(collective_project())
    enter(holder)
    with pytest.raises(NotAllowedError):
        recognise(holder, by=officer("clerk", Role.SURVEY))
