"""``oneruler check``: checks reports, folders of reports or standard input, and says what does not add up.

Exit status: 0 nothing wrong, 1 errors found, 2 a file could not be read (the others still are). Papers go through one
after another, so ten thousand take no more memory than ten; every byte is the same whatever ``--jobs``.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from oneruler.base.findings import Severity
from oneruler.checks.render.form import Form, Outcome

_FORMATS = ("text", "json", "sarif", "html")
_SECONDS_A_FILE = 60
_SMALL = 1_000_000
_MANY = 10


@dataclass(frozen=True, slots=True)
class Source:
    """One paper to check: its name, and its bytes if it came on standard input, or why there is nothing to read."""

    path: str
    number: int
    content: bytes | None = None
    error: str = ""


Piece = tuple[str, Outcome]


def add_arguments(parser: ArgumentParser) -> None:
    """The words that may follow ``oneruler check``."""
    parser.add_argument("paths", nargs="+", metavar="路径", help="报告文件或文件夹；- 表示标准输入")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="输出形式（默认 text，供人阅读）")
    parser.add_argument("--output", type=Path, metavar="文件", help="写入文件，而不是标准输出")
    parser.add_argument("--jobs", type=_positive, metavar="N", help="同时使用的处理器数（默认全部）")
    parser.add_argument(
        "--severity",
        choices=[severity.value for severity in Severity],
        default=Severity.NOTICE.value,
        help="只列出这一级及更重的问题（默认 notice，即全部）",
    )
    parser.add_argument("--name", default="标准输入", metavar="名称", help="标准输入的文件名（按后缀判断格式）")


def run(args: Namespace) -> int:
    """Check everything that is named on the command line."""
    sources = list(_sources(args.paths, args.name, args.output))
    form = _form(args.format, to_terminal=args.output is None and sys.stdout.isatty())
    pieces = _pieces(sources, form, Severity(args.severity), args.jobs or _processors())
    try:
        with _opened(args.output) as stream:
            outcomes = _write(form, sources, pieces, stream, tell=args.output is not None or args.format != "text")
    except BrokenPipeError:
        raise  # said once for all commands
    except KeyboardInterrupt:
        _say("已中断；没有核查完。")
        return 130
    except OSError as problem:
        _say(f"无法写入结果文件 {args.output}：{problem.strerror}；请检查文件夹是否存在、是否可写。")
        return 2
    if any(outcome.error for outcome in outcomes):
        return 2
    return 1 if any(outcome.errors for outcome in outcomes) else 0


def _positive(word: str) -> int:
    if not word.isdecimal() or not int(word):
        raise ArgumentTypeError(f"应是大于 0 的整数，现为“{word}”")
    return int(word)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _say(words: str) -> None:
    print(words, file=sys.stderr)


# What there is to check


def _sources(paths: Sequence[str], name: str, output: Path | None) -> Iterator[Source]:
    """Each paper once, in the order given, folders in the order of names."""
    seen: set[str] = set()
    own = output.resolve() if output else None
    number = 0
    for given in paths:
        for source in _found(given, name):
            key = os.path.realpath(source.path) if source.content is None else given
            if key not in seen and (own is None or key != str(own)):
                seen.add(key)
                number += 1
                yield replace(source, number=number)


def _found(given: str, name: str) -> Iterator[Source]:
    from oneruler.checks.reading import SUFFIXES

    path = Path(given)
    if given == "-":
        yield Source(name, 0, sys.stdin.buffer.read())
    elif path.is_dir():
        inside = list(_walk(given, SUFFIXES))
        yield from inside
        if not inside:
            suffixes = "、".join(sorted(SUFFIXES))
            yield Source(given, 0, error=f"文件夹里没有可以核查的文件；可核查的格式有 {suffixes}。")
    elif path.exists():
        yield Source(given, 0)
    else:
        yield Source(given, 0, error="没有这个文件或文件夹；请核对路径和文件名。")


def _walk(folder: str, suffixes: frozenset[str]) -> Iterator[Source]:
    """Readable files of a folder and its folders, sorted; hidden ones and lock files of office programs are skipped."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as problem:
        yield Source(folder, 0, error=f"文件夹打不开（{problem.strerror}）；请检查是否有权读取。")
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, suffixes)
        elif os.path.splitext(entry.name)[1].lower() in suffixes and entry.is_file():  # noqa: PTH122
            yield Source(entry.path, 0)


# Checking


def _pieces(sources: Sequence[Source], form: Form, least: Severity, jobs: int) -> Iterator[Piece]:
    """What is to be written of each paper. A process apart is started unless there is but one small file."""
    examine = partial(_examine, form=form, least=least)
    if len(sources) == 1 and _size(sources[0]) <= _SMALL:
        return map(examine, sources)
    from oneruler.web.commands.workers import in_order

    return in_order(examine, partial(_lost, form=form), sources, jobs=jobs, seconds=_SECONDS_A_FILE)


def _size(source: Source) -> int:
    if source.content is not None:
        return len(source.content)
    return 0 if source.error else os.path.getsize(source.path)  # noqa: PTH202


def _examine(source: Source, form: Form, least: Severity) -> Piece:
    """Read, check and render one paper."""
    from oneruler.checks import check
    from oneruler.checks.reading import UnreadableError, read, read_bytes

    if source.error:
        return _lost(source, source.error, form)
    try:
        content = source.content
        report = check(read(source.path) if content is None else read_bytes(content, source.path))
    except UnreadableError as problem:
        return _lost(source, str(problem), form)
    except OSError as problem:
        return _lost(source, f"打不开：{problem.strerror}；请检查文件是否存在、是否有权读取。", form)
    except Exception as problem:  # whatever one paper does to the program, the others are still checked
        return _lost(
            source, f"核查时程序出错（{type(problem).__name__}: {problem}）；请把这份文件报告给维护人员。", form
        )
    shown = list(Severity)[: list(Severity).index(least) + 1]
    report = replace(report, findings=tuple(finding for finding in report.findings if finding.severity in shown))
    return form.paper(report, source.path, source.number), Outcome.of(report, source.path)


def _lost(source: Source, why: str, form: Form) -> Piece:
    return form.unread(source.path, why, source.number), Outcome(source.path, error=why)


# Writing


def _form(name: str, *, to_terminal: bool) -> Form:
    if name == "json":
        from oneruler.checks.render.json import JsonForm

        return JsonForm()
    if name == "sarif":
        from oneruler.checks.render.sarif import SarifForm

        return SarifForm()
    if name == "html":
        from oneruler.checks.render.html import HtmlForm

        return HtmlForm()
    from oneruler.checks.render.terminal import TerminalForm

    if not to_terminal:
        return TerminalForm()
    import shutil

    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return TerminalForm(colour, shutil.get_terminal_size().columns)


@contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears under its name only when it is whole."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = output.with_name(f".{output.name}.part")
    try:
        with part.open("wb") as stream:
            yield stream
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


def _write(
    form: Form, sources: Sequence[Source], pieces: Iterator[Piece], stream: BinaryIO, *, tell: bool
) -> list[Outcome]:
    """Write every piece as it comes; with ``tell``, unreadable files are also named on standard error."""
    progress = _Progress(len(sources))
    outcomes: list[Outcome] = []
    codes: dict[tuple[str, ...], tuple[str, ...]] = {}
    stream.write(form.head.encode())
    between = ""
    for source, (piece, outcome) in zip(sources, pieces, strict=True):
        # What came from another process holds copies of its own; ten thousand papers share theirs.
        shared = codes.setdefault(outcome.codes, outcome.codes)
        outcomes.append(replace(outcome, path=source.path, codes=shared))
        progress.clear()
        if piece:
            stream.write((between + piece).encode("utf-8", "replace"))
            between = form.joint
        if outcome.error and tell:
            _say(f"{outcome.path}：{outcome.error}")
        progress.show(len(outcomes))
    progress.clear()
    stream.write(form.tail(outcomes).encode("utf-8", "replace"))
    return outcomes


class _Progress:
    """A bar on standard error, only before a person and only for many files."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.wanted = total >= _MANY and sys.stderr.isatty()

    def show(self, done: int) -> None:
        if self.wanted:
            filled = 25 * done // self.total
            bar = "█" * filled + "·" * (25 - filled)
            print(f"核查 {bar} {done}/{self.total}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self.wanted:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
