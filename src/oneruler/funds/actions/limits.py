"""What stands between a batch and the money: gate, check, payees, amounts, the account. The caller holds the project."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from oneruler.base.fen import Fen, print_yuan
from oneruler.compensation.queries import hindrances_to_pay
from oneruler.funds.models import Payment, PaymentBatch
from oneruler.funds.queries import account_balance, spoken_for, standings_of
from oneruler.office.errors import WrongStateError
from oneruler.projects.queries import payment_gate

if TYPE_CHECKING:
    from oneruler.compensation.models import PrePaymentCheck
    from oneruler.projects.models import Project
    from oneruler.survey.models import RightHolder


@dataclass(frozen=True, slots=True)
class Wanted:
    """One payment that is asked for. ``again_for`` is one that was sent back."""

    right_holder: RightHolder
    payee: str
    payee_name: str
    bank_name: str
    account_number: str
    amount: Fen
    again_for: Payment | None = None

    @property
    def key(self) -> tuple[int, str, str]:
        return self.right_holder.pk, self.payee, self.payee_name


def require_payable(
    project: Project, check_run: PrePaymentCheck, wanted: Sequence[Wanted], on: date, *, demonstration: bool
) -> None:
    """Raise WrongStateError with everything that forbids the payments, and pay none of them."""
    if not (gate := payment_gate(project, on)):
        raise WrongStateError(gate.reason)
    strangers = sorted({one.right_holder.number for one in wanted if one.right_holder.project_id != project.pk})
    if strangers or check_run.project_id != project.pk:
        raise WrongStateError(
            f"户号 {'、'.join(strangers) or '各户'} 或自查不属于本项目：一个项目的补偿费用专户不能付给别的项目（专款专用）。"
        )
    faults = hindrances_to_pay(check_run, list({one.right_holder.pk: one.right_holder for one in wanted}.values()),
                               demonstration=demonstration)  # fmt: skip
    faults += _twice(wanted)
    faults += _beyond(wanted)
    total = Fen(sum(one.amount for one in wanted))
    free = Fen(account_balance(project) - spoken_for(project))
    if total > free:
        faults.append(f"本批 {print_yuan(total)} 元，专户可动用 {print_yuan(free)} 元，不够支付。")
    if faults:
        raise WrongStateError("\n".join(faults))


def require_still_payable(batch: PaymentBatch, on: date, *, demonstration: bool) -> None:
    """Raise WrongStateError where something has changed since a batch was drafted."""
    project = batch.project
    if not (gate := payment_gate(project, on)):
        raise WrongStateError(gate.reason)
    payments = list(batch.payments.select_related("right_holder__project"))
    holders = list({one.right_holder_id: one.right_holder for one in payments}.values())
    faults = hindrances_to_pay(batch.check_run, holders, demonstration=demonstration)
    standings = standings_of(holders)
    for holder in holders:
        faults += [
            f"户号 {holder.number} 的{one.payee}：连同本批已付 {print_yuan(Fen(one.paid + one.pending))} 元，"
            f"超过应付 {print_yuan(one.owed)} 元。"
            for one in standings[holder.pk]
            if one.left < 0
        ]
    if spoken_for(project) > account_balance(project):
        faults.append("专户余额不够支付已编制的各批。")
    if faults:
        raise WrongStateError("\n".join([*faults, "请撤销本批，改正后重新编制。"]))


def _twice(wanted: Collection[Wanted]) -> list[str]:
    keys = [one.key for one in wanted]
    numbers = sorted({one.right_holder.number for one in wanted if keys.count(one.key) > 1})
    return [f"户号 {'、'.join(numbers)} 的同一收款人在本批出现了两次。"] if numbers else []


def _beyond(wanted: Sequence[Wanted]) -> list[str]:
    faults = []
    standings = standings_of(list({one.right_holder.pk: one.right_holder for one in wanted}.values()))
    for one in wanted:
        where = f"户号 {one.right_holder.number} 的{one.payee}"
        known = {(row.payee, row.name): row for row in standings.get(one.right_holder.pk, ())}
        standing = known.get((one.payee, one.payee_name))
        if standing is None or (standing.owed == 0 and standing.paid == 0):
            faults.append(f"{where}：不是协议所附计算单上的收款人，或户名与其不符；请核对。")
            continue
        open_return = standing.returned > 0 and one.again_for is None
        if open_return:
            faults.append(f"{where}：有退回还没有重付的 {print_yuan(standing.returned)} 元，请先办理重付。")
        if one.amount <= 0:
            faults.append(f"{where}：金额应大于 0 元。")
        elif one.amount > standing.left:
            faults.append(
                f"{where}：要付 {print_yuan(one.amount)} 元，还可付 {print_yuan(standing.left)} 元"
                f"（应付 {print_yuan(standing.owed)}，已付和在付 {print_yuan(Fen(standing.paid + standing.pending))}）。"
            )
        faults += [f"{where}：{words}" for words in _account(one)]
    return faults


def _account(one: Wanted) -> list[str]:
    """A name of a bank and a number of an account, neither of which a worksheet takes for a formula."""
    number = one.account_number.replace(" ", "")
    words = []
    if not (number.isascii() and number.isdigit() and 6 <= len(number) <= 32):
        words.append("账号应是 6 到 32 位数字。")
    if not one.bank_name.strip() or any(text[:1] in "=+-@" or not text.isprintable()
                                        for text in (one.bank_name.strip(), one.payee_name)):  # fmt: skip
        words.append("开户行和户名要填写，不能以“=＋－@”开头。")
    return words
