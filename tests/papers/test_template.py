from pathlib import Path

import pytest

from oneruler.papers.forms import self_evaluation_look
from oneruler.papers.template import read_template
from oneruler.papers.typesetting import PaperError

LEAST = "page: {top: 1, bottom: 1, left: 5, right: 5}\nstyles:\n  body: {font: 仿宋, size: 16}\n"
TABLE = "  table: {font: 宋体, size: 9}\n"


def made(folder: Path, words: str) -> Path:
    file = folder / "look.yaml"
    file.write_text(words, encoding="utf-8")
    return file


def test_the_shipped_look_fits_the_page() -> None:
    look = read_template(self_evaluation_look())
    assert look.text_width == 156
    for _, widths in look.widths:
        assert sum(widths) == look.text_width
    assert look.style(7) is look.style(0)


def test_a_table_without_widths_shares_the_page(tmp_path: Path) -> None:
    look = read_template(made(tmp_path, LEAST + TABLE))
    assert look.widths_of("某表", 4) == (50, 50, 50, 50)
    assert not look.new_page.search("附件1-1")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (LEAST, "缺少 table"),
        (LEAST + TABLE + "new_page: '['", "写得不对"),
        (LEAST + "  table: {font: 宋体}\n", "写得不对"),
        ("- a", "写得不对"),
        ("", "写得不对"),
        ("a: [", "写得不对"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, words: str, said: str) -> None:
    with pytest.raises(PaperError, match=said):
        read_template(made(tmp_path, words))


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match="没有这个模板"):
        read_template(tmp_path / "no.yaml")
