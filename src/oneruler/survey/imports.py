"""From the cells of a workbook to the facts of each right holder, or every faulty cell. No database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from oneruler.policy.facts import Facts, RawFacts, read_unfinished
from oneruler.policy.faults import FactFault
from oneruler.policy.language.kinds import Number
from oneruler.policy.language.units import Unit
from oneruler.policy.model import ObjectKind, Policy
from oneruler.survey.errors import CellFault, ImportRefusedError
from oneruler.survey.sheets import Grid, SheetsError, address, sheets_of

NUMBER = "户号"
"""The heading of the first column of every sheet."""
GUIDE, CHOICES = "说明", "选项"
"""Sheets of the template that hold no facts."""
UNIT = "单位"

_HEADING = re.compile(r"(?P<name>[^（(]+)[（(](?P<unit>[^）)]+)[）)]")


@dataclass(frozen=True, slots=True)
class Imported:
    """The facts of one right holder: as words, and typed with the project's shared ones."""

    raw: RawFacts
    facts: Facts


@dataclass(slots=True)
class _Sheet:
    """A sheet whose headings were understood: ``columns`` is field → column from 0."""

    kind: ObjectKind
    columns: dict[str, int]
    units: dict[str, str]
    rows: Grid


@dataclass(slots=True)
class _Household:
    """What stands of one right holder, with the row of each object."""

    first: tuple[str, int]
    raw: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)


def read_import(
    data: bytes, name: str, policy: Policy, roots: Mapping[str, str], shared: RawFacts
) -> dict[str, Imported]:
    """The facts by 户号. ``roots`` gives the root (户, 集体 …) of each right holder that may be named; ``shared`` is
    what the project states. Raises ImportRefusedError with every faulty cell."""
    try:
        grids = sheets_of(data)
    except SheetsError as error:
        raise ImportRefusedError([CellFault("", "", f"“{name}”{error}")]) from None
    reader = _Reader(policy, roots, shared)
    found = reader.read(grids)
    if not found and not reader.faults:
        reader.faults.append(CellFault("", "", f"“{name}”里没有任何一户的事实；第一列应是户号，从第 2 行起填写"))
    if reader.faults:
        raise ImportRefusedError(reader.faults)
    return found


class _Reader:
    def __init__(self, policy: Policy, roots: Mapping[str, str], shared: RawFacts) -> None:
        self.policy, self.roots, self.shared = policy, roots, shared
        self.sheets: dict[str, _Sheet] = {}
        self.faults: list[CellFault] = []

    def read(self, grids: Mapping[str, Grid]) -> dict[str, Imported]:
        for title, grid in grids.items():
            if title not in (GUIDE, CHOICES) and any(any(row) for row in grid):
                self._sheet(title, grid)
        households: dict[str, _Household] = {}
        if self.faults:  # cells under a heading that is not understood would only be blamed for it
            return {}
        for title, sheet in self.sheets.items():
            self._rows(title, sheet, households)
        found = {}
        for number, household in households.items():
            facts, faults = read_unfinished(
                self.policy, {**self.shared, **household.raw}, root=self.roots[number]
            )  # fmt: skip
            self.faults += dict.fromkeys(self._at_cell(household, number, fault) for fault in faults)
            if facts is not None:
                found[number] = Imported(household.raw, facts)
        return found

    # -- headings -----------------------------------------------------------------------------------------------------

    def _sheet(self, title: str, grid: Grid) -> None:
        kind = self.policy.objects.get(title)
        if kind is None:
            close = get_close_matches(title, self.policy.objects, n=1, cutoff=0.4)
            hint = f"是不是“{close[0]}”？" if close else f"可用的有：{'、'.join(self.policy.objects)}"
            self.faults.append(CellFault(title, "", f"没有这种对象。{hint}"))
        elif title in self.shared:
            self.faults.append(CellFault(title, "", "由项目统一填写，请删去这张工作表"))
        elif not grid[0] or grid[0][0] != NUMBER:
            had = grid[0][0] if grid[0] else ""
            self.faults.append(CellFault(title, "A1", f"第一列的表头应是“{NUMBER}”，现为“{had or '空'}”"))
        else:
            self._headings(title, kind, grid)

    def _headings(self, title: str, kind: ObjectKind, grid: Grid) -> None:
        sheet = _Sheet(kind, {}, {}, grid[1:])
        known = [*kind.fields, *([UNIT] if any(one.unit_of for one in kind.fields.values()) else [])]
        before = len(self.faults)
        for column, heading in enumerate(grid[0]):
            if column and heading:
                match = _HEADING.fullmatch(heading)
                name = match["name"].strip() if match else heading
                if words := self._heading_fault(sheet, name, match["unit"].strip() if match else "", known):
                    self.faults.append(CellFault(title, address(0, column), words))
                else:
                    sheet.columns[name] = column
        if NUMBER in kind.fields and NUMBER not in sheet.columns:
            sheet.columns[NUMBER] = 0
        missing = [one.name for one in kind.fields.values() if not one.nullable and one.name not in sheet.columns]
        if missing and len(self.faults) == before:
            self.faults.append(CellFault(title, "A1", f"表头缺少{'、'.join(missing)}"))
        if len(self.faults) == before:
            self.sheets[title] = sheet

    def _heading_fault(self, sheet: _Sheet, name: str, unit: str, known: list[str]) -> str:
        if name not in known:
            close = get_close_matches(name, known, n=1, cutoff=0.4)
            return f"没有“{name}”这个字段。" + (f"是不是“{close[0]}”？" if close else "")
        if name in sheet.columns:
            return f"“{name}”有两列；请删去一列"
        asked = sheet.kind.fields.get(name)
        if unit and asked is not None:
            try:
                stated = Unit.of(unit)
            except ValueError as error:
                return str(error)
            if asked.unit_of:
                sheet.units[name] = unit
            elif isinstance(asked.kind, Number) and stated != asked.kind.unit:
                return f"“{name}”的单位应是 {asked.kind.unit}，现为 {unit}"
        return ""

    # -- rows ---------------------------------------------------------------------------------------------------------

    def _rows(self, title: str, sheet: _Sheet, households: dict[str, _Household]) -> None:
        for row, cells in enumerate(sheet.rows, 1):
            if not any(cells[1:]) and (not cells or not cells[0] or cells[0] in self.roots):
                continue  # nothing was surveyed yet of a 户号 that the template wrote in
            number = cells[0]
            if words := self._number_fault(sheet.kind, number):
                self.faults.append(CellFault(title, address(row, 0), words))
                continue
            household = households.setdefault(number, _Household((title, row)))
            household.raw.setdefault(title, []).append(dict(self._object(sheet, cells)))
            household.rows.setdefault(title, []).append(row)

    def _number_fault(self, kind: ObjectKind, number: str) -> str:
        if not number:
            return "没有填户号"
        if number not in self.roots:
            return f"没有户号“{number}”，或它不在您负责的范围内"
        root = self.roots[number]
        if not kind.shared and root not in (kind.name, kind.root):
            return f"户号“{number}”是{root}，不填“{kind.name}”"
        return ""

    def _object(self, sheet: _Sheet, cells: list[str]) -> Iterator[tuple[str, str]]:
        for name, column in sheet.columns.items():
            words = cells[column] if column < len(cells) else ""
            if words:
                unit = sheet.units.get(name, "")
                yield name, f"{words} {unit}" if unit and words[-1:].isdigit() else words

    def _at_cell(self, household: _Household, number: str, fault: FactFault) -> CellFault:
        """Where an officer mends a fault of the facts."""
        rows = household.rows.get(fault.kind, [])
        sheet = self.sheets.get(fault.kind)
        if fault.kind in self.shared:
            return CellFault("", "", f"项目的共用事实：{fault}；请先由项目岗补正")
        if sheet is None or fault.index >= len(rows):  # said once, however many of its fields are missing
            title, row = household.first
            return CellFault(title, address(row, 0), f"户号“{number}”在工作表“{fault.kind}”里没有一行")
        row, column = rows[fault.index], sheet.columns.get(fault.field, 0)
        return CellFault(fault.kind, address(row, column), fault.words)
