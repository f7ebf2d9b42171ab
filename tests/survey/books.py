"""Workbooks of survey facts, as an officer would fill them in."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import openpyxl

from tests.district import household_facts

Cells = Mapping[str, Sequence[Sequence[object]]]


def book(cells: Cells) -> bytes:
    """A workbook of these sheets."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in cells.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    memory = io.BytesIO()
    made.save(memory)
    return memory.getvalue()


def households(*numbers: str) -> dict[str, list[list[object]]]:
    """The sheets of these households, each with two persons and a house, numbers as numbers."""
    sheets: dict[str, list[list[object]]] = {}
    for number in numbers:
        for kind, objects in household_facts(number).items():
            fields = [name for name in objects[0] if name != "户号"]
            rows = sheets.setdefault(kind, [["户号", *fields]])
            rows += [[number, *(typed(one[name]) for name in fields)] for one in objects]
    return sheets


def typed(words: str) -> object:
    """A figure as a number, as one types it."""
    return float(words) if words.replace(".", "", 1).isdigit() else words
