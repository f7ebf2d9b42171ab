from __future__ import annotations

from datetime import date

import pytest

from oneruler.base.fen import Fen
from oneruler.base.figures import Figure, Measure, Unit
from oneruler.projects.procedure import Condition, Procedure
from oneruler.projects.procedure.reading import load_calendar

ON = date(2025, 10, 9)


def figure(name: str, value: int, unit: Unit = Unit.FEN) -> Figure:
    return Figure(Measure(name, name, unit, "截至当日"), Fen(value), ON)


FUNDS = Condition("余额", "应付", "足额到位")


@pytest.mark.parametrize(("have", "need", "holds"), [(100, 100, True), (101, 100, True), (99, 100, False)])
def test_one_fen_short_is_short(have: int, need: int, holds: bool) -> None:
    assert (FUNDS.hindrance([figure("余额", have), figure("应付", need)]) == "") is holds


def test_what_is_said_of_it() -> None:
    said = FUNDS.hindrance([figure("余额", 12345600), figure("应付", 20000000)])
    assert said == "足额到位：余额 123,456.00 元，少于应付 200,000.00 元"
    assert FUNDS.hindrance([figure("余额", 1)]) == "足额到位：没有应付的数，无从核对"
    assert "单位不同" in FUNDS.hindrance([figure("余额", 1), figure("应付", 1, Unit.PIECES)])


def test_against_a_number() -> None:
    half = Condition("签约率", "80", "签约率")
    assert half.hindrance([figure("签约率", 80, Unit.PER_CENT)]) == ""
    assert half.hindrance([figure("签约率", 79, Unit.PER_CENT)]) == "签约率：79 小于 80"


def test_the_term_that_a_step_opens() -> None:
    collective = Procedure.load("collective")
    ends = {
        code: step.ends_on(date(2025, 8, 1), load_calendar())
        for code in ("pre_notice", "plan_notice", "land_notice", "registration")
        if (step := collective.step(code))
    }
    assert ends == {
        "pre_notice": date(2025, 8, 15), "plan_notice": date(2025, 8, 31), "land_notice": None, "registration": None,
    }  # fmt: skip


def test_from_which_steps_on_a_project_is_known() -> None:
    known = Procedure.load("collective").public_codes()
    assert {"pre_notice", "land_survey", "land_notice"} <= known
    assert not known & {"public_interest", "prior_payment_basis"}
