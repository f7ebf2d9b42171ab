"""What a file is shows in its content, whatever it is called."""

import io
import zipfile

import pytest

from oneruler.checks.reading.refusal import UnreadableError
from oneruler.checks.reading.sniff import OLE_HEADER, format_of, mismatch


def package(*members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member in members:
            archive.writestr(member, "<x/>")
    return buffer.getvalue()


def old_office(stream: str) -> bytes:
    return OLE_HEADER + bytes(600) + stream.encode("utf-16-le") + bytes(600)


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        ("收入".encode(), "a.txt", "txt"),
        ("收入".encode(), "a.md", "md"),
        ("收入".encode(), "a", "txt"),
        ("收入".encode("utf-16"), "a.txt", "txt"),
        ("收入".encode(), "a.docx", "txt"),
        (package("word/document.xml"), "a.txt", "docx"),
        (package("xl/workbook.xml"), "a.docx", "xlsx"),
        (old_office("Workbook"), "a.xls", "xls"),
        (b"\n%PDF-1.7\n", "a.txt", "pdf"),
        (b"<html><body>", "a.xls", "html"),
        (b"\xef\xbb\xbf \n<!DOCTYPE HTML PUBLIC>", "a.doc", "html"),
        (b'<?xml version="1.0"?>\n<!-- a --><html>', "a", "html"),
        ("<html>收入".encode("utf-16"), "a.txt", "html"),
        (b"<TABLE border=1>", "a.xls", "html"),
    ],
)
def test_content_decides(data: bytes, name: str, found: str) -> None:
    assert format_of(data, name) == found


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "空.txt", "空的"),
        (b" \r\n\t\n", "空.txt", "空的"),
        (bytes(5000), "空.docx", "空的"),
        (old_office("WordDocument"), "旧.doc", "另存为 docx"),
        (old_office("EncryptedPackage"), "密.docx", "密码"),
        (old_office("PowerPoint Document"), "讲.ppt", "PowerPoint"),
        (OLE_HEADER + bytes(600), "残.xls", "损坏"),
        (package("OFD.xml", "Doc_0/Document.xml"), "公文.ofd", "导出为 PDF 或 Word"),
        (package("ppt/presentation.xml"), "讲.pptx", "PowerPoint"),
        (package("content.xml"), "a.ods", "另存为 docx 或 xlsx"),
        (package("年报/a.docx"), "包.zip", "先解压"),
        (package("word/document.xml")[:60], "断.docx", "重新下载"),
        (b"\x89PNG\r\n\x1a\n" + bytes(90), "扫描.png", "文字识别"),
        (b"\xff\xd8\xff\xe0" + bytes(90), "扫描.pdf", "图片"),
        (b"{\\rtf1\\ansi", "a.doc", "RTF"),
        (b"MIME-Version: 1.0\r\n", "a.doc", "mht"),
        (b"\x13\x00\x01\x07", "a.docx", "内容却不是"),
    ],
    ids=lambda value: value if isinstance(value, str) else "bytes",  # a zip holds the time at which it was made
)
def test_what_cannot_be_read_is_refused_with_advice(data: bytes, name: str, says: str) -> None:
    with pytest.raises(UnreadableError, match=says) as caught:
        format_of(data, name)
    assert f"“{name}”" in str(caught.value)
    assert "请" in str(caught.value)


@pytest.mark.parametrize(
    ("found", "name"), [("txt", "a.txt"), ("html", "a.HTM"), ("md", "a.txt"), ("txt", "a"), ("docx", "a.docm")]
)
def test_a_right_name_gets_no_note(found: str, name: str) -> None:
    assert mismatch(found, name) is None


def test_a_wrong_name_gets_a_note() -> None:
    assert mismatch("docx", "a.txt") == "文件后缀为“.txt”，内容实为Word 文档（docx），已按内容读取"
    assert mismatch("txt", "a.xyz") == "文件后缀“.xyz”不认识，已按纯文本读取"
