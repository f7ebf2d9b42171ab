"""Slips of the pen: each changes exactly one thing in print, and is kept only if it shows beyond all rounding."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from benchmarks.figures import UNITS, Figure, Token, Word
from benchmarks.relations import ERROR, ROUNDING, Relation, evaluate


@dataclass(frozen=True)
class Planted:
    """A slip in place: the token that it changed, what it says it is, and how the print was before."""

    name: str
    slips: frozenset[str]
    token: Token
    target: Relation
    before: str


Change = tuple[Token, Callable[[], None], frozenset[str]]
Maker = Callable[[Relation, random.Random], Iterator[Change]]


def plant(relations: Sequence[Relation], rng: random.Random, taken: set[int]) -> Planted | None:
    """Plant one slip of a kind drawn at random in a relation drawn at random, or give up (None).

    ``taken`` holds ``id`` of the tokens of relations that already carry a slip; they are left alone.
    """
    names = list(MAKERS)
    rng.shuffle(names)
    for name in names:
        candidates = [
            r for r in relations if not any(id(t) in taken for t in r.tokens) and (r.required or r.rule == "word")
        ]
        rng.shuffle(candidates)
        for relation in candidates[:60]:
            for token, apply, slips in MAKERS[name](relation, rng):
                planted = _try(name, slips, token, apply, relation)
                if planted:
                    return planted
    return None


def _try(
    name: str, slips: frozenset[str], token: Token, apply: Callable[[], None], relation: Relation
) -> Planted | None:
    if name != "privacy" and name != "year" and evaluate(relation).verdict != "ok":
        return None
    before, state = token.text(), dict(vars(token))
    apply()
    outcome = evaluate(relation)
    wanted = ROUNDING if name == "truncated" else ERROR
    seen = outcome.accepted == {wanted} and (wanted == ROUNDING or outcome.margin >= 3)
    if seen and token.text() != before:
        return Planted(name, slips, token, relation, before)
    vars(token).update(state)
    return None


def _digits(figure: Figure, digits: str) -> Callable[[], None]:
    return lambda: setattr(figure, "digits", digits)


def _figures(relation: Relation) -> list[Figure]:
    return [token for token in relation.tokens if isinstance(token, Figure)]


def _point(relation: Relation, rng: random.Random) -> Iterator[Change]:
    """The decimal point lost, or moved by one place."""
    figures = [f for f in _figures(relation) if "." in f.digits]
    if isinstance(relation.stated, Figure) and relation.stated in figures and rng.random() < 0.7:
        figures = [relation.stated]
    for figure in rng.sample(figures, len(figures)):
        whole, _, rest = figure.digits.partition(".")
        forms = [whole + rest, whole + rest[0] + ("." + rest[1:] if rest[1:] else "")]
        if len(whole.lstrip("-")) > 1:
            forms.append(f"{whole[:-1]}.{whole[-1]}{rest}")
        digits = rng.choice(forms)
        if digits.lstrip("-").startswith("0") and not digits.lstrip("-").startswith("0."):
            digits = digits.lstrip("-0") or "0"
        yield figure, _digits(figure, digits), frozenset({"decimal-point"})


def _complement(relation: Relation, _rng: random.Random) -> Iterator[Change]:
    truth, stated = evaluate(relation).truth, relation.stated
    if truth is None or not isinstance(stated, Figure) or stated.digits.startswith("-") or abs(truth) >= 100:
        return
    falls = relation.rule.startswith("growth") and truth < 0
    if falls or (relation.rule == "ratio" and "share" in relation.kinds):
        yield stated, _digits(stated, stated.print_of(100 - abs(truth))), frozenset({"complement"})


def _base(relation: Relation, _rng: random.Random) -> Iterator[Change]:
    stated = relation.stated
    if not isinstance(stated, Figure):
        return
    values = [figure.stated for figure in relation.operands if isinstance(figure, Figure)]
    if relation.rule == "growth" and values[0]:
        now, change = values[0], abs(values[1])
        sign = 1 if (evaluate(relation).truth or 0) > 0 else -1
        minus = "-" if stated.digits.startswith("-") else ""
        yield stated, _digits(stated, minus + stated.print_of(change / now * 100)), frozenset({"wrong-base"})
        if now + sign * change > 0:
            wrong = change / (now + sign * change) * 100
            yield stated, _digits(stated, minus + stated.print_of(wrong)), frozenset({"wrong-base", "direction"})
    elif relation.rule == "growth from" and values[0]:
        wrong = abs(values[0] - values[1]) / values[0] * 100
        yield stated, _digits(stated, stated.print_of(wrong)), frozenset({"wrong-base"})
    elif relation.rule == "ratio" and relation.decoys and relation.decoys[0].stated:
        yield (
            stated,
            _digits(stated, stated.print_of(values[0] / relation.decoys[0].stated * 100)),
            frozenset({"wrong-base"}),
        )


def _direction(relation: Relation, rng: random.Random) -> Iterator[Change]:
    words = list(dict.fromkeys(relation.words))
    slips = frozenset({"direction"} if len(words) > 1 else {"direction", "wrong-base"})
    for word in rng.sample(words, len(words)):
        yield word, _flip(word, rng.choice(word.others)), slips
    stated = relation.stated
    if isinstance(stated, Figure) and stated.signed and stated.digits.startswith("-"):
        yield stated, _digits(stated, stated.digits[1:]), frozenset({"direction"})


def _flip(word: Word, other: str) -> Callable[[], None]:
    return lambda: word.flip(other)


def _swapped(relation: Relation, rng: random.Random) -> Iterator[Change]:
    for figure in rng.sample(_figures(relation), len(_figures(relation))):
        digits = figure.digits
        places = [i for i in range(len(digits) - 1) if digits[i : i + 2].isdigit() and digits[i] != digits[i + 1]]
        places = [i for i in places if not (i == 0 and digits[1] == "0")]
        if places:
            i = rng.choice(places)
            yield (
                figure,
                _digits(figure, digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]),
                frozenset({"transposed-digits"}),
            )


def _unit(relation: Relation, rng: random.Random) -> Iterator[Change]:
    for figure in rng.sample(_figures(relation), len(_figures(relation))):
        if figure.unit.swap and not figure.bare and Fraction(figure.digits):
            yield figure, _other_unit(figure), frozenset({"unit"})


def _other_unit(figure: Figure) -> Callable[[], None]:
    other = UNITS[figure.unit.swap]
    return lambda: setattr(figure, "unit", other)


def _missing(relation: Relation, rng: random.Random) -> Iterator[Change]:
    parts = [f for f in relation.operands if isinstance(f, Figure)]
    stated = relation.stated
    if relation.rule != "sum" or len(parts) < 3 or not isinstance(stated, Figure):
        return
    whole = sum((part.stated for part in parts), Fraction(0))
    for part in rng.sample(parts, len(parts)):
        if 0 < part.stated < whole:
            yield stated, _digits(stated, stated.print_of(whole - part.stated)), frozenset({"missing-part"})


def _amount(relation: Relation, _rng: random.Random) -> Iterator[Change]:
    stated = relation.stated
    if not isinstance(stated, Figure) or stated.unit.name != "%" or relation.rule not in {"growth", "ratio"}:
        return
    figures = [f for f in relation.operands if isinstance(f, Figure) and not f.exact]
    amount = figures[1] if relation.rule == "growth" and len(figures) > 1 else figures[0] if figures else None
    if amount is not None:
        yield stated, _digits(stated, amount.digits), frozenset({"amount-as-percentage"})


def _cut(relation: Relation, _rng: random.Random) -> Iterator[Change]:
    truth, stated = evaluate(relation).truth, relation.stated
    if truth is not None and isinstance(stated, Figure) and stated.unit.name == "%" and stated.places:
        shown = abs(truth) if not stated.digits.startswith("-") else truth
        yield stated, _digits(stated, stated.print_of(shown, cut=True)), frozenset({"truncated"})


def _copied(relation: Relation, _rng: random.Random) -> Iterator[Change]:
    for figure in _figures(relation):
        prior = figure.prior
        beside = prior is not None and prior in relation.tokens + relation.decoys and prior.unit == figure.unit
        if prior is not None and (beside or figure.bare):
            yield figure, _digits(figure, prior.digits), frozenset({"copied-from-last-year"})


def _plain(relation: Relation, rng: random.Random) -> Iterator[Change]:
    """A wrong figure that no slip explains: one digit put for another."""
    if relation.rule not in {"sum", "difference", "score", "ratio"} or not isinstance(relation.stated, Figure):
        return
    digits = relation.stated.digits
    places = [i for i, digit in enumerate(digits) if digit.isdigit()]
    i = rng.choice(places[: max(1, len(places) - 1)])
    other = rng.choice([d for d in "123456789" if d != digits[i]])
    yield relation.stated, _digits(relation.stated, digits[:i] + other + digits[i + 1 :]), frozenset()


def _private(relation: Relation, _rng: random.Random) -> Iterator[Change]:
    word = relation.stated
    if relation.rule == "word" and relation.kinds[0] == "privacy" and isinstance(word, Word) and word.sign > 0:
        yield word, _flip(word, word.others[0]), frozenset()


def _year(relation: Relation, _rng: random.Random) -> Iterator[Change]:
    word = relation.stated
    if relation.rule == "word" and relation.kinds[0] == "form" and isinstance(word, Word) and word.sign > 0:
        yield word, _flip(word, word.others[0]), frozenset()


MAKERS: dict[str, Maker] = {
    "decimal-point": _point,
    "complement": _complement,
    "wrong-base": _base,
    "direction": _direction,
    "transposed-digits": _swapped,
    "unit": _unit,
    "missing-part": _missing,
    "amount-as-percentage": _amount,
    "truncated": _cut,
    "copied-from-last-year": _copied,
    "plain": _plain,
    "privacy": _private,
    "year": _year,
}
