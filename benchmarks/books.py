"""The books of an invented unit: what a report may speak of, this year and the year before."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

Money = Fraction  # yuan


@dataclass(frozen=True, slots=True)
class Item:
    """One 项 of the function classification, with its 款 and 类, and its money."""

    codes: tuple[str, str, str]
    names: tuple[str, str, str]
    basic: Money
    project: Money
    initial: Money

    @property
    def total(self) -> Money:
        return self.basic + self.project


@dataclass(frozen=True, slots=True)
class Levy:
    """One project of the year's plan."""

    name: str
    collective: bool
    planned: Fraction  # 亩 or ㎡
    done: Fraction
    households: int
    signed: int
    finished: bool
    paid: Money


@dataclass(frozen=True)
class Indicator:
    """One line of the self-evaluation form; ``rate`` of target reached decides the score."""

    level1: str
    level2: str
    level3: str
    target: str
    actual: str
    weight: Fraction
    score: Fraction
    reason: str


@dataclass
class Books:
    """Everything that a report of the unit may speak of."""

    unit: str
    place: str
    year: int
    items: list[Item]
    other_income: Money
    grant_income: Money
    fund_income: Money
    opening: Money
    personnel: Money
    initial: Money
    adjusted: Money
    last: dict[str, Money]
    initial_of: dict[str, Money]
    three_public: dict[str, Money]
    three_public_budget: dict[str, Money]
    procurement: dict[str, Money]
    small_firms: tuple[Money, Money]
    posts: int
    staff: dict[str, int]
    offices: list[str]
    levies: list[Levy]
    indicators: list[Indicator]
    satisfaction: Fraction
    project_lines: list[tuple[str, Money]] = field(default_factory=list)

    @property
    def basic(self) -> Money:
        return sum((item.basic for item in self.items), Fraction(0))

    @property
    def project(self) -> Money:
        return sum((item.project for item in self.items), Fraction(0))

    @property
    def spent(self) -> Money:
        return self.basic + self.project

    @property
    def operating(self) -> Money:
        return self.basic - self.personnel

    @property
    def income(self) -> Money:
        return self.grant_income + self.fund_income + self.other_income

    @property
    def total(self) -> Money:
        return self.income + self.opening

    @property
    def closing(self) -> Money:
        return self.total - self.spent
