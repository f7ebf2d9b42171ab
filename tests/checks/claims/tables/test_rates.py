"""Rate and difference columns: which columns make them is read from the numbers, and what they do not make is a fault."""

from __future__ import annotations

import pytest

from oneruler.base.document import Merged
from oneruler.checks.claims.tables import rates
from tests.checks.telling import Rows, Told, grid, judged, raised


def found(rows: Rows) -> list[Told]:
    return judged(list(rates.find(grid(rows))))


def done(*stated: str) -> Rows:
    counts = [("甲村", "40", "30"), ("乙村", "50", "45"), ("丙村", "20", "12")]
    rows = [[*row, rate] for row, rate in zip(counts, stated, strict=True)]
    return [["村", "计划（户）", "完成（户）", "完成率"], *rows]


@pytest.mark.parametrize(
    ("stated", "verdicts"),
    [
        (("75%", "90%", "60%"), ["ok", "ok", "ok"]),
        (("75%", "90%", "70%"), ["ok", "ok", "error"]),
        (("75%", "90%", "—"), ["ok", "ok"]),
    ],
)
def test_the_pair_that_makes_most_rows_makes_them_all(stated: tuple[str, ...], verdicts: list[str]) -> None:
    assert [told[3] for told in found(done(*stated))] == verdicts


def test_a_column_that_no_pair_makes_is_judged_by_its_headers() -> None:
    rows = [["村", "计划数", "完成数", "完成率"], ["甲村", "40", "30", "85%"]]
    assert [told[1:] for told in found(rows)] == [("85%", "75", "error")]
    assert found([["村", "户数", "人数", "满意率"], ["甲村", "40", "30", "85%"]]) == []


def test_differences_and_rates_of_change() -> None:
    rows = [
        ["项目", "2032年", "2033年", "增减额", "增减率"],
        ["甲", "40.0", "50.0", "10.0", "25%"],
        ["乙", "50.0", "40.0", "-10.0", "-20%"],
        ["丙", "20.0", "30.0", "15.0", "55%"],
    ]
    told = found(rows)
    assert [one[1:] for one in told if one[0] == "difference"] == [
        ("10.0", "10", "ok"), ("-10.0", "-10", "ok"), ("15.0", "10", "error"),
    ]  # fmt: skip
    assert [one[1:] for one in told if one[0] == "growth"] == [
        ("25%", "25", "ok"), ("-20%", "-20", "ok"), ("55%", "50", "error"),
    ]  # fmt: skip


def test_shares_of_the_total() -> None:
    rows = [
        ["片区", "补偿款", "占比"],
        ["甲", "30", "37.5%"],
        ["乙", "40", "50%"],
        ["丙", "10", "22.5%"],
        ["合计", "80", "100%"],
    ]
    assert [(told[0], told[1], told[3]) for told in found(rows)] == [
        ("share", "37.5%", "ok"), ("share", "50%", "ok"), ("share", "22.5%", "error"), ("share", "100%", "ok"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        [["村", "户数"], ["甲村", "40"]],
        [["村", "甲", "率"], ["甲村", "", "75%"], ["乙村", "", "80%"]],
        [[Merged("签约率", columns=2), None], ["75%", "80%"]],
    ],
    ids=["no rate", "nothing beside it", "only rates"],
)
def test_no_claims(rows: Rows) -> None:
    assert found(rows) == []


def test_a_rate_that_is_what_is_left() -> None:
    assert raised(done("75%", "90%", "40%")) == [("ARI-EXECUTION", "error", "complement")]
