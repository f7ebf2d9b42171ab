"""What an officer reads in a terminal."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.base.document import Document
from oneruler.checks.render.form import Outcome, write
from oneruler.checks.render.terminal import TerminalForm, columns_of, printable
from oneruler.checks.report import Report


def test_a_paper_as_text(sample: Report) -> None:
    assert write(TerminalForm(), [(sample, "自评.docx")]) == (
        "自评.docx\n"
        "  错误  第1页 第2段  增长率应为 94.3%。\n"
        "      “与上年相比增长943%”\n"
        "      3339.65 ÷ (202.78 + 3339.65) = 94.2757%，应为 94.3%，写作 943%\n"
        "      可能的笔误：小数点遗漏或错位\n"
        "  提示  第1页 第2段  未列出是哪两项。\n"
        "      “两项”\n"
        "  警告  第2页 表1 R3C3  合计少于年初数。\n"
        "      “1,100.00”\n"
        "  未能核查：三公经费合计（没有三公经费表）。\n"
        "  核查点 3 处：相符 1、不符 1、无法复算 1；错误 1 处，警告 1 处，提示 1 处。\n"
        "\n"
        "共 1 份文件；核查点 3 处，错误 1 处，警告 1 处，提示 1 处。\n"
    )


def test_colour_only_where_asked_for(sample: Report) -> None:
    plain = write(TerminalForm(), [(sample, "a")])
    coloured = write(TerminalForm(colour=True), [(sample, "a")])
    assert "\x1b" not in plain
    assert "\x1b[1;31m错误\x1b[0m" in coloured
    assert "\x1b[1;33m警告\x1b[0m" in coloured
    assert "增长\x1b[1;4m943%\x1b[0m" in coloured


def test_unread_papers_are_counted_at_the_end() -> None:
    form = TerminalForm()
    assert form.unread("坏.pdf", "无法读取。", 1) == "坏.pdf\n  未能核查  无法读取。\n"
    assert "共 2 份文件，其中 1 份未能核查；" in form.tail([Outcome("a"), Outcome("坏.pdf", error="无法读取。")])


@pytest.mark.parametrize("width", [30, 40, 60])
def test_long_quotes_are_cut_to_the_terminal_about_the_figure(sample: Report, width: int) -> None:
    quote = "与上年相比" * 30 + "增长943%" + "，主要是新增项目" * 30
    report = replace(sample, findings=(replace(sample.findings[0], quote=quote),))
    line = TerminalForm(width=width).paper(report, "a", 1).split("\n")[2]
    assert "943%" in line
    assert line.startswith("      “…")
    assert columns_of(line) <= width
    assert columns_of(line) > width - 8
    assert quote in TerminalForm().paper(report, "a", 1)


def test_notes_of_the_reader_are_told() -> None:
    report = Report(Document("", (), notes=("第2页是图片。",)), (), ())
    assert "  第2页是图片。\n" in TerminalForm().paper(report, "a", 1)


def test_columns() -> None:
    assert [columns_of(text) for text in ("abc", "一把尺", "３％", "e\u0301", "")] == [3, 6, 4, 1, 0]


@given(st.text())
def test_no_file_can_steer_the_terminal(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert shown.isprintable()


def test_names_and_quotes_cannot_steer_it_either(sample: Report) -> None:
    found = replace(sample.findings[0], quote="增长\x1b[2J943%", message="换\r行")
    assert "\x1b" not in write(TerminalForm(), [(replace(sample, findings=(found,)), "名\x1b]0;x\x07")])
