"""A source text made into the file that a unit would publish: Word, Excel or a web page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from itertools import groupby


def made(name: str, lines: Sequence[str]) -> tuple[bytes, str]:
    """The bytes of the file ``name`` and the name; lines with tabs are the rows of tables."""
    kind = name.rsplit(".", 1)[1]
    writer = {"docx": _docx, "xlsx": _xlsx, "html": _html}.get(kind)
    return (writer(lines) if writer else ("\n".join(lines) + "\n").encode()), name


def _blocks(lines: Sequence[str]) -> Iterator[list[list[str]]]:
    """Runs of rows, each row its cells: a table, or paragraphs of one cell each."""
    for _, run in groupby((line for line in lines if line.strip()), key=lambda line: "\t" in line):
        yield [line.split("\t") for line in run]


def _docx(lines: Sequence[str]) -> bytes:
    from docx import Document

    paper = Document()
    for rows in _blocks(lines):
        width = max(map(len, rows))
        if width == 1:
            for (text,) in rows:
                paper.add_paragraph(text)
            continue
        table = paper.add_table(rows=len(rows), cols=width)
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, row, strict=False):
                cell.text = text
    return _saved(paper)


def _xlsx(lines: Sequence[str]) -> bytes:
    """Prose on a sheet, a cell a paragraph; each table on its own sheet, under the captions just before it."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    prose = book.create_sheet("说明")
    titles: list[str] = []
    for rows in _blocks(lines):
        if len(rows[0]) > 1:
            sheet = book.create_sheet(titles[0][:20].replace("/", "") if titles else f"表{len(book.worksheets)}")
            for row in [[title] for title in titles] + rows:
                sheet.append(row)
            titles = []
            continue
        texts = [text for (text,) in rows]
        first = next((i for i, text in enumerate(texts) if text.startswith(("表", "附表"))), len(texts))
        for text in texts[:first]:
            prose.append([text])
        titles = texts[first:]
    return _saved(book)


def _html(lines: Sequence[str]) -> bytes:
    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>信息公开</title></head><body>"]
    for rows in _blocks(lines):
        if len(rows[0]) == 1:
            parts += [f"<p>{escape(text)}</p>" for (text,) in rows]
            continue
        parts.append("<table>")
        parts += ["<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows]
        parts.append("</table>")
    parts.append("</body></html>")
    return "\n".join(parts).encode()


def _saved(paper: object) -> bytes:
    out = BytesIO()
    paper.save(out)  # type: ignore[attr-defined]
    return out.getvalue()
