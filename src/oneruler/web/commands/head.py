"""``oneruler head``: say the end of the audit trail, to be kept where this machine's people cannot reach it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from oneruler.web.commands.environment import prepare


def add_arguments(parser: ArgumentParser) -> None:
    """None are needed; the line goes to standard output, so that it can be added to a file."""


def run(args: Namespace) -> int:
    """One line: how many entries, the digest of the last, and when it was asked."""
    prepare()
    from oneruler.base.dates import SHANGHAI
    from oneruler.office.queries import audit_head
    from oneruler.web import clock

    sequence, digest = audit_head()
    print(f"{sequence} {digest} {clock.now().astimezone(SHANGHAI).isoformat(timespec='seconds')}")
    return 0
