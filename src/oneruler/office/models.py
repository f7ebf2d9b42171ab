"""Which facts of the office are kept."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models


class Officer(AbstractUser):
    """One who signs in. Known to colleagues by ``display_name``, as Chinese names are not split in two."""

    first_name: Any = None
    last_name: Any = None
    display_name = models.CharField("姓名", max_length=40)

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
