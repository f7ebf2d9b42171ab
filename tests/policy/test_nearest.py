"""What was meant by a word that is not known."""

import pytest

from oneruler.policy.nearest import nearest

KNOWN = ["合法面积", "面积", "结构", "砖混一类", "砖混二类"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [("合面积", "合法面积"), ("结", "结构"), ("砖混1类", "砖混二类"), ("面积", "面积"), ("户主", ""), ("", "")],
)
def test_the_most_like(word: str, meant: str) -> None:
    assert nearest(word, KNOWN) == meant


def test_how_like_is_like_enough() -> None:
    assert nearest("结余", KNOWN, tenths=5) == "结构"
    assert nearest("结余", KNOWN, tenths=6) == ""


def test_words_may_come_in_any_order() -> None:
    assert nearest("砖混", iter(KNOWN)) == nearest("砖混", {*KNOWN}) == nearest("砖混", dict.fromkeys(reversed(KNOWN)))


def test_nothing_is_known() -> None:
    assert nearest("面积", ()) == ""
