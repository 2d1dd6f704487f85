import asyncio
import threading
from types import SimpleNamespace

import pytest

from lona.exceptions import UserAbort
from lona.protocol import INPUT_EVENT_TYPE
from lona.runtime.waits import ANY_EVENT, Waits
from lona.work.activity import Activity, Signal
from lona.work.clock import Clock


class Thread:
    """Runs a blocking call and keeps its result or error."""

    def __init__(self, call, activity=None):
        self.result = self.error = None
        self._call = call
        self._activity = activity
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        if self._activity is not None:
            self._activity.carry().__enter__()  # and never puts it down
        try:
            self.result = self._call()
        except BaseException as error:
            self.error = error

    def join(self):
        self._thread.join(60)
        assert not self._thread.is_alive()
        return self


@pytest.fixture
def activity():
    return Activity()


@pytest.fixture
def waits(activity):
    return Waits(activity, Clock())


def event(name, node=None):
    event_type = INPUT_EVENT_TYPE[name.upper()]
    return SimpleNamespace(type=event_type, name=name, node=node)


def start(activity, call):
    """Run a call in a thread that counts as moving, like the runtime does."""
    activity.begin()
    return Thread(call, activity)


def custom(name):
    return SimpleNamespace(type=INPUT_EVENT_TYPE.CUSTOM, name=name, node=None)


@pytest.mark.parametrize("name", ["click", "change", "custom", ANY_EVENT])
def test_a_custom_event_is_for_those_who_wait_for_any_whatever_its_name(waits, name):
    click = waits.arm("click", [])
    assert not waits.deliver(custom(name))
    any_event = waits.arm(ANY_EVENT, [])
    assert waits.deliver(custom(name))
    assert click.event is None
    assert any_event.event.name == name


def test_a_waiter_gets_the_event_it_waits_for(waits, activity):
    waiter = waits.arm("click", [])
    thread = start(activity, waiter.wait)
    assert activity.wait_idle(60)
    click = event("click")
    assert waits.deliver(click)
    assert thread.join().result is click
    assert activity.moving == 1


def test_an_event_of_another_type_is_not_taken(waits):
    waits.arm("click", [])
    assert not waits.deliver(event("change"))


def test_a_specific_waiter_is_served_before_a_generic_one(waits):
    generic = waits.arm(ANY_EVENT, [])
    specific = waits.arm("click", [])
    assert waits.deliver(event("click"))
    assert specific.event is not None
    assert generic.event is None


def test_nodes_are_matched_by_identity_not_by_equality(waits):
    class Node:
        def __eq__(self, other):
            return True

        __hash__ = None

    wanted, twin = Node(), Node()
    waits.arm("click", [wanted])
    assert not waits.deliver(event("click", twin))
    assert waits.deliver(event("click", wanted))


def test_waiting_twice_for_the_same_type_is_an_error(waits):
    waits.arm("click", [])
    with pytest.raises(RuntimeError, match="await_click"):
        waits.arm("click", [])


def test_a_disarmed_waiter_makes_room_for_another(waits):
    waits.disarm(waits.arm("click", []))
    waits.arm("click", [])


def test_stopping_wakes_a_waiting_thread_with_the_reason(waits, activity):
    thread = start(activity, waits.arm("click", []).wait)
    assert activity.wait_idle(60)
    reason = UserAbort()
    assert waits.stop(reason)
    assert thread.join().error is reason


def test_giving_up_wakes_only_those_who_wait_for_events_and_ends_nothing(waits, activity):
    waiter = waits.arm("click", [])
    thread = start(activity, waiter.wait)
    reason = UserAbort()
    waits.give_up(reason)
    assert thread.join().error is reason
    waits.check()
    assert waits.reason is None


def test_stopping_wakes_a_sleeping_thread_with_the_reason(waits, activity):
    thread = start(activity, lambda: waits.sleep(3600, dozes=True))
    assert activity.wait_idle(60)
    reason = UserAbort()
    waits.stop(reason)
    assert activity.moving == 1  # counted at once, not when the thread gets to run
    assert thread.join().error is reason
    assert activity.moving == 1
    assert activity.dozing == 0


def test_a_thread_that_does_not_doze_moves_while_it_sleeps(waits, activity):
    thread = start(activity, lambda: waits.sleep(3600))
    assert not activity.wait_idle(0.01)
    assert activity.dozing == 0
    waits.stop(UserAbort())
    thread.join()
    assert activity.moving == 1


def test_a_sleep_that_is_over_returns_and_counts_as_moving_again(waits, activity):
    activity.begin()
    waits.sleep(0)
    assert activity.moving == 1


def test_after_a_stop_every_call_raises_the_first_reason(waits):
    reason = UserAbort()
    assert waits.stop(reason)
    assert not waits.stop(UserAbort())
    for call in (waits.check, lambda: waits.sleep(1), lambda: waits.arm("click", [])):
        with pytest.raises(UserAbort) as info:
            call()
        assert info.value is reason


async def test_an_awaitable_gives_its_result_to_the_thread(waits):
    async def work():
        return 42

    loop = asyncio.get_running_loop()
    assert await loop.run_in_executor(None, lambda: waits.run_on_loop(work(), loop)) == 42


async def test_an_awaitable_is_cancelled_when_the_view_stops(waits):
    begun = asyncio.Event()
    cancelled = asyncio.Event()

    async def work():
        begun.set()
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            cancelled.set()
            raise

    loop = asyncio.get_running_loop()
    call = loop.run_in_executor(None, lambda: waits.run_on_loop(work(), loop))
    await begun.wait()
    waits.stop(UserAbort())
    with pytest.raises(UserAbort):
        await call
    await asyncio.wait_for(cancelled.wait(), 60)


def test_a_signal_wakes_the_thread_that_waits_for_it(waits, activity):
    signal = Signal(activity)
    thread = start(activity, lambda: waits.wait_for_all([signal], 600))
    assert activity.wait_idle(60)
    signal.set()
    assert activity.moving == 1
    assert thread.join().error is None


def test_the_time_is_for_all_signals_together(activity):
    class Noting(Clock):
        def __init__(self):
            self.now = 0.0
            self.waited = []

        def monotonic(self):
            return self.now

        def wait(self, event, seconds):
            self.waited.append(seconds)
            self.now += seconds
            return False

    clock = Noting()
    waits = Waits(activity, clock)
    waits.wait_for_all([Signal(activity), Signal(activity), Signal(activity)], 1)
    assert sum(clock.waited) == pytest.approx(1)


def test_no_signal_is_waited_for_much_longer_than_the_others(activity):
    class Setting(Clock):
        """The first signal that is waited for is set at once, when some time is over."""

        time = 0.0

        def monotonic(self):
            return self.time

        def wait(self, event, seconds):
            self.time += seconds
            if self.time >= 0.1:
                taken.set()
            return event.is_set()

    clock = Setting()
    taken = Signal(activity)
    Waits(activity, clock).wait_for_all([Signal(activity), taken, Signal(activity)], 1)
    assert taken.is_set
    assert 0.1 <= clock.time < 0.2


def test_stopping_wakes_the_thread_that_waits_for_a_signal(waits, activity):
    signal = Signal(activity)
    thread = start(activity, lambda: waits.wait_for_all([signal], 600))
    assert activity.wait_idle(60)
    waits.stop(UserAbort())
    assert activity.moving == 1
    assert isinstance(thread.join().error, UserAbort)
    signal.set()
    assert activity.moving == 1


def test_a_thread_that_nobody_counted_waits_without_changing_the_count(waits, activity):
    waiter = waits.arm("click", [])
    thread = Thread(waiter.wait)
    assert activity.moving == 0
    assert waits.deliver(event("click"))
    assert thread.join().result is not None
    assert activity.moving == 0


async def test_a_view_that_waits_for_the_loop_dozes(waits, activity):
    gate = asyncio.Event()
    loop = asyncio.get_running_loop()
    thread = start(activity, lambda: waits.run_on_loop(gate.wait(), loop, dozes=True))
    await loop.run_in_executor(None, activity.wait_idle, 60)
    assert activity.moving == 0
    assert activity.dozing == 1
    gate.set()
    await loop.run_in_executor(None, thread.join)
    assert thread.result is True
    assert activity.moving == 1
    assert activity.dozing == 0


async def test_a_handler_that_waits_for_the_loop_is_moving(waits, activity):
    gate = asyncio.Event()
    begun = asyncio.Event()

    async def work():
        begun.set()
        return await gate.wait()

    loop = asyncio.get_running_loop()
    thread = start(activity, lambda: waits.run_on_loop(work(), loop))
    await begun.wait()
    assert activity.moving == 1
    gate.set()
    await loop.run_in_executor(None, thread.join)
    assert activity.moving == 1
