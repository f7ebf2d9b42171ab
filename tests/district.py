"""An invented district for tests: two townships, people with posts, and a project of each kind."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

from oneruler.base.fen import Fen
from oneruler.base.figures import Figure, Measure, Unit
from oneruler.office.models import Assignment, Officer, Region
from oneruler.office.roles import Role
from oneruler.policy.model import Policy
from oneruler.policy.pack.loading import load
from oneruler.policy.pack.shelf import shipped
from oneruler.projects.actions import open_project, pass_step
from oneruler.projects.models import Project
from oneruler.survey.actions import HolderRow, register_right_holders
from oneruler.survey.models import RightHolder

AT = datetime(2026, 6, 30, 1, tzinfo=UTC)
FIRST = date(2020, 1, 1)

COLLECTIVE_STEPS = {
    "public_interest": date(2025, 7, 10), "pre_notice": date(2025, 8, 1), "land_survey": date(2025, 8, 18),
    "risk_assessment": date(2025, 8, 20), "compensation_plan": date(2025, 8, 25), "plan_notice": date(2025, 9, 1),
    "registration": date(2025, 9, 25), "funds_in_place": date(2025, 10, 9), "agreements": date(2025, 11, 8),
    "approval_bundle": date(2025, 11, 20), "approval": date(2025, 12, 1), "land_notice": date(2025, 12, 10),
    "payment": date(2025, 12, 20), "hand_over": date(2026, 1, 10),
}  # fmt: skip
"""Days on which the steps of an orderly collective project were passed."""


def township(code: str = "430199001") -> Region:
    """A township, made once."""
    level = Region.Level.TOWNSHIP
    return Region.objects.get_or_create(code=code, defaults={"name": f"示例·{code}镇", "level": level})[0]


def officer(username: str, role: Role, *, project: str = "", where: Region | None = None) -> Officer:
    """One with a post: of the whole centre, or of a project or township."""
    one, _ = Officer.objects.get_or_create(username=username, defaults={"display_name": f"示例·{username}"})
    Assignment.objects.create(officer=one, role=role, project_number=project, township=where, first=FIRST)
    return one


@cache
def collective_policy() -> Policy:
    return load(shipped() / "yunxi-2025")


@cache
def state_owned_policy() -> Policy:
    return load(shipped() / "yunxi-state-owned")


def collective_project(number: str = "J-1", *, where: Region | None = None) -> Project:
    """An opened project on collective land."""
    return open_project(
        number=number, name=f"示例·{number}", kind="collective", purpose="道路", township=where or township(),
        land_user="示例·建设公司", funding_source="财政", policy=collective_policy(),
        shared_facts={"项目": {"项目名称": f"示例·{number}", "预公告日": "2025-08-01", "方案确定日": "2025-08-25",
                             "签约期始": "2025-10-09", "签约期末": "2025-11-08", "腾房期末": "2025-12-15"}},
        opened_on=date(2025, 7, 1), by=officer("opener", Role.PROJECT), at=AT,
    )  # fmt: skip


def state_owned_project(number: str = "G-1", *, where: Region | None = None) -> Project:
    """An opened project of houses on state-owned land."""
    return open_project(
        number=number, name=f"示例·{number}", kind="state_owned", purpose="旧城改造", township=where or township(),
        land_user="示例·建设公司", funding_source="财政", policy=state_owned_policy(),
        shared_facts={"项目": {"项目名称": f"示例·{number}", "征收决定公告日": "2025-08-01"}},
        opened_on=date(2025, 3, 1), by=officer("opener", Role.PROJECT), at=AT,
    )  # fmt: skip


def fen(name: str, yuan: int, on: date, project: str = "") -> Figure:
    """A figure of money that a condition asks for."""
    return Figure(
        Measure(name, name, Unit.FEN, "截至当日"), Fen(100 * yuan), on, {"project": project} if project else {}
    )


def enough(on: date) -> dict[str, Figure]:
    """费用足额到位."""
    return {
        "pre_deposit_balance": fen("pre_deposit_balance", 5_000_000, on),
        "estimated_compensation": fen("estimated_compensation", 5_000_000, on),
    }


def passed(project: Project, last: str) -> None:
    """Pass the steps of a collective project up to and with ``last``."""
    by = officer("opener", Role.PROJECT)
    for step, day in COLLECTIVE_STEPS.items():
        pass_step(project=project, step=step, happened_on=day, paper_number=f"示例〔2025〕{step}", issuer="示例·县人民政府",
                  conditions=enough(day), by=by, at=AT)  # fmt: skip
        if step == last:
            break


def household(project: Project, number: str = "A1", *, where: Region | None = None, name: str = "") -> RightHolder:
    """A registered household."""
    row = HolderRow(number, "household", "户", where or project.township, name or f"示例·{number}户")
    return register_right_holders(project=project, rows=[row], by=officer("registrar", Role.SURVEY), at=AT)[0]


def household_facts(number: str = "A1", *, lawful: str = "240.50") -> dict[str, list[dict[str, str]]]:
    """What a survey found of a household: two persons, one house."""
    person = {"出生日": "1972-03-05", "入户日": "1998-01-08", "是安置对象": "是", "独生子女": "否"}
    return {
        "户": [{"户号": number, "户主": f"示例·{number}户", "安置方式": "货币安置", "符合分户条件": "否", "低保户": "否",
               "重病重残": "否", "庭院菜地面积": "0"}],
        "人口": [{"姓名": f"示例·{number}甲", **person}, {"姓名": f"示例·{number}乙", **person}],
        "房屋": [{"编号": "主房", "结构": "砖混", "等级": "一等", "建成日": "2008-06-01", "实测面积": lawful,
                "合法面积": lawful, "违法面积": "0", "认定": "合法", "装修等级": "未装修", "经营方式": "不经营",
                "有营业执照": "否", "经营面积": "0"}],
    }  # fmt: skip
