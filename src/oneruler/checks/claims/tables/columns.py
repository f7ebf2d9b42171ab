"""Columns that make up another column: 支出合计 = 基本支出 + 项目支出, 小计 = 其中各列, 三公 = 出国 + 公车 + 接待.

Headers of several rows are flattened into one label a column; in a dump that has lost its merged cells, "其中：" is
replaced by the columns that it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from oneruler.base.printed import plain
from oneruler.checks.claims import lexicon
from oneruler.checks.claims.claim import Claim, Found, terms, total
from oneruler.checks.claims.quantities import MONEY, Quantity
from oneruler.checks.claims.tables.cells import Grid, is_blank, is_code
from oneruler.checks.report import Kind

_HEADER_WORD = re.compile(r"合计|总计|小计|支出|收入|经费|结余|结转|拨款|资产|接待|出国|购置|运[行维]")
_CODE_HEADER = re.compile(r"编码|代码|^[类款项]$|序号")
_WHOLE = re.compile(r"合计$|总计$|^小计|总额$")
_SPECIAL: tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...] = tuple(
    (re.compile(whole), tuple(re.compile(part) for part in parts))
    for whole, parts in (
        (r"固定资产.*合计", (r"在用", r"出租", r"其他")),
        (
            r"本年收入合计",
            (r"财政拨款收入", r"上级补助收入", r"(?:^|[^经])事业收入", r"经营收入", r"附属单位上缴", r"其他收入"),
        ),
        (r"本年支出合计", (r"基本支出", r"项目支出", r"上缴上级", r"经营支出", r"对附属单位")),
        (r"^(?:合计|小计)$", (r"基本支出", r"项目支出")),
        (r"^(?:合计|小计)$", (r"一般公共预算", r"政府性基金", r"国有资本")),
        (r"收入合计", (r"上年结转", r"公共财政|一般公共", r"政府.?基金", r"非税", r"其他")),
    )
)


def find(grid: Grid) -> Iterator[Found]:
    """The claims of each data row under the headers above it."""
    labels: list[str] = []
    header: list[int] = []
    for r in range(len(grid.rows)):
        if _is_header(grid, r):
            if header and header[-1] != r - 1:
                header = []
            header.append(r)
            labels = _flatten(grid, header)
            continue
        if labels:
            yield from _row(grid, r, labels)


def _is_header(grid: Grid, row: int) -> bool:
    cells = [cell for c, cell in enumerate(grid.rows[row]) if cell.text and cell.column == c and cell.row == row]
    numbers = [number for number in grid.numbers[row] if number is not None]
    return len(cells) >= 2 and not numbers and sum(1 for cell in cells if _HEADER_WORD.search(cell.text)) >= 1


def _flatten(grid: Grid, rows: list[int]) -> list[str]:
    """One label a column. Merged headers carry down; where the merge is lost, 其中 takes in the next header row."""
    merged = any(cell.columns > 1 or cell.rows > 1 for r in rows for cell in grid.rows[r])
    if merged or len(rows) == 1:
        labels = []
        for c in range(grid.width):
            words = dict.fromkeys(grid.text(r, c) for r in rows)
            words = {word: None for word in words if word and not word.startswith("其中")}
            labels.append(list(words)[-1] if words else "")
        return labels
    levels = [
        [cell.text for c, cell in enumerate(grid.rows[r]) if cell.text and cell.column == c and cell.row == r]
        for r in rows
    ]
    flat = _expand(levels)
    return flat if len(flat) <= grid.width else []


def _expand(levels: list[list[str]]) -> list[str]:
    if len(levels) == 1:
        return levels[0]
    below = _expand(levels[1:])
    flat: list[str] = []
    replaced = False
    for word in levels[0]:
        if word.startswith("其中") and not replaced:
            flat += below
            replaced = True
        elif replaced and any(part.endswith(word) for part in below):
            continue  # 结余, whose columns 当年结余 and 累计结余 stand below
        else:
            flat.append(word)
    return flat


def _row(grid: Grid, row: int, labels: list[str]) -> Iterator[Found]:
    values = {
        column: number
        for column in range(min(len(labels), grid.width))
        if labels[column]
        and (number := grid.number(row, column)) is not None
        and number.dimension in ("", MONEY)
        and not _CODE_HEADER.search(labels[column])
    }
    if len(values) < 2:
        return
    first = next((c for c, cell in enumerate(grid.rows[row]) if not is_blank(cell)), 0)
    claims: dict[int, list[Claim]] = {}
    for whole, parts in _relations(labels):
        if whole not in values:
            continue
        present = [column for column in parts if column in values]
        if present and (len(present) == len(parts) or _blank_is_nought(grid, row, parts)):
            claims.setdefault(whole, []).append(_claim(grid, row, first, values, whole, present))
    for several in claims.values():  # a whole may be parted in two ways; one that adds up says enough
        yield next((claim for claim in several if claim.readings[0].value == claim.stated.value), several[0])


def _relations(labels: list[str]) -> Iterator[tuple[int, list[int]]]:
    """(whole, parts) as columns, each relation once, by the known partitions of such wholes."""
    seen = set()
    for whole_pattern, part_patterns in (*_SPECIAL, *lexicon.PARTITIONS):
        for whole, label in enumerate(labels):
            if not whole_pattern.search(label):
                continue
            parts = []
            for pattern in part_patterns:
                column = next(
                    (c for c, other in enumerate(labels) if c > whole and c not in parts and pattern.search(other)),
                    None,
                )
                if column is None:
                    break
                parts.append(column)
            key = (whole, frozenset(parts))
            if len(parts) == len(part_patterns) and key not in seen and not _WHOLE.search(labels[parts[0]]):
                seen.add(key)
                yield whole, parts
            break


def _blank_is_nought(grid: Grid, row: int, parts: list[int]) -> bool:
    """Parts that are left blank beside one that is filled stand for nothing spent."""
    return all(grid.number(row, column) is not None or is_blank(grid.rows[row][column]) for column in parts)


def _claim(grid: Grid, row: int, first: int, values: dict[int, Quantity], whole: int, parts: list[int]) -> Claim:
    _, *members = terms(values[whole], [values[column] for column in parts])
    return Claim(
        Kind.TABLE if any(map(is_code, grid.rows[row][:3])) else Kind.SUM,
        "合计列＝其中各列之和",
        grid.span((row, first), (row, max(whole, *parts))),
        values[whole].printed,
        plain(values[whole].printed.value),
        (total(members),),
        tight=True,
        parts=tuple(member.value for member in members),
        subject=grid.label(row),
    )
