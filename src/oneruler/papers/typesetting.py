"""A template and ready content become a PDF: the same on every machine, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import typst

from oneruler.papers.glyphs import unprintable

FONTS = Path(__file__).resolve().parent / "fonts"
_FAMILY = "Noto Serif SC"
_FONT_FILES = ("NotoSerifSC_400Regular.ttf", "NotoSerifSC_700Bold.ttf")
_FETCH = "请在源码目录运行 make demo，会自动下载；由安装包安装的，请重新安装。"


class PaperError(Exception):
    """A paper could not be set; the message says in Chinese why, and what to do."""


def pdf(form: Path, content: Mapping[str, object], *, made: date) -> bytes:
    """The PDF of the template ``form`` filled with ``content``, dated ``made``.

    ``content`` holds texts, lists and mappings of them, and nothing else: amounts, areas and dates come as they shall
    be printed. A text is printed as it is; nothing in it is read as markup. The template finds in ``sys.inputs``:

    - ``content``: the content, as JSON;
    - ``missing``: the characters of it that the fonts cannot print, as a JSON list of ``U+2C386``;
    - ``made``: the day as ``2025-09-10``; it is also the day that the PDF states as its creation.

    The template can read files in its own folder and nowhere else. Only the fonts that come with the program are used,
    so the same form, content and day give the same bytes. Takes some tens of milliseconds a page. Raises PaperError
    when the template or the fonts are missing, or the template fails; TypeError for content of another kind.
    """
    if not form.is_file():
        raise PaperError(f"没有这个打印模板：{form}。请核对文件名，或重新安装程序。")
    fonts = _fonts(FONTS)
    try:
        missing = unprintable(list(_texts(content)), [FONTS / name for name in _FONT_FILES])
    except ValueError as error:
        raise PaperError(f"打印字体已损坏：{error}{_FETCH}") from error
    no_packages = form / "packages"  # below a file there is no folder, and none can be made: nothing is loaded or kept
    inputs = {
        "content": json.dumps(content, ensure_ascii=False).encode("utf-8", "replace").decode(),
        "missing": json.dumps([f"U+{ord(sign):04X}" for sign in missing]),
        "made": made.isoformat(),
    }
    try:
        made_pdf = typst.Compiler(
            form,
            root=form.parent,
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs=inputs,
            package_path=no_packages,
            package_cache_path=no_packages,
        ).compile(format="pdf", timestamp=datetime(made.year, made.month, made.day, tzinfo=UTC))
    except typst.TypstError as error:
        raise PaperError(f"打印模板 {form.name} 出错：{error.diagnostic or error.message}") from error
    if not isinstance(made_pdf, bytes):
        raise PaperError(f"打印模板 {form.name} 没有生成 PDF。")
    return made_pdf


@cache
def _fonts(folder: Path) -> typst.Fonts:
    """The fonts of the program, and no others. Raises PaperError when one is missing or unreadable."""
    absent = [name for name in _FONT_FILES if not (folder / name).is_file()]
    if absent:
        raise PaperError(f"缺少打印字体 {'、'.join(absent)}（应在 {folder}）。{_FETCH}")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    weights = {font.weight for font in fonts.fonts() if font.family == _FAMILY}
    if not weights >= {400, 700}:
        raise PaperError(f"打印字体已损坏，读不出 {_FAMILY} 的常规和粗体（在 {folder}）。{_FETCH}")
    return fonts


def _texts(content: object) -> Iterator[str]:
    """Every text in the content, keys left out."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for part in content.values():
            yield from _texts(part)
    elif isinstance(content, Sequence):
        for part in content:
            yield from _texts(part)
    else:
        raise TypeError(f"content holds texts, lists and mappings, not {type(content).__name__}: {content!r}")
