"""Something that happens once, and that one thread or one task of the event loop waits for.

Both kinds of work wait for the same thing in the same way, so that whoever makes it happen need not
know who waits.
"""

import asyncio
import threading
from asyncio import events
from collections.abc import Callable

Wait = Callable[[threading.Event], object]
"""Blocks until the event is set, or for as long as it likes."""


running_loop: Callable[[], asyncio.AbstractEventLoop | None] = getattr(  # noqa: B009
    events, "_get_running_loop"
)
"""Returns the event loop that runs in the calling thread; unlike `asyncio.get_running_loop`, it
raises nothing if there is none, and is therefore fast."""


def is_on_loop() -> bool:
    """Whether the calling code runs on an event loop, which must never be blocked."""
    return running_loop() is not None


def carrier() -> "int | asyncio.Task[object]":
    """Return who runs the calling code: the task of the event loop, else the thread's number."""
    task = asyncio.current_task() if is_on_loop() else None
    return threading.get_ident() if task is None else task


class Latch:
    """Set once, from any thread; for one that waits."""

    __slots__ = ("_event", "_future", "_is_set", "_lock")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_set = False
        self._event: threading.Event | None = None  # what a thread waits on
        self._future: asyncio.Future[None] | None = None  # what a task waits on

    @property
    def is_set(self) -> bool:
        """Whether there is nothing to wait for (any more)."""
        return self._is_set

    def set(self) -> None:
        """Let the one that waits go on, now or when it comes. Doing it again has no effect."""
        with self._lock:
            self._open()

    def wait(self, wait: Wait = threading.Event.wait) -> None:
        """Block the thread until the latch is set, or until `wait` returns."""
        event = threading.Event()
        with self._lock:
            if self._is_set:
                return
            self._event = event
        wait(event)

    async def wait_async(self) -> None:
        """Let the task wait until the latch is set."""
        future = self._new_future()
        if future is not None:
            await future

    def _new_future(self) -> "asyncio.Future[None] | None":
        with self._lock:
            if self._is_set:
                return None
            self._future = asyncio.get_running_loop().create_future()
            return self._future

    def _open(self, resolve: "Callable[[asyncio.Future[None]], None] | None" = None) -> None:
        """Wake whoever waits; under the lock. `resolve` is how a future is, on its loop."""
        self._is_set = True
        if self._event is not None:
            self._event.set()
        future, self._future = self._future, None
        if future is None:
            return
        loop = future.get_loop()
        if running_loop() is loop:
            (resolve or resolved)(future)
            return
        try:
            loop.call_soon_threadsafe(resolve or resolved, future)
        except RuntimeError:  # the loop is closed, and its tasks are gone
            pass


def resolved(future: "asyncio.Future[None]") -> None:
    """Let who waits for a future go on, unless it does already."""
    if not future.done():
        future.set_result(None)
