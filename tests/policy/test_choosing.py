"""Which document holds: by its day of force, and by what it says of projects begun before."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from oneruler.policy.choosing import UNKNOWN_NUMBER, choose, family, kin
from oneruler.policy.facts import read_facts
from oneruler.policy.faults import RefusalToCompute
from oneruler.policy.model import Policy
from tests.policy.packs import FIELDS, HEADING, facts, item, pack

YEARS: Mapping[str, tuple[str, str]] = {
    "旧": ("2018-01-01", ""),
    "中": ("2021-01-01", "旧"),
    "新": ("2025-01-01", "中"),
}
CARRIED_ON = "衔接:\n- {条款: 第四十条, 说明: 已发布公告的按原办法, 条件: '期末 < date(\"2025-03-01\")'}\n"


def document(shelf: Path, number: str, more: str = "", fields: str = FIELDS, **heading: str) -> Policy:
    """One of the three documents of the shelf, or another."""
    effective, replaces = YEARS.get(number, ("2025-01-01", ""))
    lines = {**HEADING, "文号": number, "施行日": effective, "接替": replaces, **heading}
    return pack(shelf / number, item("补", "100"), heading=lines, more=more, fields=fields)


@pytest.fixture
def shelf(tmp_path: Path) -> list[Policy]:
    """Three documents, each replacing the one before; the last lets projects begun before go on."""
    return [document(tmp_path, "旧"), document(tmp_path, "中"), document(tmp_path, "新", CARRIED_ON)]


@pytest.mark.parametrize("asked", [0, 1, 2])
@pytest.mark.parametrize(
    ("day", "ends", "number"),
    [
        ("2020-12-31", "2025-06-01", "旧"), ("2021-01-01", "2025-06-01", "中"), ("2024-12-31", "2025-06-01", "中"),
        ("2025-01-01", "2025-06-01", "新"), ("2025-01-01", "2025-02-28", "中"), ("2025-01-01", "2025-03-01", "新"),
        ("2017-12-31", "2025-06-01", "旧"),
    ],
)  # fmt: skip
def test_the_document_that_holds(shelf: list[Policy], asked: int, day: str, ends: str, number: str) -> None:
    chosen, why = choose(shelf, shelf[asked], facts(shelf[asked], day=day, 项目={"期末": ends}))
    assert chosen.number == number
    assert bool(why) == (chosen is not shelf[asked])


@pytest.mark.parametrize(
    ("asked", "day", "ends", "why"),
    [
        (2, "2024-12-31", "2025-06-01", "适用 中（选用日早于 新 的施行日 2025-01-01）"),
        (2, "2025-01-01", "2025-02-28", "适用 中（新 第四十条：已发布公告的按原办法）"),
        (2, "2020-12-31", "2025-06-01", "适用 旧（选用日早于 中 的施行日 2021-01-01）"),
        (0, "2025-01-01", "2025-06-01", "适用 新（2025-01-01 施行，接替 旧）"),
        (2, "2025-01-01", "2025-06-01", ""),
    ],
)
def test_why_it_holds(shelf: list[Policy], asked: int, day: str, ends: str, why: str) -> None:
    assert choose(shelf, shelf[asked], facts(shelf[asked], day=day, 项目={"期末": ends}))[1] == why


def test_a_document_alone_is_the_one_that_holds(shelf: list[Policy]) -> None:
    chosen, why = choose([], shelf[2], facts(shelf[2], day="2024-12-31", 项目={"期末": "2025-06-01"}))
    assert (chosen.number, why) == ("新", "")


def test_a_fact_that_decides_must_be_known(shelf: list[Policy]) -> None:
    with pytest.raises(RefusalToCompute, match="不能判断适用哪个文件：项目“2025-06-01”的“期末”还没有填，计算要用到它"):
        choose(shelf, shelf[2], facts(shelf[2]))


def test_a_fact_that_the_facts_do_not_have_is_named(tmp_path: Path) -> None:
    old = document(tmp_path, "旧")
    more = "衔接:\n- {条款: 第四十条, 条件: '方案日 < date(\"2025-03-01\")'}\n"
    fields = FIELDS.replace("    期末:", "    方案日: 日期\n    期末:")
    new = document(tmp_path, "新", more, fields=fields, 接替="旧")
    with pytest.raises(RefusalToCompute, match="新 的衔接要用到“方案日”，事实里没有这一项"):
        choose([old, new], old, facts(old))


def test_a_transition_without_shared_objects_looks_at_the_root(tmp_path: Path) -> None:
    fields = "  房屋:\n    编号: 文字\n  户:\n    户号: 文字\n    签约日: 日期\n"
    heading = {"共用": "", "从属": "{房屋: 户}", "计数": "", "选用日": "签约日"}
    more = "衔接:\n- {条款: 第四十条, 条件: '签约日 < date(\"2025-03-01\")'}\n"
    lines = {**HEADING, **heading}
    old = pack(tmp_path / "旧", item("补", "100"), heading={**lines, "文号": "旧"}, fields=fields, tables={})
    new = pack(
        tmp_path / "新",
        item("补", "100"),
        heading={**lines, "文号": "新", "接替": "旧"},
        fields=fields,
        tables={},
        more=more,
    )
    for signed, number in (("2025-02-28", "旧"), ("2025-03-01", "新")):
        chosen, _ = choose([old, new], new, read_facts(new, {"户": [{"户号": "A", "签约日": signed}]}))
        assert chosen.number == number


def test_documents_that_replace_each_other_in_a_ring_end(tmp_path: Path) -> None:
    ring = [document(tmp_path, "甲", 接替="乙"), document(tmp_path, "乙", 接替="甲")]
    twins = [document(tmp_path / "a", "丙", 接替="甲"), document(tmp_path / "b", "丙", 接替="丙")]
    known = [*ring, *twins]
    for asked in known:
        assert choose(known, asked, facts(asked, day="2025-06-01"))[0] in known
        assert choose(known, asked, facts(asked, day="2024-06-01"))[0] in known


def test_a_family_stands_on_one_shelf(tmp_path: Path) -> None:
    made = [document(tmp_path, number) for number in YEARS]
    document(tmp_path, "旁")
    (tmp_path / "坏").mkdir()
    (tmp_path / "坏" / "policy.yaml").write_text("名称: [", encoding="utf-8")
    for asked in made:
        assert sorted(one.number for one in family(asked)) == sorted(YEARS)
        assert asked in family(asked)


def test_a_number_still_to_be_found_ties_nothing(tmp_path: Path) -> None:
    unknown = [document(tmp_path / name, UNKNOWN_NUMBER) for name in ("甲", "乙")]
    follower = document(tmp_path, "丙", 接替=UNKNOWN_NUMBER)
    assert kin([*unknown, follower], unknown[0]) == [unknown[0]]
    assert kin([*unknown, follower], follower) == [follower]
