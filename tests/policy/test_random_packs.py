"""Random packs with random facts come to what plain reckoning in fractions comes to, to the fen.

The generator writes each rule twice: in the words of the language, and as a function over fractions with its own
rounding, its own tables and its own calendar. Nothing of the engine is used for the second.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oneruler.policy.facts import RawFacts, read_facts
from oneruler.policy.faults import RefusalToCompute
from oneruler.policy.language.kinds import Number
from oneruler.policy.pack.loading import load
from oneruler.policy.scalar.computing import Engine
from oneruler.policy.scalar.traces import NOT_ASKED, Banded, Found, Summed, Traced
from oneruler.policy.sheet import CompensationSheet
from tests.policy.packs import SOURCE, item, must, quantity, write

EXAMPLES = 1500 if os.environ.get("ONERULER_LONG") == "1" else 150
WIDEST, FINEST, LONGEST = 24, 30, 1500

Thing = dict[str, Any]


class Refused(Exception):  # noqa: N818 -- a price or a fact is missing, so nothing is said
    """What the plain reckoning cannot say."""


# -- plain reckoning ---------------------------------------------------------------------------------------------------


def rounded(mode: str, value: Fraction, digits: int) -> Fraction:
    """Half away from zero, down or up, by whole numbers."""
    scaled = value * 10**digits
    if mode == "floor":
        whole = scaled.numerator // scaled.denominator
    elif mode == "ceil":
        whole = -(-scaled.numerator // scaled.denominator)
    else:
        whole = int(abs(scaled) + Fraction(1, 2)) * (1 if scaled >= 0 else -1)
    return Fraction(whole, 10**digits)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)


def later(day: date, months: int) -> date:
    """Month by month to the month wanted, then to its day or its end."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        year, month = (year + 1, 1) if month > 12 else (year - 1, 12) if month < 1 else (year, month)
    return date(year, month, min(day.day, month_end(year, month).day))


def months(first: date, last: date) -> int:
    """How often a month can be added."""
    if last < first:
        return -months(last, first)
    count = 0
    while later(first, count + 1) <= last:
        count += 1
    return count


def years(first: date, last: date) -> int:
    """How many birthdays have come; that of 29 February comes on the 28th of a common year."""
    if last < first:
        return -years(last, first)
    leap = (first.month, first.day) == (2, 29)
    birthdays = (
        month_end(year, 2) if leap else date(year, first.month, first.day) for year in range(first.year + 1, 2100)
    )
    return sum(birthday <= last for birthday in birthdays)


@dataclass
class Price:
    """A row: texts and (low, high) pairs as keys, value None where it is missing, both days counted."""

    keys: list[Any]
    value: Fraction | None
    first: date
    last: date | None

    def on(self, day: date) -> bool:
        return self.first <= day <= (self.last or date.max)


@dataclass
class Prices:
    """A table with the signs of its range, such as ``≥<``; ``written`` is its CSV."""

    name: str
    signs: str
    rows: list[Price]
    written: str

    def find(self, keys: list[Any], day: date) -> Fraction:
        found = [row for row in self.rows if row.on(day) and all(map(self.fits, row.keys, keys))]
        assert len(found) < 2
        if not found or found[0].value is None:
            raise Refused(self.name)
        return found[0].value

    def fits(self, own: Any, asked: Any) -> bool:
        if isinstance(own, str):
            return own == ({True: "是", False: "否"}[asked] if isinstance(asked, bool) else asked)
        low, high = own
        above = low is None or (asked >= low if "≥" in self.signs else asked > low)
        return bool(above and (high is None or (asked <= high if "≤" in self.signs else asked < high)))

    def tiered(self, number: Fraction, keys: list[Any], day: date) -> Fraction:
        rows = [row for row in self.rows if row.on(day) and row.keys[:-1] == keys]
        if not rows or any(row.value is None for row in rows):
            raise Refused(self.name)
        total = covered = Fraction(0)
        for row in rows:
            low, high = row.keys[-1]
            part = max(min(number, high if high is not None else number) - max(low or Fraction(0), Fraction(0)), 0)
            total += part * (row.value or 0)
            covered += part
        if covered != number:
            raise Refused(self.name)
        return total


@dataclass
class World:
    """The facts as plain values, and what the rules gave so far."""

    day: date
    shared: Thing
    root: Thing
    children: dict[str, list[Thing]]
    amounts: dict[str, Fraction] = field(default_factory=dict)

    def holder(self, owner: str, thing: Thing) -> Thing:
        return {"项目": self.shared, "户": self.root}.get(owner, thing)

    def fact(self, owner: str, name: str, thing: Thing) -> Any:
        value = self.holder(owner, thing)[name]
        if value is None:
            raise Refused(name)
        return value


@dataclass(frozen=True)
class Written:
    """A part of a rule in words, and what it comes to. Below ten to the ``size``, with ``scale`` decimals at most."""

    text: str
    value: Callable[[World, Thing], Any]
    size: int = 0
    scale: int = 0


# -- the generator -----------------------------------------------------------------------------------------------------

KINDS = ("户", "房屋", "附属")
CHILDREN = ("房屋", "附属")
UNITS = {"元": "元", "㎡": "㎡", "无": "无"}
DAYS = [
    date(2024, 2, 29),
    date(2024, 12, 31),
    date(2025, 1, 30),
    date(2025, 3, 1),
    date(2025, 7, 15),
    date(2026, 1, 31),
]
CHOICES = {"等级": ["甲", "乙", "丙"], "结构": ["砖混", "土木"]}


@dataclass(repr=False)
class Made:
    """A pack, facts, and what the rules are in plain reckoning."""

    policy: str = ""
    tables: dict[str, Prices] = field(default_factory=dict)
    rules: list[str] = field(default_factory=list)
    quantities: list[tuple[str, str, str, Written]] = field(default_factory=list)
    requirement: tuple[str, Written] | None = None
    cut_off: Written | None = None
    entitlements: list[tuple[str, str, Written | None, Written, str]] = field(default_factory=list)
    facts: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def __repr__(self) -> str:
        used = [table.written for name, table in self.tables.items() if any(name in rule for rule in self.rules)]
        cut = self.cut_off.text if self.cut_off else ""
        return "\n".join(["", *used, self.policy, cut, *self.rules, str(self.facts)])


class Maker:
    """Draws one pack with facts."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self.draw = draw
        self.made = Made()
        self.fields: dict[str, dict[str, tuple[str, int, int, int, bool]]] = {}
        self.amounts: list[str] = []

    def number(self, low: int, high: int) -> int:
        return int(self.draw(st.integers(low, high)))

    def pick(self, *options: Any) -> Any:
        return options[self.number(0, len(options) - 1)]

    def seldom(self) -> bool:
        return self.number(0, 24) == 24

    def decimal(self, low: int, high: int, scale: int) -> Decimal:
        return Decimal(self.number(low * 10**scale, high * 10**scale)).scaleb(-scale)

    # -- tables and fields

    def terms(self) -> list[tuple[date, date | None]]:
        """Days of validity: one row, two that join, two with days between."""
        return list(
            self.pick(
                [(date(2024, 1, 1), None)],
                [(date(2024, 1, 1), None)],
                [(date(2024, 1, 1), date(2025, 6, 30)), (date(2025, 7, 1), None)],
                [(date(2024, 1, 1), date(2025, 2, 28)), (date(2025, 3, 1), date(2026, 2, 28))],
            )
        )

    def bands(self, signs: str, *, from_zero: bool = False) -> list[tuple[Fraction | None, Fraction | None]]:
        edges = sorted({Fraction(self.number(-200, 900)) for _ in range(self.number(1, 4))})
        if from_zero:
            edges = [Fraction(0), *(edge for edge in edges if edge > 0)]
        lows: list[Fraction | None] = [*edges]
        if not from_zero and self.number(0, 4):
            lows = [None, *edges]
        step = 1 if signs == "≥≤" else 0
        highs: list[Fraction | None] = [None if low is None else low - step for low in lows[1:]]
        highs.append(None if self.number(0, 4) else Fraction(999))
        return list(zip(lows, highs, strict=True))

    def table(
        self, name: str, keys: list[tuple[str, list[str]]], signs: str, unit: str, *, tiers: bool = False
    ) -> None:
        """``keys`` are text keys with their choices; a range of ``signs`` comes last."""
        header = [key for key, _ in keys] + [f"{name}段{sign}" for sign in signs]
        value_name = "系数" if unit == "无" else "单价"
        lines = [[*header, "单位", value_name, "起始日", "终止日", "条款", "出处", "状态"]]
        rows: list[Price] = []
        combinations: list[list[Any]] = [[]]
        for _, choices in keys:
            combinations = [[*one, choice] for one in combinations for choice in choices]
        for texts in combinations:
            bands: list[Any] = self.bands(signs, from_zero=tiers) if signs else [None]
            terms = self.terms()
            for band in bands:
                for first, last in terms:
                    value = self.decimal(0 if tiers else -9, 400, self.number(0, 4))
                    missing = self.seldom() and self.seldom()
                    rows.append(
                        Price(texts + ([band] if signs else []), None if missing else Fraction(value), first, last)
                    )
                    shown = "" if missing else f"{value:,}" if unit != "无" else f"{value.scaleb(2):f}%"
                    ends = [] if band is None else ["" if end is None else str(end) for end in band]
                    lines.append([
                        *texts, *ends, unit, f'"{shown}"' if shown else "", str(first), str(last or ""),
                        "附件1", SOURCE, "缺" if missing else "示例",
                    ])  # fmt: skip
        self.made.tables[name] = Prices(name, signs, rows, "\n".join(map(",".join, lines)) + "\n")

    def make_tables(self) -> None:
        half_open = self.pick("≥<", ">≤")
        self.table("房价", [("结构", CHOICES["结构"])], "", "元/㎡")
        self.table("区间价", [("等级", CHOICES["等级"])], half_open, "元/㎡")
        self.table("天数价", [], "≥≤", "元")
        self.table("比率", [("低保", ["是", "否"])], "", "无")
        self.table("阶梯", [], self.pick("≥<", ">≤"), "元/㎡", tiers=True)
        self.table("级差", [("等级", CHOICES["等级"])], self.pick("≥<", ">≤"), "元/㎡", tiers=True)
        for counted in ("户", "栋", "天", "月", "岁"):
            self.table(f"每{counted}", [], "", f"元/{counted}")

    def make_fields(self) -> str:
        lines = ["  项目:", "    公告日: 日期", "    期末: 日期"]
        for owner, label in (("户", "户号"), ("房屋", "房号"), ("附属", "物号")):
            lines += [f"  {owner}:", f"    {label}: 文字"]
            self.fields[owner] = {}
            for unit in UNITS:
                for letter in "甲乙"[: self.number(1, 2)]:
                    name = f"{owner}{ {'元': '款', '㎡': '面积', '无': '数'}[unit] }{letter}"
                    scale, low = self.number(0, 4), self.pick(0, 0, -99)
                    high, nullable = self.number(1, 999), self.number(0, 2) == 0
                    self.fields[owner][name] = (unit, scale, low, high, nullable)
                    lines.append(
                        f"    {name}: {{类型: 数, 单位: {unit}, 小数: {scale}, 最小: {low}, 最大: {high}, "
                        f"可空: {'是' if nullable else '否'}}}"
                    )
        lines.append("    物好: 是否")
        at = lines.index("  房屋:")
        lines[at:at] = [
            "    等级: {类型: 文字, 选项: [甲, 乙, 丙]}",
            "    低保: 是否",
            "    签约日: {类型: 日期, 可空: 是}",
        ]
        at = lines.index("  附属:")
        lines[at:at] = ["    结构: {类型: 文字, 取自: 房价.结构}", "    建成日: 日期"]
        return "\n".join(lines) + "\n"

    # -- expressions. ``owner`` is whose rule it is; ``unit`` one of 元, ㎡, 无.

    def views(self, owner: str) -> list[str]:
        return ["户"] if owner == "户" else ["户", owner]

    def fact(self, owner: str, unit: str, *, floor: int | None = None) -> Written:
        found = [
            (view, name, scale)
            for view in self.views(owner)
            for name, (own, scale, low, _, _) in self.fields[view].items()
            if own == unit and (floor is None or low >= floor)
        ]
        if not found:
            inner = self.fact(owner, unit)
            return Written(f"max({inner.text}, 0)", lambda w, t: max(inner.value(w, t), Fraction(0)), 4, inner.scale)
        view, name, scale = self.pick(*found)
        return Written(name, lambda w, t: w.fact(view, name, t), 4, scale)

    def literal(self) -> Written:
        value = self.decimal(0, 99, self.number(0, 2))
        return Written(str(value), lambda _w, _t: Fraction(value), 3, 2)

    def leaf(self, owner: str, unit: str, *, amounts: bool) -> Written:
        known = [one for one in self.made.quantities if one[1] in self.views(owner) and one[2] == unit]
        if known and self.number(0, 1):
            holder, name, inner = self.pick(*((view, name, written) for name, view, _, written in known))
            return Written(name, lambda w, t: inner.value(w, w.holder(holder, t)), inner.size, inner.scale)
        if unit == "元" and amounts and self.amounts and self.number(0, 2) == 0:
            names = sorted({self.pick(*self.amounts) for _ in range(2)})
            listed = ", ".join(f'"{name}"' for name in names)
            return Written(f"amount({listed})", lambda w, _t: sum(w.amounts[name] for name in names), 16, 2)
        if unit == "元" and self.number(0, 2) == 0:
            return self.counted(owner)
        return self.fact(owner, unit)

    def counted(self, owner: str) -> Written:
        """So many households, houses, days, months or years, each at its price."""
        unit = self.pick("户", "栋", "天", "月", "岁")
        prices = self.made.tables[f"每{unit}"]
        if unit == "户":
            number = Written("户", lambda _w, _t: Fraction(1), 1)
        elif unit == "栋":
            condition = self.condition("房屋", 0)
            number = self.pick(
                Written("count(房屋)", lambda w, _t: Fraction(len(w.children["房屋"])), 4),
                Written(
                    f"count(房屋, {condition.text})",
                    lambda w, _t: Fraction(sum(bool(condition.value(w, one)) for one in w.children["房屋"])), 4,
                ),
            )  # fmt: skip
        else:
            number = self.span(owner, unit)
        return Written(
            f"({number.text} * {prices.name})",
            lambda w, t: number.value(w, t) * prices.find([], w.day), number.size + 4, 4,
        )  # fmt: skip

    def span(self, owner: str, unit: str) -> Written:
        first, last = self.day(owner), self.day(owner)
        name = {"天": "days", "月": "months", "岁": "age"}[unit]

        def value(w: World, t: Thing) -> Fraction:
            start, end = first.value(w, t), last.value(w, t)
            return Fraction({"天": (end - start).days, "月": months(start, end), "岁": years(start, end)}[unit])

        return Written(f"{name}({first.text}, {last.text})", value, 7)

    def day(self, owner: str) -> Written:
        form = self.number(0, 5)
        if form == 0:
            fixed = self.pick(*DAYS)
            return Written(f'date("{fixed}")', lambda _w, _t: fixed)
        if form == 1:
            inner, count = self.day(owner), self.number(-40, 40)
            shown = str(count) if count >= 0 else f"-{-count}"
            if self.number(0, 1):
                return Written(
                    f"after_days({inner.text}, {shown})", lambda w, t: inner.value(w, t) + timedelta(days=count)
                )
            return Written(f"after_months({inner.text}, {shown})", lambda w, t: later(inner.value(w, t), count))
        view, name = self.pick(
            ("项目", "公告日"), ("项目", "期末"), ("户", "签约日"), *([("房屋", "建成日")] if owner == "房屋" else [])
        )
        return Written(name, lambda w, t: w.fact(view, name, t))

    def price(self, owner: str, depth: int) -> Written:
        """元/㎡ from a table, now and then as of another day."""
        if owner == "房屋" and self.number(0, 1):
            name, keys = "房价", [Written("结构", lambda w, t: w.fact("房屋", "结构", t))]
        else:
            key = self.pick(Written("等级", lambda w, t: w.fact("户", "等级", t)), Written('"甲"', lambda _w, _t: "甲"))
            name, keys = "区间价", [key, self.numeric(owner, "㎡", min(depth, 1))]
        prices, text = self.made.tables[name], f"{name}[{', '.join(key.text for key in keys)}]"
        if self.number(0, 3):
            return Written(text, lambda w, t: prices.find([key.value(w, t) for key in keys], w.day), 4, 4)
        day = self.day(owner)
        return Written(
            f"asof({text}, {day.text})",
            lambda w, t: prices.find([key.value(w, t) for key in keys], day.value(w, t)), 4, 4,
        )  # fmt: skip

    def tiered(self, owner: str) -> Written:
        base = self.fact(owner, "㎡", floor=0)
        if self.number(0, 1):
            prices = self.made.tables["阶梯"]
            return Written(
                f"tiers({base.text}, 阶梯)", lambda w, t: prices.tiered(base.value(w, t), [], w.day), 9, base.scale + 4
            )
        graded = self.made.tables["级差"]
        return Written(
            f"tiers({base.text}, 级差[等级])",
            lambda w, t: graded.tiered(base.value(w, t), [w.fact("户", "等级", t)], w.day), 9, base.scale + 4,
        )  # fmt: skip

    def numeric(self, owner: str, unit: str, depth: int, *, amounts: bool = False) -> Written:
        """A number in ``unit``, kept within what a pack may reach."""
        if depth <= 0:
            return self.leaf(owner, unit, amounts=amounts)
        written = self.branch(owner, unit, depth, amounts)
        if written.size > WIDEST or written.scale > FINEST or len(written.text) > LONGEST:
            return self.leaf(owner, unit, amounts=amounts)
        return written

    def branch(self, owner: str, unit: str, depth: int, amounts: bool) -> Written:
        def inner(wanted: str = unit) -> Written:
            return self.numeric(owner, wanted, depth - 1, amounts=amounts)

        def other() -> Written:
            return self.literal() if self.number(0, 2) == 0 else inner()

        forms = ["plus", "minus", "times", "div", "round", "extreme", "if", "negative", "sum"]
        if unit == "元":
            forms += ["priced", "priced", "tiers", "days"]
        form = self.pick(*forms)
        if form in {"plus", "minus"}:
            a, b = inner(), other()
            sign, factor = ("+", 1) if form == "plus" else ("-", -1)
            return Written(
                f"({a.text} {sign} {b.text})", lambda w, t: a.value(w, t) + factor * b.value(w, t),
                max(a.size, b.size) + 1, max(a.scale, b.scale),
            )  # fmt: skip
        if form == "times":
            return self.product(inner(), self.ratio(owner, depth))
        if form == "priced":
            return self.product(inner("㎡"), self.price(owner, depth - 1))
        if form == "div":
            return self.divided(inner(), self.ratio(owner, depth))
        if form == "tiers":
            return self.tiered(owner)
        if form == "days":
            key, prices = self.span(owner, "天"), self.made.tables["天数价"]
            return Written(f"天数价[{key.text}]", lambda w, t: prices.find([key.value(w, t)], w.day), 4, 4)
        if form == "sum":
            child = self.pick(*CHILDREN)
            return self.summed(child, self.numeric(child, unit, depth - 1))
        return self.shaped(form, inner, other, lambda: self.condition(owner, depth - 1))

    def product(self, one: Written, other: Written) -> Written:
        a, b = self.pick((one, other), (other, one))
        return Written(
            f"{a.text} * {b.text}", lambda w, t: a.value(w, t) * b.value(w, t), a.size + b.size, a.scale + b.scale
        )

    def summed(self, child: str, body: Written) -> Written:
        return Written(
            f"sum({child}, {body.text})",
            lambda w, _t: sum((body.value(w, one) for one in w.children[child]), Fraction(0)), body.size + 3, body.scale,
        )  # fmt: skip

    def shaped(
        self, form: str, inner: Callable[[], Written], other: Callable[[], Written], condition: Callable[[], Written]
    ) -> Written:
        """A rounding, an extreme, a choice or an opposite of parts that are drawn as they are asked for."""
        if form == "round":
            a, mode, digits = inner(), self.pick("round", "floor", "ceil"), self.number(0, 4)
            return Written(
                f"{mode}({a.text}, {digits})", lambda w, t: rounded(mode, a.value(w, t), digits), a.size + 1, digits
            )
        if form == "extreme":
            parts, mode = [inner(), other(), *([other()] if self.number(0, 1) else [])], self.pick("min", "max")
            extreme: Callable[..., Any] = min if mode == "min" else max
            return Written(
                f"{mode}({', '.join(part.text for part in parts)})",
                lambda w, t: extreme([part.value(w, t) for part in parts]),
                max(part.size for part in parts), max(part.scale for part in parts),
            )  # fmt: skip
        if form == "if":
            a, b, decides = inner(), other(), condition()
            return Written(
                f"({a.text} if {decides.text} else {b.text})",
                lambda w, t: a.value(w, t) if decides.value(w, t) else b.value(w, t),
                max(a.size, b.size), max(a.scale, b.scale),
            )  # fmt: skip
        a = inner()
        return Written(f"(-{a.text})", lambda w, t: -a.value(w, t), a.size, a.scale)

    def ratio(self, owner: str, depth: int) -> Written:
        form = self.number(0, 2)
        if form == 0:
            return self.literal()
        if form == 1:
            prices = self.made.tables["比率"]
            return Written("比率[低保]", lambda w, t: prices.find([w.fact("户", "低保", t)], w.day), 4, 6)
        return self.numeric(owner, "无", min(depth - 1, 1))

    def divided(self, over: Written, under: Written) -> Written:
        digits = self.number(0, 4)

        def value(w: World, t: Thing) -> Fraction:
            dividend, divisor = over.value(w, t), under.value(w, t)
            if divisor == 0:
                raise Refused("0")
            return rounded("round", Fraction(dividend) / Fraction(divisor), digits)

        return Written(f"div({over.text}, {under.text}, {digits})", value, over.size + under.scale + 1, digits)

    def condition(self, owner: str, depth: int) -> Written:
        form = self.number(0, 9)
        if form >= 8 and depth > 0:
            a, b = self.condition(owner, depth - 1), self.condition(owner, depth - 1)
            if form == 8:
                return Written(f"({a.text} and {b.text})", lambda w, t: a.value(w, t) and b.value(w, t))
            return Written(f"(not ({a.text}) or {b.text})", lambda w, t: not a.value(w, t) or b.value(w, t))
        return self.compared(owner, depth) if form <= 3 else self.stated(owner, form)

    def compared(self, owner: str, depth: int) -> Written:
        form = self.number(0, 3)
        sign, holds = self.pick(
            ("<", lambda x, y: x < y), ("<=", lambda x, y: x <= y), (">", lambda x, y: x > y),
            (">=", lambda x, y: x >= y), ("==", lambda x, y: x == y), ("!=", lambda x, y: x != y),
        )  # fmt: skip
        if form <= 1:
            unit = self.pick(*UNITS)
            a, b = self.numeric(owner, unit, min(depth, 1)), self.pick(self.literal(), self.numeric(owner, unit, 0))
            return Written(f"({a.text} {sign} {b.text})", lambda w, t: holds(a.value(w, t), b.value(w, t)))
        if form == 2:
            low, x, high = self.literal(), self.fact(owner, self.pick(*UNITS)), self.literal()
            return Written(
                f"({low.text} <= {x.text} < {high.text})",
                lambda w, t: low.value(w, t) <= x.value(w, t) < high.value(w, t),
            )
        a, b = self.day(owner), self.day(owner)
        return Written(f"({a.text} {sign} {b.text})", lambda w, t: holds(a.value(w, t), b.value(w, t)))

    def stated(self, owner: str, form: int) -> Written:
        if form == 4:
            choices, word = [self.pick(*CHOICES["等级"]) for _ in range(2)], self.pick("in", "not in")
            listed = ", ".join(f'"{choice}"' for choice in choices)
            return Written(
                f"(等级 {word} [{listed}])", lambda w, t: (w.fact("户", "等级", t) in choices) == (word == "in")
            )
        if form == 5:
            nullable = [
                (view, name) for view in self.views(owner) for name, about in self.fields[view].items() if about[4]
            ]
            view, name = self.pick(("户", "签约日"), *nullable)
            return Written(f"known({name})", lambda w, t: w.holder(view, t)[name] is not None)
        if form == 6 and owner == "房屋":
            return Written('结构 == "砖混"', lambda w, t: w.fact("房屋", "结构", t) == "砖混")
        return Written("低保", lambda w, t: w.fact("户", "低保", t))

    # -- rules and facts

    def make(self) -> Made:
        made = self.made
        self.make_tables()
        made.policy = self.make_fields()
        for number in range(self.number(1, 4)):
            owner, unit = self.pick(*KINDS), self.pick(*UNITS)
            written, name = self.numeric(owner, unit, self.number(1, 3)), f"量{number}"
            made.quantities.append((name, owner, unit, written))
            made.rules.append(quantity(name, written.text, owner))
        if self.number(0, 5) == 0:
            owner, condition = self.pick(*KINDS), self.condition("户", 1)
            made.requirement = owner, condition
            made.rules.append(must("须合要求", condition.text, "不合要求", owner))
        for number in range(self.number(1, 4)):
            self.entitlement(f"补{number}", self.pick("", "", "组一") if number else "")
        if self.number(0, 2) == 0:
            cut = self.pick(*DAYS)
            made.cut_off = Written(f'建成日 <= date("{cut}")', lambda _w, t: t["建成日"] <= cut)
        made.facts = self.make_facts()
        return made

    def entitlement(self, name: str, group: str) -> None:
        owner = self.pick(*KINDS)
        applies = self.condition(owner, 1) if self.number(0, 1) else None
        inner, mode = self.numeric(owner, "元", self.number(1, 4), amounts=True), self.pick("round", "floor", "ceil")
        amount = Written(f"{mode}({inner.text}, 2)", lambda w, t: rounded(mode, inner.value(w, t), 2))
        self.made.entitlements.append((name, owner, applies, amount, group))
        more = {"适用": applies.text} if applies is not None else {}
        self.made.rules.append(item(name, amount.text, owner, **more, **({"择高": group} if group else {})))
        if not group:
            self.amounts.append(name)

    def make_facts(self) -> dict[str, list[dict[str, str]]]:
        def row(owner: str) -> dict[str, str]:
            found = {}
            for name, (_, scale, low, high, nullable) in self.fields[owner].items():
                if not (nullable and self.seldom()):
                    found[name] = str(self.decimal(low, high, scale))
            return found

        household = {"户号": "A", **row("户"), "等级": self.pick(*CHOICES["等级"]), "低保": self.pick("是", "否")}
        if not self.seldom():
            household["签约日"] = str(self.pick(*DAYS))
        houses = [
            {"房号": str(number), **row("房屋"), "结构": self.pick(*CHOICES["结构"]), "建成日": str(self.pick(*DAYS))}
            for number in range(self.number(0, 3))
        ]
        things = [{"物号": str(number), "物好": "是", **row("附属")} for number in range(self.number(0, 2))]
        opening = date(2025, 1, 1) + timedelta(days=self.number(0, 364))
        project = {"公告日": str(opening), "期末": str(self.pick(*DAYS))}
        return {"项目": [project], "户": [household], "房屋": houses, "附属": things}


@st.composite
def packs(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Made:
    """A random pack with facts."""
    return Maker(draw).make()


# -- the two side by side ----------------------------------------------------------------------------------------------


def folder_of(made: Made, folder: Path) -> Path:
    """The pack as files."""
    heading = {
        "名称": "随机办法", "文号": SOURCE, "状态": "示例", "地区": "某县", "项目类型": "集体土地征收",
        "施行日": "2025-01-01", "选用日": "公告日", "出处": SOURCE, "主体": "[户]", "共用": "[项目]",
        "从属": "{房屋: 户, 附属: 户}", "计数": "{房屋: 栋}", "收款人": "[所有权人]",
    }  # fmt: skip
    more = f"截止日:\n- {{对象: 房屋, 条款: 第一条, 条件: '{made.cut_off.text}'}}\n" if made.cut_off else ""
    tables = {name: table.written for name, table in made.tables.items()}
    return write(folder, *made.rules, tables=tables, fields=made.policy, heading=heading, more=more)


def plain(text: str) -> Any:
    """A fact as a plain value."""
    if text in {"是", "否"}:
        return text == "是"
    try:
        return date.fromisoformat(text) if len(text) == 10 and text[4] == "-" else Fraction(text)
    except ValueError:
        return text


def world_of(made: Made, raw: RawFacts) -> World:
    """The facts as plain values, those that are not written None."""
    names: dict[str, list[str]] = {owner: [] for owner in KINDS}
    for owner in names:
        block = made.policy.split(f"  {owner}:\n")[1]
        for line in block.split("\n"):
            if not line.startswith("    "):
                break
            names[owner].append(line.strip().partition(":")[0])

    def thing(owner: str, row: Any) -> Thing:
        return {**dict.fromkeys(names.get(owner, [])), **{name: plain(text) for name, text in row.items()}}

    shared = thing("项目", raw["项目"][0])
    children = {owner: [thing(owner, row) for row in raw[owner]] for owner in CHILDREN}
    return World(shared["公告日"], shared, thing("户", raw["户"][0]), children)


Lines = list[tuple[str, Fraction]]


def reckoned(made: Made) -> tuple[Lines, dict[str, list[Fraction]]]:
    """The lines and quantities by plain reckoning. Raises Refused."""
    world = world_of(made, made.facts)
    if made.cut_off is not None:
        world.children["房屋"] = [one for one in world.children["房屋"] if made.cut_off.value(world, one)]
    things: dict[str, list[Thing]] = {"户": [world.root], **world.children}
    if made.requirement is not None:
        owner, required = made.requirement
        if not all(required.value(world, one) for one in things[owner]):
            raise Refused("要求")
    lines: list[tuple[str, int, str, Fraction]] = []
    for name, owner, applies, amount, group in made.entitlements:
        values = [
            (number, amount.value(world, one))
            for number, one in enumerate(things[owner])
            if applies is None or applies.value(world, one)
        ]
        world.amounts[name] = sum((value for _, value in values), Fraction(0))
        if abs(world.amounts[name]) > 10**15:
            raise Refused("太大")
        lines += [(name, number, group and f"{group}{owner}", value) for number, value in values]
    quantities = {name: list(answered(written, world, things[owner])) for name, owner, _, written in made.quantities}
    return list(kept(lines)), quantities


def kept(lines: list[tuple[str, int, str, Fraction]]) -> Iterator[tuple[str, Fraction]]:
    """Of a group the highest for each object, the first of equal ones."""
    for name, number, group, value in lines:
        rivals = [other for other in lines if group and other[1:3] == (number, group)]
        if not rivals or max(rivals, key=lambda rival: rival[3])[0] == name:
            yield name, value


def answered(written: Written, world: World, things: list[Thing]) -> Iterator[Fraction]:
    """A quantity of each thing for which it can be said."""
    for one in things:
        with suppress(Refused):
            yield Fraction(written.value(world, one))


def parts(traced: Traced) -> Iterator[tuple[Number, Decimal]]:
    """Every number that a run left, with its kind."""
    for node, slot in zip(traced.program.nodes, traced.slots, strict=True):
        inner = [slot] if isinstance(slot, Traced) else slot.parts if isinstance(slot, Summed) else []
        for one in inner:
            yield from parts(one)
        value = slot.value if isinstance(slot, Traced | Summed | Found | Banded) else slot
        if value is not NOT_ASKED and isinstance(node.kind, Number):
            assert isinstance(value, Decimal)
            yield node.kind, value


def computed(made: Made) -> CompensationSheet | None:
    """The sheet that the engine makes of the pack as files; None where it refuses."""
    with tempfile.TemporaryDirectory() as folder:
        policy = load(folder_of(made, Path(folder)))
    try:
        return Engine.of(policy).compute(read_facts(policy, made.facts), all_quantities=True)
    except RefusalToCompute:
        return None


@settings(
    max_examples=EXAMPLES, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)  # fmt: skip
@given(packs())
def test_the_engine_agrees_with_plain_reckoning(made: Made) -> None:
    sheet = computed(made)
    try:
        lines, quantities = reckoned(made)
    except Refused:
        assert sheet is None
        return
    assert sheet is not None
    assert [(line.entitlement.name, Fraction(line.amount, 100)) for line in sheet.lines] == lines
    assert Fraction(sheet.total, 100) == sum(value for _, value in lines)
    found: dict[str, list[Any]] = {name: [] for name in quantities}
    for one in sheet.quantities:
        found[one.quantity.name].append(one.traced.value)
    assert found == quantities
    for traced in [line.traced for line in sheet.lines] + [one.traced for one in sheet.quantities]:
        for kind, value in parts(traced):
            assert kind.low <= value <= kind.high, traced.program.expression.text
            assert -int(value.as_tuple().exponent) <= kind.scale, traced.program.expression.text
