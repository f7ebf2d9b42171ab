"""What a change speaks of, and the printed base that it changed from."""

from __future__ import annotations

import pytest

from oneruler.checks.claims.items import Role
from oneruler.checks.claims.prose.referents import base_values, current_values
from tests.checks.telling import facts


def first(*texts: str) -> str:
    """The likeliest value of the first change of the last paragraph."""
    known = facts(*texts)
    order = len(known.sentences) - 1
    sentence = known.sentences[order]
    at = next(i for i, item in enumerate(sentence.items) if item.role in (Role.DELTA, Role.CHANGE_RATE))
    bound, guesses = current_values(sentence, order, known, at, "money")
    return next((item.figure for item in (*bound, *guesses)), "")


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        pytest.param(("支出50万元，比上年增加10万元。",), "50万元", id="just before"),
        pytest.param(("收入70万元，支出50万元，比上年增加10万元。",), "50万元", id="the nearest"),
        pytest.param(("支出50万元，上年支出40万元，增加10万元。",), "50万元", id="not last year's"),
        pytest.param(
            ("支出50万元（其中项目支出20万元），比上年增加10万元。",), "50万元", id="not what stands in brackets"
        ),
        pytest.param(("比上年增加10万元，达到50万元。",), "50万元", id="after"),
        pytest.param(("支出50万元。", "与上年相比增加10万元。"), "50万元", id="the sentence before"),
        pytest.param(("签约50户，补偿款增加10万元。",), "", id="never of another kind"),
    ],
)
def test_the_value_that_changed(texts: tuple[str, ...], value: str) -> None:
    assert first(*texts) == value


def test_each_value_once_and_four_at_most() -> None:
    known = facts("甲1万元，乙2万元，丙3万元，丁4万元，戊5万元，支出50万元，比上年增加10万元。")
    sentence = known.sentences[0]
    bound, guesses = current_values(sentence, 0, known, 6, "money")
    found = [item.figure for item in (*bound, *guesses)]
    assert found[0] == "50万元"
    assert len(found) == len(set(found))
    assert max(len(bound), len(guesses)) <= 4


def test_a_change_with_a_subject_of_its_own_binds_to_it_wherever_it_stands() -> None:
    known = facts("项目支出20万元。", "收入70万元。", "会议照常召开5次。", "项目支出增加10万元。")
    bound, _ = current_values(known.sentences[3], 3, known, 0, "money")
    assert [item.figure for item in bound] == ["20万元"]


def test_a_value_of_another_sentence_without_a_subject_is_a_guess() -> None:
    known = facts("项目支出20万元。", "收入70万元。", "增加10万元。")
    bound, guesses = current_values(known.sentences[2], 2, known, 0, "money")
    assert bound == []
    assert "70万元" in [item.figure for item in guesses]


def bases(text: str, than: str) -> list[str]:
    (sentence,) = facts(text).sentences
    return [item.figure for item in base_values(sentence, len(sentence.items) - 1, "money", than)]


@pytest.mark.parametrize(
    ("text", "than", "expected"),
    [
        ("支出50万元，上年支出40万元，增加10万元", "上年", ["40万元"]),
        ("年初预算60万元，支出50万元，上年支出40万元，增加10万元", "上年", ["40万元"]),
        ("年初预算60万元，支出50万元，上年支出40万元，减少10万元", "年初预算", ["60万元"]),
        ("支出由40万元增加到50万元，增加10万元", "", ["40万元"]),
        ("支出50万元，增加10万元", "上年", []),
    ],
)
def test_printed_bases(text: str, than: str, expected: list[str]) -> None:
    assert bases(text, than) == expected
