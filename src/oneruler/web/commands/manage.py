"""``oneruler manage …``: Django's own management commands."""

from __future__ import annotations

from collections.abc import Sequence

from oneruler.web.commands.environment import prepare


def run(words: Sequence[str]) -> int:
    """Hand ``words`` to Django as they are. Django ends the process itself when a command fails."""
    prepare()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["oneruler manage", *words])
    return 0
