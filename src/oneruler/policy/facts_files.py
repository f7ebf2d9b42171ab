"""Facts from a file: YAML, or a workbook with one sheet an object kind; and an empty workbook to fill in."""

from __future__ import annotations

import io
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
SUFFIXES = (".yaml", ".yml", ".xlsx")


def load_facts(policy: Policy, path: Path, *, root: str = "") -> Facts:
    """The facts in ``path``. Raises FactsError with every problem, OSError where the file cannot be opened."""
    if path.stat().st_size > _LARGEST:
        raise FactsError([f"文件超过 {_LARGEST // 1024**2} MB，不像一户的事实"])
    return facts_of(policy, path.read_bytes(), path.name, root=root)


def facts_of(policy: Policy, data: bytes, name: str, *, root: str = "") -> Facts:
    """The facts in a file's bytes. Raises FactsError."""
    suffix = Path(name).suffix.lower()
    if suffix == ".xlsx":
        raw = _from_workbook(data, name)
        return read_facts(policy, raw, root=root)
    if suffix not in SUFFIXES:
        raise FactsError([f"“{name}”应是 {'、'.join(SUFFIXES)} 文件"])
    named, raw = _from_yaml(data, name)
    return read_facts(policy, raw, root=root or named)


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
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = {sheet: workbook.get_sheet_by_name(sheet).to_python() for sheet in workbook.sheet_names}
    except (CalamineError, ValueError, OSError) as error:
        raise FactsError([f"“{name}”不是能读的 xlsx 工作簿（{error}），请用 WPS 或 Excel 另存一份"]) from None
    if sum(len(row) for rows in sheets.values() for row in rows) > _MOST_CELLS:
        raise FactsError([f"“{name}”超过 {_MOST_CELLS} 格，不像一户的事实"])
    return {sheet: _rows(rows) for sheet, rows in sheets.items() if sheet != "说明" and _rows(rows)}


def _rows(rows: Sequence[Sequence[Any]]) -> list[Mapping[str, str]]:
    if not rows:
        return []
    header = [cell_text(cell) for cell in rows[0]]
    return [
        {name: cell_text(cell) for name, cell in zip(header, row, strict=False) if name}
        for row in rows[1:]
        if any(cell_text(cell) for cell in row)
    ]


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
