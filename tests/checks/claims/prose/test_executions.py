"""What was done of what was budgeted, planned or due; and rates of their own name."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.base.rounding import half_up
from tests.checks.telling import raised, told


def executions(*texts: str) -> list[tuple[str, str, str]]:
    return [one[1:] for one in told(*texts, kinds="execution")]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(("年初预算为200万元，支出决算为150万元，完成年初预算的75%。",), ("75%", "75%", "ok"), id="plain"),
        pytest.param(("年初预算为200.0万元，支出决算为150.0万元，完成年初预算的74.9%。",), ("74.9%", "75%", "rounding"), id="off by one"),
        pytest.param(("年初预算为200.0万元，支出决算为150.0万元，完成年初预算的72%。",), ("72%", "75%", "error"), id="wrong"),
        pytest.param(("全年预算数200万元，执行数150万元，预算执行率75%。",), ("75%", "75%", "ok"), id="rate by name"),
        pytest.param(("年初预算100万元，全年预算数200万元，支出150万元，预算执行率75%。",), ("75%", "75%", "ok"), id="of the year's"),
        pytest.param(("年初预算100万元，全年预算数200万元，支出150万元，完成年初预算的150%。",), ("150%", "150%", "ok"), id="of the first"),
        pytest.param(("支出决算150万元，完成年初预算200万元的75%。",), ("75%", "75%", "ok"), id="inside its words"),
        pytest.param(("计划签约200户，实际签约150户，签约率75%。",), ("75%", "75%", "ok"), id="households"),
        pytest.param(("年初预算200万元。支出决算150万元，完成年初预算的75%。",), ("75%", "75%", "ok"), id="the sentence before"),
        pytest.param(("年初预算为0万元，支出决算为150万元，完成年初预算的100%。",), ("100%", "", "unverifiable"), id="of nought"),
        pytest.param(("预算执行率75%。",), ("75%", "", "unverifiable"), id="nothing to go by"),
        pytest.param(("应签约40户，已签约30户，签约率75%。",), ("75%", "75%", "ok"), id="due and done"),
        pytest.param(("实施项目40个，完工30个，完工率75%。",), ("75%", "75%", "ok"), id="a rate of its own name"),
        pytest.param(("计划测绘房屋40栋，实际测绘30栋，完成率75%。",), ("75%", "75%", "ok"), id="planned and actual"),
        pytest.param(("计划测绘房屋40栋，实际测绘30栋，完成率133.3%。",), ("133.3%", "75%", "error"), id="upside down"),
        pytest.param(("年度目标任务交地40亩，实际交地30亩，完成目标任务的7.5%。",), ("7.5%", "75%", "error"), id="target of a verb"),
        pytest.param(("应征收房屋4万平方米，已征收3平方米，完成75%。",), ("75%", "0.0075%", "error"), id="a unit lost"),
        pytest.param(("实施项目80个，已开工40个，完工30个，完工率75%。",), ("75%", "75%", "ok"), id="of those begun"),
    ],
)  # fmt: skip
def test_executions(texts: tuple[str, ...], expected: tuple[str, str, str]) -> None:
    assert executions(*texts) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "群众满意率95%。",
        "收回40份，其中满意20份，基本满意17份，不满意3份，满意率91%。",
        "计划测绘40栋；实际走访30栋，完成率100%。",
        "走访40户，发放问卷30份，满意率98%。",
        "档案合格率达到100%。",
    ],
    ids=["alone", "nearly satisfied", "parted", "beside", "full"],
)
def test_rates_that_nothing_beside_them_makes_are_left_alone(text: str) -> None:
    assert executions(text) == []


@pytest.mark.parametrize(
    ("stated", "slip"),
    [
        ("133.3", "wrong-base"),
        ("25", "complement"),
        ("7.5", "decimal-point"),
        ("57", "transposed-digits"),
        ("61", None),
    ],
)
def test_slips(stated: str, slip: str | None) -> None:
    text = f"年初预算为200.0万元，支出决算为150.0万元，完成年初预算的{stated}%。"
    assert raised(text) == [("ARI-EXECUTION", "error", slip)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("预算执行分值10分，执行率为92%，得9.2分。", [("9.2分", "9.2000", "ok")]),
        ("预算执行分值10分，执行率为92%，得8分。", [("8分", "9.2000", "error")]),
        ("预算执行分值10分，执行率为120%，得10分。", [("10分", "10", "ok")]),
        ("预算执行分值10分，执行率为92%，扣1分。", []),
    ],
)
def test_scores_of_a_rate(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [one[1:] for one in told(text, kinds="score")] == expected


def test_a_score_off_its_rule_is_a_warning() -> None:
    assert raised("预算执行分值10分，执行率为92%，得8分。") == [("SCO-RULE", "warning", None)]


@st.composite
def _executed(draw: st.DrawFn, fault: int = 0) -> str:
    planned = draw(st.integers(10_000, 10**8))
    done = draw(st.integers(planned // 5, 2 * planned))
    places = draw(st.sampled_from([1, 2]))
    rate = half_up(Decimal(done) * 100 / planned, places) + Decimal(fault).scaleb(-places)
    words = draw(st.sampled_from(["年初预算为{p}万元，支出决算为{d}万元，完成年初预算的{r}%。",
                                  "全年预算数{p}万元，全年执行数{d}万元，预算执行率{r}%。",
                                  "支出决算{d}万元，年初预算{p}万元，完成年初预算的{r}%。"]))  # fmt: skip
    return words.format(p=f"{Decimal(planned) / 100:.2f}", d=f"{Decimal(done) / 100:.2f}", r=rate)


@given(_executed())
def test_consistent_executions_hold(text: str) -> None:
    assert [one[2] for one in executions(text)] == ["ok"]


@given(_executed(fault=60))
def test_a_visible_fault_in_an_execution_is_an_error(text: str) -> None:
    assert [one[2] for one in executions(text)] == ["error"]
