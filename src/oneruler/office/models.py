"""Which facts of the office are kept."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from oneruler.office.fields import SealedField
from oneruler.office.roles import Role


class Region(models.Model):
    """行政区划: province, city, county, township or village, by its code (GB/T 2260 and its statistical extension)."""

    class Level(models.TextChoices):
        PROVINCE = "province", "省"
        CITY = "city", "市"
        COUNTY = "county", "区县"
        TOWNSHIP = "township", "街道、乡镇"
        VILLAGE = "village", "社区、村"

    code = models.CharField("代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("级别", max_length=10, choices=Level.choices)
    parent = models.ForeignKey("self", verbose_name="上级", null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        verbose_name = verbose_name_plural = "行政区划"
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """The unit that runs the system: one row."""

    name = models.CharField("名称", max_length=80)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT)

    class Meta:
        verbose_name = verbose_name_plural = "本单位"

    def __str__(self) -> str:
        return self.name


class Officer(AbstractUser):
    """One who signs in. Known to colleagues by ``display_name``, as Chinese names are not split in two."""

    first_name: Any = None
    last_name: Any = None
    display_name = models.CharField("姓名", max_length=40)
    totp_secret = SealedField("动态口令密钥")
    totp_pending = SealedField("待确认的动态口令密钥")
    totp_step = models.BigIntegerField("最近用过的动态口令时段", default=0)
    must_change_password = models.BooleanField("须改口令", default=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        verbose_name = "工作人员"
        verbose_name_plural = "工作人员"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(display_name=""), name="officer_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name


class BackupCode(models.Model):
    """备用码: lets its owner in once, instead of a code from the telephone. Only its keyed digest is kept."""

    officer = models.ForeignKey(Officer, verbose_name="人员", on_delete=models.CASCADE, related_name="backup_codes")
    digest = models.CharField("摘要", max_length=64, unique=True)
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "备用码"


class SignInAttempts(models.Model):
    """Attempts under one typed name, be it anyone's or not, since a moment. Only the name's keyed digest is kept."""

    name_digest = models.CharField("用户名摘要", max_length=64, unique=True)
    count = models.PositiveSmallIntegerField("次数", default=0)
    since = models.DateTimeField("起始时间", db_index=True)
    locked_until = models.DateTimeField("锁定至", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "登录尝试"


class Assignment(models.Model):
    """任岗: a role from one day to another, for the whole centre, or for one project (by number) or township."""

    officer = models.ForeignKey(Officer, verbose_name="人员", on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField("岗位", max_length=30, choices=[(role.value, role.label) for role in Role])
    project_number = models.CharField("项目编号", max_length=40, blank=True)
    township = models.ForeignKey(Region, verbose_name="乡镇街道", null=True, blank=True, on_delete=models.PROTECT)
    first = models.DateField("起日")
    last = models.DateField("止日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "任岗"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(last__isnull=True) | models.Q(last__gte=models.F("first")),
                name="assignment_not_turned_round",
            ),
            models.CheckConstraint(
                condition=models.Q(project_number="") | models.Q(township__isnull=True),
                name="assignment_has_one_scope",
            ),
        ]


class Mandate(models.Model):
    """委托: who entrusts whom with what, until when; gives the 甲方 of agreements and who may sign."""

    principal = models.CharField("委托机关", max_length=80)
    agent = models.CharField("受托单位", max_length=80)
    matter = models.CharField("委托事项", max_length=200)
    number = models.CharField("文号", max_length=60)
    first = models.DateField("起日")
    last = models.DateField("止日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "委托"


class Attachment(models.Model):
    """A file that proves something, kept once by its digest; ``about`` is the label and number of what it proves."""

    digest = models.CharField("摘要", max_length=64, db_index=True)
    name = models.CharField("文件名", max_length=200)
    size = models.BigIntegerField("字节数")
    about = models.CharField("证明对象", max_length=80, db_index=True)
    added_by = models.ForeignKey(Officer, verbose_name="上传人", on_delete=models.PROTECT)
    added_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = verbose_name_plural = "附件"


class Job(models.Model):
    """A long work that may be left alone. ``key`` makes asking twice the same as asking once."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待"
        RUNNING = "running", "进行中"
        DONE = "done", "完成"
        FAILED = "failed", "失败"

    kind = models.CharField("种类", max_length=40)
    key = models.CharField("键", max_length=120, unique=True)
    parameters = models.JSONField("参数", default=dict)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("总数", default=0)
    message = models.TextField("说明", blank=True)
    result = models.JSONField("结果", default=dict)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    heartbeat = models.DateTimeField("心跳", null=True, blank=True)
    asked_by = models.ForeignKey(Officer, verbose_name="提交人", null=True, on_delete=models.PROTECT)
    asked_at = models.DateTimeField("提交时间")
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "作业"
        indexes: ClassVar = [models.Index(fields=["state", "id"], name="job_state")]


class AuditHead(models.Model):
    """The end of the chain: one row, locked by every action at its last step."""

    sequence = models.BigIntegerField("条数", default=0)
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "链尾"
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="audit_head_is_one")]


class AuditEntry(models.Model):
    """操作记录: only ever added. ``by_name`` stays when the person has gone."""

    sequence = models.BigIntegerField("序号", unique=True)
    at = models.DateTimeField("时间", db_index=True)
    by = models.ForeignKey(Officer, verbose_name="操作人", null=True, on_delete=models.PROTECT)
    by_name = models.CharField("操作人姓名", max_length=80)
    verb = models.CharField("操作", max_length=60)
    about = models.CharField("对象", max_length=120, db_index=True)
    detail = models.TextField("内容")
    previous = models.CharField("前一摘要", max_length=64)
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "操作记录"
        ordering: ClassVar = ["sequence"]
