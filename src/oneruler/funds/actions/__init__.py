"""What can be done with money: receive, pay by three people, take the bank's word, pay again, keep the budget."""

from oneruler.funds.actions.batches import approve_batch, review_batch, send_batch, withdraw_batch
from oneruler.funds.actions.budgeting import enter_budget
from oneruler.funds.actions.drafting import PayeeRow, RepayRow, draft_batch, repay
from oneruler.funds.actions.receiving import receive_pre_deposit, refund_pre_deposit
from oneruler.funds.actions.returning import record_bank_return

__all__ = [
    "PayeeRow", "RepayRow", "approve_batch", "draft_batch", "enter_budget", "receive_pre_deposit",
    "record_bank_return", "refund_pre_deposit", "repay", "review_batch", "send_batch", "withdraw_batch",
]  # fmt: skip
