"""The very text of a policy that a project or a sheet is bound to."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from oneruler.policy.faults import PackError
from oneruler.policy.model import Policy
from oneruler.policy.pack.loading import load
from oneruler.policy.pack.shelf import packs


def policy_of(slug: str, digest: str) -> Policy | None:
    """The pack of that name on the shelf, if it is still the very text."""
    for folder in packs(Path(settings.ONERULER_POLICIES)):
        if folder.name == slug:
            policy = _loaded(folder, digest)
            return policy if policy is not None and policy.digest == digest else None
    return None


@cache
def _loaded(folder: Path, digest: str) -> Policy | None:
    """Kept by the digest that is asked for, so that a changed text is read anew."""
    try:
        return load(folder)
    except PackError:
        return None
