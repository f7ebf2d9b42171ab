"""Sums in prose: lists open and closed, closing totals, totals after a change, at every boundary."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.checks.claims.prose import sums
from oneruler.checks.claims.prose.lists import find_lists
from tests.checks.telling import Told, judged, raised, report, sentence, told


def found(text: str) -> list[Told]:
    one = sentence(text)
    return judged(list(sums.find(one, find_lists(one))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("签约9户（住宅5户、商铺4户）", ("9户", "9", "ok"), id="closed and right"),
        pytest.param("签约9户（住宅5户、商铺3户）", ("9户", "8", "error"), id="closed and short"),
        pytest.param("签约9户，其中：住宅5户、商铺3户", ("9户", "8", "ok"), id="open and short"),
        pytest.param("签约9户，其中：住宅5户、商铺4户", ("9户", "9", "ok"), id="open and full"),
        pytest.param("签约9户，其中：住宅5户、商铺5户", ("9户", "10", "error"), id="open and above"),
        pytest.param("支出9.00万元，其中：基本支出5.50万元，项目支出3.50万元", ("9.00万元", "9", "ok"), id="a partition"),
        pytest.param("支出9.01万元，其中：基本支出5.50万元，项目支出3.50万元", ("9.01万元", "9", "rounding"), id="off by one"),
        pytest.param("支出9.02万元，其中：基本支出5.50万元，项目支出3.50万元", ("9.02万元", "9", "error"), id="off by two"),
        pytest.param("支出9万元，其中：基本支出5.6万元，项目支出3.4万元", ("9万元", "9", "ok"), id="dropped nought"),
        pytest.param("支出1亿元，包括甲6000万元、乙4000万元", ("1亿元", "1", "ok"), id="two units"),
        pytest.param("支出9万元，包括甲60000元、乙30001元", ("9万元", "9.0001", "ok"), id="finer parts"),
        pytest.param("征地45亩，包括甲村20亩、乙村25亩", ("45亩", "45", "ok"), id="land"),
        pytest.param("100余户，包括甲村60户、乙村20户", ("100户", "80", "error"), id="too far even so"),
        pytest.param("共12个项目，分别为集体项目７个、国有项目５个", ("12个", "12", "ok"), id="full width"),
        pytest.param("设三个片区，包括甲片两个、乙片一个", ("3个", "3", "ok"), id="spelled"),
        pytest.param("支出1,250.5万元，包括甲1,000万元、乙250.5万元", ("1250.5万元", "1250.5000", "ok"), id="thousands"),
        pytest.param("以上房屋5户，商铺4户，合计9户", ("9户", "9", "ok"), id="closing total"),
        pytest.param("房屋5户，商铺4户，合计10户", ("10户", "9", "error"), id="closing total wrong"),
        pytest.param("片区9户，甲村5户，乙村4户", ("9户", "9", "ok"), id="no word for it, but it adds up"),
    ],
)  # fmt: skip
def test_one_sum(text: str, expected: tuple[str, str, str]) -> None:
    assert [told for told in found(text) if told[0] == "sum" and told[2] != "ARI-OPENLIST"] == [("sum", *expected)]


@pytest.mark.parametrize(
    "text",
    ["片区9户，甲村5户，乙村3户", "甲村5户，乙村3户", "甲村5户，20人，合计9户", "占30%，占20%，合计60%"],
    ids=["nobody says that they are parts", "no whole", "one figure of the kind", "rates"],
)
def test_no_sum(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("after", "verdict"), [("25万元", "ok"), ("29万元", "error")], ids=["after the change", "wrong after the change"]
)
def test_a_budget_after_a_change(after: str, verdict: str) -> None:
    told = found(f"年初预算20万元，年中追加5万元，调整后预算{after}")
    assert [one for one in told if one[2] == "25"] == [("sum", after, "25", verdict)]


def test_what_an_open_list_leaves_out_is_a_notice_for_money_and_land_only() -> None:
    assert raised("补偿款95.37万元，其中：房屋53.2万元，青苗21.14万元。") == [("ARI-OPENLIST", "notice", None)]
    assert raised("补偿款95.37万元，其中：房屋等53.2万元，青苗21.14万元。") == []
    assert raised("签约95户，其中：住宅53户，商铺21户。") == []


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("补偿款95.37万元，其中：房屋53.20万元，青苗41.17万元。", True),  # 94.37: one digit off
        ("补偿款95.37万元，其中：房屋53.20万元，青苗42.71万元。", False),  # 95.91 is more than the whole
        ("补偿款95.37万元，其中：房屋53.20万元，青苗30.06万元。", False),
    ],
)
def test_an_open_list_that_misses_its_whole_by_one_misprint_is_doubted(text: str, doubted: bool) -> None:
    found = [(severity, slip) for code, severity, slip in raised(text) if code == "ARI-SUM" and severity == "warning"]
    assert bool(found) is doubted


def test_a_fault_stands_on_the_words_of_its_list() -> None:
    (finding,) = report("上年平稳。签约9户（住宅5户、商铺3户），进度正常。").findings
    assert finding.quote == "签约9户（住宅5户、商铺3户"
    assert (finding.stated, finding.expected, finding.formula) == ("9户", "8户", "5 + 3")


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("支出81.5万元，包括甲17.5万元、乙21万元、丙34万元。", "transposed-digits"),  # 43, not 34
        ("支出64万元，包括甲17万元、乙21万元、丙43万元。", "missing-part"),
        ("支出81万元，包括甲170万元、乙21万元、丙43万元。", "decimal-point"),
    ],
)
def test_slips(text: str, slip: str) -> None:
    assert raised(text) == [("ARI-SUM", "error", slip)]


AMOUNTS = st.lists(st.integers(1, 10**7), min_size=2, max_size=6)
MARKS = st.sampled_from(["，包括", "，分别为", "，包括：", "，由"])


def _sentence(whole: int, parts: list[int], mark: str) -> str:
    listed = "、".join(
        f"{name}片区{Decimal(part) / 100:.2f}万元" for name, part in zip("甲乙丙丁戊己", parts, strict=False)
    )
    return f"补偿款{Decimal(whole) / 100:.2f}万元{mark}{listed}{'组成' if mark == '，由' else ''}。"


@given(AMOUNTS, MARKS)
def test_consistent_sums_are_never_errors(parts: list[int], mark: str) -> None:
    assert told(_sentence(sum(parts), parts, mark), kinds="sum")[0][3] == "ok"
    assert raised(_sentence(sum(parts), parts, mark)) == []


@given(AMOUNTS, MARKS, st.integers(10, 10**6), st.booleans())
def test_a_visible_fault_in_a_sum_is_always_an_error(parts: list[int], mark: str, fault: int, less: bool) -> None:
    whole = sum(parts) - fault if less and fault < sum(parts) else sum(parts) + fault
    assert [severity for code, severity, _ in raised(_sentence(whole, parts, mark)) if code == "ARI-SUM"] == ["error"]
