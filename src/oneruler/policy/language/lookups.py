"""Look-ups as rules write them: the right keys for the table, choices that its rows have, and one unit."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from oneruler.policy.language.kinds import Number, Text, Truth
from oneruler.policy.language.tree import Literal, Node
from oneruler.policy.nearest import nearest

if TYPE_CHECKING:
    from oneruler.policy.language.reading import Reader


def check_choices(reader: Reader, expression: ast.AST, known: Text, asked: Text) -> None:
    """A text that the field can never have makes a condition that never holds: a slip of the pen."""
    if not known.choices or asked.choices is None:
        return
    for text in sorted(asked.choices - known.choices):
        close = nearest(text, known.choices, tenths=3)
        repair = f"是不是“{close}”？" if close else f"可选：{'、'.join(sorted(known.choices)[:12])}。"
        raise reader.complaint(expression, f"“{text[:30]}”不在可选的文字里", repair)


def read_keys(
    reader: Reader, expression: ast.AST, name: str, written: Sequence[ast.AST], *, bands: bool
) -> tuple[tuple[Node, ...], str | None, Number]:
    """The keys of a look-up, whose unit the row's must be, and what it gives. ``bands``: the last key is left out."""
    table = reader.scope.tables[name]
    columns = table.columns[:-1] if bands else table.columns
    if len(written) != len(columns):
        asked = "、".join(column.name for column in columns) or "不写"
        raise reader.complaint(expression, f"“{name}”的键应有 {len(columns)} 个（{asked}），现有 {len(written)} 个")
    nodes = reader.nodes(written)
    for column, node, part in zip(columns, nodes, written, strict=True):
        if column.is_range:
            reader.number(node, part)
        elif not isinstance(node.kind, Text | Truth):
            raise reader.complaint(part, f"“{name}”的键“{column.name}”应是文字，现为{node.kind}")
        elif isinstance(node.kind, Text):
            _check_key(reader, part, node, table.choices(column.name), f"{name}.{column.name}")
    fixed = [node.value if isinstance(node, Literal) and isinstance(node.value, str) else None for node in nodes]
    try:
        kind = table.kind(fixed)
    except ValueError as error:
        raise reader.complaint(expression, str(error), "写死一个键，或把这些行分到另一张表。") from None
    return tuple(nodes), _unit_from(reader, expression, name, kind), kind


def _check_key(reader: Reader, part: ast.AST, node: Node, choices: frozenset[str], column: str) -> None:
    assert isinstance(node.kind, Text)
    if node.kind.choices is None:
        raise reader.complaint(part, "没有限定选项的文字不能查表", f"给字段写上 取自: {column}，或 选项。")
    if not node.kind.choices & choices:
        check_choices(reader, part, Text(choices), node.kind)


def _unit_from(reader: Reader, expression: ast.AST, table: str, kind: Number) -> str | None:
    if kind.unit is None or not any(symbol == f"〔{table}〕" for symbol, _ in kind.unit.powers):
        return None
    for owner in reader.scope.owners:
        if any(fact.table == table for fact in owner.facts.values()):
            return owner.name
    raise reader.complaint(expression, f"“{table}”各行的单位不同", f"数量字段要写 单位: 同 {table}。")
