"""The hand-made labels, worked out again from their formulas and from the words."""

from __future__ import annotations

import ast
import operator
import unicodedata
from collections import Counter
from fractions import Fraction

import pytest

from benchmarks.answers import Answer, Found, Said
from benchmarks.figures import rounded
from benchmarks.heldout import SETS, judge, sentences

KINDS = {"sum", "share", "growth", "execution", "difference", "points", "table", "score", "cross"}
OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def value(formula: str) -> Fraction:
    def of(node: ast.expr) -> Fraction:
        if isinstance(node, ast.BinOp):
            result: Fraction = OPERATORS[type(node.op)](of(node.left), of(node.right))
            return result
        assert isinstance(node, ast.Constant)
        return Fraction(ast.get_source_segment(formula, node) or "")

    return of(ast.parse(formula, mode="eval").body)


def stated(text: str) -> Fraction:
    digits = "".join(c for c in unicodedata.normalize("NFKC", text.replace("㎡", "")) if c.isdigit() or c in ".-")
    return Fraction(digits)


@pytest.mark.parametrize("name", SETS)
def test_every_label_follows_from_its_formula(name: str) -> None:
    for sentence in sentences(name):
        for claim in sentence.claims:
            assert set(claim.kinds) <= KINDS
            assert claim.stated in sentence.text
            if claim.verdict == "unverifiable":
                assert claim.recomputed == claim.formula == ""
                continue
            truth = value(claim.formula)
            assert rounded(truth, 4) == claim.recomputed.rstrip("%"), sentence
            said = stated(claim.stated)
            step = Fraction(
                1,
                10
                ** len(
                    unicodedata.normalize("NFKC", claim.stated.replace("㎡", "")).rstrip("%").partition(".")[2].strip()
                ),
            )
            gaps = [abs(abs(truth) / scale - abs(said)) for scale in (1, 10**4)]
            close = min(gaps) <= step / 2
            if claim.verdict == "ok":
                assert close, sentence
            elif claim.verdict == "rounding":
                assert not close
                assert min(gaps) < step
            else:
                opposed = claim.slip == "direction" or (truth > 0) != (said > 0)
                assert opposed or gaps[0] > step / 2, sentence


def test_the_set_is_wide() -> None:
    whole = [sentence for name in SETS for sentence in sentences(name)]
    assert len({sentence.text for sentence in whole}) == len(whole) >= 200
    assert len(sentences("first")) >= 150
    verdicts = Counter(claim.verdict for sentence in whole for claim in sentence.claims)
    assert verdicts["ok"] > 60
    assert verdicts["error"] > 50
    assert sum(not sentence.claims for sentence in whole) > 15


def test_judging() -> None:
    known = {sentence.text: sentence for sentence in sentences("first")}

    def perfect(data: bytes, _name: str) -> Answer:
        text = data.decode().rstrip("\n")
        claims, findings = [], []
        for claim in known[text].claims:
            span = (text.index(claim.stated), text.index(claim.stated) + len(claim.stated))
            claims.append(Said(claim.kinds[0], span, claim.stated, claim.recomputed, claim.verdict))
            if claim.verdict in {"error", "rounding"}:
                severity = "error" if claim.verdict == "error" else "notice"
                findings.append(Found(severity, span, claim.slip or None, ""))
        return Answer(text, tuple(claims), tuple(findings))

    shares, misses = judge(perfect, "first")
    assert misses == []
    assert all(share.hits == share.of > 0 for share in shares.values())
    nothing, _ = judge(lambda data, _name: Answer(data.decode(), (), ()), "first")
    assert nothing["recall of faults"].hits == 0
    assert nothing["sentences wholly right"].hits < 30
