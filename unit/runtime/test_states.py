import pytest

from lona.runtime.states import VIEW_RUNTIME_STATE, may_follow
from lona.view_runtime import VIEW_RUNTIME_STATE as PUBLIC_STATE

WAITING = ["WAITING_FOR_IOLOOP", "SLEEPING", "WAITING_FOR_INPUT"]
ENDED = ["FINISHED", "CRASHED", "STOPPED_BY_USER", "STOPPED_BY_SERVER"]


def test_the_public_path_is_the_same_enum():
    assert PUBLIC_STATE is VIEW_RUNTIME_STATE


@pytest.mark.parametrize("name", WAITING)
def test_a_running_view_may_wait_and_go_on(name):
    waiting = VIEW_RUNTIME_STATE[name]
    assert may_follow(VIEW_RUNTIME_STATE.RUNNING, waiting)
    assert may_follow(waiting, VIEW_RUNTIME_STATE.RUNNING)


@pytest.mark.parametrize("name", ENDED)
def test_an_ended_view_never_runs_again(name):
    assert not may_follow(VIEW_RUNTIME_STATE[name], VIEW_RUNTIME_STATE.RUNNING)


def test_a_finished_view_may_still_crash_in_a_handler():
    assert may_follow(VIEW_RUNTIME_STATE.FINISHED, VIEW_RUNTIME_STATE.CRASHED)


def test_the_first_end_of_an_aborted_view_stays():
    assert not may_follow(VIEW_RUNTIME_STATE.STOPPED_BY_USER, VIEW_RUNTIME_STATE.CRASHED)
