"""Which facts of performance are kept: goals and indicators, what was measured when, and the reports made from it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from oneruler.office.models import Officer
from oneruler.projects.models import Project


class Goal(models.Model):
    """绩效目标 of a year: the department's (no project), or one project's."""

    year = models.PositiveSmallIntegerField("年度")
    project = models.ForeignKey(
        Project, verbose_name="项目", null=True, blank=True, on_delete=models.PROTECT, related_name="goals"
    )
    text = models.TextField("年度总体目标")
    declared_on = models.DateField("申报日")
    declared_by = models.ForeignKey(Officer, verbose_name="申报人", on_delete=models.PROTECT)

    class Meta:
        verbose_name = verbose_name_plural = "绩效目标"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "project"], name="goal_once_a_project"),
            models.UniqueConstraint(
                fields=["year"], condition=models.Q(project__isnull=True), name="goal_once_for_the_department"
            ),
        ]


class Indicator(models.Model):
    """绩效指标: three levels of words, a target, a weight, and the measure that its actual comes from, or none where
    an officer states it with proof (``stated``)."""

    goal = models.ForeignKey(Goal, verbose_name="目标", on_delete=models.PROTECT, related_name="indicators")
    position = models.PositiveSmallIntegerField("序号")
    level1 = models.CharField("一级指标", max_length=20)
    level2 = models.CharField("二级指标", max_length=20)
    level3 = models.CharField("三级指标", max_length=60)
    unit = models.CharField("单位", max_length=10, blank=True)
    direction = models.CharField("方向", max_length=2, default="≥")
    target = models.CharField("指标值", max_length=40)
    weight = models.CharField("分值", max_length=10)
    rule = models.CharField("赋分方式", max_length=10, default="按比例")
    measure = models.CharField("度量", max_length=60, blank=True)
    stated = models.CharField("实际完成值（填报）", max_length=40, blank=True)
    proof = models.CharField("佐证", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "绩效指标"
        ordering: ClassVar = ["goal", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["goal", "position"], name="indicator_once")]


class Observation(models.Model):
    """监控: what an indicator stood at on a day, the forecast to the year's end, its light, and the reason asked for."""

    class Light(models.TextChoices):
        GREEN = "green", "正常"
        AMBER = "amber", "关注"
        RED = "red", "偏离"

    indicator = models.ForeignKey(Indicator, verbose_name="指标", on_delete=models.PROTECT, related_name="observations")
    observed_on = models.DateField("截至")
    value = models.CharField("完成值", max_length=40)
    forecast = models.CharField("全年预计", max_length=40, blank=True)
    light = models.CharField("灯", max_length=6, choices=Light.choices)
    rows = models.PositiveIntegerField("行数", default=0)
    digest = models.CharField("行摘要", max_length=64, blank=True)
    reason = models.CharField("偏差原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "绩效监控"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "observed_on"], name="observation_once_a_day")
        ]


class SelfEvaluation(models.Model):
    """绩效自评: a year's report, frozen: its figures with their digests, its scores, and its whole content."""

    year = models.PositiveSmallIntegerField("年度")
    version = models.PositiveSmallIntegerField("版本")
    frozen_on = models.DateField("定稿日")
    figures = models.JSONField("数")
    scores = models.JSONField("得分")
    narrative = models.JSONField("正文")
    score_e2 = models.PositiveIntegerField("总分（0.01分）")
    made_by = models.ForeignKey(Officer, verbose_name="编制人", on_delete=models.PROTECT)
    made_at = models.DateTimeField("编制时间")

    class Meta:
        verbose_name = verbose_name_plural = "绩效自评"
        constraints: ClassVar = [models.UniqueConstraint(fields=["year", "version"], name="self_evaluation_once")]
