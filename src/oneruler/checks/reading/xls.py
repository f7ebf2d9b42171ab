"""Old Excel workbooks (xls). Their number formats are not read: a number shows all its digits, a rate no %."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal

from oneruler.base.document import Document, DocumentBuilder, GridText, Merged
from oneruler.checks.reading.refusal import UnreadableError, refuse_large

_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)  # those that Excel itself keeps


def read_xls(data: bytes, name: str) -> Document:
    """The visible sheets as tables. Raises ``UnreadableError`` for a damaged, encrypted or empty workbook."""
    import python_calamine as calamine

    builder = DocumentBuilder(name, "xls")
    builder.notes.append("xls 旧格式中数字的显示格式（小数位数、百分号）没有读取，最好另存为 xlsx 再核查")
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in book.sheets_metadata:
            if about.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            if about.visible != calamine.SheetVisibleEnum.Visible:
                builder.notes.append(f"工作表“{about.name}”是隐藏的，没有读取")
                continue
            sheet = book.get_sheet_by_name(about.name)
            refuse_large(sheet.total_height, sheet.total_width)
            rows: list[list[GridText]] = [[_shown(value) for value in row] for row in sheet.to_python(False)]
            _merge(rows, sheet.merged_cell_ranges or [])
            if any(text for row in rows for text in row):
                builder.table(rows, caption=about.name, sheet=about.name)
    except calamine.PasswordError:
        raise UnreadableError(name, "文件加了打开密码", "在 Excel 或 WPS 中取消密码，另存后再核查") from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        found = f"应为 xls 工作簿，但结构残缺（{str(error)[:80]}）"
        raise UnreadableError(name, found, "重新下载，或用 Excel、WPS 打开后另存为 xlsx") from None
    document = builder.build()
    if not document.blocks:
        raise UnreadableError(name, "各工作表都没有内容", "检查是否选错了文件，或内容是否在隐藏的工作表里")
    return document


def _shown(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    try:
        number = _DIGITS.plus(Decimal(repr(value))).normalize()
    except ArithmeticError:
        return str(value)
    return f"{number:f}" if abs(number.adjusted()) < 20 else str(number)


def _merge(rows: list[list[GridText]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    for (top, left), (bottom, right) in ranges:
        bottom, right = min(bottom, len(rows) - 1), min(right, len(rows[0]) - 1 if rows else -1)
        if top > bottom or left > right:
            continue
        words = rows[top][left]
        for row in range(top, bottom + 1):
            rows[row][left : right + 1] = [None] * (right - left + 1)
        rows[top][left] = Merged(words if isinstance(words, str) else "", bottom - top + 1, right - left + 1)
