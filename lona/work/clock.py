"""Time, as the runtime sees it: injected, so that a test can put its own in place."""

import threading
import time
from datetime import datetime


class Clock:
    """The real clock. All durations are seconds."""

    def now(self) -> datetime:
        """Return the local wall-clock time."""
        return datetime.now()

    def monotonic(self) -> float:
        """Return a time that never goes back, for measuring durations."""
        return time.monotonic()

    def wait(self, event: threading.Event, seconds: float | None) -> bool:
        """Block until the event is set or the time is over; tell whether it was set."""
        return event.wait(seconds)
