"""Charts drawn by the server: where each mark of an inline SVG stands. Values only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 460, 210
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 10, 16, 26


@dataclass(frozen=True, slots=True)
class Bar:
    """One day: how many, and how many by then."""

    x: str
    y: str
    width: str
    height: str
    on: date
    count: int
    by_then: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across, or a word under the axis."""

    at: str
    words: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Chart:
    """Days from left to right, bars for each day and a line for all so far; ``goal`` where the dashed line stands."""

    bars: tuple[Bar, ...]
    line: str
    area: str
    across: tuple[Mark, ...]
    under: tuple[Mark, ...]
    goal: Mark | None
    total: int
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    floor: int = HEIGHT - _BOTTOM
    width: int = WIDTH
    height: int = HEIGHT


def by_day(counts: Sequence[tuple[date, int]], *, goal: int = 0) -> Chart | None:
    """The chart of how many a day, in order of days; None where there is nothing."""
    if not counts:
        return None
    total = sum(count for _, count in counts)
    first, last = counts[0][0], counts[-1][0]
    days = (last - first).days + 1
    step, top = _scale(max(total, goal))
    room, wide = HEIGHT - _BOTTOM - _TOP, WIDTH - _LEFT - _RIGHT

    def x(on: date, share: int = 0) -> str:
        """In the day's lot, ``share`` tenths along it."""
        return f"{_LEFT + ((on - first).days * 10 + share) * wide / (days * 10):.1f}"

    def y(value: int) -> str:
        return f"{HEIGHT - _BOTTOM - value * room / top:.1f}"

    bars, points, so_far = [], [f"{_LEFT},{y(0)}"], 0
    for on, count in counts:
        points.append(f"{x(on, 5)},{y(so_far)}")
        so_far += count
        points.append(f"{x(on, 5)},{y(so_far)}")
        width = f"{max(wide * 6 / (days * 10), 1.5):.1f}"
        bars.append(Bar(x(on, 2), y(count), width, f"{count * room / top:.1f}", on, count, so_far))
    points.append(f"{WIDTH - _RIGHT},{y(total)}")
    line = " ".join(points)
    return Chart(
        tuple(bars), line, f"{line} {WIDTH - _RIGHT},{y(0)}",
        tuple(Mark(y(value), f"{value:,}") for value in range(0, top + 1, step)),
        _days(first, last, x(first, 5)), Mark(y(goal), f"应签 {goal:,}") if goal else None, total,
    )  # fmt: skip


def _scale(most: int) -> tuple[int, int]:
    """A round step and the top of the axis, about four steps up."""
    step = 1
    for power in range(12):
        step = next((n * 10**power for n in (1, 2, 5) if n * 10**power * 4 >= most), 0)
        if step:
            break
    return step, max(-(-most // step), 1) * step


def _days(first: date, last: date, middle: str) -> tuple[Mark, ...]:
    if first == last:
        return (Mark(middle, first.isoformat()),)
    return (Mark(str(_LEFT), first.isoformat(), "start"), Mark(str(WIDTH - _RIGHT), last.isoformat(), "end"))


def share(part: int, whole: int, *, of: int = 100) -> int:
    """How many of ``of`` steps a bar is long; never above it, and not nought for something."""
    if whole <= 0 or part <= 0:
        return 0
    return max(1, min(of, part * of // whole))
