"""Two versions of one invented document: every way in which something can differ, and nothing where nothing does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from oneruler.policy.comparing import compare, compare_sheets
from oneruler.policy.comparing_rates import Change
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
