"""What number formats make of values, as Excel shows them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneruler.checks.reading.formats import NumberFormat


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("", "457.05", "457.05"),
        ("", "0.30000000000000004", "0.3"),
        ("", "1E-3", "0.001"),
        ("", "-12", "-12"),
        ("0", "27.5", "28"),
        ("0.00", "27.745", "27.75"),
        ("0.00", "27.744999999999997", "27.75"),
        ("#,##0.00", "1234567.891", "1,234,567.89"),
        ("#,##0", "999", "999"),
        ("0.00%", "0.7302631578947368", "73.03%"),
        ("0%", "1.085", "109%"),
        ("0.##", "2.50", "2.5"),
        ("0.##", "2", "2"),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0", "-"),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-1234.5", "-1,234.50"),
        ('#,##0.00"万元"', "12", "12.00万元"),
        ('"约"0', "12", "12"),
        ("[红色]0.0;[红色]-0.0", "-3.14", "-3.1"),
        ("#,##0,", "1234567", "1,235"),
        ("0.00", "-0.001", "0.00"),
        ("yyyy-mm-dd", "44926", "2022-12-31"),
        ('yyyy"年"m"月"d"日"', "44926", "2022年12月31日"),
        ('yyyy"年"m"月"', "44926", "2022年12月"),
        ("0.00E+00", "12345", "12345"),
        ("0.00", "文字", "文字"),
        ("0.00", "NaN", "NaN"),
        ("0.00%", "1E+999999", "1E+999999"),
        ("yyyy-mm-dd", "1E+999999", "1E+999999"),
        ("yyyy-mm-dd", "99999999999", "99999999999"),
        ("0.00", "1E-999999", "0.00"),
    ],
)
def test_shown_as_on_the_sheet(code: str, value: str, shown: str) -> None:
    assert NumberFormat(code).show(value) == shown


def test_workbooks_that_count_days_from_1904() -> None:
    assert NumberFormat("yyyy-mm-dd", from_1904=True).show("43464") == "2022-12-31"


@settings(deadline=None)
@given(st.decimals(-(10**9), 10**9, places=2))
def test_two_places_lose_nothing_of_fen(amount: object) -> None:
    assert NumberFormat("0.00").show(str(amount)) == str(amount).replace("-0.00", "0.00")
