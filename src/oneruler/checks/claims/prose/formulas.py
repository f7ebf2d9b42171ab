"""执行率=96.4/1205×100%=8%: arithmetic that the paper writes out itself, worked out as written.

Self-evaluations of a whole department give most of their indicators so: the name, the quotient, the outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from oneruler.base.printed import Computed, Printed
from oneruler.checks.claims.claim import Claim, Found
from oneruler.checks.claims.items import Sentence
from oneruler.checks.claims.quantities import DIGITS, MEASURED, RATE, SCORE, UNIT, UNITS
from oneruler.checks.report import Kind

_SIGNS = {"×": "*", "x": "*", "X": "*", "*": "*", "÷": "/", "/": "/", "+": "+", "-": "-", "(": "(", ")": ")"}
_TOKEN = re.compile(
    rf"(?P<year>20\d\d(?:年度?|-20\d\d))|(?P<number>{DIGITS})\s?(?P<unit>{UNIT})?|(?P<sign>[()+×xX*÷/-])|[^()+×xX*÷/\d-]+"
)
_CLAUSE = re.compile(r"[=，,；;。：:](?!\d{3})")
_RESULT = re.compile(rf"\s*[约≈]?(?P<number>-?(?:{DIGITS}))\s?(?P<unit>{UNIT})?(?!\s?[×xX*÷/+\d.-])")
_HUNDRED = re.compile(r"[×xX*]\s?100\s?%?\s*$")
_DONE = re.compile(r"执行|完成|支付|到位|控制")
_LONGEST = 120  # characters of one formula, and so the depth of its brackets


def find(sentence: Sentence) -> Iterator[Found]:
    """The claims of formulas written out in one sentence: each right side that is one figure, against its left side."""
    text = sentence.text
    for equals in re.finditer("=", text):
        begin = max(0, equals.start() - _LONGEST)
        begin = max((mark.end() for mark in _CLAUSE.finditer(text, begin, equals.start())), default=begin)
        result = _RESULT.match(text, equals.end())
        if result is not None:
            claim = _claim(sentence, begin, equals.start(), result)
            if claim is not None:
                yield claim


def _claim(sentence: Sentence, begin: int, end: int, result: re.Match[str]) -> Claim | None:
    left = sentence.text[begin:end]
    dimension, scale = UNITS.get(result["unit"] or "", ("", Decimal(1)))
    hundred = _HUNDRED.search(left)
    written = _Written.read(left[: hundred.start()] if hundred else left)
    reading = written.worked_out() if written is not None else None
    if written is None or reading is None:
        return None
    if dimension in MEASURED - {SCORE} and written.scale not in (None, scale):
        return None
    rate = dimension == RATE or hundred is not None
    return Claim(
        _kind(dimension, written.signs, sentence.text[max(0, begin - 40) : end]),
        "写出的算式",
        sentence.passage.span(sentence.start + begin, sentence.start + result.end()),
        Printed.read(result["number"].replace(",", "")),
        result["number"].replace(",", "") + (result["unit"] or ""),
        (reading.percent() if rate else reading,),
        unit=result["unit"] or "",
    )


def _kind(dimension: str, signs: set[str], words: str) -> Kind:
    if dimension == SCORE:
        return Kind.SCORE
    if dimension == RATE:
        if "-" in signs:
            return Kind.GROWTH
        return Kind.EXECUTION if _DONE.search(words) else Kind.SHARE
    return Kind.DIFFERENCE if signs == {"-"} else Kind.SUM


@dataclass
class _Written:
    """A formula as its tokens; ``scale`` is of the unit that its measured figures have, None if they have none."""

    tokens: list[str | Computed]
    scale: Decimal | None
    position: int = 0

    @property
    def signs(self) -> set[str]:
        return {token for token in self.tokens if isinstance(token, str)} - {"(", ")"}

    @classmethod
    def read(cls, text: str) -> _Written | None:
        """None where the words have not two figures, or measured figures in two units."""
        tokens: list[str | Computed] = []
        quotient = re.search("[÷/]", text) is not None
        scales: set[Decimal] = set()
        for match in _TOKEN.finditer(text):
            if match["sign"]:
                sign = _SIGNS[match["sign"]]
                if sign == ")" and tokens[-1:] == ["("]:
                    tokens.pop()  # (万元) after a name is no part of the arithmetic
                else:
                    tokens.append(sign)
            elif match["number"]:
                dimension, scale = UNITS.get(match["unit"] or "", ("", Decimal(1)))
                if dimension in MEASURED - {SCORE}:
                    scales.add(scale)
                tokens.append(_figure(match["number"], dimension, quotient))
        figures = sum(not isinstance(token, str) for token in tokens)
        return cls(tokens, next(iter(scales), None)) if figures > 1 and len(scales) < 2 else None

    def worked_out(self) -> Computed | None:
        """The value; None where the tokens are not one well-formed expression, or it divides by nought."""
        self.position = 0
        try:
            value = self._sum()
        except (ValueError, ZeroDivisionError):
            return None
        return value if self.position == len(self.tokens) else None

    def _sum(self) -> Computed:
        value = self._product()
        while (sign := self._take("+", "-")) is not None:
            value = value + self._product() if sign == "+" else value - self._product()
        return value

    def _product(self) -> Computed:
        value = self._one()
        while (sign := self._take("*", "/")) is not None:
            value = value * self._one() if sign == "*" else value / self._one()
        return value

    def _one(self) -> Computed:
        if self._take("("):
            value = self._sum()
            if self._take(")") is None:
                raise ValueError("a bracket is not closed")
            return value
        token = self.tokens[self.position] if self.position < len(self.tokens) else ""
        if isinstance(token, str):
            raise ValueError(f"a figure should stand where {token!r} is")
        self.position += 1
        return token

    def _take(self, *signs: str) -> str | None:
        token = self.tokens[self.position] if self.position < len(self.tokens) else None
        if isinstance(token, str) and token in signs:
            self.position += 1
            return token
        return None


def _figure(number: str, dimension: str, quotient: bool) -> Computed:
    """Prices and counts stand for themselves; the figures of a quotient may come from finer books."""
    printed = Printed.read(number)
    figure = printed.term(exact=not quotient or not printed.places and dimension not in MEASURED)
    if dimension != RATE:
        return figure
    return Computed(figure.value / 100, figure.low / 100, figure.high / 100, f"{figure.text}%")
