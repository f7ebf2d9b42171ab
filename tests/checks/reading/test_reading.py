"""The one door: files from disk, wrong names, and no library loaded before it is needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from oneruler.checks.reading import SUFFIXES, UnreadableError, read, read_bytes
from tests.checks.reading.printing import Words, printed
from tests.checks.reading.sight import paragraphs

HEAVY = ("lxml", "pypdfium2", "python_calamine", "selectolax", "openpyxl", "django")


def test_a_file_is_read_by_path_or_name(tmp_path: Path) -> None:
    path = tmp_path / "自评.txt"
    path.write_bytes("本年收入100万元。".encode("gb18030"))
    for way in (path, str(path)):
        document = read(way)
        assert (document.text, document.name, document.format, document.notes) == (
            "本年收入100万元。",
            "自评.txt",
            "txt",
            (),
        )


def test_a_wrong_name_is_noted() -> None:
    document = read_bytes(printed([Words(50, 700, "正文。")]), "某地/公开.docx")
    assert (document.name, document.format) == ("公开.docx", "pdf")
    assert paragraphs(document) == ["正文。"]
    assert document.notes == ("文件后缀为“.docx”，内容实为PDF，已按内容读取",)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"“无\.txt”.*找不到"):
        read(tmp_path / "无.txt")
    with pytest.raises(UnreadableError, match="文件夹"):
        read(tmp_path)


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(300 << 20)
    with pytest.raises(UnreadableError, match="超过 200 MB"):
        read(path)


def test_a_text_of_too_many_lines_is_refused() -> None:
    with pytest.raises(UnreadableError, match="上限"):
        read_bytes(b"1\n" * 1_000_001, "a.txt")


def test_suffixes_are_those_that_officers_bring() -> None:
    assert {".docx", ".xlsx", ".xls", ".pdf", ".html", ".htm", ".txt", ".md"} <= SUFFIXES
    assert ".doc" not in SUFFIXES


def test_a_text_is_read_without_any_heavy_library() -> None:
    program = (
        "import sys; from oneruler.checks.reading import read_bytes; read_bytes('收入\\t1\\n支出\\t2'.encode(), 'a.txt');"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert done.stdout.strip() == "[]"
