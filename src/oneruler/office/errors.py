"""Why an action was not done. The message is for the officer, in Chinese."""

from __future__ import annotations


class ActionError(Exception):
    """What all actions raise when they cannot be done; nothing has been changed."""


class NotAllowedError(ActionError):
    """The officer holds no post that may do this here."""


class WrongStateError(ActionError):
    """The thing is not in the state that this asks for."""


class OfficerError(ActionError):
    """An officer cannot be enrolled, or not so."""


class LockedOutError(ActionError):
    """Too many attempts under this name; whoever it is waits."""
