"""Which names a rule sees, from its own object outward."""

import pytest

from oneruler.policy.language.guard import LanguageError
from oneruler.policy.language.reading import read
from oneruler.policy.language.scope import Scope
from tests.policy.packs import scope


@pytest.mark.parametrize(
    ("own", "names"),
    [("户", ["户", "项目"]), ("房屋", ["房屋", "户", "项目"]), ("人口", ["人口", "户", "项目"])],
)
def test_the_owners_in_view(own: str, names: list[str]) -> None:
    assert [owner.name for owner in scope(own).owners] == names


@pytest.mark.parametrize(("own", "child"), [("户", "房屋"), ("房屋", "房屋"), ("房屋", "人口"), ("人口", "房屋")])
def test_within_a_sum_the_other_objects_are_out_of_view(own: str, child: str) -> None:
    inside = scope(own).inside(child)
    assert [owner.name for owner in inside.owners] == [child, "户", "项目"]
    assert set(inside.under) == {"房屋", "人口", "设施"}
    assert inside.entitlements == scope(own).entitlements


def test_the_vocabulary_has_every_name_in_view() -> None:
    words = scope("房屋").vocabulary()
    assert {"房屋", "结构", "户", "面积", "推算", "项目", "公告日", "人口", "阶梯"} <= set(words)
    assert "出生日" not in words


@pytest.mark.parametrize(
    ("own", "text", "seen"),
    [
        ("房屋", "合法面积 + 面积", True),
        ("户", "面积 + 0", True),
        ("户", "sum(房屋, 合法面积 + 面积)", True),
        ("房屋", "sum(房屋, 合法面积) - 合法面积", True),
        ("房屋", "sum(人口, 1)", True),
        ("户", "合法面积 + 0", False),
        ("户", "sum(房屋, 出生日)", False),
        ("房屋", "sum(人口, 合法面积)", False),
        ("房屋", "出生日 == 出生日", False),
    ],
)
def test_a_name_out_of_view_is_not_known(own: str, text: str, seen: bool) -> None:
    if seen:
        assert read(text, scope(own)).at >= 0
    else:
        with pytest.raises(LanguageError, match="没有“(合法面积|出生日)”这个名称"):
            read(text, scope(own))


def test_a_name_of_two_owners_is_not_guessed() -> None:
    view = scope("房屋")
    view.own.facts["面积"] = view.own.facts["合法面积"]
    with pytest.raises(LanguageError, match="“面积”在 房屋、户 都有，不知道是哪一个"):
        read("面积", view)


def test_what_an_object_offers() -> None:
    household = scope().own
    assert [household.has(name) for name in ("面积", "推算", "合法面积", "户")] == [True, True, False, False]


def test_a_scope_without_objects_below_has_no_sums() -> None:
    view = Scope(scope().own, (), {}, {})
    with pytest.raises(LanguageError, match="sum 的第一项应是从属对象：（本主体没有从属对象）"):
        read("sum(房屋, 1)", view)
