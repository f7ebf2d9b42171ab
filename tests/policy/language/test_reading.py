"""From text to a typed tree: names, kinds and units are all settled, or what is wrong is said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from oneruler.policy.language.guard import LanguageError
from oneruler.policy.language.kinds import FINEST, LARGEST, Day, Number, Text, Truth
from oneruler.policy.language.reading import read
from oneruler.policy.language.tree import Comparison, Derived, Fact, Literal, Logic, Lookup, Membership, One, walk
from tests.policy.packs import scope

VIEW = scope()


def said(text: str, own: str = "户") -> str:
    """Message and repair of the first thing that is wrong."""
    with pytest.raises(LanguageError) as caught:
        read(text, scope(own))
    first = caught.value.complaints[0]
    return f"{first.at} {first.message} {first.repair}".strip()


@pytest.mark.parametrize(
    ("text", "unit", "scale", "low", "high"),
    [
        ("面积", "㎡", 2, "0", "100000"),
        ("-余额", "元", 4, "-1000000", "1000000"),
        ("面积 * 人均", "㎡·㎡/人", 2, "0", "3000000"),
        ("面积 * 0.5", "㎡", 3, "0", "50000"),
        ("0.5 * 2", None, 1, "1", "1"),
        ("面积 + 10", "㎡", 2, "10", "100010"),
        ("10 - 面积", "㎡", 2, "-99990", "10"),
        ("面积 * 房屋单价[\"砖混\"]", "元", 3, "0", "95050000"),
        ("亩数 * 换算[\"亩到㎡\"]", "㎡", 6, "0", "6666700"),
        ("面积 * 换算[\"折半\"]", "㎡", 4, "0", "50000"),
        ("1 if 低保 else 2.5", None, 1, "1", "2.5"),
        ("面积 if 低保 else 0", "㎡", 2, "0", "100000"),
        ("户 * 户费", "元", 0, "1000", "1200"),
        ("推算", "元", 2, "0", "100"),
        ("户", "户", 0, "1", "1"),
        ("比例 * 比例", "", 8, "-100", "100"),
    ],
)  # fmt: skip
def test_the_kind_of_a_number(text: str, unit: str | None, scale: int, low: str, high: str) -> None:
    kind = read(text, VIEW).kind
    assert isinstance(kind, Number)
    assert (None if kind.unit is None else kind.unit.text) == unit
    assert (kind.scale, kind.low, kind.high) == (scale, Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("户主", Text()),
        ("等级", Text(frozenset("甲乙丙"))),
        ('"甲"', Text(frozenset({"甲"}))),
        ('等级 if 低保 else "丁"', Text(frozenset("甲乙丙丁"))),
        ("户主 if 低保 else 等级", Text()),
        ("低保", Truth()),
        ("not 低保", Truth()),
        ("面积 > 3", Truth()),
        ("签约日", Day()),
        ('签约日 if 低保 else date("2025-07-01")', Day()),
    ],
)
def test_the_kind_of_what_is_no_number(text: str, kind: object) -> None:
    assert read(text, VIEW).kind == kind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("亩数 + 面积", "0 数（亩）和数（㎡）不能相加 请核对单位，或先换算。"),
        ("面积 - 亩数 * 2", "0 数（㎡）和数（亩）不能相减 请核对单位，或先换算。"),
        ("面积 + 面积 * 面积", "0 数（㎡）和数（㎡·㎡）不能相加 请核对单位，或先换算。"),
        ("面积 > 亩数", "0 数（㎡）和数（亩）不能比较 请核对单位，或先换算。"),
        ("面积 if 低保 else 亩数", "0 数（㎡）和数（亩）不能二选一 请核对单位，或先换算。"),
        ("min(面积, 亩数)", "0 数（㎡）和数（亩）不能取大小 请核对单位，或先换算。"),
        ("面积 + 人均", "0 数（㎡）和数（㎡/人）不能相加 请核对单位，或先换算。"),
        ("比例 + 面积", "0 数（无单位）和数（㎡）不能相加 请核对单位，或先换算。"),
        ("面积 + 等级", "5 这里应是数，现为文字（等级）"),
        ('"3" + 面积', '0 这里应是数，现为文字（"3"）'),
        ("等级 * 2", "0 这里应是数，现为文字（等级）"),
        ("面积 + 低保", "5 这里应是数，现为是否（低保）"),
        ("签约日 + 3", "0 这里应是数，现为日期（签约日）"),
        ("签约日 - 腾房日", "0 这里应是数，现为日期（签约日）"),
        ("-等级", "1 这里应是数，现为文字（等级）"),
        ("等级 < \"乙\"", "0 文字不能比大小 只能用 == 或 !=。"),
        ("低保 > 低保", "0 是否不能比大小 只能用 == 或 !=。"),
        ("等级 == 3", "0 文字和数不能比较 请核对单位，或先换算。"),
        ("签约日 == \"2025-07-01\"", "0 日期和文字不能比较 请核对单位，或先换算。"),
        ("低保 == 1", "0 是否和数不能比较 请核对单位，或先换算。"),
        ("1 if 面积 else 2", "5 这里应是条件，现为数（㎡）（面积） 如 面积 > 0。"),
        ("not 面积", "4 这里应是条件，现为数（㎡）（面积） 如 面积 > 0。"),
        ("低保 and 面积", "7 这里应是条件，现为数（㎡）（面积） 如 面积 > 0。"),
        ("面积 or 低保", "0 这里应是条件，现为数（㎡）（面积） 如 面积 > 0。"),
        ("1 if 低保 else 等级", "0 数和文字不能二选一 请核对单位，或先换算。"),
        ("True", "0 没有 True 这个词 直接写条件；是否字段就写它的名称或 not 名称。"),
        ("None", "0 数字应形如 12 或 0.85，现为“None” 最多 18 位整数、10 位小数。"),
        ("面积 in [\"甲\"]", "0 in 的左边应是文字字段，现为数（㎡）"),
        ("等级 in 等级", "6 in 的右边应是方括号里的几个文字 如 in [\"合法\", \"未超期临时\"]。"),
        ("等级 in []", "6 in 的右边应是方括号里的几个文字 如 in [\"合法\", \"未超期临时\"]。"),
        ("等级 in [1, 2]", "6 in 的右边应是方括号里的几个文字 如 in [\"合法\", \"未超期临时\"]。"),
        ("户主 in [1]", "6 in 的右边应是方括号里的几个文字 如 in [\"合法\", \"未超期临时\"]。"),
        ("等级 in [\"甲\", 户主]", "6 in 的右边应是方括号里的几个文字 如 in [\"合法\", \"未超期临时\"]。"),
        ("等级 in (\"甲\", \"乙\")", "6 in 的右边应是方括号里的几个文字 如 in [\"合法\", \"未超期临时\"]。"),
        ("\"甲\" in [\"甲\"] in [\"甲\"]", "0 这样比较不行 用 == != < <= > >= 或 in [..]。"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together(text: str, words: str) -> None:
    assert said(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("面集 * 2", "0 没有“面集”这个名称 是不是“面积”？"),
        ("合法面职 * 2", "0 没有“合法面职”这个名称 是不是“合法面积”？"),
        ("房屋 * 2", "0 “房屋”有多个，不能直接用 用 sum(房屋, 算式) 或 count(房屋)。"),
        ("xyz", "0 没有“xyz”这个名称 先在 policy.yaml 的字段里写上，或写成一个“量”。"),
        ("1 + 推标", "4 没有“推标”这个名称 是不是“推算”？"),
        ('房屋单阶["砖混"]', "0 没有“房屋单阶”这张标准表 是不是“房屋单价”？"),
        ('面积["甲"]', "0 没有“面积”这张标准表"),
        ("rounds(面积, 2)", "0 没有“rounds”这个函数 是不是 round？"),
        ("房屋单价", "0 “房屋单价”的键应有 1 个（结构），现有 0 个"),
        ("面积.平方", "0 不能用点号取东西 直接写字段的名称。"),
        ("max(面积, b=1)", "0 max 的括号里不能写 名称=值 按次序写，用逗号分开。"),
    ],
)
def test_what_is_not_known_is_guessed_at(text: str, words: str) -> None:
    own = "房屋" if "合法" in text else "户"
    assert said(text, own) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('等级 == "丁"', "0 “丁”不在可选的文字里 可选：丙、乙、甲。"),
        ('"丁" == 等级', "0 “丁”不在可选的文字里 可选：丙、乙、甲。"),
        ('等级 != "甲级"', "0 “甲级”不在可选的文字里 是不是“甲”？"),
        ('等级 in ["甲", "丁"]', "6 “丁”不在可选的文字里 可选：丙、乙、甲。"),
        ('等级 in ["甲", "乙", "丙", "丁"]', "6 “丁”不在可选的文字里 可选：丙、乙、甲。"),
        ('等级 not in ["未定"]', "10 “未定”不在可选的文字里 可选：丙、乙、甲。"),
        ('等级 == ("甲" if 低保 else "丁")', "0 “丁”不在可选的文字里 可选：丙、乙、甲。"),
    ],
)
def test_a_text_that_the_field_never_has_is_a_slip(text: str, words: str) -> None:
    assert said(text) == words


def test_two_fields_without_a_choice_in_common_never_agree() -> None:
    assert said("结构 == 等级", "房屋").startswith("0 这两项没有一个相同的选项")


@pytest.mark.parametrize("text", ['户主 == "甲"', '户主 in ["李", "王"]', "户主 == 等级", "低保 == 低保", '"" == 户主'])
def test_free_words_and_truths_can_be_compared(text: str) -> None:
    assert read(text, VIEW).kind == Truth()


def test_everything_wrong_is_said_at_once_each_at_its_place() -> None:
    with pytest.raises(LanguageError) as caught:
        read("max(甲甲, 面积, 乙乙, True) * (丁丁 + 1)", VIEW)
    assert [(one.at, one.message) for one in caught.value.complaints] == [
        (4, "没有“甲甲”这个名称"),
        (12, "没有“乙乙”这个名称"),
        (16, "没有 True 这个词"),
        (25, "没有“丁丁”这个名称"),
    ]


@pytest.mark.parametrize("at", range(3))
def test_a_place_counts_lines_and_letters_beyond_the_common_plane(at: int) -> None:
    text = ["面积 +\n甲甲", "户主 == '𠀀' and 甲甲", "面积\t+\t甲甲"][at]
    assert said(text).split()[0] == str(text.index("甲甲"))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("0", "0"),
        ("12", "12"),
        ("0.85", "0.85"),
        ("1.10", "1.10"),
        ("9" * 18, "9" * 18),
        ("0." + "1" * 10, "0." + "1" * 10),
    ],
)
def test_a_number_is_what_is_written(text: str, kept: str) -> None:
    tree = read(text, VIEW)
    assert isinstance(tree, Literal)
    assert str(tree.value) == kept
    assert isinstance(tree.kind, Number)
    assert (tree.kind.unit, tree.kind.low, tree.kind.high) == (None, Decimal(text), Decimal(text))


def test_names_lead_to_their_holders() -> None:
    tree = read("合法面积 * 比例", scope("房屋"))
    assert [(node.owner, node.name, node.nullable) for node in walk(tree) if isinstance(node, Fact)] == [
        ("房屋", "合法面积", False), ("户", "比例", True),
    ]  # fmt: skip
    assert isinstance(read("推算", VIEW), Derived)
    assert read("户", VIEW) == One("户", kind=read("户", VIEW).kind)


def test_a_table_without_keys_is_looked_up_by_its_name() -> None:
    tree = read("户费", VIEW)
    assert isinstance(tree, Lookup)
    assert (tree.table, tree.keys, tree.day) == ("户费", (), None)


def test_a_chain_of_comparisons_is_all_of_them() -> None:
    tree = read("10 <= 面积 < 20", VIEW)
    assert isinstance(tree, Logic)
    assert tree.word == "and"
    signs = [(part.sign, part.left is part.right) for part in tree.operands if isinstance(part, Comparison)]
    assert signs == [("<=", False), ("<", False)]


def test_one_of_several_texts() -> None:
    tree = read('等级 not in ["甲", "乙"]', VIEW)
    assert isinstance(tree, Membership)
    assert (tree.choices, tree.excluded) == (("甲", "乙"), True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("面积 * 999999999999999999 * 999999999", "0 结果可能超过 10 的 30 次方 请把字段的最大值改得合乎实际。"),
        ("*".join(["比例"] * 16), f"0 结果可能有 64 位小数，最多 {FINEST} 位 请先用 round 舍入。"),
        (
            "div(面积, 比例 * 比例 * 比例 * 比例 * 比例 * 比例 * 比例, 2)",
            "0 结果可能超过 10 的 30 次方 请把字段的最大值改得合乎实际。",
        ),
    ],
)
def test_what_no_number_may_reach(text: str, words: str) -> None:
    assert said(text) == words


def test_at_the_edge_of_what_a_number_may_reach() -> None:
    kind = read("*".join(["比例"] * 15), VIEW).kind
    assert isinstance(kind, Number)
    assert kind.scale == FINEST
    assert kind.high < LARGEST


def test_bounds_of_a_choice_are_those_of_both_sides() -> None:
    kind = read("(3 if 低保 else 5) - 面积", VIEW).kind
    assert isinstance(kind, Number)
    assert (kind.low, kind.high) == (Decimal(-99997), Decimal(5))
