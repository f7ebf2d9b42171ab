from pathlib import Path

import pytest

from oneruler.policy.fitting import fit
from oneruler.policy.model import Policy
from tests.policy import packs as made


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    return made.pack(tmp_path, made.item("补", "户 * 户费"), heading={**made.HEADING, "有效期至": "2026-12-31"})


def test_what_fits_is_left_as_it_is(policy: Policy) -> None:
    raw = made.raw(房屋=[{"合法面积": "10"}], 设施=[{"设施名称": "围墙", "数量": "3", "单位": "m³"}])
    fitted = fit(policy, raw, root="户")
    assert fitted.facts == raw
    assert fitted.notes == ()


def test_what_is_not_asked_is_left_out_and_said(policy: Policy) -> None:
    raw = {**made.raw(房屋=[{"合法面积": "10", "朝向": "南"}]), "坟墓": [{"编号": "1"}], "地块": []}
    fitted = fit(policy, raw, root="户")
    assert fitted.notes == ("不问“房屋”的“朝向”，没有代入", "不问“坟墓”，没有代入")
    assert fitted.facts["房屋"] == [{"编号": "1", "合法面积": "10"}]
    assert "坟墓" not in fitted.facts
    assert raw["房屋"] == [{"编号": "1", "合法面积": "10", "朝向": "南"}]


@pytest.mark.parametrize(
    ("day", "within"), [("2024-03-01", "2025-01-01"), ("2027-01-01", "2026-12-31"), ("2025年6月1日", "")]
)
def test_a_day_outside_the_term_is_moved_into_it_and_said(policy: Policy, day: str, within: str) -> None:
    raw = made.raw(day=day)
    fitted = fit(policy, raw, root="户")
    assert fitted.facts["项目"][0]["公告日"] == (within or day)
    assert bool(fitted.notes) == bool(within)
    assert raw["项目"][0]["公告日"] == day


@pytest.mark.parametrize("day", ["", "明天", "2025年3月"])
def test_what_is_no_day_is_left_for_the_reader_of_facts(policy: Policy, day: str) -> None:
    assert fit(policy, made.raw(day=day), root="户").notes == ()


def test_without_its_object_there_is_no_day_to_move(policy: Policy) -> None:
    assert fit(policy, {"户": [{"户号": "A"}]}, root="户").notes == ()
