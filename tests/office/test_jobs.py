import pytest

from oneruler.office.errors import WrongStateError
from oneruler.office.jobs import MOST_ATTEMPTS, Event, Standing, State, after
from oneruler.office.models import Job

MAY = {
    (Event.CLAIM, State.WAITING), (Event.FINISH, State.RUNNING), (Event.FAIL, State.RUNNING),
    (Event.STUMBLE, State.RUNNING), (Event.FALL_SILENT, State.RUNNING), (Event.RELEASE, State.RUNNING),
    (Event.ASK_AGAIN, State.FAILED),
}  # fmt: skip


def test_the_rows_know_the_same_states() -> None:
    assert [state.value for state in State] == list(Job.State.values)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("event", Event)
def test_only_what_can_happen_happens(event: Event, state: State) -> None:
    if (event, state) in MAY:
        assert after(event, Standing(state, 1)).state is not state
    else:
        with pytest.raises(WrongStateError, match=r"作业现在是“.+”，不能"):
            after(event, Standing(state, 1))


def test_each_claim_is_an_attempt_of_its_own() -> None:
    assert after(Event.CLAIM, Standing(State.WAITING, 1)) == Standing(State.RUNNING, 2)


@pytest.mark.parametrize("event", [Event.FALL_SILENT, Event.STUMBLE])
def test_a_lost_job_waits_again_until_the_third_attempt(event: Event) -> None:
    states = [after(event, Standing(State.RUNNING, attempt)).state for attempt in range(1, MOST_ATTEMPTS + 1)]
    assert states == [State.WAITING, State.WAITING, State.FAILED]


def test_a_job_given_back_by_a_worker_that_was_stopped_lost_no_attempt() -> None:
    before = Standing(State.WAITING, 2)
    assert after(Event.RELEASE, after(Event.CLAIM, before)) == before


def test_asked_again_a_failed_job_has_all_attempts_before_it() -> None:
    assert after(Event.ASK_AGAIN, Standing(State.FAILED, 3)) == Standing(State.WAITING, 0)
