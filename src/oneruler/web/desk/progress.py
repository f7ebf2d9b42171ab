"""How far projects have come: stages, how many signed, how much was handed over. A few queries for any number of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import Count

from oneruler.base.rounding import half_up
from oneruler.projects.queries import stages
from oneruler.web.desk.charts import Chart, by_day, share
from oneruler.web.desk.figures.asking import Asking

if TYPE_CHECKING:
    from oneruler.projects.models import Project


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a whole, its figures opening into their rows. ``unit`` is 户 or 亩."""

    part: str
    whole: str
    unit: str
    percent: int
    part_address: str
    whole_address: str

    @property
    def empty(self) -> bool:
        return self.whole == "0"


@dataclass(frozen=True, slots=True)
class Standing:
    """A project in a list."""

    project: Project
    stage: Project.Stage
    signing: Bar
    land: Bar


def standings(asking: Asking, projects: Sequence[Project]) -> list[Standing]:
    """How projects stand on the day that is asked of."""
    numbers = [one.number for one in projects]
    found = stages(projects, asking.on)
    signed, to_sign, handed, planned = (
        asking.by_project(name, numbers) for name in ("签约户数", "应签约户数", "交地面积", "计划征地")
    )
    return [
        Standing(
            one, found[one.pk],
            _bar(asking, one.number, ("签约户数", signed), ("应签约户数", to_sign), "户"),
            _bar(asking, one.number, ("交地面积", handed), ("计划征地", planned), "亩"),
        )
        for one in projects
    ]  # fmt: skip


def _bar(
    asking: Asking, number: str, part: tuple[str, dict[str, int]], whole: tuple[str, dict[str, int]], unit: str
) -> Bar:
    done, all_of_it = part[1].get(number, 0), whole[1].get(number, 0)
    addresses = (asking.address(name, project=number) for name, _ in (part, whole))
    return Bar(
        _words(done, unit), _words(all_of_it, unit) if all_of_it else "0", unit, share(done, all_of_it), *addresses
    )


def _words(value: int, unit: str) -> str:
    return print_mu(value) if unit == "亩" else f"{value:,}"


def print_mu(area_e4: int) -> str:
    """An area that is kept in whole 0.0001 亩, to two places."""
    return f"{half_up(Fraction(area_e4, 10_000), 2):,}"


def signing_chart(asking: Asking, *, goal: int = 0, **of: str) -> Chart | None:
    """How many signed on each day, from the very rows of 签约户数."""
    rows = asking.rows("签约户数", **of).order_by("signed_on").values_list("signed_on").annotate(count=Count("pk"))
    days: list[tuple[date, int]] = list(rows)
    return by_day(days, goal=goal)
