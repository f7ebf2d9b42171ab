"""Programs: exact, lazy where the language is, and never nought where something is missing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from oneruler.policy.faults import Place
from oneruler.policy.language.reading import read
from oneruler.policy.model import Expression
from oneruler.policy.scalar.programs import compile_expression, compile_quantities
from oneruler.policy.scalar.traces import NOT_ASKED, Frame, Run, Traced, Unanswerable, exactly
from tests.policy.packs import (
    asked,
    day,
    facts,
    item,
    must,
    pack,
    quantity,
    rates,
    refusal,
    refused,
    scope,
    sheet,
    worth,
)


@pytest.mark.parametrize(
    ("text", "household", "value"),
    [
        ("面积 + 0.1 + 0.2", {"面积": "0.3"}, "0.60"),
        ("余额 * 余额 * 余额", {"余额": "-0.0001"}, "-0.000000000001"),
        ("余额 - 1000000", {"余额": "-999999.9999"}, "-1999999.9999"),
        ("-余额", {"余额": "-3"}, "3"),
        ("-余额", {"余额": "0"}, "0"),
        ("比例 * 0.1 * 0.1 * 0.1 * 0.1 * 0.1", {"比例": "0.0001"}, "0.000000001"),
        ("余额 * 999999999999999999", {"余额": "123456.8912"}, "123456891199999999876543.1088"),
        ("余额 * 余额 * 余额 * 余额", {"余额": "999999.9999"}, "999999999600000000059999.9999960000000001"),
        ("round(余额 * 余额 * 余额 * 余额, 2)", {"余额": "999999.9999"}, "999999999600000000060000.00"),
        ("round(-余额 * 余额 * 余额 * 余额, 8)", {"余额": "999999.9999"}, "-999999999600000000059999.99999600"),
    ],
)
def test_nothing_is_rounded_unless_a_rule_says_so(
    tmp_path: Path, text: str, household: dict[str, str], value: str
) -> None:
    assert worth(tmp_path, text, 户=household) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "household", "value"),
    [
        ("面积 > 10", {"面积": "10"}, False),
        ("面积 >= 10", {"面积": "10.00"}, True),
        ("面积 == 10", {"面积": "10.00"}, True),
        ("面积 != 10", {"面积": "10.01"}, True),
        ("面积 < 10", {"面积": "9.99"}, True),
        ("面积 <= 10", {"面积": "10.01"}, False),
        ("10 <= 面积 < 20", {"面积": "10"}, True),
        ("10 <= 面积 < 20", {"面积": "20"}, False),
        ("10 < 面积 < 20", {"面积": "10"}, False),
        ("签约日 <= 公告日", {"签约日": "2025-06-01"}, True),
        ("签约日 < 公告日", {"签约日": "2025-06-01"}, False),
        ("签约日 > 公告日", {"签约日": "2025-06-02"}, True),
        ('等级 == "甲"', {"等级": "甲"}, True),
        ('等级 != "甲"', {"等级": "甲"}, False),
        ('等级 in ["甲", "乙"]', {"等级": "丙"}, False),
        ('等级 not in ["甲", "乙"]', {"等级": "丙"}, True),
        ("低保 and 面积 > 1", {"低保": "是", "面积": "2"}, True),
        ("低保 and 面积 > 1 and 面积 > 3", {"低保": "是", "面积": "2"}, False),
        ("低保 or 面积 > 3 or 面积 > 1", {"低保": "否", "面积": "2"}, True),
        ("not 低保", {"低保": "否"}, True),
        ("低保 == (面积 > 3)", {"低保": "否", "面积": "2"}, True),
    ],
)
def test_conditions(tmp_path: Path, text: str, household: dict[str, str], value: bool) -> None:
    assert worth(tmp_path, text, 户=household) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 if 低保 else 面积", 1),
        ("面积 if not 低保 else 2", 2),
        ("(1 if 低保 else 面积) * 3", 3),
        ("1 if 低保 or 面积 > 3 else 2", 1),
        ("1 if not 低保 and 面积 > 3 else 2", 2),
        ("1 if known(面积) and 面积 > 3 else 2", 2),
        ("1 if 2 < 1 < 面积 else 2", 2),
    ],
)
def test_what_is_not_needed_may_be_missing(tmp_path: Path, text: str, value: int) -> None:
    assert worth(tmp_path, text, 户={"低保": "是"}) == value


@pytest.mark.parametrize(
    "text",
    [
        "max(面积, 500)", "max(500, 面积)", "min(面积, 0)", "面积 * 0", "0 * 面积", "面积 if 低保 else 0", "(面积 > 3) == 低保",
        "低保 and 面积 > 3", "not 低保 or 面积 > 3", "1 if 面积 > 3 else 1", "round(面积, 0)", "tiers(面积, 阶梯)",
        "sum(房屋, 面积)", "count(房屋, 面积 > 3)", '树木单价["杉", 面积]',
    ],
)  # fmt: skip
def test_an_unknown_fact_is_never_nought(tmp_path: Path, text: str) -> None:
    why = refused(tmp_path, text, 户={"低保": "是"}, 房屋=[{}])
    assert why == "户“A”的“面积”还没有填，计算要用到它"


@pytest.mark.parametrize(
    ("text", "on", "words"),
    [
        ('max(房屋单价["砖混"], 500)', "2025-06-01", ""),
        ('max(asof(房屋单价["砖混"], 签约日), 500)', "2024-12-31", "标准表“房屋单价”中 结构=砖混 在 2024-12-31 没有有效的单价，最早从 2025-01-01 起"),
        ("max(asof(户费, 签约日), 500)", "2026-06-30", ""),
        ("max(asof(户费, 签约日), 500)", "2026-07-01", "标准表“户费” 在 2026-07-01 没有有效的单价"),
        ('max(房屋单价["钢"], 500)', "2025-06-01", "标准表“房屋单价”中 结构=钢 的单价还没有找到（tables/房屋单价.csv:5，附件1，试验县〔2025〕1号），补上以后才能计算"),
        ('max(树木单价["松", 12], 500)', "2025-06-01", "标准表“树木单价”中没有 树种=松、胸径=12 这一行（2025-06-01 计算）"),
    ],
)  # fmt: skip
def test_a_missing_price_never_gives_the_floor(tmp_path: Path, text: str, on: str, words: str) -> None:
    if not words:
        assert worth(tmp_path, text, 户={"签约日": on}) in {900, 1200}
        return
    assert refused(tmp_path, text, 户={"签约日": on}) == f"户“A”：{words}"


def test_the_holder_of_a_missing_row_is_named(tmp_path: Path) -> None:
    why = refused(
        tmp_path,
        "合法面积 * 房屋单价[结构]",
        "房屋",
        房屋=[{"编号": "主房", "结构": "砖混", "合法面积": "1"}, {"编号": "偏房", "结构": "钢", "合法面积": "1"}],
    )
    assert why.startswith("房屋“偏房”：标准表“房屋单价”中 结构=钢 的单价还没有找到")
    assert "主房" not in why


@pytest.mark.parametrize(
    ("owner", "text", "values"),
    [
        ("户", "面积 + 0", ["100"]),
        ("房屋", "合法面积 + 面积", ["110", "120"]),
        ("房屋", "推出 + 合法面积", ["210", "220"]),
        ("户", "推出", ["200"]),
        ("房屋", "sum(房屋, 合法面积) - 合法面积", ["20", "10"]),
        ("户", "sum(房屋, 自推)", ["60"]),
        ("房屋", "days(公告日, 期末)", ["9", "9"]),
    ],
)
def test_names_are_found_at_their_holders(tmp_path: Path, owner: str, text: str, values: list[str]) -> None:
    rules = [quantity("推出", "面积 * 2"), quantity("自推", "合法面积 * 2", "房屋")]
    policy = pack(tmp_path, *rules, quantity("所求", text, owner), must("用到", "所求 == 所求", "不相等", owner))
    made = sheet(policy, 项目={"期末": "2025-06-10"}, 户={"面积": "100"}, 房屋=[{"合法面积": "10"}, {"合法面积": "20"}])
    found = [one.traced.value for one in made.quantities if one.quantity.name == "所求"]
    assert found == [Decimal(value) for value in values]


def test_a_quantity_is_worked_out_once_for_an_object(tmp_path: Path) -> None:
    policy = pack(tmp_path, quantity("推出", "面积 * 2"), quantity("再推", "推出 + 推出 * 2"))
    programs = compile_quantities(policy.quantities, policy.tables)
    assert list(programs) == [("户", "推出"), ("户", "再推")]
    run = Run(day("2025-06-01"), quantities=programs)
    run.root = Frame(facts(policy, 户={"面积": "10"}).root, run)
    with exactly():
        traced = programs["户", "再推"].run(run.root)
    assert traced.value == 60
    inner = [slot for slot in traced.slots if isinstance(slot, Traced)]
    assert len(inner) == 2
    assert inner[0] is inner[1] is run.root.derived["推出"]


def test_the_middle_of_a_chain_is_worked_out_whichever_part_fails(tmp_path: Path) -> None:
    (traced,) = asked(tmp_path, 'date("2025-06-10") <= 签约日 <= date("2025-06-20")', 户={"签约日": "2025-06-01"})
    assert day("2025-06-01") in traced.slots
    assert traced.slots.count(NOT_ASKED) == 2  # the last day and the second comparison


@pytest.mark.parametrize(
    ("text", "asked_for"),
    [
        ("1 if 低保 else 2", [True, 1, NOT_ASKED, 1]),
        ("低保 or 面积 > 3", [True, NOT_ASKED, NOT_ASKED, NOT_ASKED, True]),
        ("not 低保 and 面积 > 3", [True, False, NOT_ASKED, NOT_ASKED, NOT_ASKED, False]),
    ],
)
def test_every_part_leaves_its_slot(tmp_path: Path, text: str, asked_for: list[object]) -> None:
    (traced,) = asked(tmp_path, text, 户={"低保": "是", "面积": "1"})
    assert traced.slots == asked_for
    assert len(traced.program.nodes) == len(traced.slots)


def test_a_program_stands_alone() -> None:
    text = "面积 * 人均"
    program = compile_expression(Expression(text, read(text, scope()), Place()), "户", {"人均": rates("人均")})
    assert [type(node).__name__ for node in program.nodes] == ["Fact", "Lookup", "Arithmetic"]
    assert [program.index[id(node)] for node in program.nodes] == [0, 1, 2]
    assert program.bodies == {}


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ("12 m³", ""), ("12 立方米", ""), ("12 ㎡", "数量的单位是 ㎡，标准表“设施单价”中 设施名称=围墙 按 元/m³ 计价"),
        ("12 亩", "数量的单位是 亩，标准表“设施单价”中 设施名称=围墙 按 元/m³ 计价"),
    ],
)  # fmt: skip
def test_the_stated_unit_is_held_against_the_row(tmp_path: Path, stated: str, words: str) -> None:
    rule = item("设施补偿", "round(数量 * 设施单价[设施名称], 2)", "设施")
    policy = pack(tmp_path, rule)
    owned = [{"设施名称": "围墙", "数量": stated}]
    if words:
        (why,) = refusal(policy, 设施=owned)
        assert why.startswith(f"设施“1”：{words}")
    else:
        assert sheet(policy, 设施=owned).total == 144000


def test_what_cannot_be_said_is_raised_by_the_program(tmp_path: Path) -> None:
    policy = pack(tmp_path, quantity("推出", "面积 * 2"))
    (program,) = compile_quantities(policy.quantities, policy.tables).values()
    run = Run(day("2025-06-01"))
    run.root = Frame(facts(policy).root, run)
    with exactly(), pytest.raises(Unanswerable, match="户“A”的“面积”还没有填，计算要用到它"):
        program.run(run.root)
