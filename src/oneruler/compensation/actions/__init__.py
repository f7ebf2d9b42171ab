"""What can be done with compensation: compute, publish, agree, check before payment, vacate and demolish."""

from oneruler.compensation.actions.agreeing import sign_agreement, supplement_agreement
from oneruler.compensation.actions.checking import check_before_payment
from oneruler.compensation.actions.clearing import record_demolition, record_vacating
from oneruler.compensation.actions.computing import Computed, compute_sheet, compute_sheets
from oneruler.compensation.actions.publishing import publish_sheets

__all__ = [
    "Computed", "check_before_payment", "compute_sheet", "compute_sheets", "publish_sheets", "record_demolition",
    "record_vacating", "sign_agreement", "supplement_agreement",
]  # fmt: skip
