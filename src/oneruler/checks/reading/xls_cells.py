"""The cells of an old workbook, read in a process of its own: standard input to JSON on standard output.

A damaged or hostile xls can make the library panic, or abort the whole process over a size that it names; in here it
takes nobody with it.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from oneruler.checks.reading.refusal import LARGEST_TABLE

_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)  # those that Excel itself keeps


def sheets(data: bytes) -> list[dict[str, Any]]:
    """Each worksheet: ``name``; ``hidden`` or else ``size``; ``rows`` of texts and ``merges`` unless it is too large."""
    import python_calamine as calamine

    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    found: list[dict[str, Any]] = []
    for about in book.sheets_metadata:
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        if about.visible != calamine.SheetVisibleEnum.Visible:
            found.append({"name": about.name, "hidden": True})
            continue
        sheet = book.get_sheet_by_name(about.name)
        size = (sheet.total_height + 1, sheet.total_width + 1)  # the library says the last index
        taken: dict[str, Any] = {"name": about.name, "hidden": False, "size": size}
        if size[0] * size[1] <= LARGEST_TABLE:
            taken["rows"] = [[shown(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
            taken["merges"] = sheet.merged_cell_ranges or []
        found.append(taken)
    return found


def shown(value: object) -> str:
    """A value as text: numbers with the digits that Excel keeps, days as 2022-12-31."""
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


def main() -> None:
    """Read standard input; write ``{"sheets": …}``, ``{"locked": true}`` or ``{"damaged": "why"}``."""
    import python_calamine as calamine

    try:
        answer: dict[str, Any] = {"sheets": sheets(sys.stdin.buffer.read())}
    except calamine.PasswordError:
        answer = {"locked": True}
    except (calamine.CalamineError, OSError, ValueError) as error:
        answer = {"damaged": str(error)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
