"""A paper as the content of a typst form: its paragraphs with their level, its tables cell by cell."""

from __future__ import annotations

from oneruler.base.document import Document, Paragraph
from oneruler.papers.template import Template
from oneruler.papers.words import raw


def set_content(document: Document, template: Template) -> dict[str, object]:
    """What the form ``self_evaluation`` is filled with: texts only. Widths and spans are numbers in words."""
    blocks: list[dict[str, object]] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            words = raw(document, block.passage)
            kind = "small" if template.small.search(words) else "flush" if template.flush.search(words) else ""
            page = "yes" if template.new_page.search(words) else ""
            blocks.append({"heading": str(block.heading), "text": words, "kind": kind, "new_page": page})
        elif block.rows:
            blocks.append(
                {
                    "caption": block.caption,
                    "widths": [str(width) for width in template.widths_of(block.caption, len(block.rows[0]))],
                    "cells": [
                        {
                            "text": raw(document, cell.passage), "row": str(cell.row), "column": str(cell.column),
                            "rows": str(cell.rows), "columns": str(cell.columns),
                            "align": "left" if len(cell.text) >= template.left_from else "center",
                        }
                        for cell in block.cells()
                    ],
                }
            )  # fmt: skip
    return {"title": document.name, "blocks": blocks}
