"""What may be attached, and how it may be given to a browser. A file is hostile until its bytes fit its name."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from dataclasses import dataclass
from typing import IO

from oneruler.office.errors import ActionError

LARGEST = 200 * 1024 * 1024
LONGEST_NAME = 120
_HEAD = 4096
_MOST_ENTRIES = 20_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class NotAcceptedError(ActionError):
    """The file cannot be attached; the message says why, in Chinese, and what to do."""


@dataclass(frozen=True, slots=True)
class Medium:
    """A kind of file. ``served_as`` is a type that a browser shows and never executes; what it does not show it saves."""

    word: str
    begins: tuple[tuple[int, bytes], ...]
    within: str = ""  # the part that an office package of this kind must have
    served_as: str = "application/octet-stream"

    @property
    def shown(self) -> bool:
        """Whether a browser may show it in a page."""
        return self.served_as.startswith("image/")


_JPEG = Medium("JPEG 图片", ((0, b"\xff\xd8\xff"),), served_as="image/jpeg")
_TIFF = Medium("TIFF 图片", ((0, b"II*\x00"), (0, b"MM\x00*")))
_VIDEO = Medium("MP4 录像", ((4, b"ftyp"),))
MEDIA: dict[str, Medium] = {
    "pdf": Medium("PDF", ((0, b"%PDF-"),)),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": Medium("PNG 图片", ((0, b"\x89PNG\r\n\x1a\n"),), served_as="image/png"),
    "tif": _TIFF,
    "tiff": _TIFF,
    "docx": Medium("Word 文档", ((0, b"PK\x03\x04"),), "word/document.xml"),
    "xlsx": Medium("Excel 工作簿", ((0, b"PK\x03\x04"),), "xl/workbook.xml"),
    "ofd": Medium("OFD 版式文件", ((0, b"PK\x03\x04"),), "OFD.xml"),
    "doc": Medium("Word 旧文档", ((0, _OLE),)),
    "xls": Medium("Excel 旧工作簿", ((0, _OLE),)),
    "wps": Medium("WPS 文档", ((0, _OLE),)),
    "et": Medium("WPS 表格", ((0, _OLE),)),
    "mp4": _VIDEO,
    "mov": _VIDEO,
    "m4a": Medium("M4A 录音", ((4, b"ftyp"),)),
    "mp3": Medium("MP3 录音", ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2"))),
}
"""The files that may be attached, by the ending of their name. No kind is here that a browser executes."""


def plain_name(name: str) -> str:
    """The name without its folder and without signs that are not seen or turn the direction. Raises NotAcceptedError."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
    seen = re.sub(r'[<>:"|?*]', "_", seen).strip(" .")
    if not seen or len(seen) > LONGEST_NAME:
        raise NotAcceptedError(f"文件名应有 1 到 {LONGEST_NAME} 个字，现有 {len(seen)} 个；请改名后再上传。")
    return seen


def medium_of(name: str) -> Medium:
    """The kind of file that a name says. Raises NotAcceptedError."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in MEDIA:
        raise NotAcceptedError(f"“{name}”这种文件不能上传，可以上传的有 {'、'.join(MEDIA)}；请转换后再上传。")
    return MEDIA[ending]


def check_medium(name: str, data: IO[bytes]) -> Medium:
    """The kind of file, once its bytes fit its name. ``data`` can be sought, and stands at its start afterwards.
    Raises NotAcceptedError."""
    medium = medium_of(name)
    data.seek(0)
    head = data.read(_HEAD)
    if not any(head[at : at + len(sign)] == sign for at, sign in medium.begins):
        raise NotAcceptedError(f"“{name}”的内容不是{medium.word}，可能改过扩展名；请用原来的程序打开后另存。")
    if medium.within and not _has_part(data, medium.within):
        raise NotAcceptedError(f"“{name}”不是完整的{medium.word}；请用原来的程序打开后另存。")
    data.seek(0)
    return medium


def _has_part(data: IO[bytes], part: str) -> bool:
    try:
        with zipfile.ZipFile(data) as package:
            names = package.namelist()
            return len(names) <= _MOST_ENTRIES and part in names
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
