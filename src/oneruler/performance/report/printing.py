"""How a report prints what it works out: amounts in 万元, shares, changes and rates, each citing its figures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from oneruler.base.document import Cited, Run
from oneruler.base.figures import Figure
from oneruler.base.rounding import half_up
from oneruler.performance.evaluation import Sum
from oneruler.performance.scoring import print_points

Amount = Figure | Sum

_WAN = 1_000_000  # fen


def wan(amount: Amount) -> Cited:
    """An amount in 万元."""
    added = _added(amount) if isinstance(amount, Sum) else ""
    return Cited(_wan(int(amount.value)), _figures(amount), added)


def wan_if_known(figure: Figure) -> Cited | str:
    """An amount in 万元; nothing where no row states one."""
    return wan(figure) if figure.rows else ""


def wan_sum(figures: Sequence[Figure]) -> Cited | str:
    """The sum of amounts in 万元; nothing where no row states any."""
    known = tuple(one for one in figures if one.rows)
    return wan(Sum("合计", known)) if known else ""


def wan_difference(more: Amount, less: Amount) -> Cited:
    """The difference of two amounts in 万元, without a sign."""
    return Cited(_wan(abs(int(more.value) - int(less.value))), _figures(more, less), f"{_name(more)}－{_name(less)}")


def wan_change(now: Amount, before: Amount) -> Cited:
    """The difference with its sign."""
    return Cited(_wan(int(now.value) - int(before.value)), _figures(now, before), f"{_name(now)}－{_name(before)}")


def share(part: Amount, whole: Amount) -> Cited | None:
    """Part of whole in per cent; None where the whole is nought."""
    if not whole.value:
        return None
    rate = per_cent(Fraction(part.value), Fraction(whole.value))
    return Cited(rate, _figures(part, whole), f"{_name(part)}÷{_name(whole)}")


def growth(now: Amount, before: Amount) -> Cited | None:
    """The change in per cent of the earlier one, without a sign; None where that is nought."""
    if not before.value:
        return None
    change = abs(Fraction(now.value) - Fraction(before.value))
    formula = f"（{_name(now)}－{_name(before)}）÷{_name(before)}"
    return Cited(per_cent(change, Fraction(before.value)), _figures(now, before), formula)


def compared(now: Amount, before: Amount) -> list[Run]:
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


def _figures(*amounts: Amount) -> tuple[Figure, ...]:
    return tuple(figure for one in amounts for figure in (one.figures if isinstance(one, Sum) else (one,)))


def _added(amount: Sum) -> str:
    return "＋".join(_name(one) for one in amount.figures)


def _name(amount: Amount) -> str:
    if isinstance(amount, Sum):
        return f"{amount.title}（{_added(amount)}）"
    asked = "、".join(amount.parameters.values())
    return f"{amount.measure.title}（{asked}）" if asked else amount.measure.title
