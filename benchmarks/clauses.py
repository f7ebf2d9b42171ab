"""Clauses with their relations: growth, a whole and its parts, carrying out a budget, balances, points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from benchmarks.figures import UNITS, Figure, Token, Word
from benchmarks.pen import Part, Pen, Sentence, tokens_in
from benchmarks.relations import Relation
from benchmarks.wording import WHY


def direction(pen: Pen, sign: int, up: Sequence[str], down: Sequence[str]) -> Word:
    """A direction word, with the words of the other direction at hand."""
    words = {1: up, -1: down}
    return Word(pen.rng.choice(words[sign]), sign, tuple(words[-sign]), -sign)


def growth(pen: Pen, now: Figure, base: Fraction, than: str) -> Sentence:
    """How ``now``, already printed, stands to ``base`` (last year's figure or the year's first budget)."""
    rng, key = pen.rng, f"{now.key}.{than}"
    opening = pen.say(f"than {than}", ly=str(pen.books.year - 1))
    change = now.value - base
    if not base or not change:
        return _standing_still(pen, now, base, opening)
    sign = 1 if change > 0 else -1
    inc = direction(pen, sign, ("增加",), ("减少",))
    pct = direction(pen, sign, ("增长", "增长", "上升"), ("下降", "降低", "减少"))
    wid = direction(pen, sign, ("增幅",), ("降幅", "减幅"))
    rate = pen.rate(f"{key}.rate", abs(change) / base * 100)
    signed = pen.rate(f"{key}.rate", change / base * 100, signed=True)
    amount = _in_unit_of(now, f"{key}.change", abs(change))
    signed_amount = _in_unit_of(now, f"{key}.change", change)
    before = _in_unit_of(now, f"{now.key}@{than}", base)
    now.prior = before if than == "last" else None
    tokens: dict[str, Token] = {"inc": inc, "pct": pct, "wid": wid, "p": rate, "sp": signed}
    tokens |= {"D": amount, "sD": signed_amount, "A": before}
    if Fraction(amount.digits) == 0:
        return Sentence([*opening, "基本持平"])
    if change >= base * 6 / 5 and pen.heads(40):
        return _times(pen, now, before, amount, inc, opening)
    symbol = rng.choices(("growth", "growth with last", "growth alone"), (16, 4 if than == "last" else 0, 1))[0]
    parts = pen.say(symbol, ly=str(pen.books.year - 1), than=opening, **tokens)
    return Sentence(parts, growth_relations(parts, now, tokens))


def _times(pen: Pen, now: Figure, before: Figure, amount: Figure, inc: Word, opening: list[Part]) -> Sentence:
    """Growth said in times of the base."""
    times = Figure(f"{now.key}.times", (now.value - before.value) / before.value, UNITS["倍"], 2, pen.style)
    if pen.heads(50):
        relation = Relation(("growth",), "times", times, (now, before), (), (before, times))
        return Sentence(["，上年为", before, "，增长", times], [relation])
    relation = Relation(("growth",), "times by", times, (now, amount), (inc,), (inc, amount, times))
    return Sentence([*opening, inc, amount, "，增长", times], [relation])


def growth_relations(parts: Sequence[Part], now: Figure, tokens: dict[str, Token]) -> list[Relation]:
    """The relations among those of a growth clause's slots that were printed."""
    printed = tokens_in(parts)
    has = {name: token for name, token in tokens.items() if token in printed}
    rate, amount, before = has.get("p") or has.get("sp"), has.get("D") or has.get("sD"), has.get("A")
    rate_words = [w for w in printed if isinstance(w, Word) and w in (has.get("pct"), has.get("wid"))]
    inc = [word for word in (has.get("inc"), has.get("more")) if isinstance(word, Word)]
    focus = tuple(printed)
    found: list[Relation] = []
    if amount and rate:
        # A signed rate carries its own direction: the word before it is the amount's alone.
        of_amount = inc[-1:] or rate_words[:1]
        of_rate = rate_words[-1:] if "p" in has else of_amount
        words = (*of_amount, *of_rate)
        found.append(Relation(("growth",), "growth", rate, (now, amount), words, focus, two_ways=before is not None))
    elif before and rate:
        found.append(Relation(("growth",), "growth from", rate, (now, before), (*inc, *rate_words[-1:]), focus))
    elif rate:
        found.append(Relation(("growth",), "unverifiable", rate, (), (), focus, required=False))
    if amount and before:
        kinds = ("difference", "growth")
        found.append(Relation(kinds, "difference", amount, (now, before), tuple(inc), focus, required=False))
    return found


def from_to(pen: Pen, subject: str, now: Figure, base: Fraction) -> Sentence | None:
    """A whole sentence: by how much something went from last year's figure to this year's."""
    change = now.value - base
    if not base or not change:
        return None
    sign = 1 if change > 0 else -1
    pct = direction(pen, sign, ("增长",), ("下降", "降低"))
    before = _in_unit_of(now, f"{now.key}@last", base)
    amount = _in_unit_of(now, f"{now.key}.last.change", abs(change))
    if Fraction(amount.digits) == 0:
        return None
    now.prior = before
    tokens: dict[str, Token] = {"V": now, "A": before, "D": amount, "pct": pct}
    tokens["inc"] = direction(pen, sign, ("增加", "上升"), ("减少", "下降"))
    tokens["more"] = direction(pen, sign, ("增加",), ("减少",))
    tokens["wid"] = direction(pen, sign, ("增幅",), ("降幅",))
    tokens["p"] = pen.rate(f"{now.key}.last.rate", abs(change) / base * 100)
    parts = pen.say("from to", ly=str(pen.books.year - 1), **tokens)
    return Sentence([subject, *parts, "。"], growth_relations(parts, now, tokens))


def _standing_still(pen: Pen, now: Figure, base: Fraction, opening: list[Part]) -> Sentence:
    if base:
        return Sentence(pen.say("no change", than=opening))
    inc = Word("增加", 1, ("减少",), -1)
    amount = _in_unit_of(now, f"{now.key}.from nothing", now.value)
    if not now.value:
        return Sentence(["与上年持平"])
    return Sentence(pen.say("base zero", than=opening, inc=inc, D=amount))


def _in_unit_of(like: Figure, key: str, value: Fraction) -> Figure:
    return Figure(key, value, like.unit, like.places, like.style, exact=like.exact)


def because(pen: Pen, sentence: Sentence) -> Sentence:
    """Close a clause with a reason, or with none."""
    return Sentence([*sentence.parts, *pen.say("reason", why=pen.rng.choice(WHY)), "。"], sentence.relations)


def joined(*clauses: Sentence | str, sep: str = "") -> Sentence:
    """Clauses run together into one sentence."""
    out = Sentence([])
    for clause in clauses:
        if isinstance(clause, str):
            out.parts.append(clause)
            continue
        if sep and out.parts and not (isinstance(clause.parts[0], str) and clause.parts[0][:1] in "，（、"):
            out.parts.append(sep)
        out.parts.extend(clause.parts)
        out.relations.extend(clause.relations)
    return out


def breakdown(
    pen: Pen,
    whole_name: str,
    whole: Figure,
    parts: Sequence[tuple[str, Figure]],
    *,
    shares: int = 0,
    of: str = "",
    symbol: str = "breakdown with rest",
    tails: Sequence[Sentence] = (),
) -> Sentence:
    """A whole said with all its parts; ``shares`` times in a hundred with their shares; ``tails`` follow the parts."""
    with_shares = bool(whole.value) and pen.heads(shares)
    loose = len(parts) > 2 and not with_shares and not tails
    separator = pen.rng.choice(("、", "，", "，", "；") if not with_shares else ("；", "；", "，", "、"))
    if tails:
        separator = "；"
    said: list[Part] = []
    relations: list[Relation] = []
    spent = parts[0][1].unit.name.endswith("元") and not any("收入" in name for name, _ in parts)
    template = pen.rng.choice(("{name}{x}", "{name}{x}", "{name}为{x}", "{name}支出{x}" if spent else "{name}{x}"))
    for index, (name, figure) in enumerate(parts):
        if index:
            said.append(
                "和" if loose and separator == "，" and index == len(parts) - 1 and pen.heads(40) else separator
            )
        name = name.removesuffix("支出") if "支出" in template else name
        said.extend(pen.fill(template, name=name, x=figure))
        if with_shares:
            clause, relation = share(pen, figure, whole, of)
            said.extend(clause)
            relations.append(relation)
        if index < len(tails):
            said.extend(tails[index].parts)
            relations.extend(tails[index].relations)
    if loose and pen.heads(40):
        symbol = "breakdown"
    body = pen.say(symbol, whole=whole_name, W=whole, parts=said)
    figures = tuple(figure for _, figure in parts)
    relations.append(Relation(("sum",), "sum", whole, figures, (), (whole, *figures)))
    return Sentence(body, relations)


def share(pen: Pen, part: Figure, whole: Figure, of: str) -> tuple[list[Part], Relation]:
    """The share of a part, behind the part."""
    rate = pen.rate(f"{part.key}/{whole.key}", part.value / whole.value * 100)
    slots: dict[str, Part] = {"p": rate, "of": of or pen.rng.choice(("总额", "合计"))}
    if of and pen.heads(12):
        slots["W"] = replace(whole)
    said = pen.say("share", **slots)
    hedged = any(isinstance(piece, str) and "约" in piece for piece in said)
    relation = Relation(("share",), "ratio", rate, (part, whole), (), (part, rate), hedged=hedged, required=not hedged)
    return said, relation


def some_parts(pen: Pen, whole_name: str, whole: Figure, parts: Sequence[tuple[str, Figure]]) -> Sentence:
    """A whole with some of its parts only: less than the whole is right."""
    said: list[Part] = []
    for index, (name, figure) in enumerate(parts):
        said.extend(["、"] if index else [])
        said.extend([name, figure])
    figures = tuple(figure for _, figure in parts)
    body = pen.say("some parts", whole=whole_name, W=whole, parts=said)
    return Sentence(body, [Relation(("sum",), "at most", whole, figures, (), (whole, *figures), required=False)])


def execution(pen: Pen, symbol: str, budget: Figure, spent: Figure, initial: Figure | None = None) -> Sentence:
    """How much of a budget was spent; ``initial`` is named beside where the rule has room for it."""
    rate = pen.rate(f"{spent.key}/{budget.key}", spent.value / budget.value * 100)
    slots: dict[str, Token] = {"B": budget, "V": spent, "p": rate}
    if initial:
        slots["I"] = initial
    decoys = (initial,) if initial else ()
    relation = Relation(("execution",), "ratio", rate, (spent, budget), (), (budget, spent, rate), decoys=decoys)
    return Sentence(pen.say(symbol, **slots), [relation])


def difference(pen: Pen, symbol: str, a: Figure, b: Figure, **words: Word) -> Sentence:
    """Two figures and what is between them."""
    d = Figure(f"{a.key}-{b.key}", abs(a.value - b.value), a.unit, a.places, a.style, exact=a.exact)
    operands = (b, a) if words else (a, b)
    said = tuple(words.values())
    parts = pen.say(symbol, a=a, b=b, d=d, **words)
    return Sentence(parts, [Relation(("difference",), "difference", d, operands, said, (a, b, d))])


def points(pen: Pen, what: str, key: str, now: Fraction, base: Fraction) -> Sentence | None:
    """Two rates and the points between them."""
    gap = now - base
    if not gap:
        return None
    sign = 1 if gap > 0 else -1
    style = pen.style
    x, y = (Figure(name, value, UNITS["%"], 2, style) for name, value in ((key, now), (f"{key}@base", base)))
    q = Figure(f"{key}.points", abs(gap), UNITS["个百分点"], 2, style)
    up = direction(pen, sign, ("提高", "上升"), ("下降", "降低"))
    over = direction(pen, sign, ("高于", "高出"), ("低于",))
    again = direction(pen, sign, ("提高", "上升"), ("下降", "降低"))
    parts = pen.say("points", what=what, than="较上年", up=up, again=again, over=over, x=x, y=y, q=q)
    printed = tokens_in(parts)
    words = tuple(word for word in (up, again, over) if word in printed)
    rule = "difference" if y in printed else "unverifiable"
    operands: tuple[Token, ...] = (x, y) if y in printed else ()
    focus = tuple(printed)
    relation = Relation(("points",), rule, q, operands, words if operands else (), focus, required=bool(operands))
    return Sentence([*parts, "。"], [relation])
