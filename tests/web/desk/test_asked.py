from __future__ import annotations

from datetime import date

import pytest
from django.test import RequestFactory

from oneruler.web.desk.asked import address_with, day_of, key_of, year_of


@pytest.mark.parametrize("words", ["", "2025-13-01", "heute", "二〇二五"])
def test_what_is_no_day_is_none(words: str) -> None:
    assert day_of(words) is None


@pytest.mark.parametrize("words", ["", "-1", "1.5", "９", "9" * 19, "1 or 1"])
def test_what_is_no_key_is_none(words: str) -> None:
    assert key_of(words) is None


def test_days_keys_and_years_are_read() -> None:
    assert (day_of("2025-10-09"), key_of("17"), year_of("2025")) == (date(2025, 10, 9), 17, 2025)
    assert [year_of(words) for words in ("", "0000", "25", "20255")] == [None] * 4


def test_an_address_keeps_its_words_but_those_that_change() -> None:
    request = RequestFactory().get("/projects/?kind=collective&after=J-1")
    assert address_with(request, after="J-9") == "/projects/?kind=collective&after=J-9"
    assert address_with(request, after="", kind="") == "/projects/"
