"""Outcomes, and papers written one after another."""

from collections.abc import Sequence

from oneruler.checks.render.form import Outcome, write
from oneruler.checks.report import Report


class Bare:
    """A form that writes next to nothing, and nothing at all of paper 2."""

    head = "["
    joint = "|"

    def paper(self, report: Report, path: str, number: int) -> str:
        return "" if number == 2 else f"{path}{number}:{len(report.findings)}"

    def unread(self, path: str, error: str, number: int) -> str:
        return f"{path}{number}!{error}"

    def tail(self, outcomes: Sequence[Outcome]) -> str:
        return f"]{sum(outcome.errors for outcome in outcomes)}"


def test_empty_pieces_take_no_joint(sample: Report) -> None:
    assert write(Bare(), [(sample, "a"), (sample, "b"), (sample, "c")]) == "[a1:3|c3:3]3"
    assert write(Bare(), []) == "[]0"


def test_an_outcome_counts_and_names_what_was_found(sample: Report) -> None:
    assert Outcome.of(sample, "甲.txt") == Outcome("甲.txt", 3, 1, 1, 1, ("ARI-GROWTH", "ARI-SUM", "FORM-TEXT"))
