"""Which facts of disclosure are kept: each package that went out, with its digest."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from oneruler.office.models import Officer


class Package(models.Model):
    """公开包: the files that went out together, and the digest that anyone can compare. Only added."""

    class Audience(models.TextChoices):
        SITE = "site", "现场公示"
        WEB = "web", "网站公开"

    number = models.CharField("编号", max_length=40, unique=True)
    title = models.CharField("标题", max_length=120)
    audience = models.CharField("公开范围", max_length=4, choices=Audience.choices)
    about = models.CharField("来源", max_length=80)
    manifest = models.JSONField("文件清单")
    digest = models.CharField("摘要", max_length=64)
    salt = models.CharField("盐", max_length=32)
    published_on = models.DateField("公开日")
    published_by = models.ForeignKey(Officer, verbose_name="公开人", on_delete=models.PROTECT)
    published_at = models.DateTimeField("公开时间")

    class Meta:
        verbose_name = verbose_name_plural = "公开包"
        ordering: ClassVar = ["-published_on", "number"]
