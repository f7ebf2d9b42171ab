"""Rate tables to a workbook that officers edit in WPS or Excel, and back: what differs is shown before it is taken.

One sheet a table, its header and rows as in the CSV; a row of the sheet is the line of the file. Coming back, a cell
that says the same in another way (1,100 for 1100, a date for its words) leaves the file's own words as they were.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from oneruler.base.dates import parse_date
from oneruler.policy.facts_files import cell_text, check_workbook
from oneruler.policy.faults import FactsError
from oneruler.policy.pack.csv_tables import COLUMNS, STATUSES, VALUES, decode, read_csv, read_number
from oneruler.policy.pack.files import Files
from oneruler.policy.pack.loading import load
from oneruler.policy.rates import MISSING

GUIDE = "说明"
_DATES = ("起始日", "终止日")
_WIDTHS = {"单位": 12, "起始日": 12, "终止日": 12, "条款": 14, "出处": 34, "状态": 9, "说明": 34}
_MOST_SHEETS, _MOST_CELLS, _LARGEST = 300, 2_000_000, 20 * 1024 * 1024
_WORDS = (
    "每张工作表是一张标准表，表名和第一行（表头）不要改。",
    "改标准：旧行填终止日，另起一行写新标准和起始日；只是改正笔误的，直接改那一格。",
    "加一行：在最后一行下面接着写，各格都要填；终止日和说明可以空着。",
    "还没有找到的标准：状态写“缺”，标准空着。",
    "存盘后用 oneruler policy tables 包名 --take 这个文件 收回：先列出改了什么，确认后才写入。",
)

Grid = list[list[str]]


@dataclass(frozen=True, slots=True)
class Change:
    """One row that came back otherwise: ``cells`` are (column, before, after); all before empty for a new row."""

    table: str
    row: int
    kind: str
    keys: str
    cells: tuple[tuple[str, str, str], ...]

    def __str__(self) -> str:
        said = "；".join(
            f"{name}：{after}" if self.kind == "新增" else f"{name}：{before or '（空）'} → {after or '（空）'}"
            for name, before, after in self.cells
        )
        return f"{self.kind}  {self.table}  {self.keys or f'第 {self.row} 行'}" + (f"　{said}" if said else "")


@dataclass(frozen=True, slots=True)
class Returned:
    """What a workbook would make of a pack: the changes, and the new words of each table that changed."""

    changes: tuple[Change, ...]
    tables: Mapping[str, str]
    notes: tuple[str, ...]


def tables_workbook(files: Files) -> bytes:
    """All tables of a pack as an xlsx workbook."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        _guide(book)
        for name, grid in _grids(files).items():
            _sheet(book, name, grid)
    return memory.getvalue()


def returned(files: Files, data: bytes) -> Returned:
    """Hold a workbook against the pack it came from. Raises FactsError where it cannot be read, PackError with every
    fault where the pack would not load with it."""
    old, new = _grids(files), _sheets(data)
    notes = [f"工作簿里没有“{name}”，这张表不变" for name in old if name not in new]
    changes: list[Change] = []
    tables: dict[str, str] = {}
    for name, grid in new.items():
        kept = _kept(old.get(name, [[]]), grid)
        found = _changes(name, old.get(name, [[]]), kept)
        if found:
            changes += found
            tables[name] = _csv(kept)
    if tables:
        _try(files, tables)
    return Returned(tuple(changes), tables, tuple(notes))


def take(folder: Path, back: Returned) -> None:
    """Write the tables that changed, each whole or not at all. Taking the same workbook again finishes what was cut off."""
    (folder / "tables").mkdir(exist_ok=True)
    for name, text in back.tables.items():
        path = folder / "tables" / f"{name}.csv"
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{name}.", delete=False) as draft:
            draft.write(text.encode("utf-8-sig"))
            draft.flush()
            os.fsync(draft.fileno())
        Path(draft.name).chmod(0o644)
        Path(draft.name).replace(path)


def _grids(files: Files) -> dict[str, Grid]:
    return {
        Path(name).stem: [[cell.strip() for cell in row] for row in read_csv(decode(data)) if any(row)]
        for name, data in files.content.items()
        if name.startswith("tables/")
    }


def _guide(book: Any) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 90, book.add_format({"text_wrap": True, "valign": "top"}))
    for row, words in enumerate(_WORDS):
        sheet.write_string(row, 0, words)


def _sheet(book: Any, name: str, grid: Grid) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E9F0F8"})
    gap = book.add_format({"bg_color": "#FDF1D6"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    header = grid[0] if grid else []
    for column, title in enumerate(header):
        sheet.write_string(0, column, title, head)
        sheet.set_column(column, column, _WIDTHS.get(title, 14))
    for row, cells in enumerate(grid[1:], 1):
        missing = dict(zip(header, cells, strict=False)).get("状态") == MISSING
        for column, text in enumerate(cells):
            _write(
                sheet, row, column, header[column] if column < len(header) else "", text, gap if missing else None, day
            )
    sheet.freeze_panes(1, 0)
    if "状态" in header:
        place = header.index("状态")
        sheet.data_validation(1, place, len(grid) + 500, place, {"validate": "list", "source": list(STATUSES)})


def _write(sheet: Any, row: int, column: int, title: str, text: str, gap: Any, day: Any) -> None:
    """Figures and days as such, so that WPS sorts and sums them; what a double cannot hold stays words."""
    value = _typed(title, text)
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 -- a day, no moment
    elif isinstance(value, Decimal) and not text.endswith(("%", "％")) and len(value.as_tuple().digits) <= 15:
        sheet.write_number(row, column, value, gap)
    else:
        sheet.write_string(row, column, text, gap)


def _typed(title: str, text: str) -> Decimal | date | str:
    """What a cell says: a day, a figure or words; two cells that say the same are the same."""
    if not text:
        return ""
    try:
        if title in _DATES:
            day = parse_date(text)
            return day if isinstance(day, date) else text
        if title in VALUES or title[-1:] in "≥>≤<":
            return read_number(text).normalize()
    except ValueError:
        pass
    return text


def _sheets(data: bytes) -> dict[str, Grid]:
    from python_calamine import CalamineError, CalamineWorkbook

    if len(data) > _LARGEST:
        raise FactsError([f"工作簿超过 {_LARGEST // 1024**2} MB，不像标准表"])
    try:
        check_workbook(data, _MOST_CELLS)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [name for name in book.sheet_names if name != GUIDE]
        if len(names) > _MOST_SHEETS:
            raise FactsError([f"工作簿有 {len(names)} 张工作表，最多 {_MOST_SHEETS} 张"])
        raw = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    except (CalamineError, ValueError, OSError) as error:
        raise FactsError([f"不是能读的 xlsx 工作簿（{error}），请用 WPS 或 Excel 另存一份"]) from None
    if sum(len(row) for rows in raw.values() for row in rows) > _MOST_CELLS:
        raise FactsError([f"工作簿超过 {_MOST_CELLS} 格，不像标准表"])
    return {name: _grid(rows) for name, rows in raw.items() if any(any(cell != "" for cell in row) for row in rows)}


def _grid(rows: Sequence[Sequence[Any]]) -> Grid:
    """Words, without the empty rows and columns that a program leaves at the edges."""
    texts = [[cell_text(cell) for cell in row] for row in rows]
    width = max((len("".join(row).strip()) and _last(row) for row in texts), default=0)
    return [row[:width] for row in texts if any(row)]


def _last(row: Sequence[str]) -> int:
    return max((column for column, text in enumerate(row, 1) if text), default=0)


def _kept(old: Grid, new: Grid) -> Grid:
    """The new cells, each with the file's own words where it says the same."""
    header = new[0] if new else []
    by_identity = {_identity(old[0], row): row for row in old[1:]} if old else {}
    kept = [header]
    for cells in new[1:]:
        before = by_identity.get(_identity(header, cells))
        words = dict(zip(old[0], before, strict=False)) if before is not None else {}
        kept.append(
            [
                words[title] if title in words and _typed(title, words[title]) == _typed(title, text) else text
                for title, text in zip(header, cells, strict=False)
            ]
        )
    return kept


def _identity(header: Sequence[str], row: Sequence[str]) -> tuple[object, ...]:
    """A row is known by its keys and its first day."""
    return tuple(
        (title, _typed(title, text))
        for title, text in zip(header, row, strict=False)
        if title not in COLUMNS or title == "起始日"
    )


def _changes(name: str, old: Grid, new: Grid) -> list[Change]:
    if old[:1] != new[:1] and old != [[]]:
        titles = tuple((title, "", title) for title in new[0] if title not in old[0])
        gone = tuple((title, title, "") for title in old[0] if title not in new[0])
        return [Change(name, 1, "表头", "表头", titles + gone or (("列的次序", "", ""),))]
    header = new[0] if new else []
    before = {_identity(header, row): (number, row) for number, row in enumerate(old[1:], 2)}
    changes = []
    seen = set()
    for number, row in enumerate(new[1:], 2):
        identity = _identity(header, row)
        seen.add(identity)
        old_row = before[identity][1] if identity in before else None
        cells = tuple(
            (title, was, now)
            for title, was, now in zip(header, old_row or [""] * len(header), row, strict=False)
            if was != now
        )
        if cells:
            keys = _keys_words(header, row) if old_row is not None else ""
            changes.append(Change(name, number, "修改" if old_row is not None else "新增", keys, cells))
    changes += [
        Change(name, number, "删去", _keys_words(header, row), ())
        for identity, (number, row) in before.items()
        if identity not in seen
    ]
    return changes


def _keys_words(header: Sequence[str], row: Sequence[str]) -> str:
    return "、".join(
        f"{title}={text}"
        for title, text in zip(header, row, strict=False)
        if text and (title not in COLUMNS or title == "起始日")
    )


def _csv(grid: Grid) -> str:
    memory = io.StringIO()
    csv.writer(memory, lineterminator="\n").writerows(grid)
    return memory.getvalue()


def _try(files: Files, tables: Mapping[str, str]) -> None:
    """Load the pack as it would be, beside itself."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / files.folder.name
        for name, data in files.content.items():
            path = copy / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        (copy / "tables").mkdir(exist_ok=True)
        for name, text in tables.items():
            (copy / "tables" / f"{Path(name).name}.csv").write_text(text, encoding="utf-8-sig")
        load(copy)
