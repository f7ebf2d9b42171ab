"""How a report prints what it works out: amounts in 万元, shares, changes and rates, each citing its figures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from oneruler.base.document import Cited, Run
from oneruler.base.figures import Figure
from oneruler.base.rounding import half_up
from oneruler.performance.scoring import print_points

_WAN = 1_000_000  # fen


def wan(figure: Figure) -> Cited:
    """An amount in 万元."""
    return Cited(_wan(int(figure.value)), (figure,))


def wan_if_known(figure: Figure) -> Cited | str:
    """An amount in 万元; nothing where no row states one."""
    return wan(figure) if figure.rows else ""


def wan_sum(figures: Sequence[Figure]) -> Cited | str:
    """The sum of amounts in 万元; nothing where no row states any."""
    known = [one for one in figures if one.rows]
    if not known:
        return ""
    return Cited(_wan(sum(int(one.value) for one in known)), tuple(known), _names(known, "＋"))


def wan_difference(more: Figure, less: Figure) -> Cited:
    """The difference of two amounts in 万元, without a sign."""
    value = abs(int(more.value) - int(less.value))
    return Cited(_wan(value), (more, less), _names((more, less), "－"))


def wan_change(now: Figure, before: Figure) -> Cited:
    """The difference with its sign."""
    return Cited(_wan(int(now.value) - int(before.value)), (now, before), _names((now, before), "－"))


def share(part: Figure, whole: Figure) -> Cited | None:
    """Part of whole in per cent; None where the whole is nought."""
    if not whole.value:
        return None
    return Cited(per_cent(Fraction(part.value), Fraction(whole.value)), (part, whole), _names((part, whole), "÷"))


def growth(now: Figure, before: Figure) -> Cited | None:
    """The change in per cent of the earlier one, without a sign; None where that is nought."""
    if not before.value:
        return None
    change = abs(Fraction(now.value) - Fraction(before.value))
    formula = f"（{_names((now, before), '－')}）÷{before.measure.title}"
    return Cited(per_cent(change, Fraction(before.value)), (now, before), formula)


def compared(now: Figure, before: Figure) -> list[Run]:
    """与上年相比: the words, also where there is nothing to compare with."""
    if not before.value and not now.value:
        return ["，与上年持平。"]
    rate = growth(now, before)
    if rate is None:
        return ["；上年为0，无法计算增减率。"]
    if now.value == before.value:
        return ["，与上年持平。"]
    up = now.value > before.value
    return [
        "，与上年相比，", "增加" if up else "减少", wan_difference(now, before), "万元，", "增长" if up else "下降", rate, "。",
    ]  # fmt: skip


def executed(done: Figure, budget: Figure) -> list[Run]:
    """预算执行率, also where it is undefined."""
    rate = share(done, budget)
    return ["预算执行率", rate] if rate else ["全年预算数为0，无法计算预算执行率"]


def points(points_e2: int | None) -> str:
    """Points, or a stroke where they are undefined."""
    return "—" if points_e2 is None else print_points(points_e2)


def per_cent(part: Fraction, whole: Fraction) -> str:
    return f"{half_up(part * 100 / whole, 2)}%"


def _wan(fen: int) -> str:
    return str(half_up(Fraction(fen, _WAN), 2)) if fen else "0"


def _names(figures: Sequence[Figure], sign: str) -> str:
    return sign.join(_name(one) for one in figures)


def _name(figure: Figure) -> str:
    asked = "、".join(figure.parameters.values())
    return f"{figure.measure.title}（{asked}）" if asked else figure.measure.title
