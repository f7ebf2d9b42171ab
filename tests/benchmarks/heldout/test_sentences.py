"""The hand-made labels, worked out again from their formulas and from the words."""

from __future__ import annotations

import ast
import operator
import unicodedata
from collections import Counter
from fractions import Fraction

import pytest

from benchmarks import __main__ as command
from benchmarks.answers import Answer, Found, Said
from benchmarks.figures import rounded
from benchmarks.heldout import SETS, judge, sentences
from oneruler.checks.slips import Slip

KINDS = {"sum", "share", "growth", "execution", "difference", "points", "table", "score", "cross"}
NUMERALS = "零一二三四五六七八九"
OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def value(formula: str) -> Fraction:
    def of(node: ast.expr) -> Fraction:
        if isinstance(node, ast.BinOp):
            result: Fraction = OPERATORS[type(node.op)](of(node.left), of(node.right))
            return result
        assert isinstance(node, ast.Constant)
        return Fraction(ast.get_source_segment(formula, node) or "")

    return of(ast.parse(formula, mode="eval").body)


def digits(text: str) -> str:
    """The figure alone in plain digits; 百分之九十五 is 95."""
    plain = unicodedata.normalize("NFKC", text.replace("㎡", ""))
    if plain.startswith("百分之"):
        whole, _, part = plain.removeprefix("百分之").partition("点")
        tens, ten, ones = whole.rpartition("十")
        count = 10 * (NUMERALS.index(tens) if tens else 1) if ten else 0
        count += NUMERALS.index(ones) if ones else 0
        return f"{count}.{''.join(str(NUMERALS.index(numeral)) for numeral in part)}".rstrip(".")
    return "".join(c for c in plain if c.isdigit() or c in ".-")


def stated(text: str) -> Fraction:
    return Fraction(digits(text))


def last_place(text: str) -> Fraction:
    return Fraction(1, 10 ** len(digits(text).partition(".")[2]))


def test_figures_are_read_as_printed() -> None:
    assert [digits(text) for text in ("百分之十二点五", "百分之九十五", "百分之七", "百分之四十")] == [
        "12.5",
        "95",
        "7",
        "40",
    ]
    assert [digits(text) for text in ("８．１万元", "1,204.5亩", "-12.43%")] == ["8.1", "1204.5", "-12.43"]
    assert last_place("2.33万元") == Fraction(1, 100)


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
            step = last_place(claim.stated)
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


@pytest.mark.parametrize(
    ("name", "size", "least", "silent"),
    [
        ("third", 150, 60, 25),
        ("fourth", 130, 55, 25),
        ("fifth", 150, 60, 25),
        ("sixth", 140, 45, 18),
        ("seventh", 90, 30, 15),
    ],
)
def test_the_ordinary_sets_have_every_slip_and_much_that_must_stay_silent(
    name: str, size: int, least: int, silent: int
) -> None:
    whole = sentences(name)
    claims = [claim for sentence in whole for claim in sentence.claims]
    faults = [claim for claim in claims if claim.verdict in {"error", "rounding"}]
    assert len(whole) >= size
    assert len(faults) >= least
    assert {claim.slip for claim in faults} >= {slip.value for slip in Slip}
    assert sum(not sentence.claims for sentence in whole) >= silent
    assert not {sentence.text for sentence in whole} & {sentence.text for sentence in sentences("first")}


@pytest.mark.parametrize("name", ["third", "fourth", "fifth", "sixth", "seventh"])
def test_every_label_points_at_its_own_words(name: str) -> None:
    """A fault is looked for where its words first stand, so no two labels of a sentence may share that place."""
    for sentence in sentences(name):
        places = [sentence.text.index(claim.stated) for claim in sentence.claims]
        assert len(set(places)) == len(places), sentence


def test_only_the_first_set_is_ever_shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def says_nothing(data: bytes, _name: str) -> Answer:
        return Answer(data.decode(), (), ())

    monkeypatch.setattr(command, "by_oneruler", says_nothing)
    monkeypatch.setattr(command, "by_regex", says_nothing)
    assert command.main(["heldout", "--show", "1000"]) == 0
    printed = capsys.readouterr().out
    assert any(sentence.text in printed for sentence in sentences("first"))
    assert all(f"{name} set" in printed for name in SETS)
    assert not [s.number for name in SETS[1:] for s in sentences(name) if s.text in printed]


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
