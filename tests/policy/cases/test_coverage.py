"""Which rows and which sides of conditions the cases have touched; what none touched is named."""

from pathlib import Path

import pytest

from oneruler.policy.cases.coverage import Coverage
from oneruler.policy.cases.running import run_cases
from oneruler.policy.pack.loading import load
from tests.policy.pack.good import Change, write

HEAD = """\
- 案例: {name}
  事实:
    主体: 户
    项目: {{预公告日: 2025-08-01}}
    户: {{户号: A, 户主: 示例·李大山, 困难: 否{household}}}
    房屋: [{houses}]
    青苗: [{crops}]
  拒绝: 没有这样的话
"""
HOUSE = "{编号: 主房, 结构: 砖混, 合法面积: 100, 认定: 合法}"
UNLAWFUL = "{编号: 棚, 结构: 砖木, 合法面积: 20, 认定: 违法}"


def coverage(folder: Path, *cases: tuple[str, str, str], changes: tuple[Change, ...] = ()) -> Coverage:
    """What some households touch, each its own facts, houses and crops."""
    write(folder, *changes)
    (folder / "cases.yaml").write_text(
        "".join(
            HEAD.format(name=number, household=household, houses=houses, crops=crops).replace(
                "拒绝: 没有这样的话", "合计: 0"
            )
            for number, (household, houses, crops) in enumerate(cases)
        ),
        "utf-8",
    )
    return run_cases(load(folder)).coverage


def rows(of: Coverage) -> list[str]:
    return [str(rate.place).removeprefix("tables/") for _, rate in of.untouched_rows()]


def sides(of: Coverage) -> list[str]:
    return [f"{rule.name}：{words} {side}" for rule, words, side in of.untouched_sides()]


def test_without_a_case_nothing_is_touched(tmp_path: Path) -> None:
    none = coverage(tmp_path)
    assert len(rows(none)) == none.priced_rows() == 11
    assert len(sides(none)) == none.all_sides() == 11


def test_rows_that_were_looked_up(tmp_path: Path) -> None:
    """搬家费标准 gave the lower of two amounts, which is not paid."""
    touched = coverage(tmp_path, ("", HOUSE, ""))
    assert rows(touched) == [
        "地价.csv:2", "地价.csv:3", "奖励比例.csv:2", "房屋单价.csv:3", "搬家费标准.csv:2", "搬家阶梯.csv:3",
        "设施单价.csv:2", "设施单价.csv:3", "青苗单价.csv:2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "touched"),
    [
        ((", 签约日: 2025-08-10", "", ""), {"签约奖励：签约日已填 成立", "签约奖励：签约日不晚于预公告日之后 30 天 成立"}),
        ((", 签约日: 2025-09-10", "", ""), {"签约奖励：签约日已填 成立", "签约奖励：签约日不晚于预公告日之后 30 天 不成立"}),
        (("", "", ""), {"签约奖励：签约日已填 不成立"}),
        (("", HOUSE, ""), {"补偿面积：认定为“合法” 成立", "房屋补偿：补偿面积 > 0 成立", "已认定：认定已填 成立"}),
        (("", UNLAWFUL, ""), {"补偿面积：认定为“合法” 不成立", "房屋补偿：补偿面积 > 0 不成立", "已认定：认定已填 成立"}),
        (("", "", "{编号: 一, 面积: 1, 栽种日: 2025-08-01, 投入人: 甲}"), {"青苗的截止日：栽种日不晚于预公告日 成立"}),
        (("", "", "{编号: 一, 面积: 1, 栽种日: 2025-08-02, 投入人: 甲}"), {"青苗的截止日：栽种日不晚于预公告日 不成立"}),
    ],
)  # fmt: skip
def test_sides_that_were_taken(tmp_path: Path, case: tuple[str, str, str], touched: set[str]) -> None:
    none = set(sides(coverage(tmp_path / "none")))
    unsigned = set() if "签约日" in case[0] else {"签约奖励：签约日已填 不成立"}
    assert none - set(sides(coverage(tmp_path / "one", case))) == touched | unsigned


def test_a_requirement_can_only_hold(tmp_path: Path) -> None:
    assert "已认定：认定已填 不成立" not in sides(coverage(tmp_path))


def test_a_side_that_was_not_asked_is_not_taken(tmp_path: Path) -> None:
    """签约日 is not known, so 不晚于 is never asked."""
    left = sides(coverage(tmp_path, ("", "", "")))
    assert "签约奖励：签约日不晚于预公告日之后 30 天 成立" in left
    assert "签约奖励：签约日不晚于预公告日之后 30 天 不成立" in left


EXTREME: tuple[Change, ...] = (
    ("rules/房屋.yaml", '值: 合法面积 if 认定 == "合法" else 0', "值: min(合法面积, 60, max(合法面积, 30) - 10)"),
)


@pytest.mark.parametrize(
    ("area", "left"),
    [
        ("15", ["取第 2 个", "取第 3 个", "取第 1 个"]),
        ("25", ["取第 1 个", "取第 2 个", "取第 1 个"]),
        ("50", ["取第 1 个", "取第 2 个", "取第 2 个"]),
        ("90", ["取第 1 个", "取第 3 个", "取第 2 个"]),
    ],
)
def test_the_operand_that_is_taken(tmp_path: Path, area: str, left: list[str]) -> None:
    house = HOUSE.replace("100", area)
    untaken = coverage(tmp_path, ("", house, ""), changes=EXTREME).untouched_sides()
    assert [side for _, words, side in untaken if "较" in words] == left


def test_a_fact_that_is_itself_a_condition(tmp_path: Path) -> None:
    change: Change = ("rules/其他.yaml", "  金额: 搬家费标准 * 户", "  适用: 困难\n  金额: 搬家费标准 * 户")
    left = sides(coverage(tmp_path, ("", "", ""), changes=(change,)))
    assert "搬家费：困难 成立" in left
    assert "搬家费：困难 不成立" not in left


def test_a_row_without_a_price_is_not_asked_for(tmp_path: Path) -> None:
    change: Change = (
        "tables/房屋单价.csv",
        "760.5,2025-07-01,,附表,虚构的附表,示例",
        ",2025-07-01,,附表,虚构的附表,缺",
    )
    touched = coverage(tmp_path, changes=(change,))
    assert touched.priced_rows() == 10
    assert "房屋单价.csv:3" not in rows(touched)


def test_a_case_that_is_refused_touches_nothing(tmp_path: Path) -> None:
    none = coverage(tmp_path / "none")
    refused = coverage(tmp_path / "one", ("", HOUSE.replace(", 认定: 合法", ""), ""))
    assert (sides(refused), rows(refused)) == (sides(none), rows(none))
