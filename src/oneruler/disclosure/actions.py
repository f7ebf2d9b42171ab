"""What can be done in disclosure: a package goes out, once looked over for personal data."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from django.db import transaction

from oneruler.base.dates import local_day
from oneruler.checks.reading import SUFFIXES, UnreadableError, read_bytes
from oneruler.disclosure import redact
from oneruler.disclosure.models import Package
from oneruler.disclosure.package import PackageError, pack
from oneruler.disclosure.redact import Kind
from oneruler.office.acting import label, record, require
from oneruler.office.errors import WrongStateError
from oneruler.office.roles import Verb

if TYPE_CHECKING:
    from oneruler.office.models import Officer

_PLAIN = frozenset({".csv", ".json"})
_MOST_NAMED = 20


@transaction.atomic
def publish_package(
    *, number: str, title: str, audience: Package.Audience, about: str, files: Mapping[str, bytes],
    names: Iterable[str], shelf: Path, by: Officer, at: datetime,
) -> Package:  # fmt: skip
    """Put files together, keep the package on the shelf, and note that it went out.

    No file may hold identity numbers, accounts, mobile numbers or home addresses; on the web, neither any of ``names``
    (the people that the files are about), nor a file that cannot be looked into. Raises WrongStateError that names
    every file and kind, without the data itself.
    """
    day = local_day(at)
    require(by, Verb.PUBLISH, on=day)
    if Package.objects.filter(number=number).exists():
        raise WrongStateError(f"公开包 {number} 已经公开过；公开的包不能换内容，请另编一个编号。")
    if not (number.strip() and title.strip() and about.strip()):
        raise WrongStateError("公开包的编号、标题和来源都要填写。")
    if faults := _faults(files, audience, list(names)):
        more = f"……共 {len(faults)} 处" if len(faults) > _MOST_NAMED else ""
        raise WrongStateError(f"不能公开，请先遮蔽或删去：{'；'.join(faults[:_MOST_NAMED])}{more}。")
    salt = secrets.token_hex(16)
    try:
        packed = pack(files, number=number, title=title, audience=audience, published_on=day, salt=salt)
    except PackageError as error:
        raise WrongStateError(str(error)) from error
    kept = Package.objects.create(
        number=number, title=title, audience=audience, about=about, manifest=packed.manifest, digest=packed.digest,
        salt=salt, published_on=day, published_by=by, published_at=at,
    )  # fmt: skip
    _keep(shelf, packed.digest, packed.data)
    record(
        by=by, at=at, verb=Verb.PUBLISH, about=label(kept),
        detail={"编号": number, "范围": Package.Audience(audience).label, "文件数": len(files), "摘要": packed.digest},
    )  # fmt: skip
    return kept


def shelved(shelf: Path, digest: str) -> Path:
    """Where a package is kept."""
    return shelf / "packages" / digest[:2] / f"{digest}.zip"


def _keep(shelf: Path, digest: str, data: bytes) -> None:
    """Write the package under its name only when it is whole. Left over by an undone transaction, it is in nobody's way:
    its salt makes the name one of its own."""
    place = shelved(shelf, digest)
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_suffix(".part")
    part.write_bytes(data)
    part.replace(place)


def _faults(files: Mapping[str, bytes], audience: str, names: list[str]) -> list[str]:
    faults = []
    on_the_web = audience == Package.Audience.WEB
    for name, data in sorted(files.items()):
        text = _text(name, data)
        if text is None:
            if on_the_web:
                faults.append(f"{name}：读不出文字，不能确认没有个人信息；网站公开请用带文字的文件")
            continue
        counts: dict[Kind, int] = {}
        for found in redact.find(f"{name}\n{text}", names if on_the_web else ()):
            counts[found.kind] = counts.get(found.kind, 0) + 1
        faults += [f"{name} 有{kind} {count} 处" for kind, count in counts.items()]
    return faults


def _text(name: str, data: bytes) -> str | None:
    """What a file says; None where it cannot be read as text."""
    suffix = PurePosixPath(name).suffix.lower()
    try:
        if suffix in SUFFIXES:
            return read_bytes(data, name).text
        return data.decode("utf-8-sig") if suffix in _PLAIN else None
    except (UnreadableError, UnicodeDecodeError):
        return None
