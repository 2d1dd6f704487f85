"""Every way in which a thread of a view blocks, so that stopping the view wakes all of them.

Five kinds of waits: for an input event, for time, for another thread, for a coroutine on the event
loop, and none (`check`). After `stop` each of them raises the stop reason, now and for ever.
"""

import asyncio
import concurrent.futures
import threading
from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from lona.activity import Activity, Signal
from lona.clock import Clock

if TYPE_CHECKING:
    from lona.events.input_event import InputEvent
    from lona.html.abstract_node import AbstractNode

T = TypeVar("T")

ANY_EVENT = "input_event"


class Waiter:
    """One thread that waits for an input event of a kind, perhaps of certain nodes."""

    def __init__(self, waits: "Waits", kind: str, nodes: "Sequence[AbstractNode]") -> None:
        self.kind = kind
        self.nodes = nodes
        self.event: InputEvent | None = None
        self.reason: BaseException | None = None
        self._waits = waits
        self._woken = threading.Lock()
        self._woken.acquire()

    def matches(self, event: "InputEvent") -> bool:
        """Tell whether this waiter wants the event; nodes are compared by identity."""
        if self.kind not in (ANY_EVENT, event.name):
            return False
        return not self.nodes or any(node is event.node for node in self.nodes)

    def wake(self) -> None:
        """Let the waiting thread go on with `event` or `reason`."""
        self._woken.release()

    def wait(self) -> "InputEvent":
        """Block until the event is there; raises the stop reason if the view stops first."""
        activity = self._waits.activity
        activity.end()  # whoever wakes this thread counts it again
        self._woken.acquire()
        if self.event is None:
            assert self.reason is not None
            raise self.reason
        return self.event


class Waits:
    """The waits of one view."""

    def __init__(self, activity: Activity, clock: Clock) -> None:
        self.activity = activity
        self._clock = clock
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._reason: BaseException | None = None
        self._waiters: dict[str, Waiter] = {}
        self._sleepers = 0
        self._signals: set[Signal] = set()
        self._futures: set[concurrent.futures.Future[Any]] = set()

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
            waiters = list(self._waiters.values())
            self._waiters.clear()
            for _ in range(self._sleepers + len(waiters)):
                self.activity.begin()
            self._stopped.set()
            for signal in self._signals:
                signal.set()
            futures = list(self._futures)
        for waiter in waiters:
            waiter.reason = reason
            waiter.wake()
        for future in futures:
            future.cancel()
        return True

    # input events

    def arm(self, kind: str, nodes: "Sequence[AbstractNode]") -> Waiter:
        """Register a waiter, before the HTML that it waits on is shown.

        Raises `RuntimeError` if another thread of the view waits for this kind already.
        """
        with self._lock:
            self.check()
            if kind in self._waiters:
                raise RuntimeError(
                    f"another thread of this view already waits in await_{kind}(); "
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
            for kind in (event.name, ANY_EVENT):
                waiter = self._waiters.get(kind)
                if waiter is not None and waiter.matches(event):
                    del self._waiters[kind]
                    waiter.event = event
                    self.activity.begin()
                    waiter.wake()
                    return True
        return False

    # time

    def sleep(self, seconds: float) -> None:
        """Block for some seconds; raises the stop reason if the view stops first."""
        with self._lock:
            self.check()
            self._sleepers += 1
        self.activity.doze(+1)
        self.activity.end()
        self._clock.wait(self._stopped, seconds)
        with self._lock:
            self._sleepers -= 1
            if not self._stopped.is_set():
                self.activity.begin()
        self.activity.doze(-1)
        self.check()

    # other threads

    def wait_for(self, signal: Signal) -> None:
        """Block until the signal is set, from outside or because the view is stopped."""
        with self._lock:
            self.check()
            self._signals.add(signal)
        signal.wait()
        with self._lock:
            self._signals.discard(signal)
        self.check()

    # the event loop

    def run_on_loop(self, awaitable: Awaitable[T], loop: asyncio.AbstractEventLoop) -> T:
        """Run an awaitable on the loop and give its result; cancelled if the view stops first."""

        async def run() -> T:
            return await awaitable

        with self._lock:
            if self._reason is not None:
                if asyncio.iscoroutine(awaitable):
                    awaitable.close()
                raise self._reason
            future = asyncio.run_coroutine_threadsafe(run(), loop)
            self._futures.add(future)
        try:
            return future.result()
        except concurrent.futures.CancelledError:
            self.check()
            raise
        finally:
            with self._lock:
                self._futures.discard(future)
