from __future__ import annotations

from oneruler.projects.facts import faults_of_shared
from tests.district import collective_policy


def said(shared: dict[str, dict[str, str]]) -> list[str]:
    return [str(fault) for fault in faults_of_shared(collective_policy(), shared)]


def test_what_is_not_known_yet_may_be_missing() -> None:
    assert said({}) == said({"项目": {}}) == said({"项目": {"项目名称": "示例"}}) == []


def test_what_is_wrong_is_named() -> None:
    assert said({"项目": {"预公告日": "八月初"}}) == ["项目：“预公告日”应是日期，如 2025-07-01，现为“八月初”"]
    assert said({"项目": {"公告日": "2025-08-01"}}) == ["项目：没有“公告日”这个字段。是不是“预公告日”？"]
    assert said({"户": {"户号": "A1"}}) == ["“户”不是这份文件的共用对象"]
    assert len(said({"项目": {"预公告日": "x"}, "组": {"组签约率": "2"}})) == 2
