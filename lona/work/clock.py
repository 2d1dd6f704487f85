"""Time, as the runtime sees it: injected, so that a test can put its own in place."""

import asyncio
import threading
import time
from collections.abc import Callable
from datetime import datetime


class Clock:
    """The real clock. All durations are seconds."""

    def now(self) -> datetime:
        """Return the local wall-clock time."""
        return datetime.now()

    def monotonic(self) -> float:
        """Return a time that never goes back, for measuring durations."""
        return time.monotonic()

    def call_later(self, seconds: float, callback: Callable[[], None]) -> asyncio.TimerHandle:
        """Call back on the running event loop after some seconds."""
        return asyncio.get_running_loop().call_later(seconds, callback)

    def wait(self, event: threading.Event, seconds: float | None) -> bool:
        """Block until the event is set or the time is over; tell whether it was set."""
        return event.wait(seconds)
