"""Why something of the survey was not done, or cannot be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from oneruler.office.errors import ActionError, WrongStateError


class NotSeenError(ActionError):
    """There is no such right holder, or it is out of the officer's sight: the words are the same."""

    def __init__(self) -> None:
        super().__init__("没有找到这一户，或它不在您负责的范围内。")


class NoFactsError(WrongStateError):
    """Nothing was entered of a right holder yet."""


@dataclass(frozen=True, slots=True, order=True)
class CellFault:
    """What is wrong at one cell of a workbook; ``cell`` is empty where it lies at none."""

    sheet: str
    cell: str
    words: str

    def __str__(self) -> str:
        place = f"工作表“{self.sheet}”" + (f"的 {self.cell}" if self.cell else "") if self.sheet else ""
        return f"{place}：{self.words}" if place else self.words


class ImportRefusedError(ActionError):
    """A workbook of which nothing was taken, with every faulty cell."""

    def __init__(self, faults: Iterable[CellFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))
