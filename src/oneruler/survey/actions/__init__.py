"""What can be done with right holders and the facts about them."""

from oneruler.survey.actions.entering import enter_facts, record_recognition
from oneruler.survey.actions.importing import ImportResult, import_facts, withdraw_import
from oneruler.survey.actions.registering import HolderRow, register_right_holders

__all__ = [
    "HolderRow", "ImportResult", "enter_facts", "import_facts", "record_recognition", "register_right_holders",
    "withdraw_import",
]  # fmt: skip
