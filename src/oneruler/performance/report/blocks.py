"""What a report is made of, as values and as they are kept: lines of runs, and grids of cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oneruler.base.document import Cited, Document, DocumentBuilder, GridText, Merged, Run
from oneruler.base.figures import Figure
from oneruler.performance.evaluation import key


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; ``heading`` 1 is the paper's or a form's title, 2 一、, 3 （一）, 0 body text."""

    runs: tuple[Run, ...]
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A form's table."""

    caption: str
    rows: tuple[tuple[GridText, ...], ...]


Block = Line | Grid


def line(*runs: Run, heading: int = 0) -> Line:
    return Line(runs, heading)


def frozen(block: Block) -> dict[str, Any]:
    """A block as it is kept."""
    if isinstance(block, Line):
        return {"heading": block.heading, "runs": _runs(block.runs)}
    return {"caption": block.caption, "rows": [[_cell(cell) for cell in row] for row in block.rows]}


def thawed(name: str, kept: Sequence[Mapping[str, Any]], figures: Mapping[str, Figure]) -> Document:
    """The paper that the kept blocks make."""
    builder = DocumentBuilder(name, "docx")
    for block in kept:
        if "rows" in block:
            rows = [[_grid_text(cell, figures) for cell in row] for row in block["rows"]]
            builder.table(rows, caption=block["caption"])
        else:
            builder.paragraph(_thawed_runs(block["runs"], figures), heading=block["heading"])
    return builder.build()


def _runs(runs: Sequence[Run]) -> list[Any]:
    return [
        run if isinstance(run, str) else {"text": run.text, "figures": [key(one) for one in run.figures],
                                          "formula": run.formula}
        for run in runs
    ]  # fmt: skip


def _cell(cell: GridText) -> Any:
    if cell is None or isinstance(cell, str):
        return cell
    merged = Merged.of((cell,)) if isinstance(cell, Cited) else cell
    return {"runs": _runs(merged.runs or (merged.text,)), "rows": merged.rows, "columns": merged.columns}


def _thawed_runs(kept: Sequence[Any], figures: Mapping[str, Figure]) -> tuple[Run, ...]:
    return tuple(
        run if isinstance(run, str)
        else Cited(run["text"], tuple(figures[name] for name in run["figures"]), run["formula"])
        for run in kept
    )  # fmt: skip


def _grid_text(kept: Any, figures: Mapping[str, Figure]) -> GridText:
    if kept is None or isinstance(kept, str):
        return kept
    return Merged.of(_thawed_runs(kept["runs"], figures), kept["rows"], kept["columns"])
