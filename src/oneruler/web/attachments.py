"""An attachment on its way to a browser: shown where it is a picture, saved where it is anything else, executed never.

Whether the reader may see it is for the page to ask before.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from oneruler.office.attachments import Shelf
from oneruler.office.fields import seal
from oneruler.office.media import Medium, NotAcceptedError, medium_of

if TYPE_CHECKING:
    from oneruler.office.models import Attachment

_UNKNOWN = Medium("文件", ())


def shelf() -> Shelf:
    """The shelf of this installation."""
    return Shelf(settings.VAR / "attachments", seal())


def attachment_response(attachment: Attachment) -> HttpResponseBase:
    """The file, piece by piece, each proved before it is sent. A file that does not open raises before the first."""
    try:
        medium = medium_of(attachment.name)
    except NotAcceptedError:  # kinds were taken off the list since
        medium = _UNKNOWN
    pieces = shelf().open(attachment.digest)
    first = next(pieces)
    headers = {
        "Content-Type": medium.served_as,
        "Content-Length": str(attachment.size),
        "Content-Disposition": content_disposition_header(not medium.shown, attachment.name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
    return StreamingHttpResponse(chain((first,), pieces), headers=headers)
