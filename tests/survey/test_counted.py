from __future__ import annotations

from dataclasses import replace

import pytest

from oneruler.policy.facts import RawFacts, read_facts
from oneruler.survey.counted import Counts, counts_of
from tests.district import collective_policy, household_facts, state_owned_policy

SHARED = {"项目": [{"项目名称": "示例", "预公告日": "2025-08-01"}]}


def test_a_household_on_collective_land() -> None:
    facts = read_facts(collective_policy(), {**SHARED, **household_facts(lawful="240.55")}, root="户")
    assert counts_of(collective_policy(), facts) == Counts(24055, 0, 1, 2, 0)


def test_a_collective_has_land_and_no_persons() -> None:
    parcel = {"区片": "Ⅰ", "地类": "水田", "永久基本农田": "否"}
    raw: RawFacts = {**SHARED, "集体": [{"集体名称": "示例·一组"}],
                     "地块": [{"编号": "1", "面积": "12.3456", **parcel}, {"编号": "2", "面积": "0.0001", **parcel}]}  # fmt: skip
    assert counts_of(collective_policy(), read_facts(collective_policy(), raw, root="集体")) == Counts(
        land_mu_e4=123457
    )


@pytest.mark.parametrize(
    ("recognised", "counts"),
    [
        ("合法", Counts(8050, 0, 1)),
        ("未超期临时", Counts(8050, 0, 1)),
        ("违法", Counts(0, 8050, 1)),
        ("超期临时", Counts(0, 8050, 1)),
        ("", Counts(0, 0, 1)),
    ],
)
def test_a_house_on_state_owned_land_counts_as_it_was_recognised(recognised: str, counts: Counts) -> None:
    policy = state_owned_policy()
    raw: RawFacts = {
        "项目": [{"项目名称": "示例", "征收决定公告日": "2025-08-01"}],
        "户": [{"户号": "G1", "户主": "示例·甲", "补偿方式": "货币补偿", "提供周转用房": "否", "唯一住房": "否", "低保户": "否",
               "重度残疾": "否"}],
        "房屋": [{"编号": "1", "用途": "住宅", "建筑面积": "80.50", "认定": recognised, "正常经营": "否", "出租经营": "否"}],
    }  # fmt: skip
    assert counts_of(policy, read_facts(policy, raw)) == counts


def test_a_policy_without_statistics_counts_nothing() -> None:
    policy = collective_policy()
    facts = read_facts(policy, {**SHARED, **household_facts()}, root="户")
    assert counts_of(replace(policy, statistics={}), facts) == Counts()
