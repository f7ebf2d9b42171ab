"""Start Django for a command."""

from __future__ import annotations

import os


def prepare(settings: str = "oneruler.web.settings") -> None:
    """Load Django with ``settings``; raises Refusal when the environment holds what cannot be used."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    django.setup()
