"""The door of the language: nothing passes but short, plain text that Python's own parser takes for one expression.

Python's parser is only used to read; no code is ever compiled or run from it. Length, depth and characters are
bounded before it sees anything, so that no text can cost more than a moment.
"""

from __future__ import annotations

import ast
import re
import unicodedata
import warnings
from dataclasses import dataclass

LONGEST = 2000
DEEPEST = 40
_LEVELS = 120
_STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_GLUED = re.compile(r"(?<![\w\u4e00-\u9fff])\d[\d.]*[A-Za-z_\u4e00-\u9fff]")
_NOUGHTS = re.compile(r"(?<![\w.])0\d+")
_SIGNS = {"×": "*", "÷": "div(a, b, 位数)", "≥": ">=", "≤": "<=", "≠": "!=", "“": '"', "”": '"', "−": "-", "、": ","}
_SYNTAX = (
    ("unterminated string", "引号没有配对", '文字两边都要有英文引号，如 "合法"。'),
    ("expected 'else' after", "“if”后面没有“else”", "写成：a if 条件 else b。"),
    ("Maybe you meant '=='", "比较相等要用两个等号", "把 = 改成 ==。"),
    ("forgot a comma", "两个名称或数之间缺少运算符号", "请在中间写上 + - * 或逗号。"),
)


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """What is wrong at ``at`` (offset in the expression), and the repair."""

    at: int
    message: str
    repair: str = ""


class LanguageError(ValueError):
    """An expression that cannot be taken, with everything that was found wrong in it; nothing where it rests on a
    table whose own faults have been said."""

    def __init__(self, *complaints: Complaint) -> None:
        self.complaints = complaints
        super().__init__("；".join(complaint.message for complaint in complaints))


def read_expression(text: str) -> ast.expr:
    """The one expression of ``text`` as Python's parser sees it. Raises LanguageError."""
    _check_size(text)
    outside = _STRING.sub(lambda match: '"' + " " * (len(match[0]) - 2) + '"', text)
    _check_characters(text, outside)
    _check_brackets(outside)
    line = text.replace("\n", " ").replace("\t", " ")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # e.g. of `1 is x`; what is not of the language is refused by its node
            expression = ast.parse(f"({line}\n)", mode="eval").body
    except SyntaxError as error:
        raise LanguageError(_explained(text, error)) from None
    except (ValueError, RecursionError, MemoryError):
        raise LanguageError(Complaint(0, "算式读不懂", "请拆成几个“量”分开写。")) from None
    _check_depth(expression)
    _check_texts(text, expression)
    return expression


def offset(text: str, node: ast.AST) -> int:
    """Where a node begins in ``text``; the parser counts bytes, and one bracket was put before."""
    column: int = getattr(node, "col_offset", 1)
    return max(len(f"({text}".encode()[:column].decode()) - 1, 0)


def _check_size(text: str) -> None:
    if not text.strip():
        raise LanguageError(Complaint(0, "算式是空的", "请写上算式。"))
    if len(text) > LONGEST:
        raise LanguageError(Complaint(0, f"算式有 {len(text)} 个字，最多 {LONGEST} 个", "请拆成几个“量”。"))


def _check_brackets(outside: str) -> None:
    """Of what stands outside texts."""
    opened: list[int] = []
    for at, letter in enumerate(outside):
        if letter in "([":
            opened.append(at)
        elif letter in ")]" and (not opened or "()[]".index(letter) - "()[]".index(outside[opened.pop()]) != 1):
            raise LanguageError(Complaint(at, "括号没有配对", "请数一数左右括号。"))
        if len(opened) > DEEPEST:
            raise LanguageError(Complaint(at, f"括号套了 {len(opened)} 层以上，最多 {DEEPEST} 层", "请拆成几个“量”。"))
    if opened:
        raise LanguageError(Complaint(opened[-1], "括号没有配对", "请数一数左右括号。"))


def _check_depth(expression: ast.expr) -> None:
    """Also what is deep without brackets: a long row of signs, of ``not``, of ``if``."""
    level: list[ast.AST] = [expression]
    for _ in range(_LEVELS):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return
    raise LanguageError(Complaint(0, f"算式的层次超过 {_LEVELS} 层", "请拆成几个“量”分开写。"))


def _check_texts(text: str, expression: ast.expr) -> None:
    """A text is what stands between two quotes: no letter before them, no second text joined on, no line end within."""
    written = f"({text}".encode()
    for node in ast.walk(expression):
        plain = True
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
            plain = bool(_STRING.fullmatch(written[node.col_offset : node.end_col_offset].decode(errors="replace")))
        if not plain or isinstance(node, ast.JoinedStr):
            raise LanguageError(
                Complaint(
                    offset(text, node), "文字应写在一对英文引号里", '如 "合法"：前面不加字母，不换行，两段不连写。'
                )
            )


def _check_characters(text: str, outside: str) -> None:
    found = [complaint for at, letter in enumerate(outside) if (complaint := _judge_letter(at, letter))]
    found += [
        Complaint(match.start(), f"数字和文字连在一起：“{match[0]}”", "数字只写阿拉伯数字，名称不以数字开头。")
        for match in _GLUED.finditer(outside)
    ]
    found += [Complaint(match.start(), "数字前面多了 0", "请去掉前面的 0。") for match in _NOUGHTS.finditer(outside)]
    for match in _STRING.finditer(text):
        for offset, letter in enumerate(match[0]):
            if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"} or letter == "\\":
                found.append(Complaint(match.start() + offset, f"引号里有不能用的字符 U+{ord(letter):04X}", "请删去。"))
    if found:
        raise LanguageError(*found[:5])


def _judge_letter(at: int, letter: str) -> Complaint | None:
    if letter in _SIGNS:
        return Complaint(at, f"“{letter}”不能用在算式里", f"改成 {_SIGNS[letter]}。")
    if letter in "\\`$#@;{}":
        return Complaint(at, f"“{letter}”不能用在算式里", "请删去。")
    if " " <= letter <= "~" or letter in "\n\t" or _is_chinese(letter):
        return None
    folded = unicodedata.normalize("NFKC", letter)
    if folded != letter and all(" " <= part <= "~" for part in folded):
        return Complaint(at, f"“{letter}”是全角的或特殊的字符", f"改成半角的“{folded}”。")
    name = unicodedata.name(letter, "无名")
    return Complaint(at, f"有不认识的字符“{letter}”（U+{ord(letter):04X} {name}）", "它只是看起来像；请删去重打。")


def _is_chinese(letter: str) -> bool:
    """The common ideographs; their compatibility look-alikes are not among them."""
    return "\u4e00" <= letter <= "\u9fff" or "\u3400" <= letter <= "\u4dbf"


def _explained(text: str, error: SyntaxError) -> Complaint:
    message = error.msg or ""
    at = min(max((error.offset or 1) - 2, 0), len(text)) if error.lineno == 1 else len(text)
    for words, said, repair in _SYNTAX:
        if words in message:
            return Complaint(at, said, repair)
    return Complaint(at, "这里读不懂", "算式的写法见《政策包》手册第三节。")
