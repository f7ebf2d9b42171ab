"""Facts from files as officers bring them: YAML and workbooks, with all that is wrong said at once."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from oneruler.policy.facts import Facts
from oneruler.policy.facts_files import cell_text, check_workbook, facts_of, load_facts
from oneruler.policy.faults import FactsError
from oneruler.policy.language.units import Unit
from oneruler.policy.model import Policy
from tests.policy.pack.good import loaded

TEXT = """\
主体: 户
项目: {预公告日: 2025-08-01}
户: {户号: A1, 户主: 示例·李大山, 困难: 是}
房屋:
- {编号: 主房, 结构: 砖混, 合法面积: 100.50, 认定: 合法}
- {编号: 偏房, 结构: 砖木, 合法面积: "1,000"}
设施:
- {编号: 一, 品名: 围墙, 数量: 12.5 m³}
"""
Sheets = dict[str, Sequence[Sequence[Any]]]
BOOK: Sheets = {
    "项目": [["预公告日"], [date(2025, 8, 1)]],
    "户": [["户号", "户主", "签约日", "困难"], ["A1", "示例·李大山", None, True]],
    "房屋": [
        ["编号", "结构", "合法面积（㎡）", "认定"],
        ["主房", "砖混", 100.5, "合法"],
        ["偏房", "砖木", 1000, None],
    ],
    "设施": [["编号", "品名", "数量", "单位"], ["一", "围墙", 12.5, "m³"]],
    "说明": [["怎么填"], ["一行一个"]],
}


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    return loaded(tmp_path_factory.mktemp("pack"))


def book(sheets: Sheets) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def said(policy: Policy, data: bytes, name: str = "一户.xlsx", *, root: str = "户") -> list[str]:
    with pytest.raises(FactsError) as error:
        facts_of(policy, data, name, root=root)
    return list(error.value.problems)


def read(policy: Policy, sheets: Sheets) -> Facts:
    return facts_of(policy, book(sheets), "一户.xlsx", root="户")


def changed(name: str, rows: Sequence[Sequence[Any]]) -> Sheets:
    return {**BOOK, name: rows}


def test_yaml_and_workbook_say_the_same(policy: Policy) -> None:
    written, filled = facts_of(policy, TEXT.encode(), "一户.yaml"), read(policy, BOOK)
    assert written == filled
    assert filled.shared["项目"].values["预公告日"] == date(2025, 8, 1)
    assert filled.root.values == {"户号": "A1", "户主": "示例·李大山", "签约日": None, "困难": True}
    assert [house.values["合法面积"] for house in filled.children["房屋"]] == [Decimal("100.50"), Decimal("1000.00")]
    assert filled.children["设施"][0].stated == {"设施单价": Unit.of("m³")}


@pytest.mark.parametrize("name", ["一户.yaml", "一户.yml", "一户.YAML"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_yaml_however_it_is_called_and_saved(policy: Policy, name: str, encoding: str) -> None:
    assert facts_of(policy, TEXT.replace("\n", "\r\n").encode(encoding), name) == facts_of(
        policy, TEXT.encode(), "a.yml"
    )


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (1.1 * 3, "3.3"),
        (120.5, "120.5"),
        (66.63, "66.63"),
        (3.0, "3"),
        (100.0, "100"),
        (-0.05, "-0.05"),
        (0.0, "0"),
        (1e15, "1000000000000000"),
        (1e-7, "0.0000001"),
        (12345678.9, "12345678.9"),
        (7, "7"),
        (True, "是"),
        (False, "否"),
        ("  主房 ", "主房"),
        ("", ""),
        (date(2025, 7, 1), "2025-07-01"),
        (datetime(2025, 7, 1, 8, 30), "2025-07-01"),  # noqa: DTZ001 -- as a workbook has it
    ],
)
def test_a_cell_in_words(cell: Any, text: str) -> None:
    assert cell_text(cell) == text


@pytest.mark.parametrize(
    ("cell", "value"),
    [(0.1 + 0.2, "0.30"), ("100.50", "100.50"), ("1,000.5", "1000.50"), (5, "5.00"), ("12.5㎡", "12.50"), ("12.5 ㎡", "12.50")],
)  # fmt: skip
def test_areas_as_cells_have_them(policy: Policy, cell: Any, value: str) -> None:
    facts = read(policy, changed("房屋", [["编号", "结构", "合法面积"], ["主房", "砖混", cell]]))
    assert facts.children["房屋"][0].values["合法面积"] == Decimal(value)


@pytest.mark.parametrize(
    "cell", [date(2025, 8, 1), "2025-08-01", "2025/8/1", "2025.8.1", "2025年8月1日", "二〇二五年八月一日"]
)  # fmt: skip
def test_days_as_cells_have_them(policy: Policy, cell: Any) -> None:
    facts = read(policy, changed("项目", [["预公告日"], [cell]]))
    assert facts.shared["项目"].values["预公告日"] == date(2025, 8, 1)


def test_blank_rows_and_columns_are_no_objects(policy: Policy) -> None:
    rows: list[list[Any]] = [
        [],
        [None, "编号", "结构", "合法面积", None],
        [],
        [None, "主房", "砖混", 1, None, " "],
        [None, " "],
        [],
    ]
    facts = read(policy, changed("房屋", rows))
    assert [house.label for house in facts.children["房屋"]] == ["主房"]


def test_sheets_that_are_empty_or_explain_are_passed_over(policy: Policy) -> None:
    blank: Sheets = {f"Sheet{number}": [] for number in range(50)}
    heads: Sheets = {"青苗": [["编号", "面积"]]}
    assert read(policy, {**BOOK, **blank, **heads}) == read(policy, BOOK)


def test_fifty_sheets_of_something_else_are_all_told(policy: Policy) -> None:
    strange: Sheets = {f"统计{number}": [["甲"], [1]] for number in range(50)}
    told = said(policy, book({**BOOK, **strange}))
    assert len(told) == 50
    assert told[7] == "没有“统计7”这种对象。"


WRONG: list[tuple[str, Sequence[Sequence[Any]], list[str]]] = [
    ("房屋", [["编号", "结构", "合法面积"], ["主房", "砖混", 100.505]], ["房屋“主房”：“合法面积”最多 2 位小数，现为 100.505"]),
    ("房屋", [["编号", "结构", "合法面积"], ["主房", "砖混", 5000.01]], ["房屋“主房”：“合法面积”应在 0 与 5000 之间，现为 5000.01"]),
    ("房屋", [["编号", "结构", "合法面积"], ["主房", "砖昆", 1]], ["房屋“主房”：“结构”没有“砖昆”这个选项。是不是“砖混”？"]),
    ("房屋", [["编号", "结构", "面积"], ["主房", "砖混", 1]], ["房屋“主房”：没有“面积”这个字段。是不是“合法面积”？", "房屋“主房”：“合法面积”没有填"]),
    ("房屋", [["编号", "结构", "合法面积", "结构"], ["主房", "砖混", 1, "砖木"]], ["工作表“房屋”的表头“结构”写了两次"]),
    ("房屋", [["编号", "结构", "合法面积", None], ["主房", "砖混", 1, "违建"]], ["工作表“房屋”第 2 行的“违建”上面没有表头"]),
    ("户", [["户号", "户主", "困难"], ["A", "甲", "否"], ["B", "乙", "否"]], ["“户”只能有一个，现有 2 个"]),
    ("户", [["户号", "户主", "困难"], ["A", "甲", 1]], ["户“A”：“困难”应填“是”或“否”，现为“1”"]),
    ("项目", [["预公告日"], ["八月"]], ["项目“八月”：“预公告日”应是日期，如 2025-07-01，现为“八月”"]),
    ("设施", [["编号", "品名", "数量"], ["一", "围墙", 5]], ["设施“一”：“数量”没有写单位，应与标准表“设施单价”一致，如“5 ㎡”"]),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "rows", "words"), WRONG)
def test_what_is_wrong_in_a_sheet(policy: Policy, sheet: str, rows: Sequence[Sequence[Any]], words: list[str]) -> None:
    assert said(policy, book(changed(sheet, rows))) == words


def test_all_that_is_wrong_is_told_at_once(policy: Policy) -> None:
    wrong = changed("户", [["户号", "户主", "困难"], ["A", None, "也许"]])
    wrong["房屋"] = [["编号", "结构", "合法面积"], ["主房", "钢", "许多"], ["主房", "砖混", 1]]
    assert len(said(policy, book(wrong))) == 5


def damaged(cut: Callable[[bytes], bytes]) -> bytes:
    return cut(book(BOOK))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 broken",
        b"<html><body><table><tr><td>\xe6\x88\xb7</td></tr></table></body></html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "户号,户主\nA,甲\n".encode(),
        damaged(lambda data: data[: len(data) // 2]),
        damaged(lambda data: data[:200] + bytes(50) + data[250:]),
    ],
)
def test_what_is_no_workbook(policy: Policy, data: bytes) -> None:
    (told,) = said(policy, data)
    assert told.startswith("“一户.xlsx”不是能读的 xlsx 工作簿（")
    assert told.endswith("），请用 WPS 或 Excel 另存一份")


def packed(part: str, content: bytes) -> bytes:
    """The book with one of its parts written anew."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(BOOK))) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), part}:
            new.writestr(name, content if name == part else old.read(name))
    return buffer.getvalue()


def sheet_xml(rows: str) -> bytes:
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    ).encode()


FAR = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "rows",
    [
        f'{FAR}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        f"{FAR}<row r='1048576' ht='9'><c s='1' r='XFD1048576' t='n'><v>1</v></c></row>",
        f'{FAR}<row r="2"><c r="XFD2"><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>',
        f'{FAR}<row r="300000"><c r="A300000"><v>1</v></c></row>',
    ],
)
def test_a_cell_far_out_fills_no_memory(policy: Policy, rows: str) -> None:
    (told,) = said(policy, packed("xl/worksheets/sheet1.xml", sheet_xml(rows)))
    assert "表格超过 200000 格，多半是很远的地方还有内容，请删去" in told


def test_rows_that_were_only_coloured_are_no_cells() -> None:
    rows = f'{FAR}<row r="1048576" ht="20"/><row r="7"><c r="XFD7" s="3"/></row>'
    check_workbook(packed("xl/worksheets/sheet1.xml", sheet_xml(rows)), 100)


def test_a_workbook_that_swells_is_not_opened(policy: Policy) -> None:
    (told,) = said(policy, packed("xl/sharedStrings.xml", bytes(101 * 1024 * 1024)))
    assert "展开后超过 100 MB" in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("户: [\n", "一户.yaml:2:1：这里不合 YAML 的写法"),
        ("户: {户号: A, 户号: B}\n", "一户.yaml:1:12：“户号”写了两次，第一次在第 1 行 请删去一个。"),
        ("户: &a {户号: A}\n", "一户.yaml:1:4：不能用锚点（&a） 请删去。"),
        ("户: {户号: [A]}\n", "一户.yaml:1:9：“户号”应是一项文字或数字"),
        ("- 户\n", "一户.yaml:1:1：事实应写成“对象: ……”的几行"),
    ],
)
def test_what_is_no_yaml(policy: Policy, text: str, words: str) -> None:
    (told,) = said(policy, text.encode(), "一户.yaml")
    assert told.startswith(words)


@pytest.mark.parametrize("text", ["", "# 空的\n"])
def test_an_empty_file_lacks_everything(policy: Policy, text: str) -> None:
    assert said(policy, text.encode(), "一户.yaml") == [
        "项目：“预公告日”没有填", "户：“户号”没有填", "户：“户主”没有填", "户：“困难”没有填",
    ]  # fmt: skip


def test_letters_that_cannot_be_known(policy: Policy) -> None:
    (told,) = said(policy, b"\xff\xfe", "一户.yaml")
    assert told.startswith("一户.yaml：文字编码认不出")


@pytest.mark.parametrize("name", ["一户.xls", "一户.csv", "一户", "一户.yaml.exe"])
def test_a_file_of_another_kind(policy: Policy, name: str) -> None:
    assert said(policy, TEXT.encode(), name) == [f"“{name}”应是 .yaml、.yml、.xlsx 文件"]


def test_which_root_is_meant(policy: Policy) -> None:
    assert facts_of(policy, TEXT.encode(), "a.yaml").root.kind == "户"
    plot = "项目: {预公告日: 2025-08-01}\n集体: {名称: 示例·柳湾组}\n地块: [{编号: 一, 面积: 0.5}]\n"
    assert facts_of(policy, plot.encode(), "a.yaml").root.kind == "集体"
    assert facts_of(policy, plot.encode(), "a.yaml", root="集体").root.label == "示例·柳湾组"
    assert said(policy, b"{}", "a.yaml", root="") == ["事实里应有主体（户、集体）之一，现为“无”"]
    assert said(policy, b"{}", "a.yaml", root="村") == ["事实里应有主体（户、集体）之一，现为“村”"]


def test_facts_on_disk(policy: Policy, tmp_path: Path) -> None:
    path = tmp_path / "一户.yaml"
    path.write_text(TEXT, "utf-8")
    assert load_facts(policy, path) == facts_of(policy, TEXT.encode(), "一户.yaml")
    with path.open("ab") as file:
        file.truncate(5 * 1024 * 1024 + 1)
    with pytest.raises(FactsError, match="文件超过 5 MB，不像一户的事实"):
        load_facts(policy, path)
    with pytest.raises(FileNotFoundError):
        load_facts(policy, tmp_path / "无.yaml")
