"""One ruler: what may rise and fall after publication; equal facts, equal money."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.base.fen import Fen
from oneruler.compensation.lines import Line
from oneruler.compensation.ruler import Cause, Standing, objection, unequal
from oneruler.policy.model import Nature

HOUSE = Line("合法房屋补偿", "房屋", "主房", "所有权人", "", "第二十条", "", Fen(10_000), None, Nature.BASIC)
REWARD = Line("签约奖励", "户", "", "所有权人", "", "第三十六条", "", Fen(500), None, Nature.REWARD)
INTERIM = Line("首期过渡费", "户", "", "所有权人", "", "第三十三条", "", Fen(300), None, Nature.INTERIM)
VALUED = replace(HOUSE, item="房屋价值补偿", nature=Nature.APPRAISED)
MORE, LESS = replace(HOUSE, amount=Fen(10_001)), replace(HOUSE, amount=Fen(9_999))


@pytest.mark.parametrize("cause", [*Cause, "新证据：不动产权证"])
def test_a_stated_cause_lets_an_amount_rise(cause: str) -> None:
    assert objection([HOUSE], [MORE], cause=cause, paper="会议纪要1号") == ""


@pytest.mark.parametrize("cause", ["", "再算", "领导同意", "关于新证据"])
def test_no_other_cause_does(cause: str) -> None:
    assert "“合法房屋补偿”高于公示的数额" in objection([HOUSE], [MORE], cause=cause, paper="1号")


def test_only_a_case_needs_minutes() -> None:
    assert "会议纪要" in objection([HOUSE], [MORE], cause="个案", paper=" ")
    assert objection([HOUSE], [MORE], cause="复核鉴定", paper="") == ""


def test_a_fall_needs_a_notice() -> None:
    assert "告知" in objection([HOUSE], [LESS], cause="更正错误", paper="")
    assert "告知" in objection([HOUSE], [], cause="更正错误", paper="")
    assert objection([HOUSE], [LESS], cause="更正错误", paper="告知1号") == ""


def test_one_item_may_not_rise_behind_another_that_falls() -> None:
    other = replace(HOUSE, object_label="偏房")
    assert "高于公示" in objection([HOUSE, other], [MORE, replace(other, amount=Fen(9_999))], cause="再算", paper="1号")


def test_rewards_and_allowances_come_later() -> None:
    assert objection([HOUSE], [HOUSE, REWARD, INTERIM], cause="登记签约日", paper="") == ""
    assert objection([HOUSE, REWARD], [HOUSE], cause="登记签约日", paper="") == ""


def test_an_appraised_value_stands_as_basic_items_do() -> None:
    assert "房屋价值补偿" in objection([VALUED], [replace(VALUED, amount=Fen(10_001))], cause="再评", paper="")


def standing(number: str, basic: int, day: int | None = 1, alike: str = "same") -> Standing:
    return Standing(number, alike, date(2025, 10, day) if day else None, Fen(basic))


def test_equal_facts_equal_money() -> None:
    assert list(unequal([standing("1", 5), standing("2", 5), standing("3", 9, alike="other")])) == []
    (found,) = unequal([standing("1", 500, 1), standing("2", 600, 2)])
    assert (found.more.number, found.less.number, found.later) == ("2", "1", True)
    assert str(found) == "户号 2 与 1 事实相同，基本补偿多 1.00 元，而且签约在后"
    (found,) = unequal([standing("1", 600, 1), standing("2", 500, 2)])
    assert not found.later


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=8))
def test_whoever_has_more_than_one_alike_is_found(rows: list[tuple[str, int]]) -> None:
    standings = [standing(str(at), basic, alike=alike) for at, (alike, basic) in enumerate(rows)]
    found = {one.more.number for one in unequal(standings)}
    assert found == {
        one.number for one in standings if any(o.alike == one.alike and o.basic < one.basic for o in standings)
    }
