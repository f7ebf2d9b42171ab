"""Which facts of compensation are kept. Sheets are only added: a newer one supersedes, none is edited."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from oneruler.office.fields import SealedField
from oneruler.office.models import Officer
from oneruler.projects.models import Project
from oneruler.survey.models import FactVersion, RightHolder


class Sheet(models.Model):
    """补偿计算单: what the policy gave for one version of facts. ``inputs`` are the very words that it was computed
    from, shared facts included, so that the sum can be derived again years later."""

    right_holder = models.ForeignKey(
        RightHolder, verbose_name="权利人", on_delete=models.PROTECT, related_name="sheets"
    )
    version = models.PositiveIntegerField("版本")
    fact_version = models.ForeignKey(FactVersion, verbose_name="事实版本", on_delete=models.PROTECT)
    policy = models.CharField("文件", max_length=60)
    policy_number = models.CharField("文号", max_length=60)
    policy_digest = models.CharField("文件摘要", max_length=64)
    policy_status = models.CharField("文件状态", max_length=8)
    policy_day = models.DateField("选用日")
    inputs = SealedField("计算所用的事实")
    inputs_digest = models.CharField("事实与文件摘要", max_length=64)
    total_fen = models.BigIntegerField("合计（分）")
    cause = models.CharField("原因", max_length=120)
    cause_paper = models.CharField("原因文书", max_length=80, blank=True)
    computed_by = models.ForeignKey(Officer, verbose_name="计算人", on_delete=models.PROTECT)
    computed_at = models.DateTimeField("计算时间")

    class Meta:
        verbose_name = verbose_name_plural = "补偿计算单"
        ordering: ClassVar = ["right_holder", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["right_holder", "version"], name="sheet_version_once"),
        ]


class SheetLine(models.Model):
    """明细行: one entitlement for one object, with its payee. ``nature`` tells basic items from rewards, appraised values
    and interim allowances."""

    sheet = models.ForeignKey(Sheet, verbose_name="计算单", on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField("序号")
    item = models.CharField("补偿项", max_length=60)
    object_kind = models.CharField("对象", max_length=20)
    object_label = SealedField("称呼")
    payee = models.CharField("收款人", max_length=20)
    payee_name = SealedField("收款人姓名")
    article = models.CharField("条款", max_length=60)
    worked = SealedField("算法")
    amount_fen = models.BigIntegerField("金额（分）")
    due_on = models.DateField("应付日", null=True, blank=True)
    nature = models.CharField("性质", max_length=4)

    class Meta:
        verbose_name = verbose_name_plural = "明细行"
        ordering: ClassVar = ["sheet", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["sheet", "position"], name="sheet_line_once")]


class SheetPublication(models.Model):
    """公示: the sheets of a project shown on site in a round, from a first to a last day."""

    project = models.ForeignKey(Project, verbose_name="项目", on_delete=models.PROTECT, related_name="publications")
    round = models.PositiveSmallIntegerField("榜次")
    place = models.CharField("张贴地点", max_length=120)
    first_day = models.DateField("起日")
    last_day = models.DateField("止日")
    sheets = models.ManyToManyField(Sheet, verbose_name="计算单", related_name="publications")
    published_by = models.ForeignKey(Officer, verbose_name="公示人", on_delete=models.PROTECT)

    class Meta:
        verbose_name = verbose_name_plural = "公示"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "round"], name="publication_round_once"),
            models.CheckConstraint(condition=models.Q(last_day__gte=models.F("first_day")), name="publication_days"),
        ]


class Agreement(models.Model):
    """协议, or 补充协议 where ``supplements`` names the one that it changes. What is owed is the sum over both."""

    number = models.CharField("协议编号", max_length=60, unique=True)
    right_holder = models.ForeignKey(
        RightHolder, verbose_name="权利人", on_delete=models.PROTECT, related_name="agreements"
    )
    sheet = models.ForeignKey(Sheet, verbose_name="计算单", on_delete=models.PROTECT)
    supplements = models.ForeignKey(
        "self",
        verbose_name="补充的协议",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="supplements_to",
    )
    amount_fen = models.BigIntegerField("金额（分）")
    cause = models.CharField("原因", max_length=120, blank=True)
    signed_on = models.DateField("签约日")
    recorded_by = models.ForeignKey(Officer, verbose_name="登记人", on_delete=models.PROTECT)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "协议"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["right_holder"], condition=models.Q(supplements__isnull=True), name="one_agreement_a_holder"
            ),
        ]


class PrePaymentCheck(models.Model):
    """付款前自查: every sheet of a project recomputed on a day, before any payment of it."""

    project = models.ForeignKey(Project, verbose_name="项目", on_delete=models.PROTECT, related_name="checks")
    checked_on = models.DateField("自查日期")
    checked = models.PositiveIntegerField("复算户数")
    failed = models.PositiveIntegerField("不符户数")
    checked_by = models.ForeignKey(Officer, verbose_name="自查人", on_delete=models.PROTECT)
    checked_at = models.DateTimeField("自查时间")

    class Meta:
        verbose_name = verbose_name_plural = "付款前自查"


class CheckResult(models.Model):
    """One right holder in a check: what was agreed, what the rules give now, and what differs."""

    check_run = models.ForeignKey(
        PrePaymentCheck, verbose_name="自查", on_delete=models.PROTECT, related_name="results"
    )
    right_holder = models.ForeignKey(
        RightHolder, verbose_name="权利人", on_delete=models.PROTECT, related_name="check_results"
    )
    agreed_fen = models.BigIntegerField("协议金额（分）")
    recomputed_fen = models.BigIntegerField("复算金额（分）", null=True)
    passed = models.BooleanField("相符")
    difference = SealedField("差异")
    inputs_digest = models.CharField("事实与文件摘要", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "自查结果"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["check_run", "right_holder"], name="check_result_once"),
        ]


class Vacating(models.Model):
    """腾房验收: the house was empty and handed in; demolition follows."""

    right_holder = models.OneToOneField(
        RightHolder, verbose_name="权利人", on_delete=models.PROTECT, related_name="vacating"
    )
    vacated_on = models.DateField("腾房日")
    paper_number = models.CharField("验收单号", max_length=80)
    demolished_on = models.DateField("拆除日", null=True, blank=True)
    demolished_e2 = models.BigIntegerField("拆除面积（0.01㎡）", default=0)
    recorded_by = models.ForeignKey(Officer, verbose_name="登记人", on_delete=models.PROTECT)

    class Meta:
        verbose_name = verbose_name_plural = "腾房拆除"
