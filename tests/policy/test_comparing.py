"""Two versions of one invented document: every way in which something can differ, and nothing where nothing does."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from oneruler.policy.comparing import Change, Comparison, RowChange, compare, compare_sheets
from oneruler.policy.model import Policy
from oneruler.policy.pack.loading import load
from oneruler.policy.pack.shelf import packs, shipped
from tests.policy import packs as made

BASE = (
    made.quantity("合法", "sum(房屋, 合法面积)", 条款="第一条"),
    made.item("房屋补偿", "round(合法面积 * 房屋单价[结构], 2)", "房屋", 条款="第二条"),
    made.item("低保补助", "户 * 户费 if 低保 else 0 * 户 * 户费", 条款="第三条"),
)
ARTICLES = "条文:\n  第一条: 面积以登记为准。\n  第二条: 合法房屋按附件1的单价补偿。\n  第三条: 低保户另给补助。\n  附件1: 标准。\n"


def pack(
    folder: Path,
    *rules: str,
    heading: Mapping[str, str] | None = None,
    tables: Mapping[str, str] | None = None,
    fields: str = made.FIELDS,
    more: str = ARTICLES,
) -> Policy:
    written, sheets = {**made.HEADING, **(heading or {})}, {**made.TABLES, **(tables or {})}
    return made.pack(folder, *(rules or BASE), heading=written, tables=sheets, fields=fields, more=more)


def other(
    folder: Path,
    *rules: str,
    tables: Mapping[str, str] | None = None,
    fields: str = made.FIELDS,
    more: str = ARTICLES,
) -> Policy:
    """The later document, with a number of its own."""
    heading = {"文号": "试验县〔2026〕9号", "接替": made.SOURCE}
    return pack(folder, *rules, heading=heading, tables=tables, fields=fields, more=more)


def rows(comparison: Comparison, table: str) -> tuple[RowChange, ...]:
    return next(one for one in comparison.tables if one.name == table).rows


@pytest.mark.parametrize("folder", packs(shipped()), ids=lambda folder: folder.name)
def test_a_pack_is_the_same_as_itself(folder: Path) -> None:
    comparison = compare(load(folder), load(folder))
    assert comparison.same
    assert comparison.heading == ()
    assert all(row.change is Change.SAME for table in comparison.tables for row in table.rows)


def test_what_is_added_one_way_is_gone_the_other() -> None:
    old, new = load(shipped() / "yunxi-2021"), load(shipped() / "yunxi-2025")
    there, back = compare(old, new), compare(new, old)
    for one, reverse in ((there, back), (back, there)):
        for name in ("tables", "rules", "fields", "articles"):
            gone = sum(part.change is Change.GONE for part in getattr(one, name))
            assert gone == sum(part.change is Change.ADDED for part in getattr(reverse, name)), name


def test_the_heading_says_only_what_differs(tmp_path: Path) -> None:
    comparison = compare(pack(tmp_path / "a"), other(tmp_path / "b"))
    assert [(one.name, one.old, one.new) for one in comparison.heading] == [
        ("文号", made.SOURCE, "试验县〔2026〕9号"),
        ("接替", "没有写", made.SOURCE),
    ]


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


def test_a_rule_differs_by_its_words_and_not_by_the_number_of_its_article(tmp_path: Path) -> None:
    rules = (
        made.quantity("合法", "sum(房屋, 合法面积)", 条款="第三条"),
        made.item("房屋补偿", "round(合法面积 * 房屋单价[结构] * 1.1, 2)", "房屋", 条款="第二条", 适用="合法面积 > 0"),
        made.must("签约齐备", "known(签约日)", "没有签约"),
    )
    comparison = compare(pack(tmp_path / "a"), other(tmp_path / "b", *rules))
    found = {rule.name: rule for rule in comparison.rules}
    assert (found["合法"].change, found["合法"].old_article, found["合法"].new_article) == (
        Change.SAME,
        "第一条",
        "第三条",
    )
    assert found["签约齐备"].change is Change.ADDED
    assert found["低保补助"].change is Change.GONE
    parts = {part.name: (part.old, part.new) for part in found["房屋补偿"].parts}
    assert set(parts) == {"给多少", "什么情况下给"}
    assert parts["什么情况下给"] == ("", "合法面积 > 0")


def test_articles_meet_by_what_they_say(tmp_path: Path) -> None:
    moved = "条文:\n  第一条: 新写的总则。\n  第二条: 面积以登记为准，没有登记的以认定为准。\n  第三条: 合法房屋按附件1的单价补偿。\n  附件1: 标准。\n"
    rules = tuple(rule.replace("第三条", "第二条") for rule in BASE)
    comparison = compare(pack(tmp_path / "a"), other(tmp_path / "b", *rules, more=moved))
    found = [(one.change, one.old, one.new) for one in comparison.articles]
    assert found == [
        (Change.ADDED, "", "第一条"),
        (Change.CHANGED, "第一条", "第二条"),
        (Change.SAME, "第二条", "第三条"),
        (Change.SAME, "附件1", "附件1"),
        (Change.GONE, "第三条", ""),
    ]


def test_fields_differ_by_kind_bounds_and_choices(tmp_path: Path) -> None:
    fields = made.FIELDS.replace("最小: 0, 最大: 5000", "最小: 0, 最大: 800").replace(
        "    期末: {类型: 日期, 可空: 是}\n", ""
    )
    comparison = compare(
        pack(tmp_path / "a"), other(tmp_path / "b", fields=fields + "    备注: {类型: 文字, 可空: 是}\n")
    )
    found = {(one.owner, one.name): one for one in comparison.fields if one.change is not Change.SAME}
    assert {key: one.change for key, one in found.items()} == {
        ("项目", "期末"): Change.GONE,
        ("房屋", "合法面积"): Change.CHANGED,
        ("设施", "备注"): Change.ADDED,
    }
    assert "0 到 5,000" in found["房屋", "合法面积"].old
    assert "0 到 800" in found["房屋", "合法面积"].new


def test_one_household_under_both(tmp_path: Path) -> None:
    dearer = made.table("结构,单位,单价", "砖混,元/㎡,1000", "土木,元/㎡,500", "钢,元/㎡,")
    rules = (BASE[0], BASE[1], made.item("搬家费", "户 * 户费"))
    old = pack(tmp_path / "a")
    new = other(tmp_path / "b", *rules, tables={"房屋单价": dearer})
    household = {
        "户": {"低保": "是"},
        "房屋": [{"编号": "主房", "结构": "砖混", "合法面积": "10"}, {"编号": "偏房", "结构": "土木", "合法面积": "2"}],
    }
    changes = compare_sheets(made.sheet(old, **household), made.sheet(new, **household))  # type: ignore[arg-type]
    found = {one.name: one for one in changes}
    house = found["房屋补偿"]
    assert (house.change, house.old, house.new, house.difference) == (Change.CHANGED, 1_000_000, 1_100_000, 100_000)
    assert [(part.name, part.change, part.difference) for part in house.parts] == [
        ("主房", Change.CHANGED, 100_000),
        ("偏房", Change.SAME, 0),
    ]
    assert (found["搬家费"].change, found["搬家费"].old, found["搬家费"].new) == (Change.ADDED, None, 100_000)
    assert (found["低保补助"].change, found["低保补助"].difference) == (Change.GONE, -100_000)
    assert found["搬家费"].parts == ()


def test_the_differences_add_up_to_the_difference_of_the_totals() -> None:
    from oneruler.policy.cases.running import run_cases

    sheets = [one.sheet for one in run_cases(load(shipped() / "yunxi-2025")).results if one.sheet is not None]
    assert len(sheets) > 10
    for one, next_one in zip(sheets, sheets[1:], strict=False):
        changes = compare_sheets(one, next_one)
        assert sum(change.difference for change in changes) == next_one.total - one.total
        for change in changes:
            assert not change.parts or sum(part.difference for part in change.parts) == change.difference
