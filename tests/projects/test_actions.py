from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from oneruler.office.errors import NotAllowedError, WrongStateError
from oneruler.office.models import AuditEntry
from oneruler.office.roles import Role
from oneruler.policy.faults import FactsError
from oneruler.projects.actions import (
    TaskRow,
    add_tasks,
    adjust_shared_facts,
    adjust_task,
    hand_over,
    open_project,
    pass_step,
    rebind_policy,
    receive_plan,
)
from oneruler.projects.models import AnnualPlan, Handover, PlanTask, Project, StepDone
from tests.district import (
    AT,
    COLLECTIVE_STEPS,
    collective_policy,
    collective_project,
    enough,
    fen,
    officer,
    passed,
    state_owned_policy,
    township,
)

pytestmark = pytest.mark.django_db
TASK = TaskRow("示例·云溪大道", "collective", "city", date(2025, 12, 31), 123456, 98765, 12)


def plan(**changes: Any) -> AnnualPlan:
    given = {"year": 2025, "number": "示例〔2025〕1号", "received_on": date(2025, 1, 10), "tasks": [TASK],
             "by": officer("office", Role.OFFICE), "at": AT}  # fmt: skip
    return receive_plan(**{**given, **changes})


def opened(**changes: Any) -> Project:
    given = {"number": "J-1", "name": "示例·云溪大道", "kind": "collective", "purpose": "道路", "township": township(),
             "land_user": "示例·公司", "funding_source": "财政", "policy": collective_policy(),
             "shared_facts": {"项目": {"项目名称": "示例", "预公告日": "2025-08-01"}}, "opened_on": date(2025, 7, 1),
             "by": officer("clerk", Role.PROJECT), "at": AT}  # fmt: skip
    return open_project(**{**given, **changes})


def step(project: Project, code: str, **changes: Any) -> StepDone:
    day = changes.get("happened_on", COLLECTIVE_STEPS.get(code, date(2025, 8, 1)))
    given = {"happened_on": day, "paper_number": "示例〔2025〕1号", "issuer": "示例·县人民政府", "conditions": enough(day),
             "by": officer("clerk", Role.PROJECT), "at": AT}  # fmt: skip
    return pass_step(project=project, step=code, **{**given, **changes})


# -- plans -------------------------------------------------------------------------------------------------------------


def test_a_plan_with_its_tasks() -> None:
    task = plan().tasks.get()
    assert (task.name, task.land_mu_e4, task.building_e2, task.households) == ("示例·云溪大道", 123456, 98765, 12)
    assert AuditEntry.objects.latest("sequence").verb == "录入年度计划"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"tasks": [TASK, replace(TASK, name=" 示例·云溪大道 ")]}, "写了两次"),
        ({"tasks": [replace(TASK, land_mu_e4=-1)]}, "不能小于 0"),
        ({"tasks": [replace(TASK, kind="other")]}, "性质或来源不对"),
        ({"received_on": date(2026, 7, 1)}, "还没有到"),
    ],
)
def test_what_is_no_plan(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(WrongStateError, match=said):
        plan(**changes)
    assert not AnnualPlan.objects.exists()


def test_a_year_has_one_plan() -> None:
    plan()
    with pytest.raises(WrongStateError, match="已经录入"):
        plan(tasks=[])


def test_a_task_is_adjusted_with_a_reason_and_the_trail_keeps_what_was() -> None:
    task = adjust_task(task=plan().tasks.get(), land_mu_e4=100000, due_on=date(2026, 3, 31), reason="市里调整",
                       by=officer("o", Role.OFFICE), at=AT)  # fmt: skip
    assert (task.land_mu_e4, task.due_on, task.households) == (100000, date(2026, 3, 31), 12)
    detail = AuditEntry.objects.latest("sequence").detail
    assert "市里调整" in detail
    assert "123456" in detail


def test_an_adjustment_changes_something_for_a_reason() -> None:
    task, by = plan().tasks.get(), officer("o", Role.OFFICE)
    for changes, said in (({"households": 12, "reason": "x"}, "没有要改"), ({"households": 1, "reason": " "}, "理由"),
                          ({"building_e2": -1, "reason": "x"}, "不能小于")):  # fmt: skip
        with pytest.raises(WrongStateError, match=said):
            adjust_task(task=task, by=by, at=AT, **changes)  # type: ignore[arg-type]
    assert PlanTask.objects.get().households == 12


def test_tasks_come_later_too() -> None:
    one, by = plan(), officer("o", Role.OFFICE)
    add_tasks(plan=one, tasks=[replace(TASK, name="示例·二", origin="own")], reason="自我加压", by=by, at=AT)
    with pytest.raises(WrongStateError, match="写了两次"):
        add_tasks(plan=one, tasks=[TASK], reason="x", by=by, at=AT)
    assert list(one.tasks.values_list("origin", flat=True).order_by("id")) == ["city", "own"]


def test_the_office_plans_others_do_not() -> None:
    for by in (officer("clerk", Role.PROJECT), officer("half", Role.OFFICE, where=township())):
        with pytest.raises(NotAllowedError):
            plan(by=by)


# -- opening -----------------------------------------------------------------------------------------------------------


def test_a_project_is_bound_to_its_document_to_the_letter() -> None:
    project = opened(task=plan().tasks.get())
    assert (project.policy, project.policy_digest) == ("yunxi-2025", collective_policy().digest)
    assert project.tasks.get().name == "示例·云溪大道"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"policy": state_owned_policy()}, "适用于国有土地上房屋征收，项目性质是集体土地征收"),
        ({"number": " "}, "都要填写"),
        ({"opened_on": date(2026, 7, 1)}, "还没有到"),
    ],
)
def test_what_cannot_be_opened(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(WrongStateError, match=said):
        opened(**changes)
    assert not Project.objects.exists()


def test_a_number_is_used_once() -> None:
    opened()
    with pytest.raises(WrongStateError, match="不能用"):
        opened()


def test_shared_facts_that_do_not_fit_are_named() -> None:
    with pytest.raises(FactsError, match="八月"):
        opened(shared_facts={"项目": {"预公告日": "八月"}})
    assert not Project.objects.exists()


def test_a_task_has_one_project_of_its_kind() -> None:
    task = plan(tasks=[TASK, replace(TASK, name="另一", kind="state_owned")]).tasks
    opened(task=task.get(name=TASK.name))
    with pytest.raises(WrongStateError, match="已经有项目"):
        opened(number="J-2", task=task.get(name=TASK.name))
    with pytest.raises(WrongStateError, match="与项目不同"):
        opened(number="J-2", task=task.get(name="另一"))
    assert Project.objects.count() == 1


def test_the_projects_clerk_opens_the_reviewer_and_the_outsider_do_not() -> None:
    for by in (officer("reviewer", Role.REVIEW), officer("outsider", Role.PROJECT, where=township("430199002"))):
        with pytest.raises(NotAllowedError):
            opened(by=by)
    assert opened(by=officer("own", Role.PROJECT, where=township())).opened_by.username == "own"


def test_shared_facts_are_completed_and_corrected_with_a_reason() -> None:
    project, by = opened(), officer("clerk", Role.PROJECT)
    after = adjust_shared_facts(project=project, policy=collective_policy(), changes={"项目": {"方案确定日": "2025-08-25"}},
                                reason="方案已确定", by=by, at=AT)  # fmt: skip
    assert after.shared_facts == {"项目": {"项目名称": "示例", "预公告日": "2025-08-01", "方案确定日": "2025-08-25"}}
    with pytest.raises(FactsError):
        adjust_shared_facts(project=project, policy=collective_policy(), changes={"项目": {"预公告日": "?"}}, reason="x",
                            by=by, at=AT)  # fmt: skip
    with pytest.raises(WrongStateError, match="没有要改"):
        adjust_shared_facts(project=project, policy=collective_policy(), changes={}, reason="x", by=by, at=AT)


def test_a_document_that_was_mended_is_bound_again() -> None:
    project, by = opened(), officer("clerk", Role.PROJECT)
    mended = replace(collective_policy(), digest="f" * 64)
    assert rebind_policy(project=project, policy=mended, reason="改正笔误", by=by, at=AT).policy_digest == "f" * 64
    with pytest.raises(WrongStateError, match="没有变化"):
        rebind_policy(project=project, policy=mended, reason="x", by=by, at=AT)
    with pytest.raises(WrongStateError, match="适用于"):
        rebind_policy(project=project, policy=state_owned_policy(), reason="x", by=by, at=AT)


# -- steps -------------------------------------------------------------------------------------------------------------


def test_a_step_is_passed_with_its_paper_and_the_end_of_its_term() -> None:
    project = opened()
    step(project, "public_interest")
    row = step(project, "pre_notice")
    assert (row.happened_on, row.ends_on, row.paper_number) == (date(2025, 8, 1), date(2025, 8, 15), "示例〔2025〕1号")


def test_all_steps_in_order() -> None:
    project = collective_project()
    passed(project, "hand_over")
    assert project.steps_done.count() == len(COLLECTIVE_STEPS)


def test_no_step_before_its_predecessors_and_all_hindrances_at_once() -> None:
    with pytest.raises(WrongStateError) as refused:
        step(opened(), "approval_bundle")
    for title in (
        "土地现状调查",
        "社会稳定风险评估",
        "测算并落实费用（预存）",
        "签订征地补偿安置协议",
        "征地补偿安置公告",
    ):
        assert f"“{title}”还没有办结" in str(refused.value)
    assert not StepDone.objects.exists()


def test_the_notice_of_thirty_days_is_not_cut_short() -> None:
    project = collective_project()
    passed(project, "funds_in_place")
    with pytest.raises(WrongStateError, match="到 2025-10-01 届满"):
        step(project, "agreements", happened_on=date(2025, 10, 1))
    assert step(project, "agreements", happened_on=date(2025, 10, 2)).pk


def test_one_fen_short_and_the_funds_are_not_in_place() -> None:
    project, day = collective_project(), COLLECTIVE_STEPS["funds_in_place"]
    passed(project, "registration")
    short = enough(day) | {"pre_deposit_balance": replace(enough(day)["pre_deposit_balance"], value=499_999_999)}
    with pytest.raises(WrongStateError, match=r"4,999,999.99 元，少于estimated_compensation 5,000,000.00 元"):
        step(project, "funds_in_place", conditions=short)
    with pytest.raises(WrongStateError, match="无从核对"):
        step(project, "funds_in_place", conditions=None)
    assert step(project, "funds_in_place").pk


def test_a_condition_is_judged_by_the_projects_own_figures_of_that_day() -> None:
    project, day = collective_project(), COLLECTIVE_STEPS["funds_in_place"]
    passed(project, "registration")
    for wrong in (
        fen("pre_deposit_balance", 9_000_000, date(2025, 10, 8)),
        fen("pre_deposit_balance", 9_000_000, day, "J-2"),
    ):
        with pytest.raises(WrongStateError, match="应是本项目 2025-10-09 的数"):
            step(project, "funds_in_place", conditions=enough(day) | {"pre_deposit_balance": wrong})


@pytest.mark.parametrize(
    ("code", "changes", "said"),
    [
        ("nothing", {}, "没有“nothing”这一步"),
        ("demand", {}, "按户办理"),
        ("compensation_decision", {}, "按户办理"),
        ("public_interest", {"paper_number": " "}, "要填文号"),
        ("public_interest", {"happened_on": date(2026, 7, 1)}, "还没有到"),
    ],
)
def test_what_cannot_be_passed(code: str, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(WrongStateError, match=said):
        step(opened(), code, **changes)
    assert not StepDone.objects.exists()


def test_a_step_is_passed_once() -> None:
    project = opened()
    step(project, "public_interest")
    with pytest.raises(WrongStateError, match="已于 2025-07-10 办结"):
        step(project, "public_interest")


def test_a_step_made_up_for_did_not_happen_after_those_that_rest_on_it() -> None:
    project = collective_project()
    passed(project, "compensation_plan")
    StepDone.objects.filter(step="risk_assessment").delete()
    with pytest.raises(WrongStateError, match="日期不能晚于它"):
        step(project, "risk_assessment", happened_on=date(2025, 8, 26))
    assert step(project, "risk_assessment", happened_on=date(2025, 8, 25)).pk


def test_a_term_in_a_year_without_holidays_is_refused_not_guessed() -> None:
    from datetime import UTC, datetime

    project, late = opened(), datetime(2027, 3, 1, tzinfo=UTC)
    step(project, "public_interest")
    with pytest.raises(WrongStateError, match="没有 2027 年的放假安排"):
        step(project, "pre_notice", happened_on=date(2026, 12, 25), at=late)


def test_the_projects_clerk_passes_the_surveyor_and_the_outsider_do_not() -> None:
    project = opened()
    for by in (officer("surveyor", Role.SURVEY), officer("outsider", Role.PROJECT, project="J-9")):
        with pytest.raises(NotAllowedError):
            step(project, "public_interest", by=by)
    assert step(project, "public_interest", by=officer("own", Role.PROJECT, project="J-1")).passed_by.username == "own"


# -- handing over ------------------------------------------------------------------------------------------------------


def handed(project: Project, **changes: Any) -> Handover:
    given = {"parcel": "一号地", "area_mu_e4": 123456, "handed_over_on": date(2026, 1, 5), "paper_number": "交地〔2026〕1号",
             "by": officer("clerk", Role.PROJECT), "at": AT}  # fmt: skip
    return hand_over(project=project, **{**given, **changes})


def test_no_land_is_handed_over_before_approval_and_notice() -> None:
    project = collective_project()
    passed(project, "approval")
    with pytest.raises(WrongStateError, match="不得支付补偿、清表或者交地"):
        handed(project)
    step(project, "land_notice")
    assert handed(project).area_mu_e4 == 123456


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"area_mu_e4": 0}, "大于 0"),
        ({"paper_number": ""}, "都要填写"),
        ({"handed_over_on": date(2026, 7, 1)}, "还没有到"),
        ({"handed_over_on": date(2025, 12, 9)}, "不得支付"),
    ],
)
def test_what_is_no_hand_over(changes: dict[str, Any], said: str) -> None:
    project = collective_project()
    passed(project, "land_notice")
    with pytest.raises(WrongStateError, match=said):
        handed(project, **changes)
    assert not Handover.objects.exists()


def test_a_parcel_is_handed_over_once() -> None:
    project = collective_project()
    passed(project, "land_notice")
    handed(project)
    with pytest.raises(WrongStateError, match="已经登记交地"):
        handed(project)


def test_who_may_not_hand_over() -> None:
    project = collective_project()
    for by in (officer("reviewer", Role.REVIEW), officer("outsider", Role.PROJECT, where=township("430199002"))):
        with pytest.raises(NotAllowedError):
            handed(project, by=by)
