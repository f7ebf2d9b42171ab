"""A sheet for the terminal, or for a file that any program can open."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from oneruler.policy.render.view import LineView, SheetView
from oneruler.policy.scalar.explaining import Step


def text(view: SheetView, *, every_step: bool = False) -> str:
    """The sheet as lines of text; ``every_step`` also writes each part of each formula."""
    return "\n".join(map(_printable, _lines(view, every_step))) + "\n"


def _printable(line: str) -> str:
    """No name makes a line of its own or steers the terminal."""
    return "".join(letter if letter == "\u3000" or letter.isprintable() else " " for letter in line)


def _lines(view: SheetView, every_step: bool) -> Iterator[str]:
    policy = view.policy
    yield "补偿计算单"
    yield f"{policy.name}（{policy.number}）　{view.day_name} {view.day}"
    if view.status_note:
        yield f"【{view.status}】{view.status_note}"
    yield from (f"【注意】{notice}" for notice in view.notices)
    yield ""
    yield f"{view.subject}：" + "；".join(f"{name} {value}" for name, value in view.facts)
    for objects in view.objects:
        yield f"{objects.kind}："
        for row in objects.rows:
            yield "  " + "，".join(f"{name} {cell}" for name, cell in zip(objects.headers, row, strict=True) if cell)
    for group in view.groups:
        yield ""
        yield f"—— 付给{group.payee}{f'（{group.payee_name}）' if group.payee_name else ''}"
        for line in group.lines:
            yield from _line(line, every_step)
        yield f"    {_right('小计', group.subtotal)}"
    yield ""
    yield f"合计  {view.total} 元（大写：{view.total_upper}）"
    if view.left_out:
        yield ""
        yield "没有计发的项目"
        for one in view.left_out:
            yield f"  {one.item}{f'（{one.about}）' if one.about else ''}：{one.reason}（{one.article}）"
    yield ""
    yield "依据：" + "；".join(view.sources)
    yield f"政策包摘要 {policy.digest}"


def _line(line: LineView, every_step: bool) -> Iterator[str]:
    about = f"（{line.about}）" if line.about else ""
    yield f"{line.number:>3} {_right(line.item + about, line.amount)}"
    yield f"      {line.worked}"
    yield f"      算法：{line.formula}（{line.article}）"
    yield from (f"      依据：{basis}" for basis in line.basis)
    yield from (f"      口径：{one}" for one in line.interpretations)
    if line.due:
        yield f"      应付日：{line.due}"
    if every_step:
        for step in line.steps:
            yield from _steps(step, 3)


def _steps(step: Step, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}· {step.words} ＝ {step.value}" + (f"　［{step.basis}］" if step.basis else "")
    for inner in step.steps:
        yield from _steps(inner, depth + 1)


def _right(left: str, right: str, width: int = 64) -> str:
    """``left``, and ``right`` set to the right edge; a Chinese character is two columns wide."""
    used = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in left + right)
    return left + " " * max(width - used, 2) + right
