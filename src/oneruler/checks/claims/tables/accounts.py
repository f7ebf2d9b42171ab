"""Accounts tables by budget code: 类 = Σ款 = Σ项, and 合计 = Σ类 (部门决算公开 02、03、05、06、08、09 表).

Codes may stand in one column (2120801) or in three (212, 08, 01), and a table may hold two such lists side by side
(经济分类: 301 … ｜ 302 …). A code is never an amount, and a blank is no nought: a child left blank adds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from oneruler.checks.claims.claim import Found
from oneruler.checks.claims.tables.cells import Column, Grid, column_total, columns_of

_CLASS = re.compile(r"^\d{3}$")
_PART = re.compile(r"^\d{2}$")
_WHOLE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
_TOTAL = re.compile(r"^(?:合计|总计|本年支出合计|人员经费合计|公用经费合计)$")


@dataclass
class CodeList:
    """One list of codes: row → code, the columns of the codes, and the first and last column that belong to it."""

    codes: dict[int, str]
    start: int
    width: int
    end: int


def code_lists(grid: Grid) -> list[CodeList]:
    """The code lists of a table, from left to right; empty where it has none."""
    lists: list[CodeList] = []
    column = 0
    while column < grid.width:
        found = _list_at(grid, column)
        if found is None:
            column += 1
            continue
        if lists:
            lists[-1].end = column
        lists.append(found)
        column += found.width
    return lists


def _list_at(grid: Grid, column: int) -> CodeList | None:
    rows = range(len(grid.rows))
    whole = {r: grid.text(r, column) for r in rows if _WHOLE.match(grid.text(r, column))}
    split = {r: code for r, code in whole.items() if _CLASS.match(code)}
    if len(split) == len(whole) and any(_PART.match(grid.text(r, column + 1)) for r in split):
        width = 3 if any(_PART.match(grid.text(r, column + 2)) for r in split) else 2
        codes = {r: code + "".join(_parts(grid, r, column, width)) for r, code in split.items()}
    else:
        width, codes = 1, whole
    known = set(codes.values())
    if len(codes) < 2 or not any(len(code) > 3 and code[:-2] in known for code in known):
        return None
    return CodeList(codes, column, width, grid.width)


def _parts(grid: Grid, row: int, column: int, width: int) -> Iterator[str]:
    for offset in range(1, width):
        part = grid.text(row, column + offset)
        if _PART.match(part):
            yield part


def find(grid: Grid, lists: list[CodeList]) -> Iterator[Found]:
    """The claims of a table's code lists, column by column."""
    for listed in lists:
        children, total = _family(grid, listed)
        for column in columns_of(grid, listed.start + listed.width, listed.end):
            for parent, rows in children.items():
                members = [row for row in rows if row in column.values]
                if parent in column.values and members and _filled_alike(grid, column, rows):
                    relation = "合计＝各类之和" if parent == total else "类＝款之和，款＝项之和"
                    yield column_total(grid, column, parent, members, relation)


def _family(grid: Grid, listed: CodeList) -> tuple[dict[int, list[int]], int | None]:
    """Each parent row with its children's rows, the classes being the children of the total row."""
    rows = {code: row for row, code in reversed(listed.codes.items())}
    total = next((r for r in range(len(grid.rows)) if r not in listed.codes and _names_total(grid, listed, r)), None)
    children: dict[int, list[int]] = {}
    for row, code in listed.codes.items():
        parent = rows.get(code[:-2]) if len(code) > 3 else total
        if parent is not None and rows.get(code) == row:
            children.setdefault(parent, []).append(row)
    return children, total


def _names_total(grid: Grid, listed: CodeList, row: int) -> bool:
    return any(
        _TOTAL.match(grid.text(row, c)) for c in range(listed.start, min(listed.end, listed.start + listed.width + 1))
    )


def _filled_alike(grid: Grid, column: Column, rows: list[int]) -> bool:
    """Every child is a number or left blank (words in a number's place would make the sum meaningless)."""
    return all(row in column.values or grid.blank(row, column.at) for row in rows)
