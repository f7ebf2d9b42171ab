"""Tables named by what stands right above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from oneruler.base.document import Block, Paragraph, Table


def captioned(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, each table named by the short lines right above it (title, 单位：万元) where it has no name."""
    named: list[Block] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Table) and not block.caption:
            above = []
            for before in reversed(blocks[max(0, index - 3) : index]):
                if not isinstance(before, Paragraph) or not 0 < len(before.passage.text) <= 40:
                    break
                if before.passage.text.endswith(("。", "；", "，")):
                    break
                above.append(before.passage.text)
            block = replace(block, caption=" ".join(reversed(above)))
        named.append(block)
    return tuple(named)
