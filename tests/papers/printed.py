"""What stands on the pages of a PDF: its words without the blanks, and where each sign is."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

_NO_INK = dict.fromkeys(map(ord, " \t\r\n\u3000\u200b\ufeff\u00ad"))


def plain(text: str) -> str:
    """The text without blanks and line breaks, and without the places where a long run may break."""
    return text.translate(_NO_INK)


def pages(pdf: bytes) -> list[str]:
    """The text of each page, without blanks."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [plain(page.get_textpage().get_text_range()) for page in document]


def words(pdf: bytes) -> str:
    """The text of all pages, without blanks."""
    return "".join(pages(pdf))


def boxes(pdf: bytes) -> Iterator[list[tuple[str, tuple[float, float, float, float]]]]:
    """For each page its signs with ink, and where they are: left, bottom, right, top in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            signs = [(text.get_text_range(place, 1), text.get_charbox(place)) for place in range(text.count_chars())]
            yield [(sign, box) for sign, box in signs if plain(sign)]
