"""Which figures of money the house vouches for."""

from __future__ import annotations

from datetime import date

from django.db.models import F, QuerySet

from oneruler.base.figures import Unit
from oneruler.base.measuring import AnyMeasure, Counted, DeclaredMeasure, DeclaredRate, Parameters
from oneruler.funds.ledger import Book
from oneruler.funds.models import Budget, Payment, Posting


def _postings(of: Parameters, as_of: date, book: Book) -> QuerySet[Posting]:
    rows = Posting.objects.filter(account__kind=book.value, entry__happened_on__lte=as_of)
    return rows.filter(entry__project__number=of["project"]) if "project" in of else rows


def _received(of: Parameters, as_of: date) -> Counted:
    """What funders put in, less what went back to them."""
    rows = _postings(of, as_of, Book.FUNDER)
    if "year" in of:
        rows = rows.filter(entry__happened_on__year=of["year"])
    return rows.annotate(net_fen=F("credit_fen") - F("debit_fen")), "net_fen"


def _balance(of: Parameters, as_of: date) -> Counted:
    rows = _postings(of, as_of, Book.SPECIAL_ACCOUNT)
    return rows.annotate(net_fen=F("debit_fen") - F("credit_fen")), "net_fen"


def _in_transit(of: Parameters, as_of: date) -> Counted:
    rows = _postings(of, as_of, Book.IN_TRANSIT)
    return rows.annotate(net_fen=F("debit_fen") - F("credit_fen")), "net_fen"


def _paid(of: Parameters, as_of: date) -> Counted:
    rows = _postings(of, as_of, Book.PAID)
    if "year" in of:
        rows = rows.filter(entry__happened_on__year=of["year"])
    return rows.annotate(net_fen=F("debit_fen") - F("credit_fen")), "net_fen"


def _payments(of: Parameters, as_of: date, state: Payment.State) -> QuerySet[Payment]:
    rows = Payment.objects.filter(state=state, paid_on__lte=as_of)
    if "year" in of:
        rows = rows.filter(paid_on__year=of["year"])
    return rows.filter(batch__project__number=of["project"]) if "project" in of else rows


def _payments_made(of: Parameters, as_of: date) -> Counted:
    return _payments(of, as_of, Payment.State.PAID), None


def _returned(of: Parameters, as_of: date) -> Counted:
    return _payments(of, as_of, Payment.State.RETURNED), "amount_fen"


def _not_paid_again(of: Parameters, as_of: date) -> Counted:
    return _payments(of, as_of, Payment.State.RETURNED).filter(paid_again_by=None), "amount_fen"


def _budget(of: Parameters) -> QuerySet[Budget]:
    rows = Budget.objects.filter(year=of["year"])
    for name in ("fund_kind", "spending", "item"):
        if name in of:
            rows = rows.filter(**{name: of[name]})
    return rows


def _initial(of: Parameters, as_of: date) -> Counted:
    return _budget(of), "initial_fen"


def _adjusted(of: Parameters, as_of: date) -> Counted:
    return _budget(of), "adjusted_fen"


def _executed(of: Parameters, as_of: date) -> Counted:
    return _budget(of), "executed_fen"


_BY, _BY_YEAR, _KINDS = ("project",), ("project", "year"), ("fund_kind", "spending", "item")
_BOOKS, _RETURNS, _BUDGET = "截至当日已入账", "截至当日银行回单", "录入时的预算与执行"
_YEAR = ("year",)

ADJUSTED = DeclaredMeasure("全年预算数", "全年预算数", Unit.FEN, _adjusted, _BUDGET, needs=_YEAR, takes=_KINDS)
EXECUTED = DeclaredMeasure("全年执行数", "全年执行数", Unit.FEN, _executed, _BUDGET, needs=_YEAR, takes=_KINDS)

MEASURES: tuple[AnyMeasure, ...] = (
    DeclaredMeasure("预存款到账", "预存款到账（减退回资金方的）", Unit.FEN, _received, _BOOKS, takes=_BY_YEAR),
    DeclaredMeasure("pre_deposit_balance", "预存款余额", Unit.FEN, _balance, _BOOKS, takes=_BY),
    DeclaredMeasure("在途款", "已送银行未回单", Unit.FEN, _in_transit, _BOOKS, takes=_BY),
    DeclaredMeasure("已付补偿款", "已付补偿款", Unit.FEN, _paid, _BOOKS, takes=_BY_YEAR),
    DeclaredMeasure("付款笔数", "已付笔数", Unit.TIMES, _payments_made, _RETURNS, takes=_BY_YEAR),
    DeclaredMeasure("退回金额", "银行退回金额", Unit.FEN, _returned, _RETURNS, takes=_BY_YEAR),
    DeclaredMeasure("退回未重付", "退回还没有重付的金额", Unit.FEN, _not_paid_again, _RETURNS, takes=_BY),
    DeclaredMeasure("年初预算数", "年初预算数", Unit.FEN, _initial, _BUDGET, needs=_YEAR, takes=_KINDS),
    ADJUSTED,
    EXECUTED,
    DeclaredRate("预算执行率", "预算执行率", EXECUTED, ADJUSTED),
)
