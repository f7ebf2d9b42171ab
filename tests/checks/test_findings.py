"""What officers read: the figure it should be, the arithmetic, the likely slip; nothing where nothing is wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from oneruler.base.findings import Finding, Severity
from oneruler.base.printed import Computed, Printed, exactly
from oneruler.checks import findings
from oneruler.checks.claims.claim import Claim, Remark
from oneruler.checks.report import Kind
from oneruler.checks.slips import Slip
from oneruler.checks.verify import verify
from tests.checks.telling import paper

D = Decimal
WORDS = "第一行没有数字\n这里写着四字。"


def claim(stated: str, *readings: Computed, kind: Kind = Kind.SHARE, unit: str = "%", **more: Any) -> Claim:
    return Claim(kind, "关系", (8, 12), Printed.read(stated), stated + unit, readings, unit, **more)


def told(claim: Claim) -> Finding | None:
    return findings.finding(paper(*WORDS.split("\n")), claim, verify(claim))


def point(value: str, text: str = "甲 / 乙") -> Computed:
    return Computed(D(value), D(value), D(value), text)


def test_what_holds_is_not_told() -> None:
    assert told(claim("50", point("50"))) is None
    assert told(claim("50")) is None


def test_a_fault_with_everything_an_officer_needs() -> None:
    finding = told(claim("15", point("51"), subject="人员经费"))
    assert finding is not None
    assert (finding.code, finding.severity, finding.slip) == ("ARI-SHARE", Severity.ERROR, "transposed-digits")
    assert (finding.quote, finding.span) == ("这里写着", (8, 12))
    assert (finding.place.line, finding.place.start, finding.place.end) == (2, 0, 4)
    assert (finding.stated, finding.expected, finding.formula) == ("15%", "51%", "甲 / 乙")
    for words in ("“人员经费”的占比不符", "应为 51%", "写作 15%", Slip.TRANSPOSED.label):
        assert words in finding.message


def test_a_tail_difference_is_a_notice() -> None:
    finding = told(claim("61.53", point("61.5385")))
    assert finding is not None
    assert (finding.severity, finding.expected, finding.slip) == (Severity.NOTICE, "61.54%", "truncated")
    assert "尾差（只舍未入）" in finding.message


def test_the_claim_says_how_grave_it_is() -> None:
    finding = told(claim("5", point("90"), wrong=Severity.WARNING))
    assert finding is not None
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("stated", "right", "kind", "unit", "expected"),
    [
        pytest.param("943", "94.2757", Kind.GROWTH, "%", "94.3%", id="a rate has one place at least"),
        pytest.param("21.75", "78.2745", Kind.GROWTH, "%", "78.27%", id="the stated places"),
        pytest.param("28.75", "50.004", Kind.GROWTH, "%", "50.00%", id="noughts of the stated places stay"),
        pytest.param("90", "25", Kind.SHARE, "%", "25%", id="a whole rate stays whole"),
        pytest.param("7.10", "9.6", Kind.SUM, "万元", "9.60万元", id="an amount to the stated places"),
        pytest.param("7", "9.65", Kind.SUM, "万元", "9.65万元", id="an amount as exact as its parts"),
        pytest.param("8", "5.2967", Kind.SCORE, "", "5.3", id="a score to one place"),
    ],
)
def test_the_figure_as_it_should_be_printed(stated: str, right: str, kind: Kind, unit: str, expected: str) -> None:
    finding = told(claim(stated, point(right), kind=kind, unit=unit))
    assert finding is not None
    assert finding.expected == expected


def test_a_score_has_a_code_of_its_own() -> None:
    finding = told(claim("8", point("10"), kind=Kind.SCORE, unit="分"))
    assert finding is not None
    assert finding.code == "SCO-RULE"


def test_a_fall_of_more_than_all() -> None:
    finding = told(claim("943", kind=Kind.GROWTH, expected_floor=D(100)))
    assert finding is not None
    assert (finding.expected, finding.formula) == ("", "")
    assert "不会超过 100%" in finding.message


def test_two_figures_for_one_thing() -> None:
    finding = told(claim("12", point("15"), kind=Kind.CROSS, unit="万元", subject="采购支出"))
    assert finding is not None
    assert finding.message == "“采购支出”这里写作 12万元，另一处为 15万元，前后不一致。"


def test_parts_above_their_whole() -> None:
    parts = (D(7), D(5))
    finding = told(claim("9", exactly(7) + exactly(5), kind=Kind.SUM, unit="户", at_most=True, exact=True, parts=parts))
    assert finding is not None
    for words in ("分项之和", "大于总数", "12户", "9户"):
        assert words in finding.message


def test_both_repairs_are_offered() -> None:
    finding = told(claim("28.7", point("67.285"), kind=Kind.GROWTH, repairs=("若基数实为甲，则写乙",)))
    assert finding is not None
    assert "应为 67.3%" in finding.message
    assert "若基数实为甲，则写乙。" in finding.message


def test_the_claim_as_the_machine_form_lists_it() -> None:
    stated = claim("15", point("51.23456"), kind=Kind.GROWTH)
    listed = findings.checked(paper(*WORDS.split("\n")), stated, verify(stated))
    assert (listed.kind, listed.quote, listed.stated, listed.recomputed) == (Kind.GROWTH, "这里写着", "15%", "51.2346%")
    amount = claim("15", point("20.00005"), kind=Kind.SUM, unit="万元")
    assert findings.checked(paper(*WORDS.split("\n")), amount, verify(amount)).recomputed == "20.0001"
    unknown = claim("15")
    assert findings.checked(paper(*WORDS.split("\n")), unknown, verify(unknown)).recomputed == ""


def test_a_remark_keeps_its_words() -> None:
    remark = Remark("FRM-X", Kind.FORM, Severity.NOTICE, (9, 10), "一句话。", "甲", "乙", "丙", Slip.COPIED)
    finding = findings.remarked(paper(*WORDS.split("\n")), remark)
    assert (finding.code, finding.severity, finding.message) == ("FRM-X", Severity.NOTICE, "一句话。")
    assert (finding.quote, finding.stated, finding.expected, finding.formula) == ("里", "甲", "乙", "丙")
    assert finding.slip == "copied-from-last-year"
