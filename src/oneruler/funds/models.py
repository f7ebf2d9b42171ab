"""Which facts of money are kept: whole fen, double entry, only added."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from oneruler.compensation.models import Agreement, PrePaymentCheck, SheetLine
from oneruler.office.fields import SealedField
from oneruler.office.models import Officer
from oneruler.projects.models import Project
from oneruler.survey.models import RightHolder


class Account(models.Model):
    """科目: one account of a project's auxiliary ledger (项目资金辅助账); without a project, of the centre's own work."""

    class Kind(models.TextChoices):
        SPECIAL_ACCOUNT = "special_account", "征收补偿费用专户"
        FUNDER = "funder", "资金来源"
        PAYABLE = "payable", "应付补偿款"
        PAID = "paid", "补偿支出"
        IN_TRANSIT = "in_transit", "在途款"
        WORK_FUNDS = "work_funds", "工作经费"

    project = models.ForeignKey(
        Project, verbose_name="项目", null=True, blank=True, on_delete=models.PROTECT, related_name="accounts"
    )
    kind = models.CharField("种类", max_length=16, choices=Kind.choices)

    class Meta:
        verbose_name = verbose_name_plural = "科目"
        constraints: ClassVar = [models.UniqueConstraint(fields=["project", "kind"], name="account_once")]


class Entry(models.Model):
    """分录: one event of money with its paper. Its postings balance: ``ledger`` makes no other, and PostgreSQL refuses a
    transaction that leaves one open. Entries and postings are never changed; the database refuses that too."""

    happened_on = models.DateField("日期")
    summary = models.CharField("摘要", max_length=120)
    paper_number = models.CharField("凭证号", max_length=80)
    project = models.ForeignKey(Project, verbose_name="项目", on_delete=models.PROTECT, related_name="entries")
    reverses = models.OneToOneField("self", verbose_name="冲销", null=True, blank=True, on_delete=models.PROTECT)
    recorded_by = models.ForeignKey(Officer, verbose_name="记账人", on_delete=models.PROTECT)
    recorded_at = models.DateTimeField("记账时间")

    class Meta:
        verbose_name = verbose_name_plural = "分录"


class Posting(models.Model):
    """借或贷: two columns, one of them nought."""

    entry = models.ForeignKey(Entry, verbose_name="分录", on_delete=models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, verbose_name="科目", on_delete=models.PROTECT, related_name="postings")
    debit_fen = models.BigIntegerField("借方（分）", default=0)
    credit_fen = models.BigIntegerField("贷方（分）", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "借贷"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(models.Q(debit_fen__gt=0) & models.Q(credit_fen=0))
                | (models.Q(credit_fen__gt=0) & models.Q(debit_fen=0)),
                name="posting_on_one_side",
            ),
        ]


class PaymentBatch(models.Model):
    """付款批次: drafted, reviewed and approved by three people, then sent to the bank, never twice."""

    class State(models.TextChoices):
        DRAFTED = "drafted", "已编制"
        REVIEWED = "reviewed", "已复核"
        APPROVED = "approved", "已审批"
        SENT = "sent", "已送银行"
        SETTLED = "settled", "已回单"
        WITHDRAWN = "withdrawn", "已撤销"

    project = models.ForeignKey(Project, verbose_name="项目", on_delete=models.PROTECT, related_name="payment_batches")
    number = models.CharField("批次号", max_length=40, unique=True)
    check_run = models.ForeignKey(PrePaymentCheck, verbose_name="自查", on_delete=models.PROTECT)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFTED)
    drafted_by = models.ForeignKey(Officer, verbose_name="编制人", on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField("编制时间")
    reviewed_by = models.ForeignKey(
        Officer, verbose_name="复核人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_by = models.ForeignKey(
        Officer, verbose_name="审批人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField("送出时间", null=True)
    file_digest = models.CharField("银行文件摘要", max_length=64, blank=True)
    withdrawn_for = models.CharField("撤销原因", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "付款批次"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(reviewed_by__isnull=True) | ~models.Q(reviewed_by=models.F("drafted_by")),
                name="batch_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | (~models.Q(approved_by=models.F("drafted_by")) & ~models.Q(approved_by=models.F("reviewed_by"))),
                name="batch_approved_by_a_third",
            ),
        ]


class Payment(models.Model):
    """One payee's money in a batch. A returned payment may be made again by a new row that names it."""

    class State(models.TextChoices):
        PENDING = "pending", "待付"
        PAID = "paid", "已付"
        RETURNED = "returned", "退回"

    batch = models.ForeignKey(PaymentBatch, verbose_name="批次", on_delete=models.PROTECT, related_name="payments")
    right_holder = models.ForeignKey(
        RightHolder, verbose_name="权利人", on_delete=models.PROTECT, related_name="payments"
    )
    agreement = models.ForeignKey(Agreement, verbose_name="协议", on_delete=models.PROTECT, related_name="payments")
    reference = models.CharField("付款编号", max_length=40, unique=True)
    payee = models.CharField("收款人", max_length=20)
    payee_name = SealedField("户名")
    bank_name = SealedField("开户行")
    account_number = SealedField("账号")
    amount_fen = models.BigIntegerField("金额（分）")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PENDING)
    paid_on = models.DateField("付款日", null=True, blank=True)
    reason = models.CharField("退回原因", max_length=120, blank=True)
    again_for = models.OneToOneField(
        "self", verbose_name="重付", null=True, blank=True, on_delete=models.PROTECT, related_name="paid_again_by"
    )
    lines = models.ManyToManyField(SheetLine, verbose_name="明细行", related_name="payments")

    class Meta:
        verbose_name = verbose_name_plural = "付款"
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="payment_positive")]


class Budget(models.Model):
    """预算: by year, fund kind and spending kind; ``initial`` is the year's first, ``adjusted`` what holds now."""

    class FundKind(models.TextChoices):
        GENERAL = "general", "一般公共预算"
        GOVERNMENT_FUND = "government_fund", "政府性基金"

    class Spending(models.TextChoices):
        PERSONNEL = "personnel", "人员经费"
        OPERATING = "operating", "公用经费"
        PROJECT = "project", "项目支出"

    year = models.PositiveSmallIntegerField("年度")
    fund_kind = models.CharField("资金性质", max_length=16, choices=FundKind.choices)
    spending = models.CharField("支出性质", max_length=10, choices=Spending.choices)
    item = models.CharField("项目", max_length=80, blank=True)
    initial_fen = models.BigIntegerField("年初预算数（分）")
    adjusted_fen = models.BigIntegerField("全年预算数（分）")
    executed_fen = models.BigIntegerField("全年执行数（分）", default=0)
    reason = models.CharField("调整原因", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "预算"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "fund_kind", "spending", "item"], name="budget_once"),
        ]
