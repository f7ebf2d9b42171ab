"""What is wrong with a policy pack or with facts, said so that an officer can mend it: where, what, and the repair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a pack: file relative to its folder, line and column from 1 (0: the file as a whole)."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file, *(str(number) for number in (self.line, self.column) if number)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault at one place; ``message`` says what was found and expected, ``repair`` what to do."""

    place: Place
    message: str
    repair: str = ""

    def __str__(self) -> str:
        place = f"{self.place}：" if self.place.file else ""
        return f"{place}{self.message}" + (f" {self.repair}" if self.repair else "")


class PackError(Exception):
    """A pack that cannot be used, with all its faults in the order of the files."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class FactFault:
    """One thing wrong with facts: ``where`` and ``words`` make its sentence, ``words`` alone stand at the field.

    ``kind``, ``index`` (from 0 among the objects of that kind) and ``field`` say where a form shows it; each is empty
    where the fault lies at none. ``missing``: nothing is written there yet.
    """

    where: str
    words: str
    kind: str = ""
    index: int = 0
    field: str = ""
    missing: bool = False

    def __str__(self) -> str:
        return self.where + self.words


class FactsError(Exception):
    """Facts that a pack cannot take, each fault a Chinese sentence that names object and field."""

    def __init__(self, problems: Iterable[str | FactFault]) -> None:
        self.faults = tuple(FactFault("", one) if isinstance(one, str) else one for one in problems)
        self.problems = tuple(str(fault) for fault in self.faults)
        super().__init__("\n".join(self.problems))


class RefusalToCompute(Exception):  # noqa: N818 -- what it is called in the field: 拒绝计算
    """What is owed cannot be said: a price is missing, a fact is not known, a day lies outside. All reasons at once."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(dict.fromkeys(reasons))
        super().__init__("\n".join(self.reasons))


@dataclass
class Faults:
    """Collects what is wrong while a pack is read, so that all is said at once.

    ``broken`` are the tables that could not be read: what rests on them is not complained of again.
    """

    found: list[Fault] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def add(self, place: Place, message: str, repair: str = "") -> None:
        """Note one fault and go on."""
        self.found.append(Fault(place, message, repair))

    def raise_if_any(self) -> None:
        """Raises PackError with all that was found."""
        if self.found:
            raise PackError(self.found)
