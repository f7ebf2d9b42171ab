"""Roles, what each may do, which must be different people, and how far each sees. Values only; no database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What one is appointed to, for the whole centre, for one project or for one township."""

    LEADER = "leader"
    OFFICE = "office"
    PROJECT = "project"
    SURVEY = "survey"
    REVIEW = "review"
    FINANCE = "finance"
    CASHIER = "cashier"
    ARCHIVE = "archive"
    LEGAL = "legal"
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDIT_ADMINISTRATOR = "audit_administrator"

    @property
    def label(self) -> str:
        """The word officers see."""
        return _LABELS[self]


_LABELS = {
    Role.LEADER: "分管领导", Role.OFFICE: "综合岗", Role.PROJECT: "项目岗", Role.SURVEY: "调查岗", Role.REVIEW: "审核岗",
    Role.FINANCE: "财务岗", Role.CASHIER: "出纳岗", Role.ARCHIVE: "档案岗", Role.LEGAL: "法务岗", Role.AUDITOR: "监督审计岗",
    Role.SYSTEM_ADMINISTRATOR: "系统管理员", Role.SECURITY_ADMINISTRATOR: "安全管理员", Role.AUDIT_ADMINISTRATOR: "审计管理员",
}  # fmt: skip


class Verb(StrEnum):
    """Everything that can be done or seen, named as an officer would say it. One action asks for one verb."""

    SEE_PROJECTS = "查看项目"
    SEE_HOUSEHOLDS = "查看户档案"
    SEE_FUNDS = "查看资金"
    SEE_PERFORMANCE = "查看绩效"
    SEE_AUDIT_TRAIL = "查看操作记录"
    RECEIVE_PLAN = "录入年度计划"
    OPEN_PROJECT = "立项"
    PASS_STEP = "办结程序步骤"  # noqa: S105 -- no password
    HAND_OVER = "登记交地"
    REGISTER_HOLDERS = "登记权利人"
    ENTER_FACTS = "录入调查事实"
    RECOGNISE = "登记认定结果"
    COMPUTE_SHEET = "计算补偿"
    PUBLISH_SHEETS = "公示补偿"
    SIGN_AGREEMENT = "登记签约"
    CHECK_BEFORE_PAYMENT = "付款前自查"
    RECORD_VACATING = "登记腾房拆除"
    RECEIVE_FUNDS = "登记资金到账"
    DRAFT_PAYMENT = "编制付款批次"
    REVIEW_PAYMENT = "复核付款批次"
    APPROVE_PAYMENT = "审批付款批次"
    SEND_PAYMENT = "送出付款文件"
    RECORD_BANK_RETURN = "登记银行回单"
    ENTER_BUDGET = "录入预算"
    SET_GOALS = "申报绩效目标"
    MONITOR = "绩效监控"
    SELF_EVALUATE = "绩效自评"
    PUBLISH = "对外公开"
    APPOINT = "任命岗位"
    ENROL = "录入人员"
    LOCK = "锁定与解锁账号"
    ATTACH = "上传附件"
    BACK_UP = "备份"


_SEEING = frozenset({Verb.SEE_PROJECTS, Verb.SEE_HOUSEHOLDS, Verb.SEE_FUNDS, Verb.SEE_PERFORMANCE})
MAY: dict[Role, frozenset[Verb]] = {
    Role.LEADER: _SEEING | {Verb.APPROVE_PAYMENT, Verb.PUBLISH},
    Role.OFFICE: frozenset({Verb.SEE_PROJECTS, Verb.SEE_PERFORMANCE, Verb.RECEIVE_PLAN, Verb.SET_GOALS, Verb.MONITOR,
                            Verb.SELF_EVALUATE, Verb.ATTACH}),
    Role.PROJECT: frozenset({Verb.SEE_PROJECTS, Verb.SEE_HOUSEHOLDS, Verb.OPEN_PROJECT, Verb.PASS_STEP, Verb.HAND_OVER,
                             Verb.REGISTER_HOLDERS, Verb.COMPUTE_SHEET, Verb.PUBLISH_SHEETS, Verb.SIGN_AGREEMENT,
                             Verb.RECORD_VACATING, Verb.ATTACH}),
    Role.SURVEY: frozenset({Verb.SEE_PROJECTS, Verb.SEE_HOUSEHOLDS, Verb.REGISTER_HOLDERS, Verb.ENTER_FACTS,
                           Verb.ATTACH}),
    Role.REVIEW: frozenset({Verb.SEE_PROJECTS, Verb.SEE_HOUSEHOLDS, Verb.RECOGNISE, Verb.CHECK_BEFORE_PAYMENT,
                            Verb.REVIEW_PAYMENT, Verb.SEE_FUNDS, Verb.ATTACH}),
    Role.FINANCE: frozenset({Verb.SEE_PROJECTS, Verb.SEE_HOUSEHOLDS, Verb.SEE_FUNDS, Verb.RECEIVE_FUNDS,
                             Verb.DRAFT_PAYMENT, Verb.ENTER_BUDGET, Verb.SEE_PERFORMANCE, Verb.ATTACH}),
    Role.CASHIER: frozenset({Verb.SEE_PROJECTS, Verb.SEE_FUNDS, Verb.SEND_PAYMENT,
                             Verb.RECORD_BANK_RETURN, Verb.ATTACH}),
    Role.ARCHIVE: frozenset({Verb.SEE_PROJECTS, Verb.SEE_HOUSEHOLDS, Verb.ATTACH}),
    Role.LEGAL: frozenset({Verb.SEE_PROJECTS, Verb.SEE_HOUSEHOLDS, Verb.ATTACH}),
    Role.AUDITOR: _SEEING,
    Role.SYSTEM_ADMINISTRATOR: frozenset({Verb.ENROL, Verb.BACK_UP}),
    Role.SECURITY_ADMINISTRATOR: frozenset({Verb.APPOINT, Verb.LOCK}),
    Role.AUDIT_ADMINISTRATOR: frozenset({Verb.SEE_AUDIT_TRAIL}),
}  # fmt: skip
"""Who may do what."""

INCOMPATIBLE: tuple[frozenset[Role], ...] = (
    frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR}),
    frozenset({Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR}),
    frozenset({Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR}),
    frozenset({Role.FINANCE, Role.REVIEW}),
    frozenset({Role.FINANCE, Role.CASHIER}),
    frozenset({Role.FINANCE, Role.LEADER}),
    frozenset({Role.REVIEW, Role.SURVEY}),
)
"""Posts that one person may not hold together (不相容岗位)."""

ADMINISTRATORS = (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR)
"""三员: set up at the first run, three different people."""

NEED_SECOND_FACTOR = frozenset({*ADMINISTRATORS, Role.FINANCE, Role.CASHIER, Role.LEADER})
"""Posts whose holders sign in with a code from their telephone besides the password."""


@dataclass(frozen=True, slots=True)
class Scope:
    """How far one sees with a verb: everything, or some projects (by number) and townships (by code)."""

    everything: bool = False
    projects: frozenset[str] = frozenset()
    townships: frozenset[str] = frozenset()

    def covers(self, *, project: str, township: str = "") -> bool:
        """Whether a project's matter, in a township, lies within it."""
        return self.everything or project in self.projects or (township != "" and township in self.townships)

    def __bool__(self) -> bool:
        return self.everything or bool(self.projects or self.townships)
