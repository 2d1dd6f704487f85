"""The life of one view, with real waits and without windows, nodes and user code."""

import threading

import pytest

from lona.exceptions import ServerStop, UserAbort
from lona.runtime import life as life_module
from lona.runtime.life import Life
from lona.runtime.states import VIEW_RUNTIME_STATE as STATE
from lona.runtime.states import may_follow
from lona.runtime.waits import Waits
from lona.work.activity import Activity
from lona.work.clock import Clock


class Owner:
    """A life and all that it is put together of."""

    def __init__(self):
        self.stops_when_finished = True
        self.over = 0
        activity = Activity()
        self.waits = Waits(activity, Clock())
        self.error_waits = Waits(activity, Clock())
        self.life = Life(
            Clock(),
            self.waits,
            self.error_waits,
            lambda: self.stops_when_finished,
            lambda: self.note_over(),
        )

    def note_over(self):
        self.over += 1


@pytest.fixture
def owner():
    return Owner()


@pytest.fixture
def life(owner):
    return owner.life


def in_thread(call):
    """Run a call in another thread, and wait for it."""
    results = []
    thread = threading.Thread(target=lambda: results.append(call()))
    thread.start()
    thread.join(60)
    return results[0]


# the states


def test_a_view_that_begins_tells_when_and_where(life):
    assert life.state is STATE.NOT_STARTED
    assert life.started_at is None
    life.begin()
    assert life.started_at is not None
    assert life.thread_name == threading.current_thread().name
    assert life.stopped_at is None
    life.end()
    assert life.stopped_at >= life.started_at


def test_the_own_thread_of_a_view_is_the_one_that_began_until_its_hooks_have_run(life):
    assert not life.is_own
    life.begin()
    assert life.is_own
    assert not in_thread(lambda: life.is_own)
    life.end()
    assert life.is_own
    life.let_go()
    assert not life.is_own  # a thread may get the number of one that is gone


def test_a_view_that_is_over_at_its_end_is_so_on_its_own_thread(owner, life):
    owner.note_over = lambda: setattr(owner, "over", life.is_own)
    life.begin()
    life.let_go()
    assert owner.over is True


def test_a_state_that_cannot_follow_is_not_noted(life):
    life.change_state(STATE.SLEEPING)
    assert life.state is STATE.NOT_STARTED
    life.change_state(STATE.RUNNING)
    life.change_state(STATE.SLEEPING)
    assert life.state is STATE.SLEEPING


def test_a_view_that_finishes_was_stopped_by_nothing(life):
    life.change_state(STATE.RUNNING)
    assert life.finish() is None
    assert life.state is STATE.FINISHED
    assert not life.is_crashed


@pytest.mark.parametrize(
    ("reason", "state"),
    [(UserAbort(), STATE.STOPPED_BY_USER), (ServerStop(), STATE.STOPPED_BY_SERVER)],
    ids=["user", "server"],
)
def test_the_state_tells_who_stopped_the_view(life, reason, state):
    life.change_state(STATE.RUNNING)
    life.note_stopped(reason)
    assert life.state is state


def test_the_first_crash_stops_the_waits_of_the_view_but_not_those_of_its_error_view(owner, life):
    first = KeyError()
    assert life.crash(first)
    assert not life.crash(ValueError())
    assert life.is_crashed
    assert life.stop_reason is owner.waits.reason is first
    assert owner.error_waits.reason is None


def test_a_view_that_was_stopped_cannot_crash_any_more(life):
    life.change_state(STATE.RUNNING)
    life.note_stopped(UserAbort())
    assert not life.crash(KeyError())
    assert life.state is STATE.STOPPED_BY_USER


def test_a_view_that_crashed_before_it_finished_tells_by_what(life):
    life.change_state(STATE.RUNNING)
    error = KeyError()
    life.crash(error)
    assert life.finish() is error
    assert life.is_crashed


def test_a_crash_is_never_overwritten_by_what_the_view_did_meanwhile(life, monkeypatch):
    """The thread of the view wants to note its next state just when a handler crashes."""
    crashing = threading.Thread(target=life.crash, args=(KeyError(),))
    is_asked = []

    def may_follow_slowly(state, following):
        is_allowed = may_follow(state, following)
        if not is_asked:
            is_asked.append(True)
            crashing.start()
            crashing.join(0.1)  # it has to wait for the lock: for long enough to fail if not
        return is_allowed

    monkeypatch.setattr(life_module, "may_follow", may_follow_slowly)
    life.change_state(STATE.RUNNING)
    crashing.join(60)
    assert life.state is STATE.CRASHED


# who holds the view


def test_a_view_that_nobody_ever_held_is_over_when_it_has_ended(owner, life):
    assert not life.was_held
    life.let_go()
    assert owner.over == 1
    assert life.stop_reason is None


def test_a_view_is_stopped_when_its_only_holder_lets_go_and_over_when_it_has_ended(owner, life):
    assert life.hold("window")
    assert life.was_held
    life.release("window")
    assert isinstance(owner.waits.reason, UserAbort)
    assert isinstance(owner.error_waits.reason, UserAbort)
    assert owner.over == 0
    life.let_go()
    assert owner.over == 1


def test_a_view_that_has_ended_stays_for_as_long_as_it_is_held(owner, life):
    life.hold("window")
    life.let_go()
    assert owner.over == 0
    life.release("window")
    assert owner.over == 1
    assert life.stop_reason is None


def test_a_view_is_over_only_once(owner, life):
    life.hold("window")
    life.let_go()
    life.release("window")
    life.release("window")
    life.let_go()
    life.shut_down()
    life.is_daemon = True
    life.is_daemon = False
    assert owner.over == 1


def test_a_stranger_cannot_let_go_of_a_view(owner, life):
    life.hold("window")
    life.release("other")
    assert owner.waits.reason is None


def test_a_view_that_is_no_daemon_is_held_by_one_window_in_its_life(life):
    assert life.hold("first")
    assert not life.hold("second")
    life.release("first")
    assert not life.hold("third")


def test_nobody_can_hold_a_view_that_is_over(life):
    life.let_go()
    assert not life.hold("window")


# daemons


def test_a_daemon_goes_on_without_anybody_and_can_be_held_again(owner, life):
    life.hold("first")
    life.is_daemon = True
    life.release("first")
    assert life.is_kept
    assert owner.waits.reason is None
    assert life.hold("second")
    assert life.hold("third")


def test_a_daemon_that_nobody_holds_is_stopped_when_it_is_none_any_more(owner, life):
    life.hold("window")
    life.is_daemon = True
    life.release("window")
    life.is_daemon = False
    assert not life.is_daemon
    assert isinstance(owner.waits.reason, UserAbort)


@pytest.mark.parametrize("stops", [True, False])
def test_a_setting_tells_whether_a_daemon_that_has_finished_is_over(owner, life, stops):
    owner.stops_when_finished = stops
    life.hold("window")
    life.is_daemon = True
    life.release("window")
    life.finish()
    life.let_go()
    assert owner.over == stops
    assert life.is_kept is not stops


def test_a_daemon_that_crashed_is_over_when_nobody_holds_it(owner, life):
    owner.stops_when_finished = False
    life.hold("window")
    life.is_daemon = True
    life.crash(KeyError())
    life.let_go()
    assert not life.hold("another")
    assert owner.over == 0
    life.release("window")
    assert owner.over == 1


def test_a_daemon_that_finished_is_over_when_it_crashes_and_nobody_holds_it(owner, life):
    """A handler may go on for longer than the window from which its event came."""
    owner.stops_when_finished = False
    life.hold("window")
    life.is_daemon = True
    life.finish()
    life.let_go()
    life.release("window")
    assert owner.over == 0
    assert life.crash(KeyError())
    assert owner.over == 1


def test_the_error_view_of_a_view_that_nobody_holds_goes_on_until_the_end(owner, life):
    life.crash(KeyError())
    assert owner.error_waits.reason is None
    assert owner.over == 0
    life.let_go()
    assert owner.over == 1


# the server ends


def test_a_shut_down_stops_everything_whoever_holds_the_view(owner, life):
    life.hold("window")
    life.is_daemon = True
    life.shut_down()
    assert isinstance(owner.waits.reason, ServerStop)
    assert isinstance(owner.error_waits.reason, ServerStop)
    assert not life.is_kept
    assert not life.hold("another")
    assert owner.over == 0
    life.let_go()
    assert owner.over == 1


def test_a_shut_down_ends_a_daemon_that_has_finished(owner, life):
    owner.stops_when_finished = False
    life.hold("window")
    life.is_daemon = True
    life.let_go()
    life.shut_down()
    assert owner.over == 1


def test_a_shut_down_reaches_the_error_view_of_a_view_that_crashed(owner, life):
    error = KeyError()
    life.crash(error)
    life.shut_down()
    assert owner.waits.reason is error
    assert isinstance(owner.error_waits.reason, ServerStop)


def test_of_many_that_let_go_at_once_exactly_one_ends_the_view(owner, life):
    life.hold(0)
    life.is_daemon = True
    holders = range(20)
    for holder in holders[1:]:
        life.hold(holder)
    life.is_daemon = False
    life.let_go()
    barrier = threading.Barrier(len(holders), timeout=60)

    def let_go(holder):
        barrier.wait()
        life.release(holder)

    threads = [threading.Thread(target=let_go, args=(holder,)) for holder in holders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert owner.over == 1
