"""Which facts of plans and projects are kept. Areas in 亩 are whole 0.0001 亩 (``_mu_e4``), in ㎡ whole 0.01 ㎡ (``_e2``)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from oneruler.office.models import Officer, Region


class AnnualPlan(models.Model):
    """年度征拆计划: the year's tasks, issued by the city or taken on by itself."""

    year = models.PositiveSmallIntegerField("年度", unique=True)
    number = models.CharField("文号", max_length=60, blank=True)
    received_on = models.DateField("收到日期")

    class Meta:
        verbose_name = verbose_name_plural = "年度计划"

    def __str__(self) -> str:
        return f"{self.year} 年计划"


class Project(models.Model):
    """项目: one acquisition or expropriation. ``policy`` is the slug of its pack, ``policy_digest`` that pack's digest
    when it was bound; the number is how all else names it."""

    class Kind(models.TextChoices):
        COLLECTIVE = "collective", "集体土地征收"
        STATE_OWNED = "state_owned", "国有土地上房屋征收"

    class Stage(models.TextChoices):
        PREPARING = "preparing", "前期"
        SURVEYING = "surveying", "调查"
        SIGNING = "signing", "签约"
        PAYING = "paying", "支付"
        CLEARING = "clearing", "腾地"
        HANDED_OVER = "handed_over", "已交地"

    number = models.CharField("项目编号", max_length=40, unique=True)
    name = models.CharField("项目名称", max_length=120)
    kind = models.CharField("性质", max_length=12, choices=Kind.choices)
    purpose = models.CharField("用途", max_length=40)
    township = models.ForeignKey(Region, verbose_name="乡镇街道", on_delete=models.PROTECT)
    land_user = models.CharField("用地单位", max_length=80)
    funding_source = models.CharField("资金来源", max_length=40)
    policy = models.CharField("适用文件", max_length=60)
    policy_digest = models.CharField("文件摘要", max_length=64)
    shared_facts = models.JSONField("共用事实", default=dict)
    opened_on = models.DateField("立项日期")
    opened_by = models.ForeignKey(Officer, verbose_name="立项人", on_delete=models.PROTECT)

    class Meta:
        verbose_name = verbose_name_plural = "项目"
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return self.name


class PlanTask(models.Model):
    """计划任务: one project's share of a plan. A task may stand before its project is opened."""

    class Origin(models.TextChoices):
        CITY = "city", "市下达"
        OWN = "own", "自我加压"

    plan = models.ForeignKey(AnnualPlan, verbose_name="计划", on_delete=models.PROTECT, related_name="tasks")
    project = models.ForeignKey(
        Project, verbose_name="项目", null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    name = models.CharField("任务名称", max_length=120)
    kind = models.CharField("性质", max_length=12, choices=Project.Kind.choices)
    origin = models.CharField("来源", max_length=6, choices=Origin.choices)
    land_mu_e4 = models.BigIntegerField("征地（0.0001亩）", default=0)
    building_e2 = models.BigIntegerField("房屋（0.01㎡）", default=0)
    households = models.PositiveIntegerField("户数", default=0)
    due_on = models.DateField("完成期限")

    class Meta:
        verbose_name = verbose_name_plural = "计划任务"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "name"], name="plan_task_once"),
            models.CheckConstraint(
                condition=models.Q(land_mu_e4__gte=0) & models.Q(building_e2__gte=0), name="plan_task_not_negative"
            ),
        ]


class StepDone(models.Model):
    """A statutory step that was passed: its paper's number, the day it happened, by whom it was issued. Only added."""

    project = models.ForeignKey(Project, verbose_name="项目", on_delete=models.PROTECT, related_name="steps_done")
    step = models.CharField("步骤", max_length=40)
    happened_on = models.DateField("日期")
    ends_on = models.DateField("期满日", null=True, blank=True)
    issuer = models.CharField("签发机关", max_length=80, blank=True)
    paper_number = models.CharField("文号", max_length=80, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    passed_by = models.ForeignKey(Officer, verbose_name="办理人", on_delete=models.PROTECT)
    passed_at = models.DateTimeField("办理时间")

    class Meta:
        verbose_name = verbose_name_plural = "程序步骤"
        constraints: ClassVar = [models.UniqueConstraint(fields=["project", "step"], name="step_once_a_project")]


class Handover(models.Model):
    """交地: land handed to the land user, in 亩, on a day, with its confirmation paper."""

    project = models.ForeignKey(Project, verbose_name="项目", on_delete=models.PROTECT, related_name="handovers")
    parcel = models.CharField("地块", max_length=60)
    area_mu_e4 = models.BigIntegerField("面积（0.0001亩）")
    handed_over_on = models.DateField("交地日期")
    paper_number = models.CharField("确认单号", max_length=80)
    recorded_by = models.ForeignKey(Officer, verbose_name="登记人", on_delete=models.PROTECT)

    class Meta:
        verbose_name = verbose_name_plural = "交地"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "parcel"], name="parcel_handed_over_once"),
            models.CheckConstraint(condition=models.Q(area_mu_e4__gt=0), name="handover_has_area"),
        ]
