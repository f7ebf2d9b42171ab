"""What can be done in the office."""

from oneruler.office.actions.first import NewAdministrator, RegionRow, first_run
from oneruler.office.actions.own import (
    begin_second_factor,
    change_password,
    confirm_second_factor,
    renew_backup_codes,
)
from oneruler.office.actions.people import (
    enrol_officer,
    lock_officer,
    reset_password,
    reset_second_factor,
    unlock_officer,
)
from oneruler.office.actions.posts import appoint, end_appointment
from oneruler.office.actions.signing_in import (
    accept_code,
    finish_sign_in,
    refuse_attempt,
    reserve_attempt,
    sign_out,
)
from oneruler.office.errors import LockedOutError, OfficerError

__all__ = [
    "LockedOutError",
    "NewAdministrator",
    "OfficerError",
    "RegionRow",
    "accept_code",
    "appoint",
    "begin_second_factor",
    "change_password",
    "confirm_second_factor",
    "end_appointment",
    "enrol_officer",
    "finish_sign_in",
    "first_run",
    "lock_officer",
    "refuse_attempt",
    "renew_backup_codes",
    "reserve_attempt",
    "reset_password",
    "reset_second_factor",
    "sign_out",
    "unlock_officer",
]
