from __future__ import annotations

from pathlib import Path

import pytest

from oneruler.policy.faults import Fault
from oneruler.projects.models import Project
from oneruler.projects.procedure import LimitKind, Procedure, ProcedureError, Track, load_procedure, shipped_folder

GOOD = """\
名称: 示例程序
性质: collective
公开于: notice
付款前须办结:
- [notice]
步骤:
- 代码: notice
  名称: 公告
  主体: 县人民政府
  文书: [公告]
  期限:
  - {至少: 10, 单位: 工作日}
  依据: 示例
  状态: 已核
- 代码: pay
  名称: 支付
  主体: 财政部门
  文书: [凭证]
  期限:
  - {至多: 15, 单位: 日, 起算: notice, 顺延: 是}
  依据: 示例
  状态: 部分核
  期满后: [notice]
  条件:
  - {指标: 余额, 不小于: 应付, 说明: 足额到位}
  阶段: paying
"""


def read(folder: Path, text: str = GOOD) -> Procedure:
    (folder / "collective.yaml").write_text(text, encoding="utf-8")
    load_procedure.cache_clear()
    return Procedure.load("collective", folder)


def faults(folder: Path, text: str) -> tuple[Fault, ...]:
    with pytest.raises(ProcedureError) as refused:
        read(folder, text)
    return refused.value.faults


def test_a_procedure_from_its_file(tmp_path: Path) -> None:
    procedure = read(tmp_path)
    notice, pay = procedure.steps
    assert (notice.code, notice.title, notice.required, notice.track) == ("notice", "公告", True, Track.ORDINARY)
    assert pay.limits[0].since == "notice"
    assert pay.limits[0].rolled
    assert (pay.conditions[0].measure, pay.conditions[0].at_least, pay.stage) == ("余额", "应付", "paying")
    assert procedure.step("nothing") is None


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("代码: pay", "代码: notice", 15, "代码“notice”写了两次"),
        ("期满后: [notice]", "期满后: [nobody]", 15, "“nobody”不是步骤"),
        ("  文书: [公告]\n", "  文书: [公告]\n  之前: [pay]\n", 7, "写在它之前的“pay”前面"),
        ("起算: notice", "起算: nobody", 15, "起算“nobody”不是步骤"),
        ("至少: 10", "至少: 十", 12, "应是 1 到 999 的整数"),
        ("单位: 工作日", "单位: 天", 12, "“单位”应是"),
        ("{至少: 10, 单位: 工作日}", "{至少: 10, 至多: 20, 单位: 工作日}", 12, "只能写至少、至多、有效之一"),
        ("起算: notice,", "起算: notice, 事件: 某日,", 20, "只能写一个"),
        ("{至少: 10, 单位: 工作日}", "{状态: 已核}", 12, "缺少“说明”"),
        ("状态: 已核", "状态: 大概", 14, "“状态”应是"),
        ("  依据: 示例\n  状态: 已核", "  状态: 已核", 7, "缺少“依据”"),
        ("阶段: paying", "阶段: payed", 26, "“阶段”应是"),
        ("  阶段: paying", "  阶断: paying", 26, "没有“阶断”这一项"),
        ("公开于: notice", "公开于: nobody", 1, "“nobody”不是步骤"),
        ("付款前须办结:\n- [notice]\n", "", 1, "缺少“付款前须办结”"),
        ("性质: collective", "性质: state_owned", 2, "“性质”应是collective"),
    ],
)
def test_each_fault_at_its_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    assert GOOD.count(old) >= 1
    found = faults(tmp_path, GOOD.replace(old, new, 1))
    assert any(one.place.line == line and said in str(one) for one in found), found


def test_a_file_that_is_not_there_or_no_yaml(tmp_path: Path) -> None:
    with pytest.raises(ProcedureError, match="打不开"):
        Procedure.load("nothing", tmp_path)
    assert "YAML" in str(faults(tmp_path, "名称: [")[0])
    (tmp_path / "collective.yaml").write_bytes(b"\xff\xff\x81")
    load_procedure.cache_clear()
    with pytest.raises(ProcedureError):
        Procedure.load("collective", tmp_path)


# -- the procedures that come with the program, held against facts.md 1.1 and 1.2 --------------------------------------


@pytest.mark.parametrize("kind", Project.Kind.values)
def test_the_shipped_procedures_load_and_their_stages_are_a_projects(kind: str) -> None:
    procedure = Procedure.load(kind)
    assert {step.stage for step in procedure.steps} - {""} <= set(Project.Stage.values)
    assert all(
        step.body and step.papers and step.source and step.verified in ("已核", "部分核") for step in procedure.steps
    )


def limits(kind: str, code: str) -> list[str]:
    step = Procedure.load(kind).step(code)
    assert step is not None
    return [str(one) for one in step.limits if one.term is not None]


@pytest.mark.parametrize(
    ("kind", "code", "said"),
    [
        ("collective", "pre_notice", ["不少于 10 个工作日"]),
        ("collective", "plan_notice", ["不少于 30 日"]),
        ("collective", "land_notice", ["不超过 15 个工作日（收到批准文件之日起）"]),
        ("collective", "demand", ["不少于 10 日（送达后仍不履行方可申请）"]),
        ("collective", "enforcement_application", ["不超过 3 个月，自复议、起诉期限届满起"]),
        ("state_owned", "scope_freeze", ["有效期 1 年（暂停期限最长不得超过 1 年）"]),
        ("state_owned", "draft_plan", ["不少于 30 日"]),
        ("state_owned", "demand", ["不少于 10 日（送达后仍不履行方可申请）"]),
        ("state_owned", "appraisal_review", ["不超过 10 日，自收到评估报告（申请）起", "不超过 10 日，自收到复核申请（出具结果）起"]),
    ],
)  # fmt: skip
def test_the_statutes_limits(kind: str, code: str, said: list[str]) -> None:
    assert limits(kind, code) == said


def test_what_was_only_remembered_is_marked() -> None:
    hearing, own = (
        Procedure.load("collective").step("hearing"),
        Procedure.load("state_owned").step("preliminary_appraisal"),
    )
    assert hearing is not None
    assert own is not None
    assert hearing.verified == "已核"
    assert {one.verified for one in hearing.limits} == {"部分核"}
    assert own.verified == "部分核"


def test_remedies_and_enforcement_are_no_steps_of_the_project() -> None:
    for kind in Project.Kind.values:
        aside = [step for step in Procedure.load(kind).steps if step.track is not Track.ORDINARY]
        assert {step.track for step in aside} == {Track.DECISION, Track.REMEDY, Track.ENFORCEMENT}
        assert all(step.per_right_holder and not step.required for step in aside)


def test_the_funds_must_be_there_before_the_approval_and_before_the_decision() -> None:
    for kind, code in (("collective", "approval"), ("state_owned", "decision")):
        step = Procedure.load(kind).step(code)
        assert step is not None
        assert [(one.measure, one.at_least) for one in step.conditions] == [
            ("pre_deposit_balance", "estimated_compensation")
        ]


def test_only_terms_of_a_step_itself_are_at_least_or_in_force() -> None:
    for kind in Project.Kind.values:
        for step in Procedure.load(kind).steps:
            assert all(one.kind is not LimitKind.AT_MOST or one.since or one.event for one in step.limits)


def test_the_files_lie_where_officers_can_mend_them() -> None:
    assert {path.name for path in shipped_folder().iterdir()} >= {"collective.yaml", "state_owned.yaml", "holidays.csv"}
