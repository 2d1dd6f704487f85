"""Lines of requests: an address has a few answered at the same time, the others wait for theirs.

So who asks for a thousand pages makes them wait for each other, and not those of everybody else.
A request that takes longer than `PATIENCE` counts no more: it waits for something itself (a body,
a database, a websocket for its end), and that must not keep others from being answered.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from weakref import WeakValueDictionary

PATIENCE = 0.05
"""Seconds after which a request does not count any more."""


class Lines:
    """A line for each address that has requests; 0 `at_once`: nobody waits."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once if at_once > 0 else sys.maxsize
        self._lines: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """Wait for the client's turn; its request is answered in the body."""
        line = self._lines.get(client)
        if line is None:
            line = self._lines[client] = asyncio.Semaphore(self._at_once)
        await line.acquire()
        with ExitStack() as place:
            place.callback(line.release)  # once: when the request is answered, or before
            timer = asyncio.get_running_loop().call_later(PATIENCE, place.close)
            place.callback(timer.cancel)
            yield
