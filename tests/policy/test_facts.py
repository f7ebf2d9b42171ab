"""Facts are taken as written, typed and bounded, or every problem is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from oneruler.policy.facts import Facts, read_facts, read_unfinished
from oneruler.policy.faults import FactsError
from oneruler.policy.language.units import Unit
from oneruler.policy.model import Policy
from tests.policy.packs import FIELDS, HEADING, TABLES, facts, item, pack, raw

BIG = "    大数: {类型: 数, 单位: 无, 小数: 8, 最小: -999999999999999, 最大: 999999999999999, 可空: 是}\n"


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    """The document of the helper, with one very wide field more."""
    return pack(tmp_path, item("补", "100"), fields=FIELDS.replace("    户主:", f"{BIG}    户主:"))


def problems(policy: Policy, **objects: object) -> tuple[str, ...]:
    """What is wrong with some facts."""
    with pytest.raises(FactsError) as caught:
        facts(policy, **objects)  # type: ignore[arg-type]  # wrong on purpose
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("面积", "120.5", "120.50"), ("面积", "120.50 ㎡", "120.50"), ("面积", "120.50㎡", "120.50"),
        ("面积", "120.50 平方米", "120.50"), ("面积", "1,200.50", "1200.50"), ("面积", "0", "0.00"), ("面积", "100000", "100000.00"),
        ("面积", " 7 ", "7.00"), ("面积", "１２.5", "12.50"), ("面积", "7.000", "7.00"), ("余额", "-0.0001", "-0.0001"), ("余额", "-1000000", "-1000000.0000"),
        ("比例", "85%", "0.8500"), ("比例", "85 ％", "0.8500"), ("比例", "0.85", "0.8500"), ("比例", "-12.34%", "-0.1234"),
        ("亩数", "1.2345亩", "1.2345"), ("大数", "999999999999999", "999999999999999.00000000"),
        ("大数", "-123456789012345.12345678", "-123456789012345.12345678"),
    ],
)  # fmt: skip
def test_a_number_is_read_exactly(policy: Policy, name: str, text: str, value: str) -> None:
    found = facts(policy, 户={name: text}).root.values[name]
    assert isinstance(found, Decimal)
    assert str(found) == value


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("面积", "120.505", "最多 2 位小数，现为 120.505"), ("面积", "-0.01", "应在 0 与 100000 之间，现为 -0.01"),
        ("面积", "100000.01", "应在 0 与 100000 之间，现为 100000.01"), ("面积", "十二", "应是数字，现为“十二”"),
        ("面积", "12亩", "单位应是 ㎡，现为 亩"), ("面积", "12%", "单位应是 ㎡，现为 %"), ("面积", "1e3", "单位应形如“元/㎡”“元/户·月”，现为“e3”。"), ("面积", "৪", "应是数字，现为“৪”"),
        ("面积", "1,20", "应是数字，现为“1,20”"), ("面积", "12.", "应是数字，现为“12.”"), ("面积", ".5", "应是数字，现为“.5”"),
        ("面积", "+5", "应是数字，现为“+5”"), ("面积", "--5", "应是数字，现为“--5”"), ("面积", "NaN", "应是数字，现为“NaN”"),
        ("面积", "١٢", "应是数字，现为“١٢”"), ("面积", "12+3", "单位应形如“元/㎡”“元/户·月”，现为“+3”。"),
        ("面积", "123456789012345678901234", "应在 0 与 100000 之间，现为 123456789012345678901234"),
        ("大数", "123456789012345678901234.123456789012", "最多 8 位小数，现为 123456789012345678901234.123456789012"),
        ("大数", "123456789012345678901234.12345678", "应在 -999999999999999 与 999999999999999 之间，现为 123456789012345678901234.12345678"),
        ("大数", "999999999999999.00000001", "应在 -999999999999999 与 999999999999999 之间，现为 999999999999999.00000001"),
        ("大数", "1" * 25, f"应是数字，现为“{'1' * 25}”"), ("比例", "12.345%", "最多 4 位小数，现为 12.345%"),
        ("等级", "丁", "没有“丁”这个选项。可选：甲、乙、丙"), ("等级", "甲级", "没有“甲级”这个选项。是不是“甲”？"),
        ("低保", "有", "应填“是”或“否”，现为“有”"), ("低保", "true", "应填“是”或“否”，现为“true”"),
        ("签约日", "2025-02-29", "应是日期，如 2025-07-01，现为“2025-02-29”"), ("签约日", "2025年6月", "应是日期，如 2025-07-01，现为“2025年6月”"),
        ("签约日", "昨天", "应是日期，如 2025-07-01，现为“昨天”"),
    ],
)  # fmt: skip
def test_what_a_field_does_not_take(policy: Policy, name: str, text: str, words: str) -> None:
    assert problems(policy, 户={name: text}) == (f"户“A”：“{name}”{words}",)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("低保", "是", True), ("低保", "否", False), ("等级", "甲", "甲"), ("户主", "示例甲", "示例甲"),
        ("签约日", "2025-06-15", date(2025, 6, 15)), ("签约日", "2025年6月15日", date(2025, 6, 15)), ("签约日", "", None),
        ("面积", "  ", None), ("户主", "", None),
    ],
)  # fmt: skip
def test_other_facts(policy: Policy, name: str, text: str, value: object) -> None:
    assert facts(policy, 户={name: text}).root.values[name] == value


@pytest.mark.parametrize(
    ("heading", "text", "words"),
    [
        ("面积（㎡）", "12", ""), ("面积(平方米)", "12", ""), ("面积（亩）", "12", "单位应是 ㎡，现为 亩"),
        ("面积（万㎡）", "12", "单位应是 ㎡，现为 万㎡"), ("面积（亩）", "12 ㎡", ""), ("面积（㎡）", "12 亩", "单位应是 ㎡，现为 亩"),
    ],
)  # fmt: skip
def test_the_unit_in_a_heading_is_held_against_the_field(policy: Policy, heading: str, text: str, words: str) -> None:
    if words:
        assert problems(policy, 户={heading: text}) == (f"户“A”：“面积”{words}",)
    else:
        assert facts(policy, 户={heading: text}).root.values["面积"] == 12


def test_a_heading_in_per_cent_makes_ratios(policy: Policy) -> None:
    assert facts(policy, 户={"比例（%）": "85"}).root.values["比例"] == Decimal("0.85")


@pytest.mark.parametrize(
    ("row", "unit"),
    [
        ({"数量": "12.5 m³"}, "m³"), ({"数量": "12.5", "单位": "立方米"}, "m³"), ({"数量（m³）": "12.5"}, "m³"),
        ({"数量": "12.5 ㎡", "单位": "m³"}, "㎡"),
    ],
)  # fmt: skip
def test_a_quantity_states_its_unit(policy: Policy, row: dict[str, str], unit: str) -> None:
    (record,) = facts(policy, 设施=[{"设施名称": "围墙", **row}]).children["设施"]
    assert record.values["数量"] == Decimal("12.50")
    assert record.stated == {"设施单价": Unit.of(unit)}


def test_a_quantity_without_its_unit_is_refused(policy: Policy) -> None:
    assert problems(policy, 设施=[{"设施名称": "围墙", "数量": "12.5"}]) == (
        "设施“1”：“数量”没有写单位，应与标准表“设施单价”一致，如“12.5 ㎡”",
    )


@pytest.mark.parametrize(("second", "fine"), [("3 m³", True), ("3 立方米", True), ("3 ㎡", False)])
def test_two_quantities_of_one_row_state_one_unit(tmp_path: Path, second: str, fine: bool) -> None:
    more = "    拆除: {类型: 数, 单位: 同 设施单价, 小数: 2, 最小: 0, 最大: 10, 可空: 是}\n"
    policy = pack(tmp_path, item("补", "100"), fields=FIELDS + more)
    rows = [{"设施名称": "围墙", "数量": "12 m³", "拆除": second}]
    if fine:
        assert facts(policy, 设施=rows).children["设施"][0].stated == {"设施单价": Unit.of("m³")}
    else:
        assert problems(policy, 设施=rows) == ("设施“1”：“拆除”单位应与同一对象的另一项相同，是 m³，现为 ㎡",)


def test_all_problems_are_said_each_with_its_object(policy: Policy) -> None:
    found = problems(
        policy, 户={"面积": "很大", "面职": "3"}, 房屋=[{"编号": "主房", "合法面积": "-1"}, {"编号": "主房"}], 设施=[{"数量": "1 ㎡"}],
        房子=[{}],
    )  # fmt: skip
    assert found == (
        "没有“房子”这种对象。是不是“房屋”？",
        "户“A”：没有“面职”这个字段。是不是“面积”？",
        "户“A”：“面积”应是数字，现为“很大”",
        "房屋“主房”：“合法面积”应在 0 与 5000 之间，现为 -1",
        "“房屋”里有 2 个都叫“主房”，请分别命名",
        "设施“1”：“设施名称”没有填",
    )


def test_a_household_is_one(policy: Policy) -> None:
    with pytest.raises(FactsError, match="“户”只能有一个，现有 2 个"):
        read_facts(policy, {**raw(), "户": [{"户号": "A"}, {"户号": "B"}]})


def test_no_more_objects_than_sums_reckon_with(policy: Policy) -> None:
    with pytest.raises(FactsError, match="“人口”有 1001 个，最多 1000 个"):
        facts(policy, 人口=[{} for _ in range(1001)])
    assert len(facts(policy, 人口=[{} for _ in range(1000)]).children["人口"]) == 1000


def test_what_is_not_named_is_called_by_its_number(tmp_path: Path) -> None:
    fields = FIELDS.replace("编号: 文字\n    结构", "编号: {类型: 文字, 可空: 是}\n    结构")
    policy = pack(tmp_path, item("补", "100"), fields=fields)
    found = read_facts(
        policy, {"项目": [{"公告日": "2025-06-01"}], "户": [{"户号": "A"}], "房屋": [{}, {"编号": "偏房"}]}
    )
    assert [str(record) for record in found.children["房屋"]] == ["房屋“1”", "房屋“偏房”"]
    assert [str(record) for record in found.records()] == ["项目“2025-06-01”", "户“A”", "房屋“1”", "房屋“偏房”"]


def test_facts_may_be_read_before_they_are_whole(policy: Policy) -> None:
    found, faults = read_unfinished(policy, {"户": [{"面积": "很大"}], "设施": [{}, {"数量": "1"}]})
    assert isinstance(found, Facts)
    assert found.root.values["面积"] is None
    assert [(one.kind, one.index, one.field, one.words, one.missing) for one in faults] == [
        ("项目", 0, "公告日", "没有填", True), ("户", 0, "户号", "没有填", True), ("户", 0, "面积", "应是数字，现为“很大”", False),
        ("设施", 0, "编号", "没有填", True), ("设施", 0, "设施名称", "没有填", True), ("设施", 0, "数量", "没有填", True),
        ("设施", 1, "编号", "没有填", True), ("设施", 1, "设施名称", "没有填", True),
        ("设施", 1, "数量", "没有写单位，应与标准表“设施单价”一致，如“1 ㎡”", False),
    ]  # fmt: skip


ROOTS = {**HEADING, "主体": "[户, 集体]", "从属": "{房屋: 户, 人口: 户, 设施: 户, 地块: 集体}"}
MORE = FIELDS + "  集体:\n    名称: 文字\n  地块:\n    地号: 文字\n"


def test_of_several_roots_one_is_meant(tmp_path: Path) -> None:
    policy = pack(tmp_path, item("补", "100"), heading=ROOTS, fields=MORE, tables=TABLES)
    shared = {"项目": [{"公告日": "2025-06-01"}]}
    village = read_facts(policy, {**shared, "集体": [{"名称": "示例村"}], "地块": [{"地号": "1"}]})
    assert (village.root.kind, list(village.children)) == ("集体", ["地块"])
    with pytest.raises(FactsError, match="事实里应有主体（户、集体）之一，现为“无”"):
        read_facts(policy, shared)
    with pytest.raises(FactsError, match="事实里应有主体（户、集体）之一，现为“无”"):
        read_facts(policy, {**shared, "户": [{"户号": "A"}], "集体": [{"名称": "示例村"}]})
    named = read_facts(policy, {**shared, "户": [{"户号": "A"}]}, root="户")
    assert named.root.kind == "户"
    with pytest.raises(FactsError, match="没有“地块”这种对象"):
        read_facts(policy, {**shared, "户": [{"户号": "A"}], "地块": [{"地号": "1"}]}, root="户")
