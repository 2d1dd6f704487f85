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

MAX_WAITING = 10_000
"""Most jobs that may wait in one mailbox."""

MAX_WAITING_CHARACTERS = 16 * 1024 * 1024
"""Most characters that the waiting jobs of one mailbox may hold, if there are several."""


class MailboxFull(Exception):
    """Too many jobs wait already; the sender floods."""


class Start(Protocol):
    """Starts counted work (`Work.start`); raises `NotStarted` if it is refused."""

    def __call__(self, job: Callable[[], None], *, must_run: bool = False) -> None:
        """Start a job in no order to others."""


class Mailbox:
    """One lane of work."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self._jobs: deque[tuple[Callable[[], None], int]] = deque()
        self._waiting_characters = 0
        self._lock = threading.Lock()
        self._busy = False

    @property
    def is_busy(self) -> bool:
        """Whether a job runs or waits."""
        return self._busy

    def post(self, job: Callable[[], None], must_run: bool = False, size: int = 0) -> None:
        """Append a job that holds `size` characters of a peer.

        Raises `MailboxFull` for too many, and `NoThread` if it cannot be started. Jobs that a peer
        cannot multiply may have to run come what may: they are never refused. When the server has
        ended, nothing is left to be done, and jobs are dropped.
        """
        with self._lock:
            if not must_run:
                self._check_room(size)
            if not self._busy:
                # Under the lock: until the work is counted and has a thread, nobody may rely on it.
                try:
                    self._start(self._drain, must_run=must_run)
                except PoolClosed:
                    return
                self._busy = True
            self._waiting_characters += size
            self._jobs.append((job, size))

    def _check_room(self, size: int) -> None:
        if len(self._jobs) >= MAX_WAITING:
            raise MailboxFull(f"more than {MAX_WAITING} jobs wait")
        if self._jobs and self._waiting_characters + size > MAX_WAITING_CHARACTERS:
            raise MailboxFull(f"more than {MAX_WAITING_CHARACTERS} characters wait")

    def clear(self) -> None:
        """Forget the jobs that have not begun."""
        with self._lock:
            self._jobs.clear()
            self._waiting_characters = 0

    def _drain(self) -> None:
        while True:
            with self._lock:
                if not self._jobs:
                    self._busy = False
                    return
                job, size = self._jobs.popleft()
                self._waiting_characters -= size
            try:
                job()
            except BaseException:  # what waits behind it must not suffer
                logger.exception("a job raised an exception")
