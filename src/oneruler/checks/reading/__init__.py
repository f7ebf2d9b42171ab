"""Any paper an officer may bring to one ``Document``: docx, xlsx, xls, pdf with text, html, txt, md.

What a file is shows in its content first, in its name second; a file whose name is wrong is read as what it is, with
a note in ``Document.notes``. Heavy libraries are loaded by the reader that needs them, when it is needed.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath

from oneruler.base.document import Document
from oneruler.checks.reading.refusal import LARGEST_TABLE, TableTooLargeError, UnreadableError
from oneruler.checks.reading.sniff import EXPECTED, format_of, mismatch

__all__ = ["SUFFIXES", "UnreadableError", "read", "read_bytes"]

#: The suffixes of files that can be read, lower case, with their dot.
SUFFIXES = frozenset(EXPECTED)

_LARGEST = 200 * 1024 * 1024  # bytes of a file


def read(path: Path | str) -> Document:
    """The paper in a file. ``Document.name`` is the file's name without its folder.

    Raises ``UnreadableError``, in Chinese, for whatever cannot be read: empty, truncated, encrypted, a picture, a
    format that is not ours, a file that is not there.
    """
    path = Path(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise UnreadableError(path.name, f"文件超过 {_LARGEST >> 20} MB", "拆成几个较小的文件再核查")
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError(path.name, "找不到这个文件", "检查路径和文件名") from None
    except IsADirectoryError:
        raise UnreadableError(path.name, "这是文件夹，应为一个文件", "选取其中的文件") from None
    except OSError as error:
        found = f"系统不允许打开（{error.strerror}）"
        raise UnreadableError(path.name, found, "检查文件权限，或关闭正占用它的程序") from None
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Document:
    """The paper in ``data``; ``name`` is the file's name, for its suffix and for messages. Raises as ``read``."""
    name = PurePath(name).name or name
    kind = format_of(data, name)
    try:
        document = _READERS[kind](data, name)
    except TableTooLargeError as error:
        found = f"{error}，超过了 {LARGEST_TABLE} 格的上限"
        raise UnreadableError(name, found, "删去多余的空行空列，或只留要核查的部分，另存后再核查") from None
    note = mismatch(kind, name)
    return replace(document, notes=(note, *document.notes)) if note else document


def _text(data: bytes, name: str, kind: str = "txt") -> Document:
    from oneruler.checks.reading.encoding import decode
    from oneruler.checks.reading.text import read_text

    return read_text(decode(data, name), name=name, kind=kind)


def _markdown(data: bytes, name: str) -> Document:
    return _text(data, name, "md")


def _docx(data: bytes, name: str) -> Document:
    from oneruler.checks.reading.docx import read_docx

    return read_docx(data, name)


def _xlsx(data: bytes, name: str) -> Document:
    from oneruler.checks.reading.xlsx import read_xlsx

    return read_xlsx(data, name)


def _xls(data: bytes, name: str) -> Document:
    from oneruler.checks.reading.xls import read_xls

    return read_xls(data, name)


def _html(data: bytes, name: str) -> Document:
    from oneruler.checks.reading.html import read_html

    return read_html(data, name)


def _pdf(data: bytes, name: str) -> Document:
    from oneruler.checks.reading.pdf import read_pdf

    return read_pdf(data, name)


_READERS = {
    "txt": _text,
    "md": _markdown,
    "docx": _docx,
    "xlsx": _xlsx,
    "xls": _xls,
    "html": _html,
    "pdf": _pdf,
}
