import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from oneruler.office.actions import enrol_officer
from oneruler.office.attachments import Shelf, attach, attachments_of, relative_place, unfinished
from oneruler.office.errors import NotAllowedError
from oneruler.office.media import NotAcceptedError
from oneruler.office.models import Assignment, Attachment, AuditEntry, Officer
from oneruler.office.roles import Role
from oneruler.office.sealing import Seal, SealError, sm3_hex

AT = datetime(2025, 8, 1, 1, tzinfo=UTC)
SCAN = b"%PDF-1.7\n" + bytes(700_000)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "attachments", Seal.new())


def officer(username: str, role: Role | None, project: str = "") -> Officer:
    one = enrol_officer(username=username, display_name=f"示例·{username}", password=None, at=AT)
    if role is not None:
        Assignment.objects.create(officer=one, role=role, first=date(2025, 1, 1), project_number=project)
    return one


def test_kept_once_by_its_digest_sealed_and_for_its_owner_only(shelf: Shelf) -> None:
    stored = shelf.store(io.BytesIO(SCAN))
    assert (stored.digest, stored.size) == (sm3_hex(SCAN), len(SCAN))
    path = shelf.folder / stored.digest[:2] / stored.digest[2:]
    before = path.stat()
    assert before.st_mode & 0o777 == 0o600
    assert SCAN[:16] not in path.read_bytes()
    assert shelf.store(io.BytesIO(SCAN)) == stored
    assert path.stat().st_ino == before.st_ino
    assert b"".join(shelf.open(stored.digest)) == SCAN
    assert list(unfinished(shelf.folder)) == []


def test_a_file_in_anothers_place_does_not_open(shelf: Shelf) -> None:
    one, two = shelf.store(io.BytesIO(SCAN)), shelf.store(io.BytesIO(SCAN + b"x"))
    shelf.place(two.digest).replace(shelf.place(one.digest))
    with pytest.raises(SealError):
        list(shelf.open(one.digest))


@pytest.mark.parametrize("digest", ["", "../../../etc/passwd", "A" * 64, "ab" * 31 + "/."])
def test_only_a_digest_names_a_place(digest: str) -> None:
    with pytest.raises(ValueError, match="no digest"):
        relative_place(digest)


def test_too_large_or_empty_and_nothing_is_left(shelf: Shelf) -> None:
    with pytest.raises(NotAcceptedError, match="大于 0 MB"):
        shelf.store(io.BytesIO(SCAN), largest=len(SCAN) - 1)
    assert shelf.store(io.BytesIO(SCAN), largest=len(SCAN)).size == len(SCAN)
    with pytest.raises(NotAcceptedError, match="空的"):
        shelf.store(io.BytesIO(b""))
    assert len(list(shelf.folder.glob("??/*"))) == 1


@pytest.mark.django_db
def test_attached_to_what_it_proves_and_recorded_without_its_name(shelf: Shelf) -> None:
    by = officer("survey", Role.SURVEY)
    one = attach(about="survey.holder:1", name="../示例·某某.pdf", data=io.BytesIO(SCAN), shelf=shelf, by=by, at=AT)
    again = attach(about="survey.holder:1", name="示例·某某.pdf", data=io.BytesIO(SCAN), shelf=shelf, by=by, at=AT)
    other = attach(about="survey.holder:2", name="示例·某某.pdf", data=io.BytesIO(SCAN), shelf=shelf, by=by, at=AT)
    assert one == again
    assert (one.name, one.size, one.added_by, one.added_at) == ("示例·某某.pdf", len(SCAN), by, AT)
    assert list(attachments_of("survey.holder:1", "survey.holder:2")) == [one, other]
    assert list(attachments_of("survey.holder:3")) == []
    assert len(list(shelf.folder.glob("??/*"))) == 1
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.verb, entry.about) == ("上传附件", "survey.holder:2")
    assert "示例" not in entry.detail


@pytest.mark.django_db
def test_who_may_attach_and_where(shelf: Shelf) -> None:
    inside, auditor, outsider = officer("p", Role.PROJECT, "A"), officer("a", Role.AUDITOR), officer("o", None)
    words = {"about": "x:1", "name": "a.pdf", "shelf": shelf, "at": AT}
    attach(**words, data=io.BytesIO(SCAN), by=inside, project="A")  # type: ignore[arg-type]
    for by, project in ((inside, "B"), (inside, ""), (auditor, "A"), (outsider, "A")):
        with pytest.raises(NotAllowedError):
            attach(**words, data=io.BytesIO(SCAN + b"y"), by=by, project=project)  # type: ignore[arg-type]
    assert Attachment.objects.count() == len(list(shelf.folder.glob("??/*"))) == 1


@pytest.mark.django_db
def test_a_file_that_is_not_what_it_says_is_never_kept(shelf: Shelf) -> None:
    by = officer("survey", Role.SURVEY)
    for name, data in (("a.pdf", b"<script>"), ("a.html", b"<script>")):
        with pytest.raises(NotAcceptedError):
            attach(about="x:1", name=name, data=io.BytesIO(data), shelf=shelf, by=by, at=AT)
    assert not shelf.folder.exists()
    assert not Attachment.objects.exists()
