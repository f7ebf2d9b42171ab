"""The centre's own budget: entered with the year's first figures, adjusted with a reason, executed up to what holds."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from oneruler.base.dates import local_day
from oneruler.base.fen import Fen
from oneruler.funds.ledger import NOUGHT
from oneruler.funds.models import Budget
from oneruler.office.acting import label, record, require
from oneruler.office.errors import WrongStateError
from oneruler.office.roles import Verb

if TYPE_CHECKING:
    from oneruler.office.models import Officer


@transaction.atomic
def enter_budget(
    *, year: int, fund_kind: str, spending: str, initial: Fen, by: Officer, at: datetime, item: str = "",
    adjusted: Fen | None = None, executed: Fen = NOUGHT, reason: str = "",
) -> Budget:  # fmt: skip
    """Enter a line of the budget, or bring it up to date. The first figure stays what it was; an adjusted one that
    differs from what holds needs a reason. Raises WrongStateError."""
    require(by, Verb.ENTER_BUDGET, on=local_day(at))
    item, reason = item.strip(), reason.strip()
    if fund_kind not in Budget.FundKind.values or spending not in Budget.Spending.values:
        raise WrongStateError("资金性质或支出性质不对；请从列表中选择。")
    row = Budget.objects.select_for_update().filter(
        year=year, fund_kind=fund_kind, spending=spending, item=item
    ).first()  # fmt: skip
    holds = row.adjusted_fen if row is not None else initial
    adjusted = Fen(holds) if adjusted is None else adjusted
    if row is not None and row.initial_fen != initial:
        raise WrongStateError("年初预算数已经录入，不能改；调整的写全年预算数和原因。")
    if min(initial, adjusted, executed) < 0:
        raise WrongStateError("预算数和执行数不能小于 0。")
    if adjusted != holds and not reason:
        raise WrongStateError("全年预算数与现在的不同，要写明调整原因。")
    if executed > adjusted:
        raise WrongStateError("执行数超过全年预算数；请先调整预算。")
    before = None if row is None else {"adjusted_fen": row.adjusted_fen, "executed_fen": row.executed_fen}
    if row is None:
        row = Budget(year=year, fund_kind=fund_kind, spending=spending, item=item, initial_fen=initial)
    row.adjusted_fen, row.executed_fen, row.reason = adjusted, executed, reason or row.reason
    row.save()
    record(by=by, at=at, verb=Verb.ENTER_BUDGET, about=label(row),
           detail={"year": year, "fund_kind": fund_kind, "spending": spending, "item": item, "initial_fen": initial,
                   "adjusted_fen": adjusted, "executed_fen": executed, "reason": reason, "before": before})  # fmt: skip
    return row
