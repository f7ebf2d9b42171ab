"""tables/*.csv → RateTable. Opened and saved by officers in WPS or Excel, so read with patience and checked with none."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from oneruler.base.dates import parse_date
from oneruler.policy.faults import Faults, Place
from oneruler.policy.language.units import Unit
from oneruler.policy.pack.overlaps import check_rows, is_closed
from oneruler.policy.rates import MISSING, Band, Key, KeyColumn, Rate, RateTable

STATUSES = ("已核", "部分核", "示例", MISSING)
VALUES = ("单价", "系数", "数值")
COLUMNS = ("单位", *VALUES, "起始日", "终止日", "条款", "出处", "状态", "说明")
_DIGIT = "[0-9０-９]"  # no other script: some of its digits look like others of ours
_NUMBER = re.compile(rf"-?(?:{_DIGIT}{{1,3}}(?:,{_DIGIT}{{3}})+|{_DIGIT}{{1,15}})(?:\.{_DIGIT}{{1,8}})?")
_RANGE = re.compile(r"(?P<name>[^≥>≤<]+)(?P<sign>[≥>≤<])")
_MOST_ROWS = 200_000
LONGEST_NAME = 31
"""No workbook takes a longer name for a sheet."""


class BrokenCsvError(ValueError):
    """Quotes that do not pair: what follows would be swallowed. ``line`` is where the row begins."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__("这一行的引号没有配对，后面的行会被当成一格文字")


def decode(data: bytes) -> str:
    """The text of a CSV as WPS or Excel saves it: UTF-8 with or without mark, or GB18030. Raises ValueError."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("文字编码认不出，请另存为 UTF-8（表格在 WPS 里选“CSV UTF-8（逗号分隔）”）。")


def read_table(name: str, rows: Sequence[Sequence[str]], file: str, faults: Faults) -> RateTable | None:
    """A table from its cells, the header first; None if it cannot be used, every fault noted at its row and column."""
    reader = _TableReader(name, file, faults)
    return reader.read([[cell.strip() for cell in row] for row in rows])


def read_csv(text: str) -> list[list[str]]:
    """The cells of a CSV. Raises BrokenCsvError."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, line = [], 1
    try:
        for row in reader:
            rows.append(row)
            line = reader.line_num + 1
    except csv.Error:
        raise BrokenCsvError(line) from None
    return rows


def read_number(text: str) -> Decimal:
    """A price or coefficient as cells have it: 1,100.50 or 85%. Raises ValueError."""
    percent = text.endswith(("%", "％"))
    figure = text.rstrip("%％").strip()
    if not _NUMBER.fullmatch(figure):
        raise ValueError(f"应是数字（最多 15 位整数、8 位小数），现为“{text}”")
    number = Decimal(figure.replace(",", ""))
    return number.scaleb(-2) if percent else number


class _TableReader:
    def __init__(self, name: str, file: str, faults: Faults) -> None:
        self.name, self.file, self.faults = name, file, faults

    def read(self, rows: list[list[str]]) -> RateTable | None:
        before = len(self.faults.found)
        if not rows or not any(rows[0]):
            self.faults.add(Place(self.file, 1), "表是空的", "第一行应是表头。")
            return None
        header = list(rows[0])
        while not header[-1]:  # columns that were once touched are saved blank
            header.pop()
        value_name = self._check_header(header)
        if value_name is None or len(rows) > _MOST_ROWS:
            if value_name is not None:
                self.faults.add(Place(self.file), f"表有 {len(rows)} 行，最多 {_MOST_ROWS} 行", "请分成几张表。")
            return None
        columns = self._key_columns(header)
        rates = []
        for number, row in enumerate(rows[1:], 2):
            if any(row):
                rate = self._rate(header, columns, value_name, row, number)
                if rate is not None:
                    rates.append(rate)
        if not rates and len(self.faults.found) == before:
            self.faults.add(Place(self.file, 2), "表里没有一行标准", "至少要有一行；还没有找到的写状态“缺”。")
        if len(self.faults.found) > before:
            return None
        table = RateTable(self.name, tuple(columns), value_name, tuple(rates), Place(self.file))
        check_rows(table, self.faults)
        return table if len(self.faults.found) == before else None

    def _check_header(self, header: list[str]) -> str | None:
        place = Place(self.file, 1)
        before = len(self.faults.found)
        for column, name in enumerate(header, 1):
            if name and header.index(name) + 1 != column:
                self.faults.add(Place(self.file, 1, column), f"表头“{name}”写了两次", "请删去一列。")
            if not name:
                self.faults.add(Place(self.file, 1, column), "表头有一格空着", "请写上列名，或删去空列。")
        values = [name for name in VALUES if name in header]
        if len(values) != 1:
            self.faults.add(place, f"表头应有“单价”“系数”“数值”三者之一，现有 {len(values)} 个", "")
        for name in ("单位", "起始日", "条款", "出处", "状态"):
            if name not in header and not (name == "单位" and values == ["系数"]):
                self.faults.add(place, f"表头缺少“{name}”", "请补上这一列。")
        return values[0] if len(self.faults.found) == before else None

    def _key_columns(self, header: list[str]) -> list[KeyColumn]:
        columns: dict[str, KeyColumn] = {}
        for name in header:
            if name in COLUMNS:
                continue
            match = _RANGE.fullmatch(name)
            if not match:
                columns[name] = KeyColumn(name)
                continue
            known = columns.get(match["name"], KeyColumn(match["name"]))
            low, high = known.low_sign, known.high_sign
            if match["sign"] in "≥>":
                low = match["sign"]
            else:
                high = match["sign"]
            columns[match["name"]] = KeyColumn(match["name"], low, high)
        return list(columns.values())

    def _rate(
        self, header: list[str], columns: list[KeyColumn], value_name: str, row: list[str], number: int
    ) -> Rate | None:
        before = len(self.faults.found)
        cells = dict(zip(header, row, strict=False))
        if len(row) > len(header) and any(row[len(header) :]):
            self._fault(number, len(header) + 1, "这一行比表头多出一格", "多半是文字里有逗号；请给那一格加引号。")
        place = Place(self.file, number)
        keys = tuple(self._key(header, cells, column, number) for column in columns)
        status = cells.get("状态", "")
        if status not in STATUSES:
            self._cell(header, "状态", number, f"状态应是{'、'.join(STATUSES)}之一，现为“{status}”")
        for name in ("条款", "出处"):
            if not cells.get(name):
                self._cell(header, name, number, f"“{name}”空着：没有依据的标准不能用", "请写上。")
        value = self._value(header, cells, value_name, status, number)
        unit = self._unit(header, cells, number)
        first = self._date(header, cells, "起始日", number)
        last = self._date(header, cells, "终止日", number)
        if first and last and last < first:
            self._cell(header, "终止日", number, f"终止日 {last} 在起始日 {first} 之前")
        if len(self.faults.found) > before or first is None or unit is None:
            return None
        return Rate(
            tuple(key for key in keys if key is not None), value, unit, first, last,
            cells["条款"], cells["出处"], status, cells.get("说明", ""), place,
        )  # fmt: skip

    def _key(self, header: list[str], cells: dict[str, str], column: KeyColumn, number: int) -> Key | None:
        if not column.is_range:
            text = cells.get(column.name, "")
            if not text:
                self._cell(header, column.name, number, f"键“{column.name}”空着", "请写上。")
            return text
        ends = []
        for sign in (column.low_sign, column.high_sign):
            text = cells.get(column.name + sign, "") if sign else ""
            try:
                ends.append(read_number(text) if text else None)
            except ValueError as error:
                self._cell(header, column.name + sign, number, f"“{column.name}{sign}”{error}")
                return None
        low, high = ends
        if low is not None and high is not None and (high < low or (high == low and not is_closed(column))):
            self._cell(header, column.name + column.high_sign, number, f"上限 {high} 不大于下限 {low}")
        return Band(low, high)

    def _value(self, header: list[str], cells: dict[str, str], name: str, status: str, number: int) -> Decimal | None:
        text = cells.get(name, "")
        if status == MISSING:
            if text:
                self._cell(header, name, number, f"状态是“{MISSING}”，{name}却写了“{text}”", "有了标准就改状态。")
            return None
        if not text:
            self._cell(header, name, number, f"{name}空着", f"请填写；还没有找到的，把状态写成“{MISSING}”。")
            return None
        try:
            return read_number(text)
        except ValueError as error:
            self._cell(header, name, number, f"“{name}”{error}")
            return None

    def _unit(self, header: list[str], cells: dict[str, str], number: int) -> Unit | None:
        text = cells.get("单位", "")
        if not text and "系数" not in header:
            self._cell(header, "单位", number, "单位空着", "请写上，如 元/㎡；没有单位的写“无”。")
            return None
        try:
            return Unit.of(text)
        except ValueError as error:
            self._cell(header, "单位", number, str(error))
            return None

    def _date(self, header: list[str], cells: dict[str, str], name: str, number: int) -> date | None:
        text = cells.get(name, "")
        if not text:
            if name == "起始日":
                self._cell(header, name, number, "起始日空着：没有日期的标准不能用", "请写上。")
            return None
        try:
            day = parse_date(text)
        except ValueError as error:
            self._cell(header, name, number, str(error))
            return None
        if not isinstance(day, date):
            self._cell(header, name, number, f"{name}应写到日，现为“{text}”")
            return None
        return day

    def _cell(self, header: list[str], name: str, number: int, message: str, repair: str = "") -> None:
        self._fault(number, header.index(name) + 1 if name in header else 0, message, repair)

    def _fault(self, number: int, column: int, message: str, repair: str = "") -> None:
        self.faults.add(Place(self.file, number, column), message, repair)
