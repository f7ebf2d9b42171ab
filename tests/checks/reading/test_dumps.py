"""Tables that came out one cell a line, with tabs and without."""

from oneruler.checks.reading.dumps import bare_cell_tables, reads_as_indented_prose, tab_cell_rows
from oneruler.checks.reading.lines import Rows, cell_text, split_lines


def words(rows: Rows) -> list[list[str]]:
    return [[cell_text(cell) for cell in row] for row in rows]


def dumped(text: str) -> tuple[int, list[list[str]]]:
    end, rows = tab_cell_rows(split_lines(text), 0)
    return end, words(rows)


def bare(text: str) -> list[list[list[str]]]:
    return [words(rows) for _, _, rows in bare_cell_tables(split_lines(text))]


def test_blank_lines_part_rows_and_empty_cells_count() -> None:
    assert dumped("\t科目\n\t预算\n\t决算\n\n\t基本支出\n\t\u3000\n\t9\n\n\n\t项目支出\n\t\n\t\n\n正文") == (
        12,
        [["科目", "预算", "决算"], ["基本支出", "", "9"], ["项目支出", "", ""]],
    )


def test_a_cell_may_have_several_lines() -> None:
    assert dumped("\t年度\n指标值\n\t任务1：甲。\n任务2：乙。\n\n\t\n合计\n\t38\n")[1] == [
        ["年度指标值", "任务1：甲。任务2：乙。"],
        ["合计", "38"],
    ]


def test_a_cell_broken_by_blank_lines_is_one() -> None:
    assert dumped("\t绩\n\n效\n\n指\n\n标\n\t一级指标\n\t分值\n\n\t\n\t产出指标\n\n(50分)\n\t5")[1] == [
        ["绩效指标", "一级指标", "分值"],
        ["", "产出指标(50分)", "5"],
    ]


def test_words_after_the_table_are_no_part_of_it() -> None:
    assert dumped("\t合计\n\t38\n\n说明\n\n\t下表\n\t1")[0] == 2
    assert dumped("\t合计\n\t38\n\n附件\n\t下表\n\t1")[0] == 2, "a figure is a whole cell"
    assert dumped("\t合计\n\t38\n\n\n备注\n\t下表")[0] == 2, "two blank lines end a table"


def test_a_row_torn_by_a_blank_line_is_put_together() -> None:
    full = "\t\n\t质量\n\t合格率\n\t95%\n\t5\n\t5\n\n"
    torn = "\t\n\t社会\n\t工作有序\n\n\t有效\n\t30\n\t30\n\n"
    assert [len(row) for row in dumped(full + torn + full)[1]] == [6, 6, 6]


def test_rows_of_labels_are_not_put_together() -> None:
    text = "\t联系人\n\t甲\n\t电话\n\t乙\n\n\t职能\n\t征收\n\n\t任务\n\t拆迁\n\n\t编制\n\t1\n\t实有\n\t1\n\n"
    assert [len(row) for row in dumped(text)[1]] == [4, 2, 2, 4]


def test_indents_are_not_cells() -> None:
    prose = "\t一、基本情况\n\t本单位核定编制10人，在职8人。\n\t（一）主要职能\n\t负责征收与补偿工作。\n"
    assert reads_as_indented_prose(split_lines(prose))
    assert reads_as_indented_prose(split_lines("\t只有一行"))
    assert not reads_as_indented_prose(split_lines("\t科目\n\t预算\n\t1、局机关\n\t38"))


HEADER = "科目\n预算数\n决算数\n"
ROWS = "基本支出\n100.00\n98.5\n项目支出\n50\n48\n合计\n150\n146.5\n"


def test_a_header_of_words_and_a_steady_rhythm_make_a_table() -> None:
    assert bare("部门收支表\n单位：万元\n" + HEADER + ROWS) == [
        [
            ["科目", "预算数", "决算数"],
            ["基本支出", "100.00", "98.5"],
            ["项目支出", "50", "48"],
            ["合计", "150", "146.5"],
        ]
    ]


def test_the_same_with_a_blank_line_after_every_cell() -> None:
    assert bare((HEADER + ROWS).replace("\n", "\n\n"))[0][3] == ["合计", "150", "146.5"]


def test_rows_with_a_code_before_the_name() -> None:
    rows = bare("编码\n名称\n预算\n决算\n" + "".join(f"{code}\n科目{code}\n{code}\n1\n" for code in (201, 208, 210)))
    assert rows == [[["编码", "名称", "预算", "决算"], *([c, f"科目{c}", c, "1"] for c in ("201", "208", "210"))]]


def test_rows_parted_by_blank_lines() -> None:
    assert bare("科目\n金额\n备注\n\n基本\n3\n甲\n\n项目\n4\n乙\n\n合计\n7\n丙\n\n其中\n1\n丁")[0] == [
        ["科目", "金额", "备注"], ["基本", "3", "甲"], ["项目", "4", "乙"], ["合计", "7", "丙"], ["其中", "1", "丁"],
    ]  # fmt: skip


def test_without_a_header_a_label_takes_the_figures_after_it() -> None:
    assert bare("基本支出\n1\n2\n项目支出\n3\n4\n其他说明\n一般公用\n5\n6\n") == [
        [["基本支出", "1", "2"], ["项目支出", "3", "4"]],
        [["一般公用", "5", "6"]],
    ]


def test_rows_of_unequal_length_are_not_set_under_each_other() -> None:
    assert bare("基本支出\n1\n2\n3\n项目支出\n3\n4\n合计\n5\n6\n7") == [
        [["基本支出", "1", "2", "3"]], [["项目支出", "3", "4"]], [["合计", "5", "6", "7"]],
    ]  # fmt: skip


def test_short_lines_with_few_numbers_are_no_table() -> None:
    assert bare("目录\n一、概况\n1\n二、收支\n2\n") == []
    assert bare("甲\n乙\n丙\n丁\n") == []
