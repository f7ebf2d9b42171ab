"""Rows of two versions: which meet, what they differ by, and where no difference can be said."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from oneruler.policy.comparing import Comparison, compare
from oneruler.policy.comparing_rates import Change, RowChange
from tests.policy import packs as made
from tests.policy.test_comparing import other, pack


def rows(comparison: Comparison, table: str) -> tuple[RowChange, ...]:
    return next(one for one in comparison.tables if one.name == table).rows


def test_a_price_that_changed_comes_with_its_difference(tmp_path: Path) -> None:
    dearer = made.table("树种,胸径≥,胸径<,单位,单价", "杉,,5,元/株,12.5", "杉,5,10,元/株,20", "柏,0,10,元/株,9")
    comparison = compare(pack(tmp_path / "a"), other(tmp_path / "b", tables={"树木单价": dearer}))
    found = {row.keys: row for row in rows(comparison, "树木单价")}
    changed = found["树种=杉、胸径<5"]
    assert (changed.change, changed.difference, changed.percent) == (Change.CHANGED, Decimal("2.5"), Decimal("25.0"))
    assert found["树种=杉、5≤胸径<10"].change is Change.SAME
    assert found["树种=柏、0≤胸径<10"].change is Change.ADDED
    assert found["树种=松、0≤胸径<10"].change is Change.GONE
    assert found["树种=松、0≤胸径<10"].difference is None


def test_prices_in_other_units_or_not_found_have_no_difference(tmp_path: Path) -> None:
    changed = {
        "设施单价": made.table("设施名称,单位,单价", "围墙,元/㎡,30", "水井,元/口,3000", "晒坪,元/㎡,45.5"),
        "房屋单价": made.table("结构,单位,单价", "砖混,元/㎡,900", "土木,元/㎡,", "钢,元/㎡,700"),
    }
    comparison = compare(pack(tmp_path / "a"), other(tmp_path / "b", tables=changed))
    wall = next(row for row in rows(comparison, "设施单价") if row.keys == "设施名称=围墙")
    assert (wall.change, wall.difference, wall.percent) == (Change.CHANGED, None, None)
    for row in rows(comparison, "房屋单价"):
        if row.keys in {"结构=土木", "结构=钢"}:
            assert (row.change, row.difference) == (Change.CHANGED, None)


def test_from_nothing_there_is_no_percentage(tmp_path: Path) -> None:
    free = made.table("单位,数值", "㎡/人,0")
    comparison = compare(pack(tmp_path / "a", tables={"人均": free}), other(tmp_path / "b"))
    (row,) = rows(comparison, "人均")
    assert (row.difference, row.percent) == (Decimal(30), None)


def test_rows_of_one_key_meet_by_their_first_day_else_the_last_meets_the_next(tmp_path: Path) -> None:
    later = made.table("单位,单价", "元/户,1300,2026-07-01,2026-12-31", "元/户,1400,2027-01-01")
    comparison = compare(pack(tmp_path / "a"), other(tmp_path / "b", tables={"户费": later}))
    found = [(row.old and row.old.value, row.new and row.new.value) for row in rows(comparison, "户费")]
    assert found == [(Decimal(1000), None), (Decimal(1200), Decimal(1300)), (None, Decimal(1400))]
    kept = made.table("单位,单价", "元/户,1000,2025-01-01,2025-06-30", "元/户,1250,2025-07-01")
    comparison = compare(pack(tmp_path / "c"), other(tmp_path / "d", tables={"户费": kept}))
    found = [(row.old and row.old.value, row.new and row.new.value) for row in rows(comparison, "户费")]
    assert found == [(Decimal(1000), Decimal(1000)), (Decimal(1200), Decimal(1250))]


def test_two_states_of_one_document_differ_by_days_too_but_two_documents_do_not(tmp_path: Path) -> None:
    ended = made.table("单位,数值", "㎡/人,30,2025-01-01,2026-01-01")
    assert (
        rows(compare(pack(tmp_path / "a"), pack(tmp_path / "b", tables={"人均": ended})), "人均")[0].change
        is Change.CHANGED
    )
    assert (
        rows(compare(pack(tmp_path / "c"), other(tmp_path / "d", tables={"人均": ended})), "人均")[0].change
        is Change.SAME
    )


def test_other_keys_of_a_table_are_said(tmp_path: Path) -> None:
    keyed = made.table("人数≥,人数<,单位,数值", "0,3,㎡/人,35", "3,,㎡/人,30")
    comparison = compare(pack(tmp_path / "a"), other(tmp_path / "b", tables={"人均": keyed}))
    table = next(one for one in comparison.tables if one.name == "人均")
    assert table.columns == "原来只有一个数，现在按人数分段"
    assert (table.count(Change.ADDED), table.count(Change.GONE), table.count(Change.CHANGED)) == (2, 1, 0)
