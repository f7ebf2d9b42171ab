"""What one officer may ask of the measures: the house's own figures, narrowed to the projects in sight.

A narrowed measure is a measure: its figure and its rows still come from one place, and cannot differ.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse

from oneruler.base.figures import Figure
from oneruler.base.measuring import AnyMeasure, Counted, DeclaredMeasure, DeclaredRate, MeasureError, Parameters, known
from oneruler.office.queries import scope_of
from oneruler.office.roles import Verb
from oneruler.projects.queries import visible_projects
from oneruler.web.measures import MEASURES

if TYPE_CHECKING:
    from django.db.models import Model

    from oneruler.office.models import Officer

_VERBS = {"funds": Verb.SEE_FUNDS, "performance": Verb.SEE_PERFORMANCE}
"""What one must be allowed to see for the rows of a floor; for the others the project."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A figure as a page shows it, with the address of its rows."""

    title: str
    figure: Figure
    address: str

    @property
    def short(self) -> str:
        """The title without what it says in brackets."""
        return self.title.partition("（")[0]

    @property
    def printed(self) -> str:
        return self.figure.printed()

    @property
    def unit(self) -> str:
        return self.figure.measure.unit.value


class Asking:
    """One officer, asking today for figures as they were on a day."""

    def __init__(self, officer: Officer, *, today: date, on: date) -> None:
        self._officer, self._today, self.on = officer, today, on
        self._reach: dict[Verb, frozenset[str] | None] = {}

    @cached_property
    def everything(self) -> bool:
        """Whether all projects of the centre are in sight."""
        return self._numbers(Verb.SEE_PROJECTS) is None

    def measure(self, name: str, of: Parameters) -> AnyMeasure:
        """The measure, narrowed. Raises MeasureError for one that is unknown or asked wrongly."""
        return self._narrowed(MEASURES[name], of)

    def figure(self, name: str, **of: str) -> Figure:
        """The figure of what is in sight. Raises MeasureError."""
        MEASURES.rows(name, as_of=self.on, **of)  # asked in the right words
        return self.measure(name, of).figure(of, self.on)

    def verb(self, name: str, **of: str) -> Verb:
        """What one must be allowed to see for that figure. Raises MeasureError."""
        rows = cast("QuerySet[Any]", MEASURES.rows(name, as_of=self.on, **of))
        return _verb(rows)

    def rows(self, name: str, **of: str) -> QuerySet[Any]:
        """The very rows of that figure. Raises MeasureError."""
        MEASURES.rows(name, as_of=self.on, **of)
        return queryset(self.measure(name, of), of, self.on)

    def opening(self, name: str, **of: str) -> Opening:
        """The figure with the address of its rows. Raises MeasureError."""
        return Opening(MEASURES[name].title, self.figure(name, **of), self.address(name, **of))

    def openings(self, names: Iterable[str], **of: str) -> list[Opening]:
        """Several at once, each with those of the parameters that it knows; those with nothing to count are left out."""
        found = []
        for name in names:
            try:
                found.append(self.opening(name, **known(MEASURES[name], of)))
            except MeasureError:
                continue
        return found

    def address(self, name: str, **of: str) -> str:
        """Where a figure opens into its rows."""
        return reverse("figures:rows", args=[name]) + "?" + urlencode({**of, "on": self.on.isoformat()})

    def by_project(self, name: str, numbers: Collection[str], **of: str) -> dict[str, int]:
        """The figure of each of some projects, as the column holds it, read at once."""
        measure = self.measure(name, of)
        if isinstance(measure, DeclaredRate):
            raise MeasureError(f"“{name}”是比率，不能逐项目相加。")
        rows, column = _counted(measure, of, self.on)
        path = project_path(rows.model)
        added = Sum(column) if column else Count("pk")
        found = rows.filter(**{f"{path}__in": list(numbers)}).order_by().values_list(path).annotate(total=added)
        return {number: int(total or 0) for number, total in found}

    def _narrowed(self, measure: AnyMeasure, of: Parameters) -> AnyMeasure:
        if isinstance(measure, DeclaredRate):
            part, whole = (self._one(one) for one in (measure.part, measure.whole))
            return replace(measure, part=part, whole=whole)
        return self._one(measure)

    def _one(self, measure: DeclaredMeasure) -> DeclaredMeasure:
        def counted(of: Parameters, as_of: date) -> Counted:
            rows, column = _counted(measure, of, as_of)
            numbers = self._numbers(_verb(rows))
            if numbers is None:
                return rows, column
            path = project_path(rows.model)
            return (rows.filter(**{f"{path}__in": numbers}) if path else rows.none()), column

        return replace(measure, counted=counted)

    def _numbers(self, verb: Verb) -> frozenset[str] | None:
        """The projects in reach of a verb; None for all."""
        if verb not in self._reach:
            scope = scope_of(self._officer, verb, on=self._today)
            if scope.everything:
                self._reach[verb] = None
            else:
                within = Q(number__in=scope.projects) | Q(township__code__in=scope.townships)
                seen = visible_projects(self._officer, self._today).filter(within) if scope else None
                self._reach[verb] = (
                    frozenset(seen.values_list("number", flat=True)) if seen is not None else frozenset()
                )
        return self._reach[verb]


def _verb(rows: QuerySet[Any]) -> Verb:
    return _VERBS.get(rows.model._meta.app_label, Verb.SEE_PROJECTS)


def queryset(measure: AnyMeasure, of: Parameters, on: date) -> QuerySet[Any]:
    """The rows of a measure, which are always a queryset above the pure floors."""
    return cast("QuerySet[Any]", measure.rows(of, on))


def _counted(measure: DeclaredMeasure, of: Parameters, on: date) -> tuple[QuerySet[Any], str | None]:
    rows, column = measure.counted(of, on)
    return cast("QuerySet[Any]", rows), column


def project_path(model: type[Model]) -> str:
    """How a row leads to its project's number; empty if it does not."""
    waiting: list[tuple[type[Model], str]] = [(model, "")]
    for one, before in waiting:
        if one._meta.label_lower == "projects.project":
            return before + "number"
        if before.count("__") < 3:
            waiting += [
                (field.related_model, f"{before}{field.name}__")
                for field in one._meta.concrete_fields
                if field.is_relation and isinstance(field.related_model, type) and field.related_model is not one
            ]
    return ""
