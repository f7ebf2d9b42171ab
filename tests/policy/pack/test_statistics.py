"""统计: which of a pack's fields make the figures that projects are counted by."""

from __future__ import annotations

from pathlib import Path

import pytest

from oneruler.policy.faults import PackError
from oneruler.policy.model import Policy, Statistic
from oneruler.policy.pack.loading import load
from oneruler.policy.pack.shelf import shipped
from tests.policy.pack.good import loaded


def stated(folder: Path, *lines: str) -> Policy:
    return loaded(folder, ("policy.yaml", "收款人:", "统计:\n" + "".join(f"  {line}\n" for line in lines) + "收款人:"))


def test_a_field_is_added_up_and_objects_are_counted(tmp_path: Path) -> None:
    policy = stated(tmp_path, "合法建筑面积: 房屋.合法面积", "房屋栋数: 房屋")
    assert policy.statistics == {"合法建筑面积": Statistic("房屋", "合法面积"), "房屋栋数": Statistic("房屋")}


def test_without_it_a_pack_counts_nothing(tmp_path: Path) -> None:
    assert loaded(tmp_path).statistics == {}


def test_only_those_with_a_value_are_counted() -> None:
    lawful = load(shipped() / "yunxi-state-owned").statistics["合法建筑面积"]
    assert lawful == Statistic("房屋", "建筑面积", "认定", frozenset({"合法", "未超期临时"}))


@pytest.mark.parametrize("slug", ["yunxi-2025", "yunxi-2021"])
def test_the_collective_packs_count_houses_persons_and_land(slug: str) -> None:
    assert list(load(shipped() / slug).statistics) == ["合法建筑面积", "违法建筑面积", "土地面积", "房屋栋数", "人数"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("合法建筑面积: 房子.面积", "“房子”不是主体或从属对象"),
        ("合法建筑面积: 项目.面积", "“项目”不是主体或从属对象"),
        ("合法建筑面积: 房屋.结构", "应取房屋里单位为 ㎡ 的字段"),
        ("土地面积: 房屋.合法面积", "应取房屋里单位为 亩 的字段"),
        ("房屋栋数: 房屋.结构", "数的是个数"),
        ("房屋栋数: {取: 房屋, 按: 结构, 为: 茅草}", "没有茅草这些选项"),
        ("房屋栋数: {取: 房屋, 按: 结构}", "缺少“为”"),
        ("房屋: 房屋", "统计没有“房屋”这一项"),
    ],
)
def test_what_cannot_be_counted_is_a_fault_at_its_place(tmp_path: Path, line: str, fault: str) -> None:
    with pytest.raises(PackError, match=fault) as caught:
        stated(tmp_path, line)
    assert all(one.place.file == "policy.yaml" and one.place.line for one in caught.value.faults)
