"""How long something may take: the argument `timeout` of actions, looks and assertions.

A timeout is a number of milliseconds or a `timedelta`; 0 means that nothing ends the wait, None
that the page's own time counts.
"""

import time
from datetime import timedelta

from lona_testing.vocabulary.values import Timeout

_FOR_EVER = 1e6  # seconds: more than any wait of the standard library is asked for


def seconds_of(timeout: Timeout, default: float) -> float:
    """Return a timeout in seconds; `default` is what None means."""
    if timeout is None:
        return default
    milliseconds = timeout.total_seconds() * 1000 if isinstance(timeout, timedelta) else timeout
    return milliseconds / 1000 if milliseconds else _FOR_EVER


class Deadline:
    """The end of one action: all that it waits for has to come before, in `seconds`."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def remaining(self) -> float:
        """How many seconds are left, at least 0."""
        return max(0.0, self._end - time.monotonic())
