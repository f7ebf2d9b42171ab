from __future__ import annotations

import pytest

from oneruler.office.errors import NotAllowedError, WrongStateError
from oneruler.office.models import Officer
from oneruler.office.roles import Role
from oneruler.projects.models import Project
from oneruler.survey.actions import ImportResult, enter_facts, import_facts, withdraw_import
from oneruler.survey.errors import ImportRefusedError
from oneruler.survey.models import FactVersion
from oneruler.survey.queries import current_versions
from tests.district import AT, collective_policy, collective_project, household, household_facts, officer, township
from tests.survey.books import book, households

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Officer:
    return officer("clerk", Role.SURVEY)


@pytest.fixture
def project() -> Project:
    made = collective_project()
    for number in ("A1", "A2"):
        household(made, number)
    return made


def take(project: Project, data: bytes, by: Officer) -> ImportResult:
    return import_facts(project=project, data=data, name="调查.xlsx", policy=collective_policy(), by=by, at=AT)


def refused(project: Project, data: bytes, by: Officer) -> list[str]:
    with pytest.raises(ImportRefusedError) as error:
        take(project, data, by)
    assert not FactVersion.objects.exists()
    return [str(fault) for fault in error.value.faults]


def test_a_workbook_becomes_a_version_each(project: Project, clerk: Officer) -> None:
    done = take(project, book(households("A1", "A2")), clerk)
    assert (done.entered, done.unchanged, done.repeated) == (2, 0, False)
    found = current_versions().values_list("right_holder__number", "lawful_building_e2", "persons", "import_key")
    assert sorted(found) == [("A1", 24050, 2, done.key), ("A2", 24050, 2, done.key)]


def test_imported_facts_are_those_entered_by_hand(project: Project, clerk: Officer) -> None:
    by_hand = enter_facts(
        right_holder=project.right_holders.get(number="A1"), facts=household_facts("A1"), policy=collective_policy(),
        cause="入户调查", by=clerk, at=AT,
    )  # fmt: skip
    done = take(project, book({**households("A1", "A2")}), clerk)
    assert done.unchanged == 0  # 240.5 for 240.50: the words differ
    assert by_hand.lawful_building_e2 == current_versions().get(right_holder__number="A1").lawful_building_e2


def test_the_same_file_again_does_nothing(project: Project, clerk: Officer) -> None:
    data = book(households("A1", "A2"))
    first, second = take(project, data, clerk), take(project, data, clerk)
    assert second == ImportResult(first.key, 0, 0, repeated=True)
    assert FactVersion.objects.count() == 2


def test_another_file_with_the_same_facts_enters_nothing(project: Project, clerk: Officer) -> None:
    take(project, book(households("A1", "A2")), clerk)
    done = take(project, book(households("A2", "A1")), clerk)
    assert (done.entered, done.unchanged) == (0, 2)


def test_one_bad_cell_and_nothing_is_taken_all_bad_cells_named(project: Project, clerk: Officer) -> None:
    cells = households("A1", "A2")
    cells["房屋"][2][cells["房屋"][0].index("结构")] = "茅草"
    cells["房屋"][2][cells["房屋"][0].index("合法面积")] = -5
    cells["人口"][1][2] = "从前"
    assert refused(project, book(cells), clerk) == [
        "工作表“人口”的 C2：应是日期，如 2025-07-01，现为“从前”",
        "工作表“房屋”的 C3：没有“茅草”这个选项。可选：" + "、".join(collective_policy().objects["房屋"].fields["结构"].choices[:20]),
        "工作表“房屋”的 G3：应在 0 与 5000 之间，现为 -5",
    ]  # fmt: skip


def test_a_household_out_of_sight_is_told_as_one_that_is_not_there(project: Project) -> None:
    household(project, "HIDDEN", where=township("430199002"))
    by = officer("own", Role.SURVEY, where=township())
    words = [
        [line.replace(number, "X") for line in refused(project, book(households("A1", number)), by)]
        for number in ("HIDDEN", "NOWHERE")
    ]
    assert words[0] == words[1]
    assert words[0][0] == "工作表“户”的 A3：没有户号“X”，或它不在您负责的范围内"


def test_who_has_no_such_post_is_refused(project: Project) -> None:
    with pytest.raises(NotAllowedError):
        take(project, book(households("A1")), officer("reviewer", Role.REVIEW))


def test_a_clerk_of_another_project_learns_nothing(project: Project) -> None:
    by = officer("other", Role.SURVEY, project="J-9")
    assert all("没有户号" in line for line in refused(project, book(households("A1")), by))


def test_withdrawing_leaves_what_stood_before(project: Project, clerk: Officer) -> None:
    holder = project.right_holders.get(number="A1")
    enter_facts(right_holder=holder, facts=household_facts("A1", lawful="100"), policy=collective_policy(),
                cause="入户调查", by=clerk, at=AT)  # fmt: skip
    done = take(project, book(households("A1", "A2")), clerk)
    made = withdraw_import(project=project, import_key=done.key, reason="选错了文件", by=clerk, at=AT)
    assert [one.version for one in made] == [3, 2]
    assert list(current_versions().values_list("right_holder__number", "lawful_building_e2")) == [("A1", 10000)]
    assert FactVersion.objects.count() == 5


def test_what_was_withdrawn_may_be_taken_again(project: Project, clerk: Officer) -> None:
    data = book(households("A1", "A2"))
    first = take(project, data, clerk)
    withdraw_import(project=project, import_key=first.key, reason="选错了文件", by=clerk, at=AT)
    second = take(project, data, clerk)
    assert (second.entered, second.repeated) == (2, False)
    assert first.key != second.key
    assert take(project, data, clerk).repeated


def test_an_import_is_withdrawn_once_and_by_its_own_key(project: Project, clerk: Officer) -> None:
    done = take(project, book(households("A1")), clerk)
    withdraw_import(project=project, import_key=done.key, reason="选错了文件", by=clerk, at=AT)
    for key in (done.key, "W-" + done.key, "", "x"):
        with pytest.raises(WrongStateError, match="没有找到这次导入"):
            withdraw_import(project=project, import_key=key, reason="再撤一次", by=clerk, at=AT)


def test_nothing_entered_since_is_lost_by_withdrawing(project: Project, clerk: Officer) -> None:
    done = take(project, book(households("A1", "A2")), clerk)
    enter_facts(right_holder=project.right_holders.get(number="A2"), facts=household_facts("A2", lawful="99"),
                policy=collective_policy(), cause="更正", by=clerk, at=AT)  # fmt: skip
    with pytest.raises(WrongStateError, match="户号 A2 在导入以后又录入过"):
        withdraw_import(project=project, import_key=done.key, reason="选错了文件", by=clerk, at=AT)
    assert FactVersion.objects.count() == 3


def test_five_hundred_households_in_few_queries(
    project: Project, clerk: Officer, django_assert_max_num_queries: object
) -> None:
    from oneruler.survey.actions import HolderRow, register_right_holders

    numbers = [f"B{number:03}" for number in range(500)]
    rows = [HolderRow(number, "household", "户", township(), f"示例·{number}") for number in numbers]
    register_right_holders(project=project, rows=rows, by=clerk, at=AT)
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        assert take(project, book(households(*numbers)), clerk).entered == 500
