"""Whole texts: what becomes prose, what a table; and the five published reports."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneruler.base.document import Document
from oneruler.checks.reading import read
from oneruler.checks.reading.text import read_text
from tests.checks.reading.sight import assert_true_offsets, grid, headings, letters, paragraphs, tables

SNIPPETS = st.sampled_from(
    ["一、收入情况", "（一）明细", "本年支出100万元，占5%，主要用于", "征地补偿。", "科目", "合计", "38", "2.5%", "\t", "\t38", "\t合计",
     "a\tb\tc", "|甲|1|", "|---|---|", "甲  1  2", "- 3 -", "", "", "\u3000\u3000无。", "**粗体**", "# 标题", "\ufeff", "１２"]
)  # fmt: skip
ENDS = st.sampled_from(["\n", "\n", "\r\n", "\r", "\n\f", "\v", "\u2028"])


@given(st.lists(st.tuples(SNIPPETS, ENDS), max_size=40), st.sampled_from(["txt", "md"]))
@settings(max_examples=300, deadline=None)
def test_offsets_are_true_and_nothing_is_lost(parts: list[tuple[str, str]], kind: str) -> None:
    text = "".join(words + end for words, end in parts)
    document = read_text(text, kind=kind)
    assert document.text == text
    assert_true_offsets(document)
    taken = {at for passage_at in _all_offsets(document) for at in passage_at}
    left = [letter for at, letter in enumerate(text) if at not in taken and not letter.isspace()]
    assert set(left) <= set("#*|-3\ufeff"), "only marks and page numbers are left out"


def _all_offsets(document: Document) -> list[list[int]]:
    from tests.checks.reading.sight import passages

    return [list(passage.at) for passage in passages(document)]


def test_prose_and_tables_take_turns() -> None:
    document = read_text("一、收入\n\n收入表\n科目\t金额\n拨款\t9\n\n合计9万元。\n\n|a|b|\n|-|-|\n|1|2|\n\n末段。")
    assert paragraphs(document) == ["一、收入", "收入表", "合计9万元。", "末段。"]
    assert [grid(table) for table in tables(document)] == [[["科目", "金额"], ["拨款", "9"]], [["a", "b"], ["1", "2"]]]
    assert tables(document)[0].caption == "一、收入 收入表"


def test_one_line_with_one_tab_is_a_label_with_its_words() -> None:
    assert paragraphs(read_text("填报人：\t甲\n\n正文。")) == ["填报人:甲", "正文。"]


def test_a_form_is_parted_at_its_titles_and_where_its_header_begins_anew() -> None:
    form = "\t一、收支\n\n\t机构\n\t合计\n\t其中\n\n\t局\n\t1\n\t1\n\n\t机构\n\t资产\n\n\t局\n\t5\n\n"
    document = read_text(form)
    assert headings(document) == [(1, "一、收支")]
    assert [grid(table) for table in tables(document)] == [
        [["机构", "合计", "其中"], ["局", "1", "1"]],
        [["机构", "资产"], ["局", "5"]],
    ]


def test_bare_lines_of_a_web_page() -> None:
    document = read_text(
        "收入情况如下：\n科目\n预算\n决算\n拨款\n9\n8\n其他\n1\n1\n合计\n10\n9\n以上为收入情况，均已入账。"
    )
    assert grid(tables(document)[0])[-1] == ["合计", "10", "9"]
    assert paragraphs(document) == ["收入情况如下:", "以上为收入情况，均已入账。"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_places_count_lines_as_split_does(end: str) -> None:
    text = end.join(["一、收入", "", "本年收入100万元。"])
    document = read_text(text)
    at = text.index("100")
    place = document.place(at, at + 3)
    lines = text.split("\n")
    assert lines[place.line - 1][place.start : place.end] == "100"
    assert paragraphs(document) == ["一、收入", "本年收入100万元。"]


@pytest.mark.parametrize(
    "unit", ["38\n", "\t38\n\n", "\t绩\n\n效\n\n", "合计\n", "|a|b|\n", "a  1\n", "科目\t1\n", "支出，\n"]
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    def seconds(times: int) -> int:
        text = unit * times
        started = time.perf_counter_ns()
        read_text(text)
        return time.perf_counter_ns() - started

    seconds(500)
    assert min(seconds(8000) for _ in range(2)) < 40 * max(1_000_000, min(seconds(800) for _ in range(3)))


def widths(document: Document) -> list[tuple[int, int]]:
    return [(len(table.rows), len(table.rows[0])) for table in tables(document)]


@pytest.mark.parametrize("name", ["hetang-2022", "lusong-2020", "lusong-2021", "kaifu-2022", "jingzhou-2023"])
def test_published_reports_are_read_whole(reports: Path, name: str) -> None:
    document = read(reports / f"{name}.txt")
    assert_true_offsets(document)
    dropped = sum(not letter.isspace() for letter in document.text) - letters(document)
    assert 0 <= dropped <= 40, "only the marks of lists"


def test_a_paragraph_parted_by_a_page_break_is_one(reports: Path) -> None:
    words = paragraphs(read(reports / "lusong-2020.txt"))
    assert any("主要用于以下方面:一般公共服务支出(类)180.53万元" in paragraph for paragraph in words)
    assert any("指挥部设置集中签约期" in paragraph for paragraph in words)
    assert "服务中心部门决算**" in words


def test_tab_tables_keep_their_columns(reports: Path) -> None:
    found = tables(read(reports / "hetang-2022.txt"))
    assert [(len(table.rows), len(table.rows[0])) for table in found] == [(23, 7), (21, 9), (21, 9)]
    assert grid(found[0])[1] == ["", "13", "", "8", "", "61.53%", ""]
    assert grid(found[1])[2][1:8] == ["年度资金总额", "125.73", "2652.14", "2652.14", "10", "2109%", "8"]


def test_a_dumped_form_comes_back_in_rows(reports: Path) -> None:
    found = tables(read(reports / "kaifu-2022.txt"))
    assert grid(found[0])[0] == ["项目名称", "项目类型", "资金用途、使用方向", "预算金额", "<", "支出金额", "<"]
    assert grid(found[0])[3] == ["合计", "<", "<", "38", "38", "27.75", "27.75"]
    form = grid(found[1])
    header = next(n for n, row in enumerate(form) if row[1] == "一级指标")
    assert form[header][5:8] == ["实际完成值", "分值", "得分"]
    social = next(row for row in form if row[2] == "社会效益指标")
    assert social[4:8] == ["有效保障", "有效保障", "30", "30"]
    assert form[-1] == ["总分", "<", "<", "<", "<", "<", "100", "100", ""]


def test_dumped_accounts_stand_under_their_headers(reports: Path) -> None:
    income, spending, *_ = tables(read(reports / "jingzhou-2023.txt"))[1:]
    assert dict(zip(grid(income)[1], grid(income)[2], strict=True))["公共财政拨款"] == "6688.63"
    rows = grid(spending)
    assert rows[0][2:] == ["其中:", "<", "<", "<", "结余", "<"]
    assert rows[2][3:5] == ["人员支出", "公用支出"]
    assert rows[3] == ["局机关及二级机构汇总", "6688.63", "376.54", "267.31", "109.23", "6312.09", "", ""]
