"""The blocking calls of a view, with its real life and waits."""

import asyncio
import threading
import time
from types import SimpleNamespace

import pytest

from lona.exceptions import UserAbort
from lona.protocol import INPUT_EVENT_TYPE
from lona.runtime.calls import BlockingCalls
from lona.runtime.life import Life
from lona.runtime.states import VIEW_RUNTIME_STATE as STATE
from lona.runtime.waits import Waits
from lona.work.activity import Activity, Signal
from lona.work.clock import Clock

VIEW, ERROR_VIEW = "view", "error view"


class WatchingClock(Clock):
    """Calls back while somebody sleeps, and lets no time pass."""

    def __init__(self):
        self.slept = []
        self.meanwhile = lambda: None

    def wait(self, event, seconds):
        self.slept.append(seconds)
        self.meanwhile()
        return event.is_set()


class Runtime:
    """A running view: its life began on the thread of the test."""

    def __init__(self):
        self.activity = Activity()
        self.clock = WatchingClock()
        self.waits = Waits(self.activity, self.clock)
        self.error_waits = Waits(self.activity, self.clock)
        self.life = Life(self.clock, self.waits, self.error_waits, lambda: True, lambda: None)
        self.calls = BlockingCalls(
            self.life, lambda view: self.waits if view is VIEW else self.error_waits
        )
        self.life.begin()
        self.life.change_state(STATE.RUNNING)


@pytest.fixture
def runtime():
    return Runtime()


@pytest.fixture
def calls(runtime):
    return runtime.calls


def click(node=None):
    return SimpleNamespace(name="click", type=INPUT_EVENT_TYPE.CLICK, node=node, issuer=None)


def test_a_check_raises_why_the_view_was_stopped_and_lets_its_error_view_go_on(runtime, calls):
    calls.check(VIEW)
    reason = KeyError()
    runtime.life.crash(reason)
    with pytest.raises(KeyError) as info:
        calls.check(VIEW)
    assert info.value is reason
    calls.check(ERROR_VIEW)


# events


def test_what_is_to_be_shown_is_shown_when_the_event_can_be_awaited(runtime, calls):
    event = click()
    states = []

    def show():
        states.append(runtime.life.state)
        assert runtime.waits.deliver(event)

    assert calls.await_event(VIEW, "click", [], show) is event
    assert states == [STATE.RUNNING]
    assert runtime.life.state is STATE.RUNNING


def test_only_events_of_the_given_nodes_are_awaited(runtime, calls):
    wanted = click("wanted")

    def show():
        assert not runtime.waits.deliver(click("other"))
        assert runtime.waits.deliver(wanted)

    assert calls.await_event(VIEW, "click", ["wanted"], show) is wanted


def test_what_cannot_be_shown_is_not_waited_for(runtime, calls):
    def show():
        raise KeyError

    for _ in range(2):  # the second one would find the first one waiting
        with pytest.raises(KeyError):
            calls.await_event(VIEW, "click", [], show)
    assert not runtime.waits.deliver(click())


def test_the_state_tells_that_a_view_waits_for_its_user(runtime, calls):
    """Looked at by another thread, which sends the event then."""
    seen = []

    def watch():
        end = time.monotonic() + 60
        while STATE.WAITING_FOR_INPUT not in seen and time.monotonic() < end:
            seen.append(runtime.life.state)
        runtime.waits.deliver(click())

    waiter = runtime.waits.arm("blur", [])  # of another thread, which is not disturbed
    watcher = threading.Thread(target=watch)
    calls.await_event(VIEW, "click", [], watcher.start)
    watcher.join(60)
    assert seen[-1] is STATE.WAITING_FOR_INPUT
    assert runtime.life.state is STATE.RUNNING
    assert waiter.event is None


# time


def test_a_view_that_sleeps_shows_it(runtime, calls):
    states = []
    runtime.clock.meanwhile = lambda: states.append(runtime.life.state)
    calls.sleep(VIEW, 3)
    assert runtime.clock.slept == [3]
    assert states == [STATE.SLEEPING]
    assert runtime.life.state is STATE.RUNNING


def test_sleep_of_another_thread_does_not_show(runtime, calls):
    states = []
    runtime.clock.meanwhile = lambda: states.append(runtime.life.state)
    thread = threading.Thread(target=calls.sleep, args=(VIEW, 3))
    thread.start()
    thread.join(60)
    assert states == [STATE.RUNNING]


def test_a_view_that_crashes_while_it_sleeps_never_runs_again(runtime, calls):
    error = KeyError()
    runtime.clock.meanwhile = lambda: runtime.life.crash(error)
    with pytest.raises(KeyError):
        calls.sleep(VIEW, 3)
    assert runtime.life.state is STATE.CRASHED


def test_an_error_view_sleeps_although_the_view_has_crashed(runtime, calls):
    runtime.life.crash(KeyError())
    calls.sleep(ERROR_VIEW, 3)
    assert runtime.clock.slept == [3]
    assert runtime.life.state is STATE.CRASHED


# the loop


async def test_an_awaitable_runs_on_the_loop_and_its_state_is_shown(runtime, calls):
    loop = asyncio.get_running_loop()

    async def work():
        async with asyncio.timeout(60):
            while runtime.activity.dozing == 0:  # the thread has yet to come to its rest
                await asyncio.sleep(0)
        return (runtime.life.state, asyncio.get_running_loop() is loop)

    def run():
        runtime.life.begin()  # this is the thread of the view from now on
        result = calls.await_sync(VIEW, work(), loop)
        return (*result, runtime.life.state)

    assert await asyncio.to_thread(run) == (STATE.WAITING_FOR_IOLOOP, True, STATE.RUNNING)


async def test_an_awaitable_of_another_thread_does_not_show(runtime, calls):
    async def work():
        return (runtime.life.state, runtime.activity.dozing)

    loop = asyncio.get_running_loop()
    result = await asyncio.to_thread(calls.await_sync, VIEW, work(), loop)
    assert result == (STATE.RUNNING, 0)


# messages


def test_all_messages_are_waited_for(runtime, calls):
    runtime.clock.wait = lambda event, seconds: event.wait(60)  # the time does not run out
    signals = [Signal(runtime.activity), Signal(runtime.activity)]
    thread = threading.Thread(target=calls.await_sending, args=(VIEW, signals))
    thread.start()
    for signal in signals:
        assert thread.is_alive()
        signal.set()
    thread.join(60)
    assert not thread.is_alive()
    assert runtime.life.state is STATE.RUNNING


def test_a_view_that_is_stopped_waits_for_no_message(runtime, calls):
    runtime.waits.stop(UserAbort())
    with pytest.raises(UserAbort):
        calls.await_sending(VIEW, [Signal(runtime.activity)])
