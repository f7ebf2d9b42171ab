from __future__ import annotations

from datetime import date, timedelta

import pytest

from oneruler.projects.procedure import Done, Procedure, State, StepState, hindrances, states
from oneruler.projects.procedure.reading import load_calendar
from tests.district import COLLECTIVE_STEPS, enough

COLLECTIVE = Procedure.load("collective")
DAYS = load_calendar()


def done(*codes: str, **days: date) -> dict[str, Done]:
    given = {code: COLLECTIVE_STEPS[code] for code in codes} | days
    found = {}
    for code, day in given.items():
        step = COLLECTIVE.step(code)
        assert step is not None
        found[code] = Done(day, step.ends_on(day, DAYS))
    return found


def upto(code: str) -> dict[str, Done]:
    codes = list(COLLECTIVE_STEPS)
    return done(*codes[: codes.index(code) + 1])


def on(day: date, passed: dict[str, Done]) -> dict[str, StepState]:
    return {one.step.code: one for one in states(COLLECTIVE, passed, day, DAYS)}


def hinders(code: str, day: date, passed: dict[str, Done], *, funds: bool = True) -> tuple[str, ...]:
    step = COLLECTIVE.step(code)
    assert step is not None
    return hindrances(COLLECTIVE, step, day, passed, list(enough(day).values()) if funds else [])


def test_at_first_only_the_first_step_is_due() -> None:
    found = on(date(2025, 7, 10), {})
    assert [code for code, one in found.items() if one.state is State.DUE] == ["public_interest"]
    assert found["pre_notice"].state is State.WAITING
    assert found["pre_notice"].why == ("“公益目的与规划审查”还没有办结",)
    assert found["prior_payment_basis"].state is State.OPTIONAL


def test_a_notice_runs_its_ten_working_days() -> None:
    passed = done("public_interest", "pre_notice", "land_survey", land_survey=date(2025, 8, 4),
                  risk_assessment=date(2025, 8, 5))  # fmt: skip
    assert hinders("compensation_plan", date(2025, 8, 15), passed) == (
        "“征收土地预公告”的期限到 2025-08-15 届满，次日起方可办理",
    )
    assert hinders("compensation_plan", date(2025, 8, 16), passed) == ()
    waiting = on(date(2025, 8, 15), passed)["compensation_plan"]
    assert (waiting.state, waiting.earliest) == (State.WAITING, date(2025, 8, 16))
    assert on(date(2025, 8, 16), passed)["compensation_plan"].state is State.DUE
    assert on(date(2025, 8, 15), passed)["pre_notice"].why == ("期限到 2025-08-15 届满",)


def test_what_runs_beside_the_notice_need_not_wait_for_its_end() -> None:
    assert hinders("land_survey", date(2025, 8, 1), done("public_interest", "pre_notice")) == ()


@pytest.mark.parametrize(
    ("code", "others"), [(step.code, list(step.before_it)) for step in COLLECTIVE.ordinary if step.before_it]
)  # fmt: skip
def test_no_step_passes_before_those_it_rests_on(code: str, others: list[str]) -> None:
    day = date(2026, 6, 1)
    assert hinders(code, day, done(*COLLECTIVE_STEPS)) == ()
    for missing in others:
        passed = {other: one for other, one in done(*COLLECTIVE_STEPS).items() if other != missing}
        step = COLLECTIVE.step(missing)
        assert step is not None
        assert hinders(code, day, passed) == (f"“{step.title}”还没有办结",)


def test_what_happened_later_was_not_passed_yet() -> None:
    assert hinders("land_survey", date(2025, 7, 31), upto("pre_notice")) == ("“征收土地预公告”还没有办结",)
    assert on(date(2025, 7, 31), upto("pre_notice"))["pre_notice"].state is State.DUE


def test_without_the_funds_no_approval() -> None:
    assert hinders("approval", date(2025, 12, 1), upto("approval_bundle"), funds=False) == (
        "没有足额到位的，不得批准征收：没有pre_deposit_balance、estimated_compensation的数，无从核对",
    )


def test_fifteen_working_days_from_the_approval() -> None:
    passed = upto("approval")
    last = on(date(2025, 12, 2), passed)["land_notice"].latest
    assert last == date(2025, 12, 22)
    assert on(last, passed)["land_notice"].state is State.DUE
    late = on(last + timedelta(days=3), passed)["land_notice"]
    assert (late.state, late.why) == (State.LATE, ("应在 2025-12-22 前办结，已超过 3 天",))


def test_done_late_is_done_and_says_so() -> None:
    passed = upto("approval") | done(land_notice=date(2025, 12, 24))
    found = on(date(2026, 1, 5), passed)["land_notice"]
    assert (found.state, found.why) == (State.DONE, ("应在 2025-12-22 前办结，晚了 2 天",))


def test_a_step_that_was_left_out_is_missing() -> None:
    passed = {code: one for code, one in upto("compensation_plan").items() if code != "risk_assessment"}
    found = on(date(2025, 8, 25), passed)["risk_assessment"]
    assert (found.state, found.why) == (State.MISSING, ("拟定征地补偿安置方案已经办结，这一步没有登记",))


def test_a_deadline_in_a_year_without_holidays_is_said() -> None:
    passed = {"approval": Done(date(2026, 12, 25))}
    found = on(date(2026, 12, 28), passed)["land_notice"]
    assert found.latest is None
    assert "没有 2027 年的放假安排" in found.why[-1]


def test_every_state_has_its_word() -> None:
    assert len({one.label for one in State}) == len(State)
