"""One line of a sheet as a value, and how two sheets differ line by line. Values only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from oneruler.base.fen import Fen, print_yuan
from oneruler.policy.model import Nature


@dataclass(frozen=True, slots=True)
class Line:
    """What is owed to whom for what. ``payee_name`` is empty where the right holder itself is meant."""

    item: str
    object_kind: str
    object_label: str
    payee: str
    payee_name: str
    article: str
    worked: str
    amount: Fen
    due_on: date | None
    nature: Nature

    @property
    def about(self) -> tuple[str, str, str]:
        """What it is for, whatever it comes to and whoever is paid."""
        return self.item, self.object_kind, self.object_label

    @property
    def owed(self) -> tuple[tuple[str, str, str], tuple[str, str], Fen]:
        """All of it that is money: for what, to whom, how much."""
        return self.about, (self.payee, self.payee_name), self.amount


@dataclass(frozen=True, slots=True)
class Difference:
    """An item for an object and a payee that two sheets put at different amounts; None where one has no such line."""

    about: tuple[str, str, str]
    payee: tuple[str, str]
    before: Fen | None
    after: Fen | None

    def __str__(self) -> str:
        item, kind, label = self.about
        was, now = ("无" if one is None else f"{print_yuan(one)} 元" for one in (self.before, self.after))
        return (
            f"{item}（{kind}{f'“{label}”' if label else ''}，付{'、'.join(filter(None, self.payee))}）：{was} → {now}"
        )


def total(lines: Iterable[Line]) -> Fen:
    """The sum of some lines."""
    return Fen(sum(line.amount for line in lines))


def by_payee(lines: Iterable[Line]) -> dict[tuple[str, str], Fen]:
    """What each payee is owed."""
    sums: defaultdict[tuple[str, str], int] = defaultdict(int)
    for line in lines:
        sums[line.payee, line.payee_name] += line.amount
    return {payee: Fen(amount) for payee, amount in sums.items()}


def differences(before: Iterable[Line], after: Iterable[Line]) -> tuple[Difference, ...]:
    """Where two sheets put another amount, in the order of the lines; nothing where every fen goes the same way."""
    was, now = _summed(before), _summed(after)
    keys = dict.fromkeys((*was, *now))
    return tuple(Difference(key[0], key[1], was.get(key), now.get(key)) for key in keys if was.get(key) != now.get(key))


def _summed(lines: Iterable[Line]) -> dict[tuple[tuple[str, str, str], tuple[str, str]], Fen]:
    sums: dict[tuple[tuple[str, str, str], tuple[str, str]], Fen] = {}
    for line in lines:
        about, payee, amount = line.owed
        sums[about, payee] = Fen(sums.get((about, payee), Fen(0)) + amount)
    return sums
