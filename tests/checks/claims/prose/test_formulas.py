"""Arithmetic that a paper writes out itself."""

from __future__ import annotations

import pytest

from oneruler.base.document import Passage
from oneruler.checks.claims.claim import Claim
from oneruler.checks.claims.prose.formulas import find
from oneruler.checks.claims.sentences import sentences
from oneruler.checks.report import Kind, Verdict
from oneruler.checks.slips import Slip
from oneruler.checks.verify import verify


def claims(text: str) -> list[Claim]:
    passage = Passage.of((text, 0))
    return [claim for s in sentences(passage) for claim in find(s) if isinstance(claim, Claim)]


@pytest.mark.parametrize(
    ("text", "kind", "formula", "verdict"),
    [
        ("在编率=（在编人数36/编制数45）×100%=80%，达标。", Kind.SHARE, "36 / 45", Verdict.OK),
        ("预算执行率=执行数/预算数×100%=81.6/96×100%=85%，得8.5分。", Kind.EXECUTION, "81.6 / 96", Verdict.OK),
        (
            "变动率=（本年预算8.4万元-上年预算10.5万元）/上年预算10.5万元×100%=-20%。",
            Kind.GROWTH,
            "(8.4 - 10.5) / 10.5",
            Verdict.OK,
        ),
        ("过渡费为30户×1.2万元=36万元。", Kind.SUM, "30 * 1.2", Verdict.OK),
        ("过渡费为30户×1.2万元=38万元。", Kind.SUM, "30 * 1.2", Verdict.ERROR),
        ("调整后预算=1205+96.4=1301.4万元。", Kind.SUM, "1205 + 96.4", Verdict.OK),
        ("结余=120万元-85.5万元=34.5万元", Kind.DIFFERENCE, "120 - 85.5", Verdict.OK),
        ("得分＝10×95.3％＝9.53分。", Kind.SCORE, "10 * 95.3%", Verdict.OK),
        ("支付率=2,041.8万元÷2,400万元=85.1%", Kind.EXECUTION, "2041.8 / 2400", Verdict.OK),
    ],
)
def test_worked_out_as_written(text: str, kind: Kind, formula: str, verdict: Verdict) -> None:
    (claim,) = claims(text)
    assert (claim.kind, claim.readings[0].text) == (kind, formula)
    assert verify(claim).verdict is verdict


def test_the_slip_is_named() -> None:
    (claim,) = claims("执行率=（执行数287.46万元/预算数300万元）×100%=95.28%。")
    assert verify(claim).slip is Slip.TRANSPOSED
    assert claim.text == "95.28%"


def test_the_claim_stands_on_its_words() -> None:
    text = "经费控制良好，执行率=45/60×100%=75%，得分3分。"
    (claim,) = claims(text)
    assert text[slice(*claim.span)] == "45/60×100%=75%"


@pytest.mark.parametrize(
    "text",
    [
        "执行率=执行数/预算数×100%。",
        "编号A-1/2=3。",
        "附件（2021-2023）=5",
        "比例=5/0=1",
        "比例=（5/4=1",
        "比例=5 4=1",
        "金额=5万元+30元=35万元",
        "金额=5万元+3万元=8元",
        "x=" + "(" * 200 + "1+1" + ")" * 200 + "=2",
        "合计=12万元=12万元",
    ],
)
def test_what_is_no_formula_is_left_alone(text: str) -> None:
    assert claims(text) == []
