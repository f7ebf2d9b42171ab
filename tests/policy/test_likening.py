from hypothesis import given
from hypothesis import strategies as st

from oneruler.policy.likening import best_pairs, stretches

TEXT = st.text("甲乙丙丁戊己，。1", max_size=40)


@given(TEXT, TEXT)
def test_the_stretches_are_both_texts(old: str, new: str) -> None:
    found = stretches(old, new)
    assert "".join(one.old for one in found) == old
    assert "".join(one.new for one in found) == new
    assert all(one.old or one.new for one in found)
    if old == new:
        assert all(one.same for one in found)


def test_what_changed_stands_apart() -> None:
    found = [(one.old, one.new) for one in stretches("过渡费每月180元，按月支付。", "过渡费每月260元，按月支付。")]
    assert found[0] == ("过渡费每月", "过渡费每月")
    assert found[1] == ("18", "26")
    assert found[-1][0] == found[-1][1]


def test_one_character_the_same_by_chance_is_not_kept() -> None:
    assert len([one for one in stretches("青苗由实际投入人领取", "房屋由所有权人申领后付") if one.same]) <= 1


def test_texts_meet_whatever_their_numbers() -> None:
    old = {"第一条": "青苗按附件2补偿，支付给实际投入人。", "第二条": "坟墓按附件3补偿。"}
    new = {"第一条": "坟墓按附件3补偿。", "第二条": "总则。", "第三条": "青苗按附件2和面积补偿，支付给实际投入人。"}
    assert best_pairs(old, new) == {"第一条": "第二条", "第三条": "第一条"}


def test_each_is_used_once_and_the_same_text_first() -> None:
    old = {"甲": "同一句话写在这里。"}
    new = {"乙": "同一句话写在这里啊。", "丙": "同一句话写在这里。"}
    assert best_pairs(old, new) == {"丙": "甲"}


def test_what_is_like_nothing_meets_nothing() -> None:
    assert best_pairs({"第一条": "青苗补偿标准"}, {"第九条": "本办法自公布之日起施行"}) == {}
    assert best_pairs({}, {"第一条": ""}) == {}
