"""What every page shows around itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from oneruler.office.roles import Verb
from oneruler.web.posts import may


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the left navigation; ``route`` is a URL name, ``icon`` a file of ``icons/``. With ``verbs``, it is
    shown only to those whose posts may do one of them."""

    label: str
    route: str
    icon: str
    verbs: tuple[Verb, ...] = ()


# In the order of the work. An entry appears when its pages do.
ENTRIES = (
    Entry("驾驶舱", "dashboard", "dashboard", (Verb.SEE_PROJECTS,)),
    Entry("项目", "projects:projects", "project", (Verb.SEE_PROJECTS,)),
    Entry("户", "households:households", "household", (Verb.SEE_HOUSEHOLDS,)),
    Entry("政策", "policies:shelf", "policy"),
    Entry("核查台", "desk:check", "check"),
    Entry("人员岗位", "system:people", "people", (Verb.ENROL, Verb.APPOINT, Verb.LOCK)),
    Entry("操作记录", "system:trail", "trail", (Verb.SEE_AUDIT_TRAIL,)),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The entries for the one who asks, and whether this is a demonstration."""
    known = hasattr(request, "user")  # not where something went wrong before sign-in was looked at
    entries = [entry for entry in ENTRIES if not entry.verbs or (known and may(request, entry.verbs))]
    return {"entries": entries, "demonstration": settings.DEMONSTRATION}
