"""The equations that printed figures must satisfy, and what recomputing them from the print gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from benchmarks.figures import Figure, Token, Word

OK, ROUNDING, ERROR, UNVERIFIABLE = "ok", "rounding", "error", "unverifiable"


@dataclass(eq=False)
class Relation:
    """One equation: ``stated`` must be what ``rule`` makes of ``operands``.

    ``words`` are the direction words: of the amount first, of the rate last. ``focus`` are the tokens whose hull is
    the relation's own words. ``kinds`` are the names it may rightly be called by, the best first. A relation that is
    not ``required`` may be left unsaid by a checker. ``decoys`` are wrong bases that stand in the same sentence.
    Where the print gives ``two_ways`` to recompute, a slip in an operand leaves open which of the two is believed.
    """

    kinds: tuple[str, ...]
    rule: str
    stated: Token
    operands: tuple[Token, ...] = ()
    words: tuple[Word, ...] = ()
    focus: tuple[Token, ...] = ()
    required: bool = True
    hedged: bool = False
    decoys: tuple[Figure, ...] = ()
    two_ways: bool = False

    @property
    def tokens(self) -> tuple[Token, ...]:
        return (self.stated, *self.operands, *self.words)


@dataclass(frozen=True, slots=True)
class Outcome:
    """``truth`` in base units (None where it cannot be recomputed); ``accepted`` are the verdicts one may defend."""

    truth: Fraction | None
    verdict: str
    accepted: frozenset[str]
    margin: Fraction = Fraction(0)  # how many last places the statement is away from the widest reading
    span: tuple[Fraction, Fraction] | None = None  # the least and greatest that the printed operands allow


def evaluate(relation: Relation) -> Outcome:
    """Recompute ``relation`` from its tokens as they are printed now."""
    stated = relation.stated
    if isinstance(stated, Word):
        return _only(ERROR, Fraction(99)) if stated.sign < 0 else _only(OK)
    if relation.rule == "unverifiable":
        return Outcome(None, UNVERIFIABLE, frozenset({UNVERIFIABLE}))
    figures = [token for token in relation.operands if isinstance(token, Figure)]
    rule = RULES[relation.rule]
    signs = [word.sign for word in relation.words]
    try:
        truth = rule([figure.stated for figure in figures], signs)
        fine = _range(rule, figures, signs, wide=False)
        wide = _range(rule, figures, signs, wide=True)
    except ZeroDivisionError:
        return Outcome(None, UNVERIFIABLE, frozenset({UNVERIFIABLE, ERROR}))
    if relation.rule in {"difference", "growth from"} and len(set(signs)) > 1:
        return Outcome(None, ERROR, frozenset({ERROR}), Fraction(99))  # the words contradict one another
    falls = [-1] if relation.rule == "growth" and stated.digits.startswith("-") else []
    if relation.rule in {"growth", "times by"} and len({*signs, *falls}) > 1:
        # Amount and rate say opposite directions: which of the two is wrong, and so the right rate, is open.
        return replace(_judge(relation, stated, stated.stated * signs[-1], truth, fine, wide), truth=None)
    said = stated.stated * (signs[-1] if signs and not stated.digits.startswith("-") else 1)
    if relation.rule == "same":
        said = abs(said)  # one change may be printed once with a word and once with a sign
    if relation.rule == "at most":
        return _bounded(said, truth, wide, stated)
    return replace(_judge(relation, stated, said, truth, fine, wide), span=wide)


def _judge(
    relation: Relation,
    stated: Figure,
    said: Fraction,
    truth: Fraction,
    fine: tuple[Fraction, Fraction],
    wide: tuple[Fraction, Fraction],
) -> Outcome:
    everything_exact = stated.exact and all(f.exact for f in relation.operands if isinstance(f, Figure))
    if everything_exact and relation.rule in {"sum", "difference"}:
        gap = abs(said - truth)
        return Outcome(truth, *((OK, frozenset({OK})) if not gap else (ERROR, frozenset({ERROR}))), margin=gap * 9)
    step = stated.step
    away = max(wide[0] - said, said - wide[1], Fraction(0)) / step
    if relation.hedged:
        far = abs(said - truth) > max(5 * step, abs(truth) / 20)
        accepted = frozenset({OK, ROUNDING, UNVERIFIABLE} | ({ERROR} if far else set()))
        return Outcome(truth, ERROR if far else OK, accepted, Fraction(0))
    if _half_up(truth, step) == said:
        return Outcome(truth, OK, frozenset({OK}), away)
    if _meets(said, stated.fine_step, fine):
        return Outcome(truth, OK, frozenset({OK, ROUNDING}), away)
    near = frozenset({OK, ROUNDING}) if _meets(said, step, wide) else frozenset({ROUNDING})
    if abs(said - truth) < step * Fraction(3, 2) or _cut(truth, step) == said:
        return Outcome(truth, ROUNDING, near, away)
    if _meets(said, step, wide):
        return Outcome(truth, OK, frozenset({OK, ROUNDING, ERROR}), away)
    sure = frozenset({ERROR}) if away >= 2 else frozenset({ERROR, ROUNDING})
    return Outcome(truth, ERROR, sure, away)


def _bounded(said: Fraction, truth: Fraction, wide: tuple[Fraction, Fraction], stated: Figure) -> Outcome:
    if truth <= said:
        return Outcome(truth, OK, frozenset({OK, UNVERIFIABLE}))
    over = (wide[0] - said) / stated.step
    accepted = {ERROR} if over > 1 else {OK, ROUNDING, ERROR, UNVERIFIABLE}
    return Outcome(truth, ERROR if over > 1 else OK, frozenset(accepted), over)


def _only(verdict: str, margin: Fraction = Fraction(0)) -> Outcome:
    return Outcome(None, verdict, frozenset({verdict}), margin)


def _meets(said: Fraction, step: Fraction, span: tuple[Fraction, Fraction]) -> bool:
    return said - step / 2 <= span[1] and said + step / 2 >= span[0]


def _half_up(value: Fraction, step: Fraction) -> Fraction:
    units = abs(value) / step + Fraction(1, 2)
    return (units.numerator // units.denominator) * step * (1 if value >= 0 else -1)


def _cut(value: Fraction, step: Fraction) -> Fraction:
    units = abs(value) / step
    return (units.numerator // units.denominator) * step * (1 if value >= 0 else -1)


Rule = Callable[[Sequence[Fraction], Sequence[int]], Fraction]


def _range(rule: Rule, figures: Sequence[Figure], signs: Sequence[int], *, wide: bool) -> tuple[Fraction, Fraction]:
    """The least and the greatest that ``rule`` gives over all that the printed operands may stand for."""
    halves = [Fraction(0) if f.exact else (f.step if wide else f.fine_step) / 2 for f in figures]
    nominal = [figure.stated for figure in figures]
    if len(figures) > 4:  # only sums have so many, and a sum's extremes are those of its parts
        truth, slack = rule(nominal, signs), sum(halves, Fraction(0))
        return truth - slack, truth + slack
    values = []
    for corner in product((-1, 1), repeat=len(figures)):
        try:
            values.append(rule([n + c * h for n, c, h in zip(nominal, corner, halves, strict=True)], signs))
        except ZeroDivisionError:
            continue
    return min(values), max(values)


def _growth(v: Sequence[Fraction], s: Sequence[int]) -> Fraction:
    """From the value and the amount of change: the base is the value less the change."""
    now, change = v
    signed = change * (s[0] if change > 0 and s else 1)
    return signed / (now - signed) * 100


def _score(v: Sequence[Fraction], _s: Sequence[int]) -> Fraction:
    weight, rate = v
    return weight * min(Fraction(1), rate / 100)


RULES: dict[str, Rule] = {
    "sum": lambda v, _s: sum(v, Fraction(0)),
    "at most": lambda v, _s: sum(v, Fraction(0)),
    "ratio": lambda v, _s: v[0] / v[1] * 100,
    "growth": _growth,
    "growth from": lambda v, _s: (v[0] - v[1]) / v[1] * 100,  # this year's value, last year's value
    "times": lambda v, _s: (v[0] - v[1]) / v[1],
    "times by": lambda v, s: _growth(v, s) / 100,
    "difference": lambda v, _s: v[0] - v[1],
    "score": _score,
    "same": lambda v, _s: abs(v[0]),
}
