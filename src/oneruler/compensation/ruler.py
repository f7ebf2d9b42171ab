"""只做减法: one ruler for those who sign early and late, before and after the notice board. Values only.

After publication an amount rises only for a stated cause, and falls only with a notice; equal facts give equal money;
a later signer never has more in basic items than an earlier one with the same facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oneruler.base.fen import Fen, print_yuan
from oneruler.compensation.lines import Line
from oneruler.policy.model import Nature

FIXED = frozenset({Nature.BASIC, Nature.APPRAISED})
"""What stands once it was published. Rewards are earned later, interim allowances grow with time."""


class Cause(StrEnum):
    """For what an amount may rise after publication."""

    CORRECTION = "更正错误"
    EVIDENCE = "新证据"
    REVIEW = "复核鉴定"
    RULING = "复议判决"
    CASE = "个案"

    @classmethod
    def stated(cls, words: str) -> Cause | None:
        """The cause that some words begin with: 更正错误, or 更正错误：面积量错."""
        return next((cause for cause in cls if words.strip().startswith(cause)), None)


def objection(published: Iterable[Line], proposed: Iterable[Line], *, cause: str, paper: str) -> str:
    """Why a new sheet may not follow a published one; empty where it may. ``paper`` is the minutes of a case, or the
    notice with reasons and the right to object where an amount falls."""
    was, now = _fixed(published), _fixed(proposed)
    risen = [about for about in now if now[about] > was.get(about, 0)]
    fallen = [about for about in was if now.get(about, 0) < was[about]]
    stated = Cause.stated(cause)
    if risen and stated is None:
        return f"公示后只做减法：{_named(risen)}高于公示的数额。要写明原因（{'、'.join(Cause)}之一），现为“{cause.strip()}”。"
    if risen and stated is Cause.CASE and not paper.strip():
        return f"公示后只做减法：{_named(risen)}因个案调高，须填会议纪要文号。"
    if fallen and not paper.strip():
        return f"公示后调低{_named(fallen)}，须先书面告知理由和异议权利，并填告知书文号。"
    return ""


def _fixed(lines: Iterable[Line]) -> dict[tuple[str, str, str], int]:
    sums: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    for line in lines:
        if line.nature in FIXED:
            sums[line.about] += line.amount
    return sums


def _named(abouts: list[tuple[str, str, str]]) -> str:
    names = list(dict.fromkeys(item for item, _, _ in abouts))
    return f"“{'”“'.join(names[:3])}”" + (f"等 {len(names)} 项" if len(names) > 3 else "")


@dataclass(frozen=True, slots=True)
class Standing:
    """One right holder under the ruler: ``alike`` is the same for all whose facts are the same."""

    number: str
    alike: str
    signed_on: date | None
    basic: Fen


@dataclass(frozen=True, slots=True)
class Unequal:
    """Two whose facts are the same and whose basic items are not; ``more`` has more. ``later`` if it also signed later."""

    more: Standing
    less: Standing

    @property
    def later(self) -> bool:
        """Whether who waited got more."""
        return (
            self.more.signed_on is not None
            and self.less.signed_on is not None
            and self.more.signed_on > self.less.signed_on
        )

    def __str__(self) -> str:
        words = f"户号 {self.more.number} 与 {self.less.number} 事实相同，基本补偿多 "
        words += f"{print_yuan(Fen(self.more.basic - self.less.basic))} 元"
        return words + ("，而且签约在后" if self.later else "")


def unequal(standings: Iterable[Standing]) -> Iterator[Unequal]:
    """Whoever has more than the least of those alike, each once."""
    groups: defaultdict[str, list[Standing]] = defaultdict(list)
    for one in standings:
        groups[one.alike].append(one)
    for group in groups.values():
        least = min(group, key=lambda one: (one.basic, one.signed_on or date.max, one.number))
        yield from (Unequal(one, least) for one in group if one.basic > least.basic)
