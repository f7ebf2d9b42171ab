"""Which facts of right holders are kept. What a person could be known by is sealed; facts come in versions, only added."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from oneruler.office.fields import SealedField
from oneruler.office.models import Officer, Region
from oneruler.projects.models import Project


class RightHolder(models.Model):
    """权利人: who is owed. ``root`` is the kind of the project's policy for which a sheet is made (户, 集体 …)."""

    class Kind(models.TextChoices):
        HOUSEHOLD = "household", "户"
        UNIT = "unit", "单位"
        COLLECTIVE = "collective", "集体经济组织"
        TENANT = "tenant", "承租人"

    project = models.ForeignKey(Project, verbose_name="项目", on_delete=models.PROTECT, related_name="right_holders")
    number = models.CharField("户号", max_length=40)
    kind = models.CharField("种类", max_length=12, choices=Kind.choices)
    root = models.CharField("主体", max_length=20)
    township = models.ForeignKey(Region, verbose_name="乡镇街道", on_delete=models.PROTECT)
    name = SealedField("姓名或名称")
    name_digest = models.CharField("姓名检索码", max_length=64, db_index=True)
    identity_number = SealedField("证件号")
    identity_digest = models.CharField("证件检索码", max_length=64, blank=True, db_index=True)
    telephone = SealedField("电话")
    address = SealedField("住址")
    registered_by = models.ForeignKey(Officer, verbose_name="登记人", on_delete=models.PROTECT)
    registered_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "权利人"
        ordering: ClassVar = ["project", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "number"], name="right_holder_number_once"),
        ]


class FactVersion(models.Model):
    """One version of all facts of a right holder, as words under the policy's fields (``policy.facts.RawFacts``
    without the shared objects). The typed columns are what measures count; they are worked out from the same words."""

    right_holder = models.ForeignKey(
        RightHolder, verbose_name="权利人", on_delete=models.PROTECT, related_name="fact_versions"
    )
    version = models.PositiveIntegerField("版本")
    facts = SealedField("事实")
    digest = models.CharField("摘要", max_length=64)
    cause = models.CharField("原因", max_length=120)
    lawful_building_e2 = models.BigIntegerField("合法建筑面积（0.01㎡）", default=0)
    unlawful_building_e2 = models.BigIntegerField("违法建筑面积（0.01㎡）", default=0)
    buildings = models.PositiveIntegerField("房屋栋数", default=0)
    persons = models.PositiveIntegerField("人数", default=0)
    land_mu_e4 = models.BigIntegerField("土地（0.0001亩）", default=0)
    entered_by = models.ForeignKey(Officer, verbose_name="录入人", on_delete=models.PROTECT)
    entered_at = models.DateTimeField("录入时间")
    import_key = models.CharField("导入批次", max_length=64, blank=True, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "事实版本"
        ordering: ClassVar = ["right_holder", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["right_holder", "version"], name="fact_version_once"),
        ]


class Recognition(models.Model):
    """认定: what the competent body decided of an unregistered building (or person), with its paper."""

    right_holder = models.ForeignKey(
        RightHolder, verbose_name="权利人", on_delete=models.PROTECT, related_name="recognitions"
    )
    object_kind = models.CharField("对象", max_length=20)
    object_label = models.CharField("称呼", max_length=60)
    result = models.CharField("结果", max_length=20)
    body = models.CharField("认定机关", max_length=80)
    paper_number = models.CharField("文号", max_length=80)
    decided_on = models.DateField("认定日期")
    grounds = models.CharField("理由", max_length=200)
    recorded_by = models.ForeignKey(Officer, verbose_name="登记人", on_delete=models.PROTECT)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "认定"
