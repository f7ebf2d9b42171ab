"""A measure over plain rows: the same pair gives the value, the rows and the digest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from oneruler.base.figures import Unit
from oneruler.base.measuring import Counted, DeclaredMeasure, DeclaredRate, MeasureError, Measures, Parameters, Rows

DAY = date(2025, 12, 31)


@dataclass
class Table:
    """Rows that answer as a queryset does."""

    rows: list[dict[str, Any]]

    def order_by(self, *fields: str) -> Table:
        return Table(sorted(self.rows, key=lambda row: [row[field] for field in fields]))

    def values_list(self, *fields: str) -> Iterable[tuple[Any, ...]]:
        return [tuple(row[field] for field in fields) for row in self.rows]


PAYMENTS: list[dict[str, Any]] = [
    {"pk": 2, "project": "A", "fen": 150, "area_e4": 12_345, "day": date(2025, 3, 1)},
    {"pk": 1, "project": "A", "fen": 100, "area_e4": 5, "day": date(2025, 2, 1)},
    {"pk": 3, "project": "B", "fen": 7, "area_e4": 1, "day": date(2026, 1, 1)},
]


def _until(of: Parameters, as_of: date) -> Rows:
    return Table(
        [row for row in PAYMENTS if row["day"] <= as_of and of.get("project", row["project"]) == row["project"]]
    )


def _paid(of: Parameters, as_of: date) -> Counted:
    return _until(of, as_of), "fen"


def _payments(of: Parameters, as_of: date) -> Counted:
    return _until(of, as_of), None


def _area(of: Parameters, as_of: date) -> Counted:
    return _until(of, as_of), "area_e4"


PAID = DeclaredMeasure("已付", "已付补偿款", Unit.FEN, _paid, takes=("project",))
COUNT = DeclaredMeasure("笔数", "付款笔数", Unit.PIECES, _payments, takes=("project",))
AREA = DeclaredMeasure("面积", "交地面积", Unit.MU, _area, needs=("project",), scale=4)
NONE = DeclaredMeasure("无", "没有的", Unit.PIECES, lambda of, as_of: (Table([]), None))
MEASURES = Measures([PAID, COUNT, AREA, NONE, DeclaredRate("率", "占有率", COUNT, NONE)])


def test_a_sum_a_count_and_an_area() -> None:
    paid = MEASURES.figure("已付", as_of=DAY, project="A")
    assert (paid.value, paid.rows, paid.printed()) == (250, 2, "2.50")
    assert MEASURES.figure("笔数", as_of=date(2026, 1, 1)).value == 3
    assert MEASURES.figure("面积", as_of=DAY, project="A").value == Decimal("1.2350")


def test_figure_and_rows_are_of_the_same_rows() -> None:
    for project in ("A", "B"):
        figure = MEASURES.figure("已付", as_of=DAY, project=project)
        rows = list(MEASURES.rows("已付", as_of=DAY, project=project).values_list("fen"))
        assert (figure.value, figure.rows) == (sum(fen for (fen,) in rows), len(rows))


def test_the_digest_tells_another_row_of_the_same_value(monkeypatch: pytest.MonkeyPatch) -> None:
    before = MEASURES.figure("笔数", as_of=DAY, project="A").digest
    assert MEASURES.figure("笔数", as_of=DAY, project="A").digest == before
    monkeypatch.setitem(PAYMENTS[0], "pk", 9)
    assert MEASURES.figure("笔数", as_of=DAY, project="A").digest != before


def test_a_rate_is_exact_to_six_places_and_says_where_it_is_undefined() -> None:
    third = DeclaredRate(
        "三分之二",
        "三分之二",
        COUNT,
        DeclaredMeasure("全", "全部", Unit.PIECES, lambda of, as_of: (Table(PAYMENTS), None)),
    )
    figure = Measures([third]).figure("三分之二", as_of=DAY, project="A")
    assert figure.value == Decimal("66.666667")
    assert figure.measure.unit is Unit.PER_CENT
    with pytest.raises(MeasureError, match="没有的为 0"):
        MEASURES.figure("率", as_of=DAY)


@pytest.mark.parametrize(
    ("name", "parameters", "said"),
    [("缺", {}, "没有“缺”这个度量"), ("面积", {}, "缺少 project"), ("已付", {"village": "x"}, "不认识 village")],
)
def test_what_is_not_known_is_said(name: str, parameters: dict[str, str], said: str) -> None:
    with pytest.raises(MeasureError, match=said):
        MEASURES.figure(name, as_of=DAY, **parameters)


def test_a_scope_gives_what_the_measure_knows() -> None:
    scope = {"project": "A", "year": "2025"}
    assert MEASURES.figure_within("已付", as_of=DAY, scope=scope).parameters == {"project": "A"}


def test_a_name_is_declared_once_and_a_column_holds_whole_numbers() -> None:
    with pytest.raises(ValueError, match="声明了两次"):
        Measures([PAID, PAID])
    empty = DeclaredMeasure("坏", "坏", Unit.FEN, lambda of, as_of: (Table([{"pk": 1, "fen": None}]), "fen"))
    with pytest.raises(TypeError, match="not a whole number"):
        Measures([empty]).figure("坏", as_of=DAY)
