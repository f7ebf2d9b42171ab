"""What a run leaves: a slot a node, exact arithmetic, and the rows that a value rests on."""

from __future__ import annotations

from decimal import Decimal, DivisionByZero, Inexact, InvalidOperation, getcontext
from pathlib import Path

import pytest

from oneruler.policy.scalar.traces import NOT_ASKED, Banded, Found, Frame, Run, Summed, Traced, exactly, used_rates
from tests.policy.packs import asked, day, facts, item, pack, quantity, sheet


def test_a_rounding_that_no_rule_states_is_trapped() -> None:
    with exactly():
        assert Decimal(10) ** 100 + Decimal("0.1") == Decimal("1" + "0" * 100 + ".1")
        with pytest.raises(Inexact):
            Decimal(1) / Decimal(3)
        with pytest.raises(Inexact):
            Decimal(10) ** 130 + Decimal("0.1")
        with pytest.raises(DivisionByZero):
            Decimal(1) / Decimal(0)
        with pytest.raises(InvalidOperation):
            Decimal("NaN").compare_signal(Decimal(1))
    assert not getcontext().traps[Inexact]


def test_what_was_not_asked_says_so() -> None:
    assert repr(NOT_ASKED) == "NOT_ASKED"


def test_what_each_kind_of_node_leaves(tmp_path: Path) -> None:
    (traced,) = asked(
        tmp_path, 'sum(房屋, 合法面积) * 房屋单价["土木"] + tiers(面积, 阶梯)',
        户={"面积": "60"}, 房屋=[{"合法面积": "10"}, {"合法面积": "0.5"}],
    )  # fmt: skip
    left = {type(node).__name__: slot for node, slot in zip(traced.program.nodes, traced.slots, strict=True)}
    summed, found, banded = left["Aggregate"], left["Lookup"], left["Tiers"]
    assert isinstance(summed, Summed)
    assert summed.value == Decimal("10.5")
    assert [part.value for part in summed.parts] == [10, Decimal("0.5")]
    assert [part.frame.record.label for part in summed.parts] == ["1", "2"]
    assert isinstance(found, Found)
    assert [found.value, *found.rate.keys] == [500, "土木"]
    assert isinstance(banded, Banded)
    assert [banded.value, *(part for _, part in banded.parts)] == [580, 50, 10]
    assert traced.value == Decimal("5830")


def test_the_rows_that_a_value_rests_on(tmp_path: Path) -> None:
    rules = [
        quantity("屋值", "合法面积 * 房屋单价[结构]", "房屋"),
        quantity("总值", "sum(房屋, 屋值)"),
        item("补偿", "round(总值 + tiers(面积, 阶梯) + (户 * 户费 if 低保 else 0), 2)"),
    ]
    policy = pack(tmp_path, *rules)
    houses = [{"结构": "砖混", "合法面积": "1"}, {"结构": "土木", "合法面积": "1"}, {"结构": "砖混", "合法面积": "2"}]
    (line,) = sheet(policy, 户={"面积": "60", "低保": "否"}, 房屋=houses).lines
    assert [(table, rate.place.line) for table, rate in line.rates] == [
        ("房屋单价", 2), ("房屋单价", 4), ("阶梯", 2), ("阶梯", 3),
    ]  # fmt: skip
    assert len(list(used_rates(line.traced))) == 5


def test_a_quantity_used_again_and_again_is_followed_once(tmp_path: Path) -> None:
    doubled = [quantity(f"倍{n}", f"倍{n - 1} + 倍{n - 1}") for n in range(1, 40)]
    policy = pack(tmp_path, quantity("倍0", "户 * 户费"), *doubled, item("补偿", "min(倍39, 1000)"))
    (line,) = sheet(policy).lines
    assert line.amount == 100000
    assert [table for table, _ in used_rates(line.traced)] == ["户费"]


def test_frames_share_their_run(tmp_path: Path) -> None:
    policy = pack(tmp_path, item("补偿", "100"))
    run = Run(day("2025-06-01"))
    run.root = Frame(facts(policy).root, run)
    other = Frame(facts(policy).root, run)
    other.run.amounts["补偿"] = Decimal(3)
    assert run.root.run.amounts == {"补偿": 3}
    assert run.root.derived == {}
    assert run.root.derived is not other.derived


def test_a_trace_knows_its_program_and_its_object(tmp_path: Path) -> None:
    traced = asked(tmp_path, "合法面积 * 2", "房屋", 房屋=[{"合法面积": "3"}, {"合法面积": "4"}])
    assert [(one.value, one.frame.record.label, one.program.owner) for one in traced] == [
        (6, "1", "房屋"), (8, "2", "房屋"),
    ]  # fmt: skip
    assert all(isinstance(one, Traced) for one in traced)
