"""What two or three printed figures say of each other: comparisons, averages, conversions."""

from __future__ import annotations

import pytest

from tests.checks.telling import raised, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("年初预算50万元，支出决算60万元，决算数大于预算数。", ""),
        ("年初预算50万元，支出决算60万元，决算数小于预算数。", "大于"),
        ("年初预算60万元，支出决算50万元，决算数大于年初预算数。", "小于"),
        ("年初预算50万元，支出决算50万元，决算数等于预算数。", ""),
        ("年初预算50万元，支出决算50万元，决算数大于预算数。", "等于"),
        ("决算数大于预算数的原因是追加项目。", ""),
    ],
)
def test_comparisons(text: str, expected: str) -> None:
    assert [one for one in raised(text) if one[0] == "ARI-COMPARE"] == (
        [("ARI-COMPARE", "error", "direction")] if expected else []
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("补偿款400万元，涉及50户，户均8万元。", [("8万元", "8", "ok")]),
        ("补偿款400万元，涉及50户，户均80000元。", [("80000元", "80000", "ok")]),
        ("补偿款400万元，涉及50户，户均9.5万元。", [("9.5万元", "8", "error")]),
        ("补偿款400万元，涉及50人，户均9.5万元。", []),
    ],
)
def test_averages(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [one[1:] for one in told(text, kinds="share")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("征地2公顷（30亩）。", [("30亩", "30", "ok")]),
        ("征地2.00公顷（31.0亩）。", [("31.0亩", "30", "error")]),
        ("征地约2公顷（31亩）。", []),
        ("征地2公顷（建筑30平方米）。", []),
    ],
)
def test_conversions(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [one[1:] for one in told(text, kinds="cross")] == expected
