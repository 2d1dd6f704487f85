"""Every way in which a thread or task of a view waits, so that stopping the view wakes all of them.

Five kinds of waits: for an input event, for time, for another thread, for a coroutine on the event
loop, and none (`check`). All of them are a `Signal` that the end of the view sets as well. After
`stop` each of them raises the stop reason, now and for ever. What a task awaits beside them is
cancelled.
"""

import asyncio
import concurrent.futures
import threading
from collections.abc import Awaitable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from lona.exceptions import StopReason
from lona.protocol import INPUT_EVENT_TYPE
from lona.work.activity import Activity, Piece, Signal, present_piece
from lona.work.clock import Clock
from lona.work.latch import is_on_loop

if TYPE_CHECKING:
    from lona.events.input_event import InputEvent
    from lona.html.abstract_node import AbstractNode

T = TypeVar("T")

ANY_EVENT = "input_event"

_CUSTOM = INPUT_EVENT_TYPE.CUSTOM  # looking up a member of an enumeration takes long


def _kinds(event: "InputEvent") -> tuple[str, ...]:
    """Return what can be awaited to get the event; a custom one has no kind, whatever its name."""
    return (ANY_EVENT,) if event.type is _CUSTOM else (event.name, ANY_EVENT)


class Waiter:
    """One thread or task that waits for an input event of a kind, perhaps of certain nodes."""

    def __init__(self, waits: "Waits", kind: str, nodes: "Sequence[AbstractNode]") -> None:
        self.kind = kind
        self.nodes = nodes
        self.event: InputEvent | None = None
        self.reason: BaseException | None = None  # why none will come
        self.signal = Signal(waits.activity)
        self._waits = waits

    def matches(self, event: "InputEvent") -> bool:
        """Tell whether this waiter wants the event; nodes are compared by identity."""
        if self.kind not in _kinds(event):
            return False
        return not self.nodes or any(node is event.node for node in self.nodes)

    def wait(self) -> "InputEvent":
        """Block until the event is there; raises the stop reason if the view stops first."""
        self.signal.wait()
        return self._result()

    async def wait_async(self) -> "InputEvent":
        """Do as `wait` does, in a task."""
        try:
            with self._waits.raising():
                await self.signal.wait_async()
        except BaseException:
            self._waits.disarm(self)
            raise
        return self._result()

    def _result(self) -> "InputEvent":
        if self.reason is not None:
            raise self.reason
        if self.event is None:
            self._waits.check()
        assert self.event is not None
        return self.event


def is_stop(error: BaseException, reason: BaseException | None) -> bool:
    """Tell whether an error says no more than that a view was stopped for this reason.

    A group of errors does, too, if all of its members do: task groups make one.
    """
    if reason is None:
        return False
    if isinstance(error, BaseExceptionGroup):
        return all(is_stop(each, reason) for each in error.exceptions)
    return error is reason or isinstance(error, StopReason | asyncio.CancelledError)


def _cancel(task: "asyncio.Task[object]") -> None:
    try:
        task.get_loop().call_soon_threadsafe(task.cancel)
    except RuntimeError:  # the loop is closed, and its tasks are gone
        pass


FAIR_SECONDS = 0.02
"""How much longer one of several signals is waited for than the others."""


class Waits:
    """The waits of one view."""

    def __init__(self, activity: Activity, clock: Clock) -> None:
        self.activity = activity
        self._clock = clock
        self._lock = threading.Lock()
        self._reason: BaseException | None = None
        self._waiters: dict[str, Waiter] = {}
        self._signals: set[Signal] = set()
        self._tasks: dict[asyncio.Task[object], Piece] = {}

    @property
    def reason(self) -> BaseException | None:
        """Why the view was stopped, or None."""
        return self._reason

    def check(self) -> None:
        """Raise the stop reason if there is one."""
        if self._reason is not None:
            raise self._reason

    def stop(self, reason: BaseException) -> bool:
        """Wake everybody with the reason; tell whether this was the first stop."""
        with self._lock:
            if self._reason is not None:
                return False
            self._reason = reason
            signals = [*self._signals, *(waiter.signal for waiter in self._waiters.values())]
            self._waiters.clear()
            # Who waits here gets the reason; what else tasks wait for is cancelled.
            tasks = {task: piece for task, piece in self._tasks.items() if not piece.is_resting}
        for signal in signals:
            signal.set()
        for task, piece in tasks.items():
            self.activity.go_on(piece)
            _cancel(task)
        return True

    @contextmanager
    def cancelling(self) -> Iterator[None]:
        """Have the calling task cancelled, if there is one, when the view stops during the body."""
        task, piece = asyncio.current_task() if is_on_loop() else None, present_piece()
        if task is None or piece is None or task in self._tasks:
            yield
            return
        with self._lock:
            self.check()
            self._tasks[task] = piece
        try:
            yield
        finally:
            with self._lock:
                del self._tasks[task]

    @contextmanager
    def raising(self) -> Iterator[None]:
        """Let the stop reason be raised by what is cancelled because the view stops."""
        try:
            yield
        except asyncio.CancelledError:
            self.check()
            raise

    # input events

    def give_up(self, reason: BaseException) -> None:
        """Wake those who wait for input events with a reason: none will come any more."""
        with self._lock:
            waiters = list(self._waiters.values())
            self._waiters.clear()
        for waiter in waiters:
            waiter.reason = reason
            waiter.signal.set()

    def arm(self, kind: str, nodes: "Sequence[AbstractNode]") -> Waiter:
        """Register a waiter, before the HTML that it waits on is shown.

        Raises `RuntimeError` if another thread or task of the view waits for this kind already.
        """
        with self._lock:
            self.check()
            if kind in self._waiters:
                raise RuntimeError(
                    f"another {'task' if is_on_loop() else 'thread'} of this view already waits in "
                    f"await_{kind}(); "
                    "handle the event in a callback instead"
                )
            waiter = self._waiters[kind] = Waiter(self, kind, nodes)
        return waiter

    def disarm(self, waiter: Waiter) -> None:
        """Forget a waiter whose thread will not wait after all."""
        with self._lock:
            if self._waiters.get(waiter.kind) is waiter:
                del self._waiters[waiter.kind]

    def deliver(self, event: "InputEvent") -> bool:
        """Hand the event to a waiter for its type, else for any; tell whether one took it."""
        with self._lock:
            for kind in _kinds(event):
                waiter = self._waiters.get(kind)
                if waiter is not None and waiter.matches(event):
                    del self._waiters[kind]
                    waiter.event = event
                    waiter.signal.set()
                    return True
        return False

    # time, other threads, the event loop

    def sleep(self, seconds: float, dozes: bool = False) -> None:
        """Block for some seconds; raises the stop reason if the view stops first.

        A thread that dozes does not count as moving meanwhile: it goes on without being asked, but
        nobody waits for it.
        """
        doze = self.activity.doze() if dozes else nullcontext()
        with doze, self._registered(Signal(self.activity)) as signal:
            signal.wait(lambda event: self._clock.wait(event, seconds), rests=dozes)
        self.check()

    async def sleep_async(self, seconds: float, dozes: bool = False) -> None:
        """Do as `sleep` does, in a task."""
        call_later = partial(self._clock.call_later, seconds)
        doze = self.activity.doze() if dozes else nullcontext()
        with doze, self._registered(Signal(self.activity)) as signal, self.raising():
            await signal.wait_async(call_later, rests=dozes)
        self.check()

    async def wait_for_all_async(self, signals: Sequence[Signal], seconds: float) -> None:
        """Do as `wait_for_all` does, in a task."""
        now = self._clock.monotonic
        end = now() + seconds
        moment = FAIR_SECONDS if len(signals) > 1 else seconds
        while signals and now() < end:
            until = min(now() + moment, end)
            for signal in signals:
                with self.activity.doze(), self._registered(signal), self.raising():
                    left = max(0.0, until - now())
                    await signal.wait_async(partial(self._clock.call_later, left))
            self.check()
            if any(signal.is_set for signal in signals):
                return
            moment *= 2

    async def run(self, awaitable: Awaitable[T]) -> T:
        """Await something; it is cancelled, and the stop reason raised, if the view stops first."""
        with self.raising(), self.cancelling():
            return await awaitable

    def wait_for_all(self, signals: Sequence[Signal], seconds: float) -> None:
        """Block until all signals are set from outside, or until the seconds are over altogether.

        No signal is waited for much longer than the others: when some of them are set, the rest is
        given up after a moment. Raises the stop reason if the view is stopped meanwhile.
        """
        now = self._clock.monotonic
        end = now() + seconds
        moment = FAIR_SECONDS if len(signals) > 1 else seconds
        while signals and now() < end:
            self._wait_until(min(now() + moment, end), signals)
            self.check()
            if any(signal.is_set for signal in signals):
                return
            moment *= 2

    def _wait_until(self, end: float, signals: Sequence[Signal]) -> None:
        clock = self._clock
        for signal in signals:
            with self.activity.doze(), self._registered(signal):
                signal.wait(lambda event: clock.wait(event, max(0, end - clock.monotonic())))

    def run_on_loop(
        self, awaitable: Awaitable[T], loop: asyncio.AbstractEventLoop, dozes: bool = False
    ) -> T:
        """Run an awaitable on the loop and return its result; cancelled if the view stops first.

        A thread that dozes meanwhile does not count as moving, as in `sleep`.
        """
        done = Signal(self.activity)

        async def run() -> T:
            try:
                return await awaitable
            finally:
                done.set()

        future: concurrent.futures.Future[T] | None = None
        try:
            with self._registered(done), self.activity.doze() if dozes else nullcontext():
                future = asyncio.run_coroutine_threadsafe(run(), loop)
                done.wait(rests=dozes)
        finally:
            if future is None and asyncio.iscoroutine(awaitable):
                awaitable.close()
        if self._reason is not None:
            future.cancel()
        try:
            return future.result()
        except concurrent.futures.CancelledError:
            self.check()
            raise

    @contextmanager
    def _registered(self, signal: Signal) -> Iterator[Signal]:
        """Let the end of the view set the signal too; raises the stop reason if it has ended."""
        with self._lock:
            self.check()
            self._signals.add(signal)
        try:
            yield signal
        finally:
            with self._lock:
                self._signals.discard(signal)
