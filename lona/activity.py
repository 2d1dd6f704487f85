"""Counts what is moving in a server, so that a test can wait until nothing does.

Whoever starts work calls `begin` before the work can be seen by anybody else, and `end` when it is
done. A view that waits for the user (`await_click`, `sleep`) is not moving: it calls `end` before
it waits, and whoever wakes it calls `begin` on its behalf, so that the count never drops to zero
on the way.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Activity:
    """A counter of moving work that can be waited on."""

    def __init__(self) -> None:
        self._moving = 0
        self._dozing = 0
        self._idle = threading.Condition(threading.Lock())

    @property
    def moving(self) -> int:
        """How many pieces of work are under way."""
        return self._moving

    def begin(self) -> None:
        """Count one more piece of work; every call needs one `end`."""
        with self._idle:
            self._moving += 1

    def end(self) -> None:
        """Count one piece of work less."""
        with self._idle:
            self._moving -= 1
            if self._moving == 0:
                self._idle.notify_all()

    @contextmanager
    def work(self) -> Iterator[None]:
        """Count the body as one piece of work."""
        self.begin()
        try:
            yield
        finally:
            self.end()

    @property
    def dozing(self) -> int:
        """How many views sleep: nothing moves, but something will without being asked."""
        return self._dozing

    def doze(self, change: int) -> None:
        """Count sleepers: +1 before falling asleep, -1 after waking."""
        with self._idle:
            self._dozing += change

    def wait_idle(self, timeout: float) -> bool:
        """Block until nothing moves, for at most `timeout` seconds; tell whether that came."""
        with self._idle:
            return self._idle.wait_for(lambda: self._moving == 0, timeout)


class Signal:
    """Something outside of the server that one moving thread waits for.

    The thread does not count while it waits; `set` counts it again before it wakes.
    """

    def __init__(self, activity: Activity) -> None:
        self._activity = activity
        self._lock = threading.Lock()
        self._is_waited_for = False
        self._event = threading.Event()

    def set(self) -> None:
        """Let the thread go on, now or when it comes to wait. Doing it again has no effect."""
        with self._lock:
            if self._is_waited_for and not self._event.is_set():
                self._activity.begin()
            self._event.set()

    def wait(self) -> None:
        """Block until the signal is set; for one thread only."""
        with self._lock:
            if self._event.is_set():
                return
            self._is_waited_for = True
            self._activity.end()
        self._event.wait()
