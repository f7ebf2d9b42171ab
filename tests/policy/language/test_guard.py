"""What comes through the door: one short plain expression, or a Chinese word on what is wrong and where."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from oneruler.policy.language.guard import DEEPEST, LONGEST, LanguageError, offset, read_expression
from oneruler.policy.language.reading import read
from tests.policy.packs import scope

ROOT = Path(__file__).resolve().parents[3]
VIEW = scope()

HOSTILE = [
    # reaching into Python
    "面积.real", "面积.__class__", "().__class__.__bases__", '"甲".join', '"{0.__class__}".format(面积)',
    '__import__("os")', '__import__("os").system("id")', "__builtins__", "__debug__", "__name__", "_", "_x",
    'eval("1")', 'exec("1")', 'compile("1", "", "eval")', 'open("/etc/passwd")', "print(面积)", "globals()", "vars()",
    'getattr(面积, "real")', "type(面积)", "abs(面积)", "len(等级)", "pow(2, 99)", "range(9)", "int(面积)", "str(面积)",
    "float(面积)", "Decimal(1)", "面积(1)", "max(1, 2)(3)", "(max)(1)(2)", '"甲"()', "1()", "房屋单价(1)", "户()",
    # Python that is not arithmetic
    "lambda: 1", "(lambda: 1)()", "lambda 面积: 面积", "[面积 for 面积 in 房屋]", "(一 for 一 in 房屋)",
    "sum(一 for 一 in 房屋)", "max(面积 for 一 in 房屋)", "[一 for 一 in [] if 一]", "(量 := 1)", "量 := 1", "面积 = 1",
    "面积 += 1", "max(*面积)", "max(*[1, 2])", "max(**面积)", "max(a=1)", "round(面积, 位数=2)", "*面积", "**面积", "1, 2",
    "(1, 2)", "面积,", "[1]", "[]", "()", "[面积][0]", "{}", "{1}", "{1: 2}", "{面积 for 一 in 房屋}", '["甲"]', "面积[0]",
    "面积[1:2]", "房屋单价[:]", "房屋单价[1:2]", "房屋单价[...]", "房屋单价[*结构]", "await 面积", "yield", "yield 面积",
    "yield from 面积", "async", "import os", "from os import *", "class A: pass", "def f(): pass", "del 面积", "return 1",
    "assert 面积", "raise", "pass", "for", "while 1: 1", "with 面积: 1", "global 面积", "match 面积", "try: 1",
    "面积 if 低保", "if 低保: 1", "面积 is 面积", "面积 is not None", "面积 and", "not", "面积 if 低保 else", "...", "None",
    "True", "False", "-True", "not None", "NotImplemented", "Ellipsis",
    # signs that the language has not
    "面积 ** 2", "2 ** 99999999", "9 ** 9 ** 9", "面积 << 2", "1 << 99999999", "面积 >> 1", "面积 // 2", "面积 % 2",
    "面积 / 2", "面积 @ 面积", "面积 & 1", "面积 | 1", "面积 ^ 1", "~面积", "+面积", "面积!", "面积 <> 2", "面积 -> 1", "面积?",
    "$面积", "`面积`", "@面积", "面积;面积", "面积 # 注", "#", "\\", "面积 \\\n + 1", "1 < 面积 in [1]", "面积 not 1", "!面积",
    # numbers as only programs write them
    "1e999", "1e5", "1E5", "1.5e-3", "1.e5", "1.", ".5", "-.5", "2j", "1J", "0x10", "0b1", "0o7", "010", "007", "1_000",
    "1__0", "1_", "0xfor 1", "1or 2", "1if 低保 else 2", "1.2.3", "1..2", "9" * 19, "9" * 1999, "0." + "1" * 11,
    "1" + "0" * 400, "inf", "nan", "1e", "１２", "₁", "①", "一百", "5亩", "5㎡", "面积 + 5亩", "3个", "12abc",
    # texts as only programs write them
    'f"甲"', 'f"{面积}"', 'F"{面积!r:>{9}}"', "f'{__import__}'", 'b"a"', 'B"a"', 'rb"a"', 'u"甲"', 'R"甲"', 'Rb"a"',
    '"甲" "乙"', "'甲'\"乙\"", '"甲"\'乙\'', '"""甲"""', "'''甲'''", '"甲\n乙"', '"甲', "'甲", '甲"', '"""', '"\\n"',
    '"\\x41"', '"\\N{BULLET}"', '等级 == "甲" "乙"', '等级 in ["甲" "乙"]', 'date("2025-" "07-01")',
    'date(f"2025-07-01")', 'amount("房屋" "补偿")', '"甲" * 1000', '"甲" + "乙"', '"%s" % 面积', "“甲”",
    # letters that are not what they look like
    "面积＋1", "（面积）", "面积，1", "面积。", "ａ", "ｍａｘ(1, 2)", "𝐦𝐚𝐱(1, 2)", "mаx(1, 2)", "аmount", "ﬁeld", "面积×2",
    "面积÷2", "面积 ≥ 2", "面积 − 1", "面\u200b积", "面积\u200d", "\ufeff面积", "面积\u202e", "\u2066面积\u2069", "面积\u00a0+ 1",
    "\u3000面积", "面积\u2028+ 1", "面\u0301积", "豈", "\u2f28", "〇", "﨎", "\U00020000", "\ue000", "\U000e0041", "\ufdd0",
    "\udc80", "面积\ud800", '"\u200b"', '"甲\u202e"', '"\ue000"', "면적", "めんせき", "Ｈ", "µ", "ª", "²", "面积²", "é",
    "\0", "面积\0", '"\0"', "面积\r", "面积\r\n+ 1", "面积\x0c+ 1", "面积\x0b", "\x1b[31m面积", "面积\x7f", "面积\x85", '"\t"',
    # brackets, and nothing
    "", " ", "\n", "\t \n", "(", ")", "()()", "(面积", "面积)", "面积)(", "(面积]", "[面积)", "((((面积", "max(1, 2", "max(",
    "max(,)", "max(1,,2)", "max()", "面积\n1", "面积 面积", "1 2", "面积 +", "+", "* 面积", "==", "面积 ==", "面积 = = 1",
    # long and deep
    "(" * 100_000, "(" * 100_000 + "1" + ")" * 100_000, "[" * 100_000, "{" * 100_000, ")" * 100_000, "(" * 41 + "1" + ")" * 41,
    "-" * 100_000 + "1", "-" * 1_900 + "1", "~" * 1_900 + "1", "not " * 100_000 + "低保", "not " * 490 + "低保",
    "1 if 低保 else " * 100_000 + "1", "1 if 低保 else " * 140 + "1", "1 if " * 300 + "低保" + " else 1" * 300,
    "lambda:" * 280 + "1", "lambda 一:" * 100_000 + "1", "1 + " * 100_000 + "1", "1+" * 999 + "1", "面积*" * 600 + "1",
    "面积[" * 40 + "1" + "]" * 40, "max(" * 40 + "1" + ")" * 40, "面积." * 600 + "x",
    "1 < " * 100_000 + "1", "低保 or " * 100_000 + "低保", '"甲",' * 100_000, "甲" * 1_000_000, "1" * 1_000_000,
    " " * 1_000_000, "\n" * 1_000_000, '"' * 1_000_000, '"' * 1_999, "'" * 2_000, '"甲" ' * 400, "\\" * 100_000,
    "\u202e" * 100_000, "9" * 18 + "." + "9" * 10 + "*9" * 600, "f'{" * 400, 'f"{' * 300 + "1" + '}"' * 300,
    "a" * 2_001, "面积 + " + "甲" * 1_990, "*".join(["999999999999999999"] * 3), "0.0000000001*" * 7 + "1",
]  # fmt: skip


def complaints_of(text: str) -> LanguageError:
    """What is said of an expression that must not be taken."""
    with pytest.raises(LanguageError) as caught:
        read(text, VIEW)
    return caught.value


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:24]))
def test_what_is_not_of_the_language_is_refused_at_its_place(text: str) -> None:
    error = complaints_of(text)
    assert error.complaints
    for complaint in error.complaints:
        assert 0 <= complaint.at <= len(text)
        assert any("\u4e00" <= letter <= "\u9fff" for letter in complaint.message)
        assert len(complaint.message) < 200
    assert str(error) == "；".join(complaint.message for complaint in error.complaints)


def test_the_whole_set_is_refused_in_bounded_time_and_memory() -> None:
    program = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (512 * 1024**2,) * 2)\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (10, 10))\n"
        "from oneruler.policy.language.guard import LanguageError\n"
        "from oneruler.policy.language.reading import read\n"
        "from tests.policy.language.test_guard import HOSTILE, VIEW\n"
        "refused = 0\n"
        "for text in HOSTILE:\n"
        "    try:\n"
        "        read(text, VIEW)\n"
        "    except LanguageError:\n"
        "        refused += 1\n"
        "print(refused)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(HOSTILE)


TOKENS = [
    "面积", "亩数", "等级", "低保", "签约日", "户", "房屋", "合法面积", "结构", "人均", "公告日", "1", "0.85", "2", "0", '"甲"', '"x"',
    "+", "-", "*", "/", "**", "==", "!=", "<", "<=", "in", "not in", "and", "or", "not", "if", "else", "(", ")", "[", "]", ",",
    "round(", "floor(", "div(", "min(", "max(", "sum(房屋, ", "count(房屋, ", "tiers(", "阶梯", "房屋单价[", "asof(", "age(",
    "days(", "after_days(", "known(", 'date("2025-07-01")', 'amount("房屋补偿")', ":", ".", "lambda", "for", "{", "}", ":=", "f'", "\n",
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=80) | st.lists(st.sampled_from(TOKENS), max_size=25).map(" ".join))
@example("f'{")
@example("(" * 40 + "面积" + ")" * 40)
def test_a_tree_or_a_complaint_and_nothing_else(text: str) -> None:
    try:
        places = [read(text, VIEW).at]
    except LanguageError as error:
        places = [complaint.at for complaint in error.complaints]
    assert places
    assert all(0 <= at <= len(text) for at in places)


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("面积 + 人均 × 2", 8, "“×”不能用在算式里"),
        ("面积 ＋ 1", 3, "“＋”是全角的或特殊的字符"),
        ("面积 + mаx(1, 2)", 6, "有不认识的字符“а”（U+0430 CYRILLIC SMALL LETTER A）"),
        ("面积 + 5亩", 5, "数字和文字连在一起：“5亩”"),
        ("面积 + (1", 5, "括号没有配对"),
        ("面积 + 1)", 6, "括号没有配对"),
        ('等级 == "甲', 6, "引号没有配对"),
        ("面积 + 010", 5, "数字前面多了 0"),
        ("1 if 低保", 0, "“if”后面没有“else”"),
        ("面积 + (低保 = 1)", 6, "比较相等要用两个等号"),
        ("max(面积 1)", 4, "两个名称或数之间缺少运算符号"),
        ("面积 +", 4, "这里读不懂"),
        ('等级 == "甲" "乙"', 6, "文字应写在一对英文引号里"),
        ('等级 == u"甲"', 6, "文字应写在一对英文引号里"),
        ('等级 == "甲\u200b"', 8, "引号里有不能用的字符 U+200B"),
        ("甲" * 2001, 0, "算式有 2001 个字，最多 2000 个"),
        ("1+" * 150 + "1", 0, "算式的层次超过 120 层"),
        ("(" * 41 + "1", 40, "括号套了 41 层以上，最多 40 层"),
        (" \n", 0, "算式是空的"),
    ],
)
def test_the_place_and_the_words(text: str, at: int, message: str) -> None:
    first = complaints_of(text).complaints[0]
    assert (first.at, first.message) == (at, message)


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        ("面积 × 2", "改成 *。"),
        ("面积 ÷ 2", "改成 div(a, b, 位数)。"),
        ("面积 ≥ 2", "改成 >=。"),
        ("max（1, 2)", "改成半角的“(”。"),
        ("１", "改成半角的“1”。"),
        ("面积 / 2", "改成 div(a, b, 2)：写明除不尽时留几位。"),
    ],
)
def test_the_repair(text: str, repair: str) -> None:
    assert complaints_of(text).complaints[0].repair == repair


def test_no_more_than_five_wrong_letters_are_named() -> None:
    assert len(complaints_of("（" * 30).complaints) == 5


@pytest.mark.parametrize(
    "text",
    [
        "(" * DEEPEST + "1" + ")" * DEEPEST,
        "round(" * DEEPEST + "面积" + ", 2)" * DEEPEST,
        "1" + " " * (LONGEST - 1),
        "-" * 100 + "1",
        "1+" * 100 + "1",
        "面积\n+\t1",
    ],
    ids=["brackets", "calls", "length", "signs", "sums", "lines"],
)
def test_what_stands_at_the_limit_is_taken(text: str) -> None:
    assert isinstance(read_expression(text), ast.expr)


@pytest.mark.parametrize(
    "text", ['等级 == ")"', '等级 == "1)甲"', '等级 == "]["', "等级 == '（甲'", '等级 == "甲#乙{丙}"', '等级 == "007"']
)
def test_signs_within_a_text_are_text(text: str) -> None:
    assert isinstance(read_expression(text), ast.expr)


def test_an_offset_counts_letters_and_not_bytes() -> None:
    text = "面积 + 亩数"
    expression = read_expression(text)
    assert [offset(text, part) for part in (expression, expression.right)] == [0, 5]  # type: ignore[attr-defined]  # a sum
