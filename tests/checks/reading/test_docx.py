"""Word documents made by python-docx, some with XML of their own."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from oneruler.base.document import Document
from oneruler.checks.reading import read_bytes
from oneruler.checks.reading.refusal import UnreadableError
from tests.checks.reading.sight import assert_true_offsets, grid, headings, paragraphs, tables

ALL = nsdecls("w", "wp", "a", "r") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def saved(paper: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def read(paper: docx.document.Document) -> Document:
    document = read_bytes(saved(paper), "a.docx")
    assert_true_offsets(document)
    assert document.format == "docx"
    return document


def with_xml(*blocks: str) -> Document:
    paper = docx.Document()
    for block in blocks:
        paper.element.body.insert(-1, parse_xml(block.replace(">", f" {ALL}>", 1)))
    return read(paper)


def test_paragraphs_headings_and_tables_in_order() -> None:
    paper = docx.Document()
    paper.add_heading("总体情况", 2)
    paper.add_paragraph("一、收入情况")
    paper.add_paragraph("本年收入\t100万元")
    table = paper.add_table(2, 2)
    for cell, words in zip(table._cells, ["科目", "金额", "拨款", "9"], strict=True):
        cell.text = words
    paper.add_paragraph("末段")
    document = read(paper)
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph"] * 3 + ["Table", "Paragraph"]
    assert headings(document) == [(2, "总体情况"), (1, "一、收入情况")]
    assert grid(tables(document)[0]) == [["科目", "金额"], ["拨款", "9"]]
    at = document.text.index("末段")
    assert document.place(at, at + 2).origin.paragraph == 4


def test_chinese_style_names_and_outline_levels_make_headings() -> None:
    paper = docx.Document()
    style = paper.styles.add_style("章节", 1)
    style.element.find(".//{*}name").set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", "标题 3")
    based = paper.styles.add_style("小节", 1)
    based.base_style = style
    paper.add_paragraph("甲", style)
    paper.add_paragraph("乙", based)
    paper.add_paragraph("丙").paragraph_format.element.get_or_add_pPr().append(
        parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>')
    )
    assert headings(read(paper)) == [(3, "甲"), (3, "乙"), (1, "丙")]


def test_merged_cells() -> None:
    paper = docx.Document()
    table = paper.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "科目"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "金额"
    table.cell(1, 1).text, table.cell(1, 2).text = "预算", "决算"
    for column, words in enumerate(["拨款", "9", "8"]):
        table.cell(2, column).text = words
    assert grid(tables(read(paper))[0]) == [["科目", "金额", "<"], ["^", "预算", "决算"], ["拨款", "9", "8"]]


def test_revisions_are_accepted_and_hidden_words_unseen() -> None:
    document = with_xml(
        "<w:p><w:r><w:t>支出</w:t></w:r><w:del><w:r><w:delText>943</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>94.3</w:t></w:r></w:ins><w:r><w:t>%</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r></w:p>",
        "<w:ins><w:p><w:r><w:t>新段</w:t></w:r></w:p></w:ins>",
        "<w:p><w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新处</w:t></w:r></w:moveTo></w:p>",
    )
    assert paragraphs(document) == ["支出94.3%", "新段", "新处"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框内100万元</w:t></w:r></w:p></w:txbxContent>"
    document = with_xml(
        "<w:p><w:r><w:t>框外</w:t><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        "<w:p><w:r><w:t>下段</w:t></w:r></w:p>",
    )
    assert paragraphs(document) == ["框外", "框内100万元", "下段"]


def test_a_nested_table_follows_the_table_around_it() -> None:
    paper = docx.Document()
    outer = paper.add_table(1, 2)
    outer.cell(0, 0).text = "外"
    inner = outer.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内", "3"
    assert [grid(table) for table in tables(read(paper))] == [[["外", ""]], [["内", "3"]]]


def test_a_table_of_one_cell_is_a_frame_around_text() -> None:
    paper = docx.Document()
    frame = paper.add_table(1, 1).cell(0, 0)
    frame.text = "一、框中标题"
    frame.add_paragraph("框中正文。")
    document = read(paper)
    assert not tables(document)
    assert headings(document) == [(1, "一、框中标题")]
    assert paragraphs(document)[1] == "框中正文。"


def test_content_controls_and_line_breaks() -> None:
    document = with_xml(
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件中</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:p><w:r><w:t>GB</w:t><w:br/><w:t>2260</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r></w:p>",
        "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc><w:p><w:r><w:t>右</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:p/></w:tc><w:sdt><w:sdtContent><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:sdtContent>"
        "</w:sdt></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>删</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    )
    assert paragraphs(document) == ["控件中", "GB 2260-1"]
    assert grid(tables(document)[0]) == [["", "右"], ["", "2"]]


def test_a_grid_wider_than_any_paper_is_refused() -> None:
    paper = docx.Document()
    cell = "<w:tc><w:tcPr><w:gridSpan w:val='1000'/></w:tcPr><w:p/></w:tc>"
    row = f"<w:tr>{cell * 20}</w:tr>"
    paper.element.body.insert(-1, parse_xml(f"<w:tbl {ALL}>{row * 60}</w:tbl>"))
    with pytest.raises(UnreadableError, match="上限"):
        read(paper)


def test_a_cut_file_is_refused() -> None:
    paper = docx.Document()
    paper.add_paragraph("收入")
    with pytest.raises(UnreadableError, match=r"“年报\.docx”.*重新下载"):
        read_bytes(saved(paper)[:-100], "年报.docx")
