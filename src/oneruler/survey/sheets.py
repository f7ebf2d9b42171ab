"""The cells of a workbook that anybody may have sent: at their own addresses, within limits, or refused.

The package is unpacked within limits and packed anew, so that what is judged and what is read are the same bytes.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from oneruler.policy.facts_files import cell_text

Grid = list[list[str]]

_LARGEST = 10 * 1024 * 1024  # bytes of the file
_LARGEST_UNPACKED = 100 * 1024 * 1024
_MOST_PARTS = 500
_MOST_SHEETS = 60
_MOST_POSITIONS = 1_000_000  # of one sheet, from its first cell to its last


class SheetsError(ValueError):
    """A workbook that cannot be read; why, and what to do, in Chinese."""


def sheets_of(data: bytes) -> dict[str, Grid]:
    """The words of every sheet, row by row from A1. Raises SheetsError."""
    if len(data) > _LARGEST:
        raise SheetsError(f"文件超过 {_LARGEST >> 20} MB；请按村组分成几个工作簿。")
    if not data.startswith(b"PK"):
        raise SheetsError("不是 xlsx 工作簿；请用 WPS 或 Excel 另存为 xlsx（未加密）。")
    clean = _packed(_unpacked(data))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(clean))
        if len(book.sheet_names) > _MOST_SHEETS:
            raise SheetsError(f"有 {len(book.sheet_names)} 张工作表，最多 {_MOST_SHEETS} 张；请删去多余的。")
        rows = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, OSError) as error:
        raise SheetsError(f"工作簿已损坏（{str(error)[:80]}）；请用 WPS 或 Excel 打开后另存一份。") from None
    return {name: [[cell_text(cell) for cell in row] for row in grid] for name, grid in rows.items()}


def address(row: int, column: int) -> str:
    """(0, 0) → A1."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _unpacked(data: bytes) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = _LARGEST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > _MOST_PARTS:
                raise SheetsError(f"里面有 {len(infos)} 个部分，正常的工作簿没有这么多；请核实来源。")
            for info in infos:
                if info.is_dir():
                    continue
                with archive.open(info) as part:
                    content = part.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise SheetsError(f"解压后超过 {_LARGEST_UNPACKED >> 20} MB，大得不正常；请核实来源。")
                name = info.filename.replace("\\", "/").lstrip("/")
                if name.endswith((".xml", ".rels")):  # pictures and the like hold no cells
                    parts[name] = content
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        raise SheetsError(f"工作簿已损坏或加了密码（{str(error)[:80]}）；请打开后另存一份。") from None
    if "xl/workbook.xml" not in parts:
        raise SheetsError("不是 xlsx 工作簿；请用 WPS 或 Excel 另存为 xlsx（未加密）。")
    for name, content in parts.items():
        if name.endswith(".xml"):  # wherever the workbook may say that its sheets are
            _bounded(content)
    return parts


def _bounded(part: bytes) -> None:
    """Refuse a part whose cells lie so far apart that to lay them out would fill the memory, and one with entities."""
    extent = _Extent()
    parser = expat.ParserCreate()
    parser.StartElementHandler = extent.element
    parser.StartDoctypeDeclHandler = extent.doctype
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise SheetsError(f"工作簿已损坏（{error}）；请用 WPS 或 Excel 打开后另存一份。") from None


class _Extent:
    """How far the cells of a part reach, by the local names of its elements, whatever their namespace."""

    def __init__(self) -> None:
        self.row = self.column = self.last_row = self.last_column = 0

    def doctype(self, *_: object) -> None:
        raise SheetsError("工作簿带有自定义实体，正常的没有；请核实来源。")

    def element(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local not in ("row", "c"):
            return
        reference = attributes.get("r", "")
        if local == "row":
            self.row = int(reference[:9]) if reference.isdecimal() else self.row + 1
            self.column = 0
        else:
            self.column = _column(reference) if reference else self.column + 1
            self.row = int(_digits(reference) or self.row)
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)
        if self.last_row * self.last_column > _MOST_POSITIONS:
            raise SheetsError(
                f"有内容的范围达到 {self.last_row} 行 {self.last_column} 列，超过 {_MOST_POSITIONS} 格；"
                "请删去多余的行和列。"
            )


def _column(reference: str) -> int:
    number = 0
    for letter in reference.upper():
        if not "A" <= letter <= "Z" or number > 1_000_000:
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _digits(reference: str) -> str:
    return "".join(letter for letter in reference if letter.isascii() and letter.isdigit())[:9]


def _packed(parts: dict[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_STORED) as archive:
        for name, content in _in_order(parts.items()):
            archive.writestr(name, content)
    return memory.getvalue()


def _in_order(parts: Iterable[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """The table of contents stands first, as office programs write it."""
    return sorted(parts, key=lambda part: (part[0] != "[Content_Types].xml", part[0]))
