"""Shares and control rates: of the whole they name, of the list they stand in, of the sentence before."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.base.rounding import half_up
from tests.checks.telling import Told, raised, report, told


def shares(*texts: str) -> list[tuple[str, str, str]]:
    return [one[1:] for one in told(*texts, kinds="share")]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(("支出80万元，其中甲30万元，占支出的37.5%。",), [("37.5%", "37.5000%", "ok")], id="named"),
        pytest.param(("支出80万元，其中甲30万元，占37.5%。",), [("37.5%", "37.5000%", "ok")], id="of its list"),
        pytest.param(("支出80万元。甲30万元，占比37.5%。",), [("37.5%", "37.5000%", "ok")], id="the sentence before"),
        pytest.param(("支出80万元。", "甲30万元，占支出的37.5%。"), [("37.5%", "37.5000%", "ok")], id="another paragraph"),
        pytest.param(("甲30万元，占支出的37.5%。", "支出80万元。"), [("37.5%", "37.5000%", "ok")], id="printed after"),
        pytest.param(("甲30万元，占支出总额80万元的37.5%。",), [("37.5%", "37.5000%", "ok")], id="inside its words"),
        pytest.param(("支出3000万元，其中甲0.9亿元，占3000万元的300%。",), [("300%", "300%", "ok")], id="two units"),
        pytest.param(("总户数80户，签约30户，占总户数的37.5%。",), [("37.5%", "37.5000%", "ok")], id="households"),
        pytest.param(("支出80.00万元，其中甲30.00万元，占37.4%。",), [("37.4%", "37.5000%", "rounding")], id="off by one"),
        pytest.param(("支出80万元，其中甲30万元，占36.5%。",), [("36.5%", "37.5000%", "error")], id="wrong"),
        pytest.param(("支出80.00万元，其中甲30.00万元，占38%。",), [("38%", "37.5000%", "ok")], id="half up"),
        pytest.param(("甲30万元，占37.5%。",), [("37.5%", "", "unverifiable")], id="of nothing"),
        pytest.param(("支出0万元，其中甲0万元，占支出的0%。",), [("0%", "", "unverifiable")], id="of nought"),
        pytest.param(
            ("总额40万元，甲、乙片区分别为10万元、30万元，分别占25%、75%。",),
            [("25%", "25%", "ok"), ("75%", "75%", "ok")],
            id="each of its own",
        ),
        pytest.param(
            ("总额40万元，甲、乙片区分别为10万元、30万元，分别占75%、25%。",),
            [("75%", "25%", "error"), ("25%", "75%", "error")],
            id="each of the other",
        ),
        pytest.param(
            ("支出80万元，其中：甲30万元，占37.5%；乙50万元，占62.5%。",),
            [("37.5%", "37.5000%", "ok"), ("62.5%", "62.5000%", "ok")],
            id="semicolons",
        ),
        pytest.param(("已签约的80户中，选择房票30户，占37.5%。",), [("37.5%", "37.5000%", "ok")], id="of the … among them"),
        pytest.param(("已签约80户，签约率80%；交房30户，占签约户数的37.5%。",), [("37.5%", "37.5000%", "ok")], id="of those counted"),
        pytest.param(("已签约的80户中，选择房票30户，占62.5%。",), [("62.5%", "37.5000%", "error")], id="of those left"),
        pytest.param(("支出预算80万元，其中甲30万元，占支出预算的37.5%。",), [("37.5%", "37.5000%", "ok")], id="of the budget"),
        pytest.param(("计划成本80万元，实际成本50万元，成本节约率37.5%。",), [("37.5%", "37.5000%", "ok")], id="saving"),
        pytest.param(("合同价50万元，较控制价80万元节约30万元，节约率37.5%。",), [("37.5%", "37.5000%", "ok")], id="saved"),
        pytest.param(("预算80万元，支出50万元，结余30万元，结余率37.5%。",), [("37.5%", "37.5000%", "ok")], id="left"),
    ],
)  # fmt: skip
def test_shares(texts: tuple[str, ...], expected: list[tuple[str, str, str]]) -> None:
    assert shares(*texts) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("编制10人，在职9人，控制率90%。", [("90%", "90%", "ok")]),
        ("编制10人，在职9人，控制率111.1%。", [("111.1%", "90%", "error")]),
        ("在职13人，编制8人，控制率162.50%。", [("162.50%", "162.5000%", "ok")]),
        ("在职9人，控制率90%。", [("90%", "", "unverifiable")]),
    ],
)
def test_control_rates(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert shares(text) == expected


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("支出80万元，其中甲30万元，占3.75%。", "decimal-point"),
        ("编制10人，在职9人，控制率111.1%。", "wrong-base"),  # upside down
        ("支出80万元，其中甲30万元，占62.5%。", "complement"),
        ("支出80万元，其中甲30万元，占30%。", "amount-as-percentage"),
        ("支出80万元，其中甲30万元，占44.9%。", None),
        ("支出80万元，其中甲30万元，占60%。", "wrong-base"),  # of what is left, 50
    ],
)
def test_slips(text: str, slip: str | None) -> None:
    assert [one for one in raised(text) if one[0] == "ARI-SHARE"] == [("ARI-SHARE", "error", slip)]


def test_the_quote_holds_the_part_and_its_share() -> None:
    (finding,) = [
        one for one in report("支出80万元，其中：甲30万元，占36.5%，正常。").findings if one.code == "ARI-SHARE"
    ]
    assert finding.quote == "甲30万元，占36.5%"
    assert (finding.stated, finding.expected, finding.formula) == ("36.5%", "37.5%", "30 / 80")


@st.composite
def _shared(draw: st.DrawFn, fault: int = 0) -> str:
    """A whole and a part to two places, and the share of the part to one or two, moved by some units if asked."""
    whole = draw(st.integers(10_000, 10**8))
    part = draw(st.integers(whole // 5, whole))
    places = draw(st.sampled_from([1, 2]))
    right = half_up(Decimal(part) * 100 / whole, places)
    stated = right + Decimal(fault).scaleb(-places)
    words = draw(st.sampled_from(["占本年支出的{}%", "占比为{}%", "占{}%", "占总支出的比重为{}%"]))
    mark = draw(st.sampled_from(["，其中：", "，其中"]))
    return f"支出{Decimal(whole) / 100:.2f}万元{mark}甲{Decimal(part) / 100:.2f}万元，{words.format(stated)}。"


@given(_shared())
def test_consistent_shares_hold(text: str) -> None:
    assert [one[2] for one in shares(text)] == ["ok"]


@given(_shared(fault=40))
def test_a_visible_fault_in_a_share_is_an_error(text: str) -> None:
    assert [one[2] for one in shares(text)] == ["error"]


def test_told_by_kind() -> None:
    everything: list[Told] = told("支出80万元，其中甲30万元，占37.5%。")
    assert [one[0] for one in everything] == ["sum", "share"]
