"""The workbook that a survey fills in: one sheet an object kind, its columns and drop-downs from the policy's fields."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from oneruler.policy.language.kinds import Day, Number, Truth
from oneruler.policy.model import Field, ObjectKind, Policy
from oneruler.survey.imports import CHOICES, GUIDE, NUMBER, UNIT

_ROWS = 5000
"""So many rows below the headings have their drop-downs."""
_YES_NO = ("是", "否")
_WORDS = (
    "每张工作表是一种对象，一行一个；第一列填户号，同一户有几个（几栋房屋、几口人）就写几行。",
    "表头和工作表的名称不要改；鼠标移到表头上可看填法，有下拉的请从下拉里选，日期写成 2025-07-01。",
    "没有的对象，整张工作表空着。户号须是已经登记的。",
    "导入时逐格核对，有一格不对，整个文件都不导入，并列出每一处的工作表和单元格；改好后再导入即可。",
)


def template(policy: Policy, numbers: Mapping[str, Sequence[str]], *, stated: Collection[str] = ()) -> bytes:
    """An empty workbook as xlsx. ``numbers`` are the 户号 by root (户, 集体 …), written into the sheets of the roots;
    shared objects that the project has ``stated`` get no sheet."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(
        memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        guide = book.add_worksheet(GUIDE)
        guide.set_column(0, 0, 100)
        choices = _Choices()
        for kind in _kinds(policy, numbers, stated):
            _sheet(book, kind, numbers, choices)
        choices.write(book)
        for row, words in enumerate((f"{policy.name}（{policy.number}）调查事实导入表", *_WORDS)):
            guide.write_string(row, 0, words)
    return memory.getvalue()


def _kinds(policy: Policy, numbers: Mapping[str, Sequence[str]], stated: Collection[str]) -> list[ObjectKind]:
    roots = [root for root in policy.roots if root in numbers] or list(policy.roots)
    return [
        kind
        for kind in policy.objects.values()
        if (kind.shared and kind.name not in stated) or kind.name in roots or kind.root in roots
    ]


class _Choices:
    """Lists for the drop-downs, on a hidden sheet: Excel takes no more than 255 letters within a cell's own rule."""

    def __init__(self) -> None:
        self.columns: list[tuple[str, ...]] = []

    def place(self, words: tuple[str, ...]) -> str:
        """Where the list stands, as a formula."""
        if words not in self.columns:
            self.columns.append(words)
        letters = xlsxwriter.utility.xl_col_to_name(self.columns.index(words), col_abs=True)
        return f"={CHOICES}!{letters}$1:{letters}${len(words)}"

    def write(self, book: Any) -> None:
        sheet = book.add_worksheet(CHOICES)
        sheet.hide()
        for column, words in enumerate(self.columns):
            for row, word in enumerate(words):
                sheet.write_string(row, column, word)


def _sheet(book: Any, kind: ObjectKind, numbers: Mapping[str, Sequence[str]], choices: _Choices) -> None:
    sheet = book.add_worksheet(kind.name)
    head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1})
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    fields = [one for one in kind.fields.values() if one.name != NUMBER]
    sheet.write_string(0, 0, NUMBER, head)
    sheet.set_column(0, 0, 14, text)
    sheet.freeze_panes(1, 1)
    for column, one in enumerate(fields, 1):
        sheet.write_string(0, column, _heading(one), head)
        shape = day if isinstance(one.kind, Day) else None if isinstance(one.kind, Number) else text
        sheet.set_column(column, column, max(12, 2 * len(_heading(one)) + 2), shape)
        if rule := _rule(one, choices):
            sheet.data_validation(1, column, _ROWS, column, rule)
        sheet.write_comment(0, column, _remark(one))
    if any(one.unit_of for one in fields):
        sheet.write_string(0, len(fields) + 1, UNIT, head)
    for row, number in enumerate(numbers.get(kind.name, ()), 1):
        sheet.write_string(row, 0, number)


def _heading(one: Field) -> str:
    """The field, with its unit where it has a fixed one."""
    if isinstance(one.kind, Number) and not one.unit_of and (unit := str(one.kind.unit or "")) not in ("", "无单位"):
        return f"{one.name}（{unit}）"
    return one.name


def _remark(one: Field) -> str:
    words = "可以不填" if one.nullable else "必填"
    if isinstance(one.kind, Number):
        words += f"；{one.kind.low} 到 {one.kind.high}，最多 {one.kind.scale} 位小数"
    if one.unit_of:
        words += "；单位写在“单位”一列"
    return f"{words}；{one.note}" if one.note else words


def _rule(one: Field, choices: _Choices) -> dict[str, Any] | None:
    """What the sheet itself lets be typed in."""
    say = {"error_title": "请核对", "ignore_blank": True}
    if isinstance(one.kind, Truth):
        return {"validate": "list", "source": list(_YES_NO), **say}
    if one.choices:
        return {"validate": "list", "source": choices.place(one.choices), **say}
    if isinstance(one.kind, Number):
        low, high = f"{one.kind.low:f}", f"{one.kind.high:f}"
        return {"validate": "decimal", "criteria": "between", "minimum": f"={low}", "maximum": f"={high}",
                "error_message": f"应在 {low} 与 {high} 之间", **say}  # fmt: skip
    if isinstance(one.kind, Day):
        return {"validate": "date", "criteria": ">=", "value": date(1900, 1, 1), "error_message": "应是日期", **say}
    return None
