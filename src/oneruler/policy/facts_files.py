"""Facts from a file: YAML, or a workbook with one sheet an object kind; and an empty workbook to fill in."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from oneruler.policy.cases.reading import read_raw_facts
from oneruler.policy.facts import Facts, RawFacts, read_facts
from oneruler.policy.faults import FactsError, Faults
from oneruler.policy.model import Policy
from oneruler.policy.pack.csv_tables import decode
from oneruler.policy.pack.yaml_text import read_yaml

_LARGEST = 5 * 1024 * 1024
_MOST_CELLS = 200_000
_UNPACKED = 100 * 1024 * 1024
_FILLED = re.compile(
    rb"""<(?:\w+:)?(?P<tag>c|row)\s(?:[^>]*?\s)?r=["'](?P<column>[A-Z]{0,3})(?P<row>\d{1,7})["'][^>]*(?<!/)>"""
)
SUFFIXES = (".yaml", ".yml", ".xlsx")


def load_facts(policy: Policy, path: Path, *, root: str = "") -> Facts:
    """The facts in ``path``. Raises FactsError with every problem, OSError where the file cannot be opened."""
    named, raw = load_raw_facts(path)
    return read_facts(policy, raw, root=root or named)


def load_raw_facts(path: Path) -> tuple[str, RawFacts]:
    """The root that a file names, if any, and its facts as words. Raises FactsError, OSError."""
    if path.stat().st_size > _LARGEST:
        raise FactsError([f"文件超过 {_LARGEST // 1024**2} MB，不像一户的事实"])
    return raw_facts_of(path.read_bytes(), path.name)


def facts_of(policy: Policy, data: bytes, name: str, *, root: str = "") -> Facts:
    """The facts in a file's bytes. Raises FactsError."""
    named, raw = raw_facts_of(data, name)
    return read_facts(policy, raw, root=root or named)


def raw_facts_of(data: bytes, name: str) -> tuple[str, RawFacts]:
    """The root that a file's bytes name, if any, and the facts as words. Raises FactsError."""
    suffix = Path(name).suffix.lower()
    if suffix == ".xlsx":
        return "", _from_workbook(data, name)
    if suffix not in SUFFIXES:
        raise FactsError([f"“{name}”应是 {'、'.join(SUFFIXES)} 文件"])
    return _from_yaml(data, name)


def _from_yaml(data: bytes, name: str) -> tuple[str, RawFacts]:
    faults = Faults()
    try:
        text = decode(data)
    except ValueError as error:
        raise FactsError([f"{name}：{error}"]) from None
    named, raw = read_raw_facts(read_yaml(text, name, faults), faults)
    if faults.found:
        raise FactsError([str(fault) for fault in faults.found])
    return named, raw


def _from_workbook(data: bytes, name: str) -> RawFacts:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        check_workbook(data, _MOST_CELLS)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = {sheet: workbook.get_sheet_by_name(sheet).to_python() for sheet in workbook.sheet_names}
    except (CalamineError, ValueError, OSError) as error:
        raise FactsError([f"“{name}”不是能读的 xlsx 工作簿（{error}），请用 WPS 或 Excel 另存一份"]) from None
    problems: list[str] = []
    raw = {sheet: _rows(sheet, rows, problems) for sheet, rows in sheets.items() if sheet != "说明"}
    if problems:
        raise FactsError(problems)
    return {sheet: rows for sheet, rows in raw.items() if rows}


def check_workbook(data: bytes, most_cells: int) -> None:
    """Raises ValueError for a workbook that would fill the memory when it is opened: one that is swollen, or one with
    a filled cell so far out that the table it spans has more than ``most_cells``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _UNPACKED:
                raise ValueError(f"展开后超过 {_UNPACKED // 1024**2} MB")
            if archive.testzip() is not None:
                raise ValueError("文件已损坏")
            sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    except (zipfile.BadZipFile, RuntimeError, EOFError, zlib.error):
        raise ValueError("文件已损坏，或不是 xlsx") from None
    spanned = 0
    for sheet in sheets:
        rows, columns = 0, 0
        for filled in _FILLED.finditer(sheet):
            column = 0
            for letter in filled["column"]:
                column = column * 26 + letter - ord("A") + 1
            rows, columns = max(rows, int(filled["row"])), max(columns, column)
        spanned += rows * columns
    if spanned > most_cells:
        raise ValueError(f"表格超过 {most_cells} 格，多半是很远的地方还有内容，请删去")


def _rows(sheet: str, rows: Sequence[Sequence[Any]], problems: list[str]) -> list[Mapping[str, str]]:
    """The rows of a sheet by its header; what stands under no heading, or under one written twice, would be lost."""
    texts = [[cell_text(cell) for cell in row] for row in rows]
    header = texts[0] if texts else []
    twice = dict.fromkeys(name for name in header if name and header.count(name) > 1)
    problems += [f"工作表“{sheet}”的表头“{name}”写了两次" for name in twice]
    for number, row in enumerate(texts[1:], 2):
        lost = next((text for name, text in zip(header, row, strict=True) if text and not name), "")
        if lost:
            problems.append(f"工作表“{sheet}”第 {number} 行的“{lost}”上面没有表头")
    return [{name: text for name, text in zip(header, row, strict=True) if name} for row in texts[1:] if any(row)]


def cell_text(cell: Any) -> str:
    """A cell in words. A number is what the workbook shows at 15 digits, all that its binary form can keep."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time | timedelta):
        return str(cell)
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, str):
        return cell.strip()
    shown = Decimal(f"{cell:.15g}")
    return f"{shown.normalize():f}" if shown == shown.to_integral_value() else f"{shown:f}"
