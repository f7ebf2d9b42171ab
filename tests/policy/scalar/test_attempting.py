"""Lines while facts are missing: those that stand are those of the finished sheet, and what is in doubt is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from oneruler.base.fen import print_yuan
from oneruler.policy.facts import read_unfinished
from oneruler.policy.facts_files import load_raw_facts
from oneruler.policy.model import Policy
from oneruler.policy.pack.loading import load
from oneruler.policy.pack.shelf import shipped
from oneruler.policy.scalar.attempting import Attempt, attempt
from tests.policy import packs as made

NEEDED = made.FIELDS.replace(
    "合法面积: {类型: 数, 单位: ㎡, 小数: 2, 最小: 0, 最大: 5000, 可空: 是}",
    "合法面积: {类型: 数, 单位: ㎡, 小数: 2, 最小: 0, 最大: 5000}",
)
HOUSES = made.item("房屋补偿", "round(合法面积 * 房屋单价[结构], 2)", "房屋")


def tried(policy: Policy, **objects: object) -> Attempt:
    facts, _ = read_unfinished(policy, made.raw(**objects), root="户")  # type: ignore[arg-type]
    assert facts is not None
    return attempt(policy, facts)


def lines(found: Attempt) -> dict[str, str]:
    assert found.so_far is not None
    return {f"{line.entitlement.name} {line.record.label}": print_yuan(line.amount) for line in found.so_far.lines}


def test_what_is_known_stands_and_the_rest_has_its_reason(tmp_path: Path) -> None:
    policy = made.pack(tmp_path, HOUSES, made.item("搬家费", "户 * 户费"), fields=NEEDED)
    found = tried(policy, 房屋=[{"编号": "主房", "结构": "土木", "合法面积": "10"}, {"编号": "偏房", "结构": "土木"}])
    assert lines(found) == {"房屋补偿 主房": "5,000.00", "搬家费 A": "1,000.00"}
    assert len(found.reasons) == 1
    assert "房屋“偏房”的“合法面积”还没有填" in found.reasons[0]


def test_sums_wait_for_all_their_parts(tmp_path: Path) -> None:
    total = made.item("面积奖", 'round(sum(房屋, 合法面积) * 房屋单价["土木"], 2)')
    policy = made.pack(tmp_path, total, fields=NEEDED)
    assert lines(tried(policy, 房屋=[{"合法面积": "10"}, {}])) == {}
    assert lines(tried(policy, 房屋=[{"合法面积": "10"}, {"合法面积": "2"}])) == {"面积奖 A": "6,000.00"}


def test_what_rests_on_an_amount_waits_for_all_of_its_lines(tmp_path: Path) -> None:
    rest = made.item("补足", 'max(户 * 户费 * 10 - amount("房屋补偿"), 户 * 户费 * 0)')
    policy = made.pack(tmp_path, HOUSES, rest, fields=NEEDED)
    house = {"编号": "主房", "结构": "土木", "合法面积": "10"}
    found = tried(policy, 房屋=[house, {"编号": "偏房", "结构": "土木"}])
    assert lines(found) == {"房屋补偿 主房": "5,000.00"}
    assert any("“房屋补偿”还没有全部算出" in reason for reason in found.reasons)
    assert lines(tried(policy, 房屋=[house]))["补足 A"] == "5,000.00"


def test_the_highest_of_a_group_waits_for_the_group(tmp_path: Path) -> None:
    low, high = made.item("低", "户 * 户费", 择高="补助"), made.item("高", "余额", 择高="补助")
    policy = made.pack(tmp_path, low, high.replace("'余额'", "'round(余额, 2)'"))
    assert lines(tried(policy)) == {}
    assert lines(tried(policy, 户={"余额": "5000"})) == {"高 A": "5,000.00"}


@pytest.mark.parametrize("counted", ["count(房屋)", "sum(房屋, 1)", "count(房屋, 合法面积 > 0)"])
def test_an_object_that_may_not_count_is_in_no_line_and_no_sum(tmp_path: Path, counted: str) -> None:
    cut = "截止日:\n- 对象: 房屋\n  条款: 第一条\n  说明: 抢建的不补\n  条件: 建成日 <= 公告日\n"
    number = made.item("按栋", f"户 * 户费 if {counted} > 1 else 户 * 户费 * 2")
    policy = made.pack(tmp_path, HOUSES, number, more=cut)
    built = {"编号": "主房", "结构": "土木", "合法面积": "10", "建成日": "2020-01-01"}
    found = tried(policy, 房屋=[built, {"编号": "偏房", "结构": "土木", "合法面积": "3"}])
    assert lines(found) == {"房屋补偿 主房": "5,000.00"}
    assert any("还不能判断计不计入" in reason for reason in found.reasons)
    late = {"编号": "偏房", "结构": "土木", "合法面积": "3", "建成日": "2026-01-01"}
    assert lines(tried(policy, 房屋=[built, late])) == {"房屋补偿 主房": "5,000.00", "按栋 A": "2,000.00"}


def test_a_requirement_that_does_not_hold_is_a_reason(tmp_path: Path) -> None:
    policy = made.pack(tmp_path, made.must("签约齐备", "known(签约日)", "还没有签约"), made.item("搬家费", "户 * 户费"))
    found = tried(policy)
    assert lines(found) == {"搬家费 A": "1,000.00"}
    assert any("还没有签约" in reason for reason in found.reasons)


@pytest.mark.parametrize("day", ["", "2024-12-31"])
def test_without_a_day_in_the_term_there_are_no_lines(tmp_path: Path, day: str) -> None:
    found = tried(made.pack(tmp_path, made.item("搬家费", "户 * 户费")), day=day)
    assert found.so_far is None
    assert found.reasons


def test_finished_facts_come_to_the_lines_of_the_sheet_and_no_reason() -> None:
    from oneruler.policy.cases.running import run_cases

    for name in ("yunxi-2025", "yunxi-state-owned"):
        for result in run_cases(load(shipped() / name)).results:
            if result.sheet is None:
                continue
            found = attempt(result.sheet.policy, result.sheet.facts)
            assert found.reasons == (), result.case.name
            assert found.so_far is not None
            assert [(line.entitlement.name, line.record.label, line.amount) for line in found.so_far.lines] == [
                (line.entitlement.name, line.record.label, line.amount) for line in result.sheet.lines
            ], result.case.name


def test_no_line_of_an_object_comes_out_otherwise_for_a_fact_that_was_not_written_yet() -> None:
    """Each required fact in turn left out: lines that stand are lines of the finished sheet."""
    policy = load(shipped() / "yunxi-2025")
    root, raw = load_raw_facts(policy.folder / "examples" / "household.yaml")
    whole, faults = read_unfinished(policy, raw, root=root)
    assert whole is not None
    assert not faults
    finished = lines(attempt(policy, whole))
    for kind, rows in raw.items():
        for index, row in enumerate(rows):
            for name in row:
                if policy.objects[kind].fields[name].nullable or name == policy.objects[kind].label:
                    continue
                without = [{**one, name: ""} if place == index else dict(one) for place, one in enumerate(rows)]
                facts, _ = read_unfinished(policy, {**raw, kind: without}, root=root)
                assert facts is not None
                found = attempt(policy, facts)
                if found.so_far is not None:
                    assert lines(found).items() <= finished.items(), (kind, index, name)
