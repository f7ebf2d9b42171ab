"""A paper's blocks as they were written: with the blanks and the full-width signs that a ``Passage`` folds away."""

from __future__ import annotations

from oneruler.base.document import Document, Passage


def raw(document: Document, passage: Passage) -> str:
    """The words of the paper that a passage was made from, without blanks at the ends."""
    return document.text[passage.at[0] : passage.at[-1] + 1] if passage.at else ""
