"""Relations across sentences: accounts identities, listed projects, posts, figures named twice, budgets left behind."""

from __future__ import annotations

import pytest

from oneruler.checks.claims import relations
from tests.checks.telling import Told, facts, judged

TOTALS = "2033年度收、支总计90.5万元（收入总计含年初结转和结余10.5万元，支出总计含年末结转和结余20.5万元）。"


def found(*texts: str) -> list[Told]:
    return judged(list(relations.find(facts(*texts))))


@pytest.mark.parametrize(
    ("income", "spending", "expected"),
    [
        ("80", "70", [("sum", "90.5万元", "90.5000", "ok"), ("sum", "90.5万元", "90.5000", "ok")]),
        ("85", "70", [("sum", "90.5万元", "95.5000", "error"), ("sum", "90.5万元", "90.5000", "ok")]),
        ("80.1", "71", [("sum", "90.5万元", "90.6000", "rounding"), ("sum", "90.5万元", "91.5000", "error")]),
    ],
)
def test_grand_totals(income: str, spending: str, expected: list[Told]) -> None:
    assert found(TOTALS, f"本年收入合计{income}万元。", f"本年支出合计{spending}万元。") == expected


def test_a_grand_total_without_its_flow_is_left_alone() -> None:
    assert found(TOTALS, "本年收入合计80万元。") == [("sum", "90.5万元", "90.5000", "ok")]
    assert found("收、支总计90.5万元。", "本年收入合计80万元。") == []


def test_fiscal_totals_are_made_of_fiscal_flows() -> None:
    total = "2033年度财政拨款收、支总计50.5万元（财政拨款支出总计含年末财政拨款结转和结余0.5万元）。"
    spending = "本年支出合计70万元。"
    right = found(total, spending, "一般公共预算财政拨款支出45万元。", "政府性基金预算财政拨款支出5万元。")
    assert right == [("sum", "50.5万元", "50.5000", "ok")]
    wrong = found(total, spending, "一般公共预算财政拨款支出40万元。")
    assert wrong == [("sum", "50.5万元", "40.5000", "error")]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("40", [("sum", "60万元", "60", "ok")]),
        ("30", [("sum", "60万元", "50", "error")]),
        ("39", [("sum", "60万元", "59", "rounding")]),
    ],
)
def test_listed_projects(second: str, expected: list[Told]) -> None:
    listed = f"1、甲项目支出20万元；2、乙项目支出{second}万元。"
    assert found("本年项目支出60万元。", listed) == expected


@pytest.mark.parametrize(
    "listed",
    [
        "甲项目支出20万元；乙项目支出30万元。",
        "1、甲项目支出20万元；3、乙项目支出30万元。",
        "1、甲项目20万元；2、乙项目30万元。",
    ],
)
def test_what_is_no_numbered_list_of_spending(listed: str) -> None:
    assert found("本年项目支出60万元。", listed) == []


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("一般公共预算财政拨款支出80万元", []),
        ("一般公共预算财政拨款支出800000元", []),
        ("一般公共预算财政拨款支出85万元", [("cross", "85万元", "80", "error")]),
        ("一般公共预算财政拨款支出约85万元", []),
        ("上年一般公共预算财政拨款支出85万元", []),
        ("一般公共预算财政拨款支出年初预算数85万元", []),
        ("一般公共预算财政拨款收入85万元", []),
        ("财政拨款85万元", []),
    ],
)
def test_one_figure_named_twice(second: str, expected: list[Told]) -> None:
    assert found("一般公共预算财政拨款支出80万元。", f"{second}。") == expected


@pytest.mark.parametrize(
    ("texts", "flagged"),
    [
        (("年初预算资金100万元。", "一般公共预算财政拨款支出180万元。"), True),
        (("年初预算资金100万元。", "一般公共预算财政拨款支出120万元。"), False),
        (("年初预算资金100万元。", "一般公共预算财政拨款支出121万元。"), True),
        (("年初预算资金100万元，年中追加80万元。", "一般公共预算财政拨款支出180万元。"), False),
        (("一般公共预算财政拨款支出180万元。", "年初预算资金100万元。"), False),
        (("年初预算资金0万元。", "一般公共预算财政拨款支出180万元。"), False),
    ],
)
def test_spending_far_above_its_only_budget(texts: tuple[str, ...], flagged: bool) -> None:
    assert found(*texts) == ([("execution", "100", "BUD-OVER", "warning")] if flagged else [])


@pytest.mark.parametrize(
    ("texts", "flagged"),
    [
        (("项目支出80万元。", "专项支出为0万元。"), True),
        (("项目支出80万元。", "专项支出为5万元。"), False),
        (("项目支出0万元。", "专项支出为0万元。"), False),
        (("基本支出80万元。", "专项支出为0万元。"), False),
    ],
)
def test_no_special_spending_beside_projects(texts: tuple[str, ...], flagged: bool) -> None:
    assert found(*texts) == ([("cross", "0", "CRO-SCOPE", "warning")] if flagged else [])
