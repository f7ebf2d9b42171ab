"""Lists over several paragraphs: numbered or not, closed where the parts are known to be all."""

from __future__ import annotations

import pytest

from oneruler.checks.claims.facts import Facts
from oneruler.checks.claims.outline import outlines
from tests.checks.telling import passage, told

Listed = tuple[str, list[str], bool]


def listed(*texts: str) -> list[Listed]:
    known = Facts()
    passages = [passage(text) for text in texts]
    for one in passages:
        known.read(one, 0)
    return [
        (outline.head.figure, [item.figure for item, _ in outline.parts], outline.closed)
        for outline in outlines(passages, known)
    ]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            ("补偿款9万元，其中：", "1、房屋5万元；", "2、青苗4万元。"),
            ("9万元", ["5万元", "4万元"], False),
            id="numbered",
        ),
        pytest.param(
            ("支出9万元，其中：", "（一）基本支出5万元。", "（二）项目支出4万元。"),
            ("9万元", ["5万元", "4万元"], True),
            id="all that there can be",
        ),
        pytest.param(
            ("支出9万元，具体如下：", "1.基本支出5万元，占55.6%。", "2.项目支出4万元，占44.4%。"),
            ("9万元", ["5万元", "4万元"], True),
            id="each with its share",
        ),
        pytest.param(
            ("补偿款9万元，其中：", "1、房屋5万元；", "2、青苗3万元；", "说明：3、其他2万元。"),
            ("9万元", ["5万元", "3万元"], False),
            id="ends with its numbers",
        ),
        pytest.param(
            ("支出9万元，其中：", "一、基本支出5万元，上年6万元；", "二、项目支出4万元。"),
            ("9万元", ["5万元", "4万元"], True),
            id="the first value of each",
        ),
    ],
)
def test_a_list_over_paragraphs(texts: tuple[str, ...], expected: Listed) -> None:
    assert listed(*texts) == [expected]


@pytest.mark.parametrize(
    "texts",
    [
        ("补偿款9万元，其中：", "1、房屋5万元；"),
        ("补偿款9万元，其中：", "1、房屋5万元；", "3、青苗4万元。"),
        ("补偿款9万元，其中：", "1、房屋5户；", "2、青苗4亩。"),
        ("补偿款9万元。", "1、房屋5万元；", "2、青苗4万元。"),
        ("比上年增加9万元，其中：", "1、房屋5万元；", "2、青苗4万元。"),
    ],
    ids=["one item", "a number missing", "of other kinds", "nothing opens it", "a change is no whole"],
)
def test_no_list(texts: tuple[str, ...]) -> None:
    assert listed(*texts) == []


@pytest.mark.parametrize(("project", "verdict"), [("4.00", "ok"), ("4.01", "rounding"), ("5.00", "error")])
def test_such_a_list_is_added_up(project: str, verdict: str) -> None:
    claims = told("支出9.00万元，其中：", "1、基本支出5.00万元；", f"2、项目支出{project}万元。", kinds="sum")
    assert [claim[3] for claim in claims] == [verdict]


def test_items_that_tell_of_the_value_itself_are_no_parts_of_it() -> None:
    texts = ("用车支出2万元，公务接待费支出1万元。情况如下：", "1.用车支出2万元。", "2.公务接待费支出1万元。")
    assert listed(*texts) == []
