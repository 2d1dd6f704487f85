"""Try again until it holds: for tests that drive a browser beside the server."""

import asyncio
import time
from collections.abc import Iterator
from types import TracebackType


class Attempt:
    """One attempt: an async context manager around what has to hold."""

    def __init__(self, deadline: float, interval: float) -> None:
        self._deadline = deadline
        self._interval = interval
        self.was_entered = False
        self.has_succeeded = False

    async def __aenter__(self) -> "Attempt":
        self.was_entered = True
        return self

    async def __aexit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        if error is None:
            self.has_succeeded = True
            return False
        if not isinstance(error, Exception) or time.monotonic() >= self._deadline:
            return False
        await asyncio.sleep(self._interval)
        return True


def eventually(timeout: float = 5, interval: float = 1) -> Iterator[Attempt]:
    """Return attempts until one succeeds, `interval` seconds apart, for `timeout` seconds.

        for attempt in eventually():
            async with attempt:
                assert await page.title() == "Done"

    Exceptions are swallowed until the time is over; then the last one is raised. Raises
    `SyntaxError` if an attempt is not used with `async with`.
    """
    deadline = time.monotonic() + timeout
    while True:
        attempt = Attempt(deadline, interval)
        yield attempt
        if not attempt.was_entered:
            raise SyntaxError("use each attempt of eventually() with `async with attempt:`")
        if attempt.has_succeeded:
            return
