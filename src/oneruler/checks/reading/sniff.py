"""What a file is, by its content first and its name second."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from oneruler.checks.reading.refusal import UnreadableError

OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

#: Suffix → format that a file of this name should have.
EXPECTED = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
    ".pdf": "pdf",
}

_LABELS = {
    "txt": "纯文本",
    "md": "Markdown 文本",
    "html": "网页",
    "docx": "Word 文档（docx）",
    "xlsx": "Excel 工作簿（xlsx）",
    "xls": "Excel 97-2003 工作簿（xls）",
    "pdf": "PDF",
}
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp"})
_WEB_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table)\b", re.I | re.S
)
_EXPORT = "用 Word、WPS 打开后另存为 docx，或导出为带文字的 PDF"


def format_of(data: bytes, name: str) -> str:
    """One of ``txt md html docx xlsx xls pdf``; raises ``UnreadableError`` for anything that is none of them."""
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableError(name, "文件是空的，没有任何内容", "检查文件是否下载完整、是否选错了文件")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _format_of_zip(data, name)
    if data.startswith(OLE_HEADER):
        return _format_of_ole(data, name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    suffix = PurePath(name).suffix.lower()
    if data.startswith(_PICTURES) and (suffix in _PICTURE_SUFFIXES or b"\x00" in data[:64]):
        raise UnreadableError(name, "这是图片，没有可读的文字", "先用文字识别软件转成文字，存为 docx 或 txt 后再核查")
    if data.startswith(b"{\\rtf"):
        raise UnreadableError(name, "这是 RTF 文档，不在可读格式之内", _EXPORT)
    if _is_web_page(data):
        return "html"
    if data.lstrip()[:13].lower() == b"mime-version:" or b"<?mso-application" in data[:400]:
        raise UnreadableError(name, "这是单个文件网页（mht）或 XML 格式的 Office 文件，不在可读格式之内", _EXPORT)
    expected = EXPECTED.get(suffix, "txt")
    if expected in ("txt", "md", "html"):
        return expected
    if b"\x00" in data[:1024]:
        found = f"文件名表示是{_LABELS[expected]}，内容却不是，文件可能已损坏或不完整"
        raise UnreadableError(name, found, "重新下载，或用原程序打开后另存一份")
    return "txt"


def mismatch(found: str, name: str) -> str | None:
    """A note in Chinese where the name promises another format than the content is."""
    suffix = PurePath(name).suffix.lower()
    expected = EXPECTED.get(suffix)
    if expected == found or not suffix or {expected, found} == {"txt", "md"}:
        return None
    if expected is None and found == "txt":
        return f"文件后缀“{suffix}”不认识，已按纯文本读取"
    return f"文件后缀为“{suffix}”，内容实为{_LABELS[found]}，已按内容读取"


def _is_web_page(data: bytes) -> bool:
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")[2:]
    return _WEB_PAGE.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def _format_of_zip(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {member.replace("\\", "/").lstrip("/").lower() for member in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        found = "应为 docx 或 xlsx（压缩格式），但压缩结构残缺，文件没有下载或复制完整"
        raise UnreadableError(name, found, "重新下载或重新拷贝这个文件") from None
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "ofd.xml" in names:
        raise UnreadableError(name, "这是 OFD 版式文件，不在可读格式之内", "用 OFD 阅读器导出为 PDF 或 Word（docx）")
    if "ppt/presentation.xml" in names:
        raise UnreadableError(name, "这是 PowerPoint 演示文稿，不在可读格式之内", _EXPORT)
    if "content.xml" in names or "xl/workbook.bin" in names:
        raise UnreadableError(name, "这是 ODF 或 xlsb 文件，不在可读格式之内", "用原程序另存为 docx 或 xlsx")
    found = "这是压缩包，里面没有 Word 正文（word/document.xml）或 Excel 工作簿（xl/workbook.xml）"
    raise UnreadableError(name, found, "先解压，再核查其中的文件")


def _format_of_ole(data: bytes, name: str) -> str:
    """Old binary Office files and encrypted new ones share a container; its directory names tell them apart."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise UnreadableError(name, "文件加了打开密码", "在 Word、Excel 或 WPS 中取消密码，另存后再核查")
    if holds("WordDocument"):
        found = "这是 Word 97-2003 的 doc 文件，不在可读格式之内"
        raise UnreadableError(name, found, "用 Word 或 WPS 打开后另存为 docx")
    if holds("Workbook") or holds("Book"):
        return "xls"
    if holds("PowerPoint Document"):
        raise UnreadableError(name, "这是 PowerPoint 演示文稿，不在可读格式之内", _EXPORT)
    raise UnreadableError(name, "这是旧式 Office 容器，里面没有可读的正文，文件可能已损坏", _EXPORT)
