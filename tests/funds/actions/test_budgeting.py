from __future__ import annotations

import pytest

from oneruler.base.fen import Fen
from oneruler.funds.actions import enter_budget
from oneruler.funds.models import Budget
from oneruler.office.errors import NotAllowedError, WrongStateError
from oneruler.office.roles import Role
from tests import thread
from tests.district import officer, township
from tests.funds.paying import DAY

pytestmark = pytest.mark.django_db


def enter(**changes: object) -> Budget:
    words = {"year": 2025, "fund_kind": "general", "spending": "project", "item": "征地协调", "initial": Fen(1000),
             "by": thread.person(Role.FINANCE), "at": thread.at(DAY), **changes}  # fmt: skip
    return enter_budget(**words)  # type: ignore[arg-type]


def test_entered_adjusted_executed() -> None:
    assert enter().adjusted_fen == 1000
    with pytest.raises(WrongStateError, match="调整原因"):
        enter(adjusted=Fen(900))
    assert enter(adjusted=Fen(900), reason="压减").adjusted_fen == 900
    row = enter(executed=Fen(900))
    assert (row.initial_fen, row.adjusted_fen, row.executed_fen, row.reason) == (1000, 900, 900, "压减")
    assert Budget.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"initial": Fen(1001)}, "不能改"),
        ({"executed": Fen(1001)}, "超过全年预算数"),
        ({"executed": Fen(-1)}, "小于 0"),
        ({"fund_kind": "cash"}, "资金性质"),
    ],
)
def test_what_is_refused(changes: dict[str, object], words: str) -> None:
    enter()
    with pytest.raises(WrongStateError, match=words):
        enter(**changes)


def test_who_may_enter_it() -> None:
    for by in (thread.person(Role.CASHIER), officer("elsewhere", Role.FINANCE, where=township())):
        with pytest.raises(NotAllowedError):
            enter(by=by)
