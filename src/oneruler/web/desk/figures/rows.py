"""The rows of a figure in words: what each says of itself, with a link to what it belongs to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.urls import reverse

from oneruler.base.dates import local_day
from oneruler.base.fen import Fen, print_yuan
from oneruler.base.figures import Unit
from oneruler.disclosure.redact import mask_name
from oneruler.office.fields import SealedField
from oneruler.survey.queries import visible_right_holders
from oneruler.web.desk.figures.asking import project_path

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from oneruler.office.models import Officer

_SHOWN = 4  # columns of its own that a row says besides whose it is and how much
_HIDDEN = ("digest", "policy", "import_key", "right_holder", "note")


@dataclass(frozen=True, slots=True)
class Cell:
    """Words, with an address where they lead somewhere."""

    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row with how much it adds to the figure, in the figure's unit."""

    headings: tuple[str, ...]
    cells: tuple[Cell, ...]
    value: str

    @property
    def named(self) -> list[tuple[str, Cell]]:
        """Each cell with its heading."""
        return list(zip(self.headings, self.cells, strict=True))


@dataclass(frozen=True, slots=True)
class RowsShown:
    """A page of rows: headings, rows, what these rows add up to."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    subtotal: str


def show(
    rows: QuerySet[Any], column: str | None, *, unit: Unit, scale: int, officer: Officer, today: date
) -> RowsShown:
    """Some rows of a figure. A name is masked for whoever may not see the household."""
    path = _holder_path(rows.model)
    relation = _project_relation(rows.model)
    related = [name for name in (relation, path) if name]
    found = list(rows.select_related(*related).defer(*_sealed(rows.model)) if related else rows)
    fields = [one for one in _fields(rows.model) if any(_words(row, one) for row in found)]
    holders = [(_follow(row, path) if path is not None else None) for row in found]
    seen = _in_sight([one.pk for one in holders if one is not None], officer, today)
    values = [getattr(row, column) if column else 1 for row in found]
    whose = (*(["项目"] if relation is not None else []), *(["户号", "姓名"] if path is not None else []))
    headings = (*whose, *(str(one.verbose_name) for one in fields))
    return RowsShown(
        headings,
        tuple(
            Row(headings, (*_whose(row, relation, holder, seen), *(Cell(_words(row, one)) for one in fields)), printed(value, unit, scale))
            for row, holder, value in zip(found, holders, values, strict=True)
        ),
        printed(sum(values), unit, scale),
    )  # fmt: skip


def printed(value: int, unit: Unit, scale: int) -> str:
    """A column's whole number in the unit of its figure."""
    if unit is Unit.FEN:
        return print_yuan(Fen(value))
    return f"{Decimal(value).scaleb(-scale):,}"


def _whose(row: Model, relation: str | None, holder: Any, seen: Collection[int]) -> Iterable[Cell]:
    if relation is not None:
        project = _follow(row, relation)
        yield Cell(project.name, reverse("projects:project", args=[project.pk])) if project else Cell("未立项")
    if holder is not None:
        known = holder.pk in seen
        yield Cell(holder.number, reverse("households:household", args=[holder.pk]) if known else "")
        yield Cell(holder.name if known else mask_name(holder.name))


def _in_sight(keys: list[int], officer: Officer, today: date) -> set[int]:
    if not keys:
        return set()
    return set(visible_right_holders(officer, today).filter(pk__in=keys).values_list("pk", flat=True))


def _holder_path(model: type[Model]) -> str | None:
    """How a row leads to its right holder: empty for one itself, None if it does not."""
    if model._meta.label_lower == "survey.rightholder":
        return ""
    return "right_holder" if any(field.name == "right_holder" for field in model._meta.concrete_fields) else None


def _follow(row: Any, path: str) -> Any:
    for name in path.split("__") if path else ():
        row = getattr(row, name) if row is not None else None
    return row


def _project_relation(model: type[Model]) -> str | None:
    """How a row leads to its project: empty for one itself, None if it does not."""
    path = project_path(model)
    return path.removesuffix("number").removesuffix("__") if path else None


def _sealed(model: type[Model]) -> list[str]:
    """What a page of rows never opens: long sealed columns."""
    return [one.name for one in model._meta.concrete_fields if isinstance(one, SealedField) and one.name != "name"]


def _fields(model: type[Model]) -> list[models.Field[Any, Any]]:
    """What a row says of itself: short words and days."""
    own = [field for field in model._meta.concrete_fields if not any(part in field.name for part in _HIDDEN)]
    if _holder_path(model) == "":
        own = [field for field in own if field.name not in ("number", "root")]
    if model._meta.label_lower == "projects.project":
        own = [field for field in own if field.name in ("number", "kind", "purpose", "opened_on")]
    kinds = (models.CharField, models.DateField, models.PositiveIntegerField, models.PositiveSmallIntegerField)
    found: list[models.Field[Any, Any]] = [field for field in own if isinstance(field, kinds) and not field.primary_key]
    moments = [field for field in found if isinstance(field, models.DateTimeField)]
    if any(isinstance(field, models.DateField) and field not in moments for field in found):
        found = [field for field in found if field not in moments]
    return found[:_SHOWN]


def _words(row: Any, field: models.Field[Any, Any]) -> str:
    display = getattr(row, f"get_{field.name}_display", None)
    value = display() if display is not None else getattr(row, field.name)
    if isinstance(value, datetime):
        return local_day(value).isoformat()
    return "" if value is None else str(value)
