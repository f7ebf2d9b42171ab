"""A year's self-evaluation as values: what was asked of the measures, the forms with their items and scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from oneruler.base.figures import Figure, Measure, Unit
from oneruler.base.measuring import Measures
from oneruler.performance.scoring import EXECUTION, Score, Total, execution, total
from oneruler.performance.standing import Actual

INITIAL, ADJUSTED, EXECUTED = "年初预算数", "全年预算数", "全年执行数"
"""The measures of the budget that the forms are filled from; they take fund_kind, spending and item."""


@dataclass(frozen=True, slots=True)
class Words:
    """What officers write themselves. A list is printed as numbered points."""

    duties: tuple[str, ...] = ()
    organisation: str = ""
    posts: int | None = None  # 编制数
    people: int | None = None  # 年末在职人数
    achievements: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    improvements: tuple[str, ...] = ()
    disclosure: str = "自评报告和附件按规定在本级政府门户网站公开，自评结果作为编制以后年度预算和改进管理的依据。"
    other: str = "无。"
    thrift: str = ""  # 厉行节约保障措施
    supervisor: str = ""  # 主管部门
    filled_by: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount that is the sum of figures, with the name that papers give it."""

    title: str
    figures: tuple[Figure, ...]

    @property
    def value(self) -> int:
        return sum(int(one.value) for one in self.figures)


@dataclass
class Book:
    """Asks the measures, and keeps every figure that was asked for: those, and no others, are frozen."""

    measures: Measures
    year: int
    used: dict[str, Figure] = field(default_factory=dict)

    def money(self, name: str, **of: str) -> Figure:
        """A budget figure of the year, for a fund kind, spending or item."""
        return self.ask(name, date(self.year, 12, 31), {"year": str(self.year), **of})

    def money_before(self, name: str, **of: str) -> Figure:
        """The same of the year before."""
        return self.ask(name, date(self.year - 1, 12, 31), {"year": str(self.year - 1), **of})

    def basic(self, name: str, **of: str) -> Sum:
        """基本支出 of the year: personnel and operating."""
        return Sum("基本支出", tuple(self.money(name, spending=part, **of) for part in ("personnel", "operating")))

    def basic_before(self, name: str, **of: str) -> Sum:
        """The same of the year before."""
        return Sum(
            "上年基本支出", tuple(self.money_before(name, spending=part, **of) for part in ("personnel", "operating"))
        )

    def ask(self, name: str, as_of: date, parameters: Mapping[str, str]) -> Figure:
        """The figure with those parameters that the measure knows. Raises MeasureError."""
        figure = self.measures.figure_within(name, as_of=as_of, scope=parameters)
        return self.used.setdefault(key(figure), figure)

    def project_lines(self) -> tuple[str, ...]:
        """The items of the year's project spending, as its rows name them."""
        rows = self.measures.rows(EXECUTED, as_of=date(self.year, 12, 31), year=str(self.year), spending="project")
        return tuple(sorted({item for (item,) in rows.values_list("item") if item}))


def key(figure: Figure) -> str:
    """How a frozen figure is called: its measure, parameters and day."""
    asked = ",".join(f"{name}={value}" for name, value in sorted(figure.parameters.items()))
    return f"{figure.measure.name}[{asked}]@{figure.as_of}"


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator of a form, scored. ``target`` and ``done`` are as the form prints them, with their unit."""

    id: int
    level1: str
    level2: str
    level3: str
    target: str
    done: str
    actual: Actual
    score: Score
    reason: str = ""
    is_judged: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One self-evaluation form: the department's (``project`` empty) or a project's."""

    project: str
    name: str
    goal: str
    initial: Figure
    adjusted: Figure
    executed: Figure
    items: tuple[Item, ...]

    @property
    def is_department(self) -> bool:
        return not self.project

    @property
    def execution(self) -> Score:
        return execution(int(self.adjusted.value), int(self.executed.value), EXECUTION)

    @property
    def total(self) -> Total:
        return total([("预算执行率", self.execution), *((item.level3, item.score) for item in self.items)])


@dataclass(frozen=True)
class Evaluated:
    """Everything a report is written from."""

    year: int
    agency: str
    made_on: date
    words: Words
    forms: tuple[Form, ...]
    book: Book

    @property
    def department(self) -> Form:
        return next(form for form in self.forms if form.is_department)

    @property
    def projects(self) -> tuple[Form, ...]:
        return tuple(form for form in self.forms if not form.is_department)


def frozen_figures(figures: Mapping[str, Figure]) -> dict[str, dict[str, object]]:
    """Figures as they are kept: numbers as text, with the digest of their rows."""
    return {
        name: {
            "measure": one.measure.name, "title": one.measure.title, "unit": one.measure.unit.value,
            "as_of_rule": one.measure.as_of, "per_project": one.measure.per_project, "value": str(one.value),
            "as_of": one.as_of.isoformat(), "parameters": dict(one.parameters), "rows": one.rows, "digest": one.digest,
        }
        for name, one in figures.items()
    }  # fmt: skip


def thawed_figure(kept: Mapping[str, object]) -> Figure:
    """A figure again from what was kept of it."""
    measure = Measure(
        str(kept["measure"]),
        str(kept["title"]),
        Unit(str(kept["unit"])),
        str(kept["as_of_rule"]),
        bool(kept["per_project"]),
    )
    text = str(kept["value"])
    parameters = kept["parameters"]
    assert isinstance(parameters, Mapping)  # noqa: S101 -- written by frozen_figures
    return Figure(
        measure, int(text) if text.lstrip("-").isdecimal() else Decimal(text), date.fromisoformat(str(kept["as_of"])),
        {str(name): str(value) for name, value in parameters.items()}, int(str(kept["rows"])), str(kept["digest"]),
    )  # fmt: skip


def frozen_scores(evaluated: Evaluated) -> list[dict[str, object]]:
    """The scores of every form as they are kept, in hundredths."""
    return [
        {
            "project": form.project, "name": form.name, "goal": form.goal,
            "execution": [form.execution.weight_e2, form.execution.points_e2],
            "items": [
                {
                    "indicator": item.id, "name": item.level3, "target": item.target, "done": item.done,
                    "weight_e2": item.score.weight_e2, "points_e2": item.score.points_e2, "why": item.score.why,
                    "reason": item.reason,
                }
                for item in form.items
            ],
            "total_e2": form.total.points_e2, "grade": form.total.grade,
        }
        for form in evaluated.forms
    ]  # fmt: skip
