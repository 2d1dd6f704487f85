"""Callbacks that all come after the same delay: one timer of the loop serves them all.

A timer for each event, or for each message that is sent, costs more than handling it.
"""

import asyncio
from collections import deque
from collections.abc import Callable


class Delays:
    """Calls back `seconds` after it was asked to, on its loop; to be used on that loop only."""

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        self._loop = loop
        self._seconds = seconds
        self._waiting: deque[tuple[float, Callable[[], None]]] = deque()  # in order of their time

    def add(self, callback: Callable[[], None]) -> None:
        """Call back after the delay."""
        if not self._waiting:
            self._loop.call_later(self._seconds, self._call)
        self._waiting.append((self._loop.time() + self._seconds, callback))

    def _call(self) -> None:
        now = self._loop.time()
        while self._waiting and self._waiting[0][0] <= now:
            self._waiting.popleft()[1]()
        if self._waiting:
            self._loop.call_at(self._waiting[0][0], self._call)


class Watch:
    """Calls back when something has not happened for some seconds, since it was said to begin.

    Beginning and ending cost next to nothing: a timer looks now and then.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, seconds: float, callback: Callable[[], None]
    ) -> None:
        self._loop = loop
        self._seconds = seconds
        self._callback = callback
        self._since: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Note that it begins (anew) now."""
        self._since = self._loop.time()
        if self._timer is None:
            self._timer = self._loop.call_later(self._seconds, self._look)

    def end(self) -> None:
        """Note that there is nothing to wait for."""
        self._since = None

    def close(self) -> None:
        """Look no more."""
        self._since = None
        if self._timer is not None:
            self._timer.cancel()

    def _look(self) -> None:
        self._timer = None
        if self._since is None:
            return
        end = self._since + self._seconds
        if end <= self._loop.time():
            self._since = None
            self._callback()
        else:
            self._timer = self._loop.call_at(end, self._look)
