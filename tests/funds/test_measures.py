from datetime import date
from decimal import Decimal

import pytest

from oneruler.base.measuring import MeasureError, Measures
from oneruler.funds.measures import MEASURES
from oneruler.funds.models import Budget

pytestmark = pytest.mark.django_db
DAY = date(2025, 12, 31)


@pytest.fixture(autouse=True)
def budget() -> None:
    for year, kind, spending, item, amount in (
        (2025, "general", "personnel", "", 100), (2025, "general", "operating", "办公经费", 20),
        (2025, "general", "project", "示例项目", 700), (2025, "government_fund", "project", "示例项目", 1000),
        (2024, "general", "personnel", "", 9),
    ):  # fmt: skip
        Budget.objects.create(
            year=year, fund_kind=kind, spending=spending, item=item, initial_fen=amount, adjusted_fen=amount * 2,
            executed_fen=amount * 3,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("of", "initial"),
    [
        ({}, 1820), ({"fund_kind": "general"}, 820), ({"spending": "basic"}, 120), ({"spending": "project"}, 1700),
        ({"spending": "project", "fund_kind": "general", "item": "示例项目"}, 700), ({"item": "没有的"}, 0),
    ],
)  # fmt: skip
def test_the_budget_by_fund_kind_spending_and_item(of: dict[str, str], initial: int) -> None:
    measures = Measures(MEASURES)
    assert measures.figure("年初预算数", as_of=DAY, year="2025", **of).value == initial
    assert measures.figure("全年预算数", as_of=DAY, year="2025", **of).value == initial * 2
    assert measures.figure("全年执行数", as_of=DAY, year="2025", **of).value == initial * 3


def test_the_rate_of_execution_and_where_it_is_undefined() -> None:
    measures = Measures(MEASURES)
    assert measures.figure("预算执行率", as_of=DAY, year="2025").value == Decimal("150.000000")
    with pytest.raises(MeasureError, match="全年预算数为 0"):
        measures.figure("预算执行率", as_of=DAY, year="2020")
