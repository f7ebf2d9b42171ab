"""How the tests look at a document: its tables as plain text, and whether every offset is true."""

from __future__ import annotations

from oneruler.base.document import Document, Paragraph, Passage, Table


def paragraphs(document: Document) -> list[str]:
    return [block.passage.text for block in document.blocks if isinstance(block, Paragraph)]


def headings(document: Document) -> list[tuple[int, str]]:
    found = [block for block in document.blocks if isinstance(block, Paragraph)]
    return [(block.heading, block.passage.text) for block in found if block.heading]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def grid(table: Table) -> list[list[str]]:
    """The words at each position; ``<`` and ``^`` where a merged cell goes on to the right or below."""
    return [
        [
            cell.text if (cell.row, cell.column) == (r, c) else "<" if cell.row == r else "^"
            for c, cell in enumerate(row)
        ]
        for r, row in enumerate(table.rows)
    ]


def passages(document: Document) -> list[Passage]:
    found = []
    for block in document.blocks:
        found += [block.passage] if isinstance(block, Paragraph) else [cell.passage for cell in block.cells()]
    return found


def assert_true_offsets(document: Document) -> None:
    """Each character of each passage is, folded, the character of the text that it says it came from."""
    for passage in passages(document):
        assert len(passage.text) == len(passage.at)
        for letter, at in zip(passage.text, passage.at, strict=True):
            raw = document.text[at]
            assert Passage.of((raw, 0)).text == letter or (letter == " " and raw.isspace())


def letters(document: Document) -> int:
    """How many characters the passages hold."""
    return sum(len(passage.text.replace(" ", "")) for passage in passages(document))
