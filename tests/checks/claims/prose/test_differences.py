"""What is left of one printed figure after another."""

from __future__ import annotations

import pytest

from oneruler.checks.claims.prose import differences
from tests.checks.telling import judged, raised, sentence


def found(text: str) -> list[tuple[str, str, str]]:
    return [told[1:] for told in judged(list(differences.find(sentence(text))))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("全年预算数200万元，实际支出150万元，结余50万元", ("50万元", "50", "ok"), id="left"),
        pytest.param("全年预算数200.0万元，实际支出150.0万元，结余50.1万元", ("50.1万元", "50", "rounding"), id="off by one"),
        pytest.param("全年预算数200万元，实际支出150万元，结余60万元", ("60万元", "50", "error"), id="wrong"),
        pytest.param("年初预算200万元，实际支出250万元，超支50万元", ("50万元", "50", "ok"), id="over"),
        pytest.param("年初预算200万元，实际支出250万元，超支70万元", ("70万元", "50", "error"), id="over by too much"),
        pytest.param("应签约200户，已签约150户，未签约的还剩50户", ("50户", "50", "ok"), id="households left"),
        pytest.param("应签约200户，已签约150户，未签约的还剩49户", ("49户", "50", "error"), id="counts are exact"),
        pytest.param("金额200万元，实际支出200万元，结余结转0万元", ("0万元", "0", "ok"), id="nothing left"),
        pytest.param("预算2亿元，实际支出15000万元，结余5000万元", ("5000万元", "5000", "ok"), id="two units"),
        pytest.param("资产总额200万元，负债总额150万元，净资产50万元", ("50万元", "50", "ok"), id="assets"),
        pytest.param("资产总额200万元，负债总额150万元，净资产70万元", ("70万元", "50", "error"), id="assets wrong"),
        pytest.param("上年结转10万元，本年收入200万元，支出150万元，结余60万元", ("60万元", "60", "ok"), id="with what was carried"),
        pytest.param("期初余额10万元，收到拨款200万元，支付150万元，期末余额60万元", ("60万元", "60", "ok"), id="an account"),
        pytest.param("期初余额10万元，收到拨款200万元，支付150万元，期末余额50万元", ("50万元", "60", "error"), id="an account wrong"),
    ],
)  # fmt: skip
def test_what_is_left(text: str, expected: tuple[str, str, str]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "年末结转和结余50万元",
        "支出150万元，年末结转50万元",
        "收入200万元，支出150万元，上年累计结余30万元",
        "甲村5户，乙村3户，剩余9亩",
        "执行率80%，差额20%",
    ],
)
def test_nothing_to_hold_it_against(text: str) -> None:
    assert found(text) == []


def test_a_fault_is_an_error_where_the_words_are_sure() -> None:
    assert raised("全年预算数200万元，实际支出150万元，结余60万元。") == [("ARI-DIFFERENCE", "error", None)]
