"""Every label of the generated reports, recomputed here from the printed text alone."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from benchmarks.generator import make_report, reports
from benchmarks.labels import Fault, Label, LabelledReport, Span

SEED = 20
REPORTS = list(reports(SEED, 240))
ALL = [(report, label) for report in REPORTS for label in report.labels]

SCALE = {"亿元": 10**8, "万元": 10**4, "万平方米": 10**4, "万㎡": 10**4, "公顷": 15}
COUNTS = {"户", "人", "个", "栋", "次", "名", "辆", "台", "宗", "家"}
UP = ("增", "上升", "提高", "高", "多", "超支", "上升")
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def printed(text: str, span: Span, unsaid: str = "") -> tuple[Fraction, Fraction]:
    """The value that a printed figure states, in its base unit, and half of its last place (nought for a count).

    ``unsaid`` is the unit of a table's bare cells.
    """
    raw = text[span[0] : span[1]]
    words = "".join(unicodedata.normalize("NFKC", letter) if letter not in "㎡" else letter for letter in raw)
    digits = NUMBER.search(words.replace(" ", ""))
    assert digits, raw
    unit = words.replace(" ", "")[digits.end() :] or unsaid
    scale = SCALE.get(unit, 1)
    decimals = len(digits[0].partition(".")[2])
    half = Fraction(0) if unit in COUNTS else Fraction(scale, 2 * 10**decimals)
    return Fraction(digits[0].replace(",", "")) * scale, half


def sign(text: str, span: Span) -> int:
    return 1 if text[span[0] : span[1]].startswith(UP) else -1


def recompute(rule: str, values: list[Fraction], signs: list[int]) -> Fraction:
    if rule in {"sum", "at most"}:
        return sum(values, Fraction(0))
    if rule == "same":
        return abs(values[0])
    if rule == "difference":
        return values[0] - values[1]
    if rule == "score":
        return min(values[0], values[0] * values[1] / 100)
    if rule == "ratio":
        return 100 * values[0] / values[1]
    if rule in {"growth", "times by"}:
        now, change = values[0], values[1] * (signs[0] if signs and values[1] > 0 else 1)
        return change / (now - change) * (100 if rule == "growth" else 1)
    assert rule in {"growth from", "times"}, rule
    return (values[0] / values[1] - 1) * (100 if rule == "growth from" else 1)


def nearest_and_furthest(text: str, label: Label) -> tuple[Fraction, Fraction, Fraction]:
    """The stated value and the least and greatest that the printed operands allow."""
    stated_spans, operand_spans, word_spans = label.roles
    all_words = "".join(text[start:end] for start, end in (*stated_spans, *operand_spans))
    unsaid = "万元" if label.kind == "cross" and "元" in all_words else ""
    figures = [printed(text, span, unsaid) for span in operand_spans]
    signs = [sign(text, span) for span in word_spans]
    said, _ = printed(text, stated_spans[0], unsaid)
    if signs and said > 0:
        said *= signs[-1]
    if label.rule == "same":
        said = abs(said)
    if len(figures) > 6:
        middle, slack = sum(f[0] for f in figures), sum((f[1] for f in figures), Fraction(0))
        return said, middle - slack, middle + slack
    corners = []
    for corner in product((-1, 1), repeat=len(figures)):
        try:
            shifted = [value + s * half for s, (value, half) in zip(corner, figures, strict=True)]
            corners.append(recompute(label.rule, shifted, signs))
        except ZeroDivisionError:
            continue
    return said, min(corners), max(corners)


def listed(text: str, label: Label) -> int:
    """How many names stand in the list beside a count."""
    sentence = text[text.rfind("。", 0, label.span[0]) + 1 : text.find("。", label.span[1])]
    names = re.search(r"(?:：|分别是|分别为：|即|设有)([一-龥]+(?:、[一-龥]+)+)", sentence.rsplit("\n", 1)[-1])
    assert names, sentence
    return names[1].count("、") + 1


def holds(report: LabelledReport, label: Label) -> bool | None:
    """Whether a label's relation holds in print: surely (True), surely not (False), or within rounding (None)."""
    if not label.roles[1]:
        return listed(report.text, label) == printed(report.text, label.roles[0][0])[0]
    said, low, high = nearest_and_furthest(report.text, label)
    directions = {sign(report.text, span) for span in label.roles[2]}
    if label.rule in {"difference", "growth from"} and len(directions) > 1:
        return False
    unsaid = "万元" if label.kind == "cross" and any("元" in report.text[a:b] for a, b in label.spans) else ""
    half = printed(report.text, label.roles[0][0], unsaid)[1]
    step = 2 * half
    if label.rule == "at most":
        return True if high <= said else False if low > said + step else None
    if label.rule == "ratio" and "约" in report.text[slice(*label.span)] and 20 * abs(said - low) < abs(low):
        return True
    if low - half <= said <= high + half:
        return True
    return False if max(low - said, said - high) >= 2 * step else None


def arithmetic(label: Label) -> bool:
    return label.rule not in {"word", "unverifiable"}


@pytest.mark.parametrize("verdict", ["ok", "error", "rounding"])
def test_labels_are_right(verdict: str) -> None:
    chosen = [(report, label) for report, label in ALL if arithmetic(label) and label.verdict == verdict]
    assert len(chosen) > {"ok": 5000, "error": 200, "rounding": 15}[verdict]
    wrong = []
    for report, label in chosen:
        truth = holds(report, label)
        if truth is {"ok": False, "error": True, "rounding": False}[verdict]:
            wrong.append(
                (report.name, label.rule, report.text[label.span[0] : label.span[1]], label.stated, label.truth)
            )
    assert wrong == []


def test_truth_is_what_the_print_gives() -> None:
    for report, label in ALL:
        if not arithmetic(label) or not label.truth or not label.roles[1] or label.kind == "cross":
            continue
        _, low, high = nearest_and_furthest(report.text, label)
        stated = report.text[label.roles[0][0][0] : label.roles[0][0][1]]
        scale = next((s for unit, s in SCALE.items() if stated.endswith(unit)), 1)
        truth = Fraction(label.truth) * scale
        slack = Fraction(scale, 10**4)
        bounds = sorted((abs(low), abs(high)))
        inside = bounds[0] - slack <= truth <= bounds[1] + slack
        assert inside or low <= 0 <= high, (report.name, label, stated)


def test_places_are_verbatim() -> None:
    for report, label in ALL:
        start, end = label.span
        lines = report.text.split("\n")
        quote = report.text[start:end]
        if "\n" not in quote:
            assert lines[label.line - 1][label.start : label.end] == quote
        said = report.text[label.roles[0][0][0] : label.roles[0][0][1]]
        assert said == label.stated


def reverted(report: LabelledReport, fault: Fault) -> LabelledReport:
    """The report with one fault taken back; all spans moved along."""
    start, end = fault.span
    shift = len(fault.before) - (end - start)

    def moved(span: Span) -> Span:
        return span[0] + shift * (span[0] >= end), span[1] + shift * (span[1] >= end)

    labels = tuple(
        replace(
            label,
            span=moved(label.span),
            spans=tuple(map(moved, label.spans)),
            roles=tuple(tuple(map(moved, group)) for group in label.roles),
        )
        for label in report.labels
    )
    return replace(report, text=report.text[:start] + fault.before + report.text[end:], labels=labels)


def test_a_fault_changes_one_thing_and_breaks_what_it_says() -> None:
    seen = 0
    for report in REPORTS:
        for fault in report.faults:
            assert report.text[slice(*fault.span)] == fault.after != fault.before
            assert fault.labels
            assert any(report.labels[n].verdict in {"error", "rounding"} for n in fault.labels)
        if len(report.faults) != 1 or report.faults[0].name in {"privacy", "year"}:
            continue
        fault = report.faults[0]
        if report.text.count(fault.after) and any(
            len([s for s in label.spans if s == fault.span]) > 1 for label in report.labels
        ):
            continue
        mended = reverted(report, fault)
        broken = [n for n in fault.labels if report.labels[n].verdict == "error" and arithmetic(report.labels[n])]
        for number in broken:
            assert holds(mended, mended.labels[number]) is not False, (report.name, fault, mended.labels[number])
        seen += 1
    assert seen > 40


def test_a_clean_report_has_no_error() -> None:
    clean = [report for report in REPORTS if not report.faults]
    assert len(clean) > 40
    assert [(r.name, x.rule, x.stated, x.truth) for r in clean for x in r.labels if x.verdict == "error"] == []


def test_the_same_seed_gives_the_same_report() -> None:
    assert make_report(5, 3).text == make_report(5, 3).text
    assert make_report(5, 3).text != make_report(6, 3).text


def test_every_kind_slip_and_dress_occurs() -> None:
    faults = Counter(fault.name for report in REPORTS for fault in report.faults)
    assert sum(faults.values()) >= 200
    assert set(faults) == {
        "decimal-point", "complement", "wrong-base", "direction", "transposed-digits", "unit", "missing-part",
        "amount-as-percentage", "truncated", "copied-from-last-year", "plain", "privacy", "year",
    }  # fmt: skip
    kinds = {label.kind for _, label in ALL}
    assert kinds == {
        "sum", "share", "growth", "execution", "difference", "points", "table", "score", "cross", "form", "privacy",
    }  # fmt: skip
    texts = "\n".join(report.text for report in REPORTS)
    for mark in ("| --- |", "\n\t", "１", "公顷", "亿元", "翻", ",", "倍", "增减率", "个百分点", "万㎡"):
        assert mark in texts or mark == "翻", mark


def test_wording_is_many() -> None:
    """No one frame of words carries the set: growth clauses take well over a hundred different shapes."""
    shapes = set()
    for report, label in ALL:
        if label.kind == "growth":
            shapes.add(re.sub(r"[\d.,０-９．-]+", "#", report.text[label.span[0] - 8 : label.span[1]]))
    assert len(shapes) > 150
