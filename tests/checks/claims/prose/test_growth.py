"""Change in per cent and in amount: the base is derived from value and change, direction decides its sign."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oneruler.base.rounding import half_up
from tests.checks.telling import raised, report, told


def growth(*texts: str) -> list[tuple[str, str, str]]:
    return [one[1:] for one in told(*texts, kinds="growth")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("支出50万元，比上年增加10万元，增长25%。", ("25%", "25%", "ok"), id="rise"),
        pytest.param("支出50万元，比上年减少10万元，下降16.7%。", ("16.7%", "16.6667%", "ok"), id="fall"),
        pytest.param("支出50.00万元，比上年减少10.00万元，下降16.6%。", ("16.6%", "16.6667%", "rounding"), id="cut"),
        pytest.param("支出50.0万元，比上年减少10.0万元，下降16.1%。", ("16.1%", "16.6667%", "error"), id="wrong"),
        pytest.param("支出50万元，比上年增加10万元，增长20%。", ("20%", "25%", "error"), id="of the new value"),
        pytest.param("支出50万元，同比增长25%，增加10万元。", ("25%", "25%", "ok"), id="rate first"),
        pytest.param("支出由40万元增加到50万元，增长25%。", ("25%", "25%", "ok"), id="from and to"),
        pytest.param("支出50万元，上年支出40万元，增长25%。", ("25%", "25%", "ok"), id="last year printed"),
        pytest.param("支出50万元，上年支出40万元，下降25%。", ("25%", "-25%", "error"), id="wrong way"),
        pytest.param("支出30万元，上年支出40万元，下降25%。", ("25%", "25%", "ok"), id="a fall is positive"),
        pytest.param("支出30万元，上年支出40万元，下降-25%。", ("-25%", "25%", "ok"), id="a fall printed negative"),
        pytest.param("支出30万元，上年支出40万元，增减-25%。", ("-25%", "-25%", "ok"), id="signed"),
        pytest.param("支出50万元，年初预算40万元，较年初预算增长25%。", ("25%", "25%", "ok"), id="against the budget"),
        pytest.param("支出50万元，比上年增加100000元，增长25%。", ("25%", "25%", "ok"), id="two units"),
        pytest.param("签约50户，比上年增加10户，增长25%。", ("25%", "25%", "ok"), id="households"),
        pytest.param("2033年支出50万元，2032年支出40万元，增长25%。", ("25%", "25%", "ok"), id="by years"),
        pytest.param("支出平稳，增长25%。", ("25%", "", "unverifiable"), id="nothing to go by"),
    ],
)  # fmt: skip
def test_rates(text: str, expected: tuple[str, str, str]) -> None:
    assert growth(text) == [expected]


@pytest.mark.parametrize("text", ["支出50万元，与上年持平。", "支出50万元，增长--（基数为0）。", "支出50万元，占25%。"])
def test_no_rate_of_change(text: str) -> None:
    assert growth(text) == []


def test_the_value_may_stand_in_the_sentence_before() -> None:
    assert growth("支出50万元。与上年相比，增加10万元，增长25%。") == [("25%", "25%", "ok")]
    assert growth("#一、支出", "支出50万元。", "#二、其他", "增加10万元，增长25%。")[0][2] == "unverifiable"


def test_each_of_several_changes_has_its_own_base() -> None:
    text = "支出50万元，比上年增加10万元，增长25%，比年初预算减少50万元，下降50%。"
    assert growth(text) == [("25%", "25%", "ok"), ("50%", "50%", "ok")]


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("支出50万元，比上年增加10万元，增长2.5%。", "decimal-point"),
        ("支出50万元，比上年增加10万元，增长20%。", "wrong-base"),
        ("支出50万元，比上年减少10万元，下降83.3%。", "complement"),
        ("支出50万元，比上年增加10万元，下降25%。", "direction"),
        ("支出53万元，比上年增加10.6万元，增长52%。", "transposed-digits"),
        ("支出75万元，比上年减少720万元，减少905.7%。", "decimal-point"),
        ("支出50万元，比上年减少30万元，下降30%。", "amount-as-percentage"),
        ("支出50万元，比上年增加10万元，增长77%。", None),
    ],
)
def test_slips(text: str, slip: str | None) -> None:
    assert raised(text) == [("ARI-GROWTH", "error", slip)]


def test_both_repairs_are_offered_where_the_base_may_lie_on_either_side() -> None:
    """10 of 40 is 25 %; 10 of 60, the base of a fall, is the 16.7 % that is printed."""
    (finding,) = report("支出50万元，比上年增加10万元，增长16.7%。").findings
    assert finding.slip == "wrong-base"
    assert "应为 25%" in finding.message.replace("25.0%", "25%")
    assert "若基数实为 60万元，则应写“减少10万元，降低16.7%”" in finding.message


@pytest.mark.parametrize(("rate", "flagged"), [("943%", True), ("100%", False)])
def test_nothing_falls_by_more_than_all(rate: str, flagged: bool) -> None:
    assert bool(raised(f"支出明显减少，下降{rate}。")) is flagged


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("2033年支出50万元，2032年支出0万元，增长100%。", True),
        ("支出50万元，比上年增加50万元，增长100%。", True),
        ("2033年支出0万元，2032年支出0万元，增长0%。", False),
        ("支出50万元，比上年增加49.5万元，增长9900%。", False),
    ],
)
def test_a_base_of_nought_has_no_rate(text: str, flagged: bool) -> None:
    assert raised(text) == ([("ARI-ZEROBASE", "warning", None)] if flagged else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出50万元，上年支出40万元，增加10万元。", [("10万元", "10", "ok")]),
        ("支出50万元，上年支出40万元，增加15万元。", [("15万元", "10", "error")]),
        ("支出30万元，上年支出40万元，减少10万元。", [("10万元", "10", "ok")]),
        ("支出30万元，上年支出40万元，增加10万元。", [("10万元", "-10", "error")]),
        ("支出50万元，增加10万元。", []),
    ],
)
def test_changes_in_amount(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [one[1:] for one in told(text, kinds="difference")] == expected


def test_a_rate_that_lost_its_sign() -> None:
    assert raised("支出50.5万元，比上年增加12万元，增长13.95，主要是项目增加。") == [("FRM-UNIT", "warning", "unit")]
    assert raised("支出50.5万元，比上年增加12万元，增长13处。") == []


@st.composite
def _changed(draw: st.DrawFn) -> tuple[Decimal, Decimal, bool]:
    """Last year's and this year's amount with two places, and whether the change falls."""
    then = draw(st.integers(10_000, 10**8))
    now = draw(st.integers(10_000, 10**8))
    assume(now != then)
    return Decimal(then) / 100, Decimal(now) / 100, now < then


def _told(then: Decimal, now: Decimal, fall: bool, rate: Decimal) -> str:
    change, rise = ("减少", "下降") if fall else ("增加", "增长")
    return f"支出{now:.2f}万元，比上年{change}{abs(now - then):.2f}万元，{rise}{rate}%。"


@given(_changed(), st.sampled_from([1, 2]))
def test_consistent_changes_hold(changed: tuple[Decimal, Decimal, bool], places: int) -> None:
    then, now, fall = changed
    rate = half_up(abs(now - then) * 100 / then, places)
    assert growth(_told(then, now, fall, rate))[0][2] == "ok"
    assert raised(_told(then, now, fall, rate)) == []


@given(_changed(), st.integers(5, 50))
def test_a_visible_fault_in_a_change_is_an_error(changed: tuple[Decimal, Decimal, bool], percent: int) -> None:
    then, now, fall = changed
    right = abs(now - then) * 100 / then
    assume(1 <= right <= 500)
    wrong = half_up(right + max(right * percent / 100, Decimal(1)), 1)
    assert growth(_told(then, now, fall, wrong))[0][2] == "error"
