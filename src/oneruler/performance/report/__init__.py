"""The self-evaluation as a paper: narrative and forms, every worked-out word with the figures that it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from oneruler.base.document import Document
from oneruler.performance.evaluation import Evaluated, thawed_figure
from oneruler.performance.report import forms, narrative
from oneruler.performance.report.blocks import frozen, thawed

Content = Sequence[Mapping[str, Any]]
"""A report as it is kept: its blocks, with figures by the names they are kept under."""


def content(evaluated: Evaluated) -> list[dict[str, Any]]:
    """Everything that the report says, in order."""
    blocks = [*narrative.blocks(evaluated), *forms.blocks(evaluated)]
    return [frozen(block) for block in blocks]


def document(name: str, kept: Content, figures: Mapping[str, Mapping[str, object]]) -> Document:
    """The report as a paper, from what a self-evaluation keeps of it."""
    return thawed(name, kept, {key: thawed_figure(one) for key, one in figures.items()})
