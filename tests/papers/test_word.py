"""Word files: read back by our own reader and by python-docx, they are the paper that went in."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import docx

from oneruler.base.document import Paragraph, Table
from oneruler.checks.reading import read_bytes
from oneruler.papers.forms import self_evaluation_look
from oneruler.papers.template import read_template
from oneruler.papers.word import word
from tests.papers.reports import TITLE, grids, paper

DAY = date(2026, 1, 5)
SOFFICE = shutil.which("soffice")
LOOK = read_template(self_evaluation_look())
HOSTILE = "<w:p/>&amp;\"'\u202e\U0002c386"


def test_our_own_reader_gives_the_same_paper() -> None:
    went_in = paper(items=5)
    came_out = read_bytes(word(went_in, LOOK, made=DAY), "自评.docx")
    assert grids(came_out) == grids(went_in)
    said = [(block.passage.text, block.heading) for block in went_in.blocks if isinstance(block, Paragraph)]
    read = [(block.passage.text, block.heading) for block in came_out.blocks if isinstance(block, Paragraph)]
    assert [text for text, _ in read] == [text for text, _ in said]
    assert [level for _, level in read][:3] == [1, 2, 3]
    assert next(block.caption for block in came_out.blocks if isinstance(block, Table)).endswith(TITLE)


def test_the_words_are_as_they_were_written() -> None:
    made = docx.Document(io.BytesIO(word(paper(), LOOK, made=DAY)))
    assert "全年执行 1,234.50 万元，占全年预算的 98.00％。" in [one.text for one in made.paragraphs]


def test_it_is_a4_with_the_fonts_of_the_office() -> None:
    made = docx.Document(io.BytesIO(word(paper(), LOOK, made=DAY)))
    section = made.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)  # type: ignore[union-attr]
    xml = made.styles.element.xml
    for font in ("仿宋", "黑体", "楷体", "宋体"):
        assert f'w:eastAsia="{font}"' in xml
    widths = [round(cell.width.mm) for cell in made.tables[0].rows[0].cells if cell.width]
    assert widths[:2] == [14, 142]


def test_an_attachment_begins_a_page_and_its_last_line_is_small() -> None:
    made = docx.Document(io.BytesIO(word(paper(), LOOK, made=DAY)))
    by_words = {one.text[:3]: one for one in made.paragraphs}
    assert by_words["附件1"].paragraph_format.page_break_before
    assert not by_words["一、基"].paragraph_format.page_break_before
    size = by_words["填表人"].runs[0].font.size
    assert size is not None
    assert size.pt == 9


def test_what_looks_like_markup_stays_words() -> None:
    went_in = paper(hostile=HOSTILE)
    came_out = read_bytes(word(went_in, LOOK, made=DAY), "自评.docx")
    assert came_out.text.count("<w:p/>&amp;") == 3
    assert grids(came_out) == grids(went_in)


def test_the_same_paper_gives_the_same_bytes_of_that_day() -> None:
    made = word(paper(), LOOK, made=DAY)
    assert word(paper(), LOOK, made=DAY) == made
    assert word(paper(), LOOK, made=date(2026, 1, 6)) != made
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


if SOFFICE:  # where LibreOffice is on the machine, it must open the file; elsewhere there is nothing to test

    def test_libreoffice_opens_it(tmp_path: Path) -> None:
        assert SOFFICE is not None
        (tmp_path / "a.docx").write_bytes(word(paper(), LOOK, made=DAY))
        subprocess.run(
            [SOFFICE, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.docx")],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
