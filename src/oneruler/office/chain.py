"""The audit trail as a chain: each entry's digest takes in the one before, so that nothing can be changed unseen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from oneruler.office.sealing import sm3_hex

START = "0" * 64
"""What stands before the first entry."""


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as its digest sees it. ``at`` is kept to the microsecond in UTC."""

    sequence: int
    at: datetime
    by: str
    verb: str
    about: str
    detail: str
    previous: str

    @property
    def digest(self) -> str:
        """SM3 over every field, each with its length."""
        fields = (str(self.sequence), self.at.astimezone(UTC).isoformat(timespec="microseconds"), self.by, self.verb,
                  self.about, self.detail, self.previous)  # fmt: skip
        return sm3_hex("".join(f"{len(field)}:{field}" for field in fields).encode())


def detail_text(detail: Mapping[str, object]) -> str:
    """Details as the chain keeps them: one line of JSON, keys in order."""
    return json.dumps(detail, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def breaks(entries: Iterable[tuple[Link, str]], head: tuple[int, str]) -> Iterator[str]:
    """What is wrong with a chain of (link, its stored digest) in order, whose head row says (sequence, digest)."""
    sequence, previous = 0, START
    for link, stored in entries:
        sequence += 1
        if link.sequence != sequence:
            yield f"第 {sequence} 条缺失：后面接着的是第 {link.sequence} 条"
            sequence = link.sequence
        if link.previous != previous:
            yield f"第 {link.sequence} 条与前一条接不上"
        if link.digest != stored:
            yield f"第 {link.sequence} 条的内容与摘要不符，可能被改动过"
        previous = stored
    if head != (sequence, previous):
        yield f"链尾记录为第 {head[0]} 条，实有 {sequence} 条：末尾可能被删去"
