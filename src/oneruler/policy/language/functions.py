"""The functions that rules may call, each reading its own arguments. This list is all there is."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from oneruler.policy.language.guard import LanguageError
from oneruler.policy.language.kinds import MOST_YUAN, Day, Number, Truth, times
from oneruler.policy.language.lookups import read_keys
from oneruler.policy.language.tree import (
    Aggregate,
    Amounts,
    Division,
    Extreme,
    Fact,
    Known,
    Literal,
    Lookup,
    Node,
    Rounding,
    Shifted,
    Span,
    Tiers,
    number_kind,
)  # fmt: skip
from oneruler.policy.language.units import YUAN, Unit

if TYPE_CHECKING:
    from oneruler.policy.language.reading import Reader

_MODES = {"round": ROUND_HALF_UP, "floor": ROUND_FLOOR, "ceil": ROUND_CEILING}
_YEARS, _DAYS = Decimal(10_000), Decimal(3_660_000)  # from the first day of the calendar to its last


def _arguments(reader: Reader, call: ast.Call, least: int, most: int | None, form: str) -> list[ast.expr]:
    count = len(call.args)
    if count < least or (most is not None and count > most):
        raise reader.complaint(call, f"括号里应写 {form}，现有 {count} 项")
    return list(call.args)


def _digits(reader: Reader, expression: ast.expr) -> int:
    value = expression.value if isinstance(expression, ast.Constant) else None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 8:
        raise reader.complaint(expression, "位数应是 0 到 8 的整数")
    return value


def _rounding(reader: Reader, call: ast.Call) -> Node:
    mode = call.func.id if isinstance(call.func, ast.Name) else ""
    written = _arguments(reader, call, 2, 2, f"{mode}(数, 位数)")
    operand, digits = reader.number(reader.node(written[0]), written[0]), _digits(reader, written[1])
    kind, step = number_kind(operand), Decimal(1).scaleb(-digits)
    low, high = (end.quantize(step, _MODES[mode]) for end in (kind.low, kind.high))
    return Rounding(mode, operand, digits, kind=Number(kind.unit, digits, low, high), at=reader.at(call))


def _division(reader: Reader, call: ast.Call) -> Node:
    written = _arguments(reader, call, 3, 3, "div(被除数, 除数, 位数)")
    digits = _digits(reader, written[2])
    over, under = (reader.number(node, part) for node, part in zip(reader.nodes(written[:2]), written, strict=False))
    one, other = number_kind(over), number_kind(under)
    unit = None
    if one.unit is not None or other.unit is not None:
        unit = (one.unit or Unit()) / (other.unit or Unit())
    # The smallest divisor that is not nought is one step of its scale; only then is the quotient bounded.
    most = max(abs(one.low), abs(one.high)).scaleb(other.scale)
    if other.low > 0 or other.high < 0:
        most = max(abs(one.low), abs(one.high)) / min(abs(other.low), abs(other.high))
    most = most.to_integral_value(ROUND_CEILING)  # where a rounding cannot carry it further
    low = Decimal(0) if one.low >= 0 and other.low >= 0 else -most
    return Division(over, under, digits, kind=Number(unit, digits, low, most), at=reader.at(call))


def _extreme(reader: Reader, call: ast.Call) -> Node:
    mode = call.func.id if isinstance(call.func, ast.Name) else ""
    written = _arguments(reader, call, 2, None, f"{mode}(数, 数)")
    operands = [reader.number(node, part) for node, part in zip(reader.nodes(written), written, strict=True)]
    kind = reader.common(operands, call, "取大小")
    assert isinstance(kind, Number)
    pick = min if mode == "min" else max
    kinds = [number_kind(node) for node in operands]
    bounded = replace(kind, low=pick(one.low for one in kinds), high=pick(one.high for one in kinds))
    return Extreme(mode, tuple(operands), kind=bounded, at=reader.at(call))


def _aggregate(reader: Reader, call: ast.Call) -> Node:
    mode = call.func.id if isinstance(call.func, ast.Name) else ""
    form = "sum(对象, 算式)" if mode == "sum" else "count(对象, 条件)"
    written = _arguments(reader, call, 2 if mode == "sum" else 1, 2, form)
    over = written[0].id if isinstance(written[0], ast.Name) else ""
    if over not in reader.scope.under:
        known = "、".join(reader.scope.under) or "（本主体没有从属对象）"
        raise reader.complaint(written[0], f"{mode} 的第一项应是从属对象：{known}")
    names, at = reader.scope.under[over], reader.at(call)
    most = Decimal(names.most)
    if mode == "count":
        body = reader.inside(over, written[1]) if len(written) == 2 else None
        if body is not None and not isinstance(body.kind, Truth):
            raise reader.complaint(written[1], f"count 的第二项应是条件，现为{body.kind}")
        return Aggregate(mode, over, body, kind=Number(names.counted, 0, Decimal(0), most), at=at)
    body = reader.number(reader.inside(over, written[1]), written[1])
    unit = number_kind(body).unit
    if unit is not None and any(symbol.startswith("〔") for symbol, _ in unit.powers):
        raise reader.complaint(written[1], f"各个{over}的单位可能不同，不能合计", "乘上单价以后再合计。")
    many = times(Number(None, 0, Decimal(0), most), number_kind(body))
    return Aggregate(mode, over, body, kind=replace(many, unit=number_kind(body).unit), at=at)


def _as_of(reader: Reader, call: ast.Call) -> Node:
    written = _arguments(reader, call, 2, 2, "asof(标准表[键], 日期)")
    looked_up, day = reader.nodes(written)
    if not isinstance(looked_up, Lookup):
        raise reader.complaint(written[0], "asof 的第一项应是查表，如 房屋单价[结构]")
    return replace(looked_up, day=reader.day(day, written[1]), at=reader.at(call))


def _tiers(reader: Reader, call: ast.Call) -> Node:
    written = _arguments(reader, call, 2, 2, "tiers(数, 标准表) 或 tiers(数, 标准表[键])")
    named = written[1].value if isinstance(written[1], ast.Subscript) else written[1]
    name = named.id if isinstance(named, ast.Name) else ""
    if name in reader.scope.broken:
        raise LanguageError
    table = reader.scope.tables.get(name)
    if table is None or not table.columns or not table.columns[-1].is_range:
        raise reader.complaint(written[1], "tiers 的第二项应是最后一个键为区间的标准表")
    last = table.columns[-1]
    closed = (last.low_sign, last.high_sign) == ("≥", "≤")
    if not last.low_sign or closed or any(column.is_range for column in table.columns[:-1]):
        raise reader.complaint(
            written[1], f"“{name}”不能分段累计",
            "最后一个键要有下限列，上下限不能都含（如 面积≥ 和 面积<），其余的键不能是区间。",
        )  # fmt: skip
    keys: list[ast.expr] = []
    if isinstance(written[1], ast.Subscript):
        keys = list(written[1].slice.elts) if isinstance(written[1].slice, ast.Tuple) else [written[1].slice]
    operand = reader.number(reader.node(written[0]), written[0])
    nodes, unit_from, rate = read_keys(reader, written[1], name, keys, bands=True)
    if unit_from is not None:
        raise reader.complaint(written[1], f"“{name}”各行的单位不同，不能分段累计")
    if number_kind(operand).low < 0:
        raise reader.complaint(written[0], "分段累计的数可能小于 0", "给字段写上 最小: 0。")
    kind = times(number_kind(operand), rate)
    scale = max(number_kind(operand).scale, _edges_scale(table.rates)) + rate.scale
    low = min(kind.low, Decimal(0))
    return Tiers(operand, name, nodes, kind=replace(kind, scale=scale, low=low), at=reader.at(call))


def _edges_scale(rates: object) -> int:
    edges = [key.low for rate in rates for key in rate.keys[-1:] if key.low is not None]  # type: ignore[attr-defined]
    return max((max(0, -int(edge.as_tuple().exponent)) for edge in edges), default=0)


def _amounts(reader: Reader, call: ast.Call) -> Node:
    written = _arguments(reader, call, 1, None, 'amount("补偿项", …)')
    names = [part.value if isinstance(part, ast.Constant) else None for part in written]
    for name, part in zip(names, written, strict=True):
        if not isinstance(name, str) or name not in reader.scope.entitlements:
            raise reader.complaint(
                part, f"没有“{name[:30]}”这个补偿项" if isinstance(name, str) else "应是引号里的补偿项名称"
            )
    most = MOST_YUAN * len(names)
    kind = Number(YUAN, 2, -most, most)
    return Amounts(tuple(str(name) for name in names), kind=kind, at=reader.at(call))


def _span(reader: Reader, call: ast.Call) -> Node:
    mode = call.func.id if isinstance(call.func, ast.Name) else ""
    form = "age(出生日, 日期)" if mode == "age" else f"{mode}(从哪天, 到哪天)"
    written = _arguments(reader, call, 2, 2, form)
    first, last = (reader.day(node, part) for node, part in zip(reader.nodes(written), written, strict=True))
    unit, most = {"age": ("岁", _YEARS), "months": ("月", _YEARS * 12), "days": ("天", _DAYS)}[mode]
    return Span(mode, first, last, kind=Number(Unit.of(unit), 0, -most, most), at=reader.at(call))


def _shifted(reader: Reader, call: ast.Call) -> Node:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    mode = name.removeprefix("after_")
    written = _arguments(reader, call, 2, 2, f"{name}(日期, {'天' if mode == 'days' else '月'}数)")
    day, count = reader.nodes(written)
    reader.day(day, written[0])
    kind = number_kind(reader.number(count, written[1]))
    expected = Unit.of("天" if mode == "days" else "月")
    if kind.scale or (kind.unit is not None and kind.unit not in {expected, Unit()}):
        raise reader.complaint(written[1], f"{name} 的第二项应是整{expected}数，现为{kind}")
    return Shifted(mode, day, count, kind=Day(), at=reader.at(call))


def _date(reader: Reader, call: ast.Call) -> Node:
    written = _arguments(reader, call, 1, 1, 'date("2025-07-01")')
    value = written[0].value if isinstance(written[0], ast.Constant) else None
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        day = None
    if day is None:
        raise reader.complaint(call, '日期应形如 date("2025-07-01")，并且有这一天')
    return Literal(day, kind=Day(), at=reader.at(call))


def _known(reader: Reader, call: ast.Call) -> Node:
    written = _arguments(reader, call, 1, 1, "known(字段)")
    node = reader.node(written[0])
    if not isinstance(node, Fact):
        raise reader.complaint(written[0], "known 里应是一个字段")
    return Known(node, kind=Truth(), at=reader.at(call))


FUNCTIONS: dict[str, Callable[[Reader, ast.Call], Node]] = {
    "round": _rounding, "floor": _rounding, "ceil": _rounding, "div": _division,
    "min": _extreme, "max": _extreme, "sum": _aggregate, "count": _aggregate,
    "tiers": _tiers, "asof": _as_of, "amount": _amounts,
    "age": _span, "days": _span, "months": _span, "after_days": _shifted, "after_months": _shifted,
    "date": _date, "known": _known,
}  # fmt: skip
