from __future__ import annotations

import pytest

from benchmarks.answers import Answer, Said
from benchmarks.files import Alignment, as_docx, as_xlsx, in_report
from benchmarks.generator import make_report
from oneruler.checks.reading import read_bytes


def test_alignment_finds_the_same_words() -> None:
    way = Alignment("| 合计 | 12 |\n", "合计\t12")
    assert way.span((7, 9)) == (3, 5)


def test_texts_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="differ"):
        Alignment("合计12", "合计13")


@pytest.mark.parametrize(("write", "ending"), [(as_docx, "docx"), (as_xlsx, "xlsx")])
def test_a_figure_read_from_an_office_file_is_found_again_in_the_report(write, ending: str) -> None:  # type: ignore[no-untyped-def]
    for number in range(8):
        report = make_report(9, number)
        text = read_bytes(write(report), f"x.{ending}").text
        back = Alignment(report.text, text)
        for label in report.labels:
            there = back.span(label.spans[0])
            answer = in_report(Answer(text, (Said("sum", there, "", "", "ok"),), ()), report)
            assert report.text[slice(*answer.claims[0].span)].strip("-—| \t\n") in label.stated
            assert answer.claims[0].span[1] <= label.spans[0][1]
