"""The lock of a shown tree, for threads and for tasks of the event loop alike.

`with node.lock:` is for threads, `async with node.lock:` for tasks. Code that runs on the loop may
change the tree without either, as long as nobody else holds the lock for longer than a moment: it
must never block the loop.
"""

import asyncio
from threading import RLock

from lona.work.behalf import present_owner
from lona.work.latch import resolved, running_loop

LOOP_PATIENCE = 0.05
"""Seconds for which code of the event loop may wait for a thread."""

_HELD_BY_THREAD = (
    "a thread has held the lock of this tree for more than 50 ms; on the event loop, change it in "
    "`async with node.lock:`, which waits without blocking the loop"
)
_HELD_BY_TASK = (
    "another task holds the lock of this tree with `async with`; change it in "
    "`async with node.lock:`, too"
)


class TreeLock:
    """A re-entrant lock that one thread, or one task, holds at a time."""

    __slots__ = ("_depth", "_lock", "_task", "_waiting", "release")

    def __init__(self) -> None:
        self._lock = RLock()
        self.release = self._lock.release
        self._task: asyncio.Task[object] | None = None  # that holds it with `async with`
        self._depth = 0
        self._waiting: list[asyncio.Future[None]] = []

    def __enter__(self) -> bool:
        if not self._lock.acquire(False):
            self._wait()
        if self._task is not None and self._is_of_another_task():
            self.release()
            raise RuntimeError(_HELD_BY_TASK)
        return True

    def __exit__(self, *_: object) -> None:
        self.release()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Acquire the lock; False if another thread or task has it.

        Raises `RuntimeError` on the event loop, as `__enter__` does, instead of blocking that.
        """
        if not self._lock.acquire(False):
            if not blocking:
                return False
            if timeout >= 0:
                return self._lock.acquire(True, timeout)
            self._wait()
        if self._task is not None and self._is_of_another_task():
            self.release()
            if not blocking:
                return False
            raise RuntimeError(_HELD_BY_TASK)
        return True

    def _wait(self) -> None:
        """Wait for another thread."""
        if running_loop() is None or present_owner() is None:
            self._lock.acquire()
        elif not self._lock.acquire(True, LOOP_PATIENCE):
            raise RuntimeError(_HELD_BY_THREAD)

    def _is_of_another_task(self) -> bool:
        """Whether the thread has the lock only because another of its tasks has it."""
        return running_loop() is None or asyncio.current_task() is not self._task

    async def __aenter__(self) -> None:
        task = asyncio.current_task()
        while not self.acquire(blocking=False):
            await self._wait_async()
        if self._task is None:
            self._task = task
        self._depth += 1

    async def __aexit__(self, *_: object) -> None:
        self._depth -= 1
        if self._depth == 0:
            self._task = None
        self.release()
        if self._depth == 0:
            waiting, self._waiting = self._waiting, []
            for future in waiting:
                resolved(future)

    async def _wait_async(self) -> None:
        """Wait until the lock may be free."""
        if self._task is None:
            await asyncio.to_thread(self._wait_for_thread)
            return
        future = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        await future

    def _wait_for_thread(self) -> None:
        self._lock.acquire()
        self.release()
