"""From the text of an expression to its typed tree: every name known, every unit fitting, or all that is wrong said.

``read(text, scope)`` is the whole interface. Each kind of Python node that the language has is a method here;
functions are in ``functions``. What has no method is refused by its name.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from decimal import Context, Decimal, localcontext

from oneruler.policy.language import functions
from oneruler.policy.language.guard import Complaint, LanguageError, offset, read_expression
from oneruler.policy.language.kinds import (
    FINEST,
    LARGEST,
    Day,
    Kind,
    Number,
    Text,
    Truth,
    joined,
    negated,
    summed,
    times,
)  # fmt: skip
from oneruler.policy.language.lookups import check_choices, read_keys
from oneruler.policy.language.scope import ObjectNames, Scope
from oneruler.policy.language.tree import (
    Arithmetic,
    Choice,
    Comparison,
    Derived,
    Fact,
    Literal,
    Logic,
    Lookup,
    Membership,
    Negative,
    Node,
    Not,
    One,
    number_kind,
)  # fmt: skip
from oneruler.policy.nearest import nearest

_FIGURE = re.compile(r"\d{1,18}(?:\.\d{1,10})?")
_SIGNS: dict[type[ast.AST], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_COMPARED: dict[type[ast.AST], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_REFUSED = {
    "Attribute": ("不能用点号取东西", "直接写字段的名称。"),
    "Lambda": ("没有 lambda 这种写法", ""),
    "ListComp": ("没有循环这种写法", "合计用 sum(对象, 算式)，计数用 count(对象, 条件)。"),
    "GeneratorExp": ("没有循环这种写法", "合计用 sum(对象, 算式)，计数用 count(对象, 条件)。"),
    "NamedExpr": ("算式里不能给名称赋值", "写成一个“量”。"),
    "Tuple": ("这里多了逗号", ""),
}
_EXACT = Context(prec=400)


def read(text: str, scope: Scope) -> Node:
    """The typed tree of ``text``. Raises LanguageError with every complaint, each at its offset in ``text``."""
    with localcontext(_EXACT):
        return Reader(text, scope).node(read_expression(text))


class Reader:
    """Reads one expression in one scope."""

    def __init__(self, text: str, scope: Scope) -> None:
        self.text, self.scope = text, scope

    def node(self, expression: ast.AST) -> Node:
        """The typed tree of one part."""
        read: Callable[[ast.AST], Node] | None = getattr(self, f"_{type(expression).__name__}", None)
        if read is None:
            said, repair = _REFUSED.get(
                type(expression).__name__, ("算式里没有这种写法", "写法见《政策包》手册第三节。")
            )
            raise self.complaint(expression, said, repair)
        node = read(expression)
        if isinstance(node.kind, Number) and max(abs(node.kind.low), abs(node.kind.high)) >= LARGEST:
            raise self.complaint(expression, "结果可能超过 10 的 30 次方", "请把字段的最大值改得合乎实际。")
        if isinstance(node.kind, Number) and node.kind.scale > FINEST:
            raise self.complaint(
                expression, f"结果可能有 {node.kind.scale} 位小数，最多 {FINEST} 位", "请先用 round 舍入。"
            )
        return node

    def nodes(self, expressions: Sequence[ast.AST]) -> list[Node]:
        """Several parts, with the complaints of all of them at once."""
        read: list[Node] = []
        complaints: list[Complaint] = []
        for expression in expressions:
            try:
                read.append(self.node(expression))
            except LanguageError as error:
                complaints += error.complaints
        if len(read) < len(expressions):
            raise LanguageError(*complaints)
        return read

    def inside(self, child: str, expression: ast.AST) -> Node:
        """A part that is worked out for each object of a kind."""
        return Reader(self.text, self.scope.inside(child)).node(expression)

    def complaint(self, expression: ast.AST, message: str, repair: str = "") -> LanguageError:
        return LanguageError(Complaint(self.at(expression), message, repair))

    def at(self, expression: ast.AST) -> int:
        return offset(self.text.replace("\n", " "), expression)

    def source(self, expression: ast.AST) -> str:
        """The words of a part as written."""
        start = self.at(expression)
        end: int = getattr(expression, "end_col_offset", 1)
        return self.text[start : len(f"({self.text}".encode()[:end].decode()) - 1]

    # -- what the language has ------------------------------------------------------------------------------------

    def _Constant(self, expression: ast.Constant) -> Node:  # noqa: N802
        value, at = expression.value, self.at(expression)
        if isinstance(value, bool):
            raise self.complaint(expression, f"没有 {value} 这个词", "直接写条件；是否字段就写它的名称或 not 名称。")
        if isinstance(value, str):
            return Literal(value, kind=Text(frozenset({value})), at=at)
        written = self.source(expression)
        if not _FIGURE.fullmatch(written):
            raise self.complaint(
                expression, f"数字应形如 12 或 0.85，现为“{written[:30]}”", "最多 18 位整数、10 位小数。"
            )
        number = Decimal(written)
        scale = len(written.partition(".")[2])
        return Literal(number, kind=Number(None, scale, number, number), at=at)

    def _Name(self, expression: ast.Name) -> Node:  # noqa: N802
        name, at = expression.id, self.at(expression)
        holders = [owner for owner in self.scope.owners if owner.has(name)]
        if len(holders) > 1:
            where = "、".join(owner.name for owner in holders)
            raise self.complaint(expression, f"“{name}”在 {where} 都有，不知道是哪一个", "请给字段改名，使名称不重复。")
        if holders:
            return self._named(holders[0], name, at)
        for owner in self.scope.owners:
            if owner.name == name:
                return One(owner.name, kind=Number(owner.counted, 0, Decimal(1), Decimal(1)), at=at)
        if name in self.scope.broken:
            raise LanguageError
        if name in self.scope.tables:
            return self._looked_up(expression, name, [])
        if name in self.scope.under:
            raise self.complaint(expression, f"“{name}”有多个，不能直接用", f"用 sum({name}, 算式) 或 count({name})。")
        raise self.complaint(expression, f"没有“{name[:30]}”这个名称", self._meant(name))

    def _named(self, owner: ObjectNames, name: str, at: int) -> Node:
        if name in owner.facts:
            fact = owner.facts[name]
            return Fact(owner.name, name, fact.nullable, kind=fact.kind, at=at)
        return Derived(owner.name, name, kind=owner.derived[name], at=at)

    def _meant(self, name: str) -> str:
        close = nearest(name, self.scope.vocabulary(), tenths=5)
        return f"是不是“{close}”？" if close else "先在 policy.yaml 的字段里写上，或写成一个“量”。"

    def _UnaryOp(self, expression: ast.UnaryOp) -> Node:  # noqa: N802
        operand, at = self.node(expression.operand), self.at(expression)
        if isinstance(expression.op, ast.Not):
            return Not(self.truth(operand, expression.operand), kind=Truth(), at=at)
        if isinstance(expression.op, ast.USub):
            number = self.number(operand, expression.operand)
            return Negative(number, kind=negated(number_kind(number)), at=at)
        raise self.complaint(expression, "没有这种符号", "")

    def _BinOp(self, expression: ast.BinOp) -> Node:  # noqa: N802
        sign, at = _SIGNS.get(type(expression.op)), self.at(expression)
        if sign is None:
            if isinstance(expression.op, ast.Div):
                raise self.complaint(expression, "没有 / 这种写法", "改成 div(a, b, 2)：写明除不尽时留几位。")
            if isinstance(expression.op, ast.Pow):
                raise self.complaint(expression, "没有乘方这种写法", "")
            raise self.complaint(expression, "没有这种运算", "只有 + - * 和 div(a, b, 位数)。")
        left, right = self.nodes([expression.left, expression.right])
        one = number_kind(self.number(left, expression.left))
        other = number_kind(self.number(right, expression.right))
        if sign == "*":
            return Arithmetic(sign, left, right, kind=times(one, other), at=at)
        unit = self.common([left, right], expression, "相加" if sign == "+" else "相减")
        assert isinstance(unit, Number)
        return Arithmetic(sign, left, right, kind=summed(one, other, unit.unit, minus=sign == "-"), at=at)

    def _BoolOp(self, expression: ast.BoolOp) -> Node:  # noqa: N802
        operands = self.nodes(expression.values)
        for operand, written in zip(operands, expression.values, strict=True):
            self.truth(operand, written)
        word = "and" if isinstance(expression.op, ast.And) else "or"
        return Logic(word, tuple(operands), kind=Truth(), at=self.at(expression))

    def _IfExp(self, expression: ast.IfExp) -> Node:  # noqa: N802
        condition, then, otherwise = self.nodes([expression.test, expression.body, expression.orelse])
        self.truth(condition, expression.test)
        kind = self.common([then, otherwise], expression, "二选一")
        return Choice(condition, then, otherwise, kind=kind, at=self.at(expression))

    def _Compare(self, expression: ast.Compare) -> Node:  # noqa: N802
        parts = [expression.left, *expression.comparators]
        if isinstance(expression.ops[0], ast.In | ast.NotIn) and len(expression.ops) == 1:
            return self._membership(expression)
        signs = [_COMPARED.get(type(op)) for op in expression.ops]
        if None in signs:
            raise self.complaint(expression, "这样比较不行", "用 == != < <= > >= 或 in [..]。")
        nodes = self.nodes(parts)
        compared = [self._compared(str(sign), nodes[i], nodes[i + 1], expression) for i, sign in enumerate(signs)]
        if len(compared) == 1:
            return compared[0]
        return Logic("and", tuple(compared), kind=Truth(), at=self.at(expression))

    def _compared(self, sign: str, left: Node, right: Node, expression: ast.Compare) -> Node:
        kind = self.common([left, right], expression, "比较")
        if sign not in {"==", "!="} and not isinstance(kind, Number | Day):
            raise self.complaint(expression, f"{kind}不能比大小", "只能用 == 或 !=。")
        if isinstance(left.kind, Text) and isinstance(right.kind, Text):
            known, asked = (right.kind, left.kind) if isinstance(left, Literal) else (left.kind, right.kind)
            if isinstance(left, Literal | Choice) or isinstance(right, Literal | Choice):
                check_choices(self, expression, known, asked)
            elif known.choices and asked.choices and not known.choices & asked.choices:
                raise self.complaint(expression, "这两项没有一个相同的选项，永远不相等", "请核对两个字段的选项。")
        return Comparison(sign, left, right, kind=Truth(), at=left.at)

    def _membership(self, expression: ast.Compare) -> Node:
        item, listed = self.node(expression.left), expression.comparators[0]
        if not isinstance(item.kind, Text):
            raise self.complaint(expression.left, f"in 的左边应是文字字段，现为{item.kind}")
        values = [getattr(part, "value", None) for part in getattr(listed, "elts", [])]
        words = tuple(value for value in values if isinstance(value, str))
        if not isinstance(listed, ast.List) or not words or len(words) != len(values):
            raise self.complaint(listed, "in 的右边应是方括号里的几个文字", '如 in ["合法", "未超期临时"]。')
        check_choices(self, listed, item.kind, Text(frozenset(words)))
        excluded = isinstance(expression.ops[0], ast.NotIn)
        return Membership(item, words, excluded, kind=Truth(), at=self.at(expression))

    def _Subscript(self, expression: ast.Subscript) -> Node:  # noqa: N802
        if not isinstance(expression.value, ast.Name) or expression.value.id not in self.scope.tables:
            name = self.source(expression.value)
            if name in self.scope.broken:
                raise LanguageError
            close = nearest(name, self.scope.tables)
            raise self.complaint(expression, f"没有“{name[:30]}”这张标准表", f"是不是“{close}”？" if close else "")
        keys = expression.slice
        written = list(keys.elts) if isinstance(keys, ast.Tuple) else [keys]
        return self._looked_up(expression, expression.value.id, written)

    def _looked_up(self, expression: ast.AST, name: str, written: Sequence[ast.AST]) -> Node:
        keys, unit_from, kind = read_keys(self, expression, name, written, bands=False)
        return Lookup(name, keys, None, unit_from, kind=kind, at=self.at(expression))

    def _Call(self, expression: ast.Call) -> Node:  # noqa: N802
        name = expression.func.id if isinstance(expression.func, ast.Name) else ""
        if name not in functions.FUNCTIONS:
            close = nearest(name, functions.FUNCTIONS)
            known = "、".join(functions.FUNCTIONS)
            shown = name or self.source(expression.func)
            raise self.complaint(
                expression, f"没有“{shown[:30]}”这个函数", f"是不是 {close}？" if close else f"只有 {known}。"
            )
        if expression.keywords:
            raise self.complaint(expression, f"{name} 的括号里不能写 名称=值", "按次序写，用逗号分开。")
        return functions.FUNCTIONS[name](self, expression)

    # -- what the parts must be -----------------------------------------------------------------------------------

    def number(self, node: Node, expression: ast.AST) -> Node:
        if not isinstance(node.kind, Number):
            raise self.complaint(expression, f"这里应是数，现为{node.kind}（{self.source(expression)[:40]}）")
        return node

    def truth(self, node: Node, expression: ast.AST) -> Node:
        if not isinstance(node.kind, Truth):
            raise self.complaint(
                expression, f"这里应是条件，现为{node.kind}（{self.source(expression)[:40]}）", "如 面积 > 0。"
            )
        return node

    def day(self, node: Node, expression: ast.AST) -> Node:
        if not isinstance(node.kind, Day):
            raise self.complaint(expression, f"这里应是日期，现为{node.kind}（{self.source(expression)[:40]}）")
        return node

    def common(self, nodes: Sequence[Node], expression: ast.AST, doing: str) -> Kind:
        """The one kind of several nodes."""
        kind = nodes[0].kind
        for node in nodes[1:]:
            both = joined(kind, node.kind)
            if both is None:
                raise self.complaint(expression, f"{kind}和{node.kind}不能{doing}", "请核对单位，或先换算。")
            kind = both
        return kind
