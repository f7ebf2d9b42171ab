"""``oneruler migrate``: make or upgrade the database."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from oneruler.web.commands.environment import prepare
from oneruler.web.commands.invitation import invite_first_run


def add_arguments(parser: ArgumentParser) -> None:
    """None are needed."""


def run(args: Namespace) -> int:
    """Bring the tables to what this version expects; running it again changes nothing."""
    prepare()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=1)
    invite_first_run()
    return 0
