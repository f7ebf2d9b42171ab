"""Lines to paragraphs: which lines were parted by wrapping or a page break only, and which by the writer.

A wrong join is worse than a missed one, so two lines join only on evidence: the first breaks off in the middle
(a comma, an opening bracket, a word such as 用于), the second begins in the middle (a unit, a closing bracket), or
the lines are as long as a wrapped text makes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from oneruler.base.document import Paragraph, Passage
from oneruler.checks.reading.lines import (
    Line,
    Piece,
    heading_level,
    is_figure,
    is_numbered,
    is_page_mark,
    list_mark,
    width,
)

_ENDS = frozenset("。；：！？!?;:…”》）)】")
_BREAKS_OFF = re.compile(r"(?:[，、（(“《—,用于为的和与及在对占共约由将按至较比]|其中|包括|达到|分别)$")
_GOES_ON = re.compile(
    r"[，。、；）)”》%％.．]|万元|亿元|平方米|公顷|个百分点|[元亩户人㎡项辆台](?:[，。、；）)]|$)|以下(?:方面|内容|几)"
)
_CLAUSE = re.compile(r"[，。；,]")
_SENTENCE = re.compile(r"[。；]|\d(?:万元|亿元|元|[亩户人个%％])")
_TAIL_MARKS = re.compile(r"[。；！？]$")
_PROSE_WIDTH = 40  # 20 Chinese characters: shorter lines are titles, labels, cells
_WIDEST_WRAP = 120  # longer lines were not wrapped by their writer
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_BOLD_LINE = re.compile(r"\*\*(?!\*)(.+?)(?<!\*)\*\*")
_BOLD_MARK = re.compile(r"(?<!\*)\*\*(?!\*)")


def paragraphs(lines: Sequence[Line], *, markdown: bool = False, wrapped: bool = True) -> Iterator[Paragraph]:
    """The paragraphs of consecutive lines, joined where a line was only wrapped. Page marks are left out.

    Without ``wrapped`` the length of a line is no evidence: whoever made the lines has joined the wrapped ones.
    """
    for group in joined(lines, wrapped=wrapped):
        yield _paragraph([line.piece for line in group], group[0].bare, markdown)


def joined(lines: Sequence[Line], *, wrapped: bool = True) -> Iterator[list[Line]]:
    """Groups of lines, each one paragraph."""
    group: list[Line] = []
    gap = not wrapped
    widths = _block_widths(lines)
    for line, widest in zip(lines, widths, strict=True):
        if not line.bare or is_page_mark(line.bare):
            gap = True
            continue
        if group and _belongs(group[-1], line, gap, widest, first=len(group) == 1):
            group.append(line)
        else:
            if group:
                yield group
            group = [line]
        gap = not wrapped
    if group:
        yield group


def _block_widths(lines: Sequence[Line]) -> list[int]:
    """For each line the widest line among those around it without a blank line between."""
    widths = [0] * len(lines)
    start = 0
    for index in range(len(lines) + 1):
        if index == len(lines) or not lines[index].bare:
            if index - start > 1:
                widths[start:index] = [max(width(line.bare) for line in lines[start:index])] * (index - start)
            start = index + 1
    return widths


def _belongs(before: Line, after: Line, gap: bool, widest: int, *, first: bool) -> bool:
    a, b = before.bare, after.bare
    if a[-1] in _ENDS or is_numbered(b) or is_figure(b) or b.startswith(("#", "**", "注：", "备注", "说明")):
        return False
    if first and (heading_level(a) or _MARKDOWN_HEADING.match(a) or _BOLD_LINE.fullmatch(a)):
        return False
    wide = width(a)
    if wide < _PROSE_WIDTH and not (first is False and _breaks_off(a)):
        return False
    if not gap and wide <= _WIDEST_WRAP and wide * 20 >= widest * 17:
        return True
    if not _CLAUSE.search(a) or (first and is_numbered(a) and not _SENTENCE.search(a) and not _breaks_off(a)):
        return False  # a title, or a numbered one with a comma in it
    if _GOES_ON.match(b) or _breaks_off(a):
        return bool(_CLAUSE.search(b)) or not gap or len(b) > _PROSE_WIDTH // 2
    return bool(_TAIL_MARKS.search(b))


def _breaks_off(bare: str) -> bool:
    return _BREAKS_OFF.search(bare) is not None


def _paragraph(pieces: list[Piece], first_line: str, markdown: bool) -> Paragraph:
    heading = heading_level(first_line) if len(pieces) == 1 else 0
    raw, offset = pieces[0]
    hashes = _MARKDOWN_HEADING.match(raw)
    if hashes:
        heading = len(hashes.group(1))
        pieces[0] = raw[hashes.end() :], offset + hashes.end()
    elif mark := list_mark(raw):
        heading = 0  # an item of a list, such as a table of contents, opens no section
        pieces[0] = raw[mark:], offset + mark
    return Paragraph(Passage.of(*_spaced(_unbolded(pieces, markdown))), heading)


def _unbolded(pieces: Iterable[Piece], markdown: bool) -> Iterator[Piece]:
    """Without the marks of bold print: all of them in Markdown, in plain text only around a whole line.

    In plain text ``**`` may stand for hidden digits or a hidden name.
    """
    for raw, offset in pieces:
        whole = _BOLD_LINE.fullmatch(raw)
        if whole and not markdown:
            yield whole.group(1), offset + 2
        elif markdown and len(_BOLD_MARK.findall(raw)) % 2 == 0:
            start = 0
            for mark in _BOLD_MARK.finditer(raw):
                yield raw[start : mark.start()], offset + start
                start = mark.end()
            yield raw[start:], offset + start
        else:
            yield raw, offset


def _spaced(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """A wrapped line between two Latin words parts them; one inside a number does not."""
    last = ""
    for raw, offset in pieces:
        if last.isascii() and last.isalpha() and raw[:1].isascii() and raw[:1].isalpha():
            yield " ", offset - 1
        yield raw, offset
        last = raw[-1:] or last
