import io
import zipfile

import pytest

from oneruler.office.media import LONGEST_NAME, MEDIA, NotAcceptedError, check_medium, medium_of, plain_name


def package(*parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part in parts:
            archive.writestr(part, "<x/>")
    return file.getvalue()


GOOD = {
    "扫描件.pdf": b"%PDF-1.7\n...", "照片.JPG": b"\xff\xd8\xff\xe0....", "图.png": b"\x89PNG\r\n\x1a\n....",
    "图.tiff": b"II*\x00....", "文.docx": package("word/document.xml"), "表.xlsx": package("xl/workbook.xml"),
    "证.ofd": package("OFD.xml"), "旧.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "录像.mp4": b"\x00\x00\x00\x20ftypisom",
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_a_file_whose_bytes_fit_its_name(name: str) -> None:
    data = io.BytesIO(GOOD[name])
    data.seek(3)
    check_medium(name, data)
    assert data.tell() == 0


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.js", "a.pdf.exe", "a.xml", "pdf", ".pdf.", "a.htm", "a.docm"])
def test_what_a_browser_or_office_executes_is_no_attachment(name: str) -> None:
    with pytest.raises(NotAcceptedError, match="不能上传"):
        medium_of(name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"<html><script>alert(1)</script>"),
        ("a.pdf", b""),
        ("a.jpg", b"\x89PNG\r\n\x1a\n"),
        ("a.docx", package("xl/workbook.xml")),
        ("a.docx", b"PK\x03\x04 and then nothing"),
        ("a.png", b"MZ\x90"),
        ("a.mp4", b"ftyp"),
    ],
)
def test_a_name_that_the_bytes_do_not_fit(name: str, data: bytes) -> None:
    with pytest.raises(NotAcceptedError, match=r"内容不是|不是完整的"):
        check_medium(name, io.BytesIO(data))


def test_only_pictures_are_shown_and_nothing_is_served_that_a_browser_executes() -> None:
    assert {medium.served_as for medium in MEDIA.values()} == {"application/octet-stream", "image/jpeg", "image/png"}
    assert {ending for ending, medium in MEDIA.items() if medium.shown} == {"jpg", "jpeg", "png"}


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/合同.pdf", "合同.pdf"),
        ("C:\\扫描\\合同.pdf", "合同.pdf"),
        ("合同\u202efdp.exe", "合同fdp.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        (" .合同.pdf ", "合同.pdf"),
    ],
)
def test_a_name_is_only_a_name(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@pytest.mark.parametrize("name", ["", "..", "/", "\u200b", "长" * (LONGEST_NAME + 1)])
def test_a_name_that_is_none(name: str) -> None:
    with pytest.raises(NotAcceptedError, match="文件名应有"):
        plain_name(name)
