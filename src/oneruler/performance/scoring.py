"""How an indicator, a form and a year are scored. Values in, values out; points are whole hundredths (0.01 分).

The rules follow 财预〔2020〕10号 and 财预〔2021〕101号 as remembered and as the published forms confirm them; where a
comment says [memory], nobody has read the clause itself. The finance bureau may declare another rule for an indicator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction

from oneruler.base.dates import parse_date
from oneruler.base.rounding import half_up

Value = Decimal | date
"""What a target or an actual value is: a number, or a day."""

WHOLE = 100_00  # a form's points
EXECUTION = 10_00  # 预算执行率 10 分 [memory; the published forms agree]
STANDARD = {"产出指标": 50_00, "效益指标": 30_00, "满意度指标": 10_00}  # [memory; the published forms agree]
WITH_COST = {"成本指标": 20_00, "产出指标": 40_00, "效益指标": 20_00, "满意度指标": 10_00}  # [memory]
GRADES = ((90_00, "优"), (80_00, "良"), (60_00, "中"), (0, "差"))  # [memory; one published form agrees]


class ScoringError(ValueError):
    """A target, an actual value or a weight that cannot be scored; the message says in Chinese what is wanted."""


class Direction(StrEnum):
    """What the target asks for."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    EXACTLY = "="
    JUDGED = "定性"


class Rule(StrEnum):
    """How a missed target is scored. Proportion holds unless the finance bureau has declared the other (财预〔2021〕101号
    names both [memory])."""

    PROPORTION = "按比例"
    ALL_OR_NOTHING = "直接赋分"


class Band(StrEnum):
    """How far a qualitative target was reached: three bands of the weight [memory]."""

    REACHED = "达成"
    PARTLY = "部分达成"
    MISSED = "未达成"

    @property
    def least(self) -> int:
        """The least share of the weight, in per cent."""
        return _BANDS[self][0]

    @property
    def most(self) -> int:
        """The greatest share of the weight, in per cent; of the lower two bands it is itself not reached."""
        return _BANDS[self][1]


_BANDS = {Band.REACHED: (80, 100), Band.PARTLY: (60, 80), Band.MISSED: (0, 60)}
_JUDGEMENT = re.compile(r"(?P<band>达成|部分达成|未达成)(?:[（(]?(?P<share>\d{1,3}(?:\.\d+)?)[%％][）)]?)?")


@dataclass(frozen=True, slots=True)
class Score:
    """The points of one item out of its weight. ``points_e2`` is None where they are undefined, and ``why`` says so;
    with points, ``why`` says how they came about where that is not plain."""

    weight_e2: int
    points_e2: int | None
    why: str = ""

    @property
    def is_full(self) -> bool:
        return self.points_e2 == self.weight_e2


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of a form. The grade is empty while an item is undefined."""

    points_e2: int
    weight_e2: int
    undefined: tuple[str, ...] = ()

    @property
    def grade(self) -> str:
        """优、良、中、差; only a whole form of 100 points has one."""
        if self.undefined or self.weight_e2 != WHOLE:
            return ""
        return next(grade for least, grade in GRADES if self.points_e2 >= least)


def read_points(text: str) -> int:
    """A weight as typed (``10``, ``7.5``) in hundredths. Raises ScoringError."""
    number = _number(text)
    if number is None or number < 0 or number * 100 != int(number * 100):
        raise ScoringError(f"分值应是不小于 0、最多两位小数的数，现为“{text}”。")
    return int(number * 100)


def print_points(points_e2: int) -> str:
    """Points as a form prints them: ``10``, ``8.5``, ``9.74``."""
    whole, rest = divmod(points_e2, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".")


def read_value(text: str, what: str = "指标值") -> Value:
    """A target or an actual value: a number (thousands commas and % are free) or a day. Raises ScoringError."""
    number = _number(text)
    if number is not None:
        return number
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if isinstance(day, date):
        return day
    raise ScoringError(f"{what}应是一个数或一个日期（如 2025-12-31），现为“{text}”。")


def _number(text: str) -> Decimal | None:
    plain = text.strip().replace(",", "").rstrip("%％")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def score(target: str, actual: str, direction: Direction, weight_e2: int, rule: Rule = Rule.PROPORTION) -> Score:
    """The points of an indicator whose target and actual value are as typed. Raises ScoringError for what is none."""
    if direction is Direction.JUDGED:
        return judged(actual, weight_e2)
    wanted, done = read_value(target), read_value(actual, "实际完成值")
    if isinstance(wanted, Decimal) and isinstance(done, Decimal):
        return measured(wanted, done, direction, weight_e2, rule)
    if isinstance(wanted, date) and isinstance(done, date):
        if _meets(wanted, done, direction):
            return Score(weight_e2, weight_e2)
        return Score(weight_e2, 0, f"应{direction}{wanted}，实为 {done}；日期没有比例可算，未达到不得分")
    raise ScoringError(f"指标值“{target}”和实际完成值“{actual}”一个是日期、一个是数，无法比较。")


def measured(
    target: Decimal | Fraction, actual: Decimal | Fraction, direction: Direction, weight_e2: int,
    rule: Rule = Rule.PROPORTION,
) -> Score:  # fmt: skip
    """The points of a number against its target.

    A target that is met gives the whole weight. One that is missed gives, in proportion, ≥: actual ÷ target [memory];
    ≤: target ÷ actual; =: 1 − |actual − target| ÷ target. The last two are this program's reading of 按比例.
    Where that share has no sense (a target of nought or below), the points are undefined.
    """
    if _meets(target, actual, direction):
        return Score(weight_e2, weight_e2)
    if rule is Rule.ALL_OR_NOTHING:
        return Score(weight_e2, 0, "未达到指标值，按直接赋分不得分")
    wanted, done = Fraction(target), Fraction(actual)
    if wanted <= 0 and not (direction is Direction.AT_MOST and wanted == 0):
        return Score(weight_e2, None, f"指标值为 {_plain(wanted)}，没有可比的基数，按比例无从计分")
    if direction is Direction.AT_MOST:
        share = wanted / done
    elif direction is Direction.AT_LEAST:
        share = done / wanted
    else:
        share = 1 - abs(done - wanted) / wanted
    return Score(weight_e2, int(half_up(weight_e2 * min(max(share, Fraction(0)), Fraction(1)))))


def attainment(target: Decimal | Fraction, actual: Decimal | Fraction, direction: Direction) -> Fraction | None:
    """How far a target is met, from 0 to 1, by proportion; None where that has no sense."""
    parts = 10**9
    points = measured(target, actual, direction, parts).points_e2
    return None if points is None else Fraction(points, parts)


def judged(stated: str, weight_e2: int) -> Score:
    """The points of a judgement such as ``达成``, ``部分达成（70%）``: the share must lie in its band.

    达成 without a share is the whole weight. Raises ScoringError for another word, or a share that is missing or
    outside of its band.
    """
    match = _JUDGEMENT.fullmatch("".join(stated.split()))
    if match is None:
        raise ScoringError(f"定性指标的完成情况应写“达成”“部分达成（70%）”或“未达成（30%）”，现为“{stated}”。")
    band = Band(match["band"])
    if match["share"] is None:
        if band is Band.REACHED:
            return Score(weight_e2, weight_e2)
        raise ScoringError(f"“{band}”应写明得分比例（{band.least}%–{band.most}%），例如“{band}（{band.least}%）”。")
    share = Decimal(match["share"])
    outside = not band.least <= share <= band.most
    if outside or (share == band.most and band is not Band.REACHED):
        raise ScoringError(f"“{band}”的得分比例应在 {band.least}% 到 {band.most}% 之间，现为 {share}%。")
    return Score(weight_e2, int(half_up(weight_e2 * Fraction(share) / 100)), f"{band}，按 {share}% 计分")


def execution(budget: int, executed: int, weight_e2: int = EXECUTION) -> Score:
    """执行率得分 = 分值 × min(执行率, 1) [memory; the published forms agree]. Undefined without a budget."""
    if budget <= 0:
        return Score(weight_e2, None, "全年预算数为 0，执行率无从计算")
    rate = min(max(Fraction(executed, budget), Fraction(0)), Fraction(1))
    return Score(weight_e2, int(half_up(weight_e2 * rate)))


def total(scores: Iterable[tuple[str, Score]]) -> Total:
    """The sum of named items; those that are undefined are named and count for nothing."""
    items = list(scores)
    return Total(
        sum(one.points_e2 or 0 for _, one in items),
        sum(one.weight_e2 for _, one in items),
        tuple(f"{name}：{one.why}" for name, one in items if one.points_e2 is None),
    )


def _meets(target: Value | Fraction, actual: Value | Fraction, direction: Direction) -> bool:
    if direction is Direction.AT_LEAST:
        return actual >= target  # type: ignore[operator]  # both are numbers or both are days
    if direction is Direction.AT_MOST:
        return actual <= target  # type: ignore[operator]
    return actual == target


def _plain(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else str(half_up(number, 2))
