"""An invented centre with its budget and goals, for the tests of this floor. No such place, unit or person exists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from oneruler.base.figures import Unit
from oneruler.base.measuring import Counted, DeclaredMeasure, Measures, Parameters
from oneruler.funds.measures import MEASURES as FUNDS
from oneruler.funds.models import Budget
from oneruler.office.actions import enrol_officer
from oneruler.office.models import Assignment, Officer, Region
from oneruler.office.roles import Role
from oneruler.performance.actions import IndicatorRow, declare_goal, state_actual
from oneruler.performance.evaluation import Words
from oneruler.performance.measures import MEASURES as OWN
from oneruler.performance.models import Goal
from oneruler.projects.models import Project

AT = datetime(2026, 2, 10, 2, tzinfo=UTC)
DECLARED = date(2025, 1, 20)
YEAR = 2025
AGENCY = "云溪示范县土地和房屋征收服务中心"
PROJECT = "滨河路示例段征收补偿"


def _signed(of: Parameters, as_of: date) -> Counted:
    """Stands for the agreements of another floor: one row each, with its day in the number."""
    return Region.objects.filter(level="village", code__lte=f"{as_of:%Y%m%d}"), None


def measures() -> Measures:
    """What the tests count: the budget's rows, and agreements that villages stand for."""
    return Measures(
        [
            *OWN,
            *FUNDS,
            DeclaredMeasure("签约户数", "签约户数", Unit.HOUSEHOLDS, _signed, takes=("project",)),
        ]
    )


@dataclass
class Centre:
    """Three people, one project, last year's and this year's budget."""

    clerk: Officer
    reviewer: Officer
    outsider: Officer
    project: Project


def centre() -> Centre:
    """The centre on the database."""
    clerk, reviewer, outsider = (
        enrol_officer(username=name, display_name=f"示例·{said}", password=None, at=AT)
        for name, said in (("clerk", "林一"), ("reviewer", "何二"), ("outsider", "方三"))
    )
    county = Region.objects.create(code="990000", name="云溪示范县", level="county")
    township = Region.objects.create(code="990001", name="青石示例镇", level="township", parent=county)
    Assignment.objects.create(officer=clerk, role=Role.OFFICE, first=date(2024, 1, 1))
    Assignment.objects.create(officer=reviewer, role=Role.REVIEW, first=date(2024, 1, 1))
    project = Project.objects.create(
        number="YX-2025-01", name=PROJECT, kind="collective", purpose="道路", township=township, land_user="示例公司",
        funding_source="财政", policy="yunxi-2025", policy_digest="0" * 64, opened_on=DECLARED, opened_by=clerk,
    )  # fmt: skip
    return Centre(clerk, reviewer, outsider, project)


def budget(executed_of_project: int = 139_860_000_00) -> None:
    """The budget of two years, in fen; the project spends less than it has."""
    for year, spending, item, initial, adjusted, executed in (
        (2024, "personnel", "", 980_000_00, 990_000_00, 998_765_40),
        (2024, "operating", "", 300_000_00, 300_000_00, 281_234_50),
        (2025, "personnel", "", 1_100_000_00, 1_132_000_00, 1_131_009_90),
        (2025, "operating", "办公经费", 200_000_00, 210_000_00, 200_400_10),
        (2025, "operating", "公务接待费", 50_000_00, 50_000_00, 33_333_30),
        (2025, "operating", "会议费、培训费", 30_000_00, 30_000_00, 29_999_90),
        (2025, "project", PROJECT, 120_000_000_00, 148_000_000_00, executed_of_project),
        (2025, "project", "业务工作经费", 380_000_00, 380_000_00, 277_500_00),
    ):
        Budget.objects.create(
            year=year, fund_kind="general", spending=spending, item=item, initial_fen=initial, adjusted_fen=adjusted,
            executed_fen=executed,
        )  # fmt: skip


def sign(*days: date) -> None:
    """One agreement a day named."""
    for number, day in enumerate(days):
        Region.objects.create(code=f"{day:%Y%m%d}{number:03}", name=f"示例村{number}", level="village")


ROWS = (
    IndicatorRow("产出指标", "数量指标", "签约户数", "10", "20", "户", measure="签约户数"),
    IndicatorRow("产出指标", "数量指标", "交地面积", "120", "10", "亩"),
    IndicatorRow("产出指标", "质量指标", "补偿明细公示率", "100", "10", "%"),
    IndicatorRow("产出指标", "时效指标", "完成签约时间", "2025-12-31", "10", direction="≤"),
    IndicatorRow("效益指标", "社会效益指标", "保障道路按期开工", "按期开工", "20", direction="定性"),
    IndicatorRow("效益指标", "可持续影响指标", "信访件数", "5", "10", "件", direction="≤"),
    IndicatorRow("满意度指标", "服务对象满意度指标", "被征收人满意度", "95", "10", "%"),
)
STATED = {
    "交地面积": "125.5", "补偿明细公示率": "100", "完成签约时间": "2025-11-30", "保障道路按期开工": "达成（95%）",
    "信访件数": "3", "被征收人满意度": "94.71",
}  # fmt: skip
WORDS = Words(
    duties=("组织实施本县土地和房屋征收。", "管理征收补偿资金。"),
    organisation="内设综合、业务、财务三个股室。",
    posts=13,
    people=8,
    problems=("部分资金安排在年中追加。",),
    improvements=("按月做绩效监控，早发现偏差。",),
    thrift="会议、接待一律按标准执行。",
    supervisor="云溪示范县自然资源局",
    filled_by="示例·林一",
    telephone="0000-1234567",
)


def goals(made: Centre) -> tuple[Goal, Goal]:
    """The department's goal and the project's, with what is stated filled in."""
    both = []
    for project, text in ((None, "完成年度征收任务，保障重点项目用地。"), (made.project, "完成滨河路示例段征收补偿。")):
        goal = declare_goal(
            year=YEAR, project=project, text=text, indicators=ROWS, measures=measures(), declared_on=DECLARED,
            by=made.clerk, at=AT,
        )  # fmt: skip
        for indicator in goal.indicators.filter(measure=""):
            state_actual(
                indicator=indicator, stated=STATED[indicator.level3], proof="示例佐证", by=made.clerk, at=AT
            )  # fmt: skip
        both.append(goal)
    return both[0], both[1]
