"""One rate against another, in percentage points."""

from __future__ import annotations

import pytest

from oneruler.checks.claims.prose import points
from tests.checks.telling import judged, sentence


def found(text: str) -> list[tuple[str, str, str]]:
    return [told[1:] for told in judged(list(points.find(sentence(text))))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("预算执行率90.5%，比上年（85.3%）提高5.2个百分点", ("5.2个百分点", "5.2000", "ok")),
        ("预算执行率90.5%，比上年（85.3%）提高5.3个百分点", ("5.3个百分点", "5.2000", "rounding")),
        ("预算执行率90.5%，比上年（85.3%）提高6.2个百分点", ("6.2个百分点", "5.2000", "error")),
        ("预算执行率90.5%，比上年（85.3%）下降5.2个百分点", ("5.2个百分点", "-5.2000", "error")),
        ("预算执行率80.1%，比上年（85.3%）下降5.2个百分点", ("5.2个百分点", "5.2000", "ok")),
        ("预算执行率90%，比上年（85%）提高5个百分点", ("5个百分点", "5", "ok")),
        ("签约率90%，比年初目标95%低5个百分点", ("5个百分点", "5", "ok")),
        ("序时进度50%，实际支付进度44%，比序时进度低6个百分点", ("6个百分点", "6", "ok")),
        ("序时进度50%，实际支付进度44%，比序时进度低16个百分点", ("16个百分点", "6", "error")),
        ("2032年执行率97%，2031年执行率95%，同比提高2个百分点", ("2个百分点", "2", "ok")),
        ("2032年执行率为89%，2031年为94%，执行率同比提高5个百分点", ("5个百分点", "-5", "error")),
        ("2032年执行率为89%，2030年为94%，执行率同比提高5个百分点", ("5个百分点", "", "unverifiable")),
        ("执行率为90%，比上年提高5个百分点", ("5个百分点", "", "unverifiable")),
    ],
)
def test_points(text: str, expected: tuple[str, str, str]) -> None:
    assert found(text) == [expected]


def test_a_rate_of_change_is_no_rate_to_compare() -> None:
    assert found("执行率90%，增长12%，上年85%，提高5个百分点") == [("5个百分点", "5", "ok")]


def test_without_points_there_is_no_claim() -> None:
    assert found("执行率90%，上年85%") == []
