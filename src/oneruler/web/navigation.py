"""What every page shows around itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the left navigation; ``route`` is a URL name, ``icon`` a symbol of ``icons.svg``."""

    label: str
    route: str
    icon: str


# In the order of the work. An entry appears when its pages do.
ENTRIES = (Entry("政策", "policies:shelf", "policy"), Entry("核查台", "desk:check", "check"))


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The entries, and whether this is a demonstration."""
    return {"entries": ENTRIES, "demonstration": settings.DEMONSTRATION}
