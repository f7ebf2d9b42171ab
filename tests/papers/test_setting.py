"""The printed report: every word of the paper on A4 pages, forms whole."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pypdfium2

from oneruler.papers.forms import self_evaluation, self_evaluation_look
from oneruler.papers.setting import set_content
from oneruler.papers.template import read_template
from oneruler.papers.typesetting import pdf
from tests.papers.printed import boxes, pages, plain, words
from tests.papers.reports import paper

DAY = date(2026, 1, 5)
LOOK = read_template(self_evaluation_look())


def printed(**options: object) -> bytes:
    return pdf(self_evaluation(), set_content(paper(**options), LOOK), made=DAY)  # type: ignore[arg-type]


def test_all_of_it_is_printed_on_a4() -> None:
    made = printed(items=4)
    found = words(made)
    assert Counter(plain(paper(items=4).text)) - Counter(found) == Counter()
    for line in (
        "（一）主要职责",
        "全年执行1,234.50万元，占全年预算的98.00％。",
        "示例路征收补偿",
        "≥150户163户4545",
        "总分10099.8",
    ):
        assert line in found
    with pypdfium2.PdfDocument(made) as document:
        assert [round(side) for side in document[0].get_size()] == [595, 842]


def test_an_attachment_begins_a_page() -> None:
    first, second = pages(printed())
    assert "附件1-3" not in first
    assert second.startswith("附件1-3")


def test_a_long_form_goes_on_over_pages_within_its_margins() -> None:
    made = printed(items=120)
    assert len(pages(made)) > 3
    assert words(made).count("≥150户") == 120
    for page in boxes(made):
        for sign, (left, _, right, _) in page:
            assert 70 < left <= right < 530, sign


def test_what_looks_like_markup_stays_words() -> None:
    hostile = "#panic() $x$ *b* \\ `c`"
    assert words(printed(hostile=hostile)).count(plain(hostile)) == 3


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert printed() == printed()
