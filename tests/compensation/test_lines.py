from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from oneruler.base.fen import Fen
from oneruler.compensation.lines import Line, by_payee, differences, total
from oneruler.policy.model import Nature

HOUSE = Line("合法房屋补偿", "房屋", "主房", "所有权人", "", "第二十条", "", Fen(10_000), None, Nature.BASIC)

lines = st.lists(
    st.builds(
        replace,
        st.just(HOUSE),
        item=st.sampled_from(["甲", "乙"]),
        payee=st.sampled_from(["所有权人", "承租人"]),
        amount=st.integers(-5, 5).map(Fen),
    ),
    max_size=6,
)


def test_a_difference_says_what_was_and_what_is() -> None:
    (one,) = differences([HOUSE], [replace(HOUSE, amount=Fen(10_001))])
    assert str(one) == "合法房屋补偿（房屋“主房”，付所有权人）：100.00 元 → 100.01 元"
    (gone,) = differences([HOUSE], [])
    assert str(gone).endswith("100.00 元 → 无")


def test_the_same_money_to_another_payee_differs() -> None:
    assert len(differences([HOUSE], [replace(HOUSE, payee="承租人", payee_name="示例·王五")])) == 2


@given(lines)
def test_no_fen_is_lost_among_payees(some: list[Line]) -> None:
    assert sum(by_payee(some).values()) == total(some)


@given(lines, lines)
def test_differences_add_up_to_the_difference(some: list[Line], others: list[Line]) -> None:
    found = differences(some, others)
    assert sum((one.after or 0) - (one.before or 0) for one in found) == total(others) - total(some)
    assert differences(some, some[::-1]) == ()
