"""The sheet: its total is the sum of its rounded lines, ordered by who is paid."""

from __future__ import annotations

from pathlib import Path

from oneruler.policy.sheet import total
from tests.policy.packs import item, pack, sheet

RULES = (
    item("青苗", "round(余额, 2)", 收款人="实际投入人", 姓名="户主"),
    item("房屋", "round(合法面积 * 房屋单价[结构], 2)", "房屋"),
    item("扣减", "-100"),
    item("不给", "900", 适用="面积 > 100"),
)
HOUSES = [{"结构": "砖混", "合法面积": "0.01"}, {"结构": "土木", "合法面积": "3"}]


def test_the_total_is_the_sum_of_the_lines(tmp_path: Path) -> None:
    made = sheet(pack(tmp_path, *RULES), 户={"余额": "0.005", "面积": "1"}, 房屋=HOUSES)
    assert [line.amount for line in made.lines] == [1, 900, 150000, -10000]
    assert made.total == total(made.lines) == 140901
    assert total([]) == 0


def test_lines_by_who_is_paid(tmp_path: Path) -> None:
    made = sheet(pack(tmp_path, *RULES), 户={"余额": "1", "面积": "1", "户主": "示例甲"}, 房屋=HOUSES)
    groups = [(payee, [line.entitlement.name for line in lines]) for payee, lines in made.by_payee()]
    assert groups == [(("所有权人", ""), ["房屋", "房屋", "扣减"]), (("实际投入人", "示例甲"), ["青苗"])]


def test_each_line_names_the_rows_that_it_rests_on_once(tmp_path: Path) -> None:
    twice = item("房屋", "round(合法面积 * 房屋单价[结构] + 合法面积 * 房屋单价[结构], 2)", "房屋")
    (line,) = sheet(pack(tmp_path, twice), 房屋=HOUSES[:1]).lines
    assert [(name, rate.keys) for name, rate in line.rates] == [("房屋单价", ("砖混",))]


def test_a_sheet_keeps_what_it_was_made_from(tmp_path: Path) -> None:
    policy = pack(tmp_path, *RULES)
    made = sheet(policy, day="2025-07-01", 户={"余额": "1", "面积": "1"})
    assert made.policy is policy
    assert made.day.isoformat() == "2025-07-01"
    assert made.facts.root.label == "A"
    assert [(left.name, left.reason, left.article) for left in made.left_out] == [("不给", "", "第一条")]


def test_roles_stand_in_the_order_of_the_pack_before_names(tmp_path: Path) -> None:
    rules = [item("青苗", "1", 收款人="实际投入人"), item("房屋", "2", 姓名="户主")]
    made = sheet(pack(tmp_path, *rules), 户={"户主": "示例甲"})
    assert [payee for payee, _ in made.by_payee()] == [("所有权人", "示例甲"), ("实际投入人", "")]
