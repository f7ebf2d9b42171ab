"""YAML as words: nothing is taken for a number, a truth or a date, and each letter knows where it stands."""

from collections.abc import Iterator

import pytest

from oneruler.policy.faults import Faults, Place
from oneruler.policy.pack.yaml_text import Listing, Mapping, Node, Section, Words, read_yaml
from tests.policy.pack.good import HERE, LINE, mark

FILE = "rules/a.yaml"


def read(text: str) -> Node:
    faults = Faults()
    node = read_yaml(text, FILE, faults)
    assert faults.found == []
    assert node is not None
    return node


def plain(node: Node) -> object:
    """The tree as Python's own lists and mappings."""
    if isinstance(node, Words):
        return node.text
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.entries}


def value(text: str) -> Words:
    """The one value of a mapping."""
    node = read(text)
    assert isinstance(node, Mapping)
    ((_, words),) = node.entries
    assert isinstance(words, Words)
    return words


def said(text: str) -> list[str]:
    """What is wrong with a text, as it is printed."""
    faults = Faults()
    read_yaml(text.replace(HERE, "").replace(LINE, ""), FILE, faults)
    return [str(fault) for fault in faults.found]


@pytest.mark.parametrize(
    "scalar",
    ["on", "off", "yes", "No", "true", "010", "0x1F", "0o17", "2.10", "1e3", "1_000", ".inf", ".nan", "12:30:45",
     "2025-07-01", "2025-7-1", "=", "<<", "85%", "1,100.50", "010101199001011234"],
)  # fmt: skip
def test_every_scalar_is_the_words_that_stand_there(scalar: str) -> None:
    assert plain(read(f"值: {scalar}\n项:\n- {scalar}\n{scalar}: x")) == {"值": scalar, "项": [scalar], scalar: "x"}


@pytest.mark.parametrize(
    ("written", "text"),
    [("", ""), ("~", ""), ("null", ""), ("'~'", "~"), ('""', ""), ('"null"', "null"), ("Null", "Null"), ("无", "无")],
)
def test_nothing_is_empty_and_quoted_nothing_is_words(written: str, text: str) -> None:
    assert value(f"终止日: {written}\n").text == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("'it''s'", "it's"),
        ('"甲\\t\\"乙\\""', '甲\t"乙"'),
        ('"\\u4e59"', "乙"),
        ("|\n  甲\n  乙\n", "甲\n乙\n"),
        (">-\n  甲\n  乙\n\n  丙\n", "甲 乙\n丙"),
        ("甲\n  乙", "甲 乙"),
        ("𠮷野🀄", "𠮷野🀄"),
        ("甲  # 说明", "甲"),
        ("甲#乙", "甲#乙"),
        ("甲：乙", "甲：乙"),
    ],
)
def test_quotes_and_folds_are_taken_off(written: str, text: str) -> None:
    assert value(f"名称: {written}").text == text


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_windows_line_ends_change_no_place(ending: str) -> None:
    node = read(ending.join(["甲: 1", "乙:", "  丙: [二, 三]", ""]))
    assert plain(node) == {"甲": "1", "乙": {"丙": ["二", "三"]}}
    assert isinstance(node, Mapping)
    inner = node.get("乙")
    assert isinstance(inner, Mapping)
    listing = inner.get("丙")
    assert isinstance(listing, Listing)
    assert [str(item.place) for item in listing.items] == [f"{FILE}:3:7", f"{FILE}:3:10"]


# In each text ‸ stands before the letter at which the fault is to be told.
BROKEN = [
    ("甲: 1\n乙: 2\n‸甲: 3\n", "“甲”写了两次，第一次在第 1 行 请删去一个。"),
    ("- {甲: 1, ‸甲: 2}\n", "“甲”写了两次，第一次在第 1 行 请删去一个。"),
    ("甲: ‸&a 1\n乙: 2\n", "不能用锚点（&a） 请删去。"),
    ("甲: ‸&a [1]\n乙: 2\n", "不能用锚点（&a） 请删去。"),
    ("甲: 1\n乙: ‸*a\n", "不能用别名（*a） 把内容照抄一遍；算例可以用“参照”。"),
    ("甲: 1\n<<: ‸*a\n", "不能用别名（*a） 把内容照抄一遍；算例可以用“参照”。"),
    ("甲: ‸!!python/object/apply:os.system [ls]\n", "不能用类型标记（tag:yaml.org,2002:python/object/apply:os.system） 请删去。"),
    ("甲: ‸!!str 1\n", "不能用类型标记（tag:yaml.org,2002:str） 请删去。"),
    ("甲: ‸!local 1\n", "不能用类型标记（!local） 请删去。"),
    ("甲: 1\n‸---\n乙: 2\n", "一个文件里只能有一份内容 请删去“---”。"),
    ("甲: 1\n...\n‸---\n甲: 1\n", "一个文件里只能有一份内容 请删去“---”。"),
    ("? ‸[甲, 乙]\n: 1\n", "冒号左边应是一个名称"),
    ("‸{甲: 1}: 2\n", "冒号左边应是一个名称"),
    ("[" * 21 + "‸[]" + "]" * 21, "层次超过 20 层 请检查缩进。"),
    ("甲:\n" + "".join("  " * depth + "乙:\n" for depth in range(1, 20)) + "  " * 20 + "‸丙: {丁: 1}", "层次超过 20 层 请检查缩进。"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), BROKEN)
def test_what_misleads_is_told_at_its_place(text: str, words: str) -> None:
    assert said(text) == [f"{mark(FILE, text)}：{words}"]


SYNTAX = "这里不合 YAML 的写法 常见原因：缩进没有对齐、冒号后面没有空格、引号没有配对、用了 Tab 键。"


@pytest.mark.parametrize(
    "text",
    [
        "甲:\n‸\t乙: 1\n",
        "甲: 1\n  乙‸: 2\n",
        "- 甲\n‸乙: 1\n",
        "甲: [1, 2\n乙‸: 3\n",
        '甲: "没有配对\n乙: 2\n‸',
        "甲: ‸@乙\n",
        "甲: ‸%乙\n",
    ],
)
def test_what_is_no_yaml_is_told_where_reading_stopped(text: str) -> None:
    assert said(text) == [f"{mark(FILE, text)}：{SYNTAX}"]


def test_a_letter_that_cannot_be_seen_is_named() -> None:
    text = "甲: 1\n乙: 坏‸\u0007字\n"
    assert said(text) == [f"{mark(FILE, text)}：有不能用的字符 U+0007 它看不见，但在这里；请删去。"]


def test_reading_goes_on_after_a_key_written_twice() -> None:
    assert len(said("甲: 1\n甲: 2\n甲: 3\n乙: {丙: 1, 丙: 2}\n")) == 3


@pytest.mark.parametrize("text", ["", "\n\n", "# 说明\n", "---\n...\n"])
def test_an_empty_file_has_no_fault(text: str) -> None:
    faults = Faults()
    node = read_yaml(text, FILE, faults)
    assert faults.found == []
    assert node is None or (isinstance(node, Words) and node.text == "")


def bombs() -> Iterator[tuple[str, str, str]]:
    names = [f"a{number}" for number in range(30)]
    doubled = "".join(
        f"{one}: &{one} [{', '.join([f'*{before}'] * 9)}]\n" for before, one in zip(names, names[1:], strict=False)
    )
    yield "an alias bomb", "a0: &a0 [1]\n" + doubled, "不能用锚点"
    yield "an alias bomb without a head", "a: [*b, *b]\n" + doubled, "不能用别名"
    yield "brackets", "[" * 900_000, "层次超过"
    yield "maps", "{a: " * 200_000, "层次超过"
    yield "dashes", "- " * 450_000, "层次超过"
    yield "five million letters", "甲: " + "字" * 5_000_000, "最多 1000000 字"
    yield "many documents", "---\n" * 200_000, "只能有一份"


@pytest.mark.parametrize(("text", "words"), [pytest.param(*rest, id=name) for name, *rest in bombs()])
def test_a_file_made_to_harm_has_one_fault(text: str, words: str) -> None:
    (fault,) = said(text)
    assert words in fault


# ‸ stands before the letter 金, whose place is asked for by its offset in the words that were read.
@pytest.mark.parametrize(
    "text",
    [
        "值: 数量 * ‸金额\n",
        "值:   数量 * ‸金额  # 金额\n",
        "值: '数量 * ‸金额'\n",
        '值: "数量 * ‸金额"\n',
        "值: 'x == ''y'' * ‸金额'\n",
        '值: "x == \\"y\\" * ‸金额"\n',
        "值: >\n  数量 *\n  ‸金额\n",
        "值: >-\n\n  数量 *\n\n  ‸金额\n",
        "值: |\n  数量 *\n    ‸金额\n",
        "值: 数量 *\n  ‸金额\n",
        '值: "数量 *\n  ‸金额"\n',
        "值: > # 金额怎么算\n  ‸金额 *\n  数量\n",
        "值: |- # 金额怎么算\n  ‸金额\n",
        "- 前: {值: 数量 * ‸金额}\n",
        "值: >2\n    ‸金额 * 2\n",
    ],
)
def test_the_place_inside_an_expression(text: str) -> None:
    node = read(text.replace(HERE, ""))
    while not isinstance(node, Words):
        node = node.items[0] if isinstance(node, Listing) else node.entries[0][1]
    assert str(node.place_of(node.text.index("金"))) == mark(FILE, text)


def test_the_place_after_the_last_letter_is_the_last_letter() -> None:
    assert str(value("值: 甲乙").place_of(99)) == f"{FILE}:1:5"
    assert str(value("值:").place_of(0)) == f"{FILE}:1:3"


# -- a mapping read by schema ------------------------------------------------------------------------------------------


def section(text: str) -> Section:
    faults = Faults()
    return Section(read_yaml(text, FILE, faults), faults, Place(FILE, 1), "规则")


def complaints(of: Section) -> list[str]:
    return [str(fault).removeprefix(f"{FILE}:") for fault in of.faults.found]


def test_a_section_gives_what_it_is_asked_for() -> None:
    of = section("条款:  第十条 \n选项: [甲, 乙]\n一个: 丙\n空:\n")
    assert of.text("条款") == "第十条"
    assert [words.text for words in of.texts("选项")] == ["甲", "乙"]
    assert [words.text for words in of.texts("一个")] == ["丙"]
    assert of.node("空") is None
    assert of.text("无", required=False) == ""
    assert of.each("无") == []
    of.rest()
    assert complaints(of) == []


def test_what_was_not_asked_for_is_told_with_what_was_meant() -> None:
    of = section("条款: 甲\n条 款: 乙\n  \n毫不相干的话: 丙\n")
    of.text("条款")
    of.rest()
    assert complaints(of) == ["2:1：规则没有“条 款”这一项 是不是“条款”？", "4:1：规则没有“毫不相干的话”这一项 请删去。"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("乙: 1", "1:1：规则缺少“甲” 请加一行“甲: ……”。"),
        ("甲:", "1:1：规则缺少“甲” 请加一行“甲: ……”。"),
        ("甲: [1, 2]", "1:4：“甲”应是一项文字"),
        ("甲: {乙: 1}", "1:4：“甲”应是一项文字"),
        ("甲: 丁", "1:4：“甲”应是乙、丙之一，现为“丁”"),
    ],
)
def test_a_word_that_is_missing_or_of_another_shape(text: str, words: str) -> None:
    of = section(text)
    assert of.text("甲", choices=("乙", "丙")) == ""
    assert complaints(of) == [words]


def test_a_list_of_words_that_has_something_else_in_it() -> None:
    of = section("甲: [乙, {丙: 1}, [丁]]\n")
    assert [words.text for words in of.texts("甲")] == ["乙"]
    assert complaints(of) == ["1:8：“甲”应是一项或几项文字", "1:16：“甲”应是一项或几项文字"]
    assert section("乙: 1").texts("甲", required=True) == []


def test_a_list_that_must_be_there() -> None:
    of = section("乙: 1\n")
    of.texts("甲", required=True)
    assert complaints(of) == ["1:1：规则缺少“甲” 请加一行“甲: ……”。"]


@pytest.mark.parametrize("text", ["- 甲\n", "甲\n"])
def test_what_is_no_mapping(text: str) -> None:
    assert complaints(section(text)) == ["1:1：规则应写成“名称: 内容”的几行"]


def test_an_empty_section_stands_where_it_is_missed() -> None:
    of = Section(None, Faults(), Place(FILE, 7), "文件")
    of.text("名称")
    assert complaints(of) == ["7：文件缺少“名称” 请加一行“名称: ……”。"]
