from __future__ import annotations

from datetime import date

import pytest

from oneruler.office.roles import Role
from oneruler.projects.actions import TaskRow, hand_over, pass_step, receive_plan
from oneruler.projects.models import PlanTask, Project
from oneruler.projects.procedure import State
from oneruler.projects.queries import payment_gate, stage, stages, step_states, step_states_of, visible_projects
from tests.district import AT, collective_project, enough, officer, passed, state_owned_project, township

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 30)


def numbers(who: str, role: Role, on: date = ON, **where: object) -> set[str]:
    seen = visible_projects(officer(who, role, **where), on)  # type: ignore[arg-type]
    return {project.number for project in seen}


def test_three_people_see_what_their_posts_reach() -> None:
    one, other = collective_project("J-1"), collective_project("J-2", where=township("430199002"))
    for project in (one, other):
        passed(project, "pre_notice")
    assert numbers("leader", Role.LEADER) == {"J-1", "J-2"}
    assert numbers("local", Role.SURVEY, where=township()) == {"J-1"}
    assert numbers("named", Role.SURVEY, project="J-2") == {"J-2"}
    assert numbers("admin", Role.SYSTEM_ADMINISTRATOR) == set()


def test_before_its_first_public_notice_a_project_is_seen_by_those_named_only() -> None:
    project = collective_project("J-1")
    passed(project, "public_interest")
    assert numbers("local", Role.SURVEY, where=township()) == set()
    assert numbers("named", Role.SURVEY, project="J-1") == {"J-1"}
    assert numbers("leader", Role.LEADER) == {"J-1"}
    pass_step(project=project, step="pre_notice", happened_on=date(2025, 8, 1), paper_number="示例〔2025〕1号",
              issuer="示例·县人民政府", by=officer("opener", Role.PROJECT), at=AT)  # fmt: skip
    assert numbers("local", Role.SURVEY, date(2025, 7, 31), where=township()) == set()
    assert numbers("local", Role.SURVEY, date(2025, 8, 1), where=township()) == {"J-1"}


def test_the_way_for_money_opens_with_approval_and_notice() -> None:
    project = collective_project()
    passed(project, "approval")
    assert not payment_gate(project)
    assert "“征收土地公告”办结以前" in payment_gate(project).reason
    pass_step(project=project, step="land_notice", happened_on=date(2025, 12, 10), paper_number="示例〔2025〕9号",
              issuer="示例·县人民政府", by=officer("opener", Role.PROJECT), at=AT)  # fmt: skip
    assert payment_gate(project)
    assert not payment_gate(project, date(2025, 12, 9))


def test_or_with_another_legal_basis_on_file() -> None:
    project = collective_project()
    assert "“审批”“征收土地公告”" in payment_gate(project).reason
    pass_step(project=project, step="prior_payment_basis", happened_on=date(2025, 8, 1), paper_number="示例函〔2025〕3号",
              issuer="示例·县人民政府", by=officer("opener", Role.PROJECT), at=AT)  # fmt: skip
    assert payment_gate(project)


def test_on_state_owned_land_it_opens_with_the_decision() -> None:
    project = state_owned_project()
    steps = {
        "scope_freeze": date(2025, 3, 10), "building_survey": date(2025, 4, 1), "building_recognition": date(2025, 4, 20),
        "draft_plan": date(2025, 5, 1), "opinions_notice": date(2025, 6, 5), "risk_assessment": date(2025, 6, 10),
        "funds_in_place": date(2025, 6, 20), "decision": date(2025, 8, 1),
    }  # fmt: skip
    found = []
    for step, day in steps.items():
        assert not payment_gate(project)
        pass_step(project=project, step=step, happened_on=day, paper_number=f"示例〔2025〕{step}", issuer="示例",
                  conditions=enough(day), by=officer("opener", Role.PROJECT), at=AT)  # fmt: skip
        found.append(stage(project))
    assert payment_gate(project)
    assert found == ["surveying"] * 7 + ["signing"]


@pytest.mark.parametrize(
    ("last", "reached"),
    [
        ("public_interest", "preparing"),
        ("pre_notice", "surveying"),
        ("compensation_plan", "surveying"),
        ("plan_notice", "signing"),
        ("approval", "signing"),
        ("land_notice", "paying"),
        ("payment", "clearing"),
        ("hand_over", "handed_over"),
    ],
)
def test_the_stage_follows_from_what_was_passed(last: str, reached: str) -> None:
    project = collective_project()
    assert stage(project) is Project.Stage.PREPARING
    passed(project, last)
    assert stage(project) == reached
    assert stage(project, date(2025, 7, 9)) is Project.Stage.PREPARING


def test_handed_over_once_all_planned_land_is() -> None:
    project = collective_project()
    passed(project, "land_notice")
    row = TaskRow("示例任务", "collective", "city", date(2026, 12, 31), land_mu_e4=20000)
    receive_plan(year=2025, number="", received_on=date(2025, 1, 5), tasks=[row], by=officer("o", Role.OFFICE), at=AT)
    PlanTask.objects.update(project=project)
    for parcel, reached in (("1", "paying"), ("2", "handed_over")):
        hand_over(project=project, parcel=parcel, area_mu_e4=10000, handed_over_on=date(2026, 1, 5), paper_number=parcel,
                  by=officer("opener", Role.PROJECT), at=AT)  # fmt: skip
        assert stage(project) == reached
    assert stage(project, date(2026, 1, 4)) == "paying"


def test_the_stages_of_many_in_few_questions(django_assert_num_queries: object) -> None:
    projects = [collective_project(f"J-{number}") for number in range(5)]
    passed(projects[0], "plan_notice")
    with django_assert_num_queries(2):  # type: ignore[operator]
        found = stages(projects)
    assert list(found.values()) == ["signing", *["preparing"] * 4]


def test_step_states_of_many_are_those_of_each(django_assert_num_queries: object) -> None:
    one, other = collective_project("J-1"), collective_project("J-2")
    passed(one, "plan_notice")
    day = date(2025, 9, 2)
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = step_states_of([one, other], day)
    assert found == {project.pk: step_states(project, day) for project in (one, other)}


def test_step_states_of_a_project() -> None:
    project = collective_project()
    passed(project, "plan_notice")
    found = {one.step.code: one for one in step_states(project, date(2025, 9, 2))}
    assert found["plan_notice"].ends_on == date(2025, 10, 1)
    assert (found["registration"].state, found["agreements"].state) == (State.DUE, State.WAITING)
    assert "compensation_decision" not in found
