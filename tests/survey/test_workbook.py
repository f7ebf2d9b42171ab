from __future__ import annotations

import io

import openpyxl
import pytest

from oneruler.policy.pack.loading import load
from oneruler.policy.pack.shelf import packs, shipped
from oneruler.survey.errors import ImportRefusedError
from oneruler.survey.imports import read_import
from oneruler.survey.workbook import template
from tests.district import collective_policy, household_facts
from tests.survey.books import typed

SHARED = {"项目": [{"项目名称": "示例", "预公告日": "2025-08-01"}]}


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_one_sheet_an_object_kind_with_the_numbers_of_the_roots() -> None:
    made = opened(template(collective_policy(), {"户": ["A1", "A2"], "集体": ["J1"]}, stated=["项目"]))
    assert "项目" not in made.sheetnames
    assert made.sheetnames[0] == "说明"
    assert {"组", "户", "房屋", "地块"} <= set(made.sheetnames)
    assert [cell.value for cell in made["户"]["A"]] == ["户号", "A1", "A2"]
    assert [cell.value for cell in made["集体"][1]] == ["户号", "集体名称"]
    assert made["选项"].sheet_state == "hidden"


def test_only_the_kinds_of_the_roots_asked_for() -> None:
    made = opened(template(collective_policy(), {"集体": ["J1"]}, stated=["项目", "组"]))
    assert made.sheetnames == ["说明", "集体", "地块", "公共设施", "选项"]


def test_drop_downs_hold_the_policys_choices() -> None:
    made = opened(template(collective_policy(), {"户": ["A1"]}))
    houses, choices = made["房屋"], made["选项"]
    by_cell = {str(rule.sqref).split(":")[0]: rule for rule in houses.data_validations.dataValidation}
    where = next(cell.coordinate for cell in houses[1] if cell.value == "结构")[:-1]
    formula = by_cell[f"{where}2"].formula1
    column, last = formula.split(":$")[1].split("$")
    kind = collective_policy().objects["房屋"].fields["结构"]
    assert [choices[f"{column}{row}"].value for row in range(1, int(last) + 1)] == list(kind.choices)


def test_filled_in_it_is_taken() -> None:
    made = opened(template(collective_policy(), {"户": ["A1", "A2"]}, stated=["项目"]))
    for kind, objects in household_facts("A1").items():
        sheet = made[kind]
        columns = {str(cell.value).partition("（")[0]: cell.column for cell in sheet[1]}
        for row, one in enumerate(objects, 2):
            sheet.cell(row, 1, "A1")
            for name, words in one.items():
                sheet.cell(row, columns[name], words if name == "户号" else typed(words))
    memory = io.BytesIO()
    made.save(memory)
    taken = read_import(memory.getvalue(), "表.xlsx", collective_policy(), {"A1": "户", "A2": "户"}, SHARED)
    assert list(taken) == ["A1"]
    assert taken["A1"].raw["房屋"][0]["合法面积"] == "240.5"


def test_left_empty_nothing_is_taken() -> None:
    data = template(collective_policy(), {"户": ["A1"]}, stated=["项目"])
    with pytest.raises(ImportRefusedError, match="没有任何一户"):
        read_import(data, "表.xlsx", collective_policy(), {"A1": "户"}, SHARED)


@pytest.mark.parametrize("slug", [path.name for path in packs(shipped())])
def test_every_shipped_pack_has_a_workbook(slug: str) -> None:
    policy = load(shipped() / slug)
    made = opened(template(policy, {}))
    assert set(made.sheetnames) == {"说明", "选项", *policy.objects}


def test_a_number_that_looks_like_a_formula_stays_words() -> None:
    made = opened(template(collective_policy(), {"户": ["=1+1"]}))
    assert (made["户"]["A2"].value, made["户"]["A2"].data_type) == ("=1+1", "s")
