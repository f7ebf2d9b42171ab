"""A plain checker of a few regular expressions: what an afternoon's script would find.

It knows sums after 其中, shares after 占, growth as 增加…增长…, execution as 预算…支出…%, all within one sentence, with
units, thousands separators and full-width digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from benchmarks.answers import Answer, Found, Said
from benchmarks.figures import rounded

_SCALE = {"亿元": 100_000_000, "万元": 10_000}
_WIDE = {ord(wide): chr(ord(wide) - 0xFEE0) for wide in "０１２３４５６７８９．％（）"}
_M = r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?\s*(?:亿元|万元|元))"
_C = r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?\s*(?:亿元|万元|元|个|人|户|亩|分))"
_P = r"(\d+(?:\.\d+)?)\s*%"
_SENTENCE = re.compile(r"[^。\n]+")
_SUM = re.compile(rf"{_C}[，,（(]?其中[：:]?([^。\n]+)")
_PART = re.compile(_C)
_SHARE = re.compile(rf"{_M}[^。；;\n]{{0,4}}占[^。；;\d\n]{{0,14}}{_P}")
_GROWTH = re.compile(
    rf"{_M}[^。\n\d]{{0,20}}(增加|减少)了?{_M}[，,（(]?(?:增长|下降|降低|减少|增幅|降幅|上升)[了为达]?{_P}"
)
_EXECUTION = re.compile(rf"预算[^\d。\n]{{0,6}}{_M}[^\d。\n]{{0,12}}{_M}[^\d。\n]{{0,14}}{_P}")


def by_regex(data: bytes, _name: str) -> Answer:
    """What the plain checker says of a text file's bytes."""
    text = data.decode("utf-8")
    claims = [c for s in _SENTENCE.finditer(text.translate(_WIDE)) for c in _claims(s[0], s.start())]
    wrong = [c for c in claims if c.verdict == "error"]
    findings = [Found("error", c.span, None, f"{c.kind} {c.stated} ≠ {c.recomputed}") for c in wrong]
    return Answer(text, tuple(claims), tuple(findings))


def _claims(sentence: str, offset: int) -> Iterator[Said]:
    for found in _SUM.finditer(sentence):
        unit = _unit(found[1])
        parts = [
            part[1]
            for part in _PART.finditer(found[2])
            if (_unit(part[1]) == unit) or {_unit(part[1]), unit} <= {*_SCALE, "元"}
        ]
        if parts and "等" not in found[2]:
            scale = _SCALE.get(unit, 1)
            yield _said("sum", found, offset, found[1], sum(map(_value, parts), Fraction(0)) / scale, "")
    whole = _PART.search(sentence)
    for found in _SHARE.finditer(sentence):
        if whole and _value(whole[1]):
            yield _said("share", found, offset, found[2], _value(found[1]) / _value(whole[1]) * 100, "%")
    for found in _GROWTH.finditer(sentence):
        change = _value(found[3]) * (1 if found[2] == "增加" else -1)
        base = _value(found[1]) - change
        if base:
            yield _said("growth", found, offset, found[4], abs(change / base * 100), "%")
    for found in _EXECUTION.finditer(sentence):
        if _value(found[1]):
            yield _said("execution", found, offset, found[3], _value(found[2]) / _value(found[1]) * 100, "%")


def _said(kind: str, found: re.Match[str], offset: int, stated: str, truth: Fraction, sign: str) -> Said:
    digits = stated.replace(_unit(stated), "").strip()
    places = len(digits.partition(".")[2])
    verdict = "ok" if abs(_value(digits) - truth) <= Fraction(1, 10**places) else "error"
    return Said(kind, (offset + found.start(), offset + found.end()), stated + sign, rounded(truth, 4) + sign, verdict)


def _unit(text: str) -> str:
    return text.lstrip("0123456789.,").strip()


def _value(text: str) -> Fraction:
    unit = _unit(text)
    return Fraction(text[: len(text) - len(unit)].replace(",", "").strip()) * _SCALE.get(unit, 1)
