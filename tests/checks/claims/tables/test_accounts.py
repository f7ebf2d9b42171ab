"""类 = Σ款 = Σ项 by budget code, in one column, in three, and in two lists side by side."""

from __future__ import annotations

import pytest

from oneruler.checks.claims.tables import accounts
from tests.checks.telling import Rows, grid, judged


def found(rows: Rows) -> list[tuple[str, str, str]]:
    table = grid(rows)
    return [told[1:] for told in judged(list(accounts.find(table, accounts.code_lists(table))))]


def coded(class_: str, part: str, first: str, second: str, total: str = "90.0") -> Rows:
    return [
        ["编码", "科目", "决算数"],
        ["", "合计", total],
        ["212", "城乡社区支出", class_],
        ["21208", "土地出让支出", part],
        ["2120801", "征地补偿", first],
        ["2120802", "土地开发", second],
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(coded("90.0", "90.0", "50.0", "40.0"), ["ok", "ok", "ok"], id="right"),
        pytest.param(coded("90.0", "90.0", "50.0", "40.1"), ["ok", "ok", "rounding"], id="off by one"),
        pytest.param(coded("90.0", "90.0", "50.0", "42.0"), ["ok", "ok", "error"], id="an item wrong"),
        pytest.param(coded("90.0", "92.0", "50.0", "42.0"), ["ok", "error", "ok"], id="a part wrong"),
        pytest.param(coded("90.0", "90.0", "50.0", "40.0", "99.0"), ["error", "ok", "ok"], id="the total wrong"),
        pytest.param(coded("90.0", "90.0", "90.0", ""), ["ok", "ok", "ok"], id="a blank adds nothing"),
        pytest.param(coded("90.0", "90.0", "50.0", "详见附注"), ["ok", "ok"], id="words make no sum"),
    ],
)
def test_one_column_of_codes(rows: Rows, expected: list[str]) -> None:
    assert [verdict for _, _, verdict in found(rows)] == expected


def test_three_columns_of_codes() -> None:
    rows = [
        ["类", "款", "项", "科目", "决算数"],
        ["", "", "", "合计", "90.0"],
        ["212", "", "", "城乡社区支出", "90.0"],
        ["212", "08", "", "土地出让支出", "90.0"],
        ["212", "08", "01", "征地补偿", "50.0"],
        ["212", "08", "02", "土地开发", "45.0"],
    ]
    assert [(value, verdict) for _, value, verdict in found(rows) if verdict != "ok"] == [("95", "error")]


def test_two_lists_side_by_side() -> None:
    rows = [
        ["编码", "科目", "金额", "编码", "科目", "金额"],
        ["301", "工资福利", "50.0", "302", "商品服务", "30.0"],
        ["30101", "工资", "30.0", "30201", "办公", "10.0"],
        ["30102", "津贴", "20.0", "30202", "印刷", "25.0"],
    ]
    assert found(rows) == [("50.0", "50", "ok"), ("30.0", "35", "error")]


def test_a_code_is_never_an_amount() -> None:
    assert accounts.code_lists(grid([["甲", "212"], ["乙", "213"], ["丙", "214"]])) == []
