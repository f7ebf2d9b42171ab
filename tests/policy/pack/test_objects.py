"""Who is owed, what is shared, what belongs to whom, and the day that picks the document."""

from pathlib import Path

import pytest

from oneruler.policy.language.units import Unit
from oneruler.policy.pack.objects import MOST_OBJECTS
from tests.policy.pack.good import faults, loaded, write

FILE = "policy.yaml"


def test_roots_shared_objects_and_what_belongs_to_them(tmp_path: Path) -> None:
    policy = loaded(tmp_path)
    assert (policy.roots, policy.shared, policy.day) == (("户", "集体"), ("项目",), ("项目", "预公告日"))
    assert [kind.name for kind in policy.children("户")] == ["房屋", "设施", "青苗"]
    assert [kind.name for kind in policy.children("集体")] == ["地块"]
    shared, root, child = (policy.objects[name] for name in ("项目", "户", "房屋"))
    assert (shared.shared, shared.root, shared.most) == (True, "", 1)
    assert (root.shared, root.root, root.most, root.label) == (False, "", 1, "户号")
    assert (child.shared, child.root, child.most, child.label) == (False, "户", MOST_OBJECTS, "编号")
    assert (policy.root_of("房屋"), policy.root_of("户")) == ("户", "户")


def test_what_objects_are_counted_in(tmp_path: Path) -> None:
    counted = {name: kind.counted for name, kind in loaded(tmp_path).objects.items()}
    assert (counted["房屋"], counted["户"], counted["青苗"]) == (Unit.of("栋"), Unit.of("户"), Unit.of("个"))


def test_a_day_that_each_root_has_itself(tmp_path: Path) -> None:
    own = [
        (FILE, "选用日: 预公告日", "选用日: 批准日"),
        (FILE, "户主: 文字", "户主: 文字\n    批准日: 日期"),
        (FILE, "    名称: 文字", "    名称: 文字\n    批准日: 日期"),
    ]
    assert loaded(tmp_path, *own).day == ("", "批准日")


DAY = "选用日: 预公告日"
FAULTS = [
    ("主体: [户, 集体]", "主体: [户, ‸{集体: 是}]", "“主体”应是一项或几项文字"),
    ("共用: [项目]", "共用: ‸{项目: 是}", "“共用”应是一项或几项文字"),
    ("地块: 集体}", "地块: ‸村}", "“地块”从属的“村”不是主体"),
    ("地块: 集体}", "地块: ‸项目}", "“地块”从属的“项目”不是主体"),
    ("地块: 集体}", "地块: ‸[集体]}", "“从属”里“地块”应是一项文字"),
    ("从属: {房屋: 户, 设施: 户, 青苗: 户, 地块: 集体}", "从属: ‸[房屋, 地块]", "“从属”应写成“名称: ……”的几行"),
    ("计数: {房屋: 栋}", "计数: ‸栋", "“计数”应写成“名称: ……”的几行"),
    ("计数: {房屋: 栋}", "计数: {房屋: ‸栋!}", "单位应形如“元/㎡”“元/户·月”，现为“栋!”。"),
    ("  集体:\n", "  ‸坟墓:\n    编号: 文字\n  集体:\n", "“坟墓”不是主体，不是共用对象，也没有从属 请在 从属 里写上。"),
    (DAY, "选用日: ‸公告日", "选用日“公告日”不是主体或共用对象的字段 请在 字段 里写上。"),
    (DAY, "选用日: ‸栽种日", "选用日“栽种日”不是主体或共用对象的字段 请在 字段 里写上。"),
    (DAY, "选用日: ‸[预公告日]", "“选用日”应是一项文字"),
    (DAY, "选用日: ‸户主", "选用日“户主”应是不可空的日期字段"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "others", "said"), FAULTS)
def test_a_fault_is_told_at_its_place(tmp_path: Path, words: str, others: str, said: str) -> None:
    (place,) = write(tmp_path, (FILE, words, others))
    assert f"{place}：{said}" in [str(fault) for fault in faults(tmp_path)]


@pytest.mark.parametrize(
    ("words", "others", "said"),
    [
        ("主体: [户, 集体]\n", "", "文件缺少“主体” 请加一行“主体: ……”。"),
        (DAY + "\n", "", "文件缺少“选用日” 请加一行“选用日: ……”。"),
        ("主体: [户, 集体]", "主体: [户, 集体, 街道]", "“街道”没有字段 请在 字段 里写上。"),
        ("共用: [项目]", "共用: [项目, 组]", "“组”没有字段 请在 字段 里写上。"),
        ("地块: 集体}", "地块: 集体, 坟墓: 户}", "“坟墓”没有字段 请在 字段 里写上。"),
    ],
)
def test_what_is_missing_is_told_of_the_file(tmp_path: Path, words: str, others: str, said: str) -> None:
    write(tmp_path, (FILE, words, others))
    assert f"{FILE}:1:1：{said}" in [str(fault) for fault in faults(tmp_path)]


def test_a_day_that_may_be_left_open(tmp_path: Path) -> None:
    (place, _) = write(
        tmp_path,
        (FILE, DAY, "选用日: ‸预公告日"),
        (FILE, "    预公告日: 日期", "    预公告日: {类型: 日期, 可空: 是}"),
    )
    assert [str(fault) for fault in faults(tmp_path)] == [f"{place}：选用日“预公告日”应是不可空的日期字段"]


def test_a_day_that_not_every_root_has(tmp_path: Path) -> None:
    (place, _) = write(tmp_path, (FILE, DAY, "选用日: ‸批准日"), (FILE, "户主: 文字", "户主: 文字\n    批准日: 日期"))
    assert [str(fault) for fault in faults(tmp_path)] == [
        f"{place}：选用日“批准日”不是每种主体都有 放到共用对象里，或每种主体都写上。"
    ]


@pytest.mark.parametrize("others", ["字段: {}", "字段:", "字段: [户]", ""])
def test_a_file_without_fields(tmp_path: Path, others: str) -> None:
    write(tmp_path)
    path = tmp_path / FILE
    text = path.read_text("utf-8")
    start, end = text.index("字段:"), text.index("条文:")
    path.write_text(text[:start] + others + "\n" + text[end:], "utf-8")
    told = [str(fault) for fault in faults(tmp_path)]
    assert any("没有字段" in fault or "缺少“字段”" in fault for fault in told)
    assert any("“户”没有字段 请在 字段 里写上。" in fault for fault in told)
