"""Cases as they are written: facts, one case like another, what is expected, and every slip at its place."""

from decimal import Decimal
from pathlib import Path

import pytest

from oneruler.policy.cases.reading import Case, merged, read_cases
from oneruler.policy.faults import PackError
from oneruler.policy.pack.files import Files
from tests.policy.pack.good import HERE, mark

FILE = "cases.yaml"
LISTS = frozenset({"房屋", "人口"})


def read(folder: Path, text: str | bytes) -> tuple[Case, ...]:
    data = text if isinstance(text, bytes) else text.replace(HERE, "").encode()
    return read_cases(Files(folder, {FILE: data}), LISTS)


def said(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(PackError) as error:
        read(folder, text)
    return [str(fault) for fault in error.value.faults]


FULL = """\
- 案例: 一户
  说明: 各种期望
  事实:
    主体: 户
    项目: {公告日: 2025-08-01}
    户: {户号: A1, 户主: "on", 余额: 010}
    房屋:
    - {编号: 主房, 面积: 120.50}
    - {编号: 偏房, 面积: 2.10}
    人口:
  明细: {房屋补偿: {主房: "108,450.00", 偏房: 3800}, 奖励: 0.05}
  付给: {所有权人: 100, 实际投入人（示例·陈明）: 5}
  支付日: {奖励: 2025-09-01}
  量: {安置人口: 3, 单价: {主房: 66.63}}
  合计: 112,250.05
- 案例: 拒绝的
  参照: 一户
  事实:
    户: {余额: 0}
    房屋: {编号: 正房, 面积: 1}
  拒绝: [余额, 施行日]
"""


def test_a_case_holds_what_is_written(tmp_path: Path) -> None:
    first, second = read(tmp_path, FULL)
    assert (first.name, first.note, first.root, str(first.place)) == ("一户", "各种期望", "户", f"{FILE}:1:7")
    assert first.facts == {
        "项目": [{"公告日": "2025-08-01"}],
        "户": [{"户号": "A1", "户主": "on", "余额": "010"}],
        "房屋": [{"编号": "主房", "面积": "120.50"}, {"编号": "偏房", "面积": "2.10"}],
        "人口": [],
    }
    assert first.amounts == {
        "房屋补偿": {"主房": Decimal("108450.00"), "偏房": Decimal(3800)},
        "奖励": {"": Decimal("0.05")},
    }
    assert first.payees == {"所有权人": {"": Decimal(100)}, "实际投入人（示例·陈明）": {"": Decimal(5)}}
    assert first.dues == {"奖励": {"": "2025-09-01"}}
    assert first.quantities == {"安置人口": {"": "3"}, "单价": {"主房": "66.63"}}
    assert (first.total, first.refusals) == (Decimal("112250.05"), ())
    assert (second.root, second.total, second.refusals) == ("户", None, ("余额", "施行日"))


def test_a_case_like_another_changes_what_it_writes(tmp_path: Path) -> None:
    first, second = read(tmp_path, FULL)
    assert second.facts == {
        "项目": [{"公告日": "2025-08-01"}],
        "户": [{"户号": "A1", "户主": "on", "余额": "0"}],
        "房屋": [{"编号": "正房", "面积": "1"}],
        "人口": [],
    }
    assert first.facts["户"] == [{"户号": "A1", "户主": "on", "余额": "010"}]


def test_a_chain_of_cases_and_a_list_that_is_emptied(tmp_path: Path) -> None:
    more = "- 案例: 再一户\n  参照: 拒绝的\n  事实:\n    主体: 集体\n    房屋: []\n    户: {户主:}\n  合计: 0\n"
    third = read(tmp_path, FULL + more)[2]
    assert third.root == "集体"
    assert third.facts["房屋"] == []
    assert third.facts["户"] == [{"户号": "A1", "户主": "", "余额": "0"}]


@pytest.mark.parametrize(
    ("base", "changes", "result"),
    [
        ({"户": [{"a": "1"}]}, {"户": [{"b": "2"}]}, {"户": [{"a": "1", "b": "2"}]}),
        ({"房屋": [{"a": "1"}]}, {"房屋": [{"b": "2"}]}, {"房屋": [{"b": "2"}]}),
        ({}, {"户": [{"b": "2"}]}, {"户": [{"b": "2"}]}),
        ({"户": []}, {"户": [{"b": "2"}]}, {"户": [{"b": "2"}]}),
        ({"户": [{"a": "1"}]}, {}, {"户": [{"a": "1"}]}),
    ],
)
def test_single_objects_are_changed_field_by_field_and_lists_whole(
    base: dict[str, list[dict[str, str]]],
    changes: dict[str, list[dict[str, str]]],
    result: dict[str, list[dict[str, str]]],
) -> None:
    before = repr((base, changes))
    made = merged(base, changes, LISTS)
    assert made == result
    for rows in made.values():
        for row in rows:
            row["z"] = "9"
    assert repr((base, changes)) == before


FIGURE = "应是数字（最多 15 位整数、8 位小数），现为"
HEAD = "- 案例: 甲\n  事实: {户: {户号: A}}\n"
FAULTS = [
    ("‸甲: 乙\n", "算例文件应是以“- 案例: ”开头的几条"),
    ("‸甲\n", "算例文件应是以“- 案例: ”开头的几条"),
    ("- ‸名称: 甲\n  合计: 0\n", "案例缺少“案例” 请加一行“案例: ……”。"),
    ("- 案例: ‸[甲]\n  合计: 0\n", "“案例”应是一项文字"),
    ("- 案例: ‸甲\n", "案例“甲”没有写应算出什么 写上 明细、合计、量 或 拒绝。"),
    ("- 案例: ‸甲\n  明细: {}\n", "案例“甲”没有写应算出什么 写上 明细、合计、量 或 拒绝。"),
    (HEAD + "  合计: 0\n- 案例: ‸甲\n  合计: 0\n", "案例“甲”写了两次 请改名。"),
    ("- 案例: 甲\n  参照: ‸乙\n  合计: 0\n- 案例: 乙\n  合计: 0\n", "前面没有案例“乙” 参照的案例要写在前面。"),
    ("- 案例: 甲\n  参照: ‸甲\n  合计: 0\n", "前面没有案例“甲” 参照的案例要写在前面。"),
    ("- 案例: 甲\n  事实: ‸[户]\n  合计: 0\n", "事实应写成“对象: ……”的几行"),
    ("- 案例: 甲\n  事实: {户: ‸A1}\n  合计: 0\n", "这里应是“字段: 内容”的几行"),
    ("- 案例: 甲\n  事实: {房屋: [{编号: 一}, ‸主房]}\n  合计: 0\n", "这里应是“字段: 内容”的几行"),
    ("- 案例: 甲\n  事实: {户: {户号: ‸[A, B]}}\n  合计: 0\n", "“户号”应是一项文字或数字"),
    (HEAD + "  合计: ‸许多\n", f"{FIGURE}“许多”"),
    (HEAD + "  合计: ‸{元: 1}\n  拒绝: 不\n", "“合计”应是一项文字"),
    (HEAD + "  明细: ‸[房屋补偿]\n  合计: 0\n", "这里应是“名称: 数”的几行"),
    (HEAD + "  明细: {房屋补偿: ‸900元}\n", f"{FIGURE}“900元”"),
    (HEAD + "  明细: {房屋补偿:‸ }\n", f"{FIGURE}“”"),
    (HEAD + "  明细: {房屋补偿: {主房: ‸约1}}\n", f"{FIGURE}“约1”"),
    (HEAD + "  明细: {房屋补偿: ‸[1, 2]}\n", "“房屋补偿”应是一个数，或“对象: 数”"),
    (HEAD + "  明细: {房屋补偿: ‸{}}\n", "“房屋补偿”应是一个数，或“对象: 数”"),
    (HEAD + "  明细: {房屋补偿: ‸{主房: 1, 偏房: [2]}}\n", "“房屋补偿”应是一个数，或“对象: 数”"),
    (HEAD + "  量: ‸3\n  合计: 0\n", "这里应是“名称: 数”的几行"),
    (HEAD + "  量: {安置人口: ‸{甲: [3]}}\n  合计: 0\n", "“安置人口”应是一个数，或“对象: 数”"),
    (HEAD + "  付给: {所有权人: ‸{甲: 3}}\n  合计: 0\n", "“所有权人”应是一个数"),
    (HEAD + "  合计: 0\n  拒绝: [‸{甲: 乙}]\n", "“拒绝”应是一项或几项文字"),
    (HEAD + "  ‸总计: 0\n  合计: 0\n", "案例“甲”没有“总计”这一项 是不是“合计”？"),
    (HEAD + "  合计: 0\n  ‸合计: 0\n", "“合计”写了两次，第一次在第 3 行 请删去一个。"),
    ("- 案例: 甲\n  事实: ‸&x {户: {户号: A}}\n  合计: 0\n", "不能用锚点（&x） 请删去。"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), FAULTS)
def test_one_slip_is_one_fault_at_its_place(tmp_path: Path, text: str, words: str) -> None:
    (fault,) = said(tmp_path, text)
    place = f"{FILE}:1" if words.startswith("算例文件") else mark(FILE, text)
    assert fault == f"{place}：{words}"


def test_faults_of_several_cases_are_told_at_once(tmp_path: Path) -> None:
    text = HEAD + "  合计: 一\n- 案例: 乙\n  参照: 丙\n  合计: 二\n- 案例: 丁\n"
    assert [fault.partition("：")[0] for fault in said(tmp_path, text)] == [
        f"{FILE}:{place}" for place in ("3:7", "5:7", "6:7", "7:7")
    ]


@pytest.mark.parametrize("text", ["", "# 还没有\n"])
def test_no_cases(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == ()
    assert read_cases(Files(tmp_path, {}), LISTS) == ()


def test_cases_saved_in_the_old_encoding(tmp_path: Path) -> None:
    assert read(tmp_path, FULL.encode("gb18030")) == read(tmp_path, FULL)


def test_letters_that_cannot_be_known(tmp_path: Path) -> None:
    (fault,) = said(tmp_path, b"\xff\xfe")
    assert fault.startswith(f"{FILE}：文字编码认不出")
