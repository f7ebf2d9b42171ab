"""PDF files: paragraphs, ruled tables, tables over two pages, and files that cannot be read."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from oneruler.base.document import Document
from oneruler.checks.reading import read as read_file
from oneruler.checks.reading import read_bytes
from oneruler.checks.reading.refusal import UnreadableError
from tests.checks.reading.printing import Picture, Stroke, Words, frame, printed
from tests.checks.reading.sight import assert_true_offsets, grid, headings, paragraphs, tables


def read(*pages: Sequence[Words | Stroke | Picture]) -> Document:
    document = read_bytes(printed(*pages), "a.pdf")
    assert_true_offsets(document)
    return document


def column(*lines: str, top: int = 700, left: int = 50) -> list[Words | Stroke | Picture]:
    return [Words(left, top - 20 * n, text) for n, text in enumerate(lines)]


FULL = "本年支出合计三百七十一万元其中基本支出一百九十万元占比百分之五十一点三项目支出四"  # 40 letters: the margin
assert len(FULL) == 40


def test_wrapped_lines_are_one_paragraph_over_pages_too() -> None:
    document = read(
        [*column("一、支出情况", top=780), Words(70, 740, FULL[:38]), *column(FULL, FULL[:39] + "7", top=720),
         Words(290, 20, "- 1 -")],
        [*column("4.34%，同比增长。", "第二段没有缩进。", top=780), Words(290, 20, "- 2 -")],
    )  # fmt: skip
    assert headings(document) == [(1, "一、支出情况")]
    assert paragraphs(document)[1] == FULL[:38] + FULL + FULL[:39] + "74.34%，同比增长。"
    assert paragraphs(document)[2:] == ["第二段没有缩进。"]
    at = document.text.index("第二段")
    assert document.place(at, at + 3).origin.page == 2


def test_a_running_head_is_left_out() -> None:
    pages = [[Words(50, 780, f"某中心决算 第{n}页"), *column(f"第{n}段正文。")] for n in (1, 2, 3)]
    assert paragraphs(read(*pages)) == ["第1段正文。", "第2段正文。", "第3段正文。"]


def test_a_ruled_table_with_merged_and_wrapped_cells() -> None:
    rules = [Stroke(50, y, 350, y) for y in (700, 640, 600)] + [Stroke(150, 680, 350, 680)]
    rules += [Stroke(x, 600, x, 700) for x in (50, 150, 350)] + [Stroke(250, 600, 250, 680)]
    words = [Words(60, 665, "科目"), Words(200, 685, "金额"), Words(160, 660, "预算数"), Words(260, 665, "决算"),
             Words(260, 650, "数"), Words(60, 610, "拨款"), Words(160, 610, "1,234.50"), Words(260, 610, "9")]  # fmt: skip
    document = read([*column("收入决算表", top=740), *rules, *words])
    assert grid(tables(document)[0]) == [["科目", "金额", "<"], ["^", "预算数", "决算数"], ["拨款", "1,234.50", "9"]]
    assert tables(document)[0].caption == "收入决算表"
    at = document.text.index("1,234.50")
    origin = document.place(at, at + 8).origin
    assert (origin.page, origin.table, origin.cell) == (1, 1, "R3C2")


def test_a_table_goes_on_over_the_page() -> None:
    first: list[Words | Stroke | Picture] = [*frame([50, 150, 250], [100, 80, 60]), Words(60, 85, "科目"), Words(160, 85, "金额"), Words(60, 65, "甲"),
             Words(160, 65, "1"), Words(290, 20, "7")]  # fmt: skip
    second: list[Words | Stroke | Picture] = [*frame([50, 150, 250], [780, 760, 740]), Words(60, 765, "乙"), Words(160, 765, "2"), Words(60, 745, "合计"),
              Words(160, 745, "3"), *column("表后正文。")]  # fmt: skip
    document = read(first, second)
    assert [grid(table) for table in tables(document)] == [[["科目", "金额"], ["甲", "1"], ["乙", "2"], ["合计", "3"]]]
    assert paragraphs(document) == ["表后正文。"]
    at = document.text.index("合计")
    assert document.place(at, at + 2).origin == document.place(at, at + 1).origin
    assert (document.place(at, at + 2).origin.page, document.place(at, at + 2).origin.cell) == (2, "R4C1")


def test_tables_parted_by_words_stay_two() -> None:
    table: list[Words | Stroke | Picture] = [*frame([50, 150, 250], [700, 680, 660]), Words(60, 685, "甲"), Words(160, 685, "1"), Words(60, 665, "乙"),
             Words(160, 665, "2")]  # fmt: skip
    assert len(tables(read([*table, *column("注：以上。", top=600)], table))) == 2


def test_columns_without_rules() -> None:
    rows = [
        ("科目", "预算数", "决算数"),
        ("基本支出", "100.00", "98.00"),
        ("项目支出", "", "50.00"),
        ("合计", "100.00", "148.00"),
    ]
    marks = [
        Words(x, 700 - 20 * r, words)
        for r, row in enumerate(rows)
        for x, words in zip((50, 200, 350), row, strict=True)
    ]
    assert grid(tables(read(marks))[0]) == [list(row) for row in rows]


def test_scanned_pages_are_noted_and_a_wholly_scanned_file_refused() -> None:
    assert read(column("正文。"), [Picture()]).notes == ("第 2 页是图片，没有文字可读",)
    with pytest.raises(UnreadableError, match=r"“扫描\.pdf”.*扫描件.*OCR"):
        read_bytes(printed([Picture()]), "扫描.pdf")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (printed(column("正文。"), encrypted=True), "密码"),
        (printed(column("正文。"))[:-200], "重新下载"),
        (b"%PDF-1.4\n" + b"junk " * 100 + b"%%EOF", "已损坏"),
    ],
)
def test_locked_cut_and_damaged_files_are_refused(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        read_bytes(data, "a.pdf")


@pytest.mark.parametrize(("name", "shapes"), [("putuo-planning-2024", 10), ("putuo-finance-2024-planted", 9)])
def test_published_accounts(reports: Path, name: str, shapes: int) -> None:
    document = read_file(reports / "pdf" / f"{name}.pdf")
    assert_true_offsets(document)
    assert len(tables(document)) == shapes
    for table in tables(document):
        assert len({len(row) for row in table.rows}) == 1


def test_published_account_tables_hold_their_figures_in_their_columns(reports: Path) -> None:
    found = tables(read_file(reports / "pdf" / "putuo-finance-2024-planted.pdf"))
    income = grid(found[2])
    assert income[0][4:6] == ["本年收入合计", "财政拨款收入"]
    assert ["201", "06", "01", "行政运行", "1,511.90", "1,511.89", "", "", "", "", "0.01"] in income
    assert income[-1][:5] == ["221", "02", "03", "购房补贴", "258.50"], "the table goes on over the page"
    totals = grid(found[1])[-1]
    assert totals == ["总计", "2,995.39", "总计", "2,995.39"]
