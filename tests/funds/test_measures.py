from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from oneruler.base.fen import Fen
from oneruler.base.measuring import Measures
from oneruler.compensation.queries import owed
from oneruler.funds.actions import enter_budget
from oneruler.funds.measures import MEASURES
from oneruler.office.roles import Role
from tests import thread
from tests.funds.paying import DAY, PLENTY, drafted, ready, row, sent, told

pytestmark = pytest.mark.django_db
ALL = Measures(MEASURES)


def value(name: str, on: date = DAY, **of: str) -> int | Decimal:
    return ALL.figure(name, as_of=on, **of).value


def test_money_of_a_project() -> None:
    of, (first, second, third) = ready("A1", "A2", "A3")
    told(sent(drafted(of, [row(first), row(second)])), {"P-1-00002": ("失败", "账号错误")})
    sent(drafted(of, [row(third)], "P-2"))
    expected = {
        "预存款到账": PLENTY, "pre_deposit_balance": PLENTY - owed(first) - owed(third), "在途款": owed(third),
        "已付补偿款": owed(first), "付款笔数": 1, "退回金额": owed(second), "退回未重付": owed(second),
    }  # fmt: skip
    assert {name: value(name, project="J-1") for name in expected} == expected
    assert not any(value(name, project="J-2") for name in expected)
    before = date(2025, 12, 21)
    assert {value(name, before, project="J-1") for name in expected} == {PLENTY, 0}
    assert value("已付补偿款", year="2024", project="J-1") == 0


def test_the_budget_and_its_execution_rate() -> None:
    for kind, initial, executed in (("personnel", 1000, 300), ("project", 2000, 700)):
        enter_budget(year=2025, fund_kind="general", spending=kind, initial=Fen(initial), executed=Fen(executed),
                     by=thread.person(Role.FINANCE), at=thread.at(DAY))  # fmt: skip
    assert [value(name, year="2025") for name in ("年初预算数", "全年预算数", "全年执行数")] == [3000, 3000, 1000]
    assert value("预算执行率", year="2025") == Decimal("33.333333")
    assert value("预算执行率", year="2025", spending="project") == Decimal(35)
    assert {one.name for one in MEASURES} >= {"pre_deposit_balance"}
