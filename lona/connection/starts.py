"""The views of one client that are on their way: at most so many at a time, the others wait.

A view is on its way from its request until it shows something, and again from when it was left
until its thread ends. Knows neither views nor threads: both are handed in.
"""

import threading
from collections.abc import Callable
from typing import Protocol

Go = Callable[[], None]


class Start(Protocol):
    """One view of the client, as far as it is counted."""

    @property
    def is_under_way(self) -> bool:
        """Whether it counts now."""

    def go(self) -> None:
        """Begin; called once, when it is its turn. May raise what keeps it from beginning."""


class Starts:
    """The views of one client that began and have not ended; `limit` 0 lets all begin at once."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._begun: set[Start] = set()
        self._waiting: dict[int, Start] = {}

    def add(self, window: int, start: Start) -> None:
        """Let a view begin when it is its turn; it replaces one of its window that still waits.

        Raises what `go` raises.
        """
        with self._lock:
            self._waiting.pop(window, None)
            self._waiting[window] = start
        self.go_on()

    def end(self, start: Start) -> None:
        """Note that a view has ended; somebody has to call `go_on` then."""
        with self._lock:
            self._begun.discard(start)

    def clear(self) -> None:
        """Forget those that wait."""
        with self._lock:
            self._waiting.clear()

    def go_on(self) -> None:
        """Let those begin whose turn it is. Raises what `go` raises."""
        while self._waiting:
            with self._lock:
                start = self._take()
            if start is None:
                return
            try:
                start.go()
            except BaseException:
                self.end(start)
                raise

    def _take(self) -> Start | None:
        if not self._waiting:
            return None
        if self._limit and sum(start.is_under_way for start in self._begun) >= self._limit:
            return None
        start = self._waiting.pop(next(iter(self._waiting)))
        self._begun.add(start)
        return start
