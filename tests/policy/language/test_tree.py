"""The tree: which parts a node has, in the order in which they are worked out."""

import pytest

from oneruler.policy.language.reading import read
from oneruler.policy.language.tree import Aggregate, Fact, Literal, children, number_kind, walk
from oneruler.policy.language.words import in_words
from tests.policy.packs import scope

VIEW = scope()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("面积", []),
        ("12", []),
        ("户", []),
        ("known(签约日)", []),
        ("count(房屋)", []),
        ("sum(房屋, 合法面积)", []),
        ('amount("房屋补偿")', []),
        ("-面积", ["面积"]),
        ("not 低保", ["低保"]),
        ("round(面积, 1)", ["面积"]),
        ("面积 + 2 * 面积", ["面积", "2 × 面积"]),
        ("面积 - 3", ["面积", "3"]),
        ("面积 > 3", ["面积", "3"]),
        ("低保 and 等级 == \"甲\" and 低保", ["低保", "等级为“甲”", "低保"]),
        ("min(面积, 1, 2)", ["面积", "1", "2"]),
        ('等级 in ["甲"]', ["等级"]),
        ("1 if 低保 else 面积", ["低保", "1", "面积"]),
        ("div(面积, 3, 2)", ["面积", "3"]),
        ('树木单价["杉", 比例]', ["“杉”", "比例"]),
        ('asof(房屋单价["砖混"], 签约日)', ["“砖混”", "签约日"]),
        ("tiers(面积, 分级阶梯[等级])", ["面积", "等级"]),
        ("days(签约日, 腾房日)", ["签约日", "腾房日"]),
        ("after_days(签约日, 3)", ["签约日", "3"]),
    ],
)  # fmt: skip
def test_the_parts_of_a_node(text: str, parts: list[str]) -> None:
    assert [in_words(part) for part in children(read(text, VIEW))] == parts


def test_a_walk_goes_into_the_bodies_of_sums_from_the_top() -> None:
    tree = read("sum(房屋, 合法面积 + 1) * 2", VIEW)
    assert [type(node).__name__ for node in walk(tree)] == [
        "Arithmetic", "Aggregate", "Arithmetic", "Fact", "Literal", "Literal",
    ]  # fmt: skip
    body = next(node for node in walk(tree) if isinstance(node, Aggregate)).body
    assert body is not None
    assert [node.owner for node in walk(body) if isinstance(node, Fact)] == ["房屋"]


def test_two_nodes_are_equal_wherever_they_stand() -> None:
    left, right = children(read("面积 + 面积", VIEW))
    assert left == right
    assert (left.at, right.at) == (0, 5)
    assert read("1", VIEW) != read("2", VIEW)


def test_the_kind_of_a_number() -> None:
    assert number_kind(read("面积", VIEW)).scale == 2
    with pytest.raises(AssertionError):
        number_kind(read("等级", VIEW))


def test_a_literal_keeps_the_decimals_that_it_is_written_with() -> None:
    tree = read("0.850", VIEW)
    assert isinstance(tree, Literal)
    assert str(tree.value) == "0.850"
    assert number_kind(tree).scale == 3
