"""Which figures a sentence lists under which whole, and whether the list is closed."""

from __future__ import annotations

import pytest

from oneruler.checks.claims.prose.lists import find_lists
from tests.checks.telling import sentence

Listed = tuple[str, list[str], bool]


def listed(text: str) -> list[Listed]:
    return [(one.head.figure, [part.figure for part in one.parts], one.closed) for one in find_lists(sentence(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("补偿款9万元，其中：房屋5万元，青苗3万元", ("9万元", ["5万元", "3万元"], False), id="其中 is open"),
        pytest.param("补偿款9万元，主要是房屋5万元、青苗3万元", ("9万元", ["5万元", "3万元"], False), id="主要是 is open"),
        pytest.param("补偿款9万元，包括房屋5万元、青苗4万元", ("9万元", ["5万元", "4万元"], True), id="包括 is closed"),
        pytest.param("补偿款9万元，包括房屋5万元、青苗3万元等", ("9万元", ["5万元", "3万元"], False), id="等 opens it"),
        pytest.param("补偿款9万元，由房屋5万元、青苗4万元组成", ("9万元", ["5万元", "4万元"], True), id="由…组成"),
        pytest.param("签约9户（住宅5户、商铺4户）", ("9户", ["5户", "4户"], True), id="brackets"),
        pytest.param("签约9户（其中住宅5户、商铺3户）", ("9户", ["5户", "3户"], False), id="其中 in brackets"),
        pytest.param("签约9户，分别为住宅5户、商铺4户", ("9户", ["5户", "4户"], True), id="分别为"),
        pytest.param("支出9万元，其中：基本支出5万元，项目支出4万元", ("9万元", ["5万元", "4万元"], True), id="partition"),
        pytest.param("补偿9万元，其中：甲5万元，占55.6%；乙4万元，占44.4%", ("9万元", ["5万元", "4万元"], True), id="shares of 100"),
        pytest.param("补偿9万元，其中：甲5万元，占55.6%；乙3万元，占33.3%", ("9万元", ["5万元", "3万元"], False), id="shares of less"),
        pytest.param("补偿9万元，其中：甲5万元。", ("9万元", ["5万元"], False), id="one part closes nothing"),
        pytest.param("签约9户：甲村5户、乙村3户", ("9户", ["5户", "3户"], False), id="a colon"),
        pytest.param("共3户。1、甲村2户；2、乙村1户", ("3户", ["2户", "1户"], True), id="numbered"),
        pytest.param("收9户，其中甲村5户、20人，乙村3户、9人", ("9户", ["5户", "3户"], False), id="only the head's kind"),
        pytest.param("支9万元，其中甲5万元，比上年增加2万元，乙3万元", ("9万元", ["5万元", "3万元"], False), id="no change is a part"),
        pytest.param("支9万元，其中甲5万元、乙3万元；上年支出7万元", ("9万元", ["5万元", "3万元"], False), id="last year ends it"),
        pytest.param("支9万元，其中甲5万元、乙3万元，主要原因是丙2万元", ("9万元", ["5万元", "3万元"], False), id="a reason ends it"),
        pytest.param("项目9个，其中新建5个、续建4个，涉及6个镇", ("9个", ["5个", "4个"], False), id="a verb of its own ends it"),
        pytest.param("编制9名，其中行政5名、事业4名，实有8人，退休2人", ("9名", ["5名", "4名"], False), id="staff after posts"),
    ],
)  # fmt: skip
def test_one_list(text: str, expected: Listed) -> None:
    assert listed(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "收入9万元，支出5万元",
        "支出9万元，增长5%，其中占比3%",
        "补偿款9万元，其中：签约5户",
        "甲片9户、乙片5户、丙片3户",
        "增加9万元，其中增长5%",
    ],
)
def test_no_list(text: str) -> None:
    assert listed(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "支出90万元，其中：甲50万元（含A片30万元、B片20万元），乙40万元",
            [("90万元", ["50万元", "40万元"], False), ("50万元", ["30万元", "20万元"], True)],
            id="in brackets",
        ),
        pytest.param(
            "在职11人，其中：领导4人（正职1人，副职3人），其他7人",
            [("11人", ["4人", "7人"], False), ("4人", ["1人", "3人"], True)],
            id="posts",
        ),
    ],
)
def test_lists_in_lists(text: str, expected: list[Listed]) -> None:
    assert sorted(listed(text)) == sorted(expected)


def test_a_budget_figure_is_no_part_of_what_was_spent() -> None:
    ((head, parts, _),) = listed("支出9万元，其中：甲项目年初预算6万元，支出决算5万元，乙项目支出决算4万元")
    assert (head, parts) == ("9万元", ["5万元", "4万元"])
