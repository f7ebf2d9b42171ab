"""A policy as the program holds it: what it answers about itself."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from oneruler.policy.model import WARN_BEFORE_EXPIRY, Interpretation, Status
from oneruler.policy.pack.loading import load
from tests.policy.pack.good import loaded, write

RULES = "rules/房屋.yaml"


def test_only_a_verified_pack_says_nothing_of_its_status() -> None:
    assert [status for status in Status if not status.note] == [Status.VERIFIED]
    assert all("不作为付款依据" in status.note or "不能作为计算依据" in status.note for status in [*Status][1:])
    assert [*map(str, Status)] == ["已核", "部分核", "示例", "模板"]


@pytest.mark.parametrize(
    ("old", "new", "until"),
    [
        ("至: 2028-06-30", "至: 2028-06-30", date(2028, 6, 30)),
        ("至: 2028-06-30", "至: 2026-06-30", date(2027, 6, 30)),
        ("有效期至: 2027-06-30\n", "", None),
    ],
)
def test_the_last_day_of_the_term(tmp_path: Path, old: str, new: str, until: date | None) -> None:
    assert loaded(tmp_path, ("policy.yaml", old, new)).until == until


def test_the_latest_of_several_extensions_counts(tmp_path: Path) -> None:
    one = "- {文号: 白政发〔2027〕2号, 至: 2028-06-30, 出处: 虚构}"
    more = (
        f"{one}\n- {{文号: 白政发〔2028〕5号, 至: 2030-06-30, 出处: 虚构}}\n- {{文号: 丙, 至: 2029-06-30, 出处: 虚构}}"
    )
    assert loaded(tmp_path, ("policy.yaml", one, more)).until == date(2030, 6, 30)


def test_a_pack_is_called_by_its_folder(tmp_path: Path) -> None:
    write(tmp_path / "某县-集体土地")
    assert load(tmp_path / "某县-集体土地").slug == "某县-集体土地"


def test_all_rules_and_what_each_works_out(tmp_path: Path) -> None:
    policy = loaded(tmp_path)
    by_name = {rule.name: rule for rule in policy.rules}
    assert [*by_name][:2] == ["补偿面积", "已认定"]
    assert len(by_name) == 9
    asked = {name: [expression.text for expression in rule.expressions] for name, rule in by_name.items()}
    assert asked["已认定"] == ["known(认定)"]
    assert asked["补偿面积"] == ['合法面积 if 认定 == "合法" else 0']
    assert asked["搬家费"] == ["搬家费标准 * 户"]
    assert asked["签约奖励"] == [
        "known(签约日) and 签约日 <= after_days(预公告日, 30)",
        'round(amount("房屋补偿") * 奖励比例, 2)',
        "after_months(签约日, 1)",
    ]


@pytest.mark.parametrize(
    ("rule", "tables"),
    [
        ("房屋补偿", ("房屋单价",)),
        ("土地补偿", ("地价",)),
        ("按面积的搬家费", ("搬家阶梯",)),
        ("签约奖励", ("奖励比例",)),
        ("已认定", ()),
    ],
)
def test_the_tables_that_a_rule_looks_into(tmp_path: Path, rule: str, tables: tuple[str, ...]) -> None:
    policy = loaded(tmp_path)
    assert policy.tables_used(next(one for one in policy.rules if one.name == rule)) == tables


def test_a_table_looked_into_twice_is_named_once(tmp_path: Path) -> None:
    twice = 'round(补偿面积 * 房屋单价[结构] + 补偿面积 * 奖励比例 * 房屋单价["砖混"], 2)'
    policy = loaded(tmp_path, (RULES, "round(补偿面积 * 房屋单价[结构], 2)", twice))
    rule = next(one for one in policy.rules if one.name == "房屋补偿")
    assert policy.tables_used(rule) == ("房屋单价", "奖励比例")


def test_the_entitlements_that_an_entitlement_rests_on(tmp_path: Path) -> None:
    after = {one.name: one.after for one in loaded(tmp_path).entitlements}
    assert after["签约奖励"] == {"房屋补偿"}
    assert after["房屋补偿"] == frozenset()


DAY = date(2025, 9, 1)


@pytest.mark.parametrize(
    ("day", "last", "holds"),
    [
        (DAY, None, True),
        (DAY - timedelta(1), None, False),
        (date(2099, 1, 1), None, True),
        (DAY, DAY, True),
        (DAY + timedelta(1), DAY, False),
    ],
)
def test_an_interpretation_holds_from_its_first_day_to_its_last(day: date, last: date | None, holds: bool) -> None:
    assert Interpretation("", "", "", DAY, last, "", "").in_force(day) is holds


def test_rules_are_the_same_wherever_they_stand(tmp_path: Path) -> None:
    """A place is no part of what a rule says."""
    one = loaded(tmp_path / "a")
    other = loaded(tmp_path / "b", (RULES, "- 要求: 已认定", "\n\n- 要求: 已认定"))
    assert one.entitlements == other.entitlements
    assert one.entitlements[-1].place != other.entitlements[-1].place


def test_the_warning_comes_half_a_year_before_the_end() -> None:
    assert timedelta(180) == WARN_BEFORE_EXPIRY
