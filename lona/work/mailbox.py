"""A queue of jobs that run one after the other on worker threads; different mailboxes never wait.

Whoever posts never blocks. Knows nothing of what the jobs do.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Protocol

from lona.work.pool import PoolClosed

logger = logging.getLogger("lona")


class MailboxFull(Exception):
    """Too much waits already; the sender floods."""


class Room:
    """How much the jobs that wait may hold, in several mailboxes together; 0 means any amount.

    A job that is larger than the room still gets in while nothing else is there.
    """

    def __init__(self, limit: int = 0) -> None:
        self._limit = limit
        self._held = 0
        self._lock = threading.Lock()

    def take(self, size: int) -> None:
        """Make room for a job; raises `MailboxFull`."""
        with self._lock:
            if self._limit and self._held and self._held + size > self._limit:
                raise MailboxFull(f"more than {self._limit} bytes wait to be handled")
            self._held += size

    def give_back(self, size: int) -> None:
        """Note that a job does not wait any more."""
        with self._lock:
            self._held -= size


class Start(Protocol):
    """Starts counted work (`Work.start`); raises `NotStarted` if it is refused."""

    def __call__(self, job: Callable[[], None], *, must_run: bool = False) -> None:
        """Start a job in no order to others."""


class Mailbox:
    """One lane of work."""

    def __init__(self, start: Start, room: Room | None = None) -> None:
        self._start = start
        self._room = room or Room()
        self._jobs: deque[tuple[Callable[[], None], int]] = deque()
        self._lock = threading.Lock()
        self._busy = False

    @property
    def is_busy(self) -> bool:
        """Whether a job runs or waits."""
        return self._busy

    def post(self, job: Callable[[], None], must_run: bool = False, size: int = 0) -> None:
        """Append a job that holds about `size` bytes of a peer.

        Raises `MailboxFull` if there is no room for it, and `NoThread` if it cannot be started.
        Jobs that a peer cannot multiply hold nothing (size 0) and may have to run come what may:
        they are never refused. When the server has ended, nothing is left to be done, and jobs are
        dropped.
        """
        if size:
            self._room.take(size)
        try:
            is_dropped = not self._append(job, must_run, size)
        except BaseException:
            self._room.give_back(size)
            raise
        if is_dropped:
            self._room.give_back(size)

    def _append(self, job: Callable[[], None], must_run: bool, size: int) -> bool:
        with self._lock:
            if not self._busy:
                # Under the lock: until the work is counted and has a thread, nobody may rely on it.
                try:
                    self._start(self._drain, must_run=must_run)
                except PoolClosed:
                    return False
                self._busy = True
            self._jobs.append((job, size))
        return True

    def clear(self) -> None:
        """Forget the jobs that have not begun."""
        with self._lock:
            jobs, self._jobs = self._jobs, deque()
        self._room.give_back(sum(size for _, size in jobs))

    def _drain(self) -> None:
        while True:
            with self._lock:
                if not self._jobs:
                    self._busy = False
                    return
                job, size = self._jobs.popleft()
            self._room.give_back(size)
            try:
                job()
            except BaseException:  # what waits behind it must not suffer
                logger.exception("a job raised an exception")
