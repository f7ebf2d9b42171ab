"""How a kind of paper looks in Word and Excel: styles, widths, page breaks, read from a YAML file under ``forms/``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from oneruler.papers.typesetting import PaperError


@dataclass(frozen=True, slots=True)
class Style:
    """One kind of paragraph; sizes and spacing in points, the indent in characters."""

    font: str
    size: int
    bold: bool = False
    align: str = "left"
    indent: int = 0
    spacing: int = 28


@dataclass(frozen=True, slots=True)
class Template:
    """The look of one kind of paper; lengths in millimetres."""

    top: int
    bottom: int
    left: int
    right: int
    styles: Mapping[str, Style]
    new_page: re.Pattern[str]
    flush: re.Pattern[str]
    small: re.Pattern[str]
    left_from: int = 14
    widths: Sequence[tuple[re.Pattern[str], tuple[int, ...]]] = field(default=())

    @property
    def text_width(self) -> int:
        return 210 - self.left - self.right

    def style(self, heading: int) -> Style:
        """The style of a heading level, of body text for 0 or a level without one."""
        return self.styles.get(str(heading) if heading else "body", self.styles["body"])

    def widths_of(self, caption: str, columns: int) -> tuple[int, ...]:
        """The widths of a table's columns: those its caption has, else equal ones."""
        for pattern, widths in self.widths:
            if pattern.search(caption) and len(widths) == columns:
                return widths
        return (self.text_width // max(columns, 1),) * columns


_NEVER = "(?!)"


def read_template(file: Path) -> Template:
    """The template in a file. Raises PaperError that says what is wrong with it."""
    try:
        content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        page, styles = content["page"], {str(name): Style(**one) for name, one in content["styles"].items()}
        widths = [(re.compile(one["caption"]), tuple(one["widths"])) for one in content.get("tables", ())]
        template = Template(
            page["top"], page["bottom"], page["left"], page["right"], styles,
            re.compile(content.get("new_page", _NEVER)), re.compile(content.get("flush", _NEVER)),
            re.compile(content.get("small", _NEVER)), content.get("left_from", 14), widths,
        )  # fmt: skip
        absent = [name for name in ("body", "table") if name not in styles]
    except FileNotFoundError:
        raise PaperError(f"没有这个模板：{file}。请核对文件名，或重新安装程序。") from None
    except (yaml.YAMLError, re.error, TypeError, KeyError, AttributeError) as error:
        raise PaperError(f"模板 {file.name} 写得不对：{type(error).__name__}: {error}。请对照自带模板改正。") from error
    if absent:
        raise PaperError(f"模板 {file.name} 的 styles 里缺少 {'、'.join(absent)}。")
    return template
