"""Values of old workbooks as text."""

import datetime
import io

import pytest
import xlwt

from oneruler.checks.reading.xls_cells import sheets, shown


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("拨款", "拨款"), (True, "TRUE"), (False, "FALSE"), (9, "9"), (457.05, "457.05"), (0.1 + 0.2, "0.3"), (38.0, "38"),
        (100.0, "100"), (1e300, "1E+300"), (datetime.date(2022, 12, 31), "2022-12-31"), ("", ""),
        (datetime.datetime(2022, 12, 31, 8), "2022-12-31"),  # noqa: DTZ001 – a sheet knows no time zone
    ],
)  # fmt: skip
def test_values_as_text(value: object, words: str) -> None:
    assert shown(value) == words


def test_a_sheet_too_large_is_named_but_not_unfolded() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("远")
    sheet.write(0, 0, 1)
    sheet.write(60000, 200, 2)
    buffer = io.BytesIO()
    book.save(buffer)
    assert sheets(buffer.getvalue()) == [{"name": "远", "hidden": False, "size": (60001, 201)}]
