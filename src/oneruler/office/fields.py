"""Columns for personal data: sealed on the way to the database, opened on the way back."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.db import models

from oneruler.office.sealing import Seal


@cache
def seal() -> Seal:
    """The installation's seal, from its settings."""
    return Seal.read(settings.ONERULER_SEAL)


class SealedField(models.Field):  # type: ignore[type-arg]  # Django takes no type arguments at run time
    """Text that nobody reads in the database or in a backup without the key. It cannot be searched or sorted by."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("default", "")
        super().__init__(*args, **options)

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_prep_value(self, value: Any) -> bytes | None:
        return None if value is None else seal().seal(str(value), about=self._about())

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        return connection.Database.Binary(value if prepared else self.get_prep_value(value))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        return None if value is None else seal().open(bytes(value), about=self._about())

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: Any) -> str:
        return str(self.value_from_object(obj))

    def _about(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"


def search_digest(text: str, *, about: str) -> str:
    """The keyed digest that stands beside a sealed column, to find equal values by."""
    return seal().digest(text, about=about)
