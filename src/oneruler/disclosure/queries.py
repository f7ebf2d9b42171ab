"""What can be asked of disclosure. What went out is public; nothing here depends on who asks."""

from __future__ import annotations

from pathlib import Path

from django.db.models import QuerySet

from oneruler.disclosure.actions import shelved
from oneruler.disclosure.models import Package
from oneruler.disclosure.package import Verified, verify


def packages(*, audience: str = "", about: str = "") -> QuerySet[Package]:
    """What went out, the latest first."""
    found = Package.objects.all()
    if audience:
        found = found.filter(audience=audience)
    return found.filter(about=about) if about else found


def verified(package: Package, shelf: Path) -> Verified:
    """The kept package against the digest that was published. Raises FileNotFoundError where it is gone, PackageError
    where it is none any more."""
    return verify(shelved(shelf, package.digest).read_bytes(), package.digest)
