from __future__ import annotations

import pytest

from oneruler.policy.facts import RawFacts
from oneruler.survey.errors import ImportRefusedError
from oneruler.survey.imports import Imported, read_import
from tests.district import collective_policy
from tests.survey.books import Cells, book, households

SHARED: RawFacts = {"项目": [{"项目名称": "示例", "预公告日": "2025-08-01"}]}
ROOTS = {"A1": "户", "A2": "户", "J1": "集体"}


def taken(cells: Cells, shared: RawFacts = SHARED) -> dict[str, Imported]:
    return read_import(book(cells), "调查.xlsx", collective_policy(), ROOTS, shared)


def faults(cells: Cells, shared: RawFacts = SHARED) -> list[str]:
    with pytest.raises(ImportRefusedError) as refused:
        taken(cells, shared)
    return [str(fault) for fault in refused.value.faults]


def with_cell(kind: str, row: int, column: int, value: object) -> dict[str, list[list[object]]]:
    cells = households("A1")
    cells[kind][row][column] = value
    return cells


def test_households_and_collectives_from_one_workbook() -> None:
    land: list[list[object]] = [
        ["户号", "编号", "区片", "地类", "永久基本农田", "面积（亩）"],
        ["J1", "1号", "Ⅰ", "水田", "否", 12.3456],
    ]
    found = taken({**households("A1"), "集体": [["户号", "集体名称"], ["J1", "示例·一组"]], "地块": land})
    assert sorted(found) == ["A1", "J1"]
    assert found["J1"].raw["地块"] == [
        {"编号": "1号", "区片": "Ⅰ", "地类": "水田", "永久基本农田": "否", "面积": "12.3456"}
    ]
    assert found["A1"].raw["户"][0]["户号"] == "A1"


def test_a_unit_in_the_heading_goes_with_each_figure() -> None:
    fixtures: list[list[object]] = [
        ["户号", "编号", "设施名称", "数量（㎡）", "贴瓷砖", "设施建成日"],
        ["A1", "坪", "水泥坪", 26, "否", "2016-05-01"],
    ]
    assert taken({**households("A1"), "设施": fixtures})["A1"].raw["设施"][0]["数量"] == "26 ㎡"


def test_a_wrong_unit_in_the_heading_is_a_fault_there() -> None:
    assert faults(with_cell("房屋", 0, 6, "合法面积（亩）")) == ["工作表“房屋”的 G1：“合法面积”的单位应是 ㎡，现为 亩"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (with_cell("户", 0, 0, "编号"), "工作表“户”的 A1：第一列的表头应是“户号”，现为“编号”"),
        (with_cell("房屋", 0, 2, "结购"), "工作表“房屋”的 C1：没有“结购”这个字段。是不是“结构”？"),
        (with_cell("房屋", 0, 2, "编号"), "工作表“房屋”的 C1：“编号”有两列；请删去一列"),
        (with_cell("房屋", 0, 2, None), "工作表“房屋”的 A1：表头缺少结构"),
        (with_cell("房屋", 1, 0, None), "工作表“房屋”的 A2：没有填户号"),
        (with_cell("房屋", 1, 0, "J1"), "工作表“房屋”的 A2：户号“J1”是集体，不填“房屋”"),
        (with_cell("房屋", 1, 4, None), "工作表“房屋”的 E2：没有填"),
        (with_cell("户", 1, 1, None) | {"车": [["户号"], ["A1"]]}, "工作表“车”：没有这种对象。可用的有"),
        ({**households("A1"), "项目": [["户号"], ["A1"]]}, "工作表“项目”：由项目统一填写，请删去这张工作表"),
        ({"房屋": households("A1")["房屋"]}, "工作表“房屋”的 A2：户号“A1”在工作表“户”里没有一行"),
        ({"户": [["户号", "户主"]]}, "工作表“户”的 A1：表头缺少安置方式"),
        ({"说明": [["随便"]]}, "里没有任何一户的事实"),
    ],
)
def test_each_fault_stands_at_its_cell(cells: Cells, said: str) -> None:
    assert any(line.startswith(said) or said in line for line in faults(cells)), faults(cells)


def test_two_of_one_name_and_two_rows_of_one_household() -> None:
    cells = households("A1")
    cells["房屋"].append(list(cells["房屋"][1]))
    cells["户"].append(list(cells["户"][1]))
    assert faults(cells) == [
        "工作表“户”的 A2：“户”只能有一个，现有 2 个",
        "工作表“房屋”的 B3：“房屋”里有 2 个都叫“主房”，请分别命名",
    ]


def test_what_the_project_lacks_is_said_of_the_project() -> None:
    assert faults(households("A1"), {"项目": [{"项目名称": "示例"}]}) == [
        "项目的共用事实：项目“示例”：“预公告日”没有填；请先由项目岗补正"
    ]


def test_a_number_written_in_by_the_template_and_left_is_passed_over() -> None:
    cells = households("A1")
    cells["户"].append(["A2", *[None] * 7])
    assert sorted(taken(cells)) == ["A1"]


def test_figures_are_taken_as_stored_not_as_shown() -> None:
    import io

    import openpyxl

    made = openpyxl.load_workbook(io.BytesIO(book(households("A1"))))
    cell = made["房屋"]["G2"]
    cell.value, cell.number_format = 240.55, "0"
    made["房屋"]["F2"].value = 240.55
    memory = io.BytesIO()
    made.save(memory)
    found = read_import(memory.getvalue(), "调查.xlsx", collective_policy(), ROOTS, SHARED)
    assert found["A1"].raw["房屋"][0]["合法面积"] == "240.55"
