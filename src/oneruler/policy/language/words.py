"""A tree in the words of officers: 合法面积 × 房屋单价（按结构），四舍五入到分."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Context, Decimal

from oneruler.policy.language.kinds import Day, Number
from oneruler.policy.language.tree import (
    Aggregate,
    Amounts,
    Arithmetic,
    Choice,
    Comparison,
    Derived,
    Division,
    Extreme,
    Fact,
    Known,
    Literal,
    Logic,
    Lookup,
    Membership,
    Negative,
    Node,
    Not,
    One,
    Rounding,
    Shifted,
    Span,
    Tiers,
)  # fmt: skip
from oneruler.policy.language.units import YUAN, Unit

_DATES = {"<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于", "==": "是", "!=": "不是"}
_NUMBERS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}
_ROUNDED = {"round": "四舍五入", "floor": "只舍不入", "ceil": "只入不舍"}
_DIGITS = {0: "整数", 1: "一位小数", 2: "两位小数", 3: "三位小数", 4: "四位小数"}
_ROOM = Context(prec=120)
Leaf = Callable[[Node], str | None]


def in_words(node: Node) -> str:
    """The rule in words, as it is written."""
    return Wording(lambda _: None).sentence(node)


class Wording:
    """Draws a tree. ``leaf`` may give other words for a node, such as the value it came to."""

    def __init__(self, leaf: Leaf) -> None:
        self.leaf = leaf

    def sentence(self, node: Node) -> str:
        """A whole formula: a rounding at its outside is said at the end."""
        if isinstance(node, Rounding) and self.leaf(node) is None:
            return f"{self.part(node.operand)}，{rounding_words(node)}"
        return self.part(node)

    def part(self, node: Node, *, within: int = 0) -> str:
        """A part within a sign of binding ``within`` (0 none, 1 and/or, 2 + -, 3 ×), bracketed where needed."""
        said = self.leaf(node)
        if said is not None:
            return said
        write: Callable[[Node], tuple[str, int]] = getattr(self, f"_{type(node).__name__.lower()}")
        words, binding = write(node)
        return f"（{words}）" if binding < within else words

    def _literal(self, node: Literal) -> tuple[str, int]:
        return value_words(node.value), 9

    def _fact(self, node: Fact) -> tuple[str, int]:
        return node.name, 9

    def _derived(self, node: Derived) -> tuple[str, int]:
        return node.name, 9

    def _one(self, node: One) -> tuple[str, int]:
        return number_words(Decimal(1), node.kind), 9

    def _known(self, node: Known) -> tuple[str, int]:
        return f"{node.fact.name}已填", 9

    def _negative(self, node: Negative) -> tuple[str, int]:
        return f"-{self.part(node.operand, within=3)}", 2

    def _arithmetic(self, node: Arithmetic) -> tuple[str, int]:
        binding = 3 if node.sign == "*" else 2
        sign = {"+": "+", "-": "-", "*": "×"}[node.sign]
        right = binding + 1 if node.sign == "-" else binding
        return f"{self.part(node.left, within=binding)} {sign} {self.part(node.right, within=right)}", binding

    def _comparison(self, node: Comparison) -> tuple[str, int]:
        left, right = self.part(node.left, within=2), self.part(node.right, within=2)
        if isinstance(node.left.kind, Number):
            return f"{left} {_NUMBERS[node.sign]} {right}", 1
        if isinstance(node.left.kind, Day):
            return f"{left}{_DATES[node.sign]}{right}", 1
        return f"{left}{'为' if node.sign == '==' else '不是'}{right}", 1

    def _membership(self, node: Membership) -> tuple[str, int]:
        choices = "或".join(f"“{choice}”" for choice in node.choices)
        return f"{self.part(node.item)}{'不是' if node.excluded else '是'}{choices}", 1

    def _logic(self, node: Logic) -> tuple[str, int]:
        word = "，并且" if node.word == "and" else "，或者"
        return word.join(self.part(operand, within=1) for operand in node.operands), 0

    def _not(self, node: Not) -> tuple[str, int]:
        return f"不是（{self.part(node.operand)}）", 1

    def _choice(self, node: Choice) -> tuple[str, int]:
        condition = self.part(node.condition)
        return f"若{condition}，则 {self.part(node.then, within=1)}，否则 {self.part(node.otherwise, within=1)}", 0

    def _rounding(self, node: Rounding) -> tuple[str, int]:
        return f"{self.part(node.operand)}，{rounding_words(node)}", 0

    def _division(self, node: Division) -> tuple[str, int]:
        quotient = f"{self.part(node.over, within=3)} ÷ {self.part(node.under, within=4)}"
        return f"{quotient}，四舍五入到{_DIGITS.get(node.digits, f'{node.digits} 位小数')}", 0

    def _extreme(self, node: Extreme) -> tuple[str, int]:
        operands = "；".join(self.part(operand) for operand in node.operands)
        return f"较{'小' if node.mode == 'min' else '大'}者〔{operands}〕", 9

    def _aggregate(self, node: Aggregate) -> tuple[str, int]:
        body = "" if node.body is None else Wording(lambda _: None).part(node.body)
        if node.mode == "sum":
            return f"各{node.over}的（{body}）之和" if " " in body or "，" in body else f"各{node.over}的{body}之和", 4
        return (f"{body}的{node.over}数" if body else f"{node.over}数"), 4

    def _lookup(self, node: Lookup) -> tuple[str, int]:
        day = f"{self.part(node.day)}的标准" if node.day is not None else ""
        which = "，".join(part for part in (self._keys(node.keys), day) if part)
        return f"{node.table}（{which}）" if which else node.table, 9

    def _keys(self, keys: tuple[Node, ...]) -> str:
        return "、".join(
            (key.value if isinstance(key.value, str) else value_words(key.value))
            if isinstance(key, Literal)
            else f"按{self.part(key)}"
            for key in keys
        )

    def _tiers(self, node: Tiers) -> tuple[str, int]:
        keys = self._keys(node.keys)
        table = f"{node.table}（{keys}）" if keys else node.table
        return f"{self.part(node.operand, within=3)}按“{table}”分段累计", 1

    def _amounts(self, node: Amounts) -> tuple[str, int]:
        names = "".join(f"“{name}”" for name in node.names)
        return f"{names}的金额" + ("之和" if len(node.names) > 1 else ""), 4

    def _span(self, node: Span) -> tuple[str, int]:
        first, last = self.part(node.first), self.part(node.last)
        if node.mode == "age":
            return f"{last}时的周岁（{first}）", 4
        return f"{first}到{last}的{'天数' if node.mode == 'days' else '整月数'}", 4

    def _shifted(self, node: Shifted) -> tuple[str, int]:
        unit = "天" if node.mode == "days" else "个月"
        return f"{self.part(node.day)}之后 {self.part(node.count)} {unit}", 2


def rounding_words(node: Rounding) -> str:
    """How a rounding is said: to the fen for money, else to so many decimals."""
    if isinstance(node.kind, Number) and node.kind.unit == YUAN and node.digits == 2:
        return f"{_ROUNDED[node.mode]}到分"
    return f"{_ROUNDED[node.mode]}到{_DIGITS.get(node.digits, f'{node.digits} 位小数')}"


def value_words(value: Decimal | str | date | bool) -> str:
    """A value alone: 1,234.50, “合法”, 2025-07-01, 是."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value if value else abs(value):,}"  # a nought has no sign
    return f"“{value}”" if isinstance(value, str) else value.isoformat()


def number_words(value: Decimal | str | date | bool, kind: object, unit: Unit | None = None) -> str:
    """A value with its unit: 120.50 ㎡. Yuan stand with two places at least, and with no idle noughts beyond them."""
    of = unit or (kind.unit if isinstance(kind, Number) else None)
    if isinstance(value, Decimal) and of == YUAN:
        places = max(2, -int(value.normalize(_ROOM).as_tuple().exponent))
        value = value.quantize(Decimal(1).scaleb(-places), context=_ROOM)
    shown = value if isinstance(value, str) else value_words(value)
    return f"{shown} {of.text}" if of is not None and of.text and not isinstance(value, str | bool) else shown
