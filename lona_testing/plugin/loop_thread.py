"""An event loop in a thread of its own, for servers that live beside a test.

Sync tests, `asyncio.run` and pytest-asyncio never see this loop, so they cannot collide with it.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from lona.work.pool import WorkerPool

T = TypeVar("T")


class _PoolSettings:
    MAX_STATIC_THREADS = 4
    STATIC_FILES_SERVE = True


class LoopThread:
    """A running event loop; `stop()` ends it.

    `worker_pool` are threads that all servers beside the tests may share: starting new ones for
    each server would take longer than many a test.
    """

    def __init__(self) -> None:
        self.worker_pool = WorkerPool(_PoolSettings(), self._call_later)
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="lona-testing-loop", daemon=True)
        self._thread.start()

    def run(self, coroutine: Coroutine[Any, Any, T], timeout: float = 60.0) -> T:
        """Run a coroutine on the loop and give its result; at most `timeout` seconds."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(timeout)

    def stop(self) -> None:
        """Stop and close the loop, and wait for the thread."""
        self.worker_pool.shutdown()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()

    def _call_later(self, seconds: float, callback: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the loop has ended
            self.loop.call_soon_threadsafe(self.loop.call_later, seconds, callback)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()
