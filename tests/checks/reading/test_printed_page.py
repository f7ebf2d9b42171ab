"""Letters, lines and rules of a page, also of one that is shown turned."""

import pypdfium2
import pytest

from oneruler.checks.reading.printed_page import Letter, PrintedPage, printed_lines, printed_page
from tests.checks.reading.printing import Picture, Stroke, Words, printed


def page(*marks: Words | Stroke | Picture, rotate: int = 0) -> PrintedPage:
    with pypdfium2.PdfDocument(printed(marks, rotate=rotate)) as book:
        return printed_page(book[0], 1)


def lines(found: PrintedPage) -> list[str]:
    return [line.text for line in printed_lines(found.letters, found.em, 0)]


def test_lines_come_from_the_top_and_from_the_left() -> None:
    found = page(Words(50, 700, "第二"), Words(75, 700, "行"), Words(50, 750, "第一行"), Words(30, 699, "前"))
    assert lines(found) == ["第一行", "前第二行"]
    assert found.em == 10_000


def test_wide_gaps_become_blanks_as_wide() -> None:
    first, second = lines(
        page(Words(0, 700, "科目"), Words(100, 700, "9.5"), Words(0, 680, "拨款收入"), Words(100, 680, "1"))
    )
    assert first.index("9.5") - len("科目") == 16
    assert second.index("1") - len("拨款收入") == 12


def test_a_letter_printed_twice_to_look_bold_is_one() -> None:
    assert lines(page(Words(50, 700, "合"), Words(50, 700, "合"), Words(60, 700, "计"))) == ["合计"]


def test_letters_off_the_page_are_unseen() -> None:
    assert lines(page(Words(50, 700, "甲"), Words(900000, 700, "乙"), Words(50, -40, "丙"))) == ["甲"]


def test_rules_and_pictures() -> None:
    found = page(
        Words(50, 700, "甲"), Stroke(10, 100, 210, 100), Stroke(10, 50, 10, 100), Stroke(0, 0, 90, 90), Picture()
    )
    assert [(rule.at, rule.start, rule.end) for rule in found.level] == [(100_000, 10_000, 210_000)]
    assert [(rule.at, rule.start, rule.end) for rule in found.upright] == [(10_000, 50_000, 100_000)]
    assert found.has_picture


@pytest.mark.parametrize(("rotate", "corner"), [(0, (10, 700)), (90, (700, 590)), (180, (590, 100)), (270, (100, 10))])
def test_a_turned_page_is_read_as_it_is_shown(rotate: int, corner: tuple[int, int]) -> None:
    found = page(Words(10, 700, "一"), rotate=rotate)
    (letter,) = found.letters
    assert isinstance(letter, Letter)
    x, y = corner
    assert letter.left - 12_000 <= x * 1000 <= letter.right + 12_000
    assert letter.bottom - 12_000 <= y * 1000 <= letter.top + 12_000
    assert (found.width, found.height) == ((600_000, 800_000) if rotate in (0, 180) else (800_000, 600_000))
