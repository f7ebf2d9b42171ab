"""What must not stand in a public paper, made up at run time: mobile numbers, ID numbers, bank cards."""

from __future__ import annotations

import random

from benchmarks.figures import Word
from benchmarks.pen import Pen, Sentence
from benchmarks.relations import Relation
from benchmarks.works import office_phone

_WHO = ("甲某", "乙某某", "丙某", "丁某某")


def contact(pen: Pen) -> None:
    """A line with an office telephone, in whose place a mobile number may slip."""
    word = Word(office_phone(pen), 1, (mobile(pen.rng),), -1)
    relation = Relation(("privacy",), "word", word, (), (), (word,), required=False)
    day = f"{pen.books.year + 1}年4月{pen.rng.randint(1, 28)}日"
    pen.paragraph(Sentence(pen.say("contact", who=pen.rng.choice(_WHO), phone=word, day=day), [relation]))


def person(pen: Pen) -> None:
    """A line that names a receiver with the number starred out, in whose place the full number may slip."""
    rng = pen.rng
    full, rule = (identity(rng), "identity") if pen.heads(50) else (card(rng), "card")
    word = Word(full[:6] + "*" * (len(full) - 10) + full[-4:], 1, (full,), -1)
    relation = Relation(("privacy",), "word", word, (), (), (word,), required=False)
    slot = {"id": word}
    pen.paragraph(Sentence(pen.say(rule, who=rng.choice(_WHO), place=pen.books.place, **slot), [relation]))


def mobile(rng: random.Random) -> str:
    """Eleven digits in the shape of a mobile number, of a block kept for examples."""
    number = "138" + "0000" + f"{rng.randint(0, 9999):04d}"
    return rng.choice(
        (number, number, f"{number[:3]} {number[3:7]} {number[7:]}", f"{number[:3]}-{number[3:7]}-{number[7:]}")
    )


def identity(rng: random.Random) -> str:
    """Eighteen characters with the right check character (GB 11643), of a region code that no place has."""
    born = f"{rng.randint(1955, 2001)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    body = f"4399{rng.randint(1, 28):02d}{born}{rng.randint(0, 999):03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def card(rng: random.Random) -> str:
    """Nineteen digits with the right Luhn digit."""
    body = "62" + "".join(str(rng.randint(0, 9)) for _ in range(16))
    total = 0
    for index, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if index % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)
