import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.http import StreamingHttpResponse
from pytest_django import Settings

from oneruler.office.actions import enrol_officer
from oneruler.office.models import Attachment
from oneruler.office.sealing import SealError
from oneruler.web.attachments import attachment_response, shelf

AT = datetime(2025, 8, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def attachment(settings: Settings, tmp_path: Path) -> Attachment:
    settings.VAR = tmp_path
    stored = shelf().store(io.BytesIO(b"%PDF-1.7\n" + bytes(600_000)))
    by = enrol_officer(username="a", display_name="示例·甲", password=None, at=AT)
    return Attachment(
        digest=stored.digest, name="示例·合同.pdf", size=stored.size, about="x:1", added_by=by, added_at=AT
    )


def test_a_document_is_saved_and_its_bytes_are_what_was_stored(attachment: Attachment) -> None:
    response = attachment_response(attachment)
    assert isinstance(response, StreamingHttpResponse)
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E7%A4%BA")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response) == b"%PDF-1.7\n" + bytes(600_000)
    assert response["Content-Length"] == str(attachment.size)


@pytest.mark.parametrize(
    ("name", "served", "shown"),
    [
        ("a.jpg", "image/jpeg", True),
        ("a.png", "image/png", True),
        ("a.html", "application/octet-stream", False),  # a row that was written past the actions
        ("a.svg", "application/octet-stream", False),
        ("a.docx", "application/octet-stream", False),
    ],
)
def test_only_pictures_are_shown(attachment: Attachment, name: str, served: str, shown: bool) -> None:
    attachment.name = name
    response = attachment_response(attachment)
    assert response["Content-Type"] == served
    assert response["Content-Disposition"].startswith("inline" if shown else "attachment")


def test_a_name_cannot_write_headers(attachment: Attachment) -> None:
    attachment.name = 'a"\r\nSet-Cookie: x=1\r\n.pdf'
    header = attachment_response(attachment)["Content-Disposition"]
    assert "\r" not in header
    assert "\n" not in header


def test_what_was_changed_on_the_shelf_is_not_sent(attachment: Attachment) -> None:
    path = shelf().place(attachment.digest)
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)
    with pytest.raises(SealError):
        attachment_response(attachment)
